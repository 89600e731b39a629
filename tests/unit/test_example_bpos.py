"""The example of two agreements: they check, their examples hold every row, and what the README says is true."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from example_programmes import ROOT, Bent, Example

AGREEMENTS = ("bpos", "spla")
AS_OF = "2012-04-30"
_BESIDE = re.compile(r"^\| (?P<contract>E\d\d) \| (?P<told>[^|\n]+) \|[^|\n]*\|[^|\n]*\|$", re.MULTILINE)

ROWS = {
    "B1": Bent("bpos.palier", "sale_rate of base", "yearly_rate of base"),
    "B2": Bent("bpos.palier", "for each year of Contract from starts_on until over_on", "for each Contract"),
    "B3": Bent("bpos.palier", "in_france and offer is not DesklessWorkerSuite", "in_france"),
    "B4": Bent("bpos.palier", "customer.office_seats >= seats", "seats >= 1"),
    "B5": Bent("spla.palier", "| from 36 months  | 10% ", "| from 36 months  | 12% "),
    "B6": Bent("bpos.palier", "effective from 2009-04-01", "effective from 2009-01-01"),
}
"""For each row of the requirements, the line that says it, and the line with the rule taken out or bent."""

MORE = {
    "first year included": Bent(
        "bpos.palier", "    pays yearly_rate", "    requires year.number > 1\n    pays yearly_rate"
    ),
    "France alone": Bent("records.palier", 'customer.country is "FR"', "1 < 2", "bpos.palier"),
    "entry offer": Bent("bpos.palier", "    requires is_entry", "    requires is_entry and seats > 10_000"),
    "cancelled": Bent("records.palier", "min(cancelled_on, ends_on)", "ends_on", "bpos.palier"),
    "opportunity": Bent("records.palier", "max(0, seats - customer.office_seats)", "seats", "bpos.palier"),
    "hosters' condition": Bent("spla.palier", "customer.office_seats >= seats", "seats >= 1"),
    "hosters' beginning": Bent("spla.palier", "effective from 2009-04-01", "effective from 2009-01-01"),
}
"""Clauses beside the rows."""

EXAMPLE = Example(ROOT / "examples" / "bpos", tuple(f"{name}.palier" for name in AGREEMENTS), ROWS, "bpos_data")


@pytest.fixture(autouse=True)
def _in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLE.folder)


@pytest.mark.parametrize("name", EXAMPLE.programmes)
def test_rules_check_and_examples_hold_and_leave_nothing_out(name: str) -> None:
    EXAMPLE.holds_and_leaves_nothing_out(name)


@pytest.mark.parametrize("bent", [*ROWS.values(), *MORE.values()], ids=[*ROWS, *MORE])
def test_examples_fail_without_a_rule(bent: Bent, tmp_path: Path) -> None:
    assert EXAMPLE.first_failure(bent, tmp_path)


def test_readme_says_what_fails_without_the_rule_of_a_row(tmp_path: Path, update: bool) -> None:
    EXAMPLE.readme_tells_what_fails(tmp_path, update)


@pytest.mark.parametrize("name", AGREEMENTS)
def test_whole_output_is_as_recorded(name: str, tmp_path: Path, update: bool) -> None:
    command = [f"{name}.palier", "--data", "data", "--as-of", AS_OF]
    EXAMPLE.output_is_on_record(command, EXAMPLE.folder / "expected" / name, tmp_path, update)


def test_a_contract_that_runs_its_term_is_paid_alike_under_both_agreements() -> None:
    online, hosted = map(_by_contract, AGREEMENTS)
    licences = _rows(EXAMPLE.folder / "data" / "office_licence.csv")
    countries = {row["id"]: row["country"] for row in _rows(EXAMPLE.folder / "data" / "customer.csv")}
    alike = 0
    for row in _rows(EXAMPLE.folder / "data" / "contract.csv"):
        start, end = date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"])
        seats = sum(
            int(one["seats"])
            for one in licences
            if one["customer"] == row["customer"] and one["bought_on"] <= row["starts_on"]
        )
        paid = (
            countries[row["customer"]] == "FR"
            and date(2009, 4, 1) <= start
            and (row["offer"] == "DesklessWorkerSuite" or seats >= int(row["seats"]))
        )
        if paid and not row["cancelled_on"]:
            years = end.year - start.year
            assert (start.month, start.day) == (end.month, end.day)
            due = Decimal(row["seats"]) * Decimal(row["seat_fee"]) * 12 * (12 + 6 * years) / 100
            assert online[row["id"]] == hosted[row["id"]] == due
            alike += 1
    assert alike >= 15


def test_readme_puts_the_agreements_side_by_side(update: bool) -> None:
    online, hosted = map(_by_contract, AGREEMENTS)

    def beside(found: re.Match[str]) -> str:
        key = found["contract"]
        return f"| {key} | {found['told']} | {online[key]:,.2f} | {hosted[key]:,.2f} |"

    told, count = _BESIDE.subn(beside, EXAMPLE.text)
    assert count == 10
    EXAMPLE.rewritten(told, update)


def test_data_are_what_the_generator_writes(tmp_path: Path) -> None:
    EXAMPLE.data_are_as_generated(tmp_path)


def test_readme_tells_the_truth(update: bool) -> None:
    EXAMPLE.readme_commands_print_what_it_shows(update)
    EXAMPLE.readme_quotes_the_output()
    EXAMPLE.readme_tells_the_edges("E")


def _by_contract(name: str) -> defaultdict[str, Decimal]:
    """What an agreement pays for each contract."""
    paid: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in _rows(EXAMPLE.folder / "expected" / name / "payouts.csv"):
        paid[row["subject_key"]] += Decimal(row["amount"])
    return paid


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
