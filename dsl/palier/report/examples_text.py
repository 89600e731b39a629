"""What came of the examples, as text: those that fail with their places, what none exercises, and how many hold."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from palier.report.cells import printable
from palier.report.counted import counted
from palier.report.paint import PLAIN, Paint
from palier.report.place_text import gutter, place_lines, place_name
from palier.report.problems_text import COLUMNS
from palier.result.testing import LIMIT, ExampleResult, Part, TestReport
from palier.speech import ENGLISH, Language

_WIDTH = 80


def examples_text(
    report: TestReport, paint: Paint = PLAIN, columns: int = COLUMNS, language: Language = ENGLISH
) -> str:
    """All but the closing line."""
    return "".join(f"{line}\n" for line in _lines(report, paint, columns, language))


def closing_line(report: TestReport, unread: int = 0, language: Language = ENGLISH) -> str:
    """`N passed, N failed`. A file that could not be run counts as one that failed."""
    return language.say("{passed} passed, {failed} failed", passed=report.passed, failed=report.failed + unread)


def _lines(report: TestReport, paint: Paint, columns: int, language: Language) -> Iterator[str]:
    for example in report.results:
        if not example.passed:
            yield from _example(example, paint, columns, language)
    if report.coverage is not None:
        yield from _coverage(report, report.coverage, paint)


def _example(example: ExampleResult, paint: Paint, columns: int, language: Language) -> Iterator[str]:
    head = paint("strong", language.say("example “{title}”", title=printable(example.title)))
    yield f"{paint('error', language.say('failed'))} {head} ({place_name(example.span)})"
    for failure in example.failures:
        message, remedy = failure.told(language)
        numbers = gutter(failure.span)
        yield f"  {printable(message)}"
        yield from place_lines(failure.span, paint, numbers=numbers, columns=columns)
        if remedy is not None:
            said = language.say("{label}: {text}", label=paint("good", language.say("help")), text=printable(remedy))
            yield f"{' ' * numbers} {paint('place', '=')} {said}"
    yield ""


def _coverage(report: TestReport, coverage: tuple[Part, ...], paint: Paint) -> Iterator[str]:
    counts = {kind: number for kind, (_, number) in report.counts.items()}
    if not coverage:
        told = ENGLISH.listed([counted(number, kind) for kind, number in counts.items()])
        yield f"Every part of the rules is exercised by an example{':' if told else '.'}"
        yield from wrap(f"{told}.", _WIDTH) if told else ()
        yield ""
        return
    parts = [one for one in coverage if one.kind != LIMIT]
    limits = [one for one in coverage if one.kind == LIMIT]
    if parts:
        verb = "is" if len(parts) == 1 else "are"
        yield paint("strong", f"{counted(len(parts), 'part')} of the rules {verb} exercised by no example:")
        yield from (line for one in parts for line in _part(one, f"{one.kind} ", paint))
    if limits:
        verb = "is" if len(limits) == 1 else "are"
        yield paint("strong", f"{counted(len(limits), 'side')} of limits {verb} exercised by no example:")
        yield from (line for one in limits for line in _part(one, "", paint))
    yield ""


def _part(one: Part, kind: str, paint: Paint) -> Iterator[str]:
    yield f"  {paint('place', place_name(one.span))}: {kind}{printable(one.text)}"
    if one.write is not None:
        yield f"    {paint('good', 'write')}: {printable(one.write)}"
