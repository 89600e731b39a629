"""Slips of those who write rules for the first time, each with the remedy that it is told with."""

from __future__ import annotations

from pathlib import Path

import pytest

import palier

RULES = """\
programme rewards
  currency EUR
  effective from {day}

record Deal dated closed_on
  key id: text
  closed_on: date
  amount: money
  is_new: yes/no
  partner: Partner

record Partner
  key id: text

define large for Deal
  amount >= {amount} and is_new is {answer}

incentive fee
  for each Deal where large
  pays 5 EUR
"""


def _problems(tmp_path: Path, **written: str) -> list[tuple[str, str | None]]:
    path = tmp_path / "rules.palier"
    text = RULES.format(**{"day": "2026-01-01", "amount": "1 EUR", "answer": "yes", **written})
    path.write_text(text, encoding="utf-8")
    try:
        found = palier.load(path).problems
    except palier.RuleError as error:
        found = error.problems
    return [(problem.code, problem.help) for problem in found]


def test_the_rules_check_as_they_are(tmp_path: Path) -> None:
    assert _problems(tmp_path) == []


@pytest.mark.parametrize(
    ("amount", "thousands", "thousandths"),
    [("10.000 EUR", "10_000 EUR", "10.0000 EUR"), ("1.250 EUR", "1_250 EUR", "1.2500 EUR")],
)
def test_a_point_among_thousands_is_told(tmp_path: Path, amount: str, thousands: str, thousandths: str) -> None:
    told = f"write `{thousands}` if thousands are meant, and `{thousandths}` if thousandths are."
    assert _problems(tmp_path, amount=amount) == [("P327", told)]


@pytest.mark.parametrize("amount", ["0.005 EUR", "10.0000 EUR", "10.00 EUR", "1000.125 EUR", "10.5 K EUR"])
def test_other_decimals_are_meant(tmp_path: Path, amount: str) -> None:
    assert _problems(tmp_path, amount=amount) == []


def test_a_currency_with_thousandths_means_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "rules.palier"
    path.write_text(
        RULES.format(day="2026-01-01", amount="10.000 KWD", answer="yes").replace("EUR", "KWD"),
        encoding="utf-8",
    )
    assert palier.load(path).problems == ()


@pytest.mark.parametrize(("written", "meant"), [("true", "yes"), ("false", "no")])
def test_true_and_false_are_yes_and_no(tmp_path: Path, written: str, meant: str) -> None:
    assert _problems(tmp_path, answer=written) == [("P204", f"write `{meant}`.")]


def test_a_date_with_its_day_first_is_told_how_it_is_written(tmp_path: Path) -> None:
    assert _problems(tmp_path, day="01/02/2026") == [("P160", "a date is written with the year first: `2021-03-01`.")]
