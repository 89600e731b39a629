"""`palier check`: problems in four forms, and the status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commanded import RULES, call, edited

from palier.cli.status import DONE, FINDING, WRONG_USE

pytestmark = pytest.mark.usefixtures("programme")


def misspell() -> None:
    edited("requires new_customer is yes", "requires new_custmer is yes")


def test_sound_rules_end_with_0() -> None:
    assert call("check", RULES).status == DONE
    assert call("check", RULES).out == "no errors in rewards.palier\n"


def test_an_error_is_shown_with_its_line_and_ends_with_1() -> None:
    misspell()
    found = call("check", RULES)
    assert found.status == FINDING
    assert "error P204 unknown-field:" in found.out
    assert "^^^^^^^^^^^" in found.out
    assert found.out.endswith("1 error in rewards.palier\n")
    assert "\x1b" not in found.out
    assert found.err == ""


def test_a_warning_ends_with_0() -> None:
    edited("parameter bonus", "parameter unused: money = 1 EUR\nparameter bonus")
    found = call("check", RULES)
    assert found.status == DONE
    assert "1 warning in rewards.palier" in found.out


def test_json_is_one_document_and_nothing_else() -> None:
    misspell()
    found = call("check", RULES, "--format", "json")
    document = json.loads(found.out)
    assert document["summary"] == {"errors": 1, "warnings": 0}
    assert document["files"] == [RULES]
    assert (found.status, found.err) == (FINDING, "")


def test_sarif_and_workflow_commands() -> None:
    misspell()
    assert json.loads(call("check", RULES, "--format", "sarif").out)["version"] == "2.1.0"
    assert call("check", RULES, "--format", "github").out.startswith("::error file=rewards.palier,line=")


def test_no_problem_is_told_twice_though_two_files_have_it_in_common() -> None:
    misspell()
    assert call("check", RULES, RULES).out.count("P204") == 1


def test_versions_that_overlap_are_found_when_both_are_named() -> None:
    text = Path(RULES).read_text(encoding="utf-8")
    Path("later.palier").write_text(text.replace('version "2026"', 'version "2027"'), encoding="utf-8")
    found = call("check", RULES, "later.palier")
    assert found.status == FINDING
    assert "P604" in found.out


def test_a_file_that_is_not_there_is_wrong_use() -> None:
    found = call("check", "reward.palier")
    assert found.status == WRONG_USE
    assert found.out == ""
    assert "there is no file `reward.palier`" in found.err
    assert "did you mean `rewards.palier`?" in found.err


def test_a_folder_is_no_rule_file() -> None:
    found = call("check", "data")
    assert (found.status, found.err.splitlines()[0]) == (WRONG_USE, "error: `data` is a folder")
