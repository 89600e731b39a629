"""Facts, examples and properties: a function for each rule of the grammar, named after it."""

from __future__ import annotations

from typing import NamedTuple

from palier.problems import syntax as slips
from palier.source import Span
from palier.syntax.build_literals import whole
from palier.syntax.build_tables import check_cells
from palier.syntax.clauses import (
    DayRange,
    ExampleAsOf,
    ExampleLine,
    ExpectLeaves,
    ExpectOf,
    ExpectPays,
    ExpectRefuses,
    ExpectTakesBack,
    ExpectValue,
    FactValue,
    ForEach,
    GivenFact,
    GivenFacts,
    Negative,
    SetParameter,
    SetValue,
    WithVersion,
    WordValue,
)
from palier.syntax.declarations import Always, Example, Facts
from palier.syntax.expressions import DateLiteral, Expression, Name, NumberLiteral, Period, TextLiteral, Title
from palier.syntax.machine import SlipError

Given = GivenFact | GivenFacts | tuple[GivenFact, ...]
Cells = tuple[Span, tuple[FactValue | None, ...]]


def facts(span: Span, name: Name, title: Title | None, *givens: Given) -> Facts:
    """`facts NAME` with its `given` lines."""
    found: list[GivenFact] = []
    for given in givens:
        if isinstance(given, GivenFacts):
            raise SlipError(slips.FACTS_IN_FACTS.at(given.span, name=given.name.text))
        found += given if isinstance(given, tuple) else (given,)
    return Facts(span, name, title, tuple(found))


def example(span: Span, title: TextLiteral, *lines: ExampleLine | tuple[GivenFact, ...]) -> Example:
    """`example "title"` with its lines."""
    return Example(span, title.value, _flat(lines))


def _flat(lines: tuple[ExampleLine | tuple[GivenFact, ...], ...]) -> tuple[ExampleLine, ...]:
    found: list[ExampleLine] = []
    for line in lines:
        if isinstance(line, tuple):
            found += line
        else:
            found.append(line)
    return tuple(found)


def with_version(span: Span, file: TextLiteral) -> WithVersion:
    """`with "vmware_2020.palier"`."""
    return WithVersion(span, file.value)


def example_as_of(span: Span, date: DateLiteral) -> ExampleAsOf:
    """`as of 2021-12-31`."""
    return ExampleAsOf(span, date)


def set_parameter(span: Span, name: Name, value: Expression) -> SetParameter:
    """`set gold_floor = 4 M EUR`."""
    return SetParameter(span, name, value)


# --- facts


def given_bare(span: Span, name: Name, key: FactValue | None) -> GivenFact | GivenFacts:
    """`given Rep r1`, or `given two_partners`: a set of facts is named in lower case."""
    if key is None and not name.text[0].isupper():
        return GivenFacts(span, name)
    return GivenFact(span, name, key, ())


def given(span: Span, record: Name, key: FactValue | None, *fields: tuple[Name, FactValue]) -> GivenFact:
    """`given Partner p1: name "Alpha"`."""
    return GivenFact(span, record, key, fields)


def given_field(_span: Span, name: Name, value: FactValue) -> tuple[Name, FactValue]:
    """`name "Alpha"`."""
    return name, value


def given_rows(_span: Span, record: Name, header: tuple[Name, ...], *rows: Cells) -> tuple[GivenFact, ...]:
    """A table of facts: one fact for each row."""
    for place, cells in rows:
        check_cells(place, len(cells), len(header))
    return tuple(GivenFact(place, record, None, tuple(zip(header, cells, strict=True))) for place, cells in rows)


def given_row(span: Span, *cells: FactValue | None) -> Cells:
    """A row of facts."""
    return span, cells


def no_value(span: Span) -> None:
    """An empty cell is missing."""


def word_value(span: Span, name: Name) -> WordValue:
    """One word."""
    return WordValue(span, name.text)


def negative_value(span: Span, value: Expression) -> Negative:
    """`-12.50 EUR`."""
    return Negative(span, value)


def set_value(span: Span, *members: FactValue) -> SetValue:
    """`{VCF, Tanzu}`."""
    return SetValue(span, members)


# --- expectations

Keys = tuple[FactValue, ...]


class KeyPath(NamedTuple):
    """`p1.grade`."""

    key: FactValue
    names: tuple[Name, ...]


class Ending(NamedTuple):
    """`, capped`, or `, for want of "title"`."""

    want: str | None


def key_path(_span: Span, key: FactValue, *names: Name) -> KeyPath:
    """A key, and a path from its fact."""
    return KeyPath(key, names)


def at(_span: Span, date: DateLiteral) -> DateLiteral:
    """`as of D`."""
    return date


def for_keys(_span: Span, *keys: FactValue) -> Keys:
    """`for c1, Server`."""
    return keys


def key_list(_span: Span, *keys: FactValue) -> Keys:
    """Keys alone."""
    return keys


def part(_span: Span, number: NumberLiteral) -> int:
    """`part 3`."""
    return whole(number)


def in_year(span: Span, calendar: str | None, year: NumberLiteral) -> DayRange:
    """`in 2025`, `in fiscal 2018`."""
    return DayRange(span, calendar or "calendar", "year", whole(year), None, None)


def in_year_part(span: Span, calendar: str | None, text: str) -> DayRange:
    """`in 2025-03`, `in 2025-Q1`, `in fiscal 2018-H2`."""
    year, part = text.split("-")
    unit, most = {"Q": ("quarter", 4), "H": ("half", 2)}.get(part[0], ("month", 12))
    number = int(part.lstrip("QH"))
    if not 1 <= number <= most:
        raise SlipError(slips.NO_SUCH_PERIOD.at(span, text=text, unit=unit, most=most))
    return DayRange(span, calendar or "calendar", unit, int(year), number, None)


def in_period_of(span: Span, period: Period, date: DateLiteral) -> DayRange:
    """`in fiscal quarter of 2025-03-31`."""
    return DayRange(span, period.calendar, period.unit, None, None, date.value)


def on_day(span: Span, date: DateLiteral) -> DayRange:
    """`on 2025-03-31`."""
    return DayRange(span, "calendar", "day", None, None, date.value)


def nothing(span: Span) -> None:
    """`nothing`."""


def ending(_span: Span, what: str | TextLiteral) -> Ending:
    """`, capped`, `, for want of "title"`."""
    return Ending(what.value if isinstance(what, TextLiteral) else None)


def expect_pays(
    span: Span,
    incentive: Name,
    keys: Keys | None,
    part: int | None,
    when: DayRange | None,
    payee: FactValue | None,
    amount: Expression | None,
    in_total: str | None,
    *endings: Ending,
) -> ExpectPays:
    """`expect INCENTIVE … pays …`."""
    wants = [ending.want for ending in endings if ending.want is not None]
    if len(wants) > 1 or len(endings) - len(wants) > 1:
        raise SlipError(slips.TWO_ENDINGS.at(span))
    return ExpectPays(
        span, incentive, keys or (), part, when, payee, amount, in_total is not None,
        len(endings) > len(wants), wants[0] if wants else None,
    )  # fmt: skip


def expect_takes_back(
    span: Span, incentive: Name, keys: Keys, amount: Expression | None, date: DateLiteral | None
) -> ExpectTakesBack:
    """`expect INCENTIVE for KEY takes back AMOUNT on DATE`."""
    return ExpectTakesBack(span, incentive, keys, amount, date)


def expect_leaves(span: Span, incentive: Name, keys: Keys, amount: Expression | None, kind: str) -> ExpectLeaves:
    """`expect INCENTIVE for KEY leaves AMOUNT to recover`."""
    return ExpectLeaves(span, incentive, keys, amount, f"to {kind}")


class Holder(NamedTuple):
    """`held by p1`."""

    key: FactValue


def granted(_span: Span) -> bool:
    """`granted`."""
    return True


def held_by(_span: Span, key: FactValue) -> Holder:
    """`held by p1`."""
    return Holder(key)


class Payer(NamedTuple):
    """`paid by m1`."""

    key: FactValue


def by_payer(_span: Span, key: FactValue) -> Payer:
    """`paid by m1`."""
    return Payer(key)


def expect_of(
    span: Span,
    name: Name,
    keys: Keys,
    as_of: DateLiteral | None,
    negated: str | None,
    outcome: FactValue | Holder | Payer | bool,
) -> ExpectOf:
    """`expect NAME for KEY is …`."""
    not_so = negated is not None
    if isinstance(outcome, Holder):
        return ExpectOf(span, name, keys, as_of, not_so, holder=outcome.key)
    if isinstance(outcome, Payer):
        return ExpectOf(span, name, keys, as_of, not_so, payer=outcome.key)
    if isinstance(outcome, bool):
        return ExpectOf(span, name, keys, as_of, not_so, granted=True)
    return ExpectOf(span, name, keys, as_of, not_so, value=outcome)


def expect_refuses(span: Span, protection: Name, keys: Keys) -> ExpectRefuses:
    """`expect NAME refuses l9`."""
    return ExpectRefuses(span, protection, keys)


def expect_value(span: Span, path: KeyPath, as_of: DateLiteral | None, operator: str, value: FactValue) -> ExpectValue:
    """`expect p1.grade is Gold`."""
    return ExpectValue(span, path.key, path.names, as_of, operator, value)


def expect_state(span: Span, path: KeyPath, as_of: DateLiteral | None, negated: str | None, state: str) -> ExpectValue:
    """`expect p1.grade is missing`."""
    known = (state == "known") == (negated is None)
    return ExpectValue(span, path.key, path.names, as_of, "known" if known else "missing", None)


def always(span: Span, title: Title, for_each: ForEach, condition: Expression) -> Always:
    """`always "title" for each SUBJECT` and a condition."""
    return Always(span, title, for_each, condition)
