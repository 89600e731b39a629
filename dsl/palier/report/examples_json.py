"""What came of the examples, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from palier.problems import Problem, spoken
from palier.report.document import document
from palier.report.problems_json import diagnostic, place
from palier.result.testing import ExampleResult, TestReport
from palier.speech import ENGLISH, Language


def examples_json(report: TestReport, unread: int, problems: Sequence[Problem], language: Language = ENGLISH) -> str:
    """The document. `diagnostics` are the problems of the rules, which keep `unread` files from being run."""
    content: dict[str, Any] = {
        "files": list(report.files),
        "summary": {"passed": report.passed, "failed": report.failed + unread},
        "examples": [_example(one, language) for one in report.results],
        "diagnostics": [diagnostic(problem) for problem in spoken(problems, language)],
    }
    if report.coverage is not None:
        content["uncovered"] = [
            {"kind": one.kind, "text": one.text, "write": one.write, **place(one.span)} for one in report.coverage
        ]
        content["counts"] = [
            {"kind": kind, "exercised": exercised, "parts": all_of_them}
            for kind, (exercised, all_of_them) in report.counts.items()
        ]
    return document(content)


def _example(one: ExampleResult, language: Language) -> dict[str, Any]:
    failures = []
    for failure in one.failures:
        message, remedy = failure.told(language)
        failures.append({"message": message, "help": remedy, **place(failure.span)})
    return {"title": one.title, **place(one.span), "passed": one.passed, "failures": failures}
