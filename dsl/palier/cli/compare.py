"""`palier compare`: two programmes on the same deals."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from palier.cli import options
from palier.cli.drawing import draw
from palier.cli.loading import programme_of
from palier.cli.output import deliver, writable
from palier.cli.progress_bar import ProgressBar
from palier.cli.running import asked_of_data, tell_notes
from palier.speech import Language

if TYPE_CHECKING:
    from palier.result import Comparison


@click.command("compare")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@options.data
@click.option("--old", "more_old", metavar="FILE", multiple=True, help="One more version of the old programme.")
@click.option("--new", "more_new", metavar="FILE", multiple=True, help="One more version of the new programme.")
@options.as_of
@click.option(
    "--deals",
    metavar="N",
    type=click.IntRange(0),
    default=5,
    show_default=True,
    help="Tell so many of the deals that differ most, with the rules that make the difference.",
)
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "html"]), default="text", show_default=True)
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Write to this file.")
@options.language
def command(
    old: str,
    new: str,
    data: str,
    more_old: tuple[str, ...],
    more_new: tuple[str, ...],
    as_of: date | None,
    deals: int,
    form: str,
    out: Path | None,
    language: Language | None,
) -> None:
    """Compare two programmes on the same deals: who gains, who loses, and by which rules.

    OLD and NEW are rule files. The data must hold what either reads.
    """
    if out is not None:
        writable(out)
    speaker = options.reader(language)
    first = programme_of((old, *more_old), as_json=form == "json")
    second = programme_of((new, *more_new), as_json=form == "json")

    def ask() -> Comparison:
        from palier.embed import compare
        from palier.facts import read

        with ProgressBar("comparing") as progress:
            return compare(first, second, read(data), as_of, deals=deals, progress=progress)

    found = asked_of_data(ask, data, as_json=form == "json")
    tell_notes(found.difference.after.notes)
    _tell(found, form, out, speaker)


def _tell(comparison: Comparison, form: str, out: Path | None, language: Language) -> None:
    match form:
        case "json":
            from palier.report.comparison_json import comparison_json

            deliver([comparison_json(comparison)], out)
        case "csv":
            from palier.report.comparison_csv import comparison_csv

            deliver([comparison_csv(comparison)], out)
        case "html":
            from palier.report.comparison_page import comparison_page

            deliver([comparison_page(comparison, language)], out)
        case _:
            from palier.report.comparison_table import comparison_table

            deliver(draw(lambda columns: comparison_table(comparison, columns, language), out), out)
