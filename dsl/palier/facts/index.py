"""Indexes: the facts of a record by key, each key once."""

from __future__ import annotations

from itertools import chain
from typing import Any

from palier.facts.canonical import lines
from palier.facts.fact import Fact, Key
from palier.facts.findings import Findings
from palier.facts.key import shown_key
from palier.facts.rows import Rows
from palier.facts.table import snake
from palier.meaning.model import Record
from palier.problems import DataPlace
from palier.problems.data import KEY_TWICE


def index(rows: Rows, findings: Findings) -> dict[Key, Fact]:
    """The facts by key. A key that is there twice belongs to none of its rows: which one is right, nobody knows."""
    if not rows.record.key and not rows.numbered:
        number(rows)
    by_key = {fact.key: fact for fact in rows.facts}
    if len(by_key) == len(rows.facts) and by_key.keys().isdisjoint(rows.bad_keys):
        return by_key
    if rows.cut_short and len(rows.record.key) == 1:
        by_key.pop(None, None)  # the column of the key is not there
    return _without_doubles(rows, findings)


def number(rows: Rows) -> None:
    """Gives the facts of a record without a key their keys."""
    # By the values, so that the same rows in another order have the same keys; equal rows cannot be told apart.
    written = list(chain.from_iterable(lines(rows.record, rows.facts)))
    stem = snake(rows.record.name)
    for count, at in enumerate(sorted(range(len(written)), key=written.__getitem__), 1):
        fact = rows.facts[at]
        fact.key = f"{stem}#{count}"
        fact.order = (count,)


def next_number(record: Record, known: dict[Key, Fact]) -> tuple[str, int]:
    """The key and the number of one more fact of a record without a key."""
    stem, number = snake(record.name), len(known) + 1
    while f"{stem}#{number}" in known:
        number += 1
    return f"{stem}#{number}", number


def _without_doubles(rows: Rows, findings: Findings) -> dict[Key, Fact]:
    by_key: dict[Key, list[Fact]] = {}
    for fact in rows.facts:
        if not (rows.cut_short and _unknown(fact.key)):
            by_key.setdefault(fact.key, []).append(fact)
    alone: dict[Key, Fact] = {}
    for key, facts in by_key.items():
        bad = rows.bad_keys.get(key)
        if len(facts) == 1 and bad is None:
            alone[key] = facts[0]
            continue
        places = [fact.place for fact in facts] if bad is None else [bad, *(fact.place for fact in facts)]
        rows.bad_keys[key] = places[0]
        for at, fact in enumerate(facts, len(places) - len(facts)):
            # One fault for each row too many; but where rows are set aside, all of them are.
            if at > 0 or findings.set_aside:
                _twice(fact, places[0] if at > 0 else places[1], findings)
    rows.facts = list(alone.values())
    return alone


def _twice(fact: Fact, other: DataPlace, findings: Findings) -> None:
    facts = {"record": fact.record.name, "key": shown_key(fact.key)}
    here, there = _where(fact.place, other), _where(other, fact.place)
    findings.fact(fact, KEY_TWICE, None, first=there, second=here, **facts)


def _where(place: DataPlace, other: DataPlace) -> str:
    if place.row is None:
        return f"`{place.file}`"
    return f"row {place.row}" if place.file == other.file else f"{place.file}, row {place.row}"


def _unknown(key: Any) -> bool:
    return key is None or (isinstance(key, tuple) and None in key)
