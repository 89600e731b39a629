"""The digest of facts: what a run was computed from, in 64 letters."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from palier.facts.canonical import lines
from palier.facts.collecting import not_collecting

if TYPE_CHECKING:
    from palier.facts.fact import Fact, Facts
    from palier.meaning.model import Record


def digest(facts: Facts) -> str:
    """The SHA-256 of all facts, in hexadecimal.

    Over the records in order of name, those without facts left out: `record NAME FIELD …`, then a line for each fact in
    order of (dating date, key), for records without a key in order of the lines themselves; see `canonical`.
    """
    with not_collecting():
        return _digest(facts)


def _digest(facts: Facts) -> str:
    from hashlib import sha256

    whole = sha256()
    for name in sorted(facts.by_record):
        of_record = facts.by_record[name]
        if not of_record:
            continue
        record = facts.model.records[name]
        whole.update(" ".join(("record", name, *(field.name for field in record.fields))).encode())
        written = lines(record, _in_order(facts, record))
        for some in written if record.key else [sorted(chain.from_iterable(written))]:
            whole.update("\n".join(["", *some]).encode())
        whole.update(b"\n")
    return whole.hexdigest()


def _in_order(facts: Facts, record: Record) -> Iterable[Fact]:
    seen = facts.collections[record.name].facts
    everyone = facts.by_record[record.name]
    if len(seen) == len(everyone):
        return seen
    never = [fact for fact in everyone.values() if fact.seen_from is None]
    return [*sorted(never, key=attrgetter("order")), *seen]
