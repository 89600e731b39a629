"""Programme, records, parameters, definitions: a function for each rule of the grammar, named after it."""

from __future__ import annotations

from typing import NamedTuple

from palier.problems import nearest
from palier.problems import syntax as slips
from palier.source import Span
from palier.syntax.build_literals import check_currency
from palier.syntax.declarations import (
    Currency,
    DatedValue,
    Declaration,
    Definition,
    Effective,
    Enumeration,
    Field,
    FiscalYear,
    Keys,
    Member,
    Must,
    NamedType,
    OptionalType,
    OrderedBy,
    Parameter,
    PayeesAre,
    ProgrammeHead,
    ProgrammeLine,
    RatesAtMost,
    Record,
    RecordLine,
    RoundingLine,
    SetType,
    Unit,
    UnstackedAddUp,
    Use,
    Version,
    WrittenType,
)
from palier.syntax.expressions import DateLiteral, DurationLiteral, Expression, Name, Path, TextLiteral, Title
from palier.syntax.machine import SlipError

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def file(_span: Span, *declarations: Declaration) -> tuple[Declaration, ...]:
    """What a text declares."""
    return declarations


# --- programme


def programme(span: Span, name: Name, title: Title | None, *lines: ProgrammeLine) -> ProgrammeHead:
    """`programme NAME "title"` with its lines."""
    return ProgrammeHead(span, name, title, lines)


def version(span: Span, version: TextLiteral, follows: TextLiteral | None) -> Version:
    """`version "2021" follows "2020"`."""
    return Version(span, version.value, follows.value if follows else None)


def currency(span: Span, code: Name) -> Currency:
    """`currency EUR`."""
    check_currency(code.span, code.text)
    return Currency(span, code.text)


def effective(span: Span, start: DateLiteral, end: DateLiteral | None) -> Effective:
    """`effective from D [to D]`."""
    return Effective(span, start.value, end.value if end else None)


def fiscal_year(span: Span, month: Name) -> FiscalYear:
    """`fiscal year starts in February`."""
    if month.text not in MONTHS:
        raise SlipError(slips.NO_MONTH.at(month.span, name=month.text, near=nearest(month.text, MONTHS)))
    return FiscalYear(span, MONTHS.index(month.text) + 1)


def rounding_line(span: Span, mode: str) -> RoundingLine:
    """`rounding half up`."""
    return RoundingLine(span, mode)


def unstacked(span: Span) -> UnstackedAddUp:
    """`unstacked incentives add up`."""
    return UnstackedAddUp(span)


def payees_are(span: Span, record: Name) -> PayeesAre:
    """`payees are Partner`."""
    return PayeesAre(span, record)


def rates_at_most(span: Span, age: DurationLiteral) -> RatesAtMost:
    """`exchange rates at most 7 days old`."""
    if age.unit != "days":
        raise SlipError(slips.NOT_DAYS.at(age.span, duration=age.span.text))
    return RatesAtMost(span, age.count)


def use(span: Span, target: Name | TextLiteral) -> Use:
    """`use channel`, `use "common/tiers.palier"`."""
    if isinstance(target, TextLiteral):
        return Use(span, target.value, True)
    return Use(span, target.text, False)


# --- enumerations, records, units, parameters


def member(span: Span, name: Name, label: Title | None) -> Member:
    """A member with its label."""
    return Member(span, name, label)


def enumeration(span: Span, name: Name, title: Title | None, *members: Member) -> Enumeration:
    """`enum Area = VCF, Tanzu`."""
    return Enumeration(span, name, title, members)


class Dates(NamedTuple):
    """`dated D until E`."""

    dated: Path
    until: Path | None


def dated(_span: Span, dated: Path, until: Path | None) -> Dates:
    """`dated D [until E]`."""
    return Dates(dated, until)


def record(span: Span, name: Name, title: Title | None, dates: Dates | None, *lines: RecordLine) -> Record:
    """`record NAME` with its lines."""
    return Record(span, name, title, dates and dates.dated, dates and dates.until, lines)


def back(_span: Span, name: Name) -> Name:
    """`as deals`: the way back of a reference."""
    return name


def known(_span: Span, path: Path) -> Path:
    """`known from closed_on`."""
    return path


def as_it_happens(_span: Span) -> bool:
    """`as it happens`."""
    return True


def field(
    span: Span,
    key: str | None,
    name: Name,
    written: WrittenType,
    back: Name | None,
    known: Path | bool | None,
    title: Title | None,
) -> Field:
    """A field of a record."""
    known_from = known if isinstance(known, Path) else None
    return Field(span, name, written, title, back, known_from, known is True, key is not None)


def keys(span: Span, *names: Name) -> Keys:
    """`key a, b`."""
    return Keys(span, names)


def must(span: Span, condition: Expression, title: Title | None) -> Must:
    """`must C "title"`."""
    return Must(span, condition, title)


def ordered_by(span: Span, *paths: Path) -> OrderedBy:
    """`ordered by a, b`."""
    return OrderedBy(span, paths)


def named_type(span: Span, name: Name | str) -> NamedType:
    """`money`, `Partner`, `yes/no`."""
    return NamedType(span, name if isinstance(name, str) else name.text)


def optional_type(span: Span, of: WrittenType) -> OptionalType:
    """`optional T`."""
    return OptionalType(span, of)


def set_type(span: Span, words: str, of: WrittenType) -> SetType:
    """`set of T`, `list of T`."""
    return SetType(span, of, words.startswith("list"))


def unit(span: Span, name: Name, title: Title | None, to: Expression | None) -> Unit:
    """`unit Points "Partner points" to 0.1`."""
    return Unit(span, name, title, to)


def source(_span: Span, text: TextLiteral) -> str:
    """`source "Programme guide, p. 12"`."""
    return text.value


def fixed_parameter(
    span: Span, name: Name, title: Title | None, written: WrittenType, value: Expression, source: str | None
) -> Parameter:
    """`parameter NAME: T = E`."""
    return Parameter(span, name, title, written, value, (), None, None, source)


def open_parameter(
    span: Span,
    name: Name,
    title: Title | None,
    written: WrittenType,
    lowest: Expression,
    highest: Expression,
    default: Expression,
    source: str | None,
) -> Parameter:
    """`parameter NAME: T from A to B, default C`."""
    return Parameter(span, name, title, written, default, (), lowest, highest, source)


def dated_parameter(span: Span, name: Name, title: Title | None, written: WrittenType, *dated: DatedValue) -> Parameter:
    """A parameter with a value from each of several days on."""
    return Parameter(span, name, title, written, None, dated, None, None, None)


def dated_value(span: Span, start: DateLiteral, value: Expression, source: str | None) -> DatedValue:
    """`from 2021-01-01: 2%`."""
    return DatedValue(span, start.value, value, source)


def definition(
    span: Span, name: Name, early: Title | None, record: Name, title: Title | None, shown: str | None, body: Expression
) -> Definition:
    """`define NAME for RECORD "title" [shown]`: the title stands after either name, not both."""
    if early and title:
        raise SlipError(slips.TWO_TITLES.at(title.span))
    return Definition(span, name, record, title or early, shown is not None, body)
