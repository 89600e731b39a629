"""Guarantees against the payouts themselves: a guarantee fails for exactly the subjects whose payouts say so."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from running import programme_of

import palier

RULES = """programme spec
  currency EUR
  unstacked incentives add up

record Partner
  key id: text

record Deal dated closed_on
  key id: text
  partner: Partner as deals
  closed_on: date
  returned_on: optional date
  amount: money

incentive rebate
  for each Deal
  pays 10% of amount
  cap 150 EUR per partner
  claw back 50% when returned_on is known on returned_on

incentive parts
  for each month of Deal from closed_on until closed_on + 3 months
  pays 5% of amount

incentive settled
  for each Deal
  pays 10% of amount
  at least 30 EUR per partner per calendar quarter, or nothing

always "deal" for each Deal
  rebate.paid + parts.paid <= {limit} EUR

always "part" for each month of Deal from closed_on until closed_on + 3 months
  parts.paid <= {limit} EUR

always "partner" for each Partner
  settled.paid <= {limit} EUR

always "window" for each Partner
  rebate.paid within calendar year <= {limit} EUR

always "considered" for each Deal
  rebate.applies
"""
DAYS = st.dates(date(2020, 11, 1), date(2021, 3, 31))
DEALS = st.lists(
    st.fixed_dictionaries(
        {
            "partner": st.sampled_from(["p1", "p2"]),
            "closed_on": DAYS,
            "returned_on": st.one_of(st.none(), DAYS),
            "amount": st.sampled_from([0, 100, 400, 1000]),
        }
    ),
    max_size=6,
).map(lambda deals: [{"id": f"d{number}", **deal} for number, deal in enumerate(deals)])


@given(DEALS, st.sampled_from([0, 19, 40, 100]), DAYS)
def test_a_guarantee_fails_for_the_subjects_whose_payouts_break_it(
    deals: list[dict[str, Any]], limit: int, as_of: date
) -> None:
    facts = palier.facts_from({"Partner": [{"id": "p1"}, {"id": "p2"}], "Deal": deals})
    result = programme_of(RULES.format(limit=limit)).run(facts, as_of=as_of)
    sums: dict[tuple[str, str, int | None], Decimal] = defaultdict(Decimal)
    for one in result.payouts:
        amount, key = one.amount.amount, one.subject.key
        if one.incentive in ("rebate", "parts"):
            sums["deal", key, None] += amount
        if one.incentive == "parts":
            sums["part", key, one.part] += amount
        if one.incentive == "settled":
            sums["partner", key, None] += amount
        if one.incentive == "rebate" and one.earned_on.year == as_of.year:
            sums["window", one.payee, None] += amount
    broken = {key for key, amount in sums.items() if amount > limit}
    assert {(one.guarantee, one.subject.key, one.part) for one in result.guarantees} == broken
