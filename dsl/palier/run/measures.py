"""Collections: which facts a measure looks at, and what it makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from palier.facts.fact import NOTHING, Collection, Fact
from palier.meaning import calendar, core
from palier.meaning.calendar import DAY
from palier.meaning.types import DAYS, MONTHS
from palier.run.exact import ZERO, mixed, quotient

if TYPE_CHECKING:
    from palier.run.evaluate import Compute, Evaluator, Frame

_add = mixed(lambda left, right: left + right)


def measure(evaluator: Evaluator, node: core.Measure) -> Compute:
    """A measure of the facts that are found. Element by element nobody watches: the recorder is told what was kept."""
    found = elements(evaluator, node.over)
    value = None if node.value is None else evaluator.quiet().scalar(node.value)
    reduce = _reduction(evaluator, node, value)
    recorder = evaluator.recorder
    if recorder is None:
        return lambda frame: reduce(frame, found(frame))
    reach = _reach(evaluator, node.over)

    def watched(frame: Frame) -> Any:
        kept = found(frame)
        recorder.note(node, len(reach(frame).seen(frame[0])), kept)
        return reduce(frame, kept)

    return watched


def rank(evaluator: Evaluator, node: core.Rank) -> Compute:
    """One more than the elements that are above."""
    found, slot = elements(evaluator, node.among), node.among.slot
    value, own = evaluator.quiet().scalar(node.value), evaluator.scalar(node.own)

    def place(frame: Frame) -> Any:
        mine = own(frame)
        above = 0
        for fact in found(frame):
            frame[slot] = fact
            above += value(frame) > mine
        return ZERO + above + 1

    return place


def date_when(evaluator: Evaluator, node: core.DateWhen) -> Compute:
    """The day on which the running total gets there."""
    found, slot = elements(evaluator, node.over), node.over.slot
    quiet = evaluator.quiet()
    value = None if node.value is None else quiet.scalar(node.value)
    by = None if node.over.by is None else quiet.scalar(node.over.by)
    reaches = evaluator.scalar(node.reaches)

    def reached(frame: Frame) -> date | None:
        goal = reaches(frame)
        total = 0 if node.value is not None and node.value.type in (MONTHS, DAYS) else ZERO
        dated: list[tuple[Any, Any]] = []
        for fact in found(frame):
            frame[slot] = fact
            day = fact.seen_from if by is None else by(frame)
            if day is not None and day <= frame[0]:
                dated.append((day, 1 if value is None else value(frame)))
        if by is not None:
            dated.sort(key=lambda pair: pair[0])
        for day, amount in dated:
            total = _add(total, amount)
            if total >= goal:
                reached_on: date = day
                return reached_on
        return None

    return reached


def elements(evaluator: Evaluator, node: core.Elements) -> Callable[[Frame], list[Fact]]:
    """The facts that a measure looks at: reached, in the window, within bounds, and meeting the condition."""
    select = _selection(evaluator, node)
    if node.where is None:
        return select
    where, slot = evaluator.quiet().scalar(node.where), node.slot

    def kept(frame: Frame) -> list[Fact]:
        found = []
        for fact in select(frame):
            frame[slot] = fact
            if where(frame):
                found.append(fact)
        return found

    return kept


def _reach(evaluator: Evaluator, node: core.Elements) -> Callable[[Frame], Collection]:
    """All facts at the end of the path."""
    if node.start is None and not node.hops:
        everything = evaluator.facts.collections[node.record]
        return lambda frame: everything
    hops = [(hop.name, hop.back, hop.record) for hop in node.hops]
    start = None if node.start is None else evaluator.scalar(node.start)
    if start is not None and len(hops) == 1 and hops[0][1]:
        way = hops[0][0]
        return lambda frame: start(frame).back.get(way, NOTHING)
    every = evaluator.facts.collections
    origin = node.origin
    record = evaluator.model.records[node.record]

    def flattened(frame: Frame) -> Collection:
        facts: Iterable[Fact] = [start(frame)] if start is not None else every[origin].seen(frame[0])
        for name, back, _ in hops:
            # A collection holds each fact once, however many ways lead to it.
            following: dict[Fact, None] = {}
            for fact in facts:
                if back:
                    following.update(dict.fromkeys(fact.back.get(name, NOTHING).seen(frame[0])))
                else:
                    value = fact.values[fact.record.by_name[name].index]
                    if isinstance(value, Fact):
                        following[value] = None
                    elif value is not None:
                        following.update(dict.fromkeys(value))
            facts = following
        return Collection(record, list(facts))

    return flattened


def _selection(evaluator: Evaluator, node: core.Elements) -> Callable[[Frame], list[Fact]]:
    reach = _reach(evaluator, node)
    within = None if node.window is None else window(node.window, evaluator.rules.fiscal_month)
    dated = node.bound if node.bound is not None and not isinstance(node.bound, str) else None
    before = None if dated is None else evaluator.scalar(dated)
    by = None if node.by is None else evaluator.quiet().scalar(node.by)
    slot = node.slot
    if within is None and before is None and by is None:
        return _in_order(reach, node)

    def selected(frame: Frame) -> list[Fact]:
        day = frame[0]
        start, end = (None, calendar.add_days(day, 1)) if within is None else within(frame)
        end = min(end, calendar.add_days(day, 1))
        if before is not None:
            end = min(end, before(frame))
        collection = reach(frame)
        if by is None:
            found = collection.between(start, end)
            if not collection.ends:
                return found
            return [fact for fact in found if fact.seen_until is None or day < fact.seen_until]
        kept = []
        for fact in collection.seen(day):
            frame[slot] = fact
            on = by(frame)
            if on is not None and on < end and (start is None or start <= on):
                kept.append(fact)
        return kept

    if isinstance(node.bound, str):
        return _bounded(selected, node.bound) if by is None else _bounded_by(selected, node.bound, by, slot)
    return selected


def _in_order(reach: Callable[[Frame], Collection], node: core.Elements) -> Callable[[Frame], list[Fact]]:
    def seen(frame: Frame) -> list[Fact]:
        return reach(frame).seen(frame[0])

    return _bounded(seen, node.bound) if isinstance(node.bound, str) else seen


def _bounded(select: Callable[[Frame], list[Fact]], bound: str) -> Callable[[Frame], list[Fact]]:
    """`before this` and `up to this`: by the order of facts."""
    included = bound == "up to this"

    def bounded(frame: Frame) -> list[Fact]:
        this = frame[core.SUBJECT].order
        if included:
            return [fact for fact in select(frame) if fact.order <= this]
        return [fact for fact in select(frame) if fact.order < this]

    return bounded


def _bounded_by(
    select: Callable[[Frame], list[Fact]], bound: str, by: Compute, slot: int
) -> Callable[[Frame], list[Fact]]:
    """`before this by F`, `up to this by F`: by that date of each, then by the order of facts; none where the subject
    has no such date."""
    included = bound == "up to this"

    def place(frame: Frame, fact: Fact) -> tuple[date | None, Any]:
        frame[slot] = fact
        return by(frame), fact.order

    def bounded(frame: Frame) -> list[Fact]:
        this = place(frame, frame[core.SUBJECT])
        if this[0] is None:
            return []
        return [fact for fact in select(frame) if (at := place(frame, fact)) < this or (included and at == this)]

    return bounded


def window(node: core.Stretch, fiscal_month: int) -> Callable[[Frame], tuple[date | None, date]]:
    """The half-open stretch of days that a window means at the date in hand."""
    first = fiscal_month if node.calendar == "fiscal" else 1
    unit, count = node.unit, node.count
    match node.kind:
        case "this":
            return lambda frame: (frame[core.STRETCH].start, frame[core.STRETCH].end)
        case "so far":
            return lambda frame: calendar.period(frame[0], unit, first)
        case "a year before":

            def year_before(frame: Frame) -> tuple[date, date]:
                start = calendar.period_start(frame[0], unit, first)
                return calendar.add_months(start, -12), calendar.add_months(frame[0], -12) + DAY

            return year_before
        case "previous":
            return lambda frame: calendar.previous(frame[0], unit, first, count)
        case "same":
            return lambda frame: calendar.same_of_previous(frame[0], unit, node.of, first)
        case _:
            months, days = (count, 0) if unit == "months" else (0, count)
            return lambda frame: calendar.trailing(frame[0], months, days)


def _reduction(evaluator: Evaluator, node: core.Measure, value: Compute | None) -> Callable[[Frame, list[Fact]], Any]:
    """What is made of the facts found."""
    slot = node.over.slot

    def values(frame: Frame, found: list[Fact]) -> list[Any]:
        assert value is not None
        result = []
        for fact in found:
            frame[slot] = fact
            result.append(value(frame))
        return result

    match node.kind:
        case "count":
            return lambda frame, found: ZERO + len(found)
        case "some":
            return lambda frame, found: bool(found)
        case "no":
            return lambda frame, found: not found
        case "all":
            return lambda frame, found: all(values(frame, found))
        case "distinct":
            return lambda frame, found: ZERO + len(set(values(frame, found)))
        case "sum":
            zero = 0 if node.type in (MONTHS, DAYS) else ZERO
            return lambda frame, found: _total(values(frame, found), zero)
        case "average":
            return lambda frame, found: quotient(_total(values(frame, found), ZERO), len(found)) if found else None
        case "median":
            return lambda frame, found: _median(sorted(values(frame, found)))
        case "smallest" | "largest":
            pick: Any = min if node.kind == "smallest" else max
            assert node.value is not None
            ranks = evaluator.ranks(node.value)
            if ranks is not None:
                return lambda frame, found: pick(values(frame, found), key=ranks.__getitem__, default=None)
            return lambda frame, found: pick(values(frame, found), default=None)
        case _:
            return _pick(node, values if value is not None else None)


def _pick(
    node: core.Measure, values: Callable[[Frame, list[Fact]], list[Any]] | None
) -> Callable[[Frame, list[Fact]], Fact | None]:
    """`first of`, `latest of`: by date and key, or by a field, where those without it are left out."""
    at = -1 if node.kind == "latest" else 0
    if values is None:
        return lambda frame, found: found[at] if found else None

    def by_value(frame: Frame, found: list[Fact]) -> Fact | None:
        ordered = [(value, place) for place, value in enumerate(values(frame, found)) if value is not None]
        return found[sorted(ordered)[at][1]] if ordered else None

    return by_value


def _total(values: list[Any], zero: Any) -> Any:
    total = zero
    for value in values:
        total = _add(total, value)
    return total


def _median(ordered: list[Any]) -> Any:
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return quotient(_add(ordered[middle - 1], ordered[middle]), 2)
