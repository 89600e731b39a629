"""Versions: each governs its days, and what was paid counts across them."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import palier
from palier.result import Result

RECORDS = """
record Partner
  key id: text
record Deal dated closed_on
  key id: text
  partner: Partner as deals
  closed_on: date
  paid_on: optional date
  amount: money
"""
RULES = """
incentive i
  for each Deal
  pays 10% of amount
  cap 100 EUR per partner
  cap 2 payments per partner per calendar month
incentive j
  for each Deal
  requires sum of amount over partner.deals within calendar year >= 50 EUR
  earned on paid_on
  pays 7 EUR
"""
DAYS = st.dates(date(2020, 11, 1), date(2021, 2, 28))
DEALS = st.lists(
    st.fixed_dictionaries(
        {
            "partner": st.sampled_from(["p1", "p2"]),
            "closed_on": DAYS,
            "paid_on": st.one_of(st.none(), DAYS),
            "amount": st.sampled_from([0, 10, 100, 999]),
        }
    ),
    max_size=8,
).map(lambda deals: [{"id": f"d{number}", **deal} for number, deal in enumerate(deals)])


def result(heads: list[tuple[str, str]], deals: list[dict[str, Any]], rules: tuple[str, ...]) -> Result:
    """A run of versions, each with its effective dates."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        (path / "records.palier").write_text(RECORDS)
        files = []
        for number, ((start, end), text) in enumerate(zip(heads, rules, strict=True)):
            file = path / f"v{number}.palier"
            effective = f"  effective from {start}{f' to {end}' if end else ''}\n"
            file.write_text(
                f'programme p\n  version "{number}"\n  currency EUR\n{effective}use "records.palier"\n{text}',
                encoding="utf-8",
            )
            files.append(file)
        programme = palier.load(*files)
    return programme.run(
        palier.facts_from({"Partner": [{"id": "p1"}, {"id": "p2"}], "Deal": deals}), as_of=date(2021, 12, 31)
    )


@given(DEALS, st.dates(date(2020, 11, 2), date(2021, 2, 27)))
def test_two_versions_that_say_the_same_pay_what_one_pays(deals: list[dict[str, Any]], change: date) -> None:
    one = result([("2020-01-01", "")], deals, (RULES,))
    two = result([("2020-01-01", f"{change - timedelta(1)}"), (f"{change}", "")], deals, (RULES, RULES))

    def paid(found: Result) -> list[Any]:
        return [(payout.id, payout.earned_on, payout.gross, payout.amount, payout.caps) for payout in found.payouts]

    assert paid(one) == paid(two)
    assert one.totals == two.totals
    for payout in two.payouts:
        assert payout.version == ("0" if payout.earned_on < change else "1")
        assert two.explain(payout.id).version == payout.version


@given(DEALS, st.dates(date(2020, 11, 2), date(2021, 2, 27)))
def test_a_candidate_is_governed_by_the_version_of_its_day(deals: list[dict[str, Any]], change: date) -> None:
    other = RULES.replace("10% of", "20% of").replace("7 EUR", "8 EUR")
    found = result([("2020-01-01", f"{change - timedelta(1)}"), (f"{change}", "")], deals, (RULES, other))
    by_key = {deal["id"]: deal for deal in deals}
    for payout in found.payouts:
        late = payout.earned_on >= change
        if payout.incentive == "j":
            assert payout.gross.amount == (8 if late else 7)
            assert payout.earned_on == by_key[payout.subject.key]["paid_on"]
        else:
            assert payout.gross.amount * 100 == by_key[payout.subject.key]["amount"] * (20 if late else 10)


@given(DEALS, st.dates(date(2020, 11, 2), date(2021, 2, 27)))
def test_each_fact_has_one_candidate_in_the_version_of_the_day_that_governs(
    deals: list[dict[str, Any]], change: date
) -> None:
    rule = "incentive i\n  for each Deal\n{}  governed by paid_on otherwise closed_on\n  pays {} EUR\n"
    rules = (rule.format("", 3), rule.format("  earned on closed_on + 20 days\n", 5))
    found = result([("2020-01-01", f"{change - timedelta(1)}"), (f"{change}", "")], deals, rules)
    by_key = {payout.subject.key: payout for payout in found.payouts}
    assert len(by_key) == len(found.payouts) == len(deals)
    for deal in deals:
        late = (deal["paid_on"] or deal["closed_on"]) >= change
        payout = by_key[deal["id"]]
        assert payout.amount.amount == (5 if late else 3)
        assert payout.earned_on == deal["closed_on"] + timedelta(20 if late else 0)
        assert payout.version == ("1" if late else "0") == found.explain(payout.id).version


@given(DEALS, st.dates(date(2020, 11, 2), date(2021, 2, 27)))
def test_an_incentive_under_another_name_pays_what_it_pays_under_its_own(
    deals: list[dict[str, Any]], change: date
) -> None:
    heads = [("2020-01-01", f"{change - timedelta(1)}"), (f"{change}", "")]
    asks = "incentive k\n  for each Deal\n  requires {}.paid > 0\n  pays 1 EUR\n"
    renamed = RULES.replace("incentive i\n", "incentive new\n  continues i\n")
    same = result(heads, deals, (RULES + asks.format("i"), RULES + asks.format("i")))
    other = result(heads, deals, (RULES + asks.format("i"), renamed + asks.format("new")))

    def paid(found: Result) -> list[Any]:
        return sorted(
            (one.earned_on, one.incentive.replace("new", "i"), one.subject.key, one.gross, one.amount, one.caps)
            for one in found.payouts
        )

    assert paid(same) == paid(other)
    assert all(one.earned_on >= change for one in other.payouts if one.incentive == "new")


def test_nothing_is_paid_on_a_day_that_no_version_governs() -> None:
    deal = {"id": "d", "partner": "p1", "closed_on": date(2020, 12, 1), "paid_on": None, "amount": 10}
    heads = [("2020-01-01", "2020-11-30"), ("2021-01-01", "")]
    assert result(heads, [deal], (RULES, RULES)).payouts == ()


def test_versions_that_overlap_are_refused() -> None:
    with pytest.raises(palier.RuleError) as caught:
        result([("2020-01-01", ""), ("2021-01-01", "")], [], (RULES, RULES))
    assert "P604" in {problem.code for problem in caught.value.problems}


def test_an_incentive_that_pays_money_in_one_version_and_a_unit_in_another_is_refused() -> None:
    points = "unit Points\nincentive i\n  for each Deal\n  pays 5 Points\n"
    with pytest.raises(palier.RuleError) as caught:
        result([("2020-01-01", "2020-12-31"), ("2021-01-01", "")], [], (RULES, points))
    assert "P606" in {problem.code for problem in caught.value.problems}
