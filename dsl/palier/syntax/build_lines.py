"""Incentives, templates and their lines: a function for each rule of the grammar, named after it."""

from __future__ import annotations

from decimal import Decimal

from palier.problems import syntax as slips
from palier.source import Span
from palier.syntax.clauses import (
    Alternative,
    Argument,
    AtLeast,
    Base,
    Cap,
    ClawBack,
    ClawBackEach,
    Continues,
    EarnedOn,
    EffectiveLine,
    Either,
    ForEach,
    GovernedBy,
    Instalment,
    Instalments,
    Let,
    Like,
    Line,
    PartSubject,
    Payment,
    Pays,
    PeriodSubject,
    RecordSubject,
    Requires,
    ReturnsAdjust,
    Scope,
    Share,
    Split,
    Subject,
    Takes,
    TruedUp,
)
from palier.syntax.declarations import Column, Group, Incentive, Template
from palier.syntax.expressions import Expression, Name, Path, Period, RateLiteral, Title, Window
from palier.syntax.machine import SlipError


def incentive(span: Span, kind: str, name: Name, title: Title | None, *lines: Line) -> Incentive:
    """`incentive`, `discount` or `benefit`."""
    return Incentive(span, kind, name, title, lines)


def group(span: Span, name: Name, title: Title | None, *parts: Line | Incentive) -> Group:
    """Shared lines, then the members they hold for."""
    members = tuple(part for part in parts if isinstance(part, Incentive))
    lines = tuple(part for part in parts if not isinstance(part, Incentive))
    if not members:
        raise SlipError(slips.NO_MEMBERS.at(name.span, name=name.text), few=True)
    late = next((line for line in lines if line.span.start > members[0].span.start), None)
    if late:
        raise SlipError(slips.LATE_GROUP_LINE.at(late.span, name=name.text))
    return Group(span, name, title, lines, members)


def template(span: Span, name: Name, title: Title | None, parameters: tuple[Column, ...], *lines: Line) -> Template:
    """`template NAME "title" (parameters)` with its lines."""
    return Template(span, name, title, parameters, lines)


# --- subjects


def for_each(span: Span, subject: Subject, where: Expression | None) -> ForEach:
    """`for each SUBJECT [where C]`."""
    return ForEach(span, subject, where)


def record_subject(span: Span, record: Name) -> RecordSubject:
    """`Activity`."""
    return RecordSubject(span, record)


def period_subject(span: Span, record: Name, period: Period) -> PeriodSubject:
    """`Partner every fiscal quarter`."""
    return PeriodSubject(span, record, period)


def part_subject(span: Span, words: str, record: Name, start: Expression, until: Expression) -> PartSubject:
    """`calendar month of Subscription from A until B`."""
    *calendar, unit, _of = words.split()
    return PartSubject(span, unit, bool(calendar), record, start, until)


# --- lines


def like(span: Span, template: Name, arguments: tuple[Argument, ...] | None) -> Like:
    """`like flat_fee with fee 3_000 EUR`."""
    return Like(span, template, arguments or ())


def arguments(_span: Span, *arguments: Argument) -> tuple[Argument, ...]:
    """What stands after `with`."""
    return arguments


def argument(span: Span, name: Name, value: Expression) -> Argument:
    """`fee 3_000 EUR`."""
    return Argument(span, name, value)


def let(span: Span, name: Name, title: Title | None, value: Expression) -> Let:
    """`let NAME = E`."""
    return Let(span, name, title, value)


def requires(span: Span, condition: Expression, title: Title | None) -> Requires:
    """`requires C "title"`."""
    return Requires(span, condition, title)


def either(span: Span, *parts: Alternative | str) -> Either:
    """`either … or …`."""
    alternatives = tuple(part for part in parts if isinstance(part, Alternative))
    if len(alternatives) < 2:
        raise SlipError(slips.ONE_ALTERNATIVE.at(span), few=True)
    return Either(span, alternatives)


def alternative(span: Span, title: Title | None, *requirements: Requires) -> Alternative:
    """One way with its requirements."""
    return Alternative(span, title, requirements)


def effective_line(span: Span, start: Expression, end: Expression | None) -> EffectiveLine:
    """`effective from D [to D]`."""
    return EffectiveLine(span, start, end)


def earned_on(span: Span, date: Expression) -> EarnedOn:
    """`earned on D`."""
    return EarnedOn(span, date)


def governed_by(span: Span, date: Expression) -> GovernedBy:
    """`governed by D`."""
    return GovernedBy(span, date)


def continues(span: Span, name: Name) -> Continues:
    """`continues OLD`."""
    return Continues(span, name)


def payment(span: Span, payee: Path, payer: Path | None) -> Payment:
    """`to PAYEE [paid by PAYER]`."""
    return Payment(span, payee, payer)


def paid_by(span: Span, payer: Path) -> Payment:
    """`paid by PAYER` alone."""
    return Payment(span, None, payer)


def split(span: Span, *parts: Share | bool | None) -> Split:
    """`split 60% to a, 40% to b`."""
    return Split(span, tuple(part for part in parts if isinstance(part, Share)), parts[-1] is True)


def share(span: Span, share: Expression, payee: Path) -> Share:
    """`60% to partner`."""
    return Share(span, share, payee)


def may_exceed(_span: Span, limit: RateLiteral) -> bool:
    """`shares may exceed 100%`."""
    if limit.value != Decimal(1):
        raise SlipError(slips.NOT_THE_WHOLE.at(limit.span))
    return True


def base(span: Span, amount: Expression) -> Base:
    """`base E`."""
    return Base(span, amount)


def pays(span: Span, amount: Expression) -> Pays:
    """`pays E`."""
    return Pays(span, amount)


def takes(span: Span, amount: Expression) -> Takes:
    """`takes 20%`."""
    return Takes(span, amount)


def trued_up(span: Span, window: Window, line_by_line: str | None) -> TruedUp:
    """`trued up within WINDOW[, line by line]`."""
    return TruedUp(span, window, line_by_line is not None)


def scope(span: Span, *parts: Path | Period) -> Scope:
    """`per partner per calendar year`."""
    paths = tuple(part for part in parts if isinstance(part, Path))
    return Scope(span, paths, tuple(part for part in parts if isinstance(part, Period)))


def at_least(span: Span, amount: Expression, scope: Scope, below: str | None) -> AtLeast:
    """`at least E per P per PERIOD, or nothing`."""
    return AtLeast(span, amount, scope, below)


def at_least_overall(span: Span, amount: Expression, below: str | None) -> AtLeast:
    """`at least E`, of everything."""
    return AtLeast(span, amount, _everything(amount), below)


def below(_span: Span, words: str) -> str:
    """What happens below the minimum."""
    return words


def cap(span: Span, limit: Expression, payments: str | None, scope: Scope, whole_or_nothing: str | None) -> Cap:
    """`cap E per P per PERIOD`."""
    return Cap(span, limit, payments is not None, scope, whole_or_nothing is not None)


def cap_overall(span: Span, limit: Expression, payments: str | None, whole_or_nothing: str | None) -> Cap:
    """`cap E`, over everything."""
    return Cap(span, limit, payments is not None, _everything(limit), whole_or_nothing is not None)


def _everything(behind: Expression) -> Scope:
    """No `per`: an empty place right behind the amount."""
    return Scope(behind.span._replace(start=behind.span.end), (), ())


def instalments(span: Span, *parts: Instalment) -> Instalments:
    """`in instalments 50% on a, 50% on b`."""
    return Instalments(span, parts)


def instalment(span: Span, share: Expression, date: Expression) -> Instalment:
    """`50% on a`."""
    return Instalment(span, share, date)


def claw_back(
    span: Span, share: Expression, condition: Expression, date: Expression, giving_back: str | None
) -> ClawBack:
    """`claw back SHARE when C on D`."""
    return ClawBack(span, share, condition, date, giving_back is not None)


def claw_back_each(span: Span, share: Expression, record: Name, giving_back: str | None) -> ClawBackEach:
    """`claw back SHARE for each Return`."""
    return ClawBackEach(span, share, record, giving_back is not None)


def returns_adjust(span: Span, original: Path, giving_back: str | None) -> ReturnsAdjust:
    """`returns adjust ORIGINAL`."""
    return ReturnsAdjust(span, original, giving_back is not None)
