"""Problems of rules as workflow commands: GitHub shows them beside the lines of a change."""

from __future__ import annotations

from collections.abc import Sequence

from palier.problems import Problem


def problems_github(problems: Sequence[Problem]) -> str:
    """One command for each problem."""
    return "".join(f"{_command(problem)}\n" for problem in problems)


def _command(problem: Problem) -> str:
    first, last = problem.span.first, problem.span.last
    properties = {"file": problem.span.source.name, "line": str(first.line), "endLine": str(last.line)}
    if first.line == last.line:
        properties |= {"col": str(first.column), "endColumn": str(last.column)}
    properties["title"] = f"{problem.code} {problem.kind.name}"
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    words = problem.message if problem.help is None else f"{problem.message}\n{problem.help}"
    return f"::{problem.severity.value} {listed}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
