"""The data a programme wants, as meant: enumerations, records and their fields.

The facts are read and checked against this, and nothing else of a programme.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

import attrs

from palier.meaning.types import ReferenceTo, SetOf, Type, present
from palier.source import Span

Titles = Mapping[str | None, str]
"""Titles by language; None stands for the first one written."""


@attrs.frozen(eq=False)
class Member:
    """A member of an enumeration. Data may use its name or any of its labels."""

    name: str
    labels: Titles
    span: Span


@attrs.frozen(eq=False, slots=False)
class Enumeration:
    """Members in order."""

    name: str
    titles: Titles
    members: tuple[Member, ...]
    span: Span

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The place of each member, from 0."""
        return {member.name: rank for rank, member in enumerate(self.members)}

    @cached_property
    def by_text(self) -> Mapping[str, str]:
        """The member's name by what data may write for it: its name or a label."""
        labels = {label: member.name for member in self.members for label in member.labels.values()}
        return labels | {member.name: member.name for member in self.members}


@attrs.frozen(eq=False)
class Field:
    """A field of a record.

    `type` is Optional when the value may be missing. `back` names the way back of a reference, on the record referred
    to. `known_from` is the path of names, from this record, to the date from which the field may be read.
    `as_it_happens`: missing before its own day. `unit` of a duration field is how a bare number in data is read: None,
    since a bare number is a fault unless the type names it (`months`, `days` do).
    """

    name: str
    type: Type
    index: int
    titles: Titles
    span: Span
    back: str | None = None
    known_from: tuple[str, ...] | None = None
    as_it_happens: bool = False

    @property
    def target(self) -> str | None:
        """The record this field refers to, if it is a reference (or a set of them)."""
        inner = present(self.type)
        if isinstance(inner, SetOf):
            inner = inner.of
        return inner.record if isinstance(inner, ReferenceTo) else None


@attrs.frozen(eq=False, slots=False)
class Record:
    """A kind of fact.

    `key` names the fields of the key in order; empty for a record without one. `dated` and `until` are paths of names
    to dates: a fact is seen from the one to the day before the other; without `dated` it is always seen. `order` holds
    the paths of `ordered by`; empty for the default (date, key).
    """

    name: str
    titles: Titles
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    dated: tuple[str, ...] | None
    until: tuple[str, ...] | None
    order: tuple[tuple[str, ...], ...]
    span: Span

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}


@attrs.frozen(eq=False)
class WayBack:
    """The facts of `record` that refer to a fact by their field `field`."""

    name: str
    record: str
    field: str


@attrs.frozen(eq=False, slots=False)
class Model:
    """The records and enumerations of a programme, and the currency of its amounts.

    `minor_digits` is the number of decimals of the currency; `rate_age` how many days old an exchange rate may be.
    """

    currency: str
    minor_digits: int
    records: Mapping[str, Record]
    enumerations: Mapping[str, Enumeration]
    units: Mapping[str, Decimal]
    """The smallest step of each declared unit."""
    tiers: Mapping[str, tuple[str, ...]]
    """The tiers of each ladder, lowest first."""
    rate_age: int = 7

    @cached_property
    def ways_back(self) -> Mapping[str, Mapping[str, WayBack]]:
        """By record and by name, the ways back to it."""
        found: dict[str, dict[str, WayBack]] = {name: {} for name in self.records}
        for record in self.records.values():
            for field in record.fields:
                if field.back is not None and field.target in found:
                    found[field.target][field.back] = WayBack(field.back, record.name, field.name)
        return found
