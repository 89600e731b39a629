"""`palier quote`: what a deal that is not closed yet would earn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from palier.cli import changing, options
from palier.cli.drawing import draw
from palier.cli.loading import programme_of
from palier.cli.output import deliver, writable
from palier.cli.progress_bar import ProgressBar
from palier.cli.running import asked_of_data, tell_notes
from palier.speech import Language

if TYPE_CHECKING:
    from palier.result import Quote


def _days(ctx: click.Context, param: click.Parameter, given: Sequence[str]) -> tuple[date, ...]:
    found = [options.day(ctx, param, one) for one in given]
    return tuple(dict.fromkeys(one for one in found if one is not None))


@click.command("quote")
@options.files
@options.data
@click.option(
    "--deal",
    metavar="FACT",
    multiple=True,
    required=True,
    help="A fact of the deal: `RECORD:FIELD=VALUE,…` is added, `RECORD:KEY` is in the data, "
    "`RECORD:KEY:FIELD=VALUE,…` with other values; or a file of them.",
)
@click.option(
    "--closing", "closings", metavar="DATE", multiple=True, callback=_days, help="If it closed on this day; repeatable."
)
@options.as_of
@options.parameters
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Write to this file.")
@options.language
def command(
    files: tuple[str, ...],
    data: str,
    deal: tuple[str, ...],
    closings: tuple[date, ...],
    as_of: date | None,
    parameters: dict[str, str],
    form: str,
    out: Path | None,
    language: Language | None,
) -> None:
    """Quote a deal that is not closed yet: what it would earn, at which price, and what it still waits for.

    With --as-of, what it earns up to that day, which may lie after its closing.
    """
    if out is not None:
        writable(out)
    speaker = options.reader(language)
    programme = programme_of(files, as_json=form == "json")

    def ask() -> Quote:
        from palier.facts import read

        facts = changing.facts_of(deal)
        with ProgressBar("quoting") as progress:
            return programme.quote(read(data), facts, closings, as_of, dict(parameters), progress=progress)

    found = asked_of_data(ask, data, as_json=form == "json")
    tell_notes(found.quotes[-1].result.notes)
    if form == "json":
        from palier.report.quote_json import quote_json

        deliver([quote_json(found)], out)
    else:
        from palier.report.quote_table import quote_table

        deliver(draw(lambda columns: quote_table(found, columns, speaker), out), out)
