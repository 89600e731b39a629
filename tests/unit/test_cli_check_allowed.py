"""Warnings that a note lets stand: told apart, with the reason, and never an error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commanded import RULES, call, edited

from palier.cli.status import DONE, FINDING

pytestmark = pytest.mark.usefixtures("programme")

UNUSED = "parameter unused: money = 1 EUR"
BECAUSE = "# palier: allow P218 because the next version pays it"


def put(lines: str) -> None:
    edited("parameter bonus", f"{lines}\nparameter bonus")


def codes() -> list[str]:
    return [line.split()[1] for line in call("check", RULES, "--format", "concise").out.splitlines()]


@pytest.mark.parametrize(
    "lines",
    [
        f"{UNUSED}  {BECAUSE}",
        f"{BECAUSE}\n{UNUSED}",
        f"{BECAUSE}\n# of something\n\n{UNUSED}",
        f"parameter unused: money =  {BECAUSE}\n  1 EUR",
        f"# palier: allow P219, P218 because of both\n{UNUSED}",
        f"{BECAUSE}\nparameter unused: money\n  from 2026-01-01: 1 EUR",
    ],
)
def test_a_note_behind_a_line_or_above_it_lets_its_warning_stand(lines: str) -> None:
    put(lines)
    assert "P218" not in codes()


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (f"{UNUSED}  # palier: allow P218", ["P218", "P801"]),
        (f"{UNUSED}  # palier: allow P218 because", ["P218", "P801"]),
        (f"{UNUSED}  # palier: allow P281 because so", ["P218", "P802"]),
        (f"{UNUSED}  # palier: allow P204 because so", ["P218", "P803"]),
        (f"{UNUSED}  # palier: allow P219 because so", ["P218", "P804"]),
        (f"{UNUSED}  # palier: let it be", ["P218", "P805"]),
        (f'{UNUSED}\n\n{BECAUSE}\nparameter other: money = 1 EUR source "# palier: x"', ["P218"]),
        (f"{UNUSED}\n{BECAUSE}", ["P218", "P804"]),
    ],
)
def test_a_note_that_does_nothing_is_told(lines: str, told: list[str]) -> None:
    put(lines)
    assert codes() == told


def test_an_error_is_never_let_stand() -> None:
    edited("pays 3% of amount", "pays 3% of amuont  # palier: allow P204 because so")
    assert call("check", RULES).status == FINDING
    assert codes() == ["P204", "P803"]


def test_a_note_that_does_nothing_is_taken_out_by_fix() -> None:
    before = Path(RULES).read_text(encoding="utf-8")
    edited("parameter bonus: money = 500 EUR", f"{BECAUSE}\nparameter bonus: money = 500 EUR")
    assert call("check", RULES, "--fix").out == "1 problem corrected\nno errors in rewards.palier\n"
    assert Path(RULES).read_text(encoding="utf-8") == before


def test_what_stands_is_counted_and_listed_with_its_reason() -> None:
    put(f"{UNUSED}  {BECAUSE}")
    assert call("check", RULES).status == DONE
    assert call("check", RULES).out == "no errors, 1 warning allowed in rewards.palier\n"
    document = json.loads(call("check", RULES, "--format", "json").out)
    assert (document["summary"], document["diagnostics"]) == ({"errors": 0, "warnings": 0}, [])
    assert [(one["code"], one["reason"]) for one in document["suppressed"]] == [("P218", "the next version pays it")]
    (result,) = json.loads(call("check", RULES, "--format", "sarif").out)["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "inSource", "justification": "the next version pays it"}]


def test_a_gap_between_versions_may_be_let_stand() -> None:
    text = Path(RULES).read_text(encoding="utf-8")
    assert "effective from 2026-01-01" in text
    later = text.replace('version "2026"', 'version "2028"').replace("from 2026-01-01", "from 2028-01-01")
    Path("later.palier").write_text(later, encoding="utf-8")
    edited("effective from 2026-01-01", "effective from 2026-01-01 to 2026-12-31")
    assert "P605" in call("check", RULES, "later.palier").out
    for file in (RULES, "later.palier"):
        lines = Path(file).read_text(encoding="utf-8")
        note = "# palier: allow P605 because nothing was paid in 2027"
        Path(file).write_text(f"{note}\n{lines}", encoding="utf-8")
    assert call("check", RULES, "later.palier").out == "no errors, 1 warning allowed in 2 files\n"
