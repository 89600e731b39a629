"""True-ups: what is due for a window so far, less what the earlier periods of the window came to.

Line by line, each earlier payout of the window is brought to what its part of the base comes to by now. The parts are
differences of rounded sums, so that they and what is new add up to the one difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

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


class _Window:
    def __init__(self) -> None:
        self.due = ZERO
        self.parts: list[_Part] = []


def trued_up(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates in order, each less what came before it in its window."""
    windows: dict[tuple[Any, date], _Window] = {}
    for candidate in candidates:
        settlement = candidate.source.incentive.settlement
        if settlement.trued_up is not None:
            start, _ = window(settlement.trued_up, candidate.source.rules.fiscal_month)(candidate.frame)
            mine = windows.setdefault((candidate.fact, start or date.min), _Window())
            so_far = candidate.amount
            candidate.so_far = so_far
            candidate.gross = candidate.amount = candidate.left = so_far - mine.due
            mine.due = so_far
            if settlement.line_by_line:
                candidate.corrections = tuple(_corrections(mine, candidate))
        yield candidate


def _corrections(mine: _Window, candidate: Candidate) -> Iterator[Correction]:
    """What each earlier payout is corrected by. On a base of nothing none is: then all is the period's own.

    The exact amount is divided, and not the rounded one: where the rate has not moved, no payout moves by a cent.
    """
    source, whole = candidate.source, base_of(candidate)
    reached, base_reached = ZERO, Fraction(0)
    for part in mine.parts:
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
    if mine.due != reached:
        # Where its own part comes to nothing there is no payout to correct: the next one takes it over.
        mine.parts.append(_Part(candidate, whole, mine.due - reached))
