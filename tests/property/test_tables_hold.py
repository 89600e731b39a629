"""Tables against plain sums: bands, steps and amounts due once; gaps and overlaps against going through every case."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from running import programme_of

import palier
from palier.meaning.check import sweep
from palier.meaning.check.programme import check_text
from palier.problems import Problem

HEAD = """programme spec
  currency EUR

enum Area = Cloud, Storage, Network

record Partner
  key id: text

record Deal dated closed_on
  key id: text
  partner: Partner
  closed_on: date
  start: money
  amount: money
  whole: money
"""

DEFINED = {
    "at_once": "share of whole",
    "by_band": "share of whole by band",
    "first_part": "share of start by band",
    "rest": "share of amount by band above start",
    "between": "share(whole) interpolated",
    "between_whole": "share of whole interpolated",
    "found": "share(whole).rate",
}

Steps = list[tuple[int, Decimal, int]]
"""From each limit on: the rate, and what is due once."""


@st.composite
def steps(draw: st.DrawFn) -> Steps:
    """Steps from zero up, of any rates."""
    limits = [0, *sorted(draw(st.sets(st.integers(1, 40), max_size=5)))]
    rates = st.integers(0, 60).map(lambda one: Decimal(one) / 200)
    return [(limit * 500, draw(rates), draw(st.sampled_from([0, 0, 7, 100]))) for limit in limits]


@st.composite
def written(draw: st.DrawFn, of: Steps) -> str:
    """The steps as a table: as steps, as intervals with an `otherwise`, or as rows of which the first holds."""
    form = draw(st.sampled_from(["steps", "otherwise", "first match"]))
    bounds = [limit for limit, _, _ in of]
    outputs = [f"{rate * 100:f}% | {once}" for _, rate, once in of]
    ends = [*bounds[1:], None]
    rows = [f"from {limit} | {said}" for limit, said in zip(bounds, outputs, strict=True)]
    if form == "otherwise":
        left_out = draw(st.integers(0, len(of) - 1))
        rows = [
            f"from {low} | {said}" + "" if high is None else f"from {low} below {high} | {said}"
            for low, high, said in zip(bounds, ends, outputs, strict=True)
        ]
        rows[left_out] = f"otherwise | {outputs[left_out]}"
        rows = draw(st.permutations(rows))
    elif form == "first match":
        rows = [f"from {low} to 1_000_000 | {said}" for low, said in zip(bounds, outputs, strict=True)][::-1]
        rows.append(f"otherwise | {outputs[-1]}")
    first = "  first match\n" if form == "first match" else ""
    lines = "".join(f"  | {row} |\n" for row in rows)
    return f"table share (amount: money) -> rate: rate, once: money\n{first}  | amount | rate | once |\n{lines}"


def slices(of: Steps, amount: Fraction) -> Fraction:
    """Each slice at its own rate, and every amount due once whose limit lies below."""
    total = Fraction(0)
    for (limit, rate, once), high in zip(of, [*(low for low, _, _ in of[1:]), None], strict=True):
        if amount > limit:
            top = amount if high is None else min(amount, Fraction(high))
            total += Fraction(rate) * (top - limit) + once
    return total


def between(of: Steps, amount: Fraction) -> Fraction:
    """The rate, straight from each limit to the next."""
    for (low, rate, _), (high, next_rate, _) in pairwise(of):
        if low <= amount < high:
            return Fraction(rate) + (amount - low) / (high - low) * (Fraction(next_rate) - Fraction(rate))
    return Fraction(of[-1][1])


def measured(table: str, deals: list[dict[str, Any]]) -> dict[str, dict[str, Fraction]]:
    definitions = "".join(f"\ndefine {name} for Deal shown\n  {text}\n" for name, text in DEFINED.items())
    incentive = "\nincentive any\n  for each Deal\n  pays 1 EUR\n"
    programme = programme_of(f"{HEAD}\n{table}{definitions}{incentive}")
    rows = {"Partner": [{"id": "p1"}], "Deal": deals}
    found: dict[str, dict[str, Fraction]] = {}
    for one in programme.run(palier.facts_from(rows)).measures:
        found.setdefault(one.subject.key, {})[one.name] = Fraction(one.value)
    return found


def deal(number: int, start: Decimal, amount: Decimal) -> dict[str, Any]:
    return {
        "id": f"d{number}",
        "partner": "p1",
        "closed_on": "2021-03-01",
        "start": start,
        "amount": amount,
        "whole": start + amount,
    }


NEAR = Fraction(1, 10**6)


@given(st.data())
def test_bands_and_steps_come_to_the_plain_sums(data: st.DataObject) -> None:
    of = data.draw(steps())
    cents = st.one_of(st.sampled_from([limit * 100 for limit, _, _ in of]), st.integers(0, 2_500_000))
    sizes = data.draw(st.lists(st.tuples(cents, cents), min_size=1, max_size=6))
    deals = [deal(at, Decimal(start) / 100, Decimal(amount) / 100) for at, (start, amount) in enumerate(sizes)]
    found = measured(data.draw(written(of)), deals)
    for row in deals:
        start, whole = Fraction(row["start"]), Fraction(row["whole"])
        value = found[row["id"]]
        rate = next(rate for limit, rate, _ in reversed(of) if limit <= whole)
        assert value["found"] == Fraction(rate)
        assert value["at_once"] == Fraction(rate) * whole + sum(once for limit, _, once in of if limit < whole)
        assert value["by_band"] == slices(of, whole)
        assert value["first_part"] + value["rest"] == value["by_band"], "the parts sum to the whole"
        assert value["rest"] == slices(of, whole) - slices(of, start)
        assert abs(value["between"] - between(of, whole)) < NEAR
        assert abs(value["between_whole"] - between(of, whole) * whole) < NEAR * 100
        low = max((one for one in of if one[0] <= whole), key=lambda one: one[0])
        high = next((one for one in of if one[0] > whole), low)
        least, most = sorted((Fraction(low[1]), Fraction(high[1])))
        assert least - NEAR <= value["between"] <= most + NEAR, "between its neighbours"


@given(st.data())
def test_by_band_does_not_jump_at_a_limit(data: st.DataObject) -> None:
    of = [(limit, rate, 0) for limit, rate, _ in data.draw(steps())]
    cent = Decimal("0.01")
    deals = []
    for number, (limit, _, _) in enumerate(of[1:]):
        deals += [deal(3 * number + at, Decimal(limit) + (at - 1) * cent, Decimal(0)) for at in range(3)]
    assume(deals)
    found = measured(data.draw(written(of)), deals)
    most = max(Fraction(rate) for _, rate, _ in of) * Fraction(cent)
    for one, other in pairwise(deals):
        if other["whole"] - one["whole"] == cent:
            assert 0 <= found[other["id"]]["by_band"] - found[one["id"]]["by_band"] <= most
            assert abs(found[other["id"]]["between"] - found[one["id"]]["between"]) < Fraction(1, 1_000)


@given(st.data())
def test_what_deals_add_one_by_one_comes_to_the_whole(data: st.DataObject) -> None:
    """`by band above` what came before, deal by deal, sums to the slices of all of them together."""
    of = data.draw(steps())
    sizes = data.draw(st.lists(st.integers(0, 1_000_000), min_size=1, max_size=8))
    incentive = "\nincentive added\n  for each Deal\n  pays share of amount by band above (sum of amount over Deal before this)\n"
    programme = programme_of(f"{HEAD}\n{data.draw(written(of))}{incentive}")
    deals = [deal(number, Decimal(0), Decimal(size) / 100) for number, size in enumerate(sizes)]
    paid = programme.run(palier.facts_from({"Partner": [{"id": "p1"}], "Deal": deals})).payouts
    total = sum((Fraction(one.amount.amount) for one in paid), Fraction(0))
    whole = sum((Fraction(one["amount"]) for one in deals), Fraction(0))
    assert abs(total - slices(of, whole)) <= Fraction(len(deals), 200), "each is rounded to the cent"


# ---------- gaps and overlaps

AREAS = ("Cloud", "Storage", "Network")
MISSING, PRESENT = "missing", "not missing"
Cell = tuple[str, Any]
"""How a cell is written, and what it comes to: a set of values, two limits, each with whether it is in, or
whether there is a value."""


@st.composite
def area_cells(draw: st.DrawFn) -> Cell:
    some = draw(st.sets(st.sampled_from(AREAS), min_size=1, max_size=2))
    names = ", ".join(sorted(some))
    return draw(st.sampled_from([("any", set(AREAS)), (names, some), (f"not {names}", set(AREAS) - some)]))


LIMITS: dict[str, Callable[[int], str]] = {
    "count": str,
    "money": str,
    "months": lambda number: f"{number} months",
    "rate": lambda number: f"{number}%",
    "date": lambda number: f"2021-01-{number + 10}",
    "optional days": lambda number: f"{number} days",
}
"""How the limits 0 to 6 are written in a column of each type on a line."""


@st.composite
def line_cells(draw: st.DrawFn, kind: str) -> Cell:
    low_limit = draw(st.integers(0, 4))
    high_limit = draw(st.integers(low_limit + 2, 7))
    found = draw(limit_cells(LIMITS[kind](low_limit), low_limit, LIMITS[kind](high_limit), high_limit))
    if kind.startswith("optional"):
        found = draw(st.sampled_from([found, found, ("missing", MISSING), ("not missing", PRESENT)]))
    return found


@st.composite
def limit_cells(draw: st.DrawFn, low: str, at_low: int, high: str, at_high: int) -> Cell:
    return draw(
        st.sampled_from(
            [
                ("any", (None, True, None, True)),
                (f"{low}", (at_low, True, at_low, True)),
                (f"from {low}", (at_low, True, None, True)),
                (f"above {low}", (at_low, False, None, True)),
                (f"up to {high}", (None, True, at_high, True)),
                (f"below {high}", (None, True, at_high, False)),
                (f"from {low} to {high}", (at_low, True, at_high, True)),
                (f"from {low} below {high}", (at_low, True, at_high, False)),
                (f"above {low} up to {high}", (at_low, False, at_high, True)),
                (f"above {low} below {high}", (at_low, False, at_high, False)),
            ]
        )
    )


def stepped(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Each step reaches to the next step below it whose other cells are written alike."""
    found = [list(row) for row in rows]
    for at in range(len(rows[0])):
        for number, row in enumerate(rows):
            if not is_step(row[at]):
                continue
            for other in rows[number + 1 :]:
                pairs = enumerate(zip(row, other, strict=True))
                same = all(one[0] == two[0] for place, (one, two) in pairs if place != at)
                if same and is_step(other[at]):
                    limit, included, _, _ = other[at][1]
                    assume(row[at][1][0] < limit)
                    found[number][at] = (row[at][0], (*row[at][1][:2], limit, not included))
                    break
    return found


def is_step(cell: Cell) -> bool:
    return cell[0].startswith(("from ", "above ")) and not any(one in cell[0] for one in (" to ", "below", "up to"))


def takes(cell: Cell, value: Any) -> bool:
    if isinstance(cell[1], set):
        return value in cell[1]
    if cell[1] in (MISSING, PRESENT) or value is None:
        return cell[0] == "any" or (cell[1] in (MISSING, PRESENT) and (value is None) is (cell[1] == MISSING))
    low, low_in, high, high_in = cell[1]
    above = low is None or value > low or (low_in and value == low)
    return above and (high is None or value < high or (high_in and value == high))


def values_of(at: int, kind: str, rows: list[list[Cell]]) -> list[Any]:
    if kind == "Area":
        return list(AREAS)
    halves = 2 if kind in ("money", "rate") else 1
    written_down = [row[at][0] for row in rows]
    below = kind == "date" or any(text.startswith(("up to", "below")) for text in written_down)
    found: list[Any] = [Fraction(number, halves) for number in range(-2 if below else 0, 16)]
    return [*found, None] if kind.startswith("optional") else found


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[str], list[list[Cell]]]:
    kinds = draw(st.lists(st.sampled_from(["Area", *LIMITS]), min_size=1, max_size=3))
    cells = {"Area": area_cells(), **{kind: line_cells(kind) for kind in LIMITS}}
    count = draw(st.integers(1, 6))
    return kinds, [[draw(cells[kind]) for kind in kinds] for _ in range(count)]


def table_text(kinds: list[str], rows: list[str], extra: str = "") -> str:
    names = [f"c{number}" for number in range(len(kinds))]
    columns = ", ".join(f"{name}: {kind}" for name, kind in zip(names, kinds, strict=True))
    lines = "".join(f"  | {row} | 1 |\n" for row in rows)
    table = f"table asked ({columns}) -> rate: number\n{extra}  | {' | '.join(names)} | rate |\n{lines}"
    return f"programme p\n  currency EUR\n\nenum Area = {', '.join(AREAS)}\n\n{table}"


def complaints(kinds: list[str], rows: list[str], extra: str = "") -> list[Problem]:
    found = check_text(table_text(kinds, rows, extra)).problems
    return [one for one in found if one.code in ("P402", "P403", "P405", "P404")]


def texts(rows: list[list[Cell]]) -> list[str]:
    return [" | ".join(text for text, _ in row) for row in rows]


@given(cases())
def test_gaps_and_overlaps_are_those_that_every_case_shows(case: tuple[list[str], list[list[Cell]]]) -> None:
    kinds, rows = case
    meant = stepped(rows)
    alive = {
        tuple(number for number, row in enumerate(meant) if all(map(takes, row, values)))
        for values in product(*(values_of(at, kind, meant) for at, kind in enumerate(kinds)))
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep, "SHOWN", 10**9)
        found = complaints(kinds, texts(rows))
        first = complaints(kinds, texts(rows), "  first match\n")
    at = {row: row + 8 for row in range(len(rows))}
    pairs = {(one.related[0].span.first.line, one.span.first.line) for one in found if one.code == "P403"}
    assert pairs == {(at[taken[0]], at[taken[1]]) for taken in alive if len(taken) > 1}
    assert any(one.code == "P402" for one in found) is (() in alive)
    never = {one.span.first.line for one in first if one.code == "P405"}
    if () not in alive:
        assert never == {at[row] + 1 for row in range(len(rows))} - {at[taken[0]] + 1 for taken in alive}


@given(cases())
def test_the_fixes_of_gaps_close_a_table(case: tuple[list[str], list[list[Cell]]]) -> None:
    kinds, rows = case
    stepped(rows)
    text = table_text(kinds, texts(rows))
    for _ in range(40):
        gaps = [one for one in check_text(text).problems if one.code == "P402"]
        if not gaps:
            return
        fix = gaps[0].fix
        assert fix is not None
        (edit,) = fix.edits
        assert edit.text.strip() not in text, "the proposed row takes what was not taken"
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    raise AssertionError(text)
