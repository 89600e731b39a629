"""What a candidate comes to in payouts: split among payees, paid in instalments, taken back in part.

Amounts are shared to the smallest coin by the largest remainder, the one named first where two are alike, so that they
sum to the whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from palier.facts.fact import NOTHING, Fact
from palier.meaning import core, programme
from palier.problems import running
from palier.run.broken import Broken
from palier.run.evaluate import Frame
from palier.run.exact import ONE, ZERO, rounded, simple
from palier.run.identity import escaped, key_text

if TYPE_CHECKING:
    from palier.run.candidates import Candidate, Source


class How(NamedTuple):
    """How a posting came of what was before it: by the lines `at` of a `split`, of `instalment`s or of `claw-back`s, or
    by a `return`; which share of how much; and the fact that is the cause."""

    kind: str
    at: tuple[int, ...]
    share: Fraction
    before: Decimal
    after: Decimal
    cause: Fact | None = None


@attrs.frozen(eq=False)
class Posting:
    """One payout of a candidate: `suffix` follows the candidate's own identity; `adjusts` is the suffix of the payout
    that it corrects, None for one that corrects nothing; `of` the candidate whose payout that is, None for its own."""

    suffix: str
    payee: Fact
    earned: date
    gross: Decimal
    amount: Decimal
    adjusts: str | None = None
    of: Candidate | None = None
    how: tuple[How, ...] = ()


@attrs.frozen(eq=False)
class Taken:
    """A claw-back in the making: the day it is posted, and what it gives back to the caps."""

    day: date
    amount: Decimal
    giving_back: bool


class Postings:
    """The split, the instalments and the claw-backs of one version of an incentive, ready to be asked."""

    def __init__(self, source: Source) -> None:
        self.source = source
        of = source.incentive.settlement
        scalar = source.evaluator.scalar
        self.split = [(scalar(one.share), scalar(one.to)) for one in of.split]
        self.may_exceed = of.shares_may_exceed
        self.instalments = [(scalar(one.share), scalar(one.to)) for one in of.instalments]
        self.claw_backs = [_ClawBack(source, one) for one in of.claw_backs]

    def of(self, candidate: Candidate, as_of: date, suffix: str = "") -> tuple[list[Posting], Decimal, list[Taken]]:
        """The payouts by the date of the run, what is still to come after it, and what was taken back."""
        if candidate.corrections:
            return self._lines(candidate), ZERO, []
        parts = [Posting(suffix, candidate.payee, candidate.earned, candidate.gross, candidate.amount)]
        to_come = ZERO
        if self.instalments:
            parts, to_come = self._instalments(candidate, as_of, suffix)
        if self.split:
            parts = [one for part in parts for one in self._split(candidate, part)]
        taken: list[Taken] = []
        adjustments: list[Posting] = []
        for part in parts:
            share_so_far, taken_so_far = Fraction(0), ZERO
            number = 0
            for day, at, share, giving_back, cause in self._due(candidate, part, as_of):
                # What is taken back is the difference of rounded sums, so that thirds of a payout come to all of it.
                share_so_far = min(Fraction(1), share_so_far + max(Fraction(0), Fraction(share)))
                exact = share_so_far * Fraction(part.amount)
                due = rounded(simple(exact), self.source.smallest, self.source.rules.rounding)
                amount = min(due, part.amount) - taken_so_far
                if amount <= 0:
                    continue
                number += 1
                taken_so_far += amount
                kind = "claw-back" if at < len(self.claw_backs) else "return"
                left = part.amount - taken_so_far
                how = How(kind, (at,), Fraction(share), left + amount, left, cause)
                suffix = f"{part.suffix}~{number}"
                adjustments.append(Posting(suffix, part.payee, day, -amount, -amount, part.suffix, how=(how,)))
                taken.append(Taken(day, amount, giving_back))
        return [*parts, *adjustments], to_come, taken

    def _lines(self, candidate: Candidate) -> list[Posting]:
        """Its own part of the window, and the corrections of earlier ones. What a cap took is taken off its own part
        first, then off the corrections, the latest first."""
        own = candidate.gross - sum((one.after - one.before for one in candidate.corrections), ZERO)
        lines: list[Posting] = [Posting("", candidate.payee, candidate.earned, own, own)]
        for one in candidate.corrections:
            difference = one.after - one.before
            lines.append(
                Posting(
                    f"~{one.number}",
                    one.candidate.payee,
                    candidate.earned,
                    difference,
                    difference,
                    "",
                    one.candidate,
                )
            )
        lost = candidate.gross - candidate.amount
        for at in (0, *range(len(lines) - 1, 0, -1)):
            cut = min(lost, max(ZERO, lines[at].amount))
            lost -= cut
            lines[at] = attrs.evolve(lines[at], amount=lines[at].amount - cut)
        return [one for one in lines if one.gross]

    def _instalments(self, candidate: Candidate, as_of: date, suffix: str) -> tuple[list[Posting], Decimal]:
        frame = _on(candidate.frame, as_of)
        shares = [Fraction(share(frame)) for share, _ in self.instalments]
        self._whole(candidate, shares)
        gross, amounts = self._shared(candidate.gross, shares), self._shared(candidate.amount, shares)
        found, to_come = [], ZERO
        for number, ((_, on), of_gross, amount) in enumerate(zip(self.instalments, gross, amounts, strict=True), 1):
            day = on(frame)
            if day is None or max(day, candidate.earned) > as_of:
                to_come += amount
                continue
            how = How("instalment", (number - 1,), shares[number - 1], candidate.amount, amount)
            day = max(day, candidate.earned)
            found.append(Posting(f"{suffix}:{number}", candidate.payee, day, of_gross, amount, how=(how,)))
        return found, to_come

    def _split(self, candidate: Candidate, part: Posting) -> list[Posting]:
        frame = candidate.frame
        shares = [Fraction(share(frame)) for share, _ in self.split]
        if not self.may_exceed:
            self._whole(candidate, shares)
        gross, amounts = self._shared(part.gross, shares), self._shared(part.amount, shares)
        found: dict[str, Posting] = {}
        for at, ((_, to), of_gross, amount) in enumerate(zip(self.split, gross, amounts, strict=True)):
            payee = to(frame)
            suffix = f"{part.suffix}:{escaped(key_text(payee.key))}"
            if suffix in found:
                # Who is named twice is paid once, for both shares: a payout has an identity of its own.
                of_gross, amount = of_gross + found[suffix].gross, amount + found[suffix].amount
            before = found[suffix].how[-1].at if suffix in found else ()
            lines = (*before, at)
            how = How("split", lines, sum((shares[one] for one in lines), Fraction(0)), part.amount, amount)
            found[suffix] = Posting(suffix, payee, part.earned, of_gross, amount, how=(*part.how, how))
        return list(found.values())

    def _whole(self, candidate: Candidate, shares: list[Fraction]) -> None:
        total = sum(shares, Fraction(0))
        if total != 1:
            percent = f"{Decimal(round(total * 10_000)) / 100:f}%"
            name = self.source.incentive.name
            raise Broken(running.SHARES_UNEQUAL, None, incentive=name, total=percent, key=candidate.fact.key)

    def _shared(self, amount: Decimal, shares: list[Fraction]) -> list[Decimal]:
        """An amount by shares, to the smallest coin: the parts sum to their whole, rounded as the rules say."""
        coin = self.source.smallest
        exact = [Fraction(amount) * share / Fraction(coin) for share in shares]
        coins = [part.numerator // part.denominator for part in exact]
        wanted = int(rounded(simple(sum(exact, Fraction(0))), ONE, self.source.rules.rounding))
        order = sorted(range(len(exact)), key=lambda at: (coins[at] - exact[at], at))
        for at in order[: max(0, wanted - sum(coins))]:
            coins[at] += 1
        return [coin * number for number in coins]

    def _due(self, candidate: Candidate, part: Posting, as_of: date) -> list[tuple[date, int, Any, bool, Fact | None]]:
        """When, by which line and which share of a payout is taken back, in order of the day, then as written."""
        found: list[tuple[date, int, Any, bool, Fact | None]] = []
        for number, line in enumerate(self.claw_backs):
            for day, share, cause in line.due(candidate, part, as_of):
                found.append((day, number, share, line.giving_back, cause))
        returns = self.source.returns
        if returns is not None:
            for one in returns.of(candidate.fact):
                day = max(one.day, part.earned)
                share = one.share(candidate)
                found.append((day, len(self.claw_backs), share, returns.line.giving_back, one.fact))
        found.sort(key=lambda one: one[:2])
        return found


class _ClawBack:
    def __init__(self, source: Source, line: programme.ClawBack) -> None:
        scalar = source.evaluator.scalar
        self.line = line
        self.share = scalar(line.share)
        self.condition = None if line.condition is None else scalar(line.condition)
        self.date = None if line.date is None else scalar(line.date)
        self.giving_back = line.giving_back
        self.evaluator = source.evaluator

    def due(self, candidate: Candidate, part: Posting, as_of: date) -> Iterable[tuple[date, Any, Fact | None]]:
        """The days, no earlier than the payout's own, the shares, and the facts that are the cause."""
        if self.line.record is not None:
            yield from self._each(candidate, part, as_of)
            return
        assert self.date is not None
        assert self.condition is not None
        day = self.date(_on(candidate.frame, as_of))
        if day is None or day > as_of:
            return
        day = max(day, part.earned)
        frame = _on(candidate.frame, day)
        if self.condition(frame):
            yield day, self.share(frame), None

    def _each(self, candidate: Candidate, part: Posting, as_of: date) -> Iterable[tuple[date, Any, Fact | None]]:
        for fact in self._returns(candidate.fact, as_of):
            day = max(fact.seen_from or part.earned, part.earned)
            frame = _on(candidate.frame, day)
            frame[self.line.slot] = fact
            yield day, self.share(frame), fact

    def _returns(self, subject: Fact, as_of: date) -> list[Fact]:
        assert self.line.record is not None
        record = self.evaluator.model.records[self.line.record]
        field = record.by_name[self.line.reference or ""]
        if field.back is not None:
            return subject.back.get(field.back, NOTHING).seen(as_of)
        everything = self.evaluator.facts.collections[record.name].seen(as_of)
        return [fact for fact in everything if fact.values[field.index] is subject]


def _on(frame: Frame, day: date) -> Frame:
    """The same frame on another day."""
    other = list(frame)
    other[core.TODAY] = day
    return other
