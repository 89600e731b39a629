"""Problems of rules as text: each with its lines, what else to look at, and the remedy; at last how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from palier.problems import Problem, Severity
from palier.report.cells import printable
from palier.report.counted import counted
from palier.report.paint import PLAIN, Paint
from palier.report.place_text import gutter, place_lines

COLUMNS: Final = 100
"""How wide a line is shown where nothing says how wide the terminal is."""


def problems_text(problems: Sequence[Problem], paint: Paint = PLAIN, columns: int = COLUMNS) -> str:
    """Every problem, with an empty line after each."""
    return "".join(f"{line}\n" for problem in problems for line in _problem(problem, paint, columns))


def summary(problems: Sequence[Problem], files: Sequence[str]) -> str:
    """`2 errors, 1 warning in vmware.palier`."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    parts = [counted(errors, "error")] if errors or not warnings else []
    parts += [counted(warnings, "warning")] if warnings else []
    where = printable(files[0]) if len(files) == 1 else counted(len(files), "file")
    return f"{', '.join(parts)} in {where}"


def _problem(problem: Problem, paint: Paint, columns: int) -> Iterator[str]:
    style: Final = "error" if problem.severity is Severity.ERROR else "warning"
    numbers = gutter(problem.span, *(one.span for one in problem.related))
    head = paint(style, f"{problem.severity.value} {problem.code}")
    yield f"{head} {paint('dim', problem.kind.name)}: {paint('strong', printable(problem.message))}"
    yield from place_lines(problem.span, paint, numbers=numbers, columns=columns, style=style)
    for one in problem.related:
        yield from place_lines(
            one.span, paint, numbers=numbers, columns=columns, mark="-", style="label", label=one.message
        )
    if problem.help is not None:
        yield f"{' ' * numbers} {paint('place', '=')} {paint('good', 'help')}: {printable(problem.help)}"
    yield ""
