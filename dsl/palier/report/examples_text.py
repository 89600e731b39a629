"""What came of the examples, as text: those that fail with their places, what none exercises, and how many hold."""

from __future__ import annotations

from collections.abc import Iterator

from palier.report.cells import printable
from palier.report.counted import counted
from palier.report.paint import PLAIN, Paint
from palier.report.place_text import gutter, place_lines, place_name
from palier.report.problems_text import COLUMNS
from palier.result.testing import ExampleResult, TestReport, Uncovered


def examples_text(report: TestReport, paint: Paint = PLAIN, columns: int = COLUMNS) -> str:
    """All but the closing line."""
    return "".join(f"{line}\n" for line in _lines(report, paint, columns))


def closing_line(report: TestReport, unread: int = 0) -> str:
    """`N passed, N failed`. A file that could not be run counts as one that failed."""
    return f"{report.passed} passed, {report.failed + unread} failed"


def _lines(report: TestReport, paint: Paint, columns: int) -> Iterator[str]:
    for example in report.results:
        if not example.passed:
            yield from _example(example, paint, columns)
    if report.coverage is not None:
        yield from _coverage(report.coverage, paint)


def _example(example: ExampleResult, paint: Paint, columns: int) -> Iterator[str]:
    head = paint("strong", f"example “{printable(example.title)}”")
    yield f"{paint('error', 'failed')} {head} ({place_name(example.span)})"
    for failure in example.failures:
        numbers = gutter(failure.span)
        yield f"  {printable(failure.message)}"
        yield from place_lines(failure.span, paint, numbers=numbers, columns=columns)
        if failure.help is not None:
            yield f"{' ' * numbers} {paint('place', '=')} {paint('good', 'help')}: {printable(failure.help)}"
    yield ""


def _coverage(coverage: tuple[Uncovered, ...], paint: Paint) -> Iterator[str]:
    if not coverage:
        yield "Every requirement, table row, tier and cap is exercised by an example."
        yield ""
        return
    verb = "is" if len(coverage) == 1 else "are"
    yield paint("strong", f"{counted(len(coverage), 'part')} of the rules {verb} exercised by no example:")
    for one in coverage:
        yield f"  {paint('place', place_name(one.span))}: {one.kind} {printable(one.text)}"
    yield ""
