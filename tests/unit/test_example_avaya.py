"""The example of commissions: it checks, its examples hold every row, it pays to the cent, and its README is true."""

from __future__ import annotations

import csv
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from example_programmes import ROOT, Bent, Example

RULES = "avaya.palier"
AS_OF = "2022-12-31"
CENT = Decimal("0.01")

ROWS = {
    "A1": Bent(RULES, "| from 36 months  | 6 ", "| from 36 months  | 4 "),
    "A2": Bent(RULES, "until left_on", "until starts_on + term"),
    "A3": Bent("records.palier", "latest of recurring_rates", "first of recurring_rates", RULES),
    "A4": Bent(RULES, "is Commission and role is Referrer", "is Commission"),
    "A5": Bent("records.palier", 'family is "UCaaS" or family is "CCaaS"', 'family is "UCaaS"', RULES),
    "A6": Bent(RULES, "pays buy_back_share(age) of price_paid", "pays price_paid"),
}
"""For each row of the requirements, the line that says it, and the line with the rule taken out or bent."""

MORE = {
    "claw back of the bonus": Bent(RULES, "    claw back unearned when", "    # claw back unearned when"),
    "in proportion": Bent(RULES, "claw back unearned when", "claw back 100% when"),
    "window": Bent(RULES, "left_on < starts_on + stay", "left_on <= starts_on + stay"),
    "fee of the renewal": Bent("records.palier", "then last_renewal.monthly_fee", "then monthly_fee", RULES),
    "registered": Bent(RULES, "  requires registered", "  requires list_amount >= 0"),
    "cap of the credit": Bent(RULES, "  cap 12 * contract.monthly_fee", "  cap 99 * contract.monthly_fee"),
    "claw back of the credit": Bent(RULES, "  claw back 100% when", "  # claw back 100% when"),
    "beginning": Bent(RULES, "effective from 2021-01-01", "effective from 2020-12-31"),
}
"""Clauses beside the rows."""

EXAMPLE = Example(ROOT / "examples" / "avaya", (RULES,), ROWS, "avaya_data")


@pytest.fixture(autouse=True)
def _in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLE.folder)


def test_rules_check_and_examples_hold_and_leave_nothing_out() -> None:
    EXAMPLE.holds_and_leaves_nothing_out(RULES)


@pytest.mark.parametrize("bent", [*ROWS.values(), *MORE.values()], ids=[*ROWS, *MORE])
def test_examples_fail_without_a_rule(bent: Bent, tmp_path: Path) -> None:
    assert EXAMPLE.first_failure(bent, tmp_path)


def test_readme_says_what_fails_without_the_rule_of_a_row(tmp_path: Path, update: bool) -> None:
    EXAMPLE.readme_tells_what_fails(tmp_path, update)


def test_recurring_commission_is_that_computed_by_hand() -> None:
    """A share of each monthly fee, from what the CSV files say, with nothing of Palier's run."""
    partners = {row["id"]: row for row in _read("partner")}
    products = {row["id"]: row for row in _read("product")}
    due: dict[str, Decimal] = {}
    for contract in _read("contract"):
        distributor = partners[contract["partner"]]["distributor"]
        if products[contract["product"]]["family"] not in ("UCaaS", "CCaaS"):
            continue
        start, number = date.fromisoformat(contract["starts_on"]), 0
        while (day := _months_later(start, number)) <= date.fromisoformat(AS_OF):
            number += 1
            if contract["left_on"] and day.isoformat() >= contract["left_on"]:
                break
            fees = [
                row["monthly_fee"]
                for row in _read("renewal")
                if row["contract"] == contract["id"] and row["renewed_on"] <= day.isoformat()
            ]
            rates = [
                row["rate"]
                for row in _read("recurring_rate")
                if row["distributor"] == distributor and row["set_on"] <= day.isoformat()
            ]
            if rates and day >= date(2021, 1, 1):
                fee = Decimal([contract["monthly_fee"], *fees][-1])
                share = Decimal(rates[-1].rstrip("%")) / 100
                due[f"recurring_commission:{contract['id']}:{number}"] = (fee * share).quantize(CENT, ROUND_HALF_UP)
    paid = {
        row["id"]: Decimal(row["amount"])
        for row in _rows(EXAMPLE.folder / "expected" / "payouts.csv")
        if row["incentive"] == "recurring_commission"
    }
    assert paid == due


def test_distributor_of_the_partner_pays_commissions() -> None:
    distributors = {row["id"]: row["distributor"] for row in _read("partner")}
    for row in _rows(EXAMPLE.folder / "expected" / "payouts.csv"):
        assert row["payer"] == ("" if row["incentive"] == "buy_back_credit" else distributors[row["payee"]])


def test_whole_output_is_as_recorded(tmp_path: Path, update: bool) -> None:
    command = [RULES, "--data", "data", "--as-of", AS_OF]
    EXAMPLE.output_is_on_record(command, EXAMPLE.folder / "expected", tmp_path, update)


def test_data_are_what_the_generator_writes(tmp_path: Path) -> None:
    EXAMPLE.data_are_as_generated(tmp_path)


def test_readme_tells_the_truth(update: bool) -> None:
    EXAMPLE.readme_commands_print_what_it_shows(update)
    EXAMPLE.readme_quotes_the_output()
    EXAMPLE.readme_tells_the_edges("EFG")


def _read(record: str) -> list[dict[str, str]]:
    return _rows(EXAMPLE.folder / "data" / f"{record}.csv")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _months_later(start: date, months: int) -> date:
    """As many months later, clipped to the month's end."""
    count = start.year * 12 + start.month - 1 + months
    year, month = count // 12, count % 12 + 1
    for day in range(start.day, 0, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise AssertionError(start)
