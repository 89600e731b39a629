"""Problems of rules on a line each: `file:line:column: CODE message`."""

from __future__ import annotations

from collections.abc import Sequence

from palier.problems import Problem
from palier.report.cells import printable


def problems_concise(problems: Sequence[Problem]) -> str:
    """One line for each problem, and nothing where there is none."""
    return "".join(f"{_line(problem)}\n" for problem in problems)


def _line(problem: Problem) -> str:
    line, column = problem.span.first
    return printable(f"{problem.span.source.name}:{line}:{column}: {problem.code} {problem.message}")
