"""Explanations agree with what is paid, and statements with totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import given
from running import day_of, outcome

from palier.result import Judged, JudgedWays, Result
from strategies import Drawn, drawn_programmes


@given(drawn_programmes())
def test_every_explanation_agrees_with_its_payout(drawn: Drawn) -> None:
    result = outcome(drawn.text, drawn.rows, day_of(drawn))
    if not isinstance(result, Result):
        return
    for payout in result.payouts:
        found = result.explain(payout.id)
        assert (found.payout, found.payee, found.earned_on) == (payout.id, payout.payee, payout.earned_on)
        assert (found.subject, found.caps) == (payout.subject, payout.caps)
        assert (found.gross, found.amount) == (payout.gross.amount, payout.amount.amount)
        assert found.outcome == ("capped" if payout.capped else "paid")
        judged = [step for step in found.steps if isinstance(step, Judged | JudgedWays)]
        assert all(step.outcome == "met" for step in judged)
        assert payout.capped == (payout.amount.amount < payout.gross.amount)


@given(drawn_programmes())
def test_the_steps_of_the_caps_lead_from_the_gross_to_the_amount(drawn: Drawn) -> None:
    result = outcome(drawn.text, drawn.rows, day_of(drawn))
    if not isinstance(result, Result):
        return
    expected: dict[Any, Decimal] = defaultdict(Decimal)
    for payout in result.payouts:
        gross, amount = payout.gross.amount, payout.amount.amount
        for number, cap in enumerate(payout.caps):
            entry = (payout.incentive, number, cap.values, cap.period)
            assert cap.used == expected[entry]
            assert cap.left == max(0, cap.limit - cap.used) >= 0
            assert 0 <= cap.after <= gross
            assert cap.after == gross or (cap.left < 1 if cap.payments else cap.left < gross)
            expected[entry] += (1 if amount else 0) if cap.payments else amount
        assert amount == min([gross, *(cap.after for cap in payout.caps)])


@given(drawn_programmes())
def test_the_statements_of_all_partners_sum_to_the_totals_and_hold_every_payout_once(drawn: Drawn) -> None:
    result = outcome(drawn.text, drawn.rows, day_of(drawn))
    if not isinstance(result, Result):
        return
    sums: dict[tuple[str, str], Decimal] = {}
    told = []
    for partner in drawn.rows["Partner"]:
        for one in result.statement(partner["id"]):
            if one.payout is not None and one.gross:
                told.append(one.payout)
                key = one.incentive, partner["id"]
                assert one.amount is not None
                sums[key] = sums.get(key, Decimal(0)) + one.amount
    assert sorted(told) == sorted(one.id for one in result.payouts)
    assert sums == {(one.incentive, one.payee): one.amount.amount for one in result.totals}
    for partner in drawn.rows["Partner"]:
        mine = [one.payout for one in result.statement(partner["id"]) if one.payout is not None and one.gross]
        assert mine == [one.id for one in result.payouts if one.payee == partner["id"]], "in the order of the payouts"


@given(drawn_programmes())
def test_no_figure_of_a_result_is_a_binary_float(drawn: Drawn) -> None:
    result = outcome(drawn.text, drawn.rows, day_of(drawn))
    if isinstance(result, Result):
        statements = [result.statement(one["id"]) for one in drawn.rows["Partner"]]
        for value in _values([result.payouts, result.totals, result.measures, statements]):
            assert not isinstance(value, float)


def _values(root: Any) -> Iterator[Any]:
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list | tuple | set | frozenset):
            waiting += list(one)
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif attrs.has(type(one)) and type(one).__name__ not in ("Span", "Source"):
            waiting += [getattr(one, field.name) for field in attrs.fields(type(one))]
        else:
            yield one
