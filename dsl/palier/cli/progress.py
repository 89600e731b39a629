"""`palier progress`: where a partner stands, and what is missing to earn more."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from palier.cli import options
from palier.cli.loading import programme_of
from palier.cli.output import show, writable, write
from palier.cli.running import asked_of_data
from palier.cli.terminal import paint_for
from palier.cli.wrong_use import WrongUse
from palier.speech import Language

if TYPE_CHECKING:
    from palier.result.progress import Progress


@click.command("progress")
@options.files
@options.data
@click.option("--partner", metavar="KEY", required=True, help="The partner, by its key in the data.")
@options.as_of
@options.parameters
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.option("--out", metavar="PATH", help="A file to write to, in place of standard output.")
@options.language
def command(
    files: tuple[str, ...],
    data: str,
    partner: str,
    as_of: date | None,
    parameters: dict[str, str],
    form: str,
    out: str | None,
    language: Language | None,
) -> None:
    """Tell where a partner stands: its tiers, what is under way, what limits leave, and what is missing to earn more.

    What would earn more is looked for in the rules, and shown only where a run with it confirms what it pays.
    """
    programme = programme_of(files, as_json=form == "json")
    target = None if out is None else writable(Path(out))

    def ask() -> Progress:
        from palier.facts import read

        try:
            return programme.progress(read(data), partner, as_of, dict(parameters))
        except LookupError as error:
            if type(error) is not LookupError:
                raise
            raise WrongUse(str(error), "--partner takes the key that the data has for it") from None

    found = asked_of_data(ask, data, as_json=form == "json")
    told = _told(found, form, options.reader(language), to_file=target is not None)
    if target is None:
        show([told])
    else:
        write(target, [told])


def _told(progress: Progress, form: str, language: Language, *, to_file: bool) -> str:
    if form == "json":
        from palier.report.progress_json import progress_json

        return progress_json(progress)
    if form == "html":
        from palier.report.progress_page import progress_page

        return progress_page(progress, language)
    from palier.report.paint import PLAIN
    from palier.report.progress_text import progress_text

    return progress_text(progress, language, PLAIN if to_file else paint_for(sys.stdout))
