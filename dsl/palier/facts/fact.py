"""Facts as data: what the evaluator reads."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final

from palier.meaning.model import Model, Record
from palier.problems import DataPlace

Key = Any
"""The value of a key: that of its field, or a tuple for a key of several fields."""


class Fact:
    """One fact.

    `values` holds the fields by index: Decimal for money, rate, number and count (a whole one) and units; int for
    months and days; `date`; str for text, members and tiers (the name); bool; frozenset or tuple for sets and lists;
    another Fact for a reference; None where missing. `seen_from` is its dating date (None: always seen, when its record
    is not dated; never, when it is), `seen_until` the first day on which it is seen no more. `order` sorts the facts of
    one record, whatever is missing. `back` has a collection for every way back to its record. `foreign` holds, for the
    fields whose amount was converted, what the data said: amount, currency, rate.
    A plain class with slots, not attrs, and its place in two parts: there may be millions.
    """

    __slots__ = ("back", "file", "foreign", "key", "order", "record", "row", "seen_from", "seen_until", "values")

    def __init__(self, record: Record, key: Key, values: list[Any], file: str, row: int | None) -> None:
        self.record = record
        self.key = key
        self.values = values
        self.file = file
        self.row = row
        self.seen_from: date | None = None
        self.seen_until: date | None = None
        self.order: tuple[Any, ...] = ()
        self.back: dict[str, Collection] = _NO_WAYS
        self.foreign: dict[str, tuple[Decimal, str, Decimal]] | None = None

    @property
    def place(self) -> DataPlace:
        """Where it stands in the data."""
        return DataPlace(self.file, self.row)

    def __getitem__(self, field: str) -> Any:
        """The value of a field by name, as the data has it."""
        return self.values[self.record.by_name[field].index]

    def __repr__(self) -> str:
        return f"<{self.record.name} {self.key}>"


_NO_WAYS: Final[dict[str, Collection]] = {}
"""Shared by all facts before they are linked, and never written to."""


class Collection:
    """Facts of one record in order of (dating date, order of facts); those that are never seen are left out.

    `dates` runs parallel to `facts`; it is None for a record that is not dated. `ends` is true where some fact has a
    day from which it is seen no more. `ordered` says that the facts given stand in that order already.
    """

    __slots__ = ("dates", "ends", "facts")

    def __init__(self, record: Record, facts: Sequence[Fact], *, ordered: bool = False) -> None:
        self.dates: list[date] | None
        if record.dated is None:
            self.facts = list(facts) if ordered else sorted(facts, key=attrgetter("order"))
            self.dates = None
        else:
            self.facts, self.dates = _by_day(facts, ordered=ordered)
        self.ends = record.until is not None and any(fact.seen_until is not None for fact in self.facts)

    def insert(self, fact: Fact) -> None:
        """Puts one more fact in its place, unless it is never seen."""
        low, high = 0, len(self.facts)
        if self.dates is not None:
            if fact.seen_from is None:
                return
            low = bisect_left(self.dates, fact.seen_from)
            high = bisect_right(self.dates, fact.seen_from, low)
        at = bisect_right(self.facts, fact.order, low, high, key=attrgetter("order"))
        self.facts.insert(at, fact)
        if self.dates is not None and fact.seen_from is not None:
            self.dates.insert(at, fact.seen_from)
        self.ends = self.ends or fact.seen_until is not None

    def between(self, start: date | None, end: date) -> list[Fact]:
        """The facts dated from `start` (None: from the beginning) up to, and not including, `end`."""
        if self.dates is None:
            return self.facts
        low = 0 if start is None else bisect_left(self.dates, start)
        return self.facts[low : bisect_left(self.dates, end)]

    def seen(self, day: date) -> list[Fact]:
        """The facts seen on a day: dated up to that day, and not lapsed by then."""
        found = self.facts if self.dates is None else self.facts[: bisect_right(self.dates, day)]
        if not self.ends:
            return found
        return [fact for fact in found if fact.seen_until is None or day < fact.seen_until]


def _by_day(facts: Sequence[Fact], *, ordered: bool) -> tuple[list[Fact], list[date]]:
    if ordered:
        return list(facts), [fact.seen_from for fact in facts if fact.seen_from is not None]
    # Days first, then each day by itself: comparing whole orders would cost three times as much.
    days: defaultdict[date, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.seen_from is not None:
            days[fact.seen_from].append(fact)
    found: list[Fact] = []
    dates: list[date] = []
    for day in sorted(days):
        of_day = days[day]
        of_day.sort(key=attrgetter("order"))
        found += of_day
        dates += [day] * len(of_day)
    return found, dates


class Facts:
    """All facts of a run, linked and checked.

    `last_date` is the greatest dating date, None if no fact is dated.
    """

    __slots__ = ("_digest", "by_record", "collections", "entrances", "last_date", "model")

    def __init__(self, model: Model, by_record: Mapping[str, dict[Key, Fact]]) -> None:
        self.model = model
        self.by_record = by_record
        self.collections = {
            name: Collection(record, list(by_record.get(name, {}).values())) for name, record in model.records.items()
        }
        dates = [one.dates[-1] for one in self.collections.values() if one.dates]
        self.last_date = max(dates, default=None)
        self.entrances: dict[Any, Any] = {}
        """What `add` keeps between one fact and the next."""
        self._digest: str | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of the facts in a canonical form that does not depend on the order of rows or files."""
        if self._digest is None:
            from palier.facts.digest import digest

            self._digest = digest(self)
        return self._digest

    def changed(self, day: date | None) -> None:
        """Says that a fact of that day, if it has one, came in: the digest is another one."""
        self._digest = None
        if day is not None and (self.last_date is None or day > self.last_date):
            self.last_date = day


NOTHING: Final = Collection.__new__(Collection)
"""The empty collection, shared: where nothing refers back to a fact."""
NOTHING.facts = []
NOTHING.dates = None
NOTHING.ends = False
