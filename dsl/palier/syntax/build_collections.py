"""Collections, windows and what is asked of them: a function for each rule of the grammar, named after it."""

from __future__ import annotations

from typing import NamedTuple

from palier.source import Span
from palier.syntax.build_literals import whole
from palier.syntax.expressions import (
    Aggregate,
    Collection,
    DateWhen,
    DurationLiteral,
    Expression,
    Name,
    NumberLiteral,
    Path,
    Period,
    Pick,
    Previous,
    Quantifier,
    Rank,
    SamePeriod,
    SoFar,
    ThisPeriod,
    Trailing,
    Window,
    WithinWindow,
)


class Extent(NamedTuple):
    """What part of a collection: a window, a bound, and the date they go by."""

    span: Span
    window: Window | None
    bound: Expression | str | None
    by: Path | None


def path(span: Span, *names: Name) -> Path:
    """`partner.certifications`."""
    return Path(span, names)


def alias(_span: Span, name: Name) -> Name:
    """`as NAME`."""
    return name


def by(_span: Span, path: Path) -> Path:
    """`by paid_on`."""
    return path


def within(_span: Span, window: Window) -> Window:
    """`within …`."""
    return window


def before_this(_span: Span) -> str:
    """`before this`."""
    return "this"


def up_to_this(_span: Span) -> str:
    """`up to this`."""
    return "up to this"


def before(_span: Span, point: Expression) -> Expression:
    """`before D`."""
    return point


def extent(span: Span, window: Window, bound: Expression | str | None, by: Path | None) -> Extent:
    """`within … [before …] [by …]`."""
    return Extent(span, window, bound, by)


def bounded(span: Span, bound: Expression | str, by: Path | None) -> Extent:
    """`before … [by …]`, without a window."""
    return Extent(span, None, bound, by)


def collection(span: Span, path: Path, alias: Name | None, extent: Extent | None) -> Collection:
    """What stands after `over` or `of`."""
    if extent is None:
        return Collection(span, path, alias)
    return Collection(span, path, alias, extent.window, extent.bound, extent.by)


def total(span: Span, words: str, value: Expression, over: Collection) -> Aggregate:
    """`sum of E over P`, `average of E over P`, …"""
    return Aggregate(span, words.split()[0], value, over)


def count(span: Span, over: Collection) -> Aggregate:
    """`count of P`."""
    return Aggregate(span, "count", None, over)


def count_distinct(span: Span, value: Expression, over: Collection) -> Aggregate:
    """`count of distinct E over P`."""
    return Aggregate(span, "distinct", value, over)


def pick(span: Span, words: str, path: Path, order: Path | None, alias: Name | None, extent: Extent | None) -> Pick:
    """`latest of P by F`."""
    last = extent.span if extent else alias.span if alias else order.span if order else path.span
    return Pick(span, words.startswith("latest"), order, collection(path.span.to(last), path, alias, extent))


def rank(span: Span, value: Expression, among: Collection) -> Rank:
    """`rank of E among P`."""
    return Rank(span, value, among)


def aggregate_where(span: Span, asked: Aggregate | Pick | Rank, where: Expression) -> Aggregate | Pick | Rank:
    """`… where C`: the condition belongs to the collection."""
    match asked:
        case Aggregate():
            return Aggregate(span, asked.kind, asked.value, _where(asked.over, where))
        case Pick():
            return Pick(span, asked.latest, asked.order, _where(asked.over, where))
        case Rank():
            return Rank(span, asked.value, _where(asked.among, where))


def _where(over: Collection, where: Expression | None) -> Collection:
    if where is None:
        return over
    span = over.span.to(where.span)
    return Collection(span, over.path, over.alias, over.window, over.bound, over.by, where)


def quantifier(span: Span, kind: str, over: Collection, where: Expression | None = None) -> Quantifier:
    """`some P where C`, `no P where C`."""
    return Quantifier(span, kind, _where(over, where))


def all_have(span: Span, kind: str, over: Collection, where: Expression | None, have: Expression) -> Quantifier:
    """`all P where C have D`."""
    return Quantifier(span, kind, _where(over, where), have)


def date_when(span: Span, total: Aggregate, reaches: Expression) -> DateWhen:
    """`date when sum of E over P reaches X`."""
    return DateWhen(span, total, reaches)


def period(span: Span, words: str) -> Period:
    """`fiscal quarter`."""
    calendar, unit = words.split()
    return Period(span, calendar, unit)


def periods(span: Span, words: str) -> Period:
    """`fiscal quarters`."""
    calendar, unit = words.split()
    return Period(span, calendar, "half" if unit == "halves" else unit.removesuffix("s"))


def unit_of_time(_span: Span, word: str) -> str:
    """`quarter`."""
    return word


def this_period(span: Span) -> ThisPeriod:
    """`within period`."""
    return ThisPeriod(span)


def within_window(span: Span, operand: Expression, window: Window) -> WithinWindow:
    """`bonus.paid within period`."""
    return WithinWindow(span, operand, window)


def so_far(span: Span, period: Period, a_year_before: str | None) -> SoFar:
    """`within calendar year [a year before]`."""
    return SoFar(span, period, a_year_before is not None)


def previous(span: Span, count: NumberLiteral | None, period: Period) -> Previous:
    """`within previous 4 fiscal quarters`."""
    return Previous(span, 1 if count is None else whole(count), period)


def same_period(span: Span, unit: str, of: str) -> SamePeriod:
    """`within same quarter of the previous year`."""
    return SamePeriod(span, unit, of)


def trailing(span: Span, duration: DurationLiteral) -> Trailing:
    """`within trailing 12 months`."""
    return Trailing(span, duration)
