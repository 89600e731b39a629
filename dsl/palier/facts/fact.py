"""Facts as data: what the evaluator reads."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
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
    one record. `foreign` holds, for the fields whose amount was converted, what the data said: amount, currency, rate.
    A plain class with slots, not attrs: there may be millions.
    """

    __slots__ = ("back", "foreign", "key", "order", "place", "record", "seen_from", "seen_until", "values")

    def __init__(self, record: Record, key: Key, values: list[Any], place: DataPlace) -> None:
        self.record = record
        self.key = key
        self.values = values
        self.place = place
        self.seen_from: date | None = None
        self.seen_until: date | None = None
        self.order: tuple[Any, ...] = ()
        self.back: dict[str, Collection] = {}
        self.foreign: dict[str, tuple[Decimal, str, Decimal]] | None = None

    def __getitem__(self, field: str) -> Any:
        """The value of a field by name, as the data has it."""
        return self.values[self.record.by_name[field].index]

    def __repr__(self) -> str:
        return f"<{self.record.name} {self.key}>"


class Collection:
    """Facts of one record in order of (dating date, order of facts); those that are never seen are left out.

    `dates` runs parallel to `facts`; it is None for a record that is not dated. `ends` is true where some fact has a
    day from which it is seen no more.
    """

    __slots__ = ("dates", "ends", "facts")

    def __init__(self, record: Record, facts: Sequence[Fact]) -> None:
        self.dates: list[date] | None
        if record.dated is None:
            self.facts = sorted(facts, key=lambda fact: fact.order)
            self.dates = None
        else:
            seen = [fact for fact in facts if fact.seen_from is not None]
            self.facts = sorted(seen, key=lambda fact: (fact.seen_from, fact.order))
            self.dates = [fact.seen_from for fact in self.facts if fact.seen_from is not None]
        self.ends = any(fact.seen_until is not None for fact in self.facts)

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


class Facts:
    """All facts of a run, linked and checked.

    `digest` is the SHA-256 of the facts in a canonical form that does not depend on the order of rows or files.
    `last_date` is the greatest dating date, None if no fact is dated.
    """

    __slots__ = ("by_record", "collections", "digest", "last_date", "model")

    def __init__(self, model: Model, by_record: Mapping[str, Mapping[Key, Fact]], digest: str) -> None:
        self.model = model
        self.by_record = by_record
        self.digest = digest
        self.collections = {
            name: Collection(record, list(by_record.get(name, {}).values())) for name, record in model.records.items()
        }
        dates = [one.dates[-1] for one in self.collections.values() if one.dates]
        self.last_date = max(dates, default=None)


NOTHING: Final = Collection.__new__(Collection)
"""The empty collection, shared: where nothing refers back to a fact."""
NOTHING.facts = []
NOTHING.dates = None
NOTHING.ends = False
