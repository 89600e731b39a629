"""`palier new`, `schema`, `explain-code` and `version`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commanded import RULES, call

from palier.cli.explain_code import FAMILIES
from palier.cli.status import DONE, WRONG_USE
from palier.resources import problem_pages
from palier.version import __version__


def test_what_new_makes_checks_runs_and_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("new", "start").status == DONE
    monkeypatch.chdir(tmp_path / "start")
    assert call("check", RULES).out == "no errors in rewards.palier\n"
    assert call("test", ".").out.endswith(" passed, 0 failed\n")
    assert call("run", RULES, "--data", "data").status == DONE


def test_new_refuses_a_folder_with_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("kept", encoding="utf-8")
    found = call("new", str(tmp_path))
    assert found.status == WRONG_USE
    assert "is not empty" in found.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert call("new", str(tmp_path / "mine")).status == WRONG_USE


@pytest.mark.usefixtures("programme")
def test_the_schema_names_every_record() -> None:
    schema = json.loads(call("schema", RULES).out)
    assert sorted(schema["$defs"]) == ["Deal", "Partner"]
    assert "| `amount` | money |" in call("schema", RULES, "--format", "markdown").out
    assert call("schema", RULES, "--format", "csv").out.startswith("partner.csv\nid,name,level\n\ndeal.csv\n")


@pytest.mark.usefixtures("programme")
def test_the_schema_can_be_written() -> None:
    assert call("schema", RULES, "--out", "schema.json").out == ""
    json.loads(Path("schema.json").read_text(encoding="utf-8"))
    assert call("schema", RULES, "--format", "csv", "--out", "empty").status == DONE
    assert Path("empty/partner.csv").read_text(encoding="utf-8") == "id,name,level\n"


def test_a_code_is_explained_by_its_page() -> None:
    upper, lower = call("explain-code", "P204"), call("explain-code", "p204")
    assert upper.status == DONE
    assert upper.out.startswith("# P204")
    assert lower.out == upper.out


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    found = call("explain-code", "P2004")
    assert (found.status, found.out) == (WRONG_USE, "")
    assert "there is no code `P2004`" in found.err
    assert "did you mean `P2" in found.err


def test_a_code_that_is_not_there_is_answered_with_those_near_it() -> None:
    assert (
        "near it are `P226`, `P227`, `P228`, `P229`, `P230`; P2xx are about names" in call("explain-code", "P299").err
    )
    assert "`P1` (text and syntax)" in call("explain-code", "E5").err
    assert "near it are" in call("explain-code", "d2").err


def test_every_family_of_codes_is_named() -> None:
    assert {page.name[:2] for page in problem_pages().iterdir()} <= FAMILIES.keys()


def test_the_version_is_printed() -> None:
    assert call("version").out == call("--version").out == f"palier {__version__}\n"
