"""Settlement where two things meet: minimums over versions, and shares that are no whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import palier
from palier.embed import from_checked
from palier.meaning.check.programme import check_text
from palier.result import Result

RECORDS = """
record Partner dated enrolled_on
  key id: text
  enrolled_on: date

record Deal dated closed_on
  key id: text
  partner: Partner as deals
  referrer: optional Partner
  closed_on: date
  amount: money
"""
PARTNERS = [{"id": one, "enrolled_on": date(2021, 7, 1)} for one in ("p1", "p2")]


def version(name: str, times: str, rest: str) -> str:
    return f'programme spec\n  currency EUR\n  version "{name}"\n  effective {times}\n{rest}'


def ran(versions: list[str], deals: list[dict[str, Any]], as_of: date) -> Result:
    checked = [check_text(one) for one in versions]
    assert [problem for one in checked for problem in one.problems] == []
    return from_checked(checked).run(palier.facts_from({"Partner": PARTNERS[:1], "Deal": deals}), as_of=as_of)


def least(name: str, below: str, lines: str = "") -> str:
    return f"""{RECORDS}
incentive {name}{lines}
  for each Deal
  pays 10% of amount
  at least 100 EUR per partner per calendar quarter, {below}
"""


def deal(key: str, closed_on: date, amount: int) -> dict[str, Any]:
    return {"id": key, "partner": "p1", "closed_on": closed_on, "amount": amount}


DEALS = [
    deal("d1", date(2021, 8, 1), 300),
    deal("d2", date(2021, 11, 1), 400),
    deal("d3", date(2022, 2, 1), 1_700),
    deal("d4", date(2022, 5, 1), 200),
]


@pytest.mark.parametrize(
    ("before", "after", "paid", "balances"),
    [
        # What was drawn is a debt: a version that keeps for later does not pay it out.
        (
            "as a draw",
            "or later",
            {"2021-Q3": 100, "2021-Q4": 100, "2022-Q1": 170},
            {("second", "to recover"): 130, ("second", "to come"): 20},
        ),
        # What is kept for later is the payee's: a version with a draw does not recover it.
        (
            "or later",
            "as a draw",
            {"2022-Q1": 170, "2022-Q2": 100},
            {("second", "to come"): 70, ("second", "to recover"): 80},
        ),
        # What was kept stays, and is reported.
        ("or later", "or nothing", {"2022-Q1": 170}, {("second", "to come"): 70}),
        ("or later", "or later", {"2022-Q1": 240}, {("second", "to come"): 20}),
        (
            "as a draw",
            "as a draw",
            {"2021-Q3": 100, "2021-Q4": 100, "2022-Q1": 100, "2022-Q2": 100},
            {("second", "to recover"): 140},
        ),
    ],
)
def test_a_balance_is_settled_by_the_kind_of_minimum_that_made_it(
    before: str, after: str, paid: dict[str, int], balances: dict[tuple[str, str], int]
) -> None:
    versions = [
        version("1", "from 2021-07-01 to 2021-12-31", least("first", before)),
        version("2", "from 2022-01-01", least("second", after, "\n  continues first")),
    ]
    found = ran(versions, DEALS, date(2022, 6, 30))
    assert {one.period: one.amount.amount for one in found.payouts} == paid
    assert {(one.incentive, one.kind): one.amount for one in found.balances} == balances


def test_a_balance_goes_by_the_name_of_the_last_period_though_nothing_was_earned_in_those_before() -> None:
    versions = [
        version("1", "from 2021-07-01 to 2021-12-31", least("first", "as a draw")),
        version("2", "from 2022-01-01", least("second", "as a draw", "\n  continues first")),
    ]
    found = ran(versions, [deal("d1", date(2022, 2, 1), 300)], date(2022, 3, 31))
    assert [(one.incentive, one.amount) for one in found.balances] == [("second", 270)]


@pytest.mark.parametrize(
    ("rounding", "parts"),
    [
        ("", {1: ["0.01", "0.01"], 3: ["0.03", "0.02"], 5: ["0.05", "0.03"]}),
        ("\n  rounding half even", {1: ["0.01", "0.01"], 3: ["0.03", "0.01"], 5: ["0.05", "0.03"]}),
        ("\n  rounding down", {1: ["0.01"], 3: ["0.03", "0.01"], 5: ["0.05", "0.02"]}),
    ],
)
def test_shares_that_are_no_whole_are_rounded_as_the_rules_say(rounding: str, parts: dict[int, list[str]]) -> None:
    rules = f"""programme spec
  currency EUR{rounding}
  effective from 2021-01-01
{RECORDS}
incentive overlay
  for each Deal where referrer is known
  split 100% to partner, 50% to referrer, shares may exceed 100%
  pays 10% of amount
"""
    checked = check_text(rules)
    assert not checked.problems
    deals = [
        {"id": f"d{coins}", "partner": "p1", "referrer": "p2", "closed_on": date(2021, 8, 1), "amount": f"0.{coins}"}
        for coins in parts
    ]
    found = from_checked([checked]).run(palier.facts_from({"Partner": PARTNERS, "Deal": deals}), as_of=date(2021, 9, 1))
    told = {at: [str(one.amount.amount) for one in found.payouts if one.subject.key == f"d{at}"] for at in parts}
    assert told == parts


def test_periods_that_begin_on_one_day_and_end_on_others_are_settled_each_by_itself() -> None:
    quarters = least("rebate", "or nothing")
    years = quarters.replace("calendar quarter", "calendar year")
    versions = [version("1", "from 2022-01-01 to 2022-06-30", quarters), version("2", "from 2022-07-01", years)]
    deals = [
        deal("d1", date(2022, 2, 1), 1_000),
        deal("d2", date(2022, 5, 1), 1_100),
        deal("d3", date(2022, 8, 1), 900),
        deal("d4", date(2022, 11, 1), 50),
    ]
    found = ran(versions, deals, date(2022, 12, 31))
    assert {one.period: one.amount.amount for one in found.payouts} == {"2022-Q1": 100, "2022-Q2": 110}


@pytest.mark.parametrize("before", ["", "\n  trued up within calendar quarter", "\n  trued up within calendar year"])
@pytest.mark.parametrize("lines", ["", ", line by line"])
def test_a_true_up_takes_off_what_an_earlier_version_paid_in_its_window(before: str, lines: str) -> None:
    window = "year" if before.endswith("year") else "quarter"
    growth = "\nincentive growth\n  for each Partner every calendar quarter\n  base so_far\n  pays 10% of base"
    so_far = "\ndefine so_far for Partner\n  sum of amount over deals within calendar "
    versions = [
        version("1", "from 2021-07-01 to 2022-06-30", f"{RECORDS}{so_far}{window}\n{growth}{before}\n"),
        version("2", "from 2022-07-01", f"{RECORDS}{so_far}year\n{growth}\n  trued up within calendar year{lines}\n"),
    ]
    days = [date(2021, 11, 1), date(2022, 2, 1), date(2022, 5, 1), date(2022, 8, 1), date(2022, 11, 1)]
    deals = [deal(f"d{at}", day, 1_000 * at) for at, day in enumerate(days, 1)]
    found = ran(versions, deals, date(2022, 12, 31))
    paid = {one.period: one.amount.amount for one in found.payouts}
    assert paid == {"2021-Q4": 100, "2022-Q1": 200, "2022-Q2": 300, "2022-Q3": 400, "2022-Q4": 500}


def test_a_period_that_is_not_there_is_answered_with_each_that_is_once() -> None:
    quarterly = f"{RECORDS}\nincentive growth\n  for each Partner every calendar quarter\n  pays 10 EUR\n"
    versions = [
        version("1", "from 2021-07-01 to 2021-12-31", quarterly),
        version("2", "from 2022-01-01", quarterly),
    ]
    found = ran(versions, [], date(2022, 3, 31))
    with pytest.raises(LookupError, match=r"it has `2021-Q3`, `2021-Q4`, `2022-Q1`$"):
        found.explain("growth:p1:2023-Q1")
