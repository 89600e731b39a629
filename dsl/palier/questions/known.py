"""What is known on a day: facts without those that are dated later."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from palier.facts.fact import Collection, Facts


def known(facts: Facts, day: date) -> None:
    """Takes out of all collections what is dated after a day. References to such facts still lead to them.

    The facts are changed: they must be nobody else's.
    """
    if facts.last_date is None or facts.last_date <= day:
        return
    done: set[int] = set()
    for collection in facts.collections.values():
        _cut(collection, day, done)
    for of_record in facts.by_record.values():
        for fact in of_record.values():
            for way in fact.back.values():
                _cut(way, day, done)


def _cut(collection: Collection, day: date, done: set[int]) -> None:
    if collection.dates is None or id(collection) in done:
        return
    done.add(id(collection))
    at = bisect_right(collection.dates, day)
    if at < len(collection.dates):
        collection.facts, collection.dates = collection.facts[:at], collection.dates[:at]
