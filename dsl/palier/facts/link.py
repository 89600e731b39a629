"""Linking: from keys to the facts they refer to, and the ways back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection as Collection_
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from palier.facts.fact import NOTHING, Collection, Fact, Facts, Key
from palier.facts.findings import Findings
from palier.facts.key import near_key, shown_key
from palier.facts.rows import Rows
from palier.facts.table import snake
from palier.meaning.model import Field
from palier.meaning.types import SetOf, present
from palier.problems import DataPlace, Fault
from palier.problems.data import NO_DATA_OF, REFERS_TO_SET_ASIDE, REFERS_TO_WITHDRAWN, UNKNOWN_REFERENCE

Indexes: TypeAlias = Mapping[str, dict[Key, Fact]]
"""By record and key, the facts."""

_SUGGESTIONS: Final = 20


def link(rows: Mapping[str, Rows], indexes: Indexes, findings: Findings, absent: Collection_[str] = ()) -> set[Fact]:
    """Puts facts in the place of keys. The facts that refer to what is not there are given back.

    Of `absent` records there is no data at all: that is one fault, told of the first row that wants some.
    """
    dangling: set[Fact] = set()
    wanting = {name: next(_referring_rows(rows, name), None) for name in absent}
    for name, first in wanting.items():
        if first is not None and not findings.set_aside:
            fact, field = first
            place = DataPlace(fact.file, fact.row, field.name)
            findings.file(Fault(NO_DATA_OF, place, {"record": name, "file": f"{snake(name)}.csv"}))
            rows[name].cut_short = True
    for of_record in rows.values():
        for field in of_record.record.fields:
            if field.target is not None:
                dangling |= _link_field(of_record, field, rows[field.target], indexes[field.target], findings)
    return dangling


def _link_field(rows: Rows, field: Field, target: Rows, known: Mapping[Key, Fact], findings: Findings) -> set[Fact]:
    at, find = field.index, known.get
    dangling: list[tuple[Fact, Key]] = []
    if isinstance(present(field.type), SetOf):
        for fact in rows.facts:
            if fact.values[at]:
                dangling.extend((fact, key) for key in link_several(fact, at, known))
    else:
        for fact in rows.facts:
            key = fact.values[at]
            if key is not None:
                found = find(key)
                if found is None:
                    dangling.append((fact, key))
                else:
                    fact.values[at] = found
    for number, (fact, key) in enumerate(dangling):
        if key in target.bad_keys:
            findings.echo(fact, REFERS_TO_SET_ASIDE, field.name, target.record.name, shown_key(key))
        elif key in target.withdrawn:
            by = target.withdrawn[key]
            where = by.file if by.row is None else f"{by.file}, row {by.row}"
            words = {"record": target.record.name, "key": shown_key(key), "change": where}
            findings.fact(fact, REFERS_TO_WITHDRAWN, field.name, **words)
        elif not target.cut_short:
            near = near_key(key, known) if number < _SUGGESTIONS else None
            facts = {"record": target.record.name, "key": shown_key(key), "near": near}
            findings.fact(fact, UNKNOWN_REFERENCE, field.name, **facts)
    return {fact for fact, _ in dangling}


def _referring_rows(rows: Mapping[str, Rows], name: str) -> Iterator[tuple[Fact, Field]]:
    for of_record in rows.values():
        for field in of_record.record.fields:
            if field.target == name:
                yield from ((fact, field) for fact in of_record.facts if fact.values[field.index])


def link_several(fact: Fact, at: int, known: Mapping[Key, Fact]) -> list[Key]:
    """Links a set or a list of references; the keys that are of no fact are given back, and stay as they are."""
    keys = fact.values[at]
    fact.values[at] = type(keys)([known.get(key, key) for key in keys])
    return [key for key in dict.fromkeys(keys) if key not in known]


def targets(fact: Fact, field: Field) -> Iterator[Fact]:
    """The facts that a linked fact refers to by a field, each once."""
    value = fact.values[field.index]
    match value:
        case Fact():
            yield value
        case frozenset() | tuple():
            yield from (one for one in dict.fromkeys(value) if isinstance(one, Fact))
        case _:
            return


def drop(out: set[Fact], rows: Mapping[str, Rows], indexes: Indexes, findings: Findings) -> None:
    """Takes facts out, and with them all that refer to them, however far."""
    if not out:
        return
    referring: defaultdict[Fact, list[tuple[Fact, Field]]] = defaultdict(list)
    for of_record in rows.values():
        for field in of_record.record.fields:
            if field.target is not None:
                for fact in of_record.facts:
                    for target in targets(fact, field):
                        referring[target].append((fact, field))
    gone = set(out)
    # In the order of rows, not of the set, so that the reasons come in the same order each time.
    waiting = [fact for of_record in rows.values() for fact in of_record.facts if fact in out]
    for fact in waiting:
        for other, field in referring.get(fact, ()):
            if other not in out:
                findings.echo(other, REFERS_TO_SET_ASIDE, field.name, fact.record.name, shown_key(fact.key))
            if other not in gone:
                gone.add(other)
                waiting.append(other)
    for of_record in rows.values():
        if not gone.isdisjoint(of_record.facts):
            of_record.facts = [fact for fact in of_record.facts if fact not in gone]
    for fact in gone:
        if indexes[fact.record.name].pop(fact.key, None) is not None:
            rows[fact.record.name].bad_keys[fact.key] = fact.place


def link_back(facts: Facts) -> None:
    """Fills in the ways back of all facts: those that nothing refers to share one mapping."""
    for name, ways in facts.model.ways_back.items():
        if not ways:
            continue
        nothing = dict.fromkeys(ways, NOTHING)
        for fact in facts.by_record[name].values():
            fact.back = nothing
        for way in ways.values():
            record = facts.model.records[way.record]
            for target, referring in _referring(facts.collections[way.record], record.by_name[way.field]).items():
                if target.back is nothing:
                    target.back = dict(nothing)
                target.back[way.name] = Collection(record, referring, ordered=True)


def _referring(collection: Collection, field: Field) -> Mapping[Fact, list[Fact]]:
    found: defaultdict[Any, list[Fact]] = defaultdict(list)
    if isinstance(present(field.type), SetOf):
        for fact in collection.facts:
            for target in targets(fact, field):
                found[target].append(fact)
    else:
        at = field.index
        for fact in collection.facts:
            found[fact.values[at]].append(fact)
        found.pop(None, None)
    return found
