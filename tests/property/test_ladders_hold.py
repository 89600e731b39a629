"""Ladders against a plain walk from review to review, and the laws that every history keeps."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from naive_dates import add_months
from running import programme_of

import palier
from palier.embed import from_checked
from palier.meaning.check.programme import check_text
from palier.result import TierHeld

FIRST = date(2020, 1, 1)
AS_OF = date(2023, 12, 31)
DAY = timedelta(1)
NAMES = ("Known", "Silver", "Gold", "Platinum", "Titanium")


@attrs.frozen
class Ladder:
    """A ladder by how many deals of the window each tier asks for; some tiers by invitation."""

    every: int
    hold: int | None
    steps: int | None
    window: int
    goals: tuple[int, ...]
    invited: frozenset[int]
    starts: int | None
    lost: bool

    def text(self) -> str:
        lines = [f"reviewed every {self.every} months from {FIRST}"]
        lines.append("held forever" if self.hold is None else f"held for {self.hold} months")
        if self.steps is not None:
            lines.append(f"moves at most {self.steps} step{'s' if self.steps > 1 else ''} per review")
        if self.starts is not None:
            lines += ["starts at", f"  when old then {NAMES[self.starts]}", f"  otherwise {NAMES[0]}"]
        if self.lost:
            lines.append("lost when some suspensions")
        lines.append(f"tier {NAMES[0]}")
        for rank, goal in enumerate(self.goals, 1):
            invitation = " by invitation when favoured" if rank in self.invited else ""
            measure = f"(count of deals within trailing {self.window} months)"
            lines += [f"tier {NAMES[rank]}{invitation}", f"  requires {measure} >= {goal}"]
        return "tiers grade for Partner\n" + "".join(f"  {line}\n" for line in lines)


HEAD = """programme spec
  currency EUR

record Partner dated enrolled_on
  key id: text
  enrolled_on: date
  old: yes/no
  favoured: yes/no

record Deal dated closed_on
  key id: text
  partner: Partner as deals
  closed_on: date

record Suspension dated starts_on until ends_on
  key id: text
  partner: Partner as suspensions
  starts_on: date
  ends_on: optional date

incentive any
  for each Deal
  pays 1 EUR

"""


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """Goals in any order: a higher tier may ask for less."""
    goals = tuple(draw(st.lists(st.integers(1, 5), min_size=1, max_size=4)))
    return Ladder(
        every=draw(st.sampled_from([1, 3, 6, 12])),
        hold=draw(st.sampled_from([None, 1, 6, 9, 12])),
        steps=draw(st.sampled_from([None, 1, 2])),
        window=draw(st.sampled_from([3, 12])),
        goals=goals,
        invited=frozenset(draw(st.sets(st.integers(1, len(goals)), max_size=1))),
        starts=draw(st.sampled_from([None, len(goals)])),
        lost=draw(st.booleans()),
    )


days = st.integers(0, (AS_OF - FIRST).days).map(lambda number: FIRST + number * DAY)


@st.composite
def data(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    partner = {
        "id": "p1",
        "enrolled_on": draw(st.sampled_from([FIRST, date(2019, 5, 31), date(2020, 8, 17)])),
        "old": draw(st.booleans()),
        "favoured": draw(st.booleans()),
    }
    reviews = st.sampled_from([add_months(FIRST, 3 * number) for number in range(16)])
    closed = draw(st.lists(st.one_of(days, reviews, reviews.map(lambda day: day - DAY)), max_size=12))
    suspended = draw(st.lists(days, max_size=1))
    return {
        "Partner": [partner],
        "Deal": [{"id": f"d{at}", "partner": "p1", "closed_on": day} for at, day in enumerate(closed)],
        "Suspension": [
            {"id": f"s{at}", "partner": "p1", "starts_on": day, "ends_on": day + 200 * DAY}
            for at, day in enumerate(suspended)
        ],
    }


def history(of: Ladder, rows: dict[str, list[dict[str, Any]]]) -> dict[date, int]:
    """The rank of the one member on each day, walked day by day."""
    partner = rows["Partner"][0]
    opening = max(FIRST, partner["enrolled_on"])
    held = of.starts if of.starts is not None and partner["old"] else 0
    due = None if of.hold is None else add_months(opening, of.hold)
    found, day, review, number = {}, opening, FIRST, 0
    while day <= AS_OF:
        while review < day:
            number += 1
            review = add_months(FIRST, number * of.every)
        suspended = of.lost and any(row["starts_on"] <= day < row["ends_on"] for row in rows["Suspension"])
        if suspended and held:
            held, due = 0, None if of.hold is None else add_months(day, of.hold)
        elif day == review:
            since = add_months(day, -of.window)
            count = sum(since <= row["closed_on"] < day for row in rows["Deal"])
            ranks = range(1, len(of.goals) + 1)
            met = [
                one for one in ranks if count >= of.goals[one - 1] and (one not in of.invited or partner["favoured"])
            ]
            reached = 0 if suspended else max(met, default=0)
            if reached >= held or (due is not None and due <= day):
                held = moved(of, held, reached)
                due = None if of.hold is None else add_months(day, of.hold)
        found[day] = held
        day += DAY
    return found


def moved(of: Ladder, held: int, reached: int) -> int:
    """As far as the steps go, each to the next tier without invitation; the one reached may be by invitation."""
    if of.steps is None or held == reached:
        return reached
    way = range(held + 1, reached + 1) if reached > held else range(held - 1, reached - 1, -1)
    steps = [rank for rank in way if rank not in of.invited]
    if len(steps) <= of.steps:
        return reached
    return steps[of.steps - 1]


def run(of: Ladder, rows: dict[str, list[dict[str, Any]]]) -> tuple[TierHeld, ...]:
    return programme_of(HEAD + of.text()).run(palier.facts_from(rows), as_of=AS_OF).tiers


@given(ladders(), data())
def test_a_walk_from_day_to_day_agrees_with_the_run(of: Ladder, rows: dict[str, list[dict[str, Any]]]) -> None:
    found = run(of, rows)
    walked = history(of, rows)
    for one, other in pairwise((*found, None)):
        assert one is not None
        last = AS_OF if other is None else other.start - DAY
        day = one.start
        while day <= last:
            assert NAMES[walked[day]] == one.tier, (day, one)
            day += DAY
    assert found[0].start == min(walked)


@given(ladders(), data())
def test_no_tier_falls_before_its_year_is_up_and_no_review_moves_too_far(
    of: Ladder, rows: dict[str, list[dict[str, Any]]]
) -> None:
    found = run(of, rows)
    ranks = {name: rank for rank, name in enumerate(NAMES)}
    reviews = {add_months(FIRST, number * of.every) for number in range(60)}
    for one, other in pairwise(found):
        before, after = ranks[one.tier], ranks[other.tier]
        assert one.until == other.start - DAY, "no day is left out"
        if other.reason == "lost":
            assert of.lost
            continue
        assert other.start in reviews
        if after < before:
            assert of.hold is not None
            assert other.start >= add_months(one.start, of.hold)
        if of.steps is not None:
            between = range(min(before, after) + 1, max(before, after) + 1)
            ends = {max(before, after)} if after > before else {min(before, after) + 1}
            assert len([rank for rank in between if rank not in of.invited]) <= of.steps + len(ends)


@given(ladders(), data(), days)
def test_facts_of_a_later_day_change_no_tier(of: Ladder, rows: dict[str, list[dict[str, Any]]], day: date) -> None:
    earlier = {**rows, "Deal": [row for row in rows["Deal"] if row["closed_on"] < day]}
    one, other = ([(each.tier, each.start) for each in run(of, each) if each.start <= day] for each in (rows, earlier))
    assert one == other


@given(ladders(), data(), days.filter(lambda day: day > FIRST), st.booleans())
def test_a_version_that_calls_the_tiers_otherwise_changes_nothing_but_their_names(
    of: Ladder, rows: dict[str, list[dict[str, Any]]], change: date, renamed: bool
) -> None:
    one = history(of, rows)
    plain = of.text()
    other = plain
    for name in NAMES[: len(of.goals) + 1]:
        other = other.replace(f"tier {name}", f"tier New{name}").replace(f"then {name}", f"then New{name}")
    start, end = "  starts at\n", f"  otherwise {NAMES[0]}\n"
    taken = "".join(f"    when previous is {name} then New{name}\n" for name in NAMES[: len(of.goals) + 1])
    if start in other:
        other = other.replace(start, start + taken).replace(end, f"  otherwise New{NAMES[0]}\n")
    else:
        other = other.replace("  tier ", f"{start}{taken}    otherwise New{NAMES[0]}\n  tier ", 1)
    if renamed:
        other = other.replace("tiers grade", "tiers status").replace("  reviewed", "  continues grade\n  reviewed", 1)
    heads = (
        f'version "1"\n  effective from {FIRST} to {change - DAY}\n  ',
        f'version "2"\n  effective from {change}\n  ',
    )
    versions = [
        check_text(HEAD.replace("currency", head + "currency") + text)
        for head, text in zip(heads, (plain, other), strict=True)
    ]
    found = from_checked(versions).run(palier.facts_from(rows), as_of=AS_OF).tiers
    assert {each.ladder for each in found} == {"status" if renamed else "grade"}
    for each, following in pairwise((*found, None)):
        assert each is not None
        last = AS_OF if following is None else following.start - DAY
        assert each.start <= last
        for number in range((last - each.start).days + 1):
            day = each.start + number * DAY
            assert each.tier == ("New" if day >= change else "") + NAMES[one[day]], (day, each)
