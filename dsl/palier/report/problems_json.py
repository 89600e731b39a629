"""Problems of rules as the JSON document of `palier check`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from palier.problems import Problem, Severity
from palier.report.document import document
from palier.source import Place, Span


def problems_json(
    problems: Sequence[Problem],
    files: Sequence[str],
    fixed: int | None = None,
    allowed: Sequence[tuple[Problem, str]] = (),
) -> str:
    """The document, as the contract has it; `fixed`: how many were corrected, where that was wanted."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    # A warning that a note lets stand, with the reason that the note gives.
    suppressed = {} if not allowed else {"suppressed": [{**diagnostic(one), "reason": why} for one, why in allowed]}
    corrected = {} if fixed is None else {"fixed": fixed}
    return document(
        {
            "files": list(files),
            "summary": {"errors": errors, "warnings": len(problems) - errors, **corrected},
            "diagnostics": [diagnostic(problem) for problem in problems],
            **suppressed,
        }
    )


def diagnostic(problem: Problem) -> dict[str, Any]:
    """One problem. `help`, `related` and `fix` are there when there is something to say."""
    found: dict[str, Any] = {
        "code": problem.code,
        "name": problem.kind.name,
        "severity": problem.severity.value,
        "message": problem.message,
        **place(problem.span),
    }
    if problem.help is not None:
        found["help"] = problem.help
    if problem.related:
        found["related"] = [{"message": one.message, **place(one.span)} for one in problem.related]
    if problem.fix is not None:
        edits = [{**_reach(edit.span), "text": edit.text} for edit in problem.fix.edits]
        found["fix"] = {"safe": problem.fix.safe, "edits": edits}
    return found


def place(span: Span) -> dict[str, Any]:
    """A place: file, start and end; lines and columns count from 1, the end is one past the last character."""
    return {"file": span.source.name, **_reach(span)}


def _reach(span: Span) -> dict[str, Any]:
    return {"start": _point(span.first), "end": _point(span.last)}


def _point(point: Place) -> dict[str, int]:
    return {"line": point.line, "column": point.column}
