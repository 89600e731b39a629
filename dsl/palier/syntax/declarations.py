"""Declarations as they are written, and the file that holds them."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import attrs

from palier.source import Source, Span
from palier.syntax.clauses import (
    ExampleLine,
    ForEach,
    GivenFact,
    LadderLine,
    Line,
    ProtectionLine,
    StackLine,
    Subject,
    Tier,
)
from palier.syntax.expressions import Expression, Name, Path, Title

# --- programme


@attrs.frozen(eq=False, repr=False)
class Version:
    """`version "2021" follows "2020"`."""

    span: Span
    version: str
    follows: str | None


@attrs.frozen(eq=False, repr=False)
class Currency:
    """`currency EUR`."""

    span: Span
    code: str


@attrs.frozen(eq=False, repr=False)
class Effective:
    """`effective from D [to D]` of a programme; both days included."""

    span: Span
    start: date
    end: date | None


@attrs.frozen(eq=False, repr=False)
class FiscalYear:
    """`fiscal year starts in February`: the month's number, 1 to 12."""

    span: Span
    month: int


@attrs.frozen(eq=False, repr=False)
class RoundingLine:
    """`rounding half up`: `half up`, `half even` or `down`."""

    span: Span
    mode: str


@attrs.frozen(eq=False, repr=False)
class UnstackedAddUp:
    """`unstacked incentives add up`."""

    span: Span


@attrs.frozen(eq=False, repr=False)
class PayeesAre:
    """`payees are Partner`."""

    span: Span
    record: Name


@attrs.frozen(eq=False, repr=False)
class RatesAtMost:
    """`exchange rates at most 7 days old`."""

    span: Span
    days: int


ProgrammeLine: TypeAlias = (
    Version | Currency | Effective | FiscalYear | RoundingLine | UnstackedAddUp | PayeesAre | RatesAtMost
)


@attrs.frozen(eq=False, repr=False)
class ProgrammeHead:
    """`programme NAME "title"` with its lines."""

    span: Span
    name: Name
    title: Title | None
    lines: tuple[ProgrammeLine, ...]


@attrs.frozen(eq=False, repr=False)
class Use:
    """`use channel`, `use "common/tiers.palier"`: `quoted` tells a file from a module of the library."""

    span: Span
    target: str
    quoted: bool


# --- enumerations, records, units, parameters


@attrs.frozen(eq=False, repr=False)
class Member:
    """A member of an enumeration, with its label."""

    span: Span
    name: Name
    label: Title | None


@attrs.frozen(eq=False, repr=False)
class Enumeration:
    """`enum Area = VCF, Tanzu, …`."""

    span: Span
    name: Name
    title: Title | None
    members: tuple[Member, ...]


@attrs.frozen(eq=False, repr=False)
class NamedType:
    """`money`, `text`, `yes/no`, `Partner`, …"""

    span: Span
    name: str


@attrs.frozen(eq=False, repr=False)
class OptionalType:
    """`optional T`."""

    span: Span
    of: WrittenType


@attrs.frozen(eq=False, repr=False)
class SetType:
    """`set of T`, `list of T` (ordered)."""

    span: Span
    of: WrittenType
    ordered: bool


WrittenType: TypeAlias = NamedType | OptionalType | SetType


@attrs.frozen(eq=False, repr=False)
class Field:
    """`status: DealStatus as … known from closed_on "title"`.

    `back` names the way back of a reference; `known_from` is a path to a date; `as_it_happens` marks an event's date.
    """

    span: Span
    name: Name
    type: WrittenType
    title: Title | None
    back: Name | None
    known_from: Path | None
    as_it_happens: bool
    is_key: bool


@attrs.frozen(eq=False, repr=False)
class Keys:
    """`key a, b`: the fields that make the key, declared elsewhere in the record."""

    span: Span
    names: tuple[Name, ...]


@attrs.frozen(eq=False, repr=False)
class Must:
    """`must C "title"`."""

    span: Span
    condition: Expression
    title: Title | None


@attrs.frozen(eq=False, repr=False)
class OrderedBy:
    """`ordered by a, b`."""

    span: Span
    paths: tuple[Path, ...]


RecordLine: TypeAlias = Field | Keys | Must | OrderedBy


@attrs.frozen(eq=False, repr=False)
class Record:
    """`record NAME "title" [dated D [until E]]` with its lines."""

    span: Span
    name: Name
    title: Title | None
    dated: Path | None
    until: Path | None
    lines: tuple[RecordLine, ...]


@attrs.frozen(eq=False, repr=False)
class Unit:
    """`unit Points "Partner points" [to 0.1]`."""

    span: Span
    name: Name
    title: Title | None
    to: Expression | None


@attrs.frozen(eq=False, repr=False)
class DatedValue:
    """`from 2021-01-01: 2% source "…"`."""

    span: Span
    start: date
    value: Expression
    source: str | None


@attrs.frozen(eq=False, repr=False)
class Parameter:
    """`parameter NAME: T = E`, dated values, or `from A to B, default C`: exactly one of the three forms."""

    span: Span
    name: Name
    title: Title | None
    type: WrittenType
    value: Expression | None
    """The fixed value, or the default of a range."""
    dated: tuple[DatedValue, ...]
    lowest: Expression | None
    highest: Expression | None
    source: str | None


@attrs.frozen(eq=False, repr=False)
class Definition:
    """`define NAME for RECORD "title" [shown]` with its body."""

    span: Span
    name: Name
    record: Name
    title: Title | None
    shown: bool
    body: Expression


# --- tables


@attrs.frozen(eq=False, repr=False)
class Column:
    """`term: months`."""

    span: Span
    name: Name
    type: WrittenType


@attrs.frozen(eq=False, repr=False)
class Bound:
    """One end of a step or interval: its value, and whether it belongs to it."""

    span: Span
    value: Expression
    included: bool


@attrs.frozen(eq=False, repr=False)
class IntervalCell:
    """`from X`, `above X`, `up to X`, `below X`, `from X to Y`, `from X below Y`, `above X up to Y`,
    `above X below Y`."""

    span: Span
    lower: Bound | None
    upper: Bound | None


@attrs.frozen(eq=False, repr=False)
class ValuesCell:
    """`A, B`, `not A`; also any output cell that is one expression."""

    span: Span
    values: tuple[Expression, ...]
    negated: bool


@attrs.frozen(eq=False, repr=False)
class WordCell:
    """`any`, `missing`, `not missing`, `otherwise`, or `empty` for nothing at all."""

    span: Span
    word: str


Cell: TypeAlias = IntervalCell | ValuesCell | WordCell


@attrs.frozen(eq=False, repr=False)
class Row:
    """A row between pipes."""

    span: Span
    cells: tuple[Cell, ...]


@attrs.frozen(eq=False, repr=False)
class Table:
    """`table NAME "title" (inputs) -> outputs` with rows, or `from "rates.csv"`."""

    span: Span
    name: Name
    title: Title | None
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    first_match: bool
    header: tuple[Name, ...]
    rows: tuple[Row, ...]
    file: str | None


# --- ladders, incentives, stacks, protections, templates


@attrs.frozen(eq=False, repr=False)
class Ladder:
    """`tiers NAME "title" for RECORD` with its lines and tiers, lowest first."""

    span: Span
    name: Name
    title: Title | None
    record: Name
    lines: tuple[LadderLine, ...]
    tiers: tuple[Tier, ...]


@attrs.frozen(eq=False, repr=False)
class Incentive:
    """`incentive`, `discount` or `benefit` (the kind) with its lines."""

    span: Span
    kind: str
    name: Name
    title: Title | None
    lines: tuple[Line, ...]


@attrs.frozen(eq=False, repr=False)
class Group:
    """`group NAME "title"`: shared lines, and the members they hold for."""

    span: Span
    name: Name
    title: Title | None
    lines: tuple[Line, ...]
    members: tuple[Incentive, ...]


@attrs.frozen(eq=False, repr=False)
class Stack:
    """`stack NAME "title" for SUBJECT [from E]` with its lines."""

    span: Span
    name: Name
    title: Title | None
    subject: Subject
    start: Expression | None
    lines: tuple[StackLine, ...]


@attrs.frozen(eq=False, repr=False)
class Protection:
    """`protection NAME "title"` with its lines."""

    span: Span
    name: Name
    title: Title | None
    lines: tuple[ProtectionLine, ...]


@attrs.frozen(eq=False, repr=False)
class Template:
    """`template NAME "title" (parameters)` with lines."""

    span: Span
    name: Name
    title: Title | None
    parameters: tuple[Column, ...]
    lines: tuple[Line, ...]


# --- facts, examples, properties


@attrs.frozen(eq=False, repr=False)
class Facts:
    """`facts NAME` with its `given` lines."""

    span: Span
    name: Name
    title: Title | None
    facts: tuple[GivenFact, ...]


@attrs.frozen(eq=False, repr=False)
class Example:
    """`example "title"` with its lines."""

    span: Span
    title: str
    lines: tuple[ExampleLine, ...]


@attrs.frozen(eq=False, repr=False)
class Always:
    """`always "title" for each SUBJECT [where C]` and a condition."""

    span: Span
    title: Title
    for_each: ForEach
    condition: Expression


Declaration: TypeAlias = (
    ProgrammeHead
    | Use
    | Enumeration
    | Record
    | Unit
    | Parameter
    | Definition
    | Table
    | Ladder
    | Incentive
    | Group
    | Stack
    | Protection
    | Template
    | Facts
    | Example
    | Always
)


@attrs.frozen(eq=False, repr=False)
class File:
    """One rule file: its declarations in the order they are written."""

    source: Source
    declarations: tuple[Declaration, ...]
