"""Every payout and every price of a run is explained, and its explanation comes to it, step by step."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import programme_of
from test_settlement_holds import AS_OF, CENT, DAY, FIRST, FOLDED, LINES, POSTED, RETURNED, Rows, data, run, sales

import palier
from palier.embed import Programme
from palier.report.explain_json import explain_json
from palier.report.price_json import price_json
from palier.result import Explanation, PriceExplanation, Result

NOTHING = Decimal(0)
BEFORE_CAPS = ("true-up", "minimum")

BESIDE = """
incentive owed "A clawed-back rebate that is split"
  for each Deal where second is known
  split 1/3 to partner, 2/3 to second
  pays amount
  cap 700 EUR per partner per calendar quarter
  in instalments 1/2 on closed_on, 1/2 on later_on
  claw back share when amount > 100 EUR on later_on
  claw back share for each Return

incentive scoped
  for each Deal
  to partner
  pays amount
  at least 200 EUR per partner per share per calendar quarter, or later
  cap 300 EUR per partner per calendar year
"""

PRICED = """programme prices
  currency EUR
  unstacked incentives add up

record Partner
  key id: text

record Sale dated sold_on
  key id: text
  partner: Partner
  sold_on: date
  amount: money
  size: count

discount early
  for each Sale
  requires size >= 2 "Two at least"
  takes 12.345%

discount flat
  for each Sale
  requires size <= 6
  takes 17.77 EUR

discount large
  for each Sale
  requires size >= 4
  takes 1/3

discount small
  for each Sale
  takes 2%

stack choice for Sale
  best of large, small

stack price for Sale from amount
  on what is left: early, flat
  first of choice, small
  at least 55% of amount

stack cheap for Sale from amount
  add early, large
  best of flat, small
"""


def comes_to(told: Explanation) -> Decimal:
    """What the steps of an explanation lead to, each from where the one before it ends."""
    if told.adjusts is not None:
        assert not told.steps
        first, *rest = told.became
        at = first.after - first.before
        for step in rest:
            assert (step.kind, step.before) == ("cap", at)
            at = step.after
        return at
    assert told.gross is not None
    at = told.gross
    if told.lines:
        assert sum((one.amount for one in told.lines), NOTHING) == at
    if told.stacks:
        at = told.stacks[-1].after
    elif told.became and told.became[0].kind == "true-up":
        at = told.became[0].before
    for step in (one for one in told.became if one.kind in BEFORE_CAPS):
        assert step.before == at, step
        at = step.after
    at = min([at, *(cap.after for cap in told.caps)])
    for step in (one for one in told.became if one.kind not in BEFORE_CAPS):
        assert step.before == at, step
        at = step.after
    return at


def explained(result: Result) -> None:
    """Every payout, by itself and in the statement of its payee."""
    corrected: dict[str, Decimal] = {}
    for payout in result.payouts:
        told = result.explain(payout.id)
        assert isinstance(told, Explanation)
        assert (told.payout, told.payee, told.earned_on) == (payout.id, payout.payee, payout.earned_on)
        assert (told.adjusts, told.subject, told.payer) == (payout.adjusts, payout.subject, payout.payer)
        assert told.amount == payout.amount.amount == comes_to(told)
        if payout.adjusts is not None and told.became[0].kind != "correction":
            before = corrected.get(payout.adjusts, result.by_id[payout.adjusts].amount.amount)
            assert told.became[0].before == before
            corrected[payout.adjusts] = told.became[0].after
        adjusting = tuple(one.id for one in result.payouts if one.adjusts == payout.id)
        assert told.adjusted_by == adjusting
        assert str(told)
        assert explain_json(told, result)
    for payee in result.payees:
        statement = result.statement(payee)
        mine = [one.id for one in result.payouts if one.payee == payee]
        assert [one.payout for one in statement if one.payout is not None] == mine, "each once, in order"
        accrued: dict[str, Decimal] = {}
        for one in statement:
            if one.settled_in is not None:
                accrued[one.settled_in] = accrued.get(one.settled_in, NOTHING) + (one.amount or NOTHING)
        for key, amount in accrued.items():
            if key in result.by_id:
                assert sum((one.amount for one in lines_of(result, key)), NOTHING) == amount


def lines_of(result: Result, payout: str) -> Iterable[Any]:
    told = result.explain(payout)
    assert isinstance(told, Explanation)
    return told.lines


@pytest.mark.parametrize("rules", [POSTED + BESIDE, FOLDED, LINES], ids=["posted", "folded", "lines"])
@given(rows=data())
def test_every_payout_is_explained_and_its_explanation_comes_to_it(rules: str, rows: Rows) -> None:
    explained(run(rules, rows))


@given(sales())
def test_every_return_is_explained(rows: Rows) -> None:
    result = run(RETURNED, rows)
    explained(result)
    for row in rows["Sale"]:
        told = result.explain(f"limited:{row['id']}")
        assert isinstance(told, Explanation)
        if row["original"] is not None:
            assert told.reason == f"it is a return, and takes back a share of what `limited:{row['original']}` was paid"


@cache
def pricing() -> Programme:
    return programme_of(PRICED)


@st.composite
def priced(draw: st.DrawFn) -> Rows:
    sold = [
        {
            "id": f"s{number}",
            "partner": "p1",
            "sold_on": FIRST + draw(st.integers(0, 300)) * DAY,
            "amount": Decimal(draw(st.integers(0, 30_000))) * CENT,
            "size": draw(st.integers(0, 8)),
        }
        for number in range(draw(st.integers(0, 5)))
    ]
    return {"Partner": [{"id": "p1"}], "Sale": sold}


@given(priced())
def test_every_price_is_explained_and_its_explanation_comes_to_it(rows: Rows) -> None:
    result = pricing().run(palier.facts_from(rows), as_of=AS_OF)
    assert len(result.prices) == 2 * len(rows["Sale"])
    for price in result.prices:
        told = result.explain(f"{price.stack}:{price.subject.key}")
        assert isinstance(told, PriceExplanation)
        assert told.price == price
        assert told.start.value == price.start
        at = price.start
        for one in told.discounts:
            assert one.after == at - one.amount
            at = one.after
            if one.amount:
                assert one.told.outcome == "applies"
        assert at == price.amount
        shown = {one.discount: one.amount for one in price.discounts}
        assert {one.told.incentive: one.amount for one in told.discounts if one.amount} == {
            name: amount for name, amount in shown.items() if amount
        }
        assert (told.floor is None) == (price.floor is None)
        assert str(told)
        assert price_json(told, result)
