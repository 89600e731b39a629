"""Dating: from when, and until when, facts are seen, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias

from palier.facts.fact import Fact
from palier.meaning.model import Model, Record
from palier.meaning.types import Basic, MemberOf, Optional, ReferenceTo, SetOf, TierOf, Type, UnitOf, present

Read: TypeAlias = Callable[[Fact], Any]
"""What is read off a fact; None where something on the way is missing."""

Dater: TypeAlias = Callable[[Sequence[Fact]], None]
"""Fills in the dates and the order of facts of one record."""

_FIRST_DAY: Final = date.min
_FIRST_NUMBER: Final = Decimal("-Infinity")


def date_facts(record: Record, facts: Sequence[Fact], model: Model) -> None:
    """Fills in the days from and until which facts are seen, and their order. The facts are linked."""
    dater(record, model)(facts)


def dater(record: Record, model: Model) -> Dater:
    """What `date_facts` does, prepared for the facts of one record."""
    start = None if record.dated is None else follow(record, record.dated, model)
    end = None if record.until is None else follow(record, record.until, model)
    # A record without a key has its number where the order ends; it stands for the key.
    key = _key(record, model)
    paths = [_sortable_path(record, path, model) for path in record.order]

    def fill(facts: Sequence[Fact]) -> None:
        if start is not None:
            for fact in facts:
                fact.seen_from = start(fact)
        if end is not None:
            for fact in facts:
                fact.seen_until = end(fact)
        if paths:
            for fact in facts:
                fact.order = (*[read(fact) for read in paths], fact.seen_from or _FIRST_DAY, key(fact))
        elif start is None:
            for fact in facts:
                fact.order = (key(fact),)
        else:
            for fact in facts:
                fact.order = (fact.seen_from or _FIRST_DAY, key(fact))

    return fill


def follow(record: Record, path: tuple[str, ...], model: Model) -> Read:
    """Reads what a path of names leads to."""
    steps = [field for field, _ in _fields(record, path, model)]
    if len(steps) == 1:
        at = steps[0]
        return lambda fact: fact.values[at]

    def read(fact: Fact) -> Any:
        value: Any = fact
        for step in steps:
            value = value.values[step]
            if value is None:
                return None
        return value

    return read


def _fields(record: Record, path: tuple[str, ...], model: Model) -> list[tuple[int, Type]]:
    found: list[tuple[int, Type]] = []
    for name in path:
        field = record.by_name[name]
        found.append((field.index, field.type))
        of = present(field.type)
        if isinstance(of, ReferenceTo):
            record = model.records[of.record]
    return found


def _sortable_path(record: Record, path: tuple[str, ...], model: Model) -> Read:
    read = follow(record, path, model)
    sortable = _sortable(_fields(record, path, model)[-1][1], model)
    return lambda fact: sortable(read(fact))


def _key(record: Record, model: Model, within: frozenset[str] = frozenset()) -> Read:
    if not record.key:
        return lambda fact: fact.order[-1]
    if record.name in within:
        return lambda fact: str(fact.key)
    within |= {record.name}
    types = [record.by_name[name].type for name in record.key]
    if types == [Basic.TEXT]:
        return lambda fact: fact.key
    indexes = [record.by_name[name].index for name in record.key]
    parts = [_sortable(of, model, within) for of in types]
    if len(parts) == 1:
        return lambda fact: parts[0](fact.values[indexes[0]])
    return lambda fact: tuple([part(fact.values[at]) for part, at in zip(parts, indexes, strict=True)])


def _sortable(of: Type, model: Model, within: frozenset[str] = frozenset()) -> Callable[[Any], Any]:
    """From a value to one that can be compared with any other of its type: missing first."""
    match of:
        case Basic.TEXT:
            return lambda value: value or ""
        case Basic.DATE:
            return lambda value: value or _FIRST_DAY
        case Basic() | UnitOf():
            return lambda value: _FIRST_NUMBER if value is None else value
        case MemberOf(name):
            return _by_rank(model.enumerations[name].ranks)
        case TierOf(ladder):
            return _by_rank({tier: rank for rank, tier in enumerate(model.tiers[ladder])})
        case ReferenceTo(name):
            key = _key(model.records[name], model, within)
            return lambda value: () if value is None else (key(value),)
        case SetOf(inner, ordered):
            one = _sortable(inner, model, within)
            return lambda value: tuple(map(one, value) if ordered else sorted(map(one, value or ()))) if value else ()
        case Optional(inner):
            return _sortable(inner, model, within)


def _by_rank(ranks: Any) -> Callable[[Any], int]:
    return lambda value: -1 if value is None else ranks[value]
