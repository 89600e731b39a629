"""What an amount comes to: parts sum to the cent, nothing is taken back twice, minimums and true-ups as plain folds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from running import programme_of

import palier
from palier.embed import Programme
from palier.result import Payout, Result

FIRST = date(2021, 1, 1)
AS_OF = date(2021, 12, 31)
DAY = timedelta(1)
CENT = Decimal("0.01")
ENDS = (date(2021, 3, 31), date(2021, 6, 30), date(2021, 9, 30), AS_OF)

HEAD = """programme spec
  currency EUR
  unstacked incentives add up
  effective from 2021-01-01

record Partner dated enrolled_on
  key id: text
  enrolled_on: date

record Deal dated closed_on
  key id: text
  partner: Partner as deals
  second: optional Partner
  third: optional Partner
  closed_on: date
  later_on: optional date
  amount: money
  share: rate

record Sale dated sold_on
  key id: text
  partner: Partner
  second: Partner
  original: optional Sale
  sold_on: date
  amount: money

record Return dated returned_on
  key id: text
  deal: Deal as returns
  returned_on: date
  share: rate

"""

POSTED = """incentive shared
  for each Deal where second is known and third is known
  split share to partner, (1 - share) / 3 to second, (1 - share) * 2 / 3 to third
  pays amount

incentive parts
  for each Deal
  pays amount
  in instalments share on closed_on, (1 - share) / 3 on later_on, (1 - share) * 2 / 3 on closed_on + 6 months

incentive taken
  for each Deal where second is known
  split 1/3 to partner, 2/3 to second
  pays amount
  claw back share for each Return

incentive freed
  for each Deal
  pays amount
  cap 500 EUR per partner
  claw back share for each Return, giving the cap back
"""

ASKED = """incentive asking
  for each Partner every calendar month
  pays max(0 EUR, shared.paid within period) + 2 * max(0 EUR, taken.paid within trailing 45 days)
  cap max(0 EUR, parts.paid within calendar quarter) per this per calendar month

incentive of_deals
  for each Deal
  pays max(0 EUR, freed.paid within previous calendar month) + max(0 EUR, later.paid within calendar year)

"""

FOLDED = """incentive nothing
  for each Deal
  pays amount
  at least 300 EUR per partner per calendar quarter, or nothing

incentive later
  for each Deal
  pays amount
  at least 300 EUR per partner per calendar quarter, or later

incentive topped
  for each Deal
  pays amount
  at least 300 EUR per partner per calendar quarter, topped up

incentive drawn
  for each Deal
  pays amount
  at least 300 EUR per partner per calendar quarter, as a draw

incentive trued
  for each Partner every calendar quarter
  let so_far = sum of amount over deals within calendar year
  pays
    when so_far >= 600 EUR then 10% of so_far
    when so_far >= 300 EUR then 3% of so_far
    otherwise 5% of so_far
  trued up within calendar year
"""

RETURNED = """incentive limited
  for each Sale
  to partner
  requires amount >= 50 EUR
  base amount
  pays
    when amount >= 200 EUR then 20% of base
    otherwise 1/3 * base
  cap 60 EUR per partner
  returns adjust original, giving the cap back

incentive halved
  for each Sale
  split 1/3 to partner, 2/3 to second
  base amount
  pays 10% of base
  returns adjust original
"""

LINES = """incentive whole
  for each Partner every calendar quarter
  let so_far = sum of amount over deals within calendar year
  base so_far
  pays
    when so_far >= 600 EUR then 10% of base
    when so_far >= 300 EUR then 3% of base
    otherwise 1/3 * 4% of base
  trued up within calendar year

incentive lines
  for each Partner every calendar quarter
  let so_far = sum of amount over deals within calendar year
  base so_far
  pays
    when so_far >= 600 EUR then 10% of base
    when so_far >= 300 EUR then 3% of base
    otherwise 1/3 * 4% of base
  trued up within calendar year, line by line

incentive held
  for each Partner every calendar quarter
  let so_far = sum of amount over deals within calendar year
  base so_far
  pays
    when so_far >= 600 EUR then 10% of base
    otherwise 3% of base
  trued up within calendar year, line by line
  cap 25 EUR per this per calendar half
"""

Rows = dict[str, list[dict[str, Any]]]


@st.composite
def data(draw: st.DrawFn) -> Rows:
    days = st.integers(0, 364).map(lambda number: FIRST + number * DAY)
    partners = st.sampled_from(["p1", "p2", "p3"])
    shares = st.integers(0, 100).map(lambda one: f"{one}%")
    deals = [
        {
            "id": f"d{number}",
            "partner": draw(partners),
            "second": draw(partners),
            "third": draw(partners),
            "closed_on": draw(days),
            "later_on": draw(st.one_of(st.none(), days)),
            "amount": Decimal(draw(st.integers(0, 40_000))) / 100,
            "share": draw(shares),
        }
        for number in range(draw(st.integers(0, 8)))
    ]
    back = st.integers(0, 8) if deals else st.just(0)
    returns = [
        {
            "id": f"r{number}",
            "deal": draw(st.sampled_from(deals))["id"],
            "returned_on": draw(days),
            "share": draw(st.sampled_from(["33.333%", "60%", "100%", "0.01%", "50%"])),
        }
        for number in range(draw(back))
    ]
    enrolled = [{"id": f"p{number}", "enrolled_on": FIRST + (number - 1) * 50 * DAY} for number in (1, 2, 3)]
    return {"Partner": enrolled, "Deal": deals, "Return": returns}


@st.composite
def sales(draw: st.DrawFn) -> Rows:
    """Sales, and what comes back of them: some of it before it was sold, some more than once."""
    days = st.integers(0, 364).map(lambda number: FIRST + number * DAY)
    partners = st.sampled_from(["p1", "p2"])

    def sale(key: str, original: str | None, amount: Decimal) -> dict[str, Any]:
        return {
            "id": key,
            "partner": draw(partners),
            "second": draw(partners),
            "original": original,
            "sold_on": draw(days),
            "amount": amount,
        }

    sold = [
        sale(f"s{number}", None, Decimal(draw(st.integers(1, 40_000))) / 100)
        for number in range(draw(st.integers(1, 6)))
    ]
    back = []
    for number in range(draw(st.integers(0, 6))):
        of = draw(st.sampled_from(sold))
        share = draw(st.sampled_from([Decimal("0.001"), Decimal("0.3333"), Decimal("0.5"), Decimal(1), Decimal("1.2")]))
        back.append(sale(f"c{number}", of["id"], -max(CENT, (of["amount"] * share).quantize(CENT))))
    enrolled = [{"id": key, "enrolled_on": FIRST} for key in ("p1", "p2")]
    return {"Partner": enrolled, "Sale": [*sold, *back]}


@cache
def checked(rules: str) -> Programme:
    return programme_of(HEAD + rules)


def run(rules: str, rows: Rows) -> Result:
    return checked(rules).run(palier.facts_from(rows), as_of=AS_OF)


def of(result: Result, incentive: str) -> list[Payout]:
    return [one for one in result.payouts if one.incentive == incentive]


def total(payouts: Iterable[Payout]) -> Decimal:
    return sum((one.amount.amount for one in payouts), Decimal(0))


def coins(exact: Fraction) -> Decimal:
    numerator, denominator = (exact * 100).as_integer_ratio()
    return (Decimal(numerator) / Decimal(denominator)).quantize(Decimal(1), ROUND_HALF_UP) * CENT


@given(data())
def test_splits_and_instalments_sum_to_the_cent(rows: Rows) -> None:
    result = run(POSTED, rows)
    assert len({one.id for one in result.payouts}) == len(result.payouts), "each payout has an identity of its own"
    for row in rows["Deal"]:
        share = Fraction(row["share"][:-1]) / 100
        shares = [share, (1 - share) / 3, (1 - share) * 2 / 3]
        found = [one for one in of(result, "shared") if one.subject.key == row["id"]]
        assert total(found) == row["amount"]
        for payee in {row["partner"], row["second"], row["third"]}:
            named = [
                each * Fraction(row["amount"])
                for each, to in zip(shares, ("partner", "second", "third"), strict=True)
                if row[to] == payee
            ]
            paid = total(one for one in found if one.payee == payee)
            assert abs(Fraction(paid) - sum(named)) < len(named) * Fraction(CENT), "none is a coin off a share"
        parts = [one for one in of(result, "parts") if one.subject.key == row["id"]]
        kept = [one.amount for one in result.balances if (one.incentive, one.key) == ("parts", row["id"])]
        assert total(parts) + sum(kept) == row["amount"]
        assert all(row["closed_on"] <= one.earned_on <= AS_OF for one in parts)


@given(data())
def test_what_is_taken_back_is_the_rounded_share_of_what_was_paid_and_never_more(rows: Rows) -> None:
    result = run(POSTED, rows)
    paid = {one.id: one for one in result.payouts if one.adjusts is None}
    taken: dict[str, Decimal] = dict.fromkeys(paid, Decimal(0))
    for one in result.payouts:
        if one.adjusts is not None:
            assert one.amount.amount < 0
            assert one.earned_on >= paid[one.adjusts].earned_on
            assert one.payee == paid[one.adjusts].payee
            taken[one.adjusts] -= one.amount.amount
    for key, payout in paid.items():
        assert 0 <= taken[key] <= payout.amount.amount
        if payout.incentive in ("taken", "freed"):
            returned = [row["share"] for row in rows["Return"] if row["deal"] == payout.subject.key]
            share = min(Fraction(1), sum((Fraction(one[:-1]) / 100 for one in returned), Fraction(0)))
            assert taken[key] == coins(share * Fraction(payout.amount.amount))


@given(data())
def test_a_cap_that_is_given_back_lets_through_what_is_left_on_each_day(rows: Rows) -> None:
    result = run(POSTED, rows)
    for partner in ("p1", "p2", "p3"):
        used: list[tuple[date, Decimal]] = []
        mine = [one for one in of(result, "freed") if one.payee == partner]
        back = [one for one in mine if one.adjusts is not None]
        paid = {one.subject.key: one.amount.amount for one in mine if one.adjusts is None}
        deals = [row for row in rows["Deal"] if row["partner"] == partner]
        for row in sorted(deals, key=lambda one: (one["closed_on"], one["id"])):
            day = row["closed_on"]
            returned = total(one for one in back if one.earned_on < day)
            left = Decimal(500) - sum(amount for _, amount in used) - returned
            assert paid.get(row["id"], Decimal(0)) == min(row["amount"], left)
            used.append((day, paid.get(row["id"], Decimal(0))))


@given(data())
def test_minimums_agree_with_a_plain_fold(rows: Rows) -> None:
    result = run(FOLDED, rows)
    least = Decimal(300)
    for partner in rows["Partner"]:
        key = partner["id"]
        kept = {"later": Decimal(0), "drawn": Decimal(0)}
        for number, end in enumerate(ENDS):
            start = FIRST if number == 0 else ENDS[number - 1] + DAY
            mine = [row for row in rows["Deal"] if row["partner"] == key and start <= row["closed_on"] <= end]
            earned = sum((row["amount"] for row in mine), Decimal(0))
            there = partner["enrolled_on"] <= end or bool(mine)
            expected = {"nothing": earned if earned >= least else Decimal(0)}
            due = kept["later"] + earned
            expected["later"], kept["later"] = (due, Decimal(0)) if mine and due >= least else (Decimal(0), due)
            expected["topped"] = max(earned, least) if there else Decimal(0)
            if there and earned < least:
                expected["drawn"] = least
                kept["drawn"] += least - earned
            else:
                recovered = min(kept["drawn"], earned - least) if there else Decimal(0)
                expected["drawn"] = earned - recovered
                kept["drawn"] -= recovered
            for name, amount in expected.items():
                found = [one for one in of(result, name) if one.payee == key and one.earned_on == end]
                assert total(found) == amount, (name, key, end)
        for name, amount in kept.items():
            balances = [one.amount for one in result.balances if (one.incentive, one.key) == (name, key)]
            assert sum(balances, Decimal(0)) == amount


def between(found: Iterable[Payout], payee: str, first: date, last: date) -> Decimal:
    """What was paid to somebody from a day to a day, when more than nothing."""
    return max(Decimal(0), total(one for one in found if one.payee == payee and first <= one.earned_on <= last))


@given(data())
def test_what_is_paid_within_a_window_is_the_sum_of_its_payouts_to_the_payee(rows: Rows) -> None:
    result = run(POSTED + ASKED + FOLDED, rows)
    found = {name: of(result, name) for name in result.incentives}
    paid = {one.id: one.amount.amount for one in result.payouts}
    for partner in rows["Partner"]:
        payee = partner["id"]
        for month in range(1, 13):
            first = date(2021, month, 1)
            last = date(2021, month + 1, 1) - DAY if month < 12 else AS_OF
            if last < partner["enrolled_on"]:
                continue
            asked = between(found["shared"], payee, first, last)
            asked += 2 * between(found["taken"], payee, last - 44 * DAY, last)
            quarter = date(2021, (month - 1) // 3 * 3 + 1, 1)
            expected = min(asked, between(found["parts"], payee, quarter, last))
            assert paid.get(f"asking:{payee}:2021-{month:02}", Decimal(0)) == expected
    for row in rows["Deal"]:
        day = row["closed_on"]
        opening = day.replace(day=1)
        before = (opening - DAY).replace(day=1)
        expected = between(found["freed"], row["partner"], before, opening - DAY)
        expected += between(found["later"], row["partner"], FIRST, day)
        assert paid.get(f"of_deals:{row['id']}", Decimal(0)) == expected


@given(data())
def test_true_ups_sum_to_the_last_amount_of_the_window(rows: Rows) -> None:
    result = run(FOLDED, rows)
    for partner in rows["Partner"]:
        mine = [row for row in rows["Deal"] if row["partner"] == partner["id"]]
        found = [one for one in of(result, "trued") if one.payee == partner["id"]]
        for end in ENDS:
            if partner["enrolled_on"] > end:
                continue
            sales = sum((Fraction(row["amount"]) for row in mine if row["closed_on"] <= end), Fraction(0))
            rate = Fraction(10 if sales >= 600 else 3 if sales >= 300 else 5, 100)
            assert total(one for one in found if one.earned_on <= end) == coins(rate * sales)


def taken_back(row: dict[str, Any], paid: Decimal, rows: list[dict[str, Any]]) -> list[tuple[date, Decimal]]:
    """What returns take back of a payout, day by day: the share of the base, of the sum, to the cent, never beyond it."""
    found = []
    share, taken = Fraction(0), Decimal(0)
    mine = [one for one in rows if one["original"] == row["id"]]
    for one in sorted(mine, key=lambda one: (max(one["sold_on"], row["sold_on"]), one["sold_on"], one["id"])):
        share += Fraction(-one["amount"]) / Fraction(row["amount"])
        due = coins(min(share, Fraction(1)) * Fraction(paid))
        found.append((max(one["sold_on"], row["sold_on"]), due - taken))
        taken = due
    return found


@given(sales())
def test_returns_take_back_their_share_of_what_was_paid_and_give_its_cap_back(rows: Rows) -> None:
    result = run(RETURNED, rows)
    sold = sorted((one for one in rows["Sale"] if one["amount"] > 0), key=lambda one: (one["sold_on"], one["id"]))
    used: dict[str, list[tuple[date, Decimal]]] = {"p1": [], "p2": []}
    for row in sold:
        gross = Fraction(row["amount"]) * (Fraction(1, 5) if row["amount"] >= 200 else Fraction(1, 3))
        ledger = used[row["partner"]]
        left = Decimal(60) - sum((amount for day, amount in ledger if amount > 0 or day < row["sold_on"]), Decimal(0))
        paid = min(coins(gross), left) if row["amount"] >= 50 else Decimal(0)
        back = [(day, amount) for day, amount in taken_back(row, paid, rows["Sale"]) if amount]
        ledger += [(row["sold_on"], paid), *((day, -amount) for day, amount in back)]
        found = [one for one in of(result, "limited") if one.subject.key == row["id"]]
        assert total(one for one in found if one.adjusts is None) == paid
        assert [(one.earned_on, -one.amount.amount) for one in found if one.adjusts is not None] == back
        assert all(one.adjusts in (None, f"limited:{row['id']}") for one in found)
        halved = [one for one in of(result, "halved") if one.subject.key == row["id"]]
        for part in [one for one in halved if one.adjusts is None]:
            mine = [-one.amount.amount for one in halved if one.adjusts == part.id]
            assert mine == [amount for _, amount in taken_back(row, part.amount.amount, rows["Sale"]) if amount]
    assert {one.subject.key for one in result.payouts} <= {row["id"] for row in sold}, "a return is paid nothing"


@given(data())
def test_true_ups_line_by_line_bring_each_payout_to_its_part_of_the_base(rows: Rows) -> None:
    result = run(LINES, rows)
    for partner in rows["Partner"]:
        mine = [row for row in rows["Deal"] if row["partner"] == partner["id"]]
        lines = [one for one in of(result, "lines") if one.payee == partner["id"]]
        before = None
        for number, end in enumerate(ENDS):
            if partner["enrolled_on"] > end:
                continue
            sold = [sum((Fraction(r["amount"]) for r in mine if r["closed_on"] <= one), Fraction(0)) for one in ENDS]
            base = sold[number]
            rate = Fraction(10, 100) if base >= 600 else Fraction(3, 100) if base >= 300 else Fraction(4, 300)
            so_far = [one for one in lines if one.earned_on <= end]
            whole = [one for one in of(result, "whole") if one.payee == partner["id"] and one.earned_on <= end]
            assert total(so_far) == total(whole) == coins(rate * base)
            for other, last in enumerate(ENDS[: number + 1]):
                key = f"lines:{partner['id']}:2021-Q{other + 1}"
                net = [one for one in so_far if key in (one.id, one.adjusts)]
                assert all(one.id == key or one.earned_on > last for one in net)
                sums = total(one for one in so_far if (one.adjusts or one.id) <= key)
                assert net == [] or sums == coins(rate * sold[other]), "the payouts up to each come to its base's share"
            corrected = [one for one in so_far if one.adjusts is not None and one.earned_on == end]
            assert len({one.adjusts for one in corrected}) == len(corrected), "one correction of each"
            assert (before in (None, rate) and not corrected) or before != rate, "no correction where no rate moved"
            before = rate


@given(data())
def test_a_cap_on_true_ups_line_by_line_bounds_the_net(rows: Rows) -> None:
    result = run(LINES, rows)
    for half in (ENDS[:2], ENDS[2:]):
        for key in ("p1", "p2", "p3"):
            found = [one for one in of(result, "held") if one.payee == key and one.earned_on in half]
            assert total(found) <= 25
            assert all(abs(one.amount.amount) <= abs(one.gross.amount) for one in found)
            assert all(one.capped or one.amount == one.gross for one in found)
