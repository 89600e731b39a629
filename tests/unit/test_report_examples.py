"""What came of the examples, as text, JSON and JUnit's XML."""

from __future__ import annotations

import json
from xml.etree.ElementTree import fromstring

from recorded import agrees

from palier.problems.problem import error
from palier.report.examples_json import examples_json
from palier.report.examples_junit import examples_junit
from palier.report.examples_text import closing_line, examples_text
from palier.result import testing
from palier.source import Source, Span

RULES = Source(
    "vmware.palier",
    'example "a fee"\n  expect fee pays 1 EUR\nexample "a <cap> & \x07"\n  expect fee for a6 pays nothing\n',
)


def span(words: str) -> Span:
    start = RULES.text.index(words)
    return Span(RULES, start, start + len(words))


FAILURE = testing.Failure(
    span("fee for a6 pays nothing"),
    "`fee` for `a6` pays 2000.00 EUR, and nothing was expected.",
    "all its requirements are met.",
)
REPORT = testing.TestReport(
    ("vmware.palier",),
    (
        testing.ExampleResult("a fee", span('example "a fee"'), True),
        testing.ExampleResult("a <cap> & \x07", span("expect fee for a6 pays nothing"), False, (FAILURE,)),
    ),
    (testing.Uncovered("cap", "`fee`: the cap per partner never takes anything", span("expect fee pays 1 EUR")),),
)
WRONG = error("P204", "unknown-field", "`A` has no field `b`").at(Span(Source("other.palier", "x"), 0, 1))


def test_the_text_shows_what_failed_and_what_is_not_covered(update: bool) -> None:
    agrees("examples.txt", f"{examples_text(REPORT)}{closing_line(REPORT)}\n", update)


def test_a_file_that_cannot_be_run_counts_as_failed() -> None:
    assert closing_line(REPORT) == "1 passed, 1 failed"
    assert closing_line(REPORT, unread=1) == "1 passed, 2 failed"


def test_full_coverage_is_said() -> None:
    assert "is exercised by an example" in examples_text(testing.TestReport(("a",), (), ()))


def test_the_document_lists_examples_failures_and_what_is_uncovered() -> None:
    document = json.loads(examples_json(REPORT, 1, [WRONG]))
    assert document["summary"] == {"passed": 1, "failed": 2}
    first, second = document["examples"]
    assert (first["title"], first["passed"], first["failures"]) == ("a fee", True, [])
    assert second["failures"][0]["message"].startswith("`fee` for `a6`")
    assert second["failures"][0]["start"] == {"line": 4, "column": 10}
    assert document["diagnostics"][0]["code"] == "P204"
    assert document["uncovered"][0]["kind"] == "cap"


def test_the_xml_is_well_formed_and_counts() -> None:
    root = fromstring(examples_junit(REPORT, [WRONG]))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "1", "1")
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == ["vmware.palier", "other.palier"]
    assert suites[0].findall("testcase")[1].get("name") == "a <cap> & <U+0007>"
    failure = suites[0].find("testcase/failure")
    assert failure is not None
    assert failure.get("message") == FAILURE.message
    assert suites[1].find("testcase/error") is not None
