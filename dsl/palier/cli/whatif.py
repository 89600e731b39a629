"""`palier whatif`: what a change would do, and what a programme costs along a parameter."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from palier.cli import changing, options
from palier.cli.drawing import draw
from palier.cli.loading import programme_of
from palier.cli.output import deliver, writable, write_whole
from palier.cli.progress_bar import ProgressBar
from palier.cli.running import asked_of_data, partner_in, tell_notes
from palier.cli.wrong_use import WrongUse
from palier.speech import Language

if TYPE_CHECKING:
    from palier.embed import Programme
    from palier.facts import Changes
    from palier.result import Difference, Sweep


@click.command("whatif")
@options.files
@options.data
@options.as_of
@click.option(
    "--set",
    "parameters",
    metavar="NAME=VALUE",
    multiple=True,
    callback=options.settings,
    help="Another value of a parameter, as the rules write it.",
)
@changing.add
@changing.change
@changing.withdraw
@changing.files
@click.option("--partner", metavar="KEY", help="Show what it would do to this partner.")
@click.option("--sweep", metavar="NAME", help="What the programme costs along the values of this parameter.")
@click.option("--steps", metavar="N", type=int, help="With --sweep: in so many equal steps; 10 by default.")
@click.option("--by", metavar="VALUE", help="With --sweep: one value each so far: `500 K EUR`.")
@click.option("--from", "low", metavar="VALUE", help="With --sweep: the first value; by default the lowest allowed.")
@click.option("--to", "high", metavar="VALUE", help="With --sweep: the last value; by default the highest allowed.")
@click.option("--jumps", is_flag=True, help="With --sweep: the exact values at which the cost jumps.")
@click.option(
    "--chart", metavar="FILE", type=click.Path(path_type=Path), help="With --sweep: the chart, as .svg, .png or .html."
)
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Write to this file.")
@options.language
def command(
    files: tuple[str, ...],
    data: str,
    as_of: date | None,
    parameters: dict[str, str],
    added: tuple[str, ...],
    changed: tuple[str, ...],
    withdrawn: tuple[str, ...],
    change_files: tuple[str, ...],
    partner: str | None,
    sweep: str | None,
    steps: int | None,
    by: str | None,
    low: str | None,
    high: str | None,
    jumps: bool,
    chart: Path | None,
    form: str,
    out: Path | None,
    language: Language | None,
) -> None:
    """Tell what a change would do: facts more, otherwise or less, parameters set otherwise.

    Payouts, tiers and sums before and after, and the difference. With --sweep: the cost along a parameter.
    """
    only_swept = {"--steps": steps, "--by": by, "--from": low, "--to": high, "--jumps": jumps or None, "--chart": chart}
    if sweep is None and (lost := [name for name, value in only_swept.items() if value is not None]):
        raise WrongUse(f"{lost[0]} belongs to a sweep", "name the parameter with --sweep")
    if sweep is not None and partner is not None:
        raise WrongUse("a sweep is of the whole programme, not of one partner", "leave --partner out")
    if chart is not None:
        chartable(chart)
    if out is not None:
        writable(out)
    speaker = options.reader(language)
    programme = programme_of(files, as_json=form == "json")
    changes = asked_of_data(
        lambda: changing.changes_of(added, changed, withdrawn, change_files), data, as_json=form == "json"
    )
    if sweep is not None:
        ask = partial(_swept, programme, data, sweep, steps, by, low, high, jumps, changes, parameters, as_of)
        found = asked_of_data(ask, data, as_json=form == "json")
        _tell_sweep(found, form, out, chart, speaker)
        return
    difference = asked_of_data(
        partial(_differed, programme, data, changes, parameters, as_of), data, as_json=form == "json"
    )
    tell_notes(difference.after.notes)
    if partner is not None:
        difference = difference.of_payee(partner_in(difference.after, partner))
    _tell(difference, form, out, speaker)


def chartable(place: Path) -> None:
    """Says early what would keep a chart from being drawn."""
    from importlib.util import find_spec

    if place.suffix.lower() not in (".svg", ".png", ".html"):
        raise WrongUse(f"`{place}` is no name of a chart", "end it in .svg, .png or .html")
    if find_spec("matplotlib") is None:
        raise WrongUse("drawing a chart needs a package that is not installed", "pip install 'palier[charts]'")
    writable(place)


def _differed(
    programme: Programme, path: str, changes: tuple[Changes, ...], parameters: dict[str, str], as_of: date | None
) -> Difference:
    from palier.facts import read

    data = read(path)
    with ProgressBar("running") as progress:
        return programme.whatif(data, changes, parameters, as_of, progress=progress)


def _swept(
    programme: Programme,
    path: str,
    name: str,
    steps: int | None,
    by: str | None,
    low: str | None,
    high: str | None,
    jumps: bool,
    changes: tuple[Changes, ...],
    parameters: dict[str, str],
    as_of: date | None,
) -> Sweep:
    from palier.facts import read

    data = read(path)
    with ProgressBar("running") as progress:
        return programme.sweep(
            data,
            name,
            steps=steps,
            by=by,
            low=low,
            high=high,
            jumps=jumps,
            changes=changes,
            parameters=parameters,
            as_of=as_of,
            progress=progress,
        )


def _tell(difference: Difference, form: str, out: Path | None, language: Language) -> None:
    match form:
        case "json":
            from palier.report.difference_json import difference_json

            deliver([difference_json(difference)], out)
        case "csv":
            from palier.report.difference_csv import difference_csv

            deliver([difference_csv(difference)], out)
        case _:
            from palier.report.difference_table import difference_table

            deliver(draw(lambda columns: difference_table(difference, columns, language), out), out)


def _tell_sweep(found: Sweep, form: str, out: Path | None, chart: Path | None, language: Language) -> None:
    match form:
        case "json":
            from palier.report.sweep_json import sweep_json

            deliver([sweep_json(found)], out)
        case "csv":
            from palier.report.sweep_csv import sweep_csv

            deliver([sweep_csv(found)], out)
        case _:
            from palier.report.sweep_table import sweep_table

            deliver(draw(lambda columns: sweep_table(found, columns, language), out), out)
    if chart is not None:
        from palier.report.sweep_chart import write_chart

        write_whole(chart, lambda place: write_chart(found, language, place, chart.suffix.lower()[1:]))
