"""Stacks and prices: what holds for any amounts."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st
from running import outcome

from palier.result import Result

HEAD = """programme margins
  currency EUR
  unstacked incentives add up

record Partner
  key id: text

record Deal dated closed_on
  key id: text
  partner: Partner
  closed_on: date
  amount: money
  first: money
  second: money
  share: rate

incentive a
  for each Deal
  pays first

incentive b
  for each Deal
  pays second

incentive c
  for each Deal
  base amount
  pays share of base

discount d
  for each Deal
  takes share

discount e
  for each Deal
  takes 12.5%

discount f
  for each Deal
  takes first

"""

amounts = st.integers(0, 1_000_000).map(lambda cents: Decimal(cents) / 100)
deals = st.lists(
    st.fixed_dictionaries(
        {
            "amount": amounts,
            "first": amounts,
            "second": amounts,
            "share": st.integers(0, 1_000).map(lambda thousandths: Decimal(thousandths) / 1_000),
        }
    ),
    min_size=1,
    max_size=5,
)


def run(stack: str, rows: list[dict[str, Decimal]]) -> Result:
    deals = [{"id": f"d{n}", "partner": "p1", "closed_on": date(2021, 1, n), **row} for n, row in enumerate(rows, 1)]
    found = outcome(HEAD + stack, {"Partner": [{"id": "p1"}], "Deal": deals}, date(2021, 12, 31))
    assert not isinstance(found, str), found
    return found


def paid(result: Result, incentive: str = "", key: str = "") -> Decimal:
    return sum(
        (
            one.amount.amount
            for one in result.payouts
            if incentive in ("", one.incentive) and key in ("", one.subject.key)
        ),
        Decimal(0),
    )


@given(deals)
def test_the_order_of_what_adds_up_changes_nothing(rows: list[dict[str, Decimal]]) -> None:
    one = run("stack s for Deal\n  add a, b\n  add c\n", rows)
    other = run("stack s for Deal\n  add c, b, a\n", rows)
    assert [(p.id, p.amount) for p in one.payouts] == [(p.id, p.amount) for p in other.payouts]


@given(deals)
def test_the_best_is_the_largest_and_alone(rows: list[dict[str, Decimal]]) -> None:
    result = run("stack s for Deal\n  best of a, b\n  add c\n", rows)
    for number, row in enumerate(rows, 1):
        key = f"d{number}"
        assert paid(result, "a", key) + paid(result, "b", key) == max(row["first"], row["second"])
        assert not (paid(result, "a", key) and paid(result, "b", key))


@given(deals, amounts)
def test_caps_are_never_exceeded_and_the_parts_sum_to_what_they_let_through(
    rows: list[dict[str, Decimal]], limit: Decimal
) -> None:
    lines = "stack s for Deal\n  add a\n  best of b, c\n"
    free = run(lines, rows)
    caps = f"  cap 25% of amount\n  cap {limit} EUR per partner per calendar year\n"
    bounded = run(lines + caps, rows)
    left = limit
    for number, row in enumerate(rows, 1):
        key = f"d{number}"
        quarter = (row["amount"] / 4).quantize(Decimal("0.01"), ROUND_HALF_UP)
        wanted = min(paid(free, key=key), quarter, left)
        assert paid(bounded, key=key) == wanted
        left -= wanted
    assert paid(bounded) <= limit


@given(deals)
def test_what_is_written_last_gives_way_first(rows: list[dict[str, Decimal]]) -> None:
    result = run("stack s for Deal\n  add a, b\n  cap amount\n", [dict(row, share=Decimal(0)) for row in rows])
    for number, row in enumerate(rows, 1):
        assert paid(result, "a", f"d{number}") == min(row["first"], row["amount"])


@given(deals, st.integers(0, 100))
def test_the_shown_discounts_sum_to_the_whole_reduction(rows: list[dict[str, Decimal]], floor: int) -> None:
    result = run(
        "stack p for Deal from amount\n  on what is left: d, e, f\n"
        f"  at least {floor}% of amount\n"
        "stack q for Deal from amount\n  add d, e\n  best of f\n",
        rows,
    )
    assert len(result.prices) == 2 * len(rows)
    for price in result.prices:
        assert sum((one.amount for one in price.discounts), Decimal(0)) == price.start - price.amount
        assert all(one.amount >= 0 for one in price.discounts)
        assert price.floor is None or price.amount >= min(price.floor, price.start)
