"""Caps: one ordered fold for all caps of an incentive, each a ledger that counts what was actually paid."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from decimal import Decimal
from typing import Any

from palier.facts.fact import Fact
from palier.meaning import calendar, programme
from palier.problems import running
from palier.result import CapStep
from palier.run.broken import Broken
from palier.run.evaluate import Evaluator, Frame
from palier.run.exact import ZERO, rounded
from palier.run.identity import key_text


class CapLine:
    """One cap of one version, ready to be asked."""

    def __init__(self, evaluator: Evaluator, cap: programme.Cap, step: Decimal) -> None:
        rules = evaluator.rules
        self.cap = cap
        self.limit = evaluator.scalar(cap.limit)
        self.scope = [evaluator.scalar(path) for path in cap.scope]
        self.period: Callable[[date], tuple[date, str]] | None = None
        self.step = Decimal(1) if cap.payments else step
        self.rounding = rules.rounding
        if cap.period is not None:
            self.period = _period(cap.period, rules.fiscal_month)

    def entry(self, frame: Frame, day: date) -> tuple[Hashable, str | None]:
        """The ledger entry of a candidate, and the name of its period."""
        values: list[Any] = [part(frame) for part in self.scope]
        name = None
        if self.period is not None:
            start, name = self.period(day)
            values.append(start)
        return (self.cap.ledger, *values), name


class Ledger:
    """What was paid so far, by cap and scope; shared by all versions of an incentive."""

    def __init__(self) -> None:
        self.used: dict[Hashable, Any] = {}
        self.last: list[tuple[Hashable, bool]] = []
        """The entries of the last payment, each with whether it counts payments."""

    def pay(
        self, lines: list[CapLine], frame: Frame, day: date, gross: Decimal, incentive: str, subject: Fact
    ) -> tuple[Decimal, tuple[CapStep, ...]]:
        """What is paid of a gross amount, and what each cap did; the ledger is brought up to date.

        All caps are asked of the gross amount, and the least of what they let through is paid; every one of them then
        counts that payment. What is left is never below nothing, even where a limit has fallen since.
        """
        steps: list[CapStep] = []
        entries: list[Hashable] = []
        paid = gross
        for line in lines:
            entry, period = line.entry(frame, day)
            limit = rounded(line.limit(frame), line.step, line.rounding)
            if limit < 0:
                raise Broken(running.NEGATIVE_LIMIT, None, incentive=incentive, amount=limit, key=key_text(subject.key))
            used = self.used.get(entry, ZERO)
            left = max(ZERO, limit - used)
            if line.cap.payments:
                after = gross if left >= 1 else ZERO
            elif gross <= left:
                after = gross
            else:
                after = ZERO if line.cap.whole_or_nothing else left
            paid = min(paid, after)
            entries.append(entry)
            values = tuple(shown_part(part) for part in entry[1 : 1 + len(line.scope)])  # type: ignore[index]
            steps.append(CapStep(line.cap.ledger, values, period, line.cap.payments, limit, used, left, after))
        self.last = [(entry, line.cap.payments) for entry, line in zip(entries, lines, strict=True)]
        for line, entry, step in zip(lines, entries, steps, strict=True):
            counted = (1 if paid else 0) if line.cap.payments else paid
            if counted:
                self.used[entry] = step.used + counted
        return paid, tuple(steps)

    def give_back(self, entries: list[tuple[Hashable, bool]], amount: Decimal) -> None:
        """Gives the room of a payment back to its caps; a payment stays counted."""
        for entry, payments in entries:
            if not payments:
                self.used[entry] = self.used.get(entry, ZERO) - amount


def _period(period: programme.Period, fiscal_month: int) -> Callable[[date], tuple[date, str]]:
    first = fiscal_month if period.calendar == "fiscal" else 1
    known: dict[tuple[int, int], tuple[date, str]] = {}

    def of(day: date) -> tuple[date, str]:
        month = day.year, day.month
        found = known.get(month)
        if found is None:
            start = calendar.period_start(day, period.unit, first)
            found = start, calendar.period_name(start, period.unit, period.calendar, fiscal_month)
            known[month] = found
        return found

    return of


def shown_part(value: Any) -> str:
    """A part of what a cap is per, as text."""
    return key_text(value.key) if isinstance(value, Fact) else str(value)
