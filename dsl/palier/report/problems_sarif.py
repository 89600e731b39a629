"""Problems of rules as SARIF 2.1.0, for code scanning services and editors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from palier.problems import Problem
from palier.problems.problem import Fix
from palier.source import Span
from palier.version import __version__

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def problems_sarif(problems: Sequence[Problem], allowed: Sequence[tuple[Problem, str]] = ()) -> str:
    """The log of one run; `allowed`: what a note in the rules lets stand, with the reason."""
    everything = [*problems, *(problem for problem, _ in allowed)]
    kinds = {problem.code: problem.kind for problem in sorted(everything, key=lambda one: one.code)}
    ranks = {code: rank for rank, code in enumerate(kinds)}
    rules = [
        {"id": kind.code, "name": kind.name, "defaultConfiguration": {"level": kind.severity.value}}
        for kind in kinds.values()
    ]
    driver = {"name": "Palier", "version": __version__, "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            *(_result(problem, ranks[problem.code]) for problem in problems),
            *(
                {**_result(problem, ranks[problem.code]), "suppressions": [{"kind": "inSource", "justification": why}]}
                for problem, why in allowed
            ),
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _result(problem: Problem, rank: int) -> dict[str, Any]:
    words = problem.message if problem.help is None else f"{problem.message}\n{problem.help}"
    found: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rank,
        "level": problem.severity.value,
        "message": {"text": words},
        "locations": [{"physicalLocation": _location(problem.span)}],
    }
    if problem.related:
        found["relatedLocations"] = [
            {"id": number, "message": {"text": one.message}, "physicalLocation": _location(one.span)}
            for number, one in enumerate(problem.related)
        ]
    if problem.fix is not None:
        found["fixes"] = [_fix(problem.fix, problem.help or problem.message)]
    return found


def _fix(fix: Fix, words: str) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        replacement = {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
        changes.setdefault(edit.span.source.name, []).append(replacement)
    listed = [
        {"artifactLocation": {"uri": _address(name)}, "replacements": replacements}
        for name, replacements in changes.items()
    ]
    return {"description": {"text": words}, "artifactChanges": listed}


def _location(span: Span) -> dict[str, Any]:
    return {"artifactLocation": {"uri": _address(span.source.name)}, "region": _region(span)}


def _region(span: Span) -> dict[str, int]:
    first, last = span.first, span.last
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
    }


def _address(name: str) -> str:
    path = PurePath(name)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix(), errors="surrogateescape")
