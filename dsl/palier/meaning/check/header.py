"""The head of a programme: version, currency, dates, who is paid."""

from __future__ import annotations

from datetime import date

import attrs

from palier.meaning.check.world import World
from palier.problems import Related, nearest
from palier.problems import incentives as line_problems
from palier.problems import time as problems
from palier.source import Span
from palier.syntax import declarations as written

LINES = {
    written.Version: "version",
    written.Currency: "currency",
    written.Effective: "effective",
    written.FiscalYear: "fiscal year",
    written.RoundingLine: "rounding",
    written.UnstackedAddUp: "unstacked incentives add up",
    written.PayeesAre: "payees are",
    written.RatesAtMost: "exchange rates",
}


@attrs.frozen(eq=False)
class Header:
    """What the head says, with the defaults where it says nothing."""

    version: str | None = None
    follows: str | None = None
    currency: str | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    fiscal_month: int = 1
    rounding: str = "half up"
    adds_up: bool = False
    payee: str | None = None
    payee_span: Span | None = None
    rate_age: int = 7


def header(world: World, head: written.ProgrammeHead) -> Header:
    """The head as meant."""
    seen: dict[type, Span] = {}
    found = Header()
    for line in head.lines:
        kind = type(line)
        if kind in seen:
            world.add(
                line_problems.LINE_TWICE.at(
                    line.span, line=LINES[kind], related=[Related("already written here", seen[kind])]
                )
            )
            continue
        seen[kind] = line.span
        match line:
            case written.Version(version=version, follows=follows):
                found = attrs.evolve(found, version=version, follows=follows)
            case written.Currency(code=code):
                found = attrs.evolve(found, currency=code)
            case written.Effective(start=start, end=end, span=span):
                if end is not None and end < start:
                    world.report(problems.ENDS_BEFORE, span, start=start, end=end)
                found = attrs.evolve(found, effective_from=start, effective_to=end)
            case written.FiscalYear(month=month):
                found = attrs.evolve(found, fiscal_month=month)
            case written.RoundingLine(mode=mode):
                found = attrs.evolve(found, rounding=mode)
            case written.UnstackedAddUp():
                found = attrs.evolve(found, adds_up=True)
            case written.PayeesAre(record=record):
                found = attrs.evolve(found, payee=record.text, payee_span=record.span)
            case written.RatesAtMost(days=days):
                found = attrs.evolve(found, rate_age=days)
    if found.currency is None:
        world.report(
            problems.PROGRAMME_LINE_MISSING, head.name.span, what="in which currency it pays", line="currency EUR"
        )
    return found


def payees(world: World, found: Header, head: written.ProgrammeHead, *, wanted: bool) -> None:
    """The record that is paid: what the head says, or `Partner`."""
    name = found.payee or "Partner"
    if name in world.records:
        world.payee = name
        world.use("type", name)
    elif wanted or found.payee is not None:
        near = nearest(name, world.records) if found.payee is not None else None
        world.report(line_problems.NO_PAYEE_RECORD, found.payee_span or head.name.span, name=name, near=near)
