"""A day-by-day table of who holds what agrees with the run: claims of one day, renewals, expiry, the vendor's own."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from naive_dates import add_months
from running import programme_of

import palier
from palier.result import Result

FIRST = date(2020, 2, 20)
DAY = timedelta(1)
AS_OF = FIRST + 80 * DAY

RULES = """programme spec
  currency EUR

record Partner
  key id: text

record Customer
  key id: text

record Deal dated closed_on
  key id: text
  partner: optional Partner
  customer: optional Customer
  seller: Partner
  closed_on: date
  lasts: days

protection of_record
  for each Deal where lasts >= 2 days
  protects customer for partner
  from closed_on for lasts

protection of_one
  for each Deal
  protects customer for partner
  from closed_on for 1 month

define held for Deal shown
  of_record.held

incentive reward
  for each Deal
  to seller
  requires not of_record.contested
  pays 1 EUR
"""


@st.composite
def deals(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Deals in any order, several on a day, some without a partner or a customer; spans that often meet."""
    found = []
    for key in draw(st.permutations(range(draw(st.integers(0, 14))))):
        partner = draw(st.sampled_from(["p1", "p2", None]))
        found.append(
            {
                "id": f"d{key:02}",
                "partner": partner,
                "seller": partner or "p1",
                "customer": draw(st.sampled_from(["c1", "c1", "c2", None])),
                "closed_on": FIRST + draw(st.integers(0, 24)) * DAY,
                "lasts": f"{draw(st.sampled_from([1, 2, 3, 7, 20]))} days",
            }
        )
    return found


class Table:
    """Who holds each customer on each day: a cell for each."""

    def __init__(self, rows: list[dict[str, Any]], *, of_one: bool) -> None:
        self.cells: dict[tuple[str, date], tuple[str | None, str]] = {}
        self.refused: list[tuple[str, str | None, str | None]] = []
        self.before: dict[str, tuple[str | None, str] | None] = {}
        for row in sorted(rows, key=lambda one: (one["closed_on"], one["id"])):
            lasts = int(row["lasts"].split()[0])
            if row["customer"] is None or (not of_one and lasts < 2):
                continue
            end = add_months(row["closed_on"], 1) if of_one else row["closed_on"] + lasts * DAY
            self.claim(row, end)

    def claim(self, row: dict[str, Any], end: date) -> None:
        day, customer = row["closed_on"], row["customer"]
        found = self.before[row["id"]] = self.cells.get((customer, day))
        if found is not None and found[0] != row["partner"]:
            self.refused.append((row["id"], found[0], row["partner"]))
            return
        began = row["id"] if found is None else found[1]
        while day < end:
            self.cells[customer, day] = row["partner"], began
            day += DAY


def cells_of(result: Result, name: str) -> dict[tuple[str, date], tuple[str | None, str]]:
    """The same table from what the run lists, each cell once."""
    found = {}
    for one in result.protections:
        day = one.start
        while one.protection == name and day <= one.until:
            assert (one.on["customer"], day) not in found, "two hold it on one day"
            found[one.on["customer"], day] = one.holder, one.by.key
            day += DAY
    return found


@given(deals())
def test_a_table_of_days_agrees_with_the_run(rows: list[dict[str, Any]]) -> None:
    data = {
        "Partner": [{"id": "p1"}, {"id": "p2"}],
        "Customer": [{"id": "c1"}, {"id": "c2"}],
        "Deal": rows,
    }
    result = programme_of(RULES).run(palier.facts_from(data), as_of=AS_OF)
    for name in ("of_record", "of_one"):
        table = Table(rows, of_one=name == "of_one")
        assert cells_of(result, name) == table.cells
        met = [(one.subject.key, one.holder, one.claimant) for one in result.conflicts if one.protection == name]
        assert met == table.refused
    table = Table(rows, of_one=False)
    held = {one.subject.key: one.value for one in result.measures}
    paid = {one.subject.key for one in result.payouts}
    for row in rows:
        key = row["id"]
        if key in table.before:
            found = table.before[key]
            assert held[key] is (found is not None)
        elif row["customer"] is None:
            found = None
            assert held[key] is False
        else:
            # It is no claim: asked on the day it closes, all claims of that day are seen.
            found = table.cells.get((row["customer"], row["closed_on"]))
        contested = found is not None and found[0] != row["seller"]
        assert (key in paid) is not contested, key


@given(deals())
def test_the_order_of_the_rows_is_of_no_account(rows: list[dict[str, Any]]) -> None:
    data = {"Partner": [{"id": "p2"}, {"id": "p1"}], "Customer": [{"id": "c1"}, {"id": "c2"}]}
    one, other = (
        programme_of(RULES).run(palier.facts_from({**data, "Deal": each}), as_of=AS_OF) for each in (rows, rows[::-1])
    )
    assert (one.protections, one.conflicts) == (other.protections, other.conflicts)
    keys = [(each.protection, each.on["customer"], each.start) for each in one.protections]
    assert all(left[1:] < right[1:] for left, right in pairwise(keys) if left[0] == right[0])
