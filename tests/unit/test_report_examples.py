"""What came of the examples, as text, JSON and JUnit's XML."""

from __future__ import annotations

import json
from xml.etree.ElementTree import fromstring

import attrs
from recorded import agrees

from palier.problems.problem import error
from palier.report.examples_json import examples_json
from palier.report.examples_junit import examples_junit
from palier.report.examples_text import closing_line, examples_text
from palier.result import testing
from palier.source import Source, Span
from palier.speech import FRENCH, Phrase

RULES = Source(
    "vmware.palier",
    'example "a fee"\n  expect fee pays 1 EUR\nexample "a <cap> & \x07"\n  expect fee for a6 pays nothing\n',
)


def span(words: str) -> Span:
    start = RULES.text.index(words)
    return Span(RULES, start, start + len(words))


FAILURE = testing.Failure(
    span("fee for a6 pays nothing"),
    Phrase(
        "{what} pays {amount}, and {wanted} was expected.",
        what="`fee` for `a6`",
        amount="2\N{NO-BREAK SPACE}000.00\N{NO-BREAK SPACE}EUR",
        wanted=Phrase("nothing"),
    ),
    Phrase("it is no claim."),
)
REPORT = testing.TestReport(
    ("vmware.palier",),
    (
        testing.ExampleResult("a fee", span('example "a fee"'), True),
        testing.ExampleResult("a <cap> & \x07", span("expect fee for a6 pays nothing"), False, (FAILURE,)),
    ),
    (
        testing.Part("cap", "`fee`: the cap per partner never takes anything", span("expect fee pays 1 EUR"), False),
        testing.Part("requirement", "`fee`: “approved” never fails", span("a fee"), True),
        testing.Part(
            "limit",
            "`fee`: `days < 8` is never asked with `days` at `7`",
            span("fee pays 1 EUR"),
            False,
            "given Activity …: days 7",
        ),
    ),
)
WRONG = error("P204", "unknown-field", "`A` has no field `b`").at(Span(Source("other.palier", "x"), 0, 1))


def test_the_text_shows_what_failed_and_what_is_not_covered(update: bool) -> None:
    agrees("examples.txt", f"{examples_text(REPORT)}{closing_line(REPORT)}\n", update)


def test_a_failure_is_told_in_french_too(update: bool) -> None:
    failed = attrs.evolve(REPORT, parts=None)
    told = f"{examples_text(failed, language=FRENCH)}{closing_line(failed, language=FRENCH)}\n"
    agrees("examples_fr.txt", told, update)
    first = json.loads(examples_json(REPORT, 0, [], FRENCH))["examples"][1]["failures"][0]
    assert first["help"] == "ce n'est pas une revendication."


def test_a_file_that_cannot_be_run_counts_as_failed() -> None:
    assert closing_line(REPORT) == "1 passed, 1 failed"
    assert closing_line(REPORT, unread=1) == "1 passed, 2 failed"


def test_full_coverage_is_said() -> None:
    parts = tuple(attrs.evolve(one, exercised=True) for one in REPORT.parts or ())
    text = examples_text(testing.TestReport(("a",), (), parts))
    assert text == "Every part of the rules is exercised by an example:\n1 cap, 1 requirement and 1 limit.\n\n"
    assert examples_text(testing.TestReport(("a",), (), ())).startswith("Every part of the rules is exercised")


def test_what_one_programme_exercises_of_a_module_counts_for_all_that_use_it() -> None:
    parts = REPORT.parts or ()
    other = attrs.evolve(REPORT, files=("other.palier",), results=(), parts=(attrs.evolve(parts[0], exercised=True),))
    both = testing.joined([REPORT, other])
    assert both.files == ("vmware.palier", "other.palier")
    assert both.coverage == (parts[2],)
    assert both.counts == {"cap": (1, 1), "requirement": (1, 1), "limit": (0, 1)}


def test_the_document_lists_examples_failures_and_what_is_uncovered() -> None:
    document = json.loads(examples_json(REPORT, 1, [WRONG]))
    assert document["summary"] == {"passed": 1, "failed": 2}
    first, second = document["examples"]
    assert (first["title"], first["passed"], first["failures"]) == ("a fee", True, [])
    assert second["failures"][0]["message"].startswith("`fee` for `a6`")
    assert second["failures"][0]["start"] == {"line": 4, "column": 10}
    assert document["diagnostics"][0]["code"] == "P204"
    assert [(one["kind"], one["write"]) for one in document["uncovered"]] == [
        ("cap", None),
        ("limit", "given Activity …: days 7"),
    ]
    assert document["counts"][1] == {"kind": "requirement", "exercised": 1, "parts": 1}


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
