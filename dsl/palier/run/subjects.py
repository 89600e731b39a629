"""Subjects: what an incentive has a candidate for: each fact, each period of one, each part of its span."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, assert_never

import attrs

from palier.facts.fact import NOTHING, Collection, Fact
from palier.meaning import calendar, core, programme
from palier.meaning.calendar import DAY, EARLIEST, add_months
from palier.run.evaluate import frame_for

if TYPE_CHECKING:
    from palier.run.candidates import Source


@attrs.frozen(repr=False)
class Stretch:
    """A period or a part: from `start` up to, and not including, `end`; earned on a day; `name` stands in identities.

    `number` counts the parts of a span from 1 (0 for a period). `days_covered` of its `days` lie in the span.
    """

    start: date
    end: date
    earned: date
    name: str
    number: int = 0
    days: int = 0
    days_covered: int = 0

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a span, and not a period of the calendar."""
        return self.number > 0


Turn = tuple[Fact, Stretch | None]
"""A fact, and the period or part of it that is looked at."""


def turns(source: Source, as_of: date) -> Iterator[Turn]:
    """All subjects by the date of a run. A fact that has lapsed since was one in its day."""
    subject = source.incentive.subject
    collection = source.evaluator.facts.collections[subject.record]
    match subject:
        case programme.EachFact():
            first, last = _days(source, as_of)
            return ((fact, None) for fact in _likely(source, collection).between(first, last + DAY))
        case programme.EachPeriod(period=period):
            cut = periods_in_force(source, period, as_of)
            return ((fact, one) for one in cut for fact in collection.seen(one.earned))
        case programme.EachPart():
            parts = _parts(source, subject, as_of)
            return ((fact, part) for fact in collection.between(None, as_of + DAY) for part in parts(fact))
        case _:
            assert_never(subject)


def _days(source: Source, as_of: date) -> tuple[date | None, date]:
    """Between which days facts may be candidates: their own date says when they are earned, and by which version they
    are governed, unless a line does."""
    if source.earned_on is not None or source.governed_by is not None:
        return None, as_of
    end = source.rules.effective_to
    return source.rules.effective_from, as_of if end is None else min(end, as_of)


def _likely(source: Source, everything: Collection) -> Collection:
    """The facts that meet the first `field is VALUE` of the `where`: cut once for all incentives that ask the same.

    Where an example may have left the field out, all are looked at, so that this is told.
    """
    test = _first_test(source.incentive.where)
    if test is None or source.evaluator.lenient:
        return everything
    field, wanted = test
    record = source.evaluator.model.records[field.record]
    at = record.by_name[field.name].index
    groups = source.evaluator.shared.groups
    if (record.name, at) not in groups:
        cut: dict[Any, list[Fact]] = {}
        for fact in everything.facts:
            cut.setdefault(fact.values[at], []).append(fact)
        groups[record.name, at] = {value: Collection(record, facts, ordered=True) for value, facts in cut.items()}
    return groups[record.name, at].get(wanted, NOTHING)


def _first_test(where: core.Scalar | None) -> tuple[core.Field, Any] | None:
    """The field of the subject and the constant that a `where` compares first, where it does."""
    match where:
        case core.AllOf(parts=(first, *_)):
            return _first_test(first)
        case core.Compare(
            operator="is",
            ranks=None,
            left=core.Field(of=core.Local(slot=core.SUBJECT), as_it_happens=False) as field,
            right=core.Constant(value=value),
        ):
            return field, value
        case _:
            return None


def periods_in_force(source: Source, period: programme.Period, as_of: date) -> Iterator[Stretch]:
    """The periods that lie wholly in the effective dates and end by the date of the run."""
    month = source.rules.fiscal_month
    first = month if period.calendar == "fiscal" else 1
    start, last = source.span_in_force()
    if start is None:
        dates = [one.dates[0] for one in source.evaluator.facts.collections.values() if one.dates]
        start = calendar.period_start(min(dates, default=as_of), period.unit, first)
    opening = calendar.period_start(max(start, EARLIEST), period.unit, first)
    while opening <= as_of:
        following = add_months(opening, calendar.MONTHS_IN[period.unit])
        closing = following - DAY
        if opening >= start and closing <= as_of and (last is None or closing <= last):
            name = calendar.period_name(opening, period.unit, period.calendar, month)
            yield Stretch(opening, following, closing, name)
        opening = following


def _parts(source: Source, subject: programme.EachPart, as_of: date) -> Callable[[Fact], Iterator[Stretch]]:
    start, until = source.evaluator.scalar(subject.start), source.evaluator.scalar(subject.until)
    slots = source.incentive.slots
    size = calendar.MONTHS_IN[subject.unit]

    def parts(fact: Fact) -> Iterator[Stretch]:
        frame = frame_for(slots, as_of, fact)
        anchor, end = start(frame), until(frame)
        if anchor is None:
            return
        # No part starts after the date of the run, so neither does the span reach further.
        stop = as_of + DAY if end is None else min(end, as_of + DAY)
        if subject.calendar:
            yield from _calendar_parts(anchor, end, stop, size)
            return
        number = 1
        opening = anchor
        while opening < stop:
            following = add_months(anchor, number * size)
            covered = following if end is None else min(following, end)
            days = (following - opening).days
            yield Stretch(opening, following, opening, str(number), number, days, (covered - opening).days)
            number += 1
            opening = following

    return parts


def _calendar_parts(anchor: date, end: date | None, stop: date, size: int) -> Iterator[Stretch]:
    """A part for each calendar month, or year, with a day in the span."""
    unit = "month" if size == 1 else "year"
    opening = calendar.period_start(anchor, unit, 1)
    number = 1
    while max(opening, anchor) < stop:
        following = add_months(opening, size)
        first = max(opening, anchor)
        last = following if end is None else min(following, end)
        yield Stretch(
            opening, following, first, str(number), number, (following - opening).days, max(0, (last - first).days)
        )
        number += 1
        opening = following
