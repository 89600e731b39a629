"""`palier test`: runs the examples of rule files."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
import click

from palier.cli.language import of_documents, reader
from palier.cli.loading import tell_problems
from palier.cli.output import show
from palier.cli.status import FINDING
from palier.cli.terminal import columns_for, paint_for
from palier.cli.wrong_use import WrongUse, unreadable
from palier.problems import Problem, RuleError
from palier.problems.names import NO_PROGRAMME
from palier.result.testing import TestReport, joined


@attrs.frozen
class _Tested:
    """What came of all files: the examples, and the problems that kept files from being run."""

    report: TestReport
    unread: int
    problems: tuple[Problem, ...]


@click.command("test")
@click.argument("places", metavar="FILE_OR_FOLDER...", nargs=-1, required=True)
@click.option(
    "--coverage", is_flag=True, help="List what no example exercises: parts of the rules, and sides of limits."
)
@click.option("--format", "form", type=click.Choice(["text", "json", "junit"]), default="text", show_default=True)
@click.pass_context
def command(ctx: click.Context, places: tuple[str, ...], coverage: bool, form: str) -> None:
    """Run the examples of rule files; of a folder, of all files in it.

    Ends with status 1 when an example fails.
    """
    tested = _test(list(dict.fromkeys(_files(places))), coverage)
    match form:
        case "json":
            from palier.report.examples_json import examples_json

            show([examples_json(tested.report, tested.unread, tested.problems, of_documents())])
        case "junit":
            from palier.report.examples_junit import examples_junit

            show([examples_junit(tested.report, tested.problems)])
        case _:
            from palier.report.examples_text import closing_line, examples_text

            language = reader()
            text = examples_text(tested.report, paint_for(sys.stdout), columns_for(sys.stdout), language)
            show([text, f"{closing_line(tested.report, tested.unread, language)}\n"])
    if tested.report.failed or tested.unread:
        ctx.exit(FINDING)


def _files(places: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The rule files, and whether each was named itself."""
    for place in places:
        path = Path(place)
        if not path.is_dir():
            yield place, True
            continue
        found = sorted(str(one) for one in path.rglob("*.palier") if one.is_file())
        if not found:
            raise WrongUse(f"there is no rule file in `{place}`", "rule files end in .palier")
        yield from ((file, False) for file in found)


def _test(files: Sequence[tuple[str, bool]], coverage: bool) -> _Tested:
    from palier.embed import from_checked
    from palier.meaning.check.programme import check_file

    reports: list[TestReport] = []
    problems: list[Problem] = []
    unread = 0
    for file, named in files:
        try:
            checked = check_file(Path(file), file, alone=True)
            reports.append(from_checked([checked]).test(coverage=coverage))
        except RuleError as error:
            if not named and all(problem.kind is NO_PROGRAMME for problem in _errors(error)):
                continue  # a module without examples, tested where it is used
            tell_problems(error.problems, [file])
            problems.extend(error.problems)
            unread += 1
        except OSError as error:
            raise unreadable(error, file) from None
    return _Tested(joined(reports), unread, tuple(problems))


def _errors(error: RuleError) -> list[Problem]:
    return [problem for problem in error.problems if problem.severity.value == "error"]
