"""What came of the examples, as the XML that JUnit made and build servers read."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from palier.problems import Problem, Severity
from palier.report.cells import printable
from palier.report.place_text import place_name
from palier.result.testing import ExampleResult, TestReport


def examples_junit(report: TestReport, problems: Sequence[Problem]) -> str:
    """One suite for each file; a file whose rules have errors is a suite with an error."""
    by_file: dict[str, list[ExampleResult]] = {file: [] for file in report.files}
    for one in report.results:
        by_file.setdefault(one.span.source.name, []).append(one)
    wrong: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity is Severity.ERROR:
            wrong.setdefault(problem.span.source.name, []).append(problem)
    root = Element("testsuites", name="palier", tests=str(len(report.results) + len(wrong)))
    root.set("failures", str(report.failed))
    root.set("errors", str(len(wrong)))
    for file in dict.fromkeys((*by_file, *wrong)):
        _suite(root, file, by_file.get(file, []), wrong.get(file, []))
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, file: str, examples: Sequence[ExampleResult], wrong: Sequence[Problem]) -> None:
    failed = sum(not one.passed for one in examples)
    errors = 1 if wrong else 0
    suite = SubElement(root, "testsuite", name=printable(file), tests=str(len(examples) + errors))
    suite.set("failures", str(failed))
    suite.set("errors", str(errors))
    for one in examples:
        case = _case(suite, one.title, file, one.span.first.line)
        for failure in one.failures:
            found = SubElement(case, "failure", message=printable(failure.message))
            found.text = "\n".join(filter(None, (place_name(failure.span), printable(failure.help or ""))))
    if wrong:
        case = _case(suite, "the rules check", file, wrong[0].span.first.line)
        found = SubElement(case, "error", message=printable(wrong[0].message))
        found.text = "\n".join(f"{place_name(one.span)}: {one.code} {printable(one.message)}" for one in wrong)


def _case(suite: Element, title: str, file: str, line: int) -> Element:
    name = printable(file)
    return SubElement(suite, "testcase", name=printable(title), classname=name, file=name, line=str(line))
