"""Caps: never exceeded, and exactly what a fold over plain fractions leaves."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from running import outcome

from palier.result import Result

RECORDS = """
enum Area = North, South
record Partner
  key id: text
record Deal dated closed_on
  key id: text
  partner: Partner as deals
  area: Area
  closed_on: date
  amount: money
"""
SCOPES = {"": (), "per partner": ("partner",), "per area": ("area",), "per partner per area": ("partner", "area")}
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
DATES = st.sampled_from(
    [date(2020, 1, 31), date(2020, 2, 1), date(2020, 3, 31), date(2020, 4, 1), date(2020, 12, 31), date(2021, 1, 1)]
)


@attrs.frozen
class Cap:
    limit: Decimal
    payments: bool
    scope: str
    period: str | None
    calendar: str
    whole: bool

    @property
    def line(self) -> str:
        limit = f"{self.limit} payments" if self.payments else f"{self.limit} EUR"
        period = f" per {self.calendar} {self.period}" if self.period else ""
        return f"  cap {limit} {self.scope}{period}{', whole or nothing' if self.whole else ''}".replace("  ,", ",")

    def entry(self, deal: dict[str, Any], first_month: int) -> tuple[Any, ...]:
        day = deal["closed_on"]
        start = first_month if self.calendar == "fiscal" else 1
        number = (day.year * 12 + day.month - start) // MONTHS[self.period] if self.period else None
        return (*(deal[name] for name in SCOPES[self.scope]), number)


CAPS = st.builds(
    Cap,
    limit=st.sampled_from([1, 2, 3, 10, 25, 100]).map(Decimal),
    payments=st.booleans(),
    scope=st.sampled_from(sorted(SCOPES)),
    period=st.sampled_from([None, *MONTHS]),
    calendar=st.sampled_from(["calendar", "fiscal"]),
    whole=st.booleans(),
).map(lambda cap: attrs.evolve(cap, whole=cap.whole and not cap.payments))
DEALS = st.lists(
    st.fixed_dictionaries(
        {
            "partner": st.sampled_from(["p1", "p2"]),
            "area": st.sampled_from(["North", "South"]),
            "closed_on": DATES,
            "amount": st.sampled_from(["0", "0.01", "1", "4.99", "10", "30", "250"]).map(Decimal),
        }
    ),
    max_size=12,
).map(lambda deals: [{"id": f"d{number:02}", **deal} for number, deal in enumerate(deals)])


def paid(caps: list[Cap], deals: list[dict[str, Any]], first_month: int) -> list[tuple[str, Fraction]]:
    """What each deal is paid: of the whole amount, the least that every cap lets through."""
    before: list[tuple[dict[str, Any], Fraction]] = []
    for deal in sorted(deals, key=lambda one: (one["closed_on"], one["id"])):
        gross = Fraction(deal["amount"])
        least = gross
        for cap in caps:
            mine = [amount for other, amount in before if cap.entry(other, first_month) == cap.entry(deal, first_month)]
            limit = Fraction(cap.limit)
            if cap.payments:
                lets = gross if sum(1 for amount in mine if amount) < limit else Fraction(0)
            else:
                left = max(Fraction(0), limit - sum(mine))
                lets = gross if gross <= left else Fraction(0) if cap.whole else left
            least = min(least, lets)
        before.append((deal, least))
    return [(deal["id"], amount) for deal, amount in before if deal["amount"]]


@given(st.lists(CAPS, max_size=3), DEALS, st.sampled_from([1, 2, 7, 12]))
def test_caps_leave_what_a_plain_fold_leaves_and_are_never_exceeded(
    caps: list[Cap], deals: list[dict[str, Any]], first_month: int
) -> None:
    month = ["January", "February", "July", "December"][[1, 2, 7, 12].index(first_month)]
    head = f"programme p\n  currency EUR\n  fiscal year starts in {month}\n"
    lines = "\n".join(dict.fromkeys(cap.line for cap in caps))
    text = f"{head}{RECORDS}\nincentive i\n  for each Deal\n  pays amount\n{lines}\n"
    caps = list({cap.line: cap for cap in caps}.values())
    result = outcome(text, {"Partner": [{"id": "p1"}, {"id": "p2"}], "Deal": deals}, date(2021, 12, 31))
    assert isinstance(result, Result)
    assert [(one.subject.key, Fraction(one.amount.amount)) for one in result.payouts] == paid(caps, deals, first_month)
    by_key = {deal["id"]: deal for deal in deals}
    for cap in caps:
        sums: dict[Any, Fraction] = defaultdict(Fraction)
        for one in result.payouts:
            amount = Fraction(one.amount.amount)
            sums[cap.entry(by_key[one.subject.key], first_month)] += bool(amount) if cap.payments else amount
            assert not cap.whole or amount in (0, Fraction(one.gross.amount)) or len(caps) > 1
        assert all(total <= cap.limit for total in sums.values())
