"""`palier check`: reads and checks rule files, and puts right what can be put right."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs
import click

from palier.cli import options
from palier.cli.language import of_documents, reader
from palier.cli.output import show
from palier.cli.status import FINDING
from palier.cli.terminal import columns_for, paint_for
from palier.cli.wrong_use import WrongUse, unreadable
from palier.meaning.check.allowed import Allowed, sorted_out
from palier.meaning.check.programme import Checked, check_file
from palier.problems import Problem, Severity, spoken
from palier.speech import Language


@click.command("check")
@options.files
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "concise", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="How problems are shown; concise: a line each; github: as workflow commands.",
)
@click.option("--fix", is_flag=True, help="Correct what can be corrected safely, and report what is left.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="Correct also what may not be what was meant.")
@click.option("--diff", is_flag=True, help="Show what would be corrected, and write nothing.")
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], form: str, fix: bool, unsafe: bool, diff: bool) -> None:
    """Check rule files, and all that they use.

    Ends with status 1 when there is an error. `palier explain-code CODE` tells what a problem means.
    """
    named = list(dict.fromkeys(files))
    allowed: list[Allowed] = []
    fixed: int | None = None
    if fix or unsafe or diff:
        if diff and form != "text":
            raise WrongUse("`--diff` has a form of its own", "leave `--format` out")
        problems, fixed = _corrected(named, allowed, unsafe=unsafe, diff=diff)
        if diff:
            click.echo(
                reader().several("{number} problem would be corrected", "{number} problems would be corrected", fixed),
                err=True,
            )
            ctx.exit(FINDING if fixed or _errors(problems) else 0)
    else:
        problems = _problems(named, {}, allowed)
    language = reader() if form == "text" else of_documents()
    allowed = [attrs.evolve(one, problem=spoken([one.problem], language)[0]) for one in allowed]
    # The text report puts problems into the language itself, with the words around them.
    told = problems if form == "text" else spoken(problems, language)
    show([_report(told, allowed, files, form, fixed, language)])
    if _errors(problems):
        ctx.exit(FINDING)


def _errors(problems: Sequence[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def _corrected(
    files: Sequence[str], allowed: list[Allowed], *, unsafe: bool, diff: bool
) -> tuple[Sequence[Problem], int]:
    """Corrects the files and those beside them that they use; what is left, and how many were corrected."""
    from palier.cli.rule_files import rule_file
    from palier.report.difference import difference
    from palier.rewrite.fix import corrected

    folders = {Path(file).resolve().parent for file in files}
    found = corrected(lambda texts: _problems(files, texts, allowed), folders, unsafe=unsafe)
    changed = [
        (rule_file(source.name if Path(source.name).resolve() == place else str(place)), source, found.texts[place])
        for place, source in sorted(found.before.items())
    ]
    for file, source, text in changed:
        plain = text.replace("\r\n", "\n")
        if diff:
            show([difference(source.name, source.text.replace("\r\n", "\n"), plain, what="corrected")])
        else:
            file.write(plain)
    return found.left, found.count


def _problems(files: Sequence[str], texts: Mapping[Path, str], allowed: list[Allowed]) -> list[Problem]:
    """Those of each file in turn; what two files have in common is told once. `allowed` is filled anew."""
    checked: dict[str, Checked] = {}
    for file in files:
        try:
            checked[file] = check_file(Path(file), file, texts)
        except OSError as error:
            raise unreadable(error, file) from None
    found = {problem.order(): problem for one in checked.values() for problem in one.problems}
    stand = {one.problem.order(): one for each in checked.values() for one in each.allowed}
    if len(checked) > 1:
        given = [permit for one in checked.values() for permit in one.permits]
        left, more, _ = sorted_out(_across(checked), given)
        found |= {problem.order(): problem for problem in left}
        stand |= {one.problem.order(): one for one in more}
    allowed[:] = stand.values()
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


def _report(
    problems: Sequence[Problem],
    allowed: Sequence[Allowed],
    files: Sequence[str],
    form: str,
    fixed: int | None,
    language: Language,
) -> str:
    match form:
        case "json":
            from palier.report.problems_json import problems_json

            return problems_json(problems, files, fixed, [(one.problem, one.reason) for one in allowed])
        case "sarif":
            from palier.report.problems_sarif import problems_sarif

            return problems_sarif(problems, [(one.problem, one.reason) for one in allowed])
        case "github":
            from palier.report.problems_github import problems_github

            return problems_github(problems)
        case "concise":
            from palier.report.problems_concise import problems_concise

            return problems_concise(problems)
        case _:
            from palier.report.problems_text import corrected_words, problems_text, summary

            text = problems_text(problems, paint_for(sys.stdout), columns_for(sys.stdout), language)
            done = "" if fixed is None else f"{corrected_words(fixed, language)}\n"
            return f"{text}{done}{summary(problems, files, language, len(allowed))}\n"
