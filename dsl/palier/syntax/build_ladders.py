"""Ladders, stacks and protections: a function for each rule of the grammar, named after it."""

from __future__ import annotations

from palier.problems import syntax as slips
from palier.source import Span
from palier.syntax.build_literals import whole
from palier.syntax.clauses import (
    ClaimSpan,
    Either,
    Grants,
    Held,
    LadderLine,
    Lost,
    Members,
    Moves,
    ProtectionLine,
    Protects,
    Requires,
    Reviewed,
    StackLine,
    StartsAt,
    Subject,
    Tier,
)
from palier.syntax.declarations import Ladder, Protection, Stack
from palier.syntax.expressions import DurationLiteral, Expression, Name, NumberLiteral, Path, Period, Title
from palier.syntax.machine import SlipError


def ladder(span: Span, name: Name, title: Title | None, record: Name, *parts: LadderLine | Tier) -> Ladder:
    """`tiers NAME "title" for RECORD` with its lines and tiers."""
    tiers = tuple(part for part in parts if isinstance(part, Tier))
    if not tiers:
        raise SlipError(slips.NO_TIERS.at(name.span, name=name.text), few=True)
    return Ladder(span, name, title, record, tuple(part for part in parts if not isinstance(part, Tier)), tiers)


def reviewed(span: Span, every: DurationLiteral | Period, start: Expression | None) -> Reviewed:
    """`reviewed every 6 months [from D]`."""
    return Reviewed(span, every, start)


def held(span: Span, duration: Expression | None = None) -> Held:
    """`held for 1 year`, `held forever`."""
    return Held(span, duration)


def moves(span: Span, steps: NumberLiteral) -> Moves:
    """`moves at most 1 step per review`."""
    whole(steps)
    return Moves(span, steps)


def starts_at(span: Span, tier: Expression) -> StartsAt:
    """`starts at E`."""
    return StartsAt(span, tier)


def lost(span: Span, condition: Expression) -> Lost:
    """`lost when C`."""
    return Lost(span, condition)


def invitation(_span: Span, condition: Expression) -> Expression:
    """`by invitation when C`."""
    return condition


def tier(
    span: Span,
    name: Name,
    title: Title | None,
    invitation: Expression | None,
    *lines: Requires | Either | Grants | Lost,
) -> Tier:
    """`tier NAME "title"` with its lines."""
    return Tier(span, name, title, invitation, lines)


def grants(span: Span, *benefits: Name) -> Grants:
    """`grants a, b`."""
    return Grants(span, benefits)


def stack(
    span: Span,
    name: Name,
    title: Title | None,
    subject: Subject,
    start: Expression | None,
    *lines: StackLine,
) -> Stack:
    """`stack NAME "title" for SUBJECT [from E]` with its lines."""
    return Stack(span, name, title, subject, start, lines)


def members(span: Span, kind: str, *names: Name) -> Members:
    """`add a, b`, `best of a, b`, `first of a, b`."""
    return Members(span, kind, names)


def on_what_is_left(span: Span, *parts: Name | tuple[Name, ...] | None) -> Members:
    """`on what is left: a, b[, after c and d]`."""
    *names, after = parts
    named = tuple(name for name in names if isinstance(name, Name))
    return Members(span, "on what is left", named, after if isinstance(after, tuple) else ())


def after(_span: Span, *names: Name) -> tuple[Name, ...]:
    """`after c and d`."""
    return names


def protection(span: Span, name: Name, title: Title | None, *lines: ProtectionLine) -> Protection:
    """`protection NAME "title"` with its lines."""
    return Protection(span, name, title, lines)


def protects(span: Span, *paths: Path) -> Protects:
    """`protects a, b for claimant`."""
    return Protects(span, paths[:-1], paths[-1])


def claim_span(span: Span, start: Expression, duration: Expression) -> ClaimSpan:
    """`from D for 2 years`."""
    return ClaimSpan(span, start, duration)
