"""Tiers over time: one history for each member, review by review, each seeing what was dated before its day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from palier.facts.fact import Fact
from palier.meaning import calendar, core, programme
from palier.meaning.calendar import DAY, add_months
from palier.meaning.walk import walk

if TYPE_CHECKING:
    from palier.run.evaluate import Compute, Evaluator, Frame


class State:
    """A tier held from a day on: why, and the day its year is up (None: held for ever)."""

    __slots__ = ("due", "reason", "start", "tier")

    def __init__(self, start: date, tier: str, reason: str, due: date | None) -> None:
        self.start = start
        self.tier = tier
        self.reason = reason
        self.due = due


class Histories:
    """The tiers of all members of a ladder, over all versions of the programme: each turn goes by the version in force.

    A history is computed as far as it is asked for. A review looks at the day before its own, so it may ask for the
    tiers of that day: what is computed so far answers.
    """

    def __init__(self, name: str, evaluators: list[Evaluator]) -> None:
        self.versions = [
            LadderVersion(one, ladder)
            for one in evaluators
            for ladder in one.rules.ladders.values()
            if one.shared.root("ladders", ladder.name) == name
        ]
        self.histories: dict[Fact, list[State]] = {}
        self.reached: dict[Fact, date] = {}

    def version(self, day: date) -> LadderVersion:
        """The version in force on a day; before the first, the first; in a gap, the one before."""
        found = self.versions[0]
        for one in self.versions[1:]:
            start = one.evaluator.rules.effective_from
            if start is not None and start <= day:
                found = one
        return found

    def tier(self, fact: Fact, day: date) -> str:
        """The tier of a member on a day; before its history opens, the one it starts at."""
        history = self.history(fact, day)
        at = bisect_right([state.start for state in history], day) - 1
        return history[max(at, 0)].tier

    def history(self, fact: Fact, day: date) -> list[State]:
        """The states of a member that begin by a day, in order."""
        if fact not in self.histories:
            opening = self._opening(fact)
            self.histories[fact] = [self.version(opening).start(fact, opening)]
            self.reached[fact] = opening - DAY
        history = self.histories[fact]
        done = self.reached[fact]
        if day > done:
            # Noted first: what a review asks of earlier days is answered by what is there.
            self.reached[fact] = day
            for turn, review in self._turns(fact, done, day):
                self._turn(fact, history, turn, review=review)
        return history

    def reviews(self, fact: Fact, after: date, until: date) -> list[date]:
        """The days of review of a member after one day and up to another, in order."""
        return self.reviews_from(self.history(fact, after)[0].start, after, until)

    def reviews_from(self, opening: date, after: date, until: date) -> list[date]:
        """The same for a member whose history opens on a day."""
        found = {day for one in self.versions for day in one.reviews(opening, after, until) if self.version(day) is one}
        return sorted(found)

    def _opening(self, fact: Fact) -> date:
        first = self.versions[0]
        start = first.ladder.start or first.evaluator.rules.effective_from or fact.seen_from or calendar.EARLIEST
        return max(start, fact.seen_from) if fact.seen_from is not None else start

    def _turns(self, fact: Fact, after: date, until: date) -> Iterator[tuple[date, bool]]:
        """The days on which something may change, each with whether it is a review."""
        opening = self.histories[fact][0].start
        reviews = set(self.reviews_from(opening, after, until))
        days = reviews | {day for day in self._changes() if max(opening, after) < day <= until}
        if any(one.moves for one in self.versions):
            days.update(after + number * DAY for number in range(1, (until - after).days + 1))
        elif any(one.watched for one in self.versions):
            days.update(_dates(self.versions[0].evaluator, after, until))
        return ((day, day in reviews) for day in sorted(days))

    def _changes(self) -> set[date]:
        """The days on which another version begins to govern."""
        starts = (one.evaluator.rules.effective_from for one in self.versions[1:])
        return {day for day in starts if day is not None}

    def _turn(self, fact: Fact, history: list[State], day: date, *, review: bool) -> None:
        version = self.version(day)
        if history[-1].tier in version.ladder.taken_over and version.evaluator.rules.effective_from == day:
            # Under a new version the year of the tier goes on.
            _take(history, version.start(fact, day, history[-1]))
        held = history[-1]
        rank = version.ranks[held.tier]
        if version.watched and version.is_lost(fact, rank, day):
            left = version.reached(fact, day, day, rank)
            if left < rank:
                _take(history, version.state(day, left, "lost"))
            return
        if not review:
            return
        reached = version.reached(fact, day - DAY, day)
        moved = version.limited(rank, reached)
        if reached >= rank and moved == rank:
            held.due = version.due(day)
        elif reached > rank:
            _take(history, version.state(day, moved, "review"))
        elif held.due is not None and held.due <= day:
            _take(history, version.state(day, moved, "year up"))


def _take(history: list[State], state: State) -> None:
    """A tier taken; what began on that very day never was."""
    if history and history[-1].start == state.start:
        history.pop()
    history.append(state)


class LadderVersion:
    """A ladder as one version of the programme has it."""

    def __init__(self, evaluator: Evaluator, ladder: programme.Ladder) -> None:
        evaluator = evaluator.quiet()
        self.evaluator = evaluator
        self.ladder = ladder
        self.starts_at = None if ladder.starts_at is None else evaluator.scalar(ladder.starts_at)
        self.lost = None if ladder.lost is None else evaluator.scalar(ladder.lost)
        self.tiers = [_Tier(evaluator, tier) for tier in ladder.tiers]
        self.ranks = {tier.name: rank for rank, tier in enumerate(ladder.tiers)}
        conditions = [one for one in (ladder.lost, *(tier.lost for tier in ladder.tiers)) if one is not None]
        self.watched = bool(conditions)
        self.moves = any(_moves(evaluator, one) for one in conditions)

    def rank(self, tier: str) -> int:
        """The place of a tier; one that only another version has, seen from a day to come, counts as the lowest."""
        return self.ranks.get(tier, 0)

    def state(self, day: date, rank: int, reason: str) -> State:
        """A tier taken on a day."""
        return State(day, self.ladder.tiers[rank].name, reason, self.due(day))

    def start(self, fact: Fact, opening: date, held: State | None = None) -> State:
        """The tier a member starts at, at all, or, where it `held` one under the version before, in this one."""
        if self.starts_at is None:
            return self.state(opening, 0, "start")
        frame = self._frame(fact, opening - DAY)
        frame[self.ladder.previous] = None if held is None else held.tier
        rank = self.ranks[self.starts_at(frame)]
        if held is None:
            return self.state(opening, rank, "start")
        return State(opening, self.ladder.tiers[rank].name, "new version", held.due)

    def due(self, day: date) -> date | None:
        """When the year of a tier taken that day is up."""
        return None if self.ladder.hold is None else add_months(day, self.ladder.hold)

    def reviews(self, opening: date, after: date, until: date) -> Iterator[date]:
        """The days of review after one day and up to another."""
        rules = self.evaluator.rules
        if self.ladder.period is not None:
            period = self.ladder.period
            first = rules.fiscal_month if period.calendar == "fiscal" else 1
            size = calendar.MONTHS_IN[period.unit]
            anchor = calendar.period_start(opening, period.unit, first)
        else:
            size = self.ladder.months
            anchor = self.ladder.start or rules.effective_from or opening
        number = max(0, calendar.months_between(anchor, max(after, anchor)) // size)
        while (day := add_months(anchor, number * size)) <= until:
            if day > after and day >= opening:
                yield day
            number += 1

    def is_lost(self, fact: Fact, rank: int, day: date) -> bool:
        """Whether a tier is lost at once."""
        frame = self._frame(fact, day)
        if self.lost is not None and rank > 0 and self.lost(frame):
            return True
        lost = self.tiers[rank].lost
        return lost is not None and bool(lost(frame))

    def reached(self, fact: Fact, seen: date, day: date, below: int | None = None) -> int:
        """The highest tier whose own requirements hold by what is seen, and that is not lost on the day; the lowest
        where there is none. `below`: only tiers lower than this one."""
        frame = self._frame(fact, seen)
        top = len(self.tiers) if below is None else below
        for rank in range(top - 1, 0, -1):
            if self.tiers[rank].met(frame) and not (self.watched and self.is_lost(fact, rank, day)):
                return rank
        return 0

    def limited(self, held: int, reached: int) -> int:
        """No further than the steps of one review; tiers by invitation are no steps."""
        if self.ladder.steps is None:
            return reached
        left, rank = self.ladder.steps, held
        direction = 1 if reached > held else -1
        while rank != reached:
            following = rank + direction
            if not self.tiers[following].by_invitation:
                if left == 0:
                    break
                left -= 1
            rank = following
        while rank not in (held, reached) and self.tiers[rank].by_invitation:
            # A move does not end on a tier that nobody invited to.
            rank -= direction
        return rank

    def _frame(self, fact: Fact, day: date) -> Frame:
        frame: list[Any] = [None] * self.ladder.slots
        frame[core.TODAY], frame[core.SUBJECT] = day, fact
        return frame


class _Tier:
    def __init__(self, evaluator: Evaluator, tier: programme.Tier) -> None:
        from palier.run.candidates import step

        self.invitation: Compute | None = None if tier.invitation is None else evaluator.scalar(tier.invitation)
        self.steps = [step(evaluator, one) for one in tier.steps]
        self.lost: Compute | None = None if tier.lost is None else evaluator.scalar(tier.lost)
        self.by_invitation = tier.invitation is not None

    def met(self, frame: Frame) -> bool:
        """Whether everything that the tier asks for holds."""
        if self.invitation is not None and not self.invitation(frame):
            return False
        return all(one(frame) for one in self.steps)


def _moves(evaluator: Evaluator, condition: core.Scalar) -> bool:
    """Whether a condition may change on a day that stands nowhere in the data: a window moves on, a date goes by."""
    definitions, waiting, asked = evaluator.rules.definitions, [condition], set()
    while waiting:
        for node in walk(waiting.pop()):
            match node:
                case core.Elements(window=window) if window is not None:
                    return True
                case core.Parameter() | core.StateAt() | core.Claim() | core.AsOf():
                    return True
                case core.Local(slot=core.TODAY):
                    return True
                case core.Apply(record=record, name=name) if (record, name) not in asked:
                    asked.add((record, name))
                    waiting.append(definitions[record, name].body)
    return False


def _dates(evaluator: Evaluator, after: date, until: date) -> Iterator[date]:
    """Every day that stands in the data: only then may a condition change that does not move by itself."""
    for facts in evaluator.facts.by_record.values():
        for fact in facts.values():
            for value in (*fact.values, fact.seen_until):
                if isinstance(value, date) and after < value <= until:
                    yield value
