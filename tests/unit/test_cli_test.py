"""`palier test`: the examples, what they leave out, and the closing line."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from commanded import RULES, call, edited

from palier.cli.status import DONE, FINDING, WRONG_USE

pytestmark = pytest.mark.usefixtures("programme")


def fail_one() -> None:
    edited("expect volume_rebate for d2 pays 500 EUR, capped", "expect volume_rebate for d2 pays 600 EUR, capped")


def last_line(text: str) -> str:
    return text.splitlines()[-1]


def test_examples_that_hold_end_with_0() -> None:
    found = call("test", RULES)
    assert (found.status, found.out) == (DONE, "2 passed, 0 failed\n")


def test_an_example_that_fails_is_shown_and_ends_with_1() -> None:
    fail_one()
    found = call("test", RULES)
    assert found.status == FINDING
    assert "failed example “the rebate of a year ends at its cap”" in found.out
    assert last_line(found.out) == "1 passed, 1 failed"


def test_of_a_folder_every_programme_is_tested_and_modules_are_passed_over() -> None:
    Path("more").mkdir()
    Path("more/again.palier").write_bytes(Path(RULES).read_bytes())
    Path("more/words.palier").write_text("enum Colour = Red, Green\n", encoding="utf-8")
    found = call("test", ".")
    assert (found.status, last_line(found.out)) == (DONE, "4 passed, 0 failed")


MODULE = """\
record Shop dated opened_on
  key id: text
  opened_on: date
  rent: money

define yearly_rent for Shop
  12 * rent

example "a year of rent"
  given Shop s1: opened_on 2021-03-01, rent 100 CHF
  expect s1.yearly_rent is 1_300 CHF
"""


def test_examples_of_a_module_are_run_with_a_head_that_is_lent_to_it() -> None:
    Path("words.palier").write_text(MODULE, encoding="utf-8")
    found = call("test", "words.palier")
    assert (found.status, last_line(found.out)) == (FINDING, "0 passed, 1 failed")
    assert "`s1.yearly_rent` is 1\N{NO-BREAK SPACE}200.00\N{NO-BREAK SPACE}CHF." in found.out
    Path("words.palier").write_text(MODULE.replace("1_300", "1_200"), encoding="utf-8")
    found = call("test", "words.palier", "--coverage")
    assert (found.status, last_line(found.out)) == (DONE, "1 passed, 0 failed")
    assert last_line(call("test", ".").out) == "3 passed, 0 failed"


def test_a_module_without_examples_named_itself_is_a_finding() -> None:
    Path("words.palier").write_text("enum Colour = Red, Green\n", encoding="utf-8")
    found = call("test", "words.palier")
    assert (found.status, last_line(found.out)) == (FINDING, "0 passed, 1 failed")
    assert "P228" in found.err


def test_rules_with_errors_count_as_failed() -> None:
    edited("requires new_customer is yes", "requires new_custmer is yes")
    found = call("test", RULES)
    assert (found.status, last_line(found.out)) == (FINDING, "0 passed, 1 failed")
    assert "P204" in found.err


def test_coverage_lists_what_no_example_exercises() -> None:
    text = call("test", RULES, "--coverage").out
    assert "“Silver or Gold partner” never fails" in text
    assert "    write: given Deal …: amount 9_999.99 EUR\n" in text
    assert last_line(text) == "2 passed, 0 failed"


def test_json_and_junit_are_documents() -> None:
    fail_one()
    found = call("test", RULES, "--format", "json", "--coverage")
    document = json.loads(found.out)
    assert document["summary"] == {"passed": 1, "failed": 1}
    limits = [one["write"] for one in document["uncovered"] if one["kind"] == "limit"]
    assert limits == ["given Deal …: amount 10_000 EUR", "given Deal …: amount 9_999.99 EUR", None]
    assert {"kind": "incentive", "exercised": 2, "parts": 2} in document["counts"]
    assert fromstring(call("test", RULES, "--format", "junit").out).get("failures") == "1"


def test_a_folder_without_rules_is_wrong_use() -> None:
    assert call("test", "data").status == WRONG_USE
    assert call("test", "nowhere.palier").status == WRONG_USE
