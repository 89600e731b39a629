"""`palier check`: reads and checks rule files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from palier.cli import options
from palier.cli.language import of_documents, reader
from palier.cli.output import show
from palier.cli.status import FINDING
from palier.cli.terminal import columns_for, paint_for
from palier.cli.wrong_use import unreadable
from palier.meaning.check.programme import Checked, check_file
from palier.problems import Problem, Severity, spoken
from palier.speech import Language


@click.command("check")
@options.files
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="How problems are shown; github: as workflow commands.",
)
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], form: str) -> None:
    """Check rule files, and all that they use.

    Ends with status 1 when there is an error. `palier explain-code CODE` tells what a problem means.
    """
    problems = _problems(list(dict.fromkeys(files)))
    language = reader() if form == "text" else of_documents()
    show([_report(spoken(problems, language), files, form, language)])
    if any(problem.severity is Severity.ERROR for problem in problems):
        ctx.exit(FINDING)


def _problems(files: Sequence[str]) -> list[Problem]:
    """Those of each file in turn; what two files have in common is told once."""
    checked: dict[str, Checked] = {}
    for file in files:
        try:
            checked[file] = check_file(Path(file), file)
        except OSError as error:
            raise unreadable(error, file) from None
    found = {problem.order(): problem for one in checked.values() for problem in one.problems}
    if len(checked) > 1:
        found |= {problem.order(): problem for problem in _across(checked)}
    return list(found.values())


def _across(checked: dict[str, Checked]) -> list[Problem]:
    """What keeps files of one folder that are versions of one programme from being run together."""
    from palier.run.versions import disagreements

    versions: dict[tuple[Path, str], list[Checked]] = {}
    for file, one in checked.items():
        if one.rules is not None:
            versions.setdefault((Path(file).parent, one.rules.name), []).append(one)
    together = ([one.required() for one in group] for group in versions.values() if len(group) > 1)
    return [problem for group in together for problem in disagreements(group)]


def _report(problems: Sequence[Problem], files: Sequence[str], form: str, language: Language) -> str:
    match form:
        case "json":
            from palier.report.problems_json import problems_json

            return problems_json(problems, files)
        case "sarif":
            from palier.report.problems_sarif import problems_sarif

            return problems_sarif(problems)
        case "github":
            from palier.report.problems_github import problems_github

            return problems_github(problems)
        case _:
            from palier.report.problems_text import problems_text, summary

            text = problems_text(problems, paint_for(sys.stdout), columns_for(sys.stdout), language)
            return f"{text}{summary(problems, files, language)}\n"
