"""True-ups: what is due for a window so far, less what the earlier periods of the window came to.

Line by line, each earlier payout of the window is brought to what its part of the base comes to by now. The parts are
differences of rounded sums, so that they and what is new add up to the one difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import takewhile
from typing import TYPE_CHECKING

import attrs

from palier.facts.fact import Fact
from palier.run.exact import ZERO, Exact, rounded, simple
from palier.run.measures import window
from palier.run.returns import base_of

if TYPE_CHECKING:
    from palier.run.candidates import Candidate


@attrs.frozen(eq=False)
class Correction:
    """What the payout of an earlier `candidate` is corrected by: its part, of `base` of the `whole` base, came to
    `before` and comes to `after`. It is the `number`th correction of that payout."""

    candidate: Candidate
    number: int
    base: Exact
    whole: Exact
    before: Decimal
    after: Decimal


@attrs.define(eq=False)
class _Part:
    """A payout of a window: the base by its end, and what it comes to so far."""

    candidate: Candidate
    base: Exact
    due: Decimal
    corrections: int = 0


def trued_up(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates in order, each less what came before it in its window, in whichever version."""
    before: dict[Fact, list[Candidate]] = {}
    parts: dict[tuple[Fact, date], list[_Part]] = {}
    for candidate in candidates:
        settlement = candidate.source.incentive.settlement
        mine = before.setdefault(candidate.fact, [])
        if settlement.trued_up is not None:
            first = window(settlement.trued_up, candidate.source.rules.fiscal_month)(candidate.frame)[0] or date.min
            so_far = candidate.amount
            candidate.so_far = so_far
            candidate.gross = candidate.amount = candidate.left = so_far - _came_to(mine, first)
            if settlement.line_by_line:
                candidate.corrections = tuple(_corrections(parts.setdefault((candidate.fact, first), []), candidate))
        mine.append(candidate)
        yield candidate


def _came_to(earlier: list[Candidate], first: date) -> Decimal:
    """What came of a window that begins on a day: a version before may have had another window, or none."""
    return sum((one.amount for one in takewhile(lambda one: one.earned >= first, reversed(earlier))), ZERO)


def _corrections(parts: list[_Part], candidate: Candidate) -> Iterator[Correction]:
    """What each earlier payout is corrected by. On a base of nothing none is: then all is the period's own.

    The exact amount is divided, and not the rounded one: where the rate has not moved, no payout moves by a cent.
    """
    source, whole = candidate.source, base_of(candidate)
    reached, base_reached = ZERO, Fraction(0)
    for part in parts:
        before = part.due
        if whole:
            exact = Fraction(candidate.exact) * Fraction(part.base) / Fraction(whole)
            due = rounded(simple(exact), source.smallest, source.rules.rounding)
            part.due = due - reached
            reached = due
        else:
            reached += part.due
        base, base_reached = Fraction(part.base) - base_reached, Fraction(part.base)
        if part.due != before:
            part.corrections += 1
            yield Correction(part.candidate, part.corrections, simple(base), whole, before, part.due)
    due = candidate.so_far or ZERO
    if due != reached:
        # Where its own part comes to nothing there is no payout to correct: the next one takes it over.
        parts.append(_Part(candidate, whole, due - reached))
