"""Candidates: one for each subject of an incentive, with what it comes to before any ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from palier.facts.fact import Fact
from palier.meaning import core, programme
from palier.meaning.types import UnitOf
from palier.problems import Fault, running
from palier.result import StackStep
from palier.run.broken import Broken
from palier.run.caps import CapLine
from palier.run.evaluate import Compute, Evaluator, Frame, frame_for
from palier.run.exact import ZERO, Exact, rounded
from palier.run.identity import key_text
from palier.run.postings import Posting, Postings
from palier.run.returns import Returns
from palier.run.subjects import Stretch, Turn, turns
from palier.run.true_ups import Correction

STRIDE = 1_000
"""After how many subjects progress is told."""

MOST = Decimal(10) ** 15
"""Amounts stay below this many of the smallest coin, in every engine."""


class Candidate:
    """A subject that meets its requirements. A plain class with slots: there may be millions.

    `gross` is the amount before anything else; `amount` what is left of it by stacks, then by minimums and caps; `left`
    what the stack left of it. `stacks` tells what the stack did, `cut` whether a cap of it took something.
    `postings` are the payouts it comes to, None for itself alone. A settled candidate stands for the `lines` of its
    period, of which `least` was to be paid; `kept` is the balance before and after it. What is trued up had come to
    `so_far` in its window; line by line, it comes with `corrections`.
    """

    __slots__ = (
        "amount",
        "caps",
        "corrections",
        "cut",
        "earned",
        "exact",
        "fact",
        "frame",
        "gross",
        "kept",
        "least",
        "left",
        "lines",
        "payee",
        "payer",
        "postings",
        "so_far",
        "source",
        "stacks",
        "stretch",
    )

    def __init__(
        self,
        source: Source,
        fact: Fact,
        stretch: Stretch | None,
        earned: date,
        frame: Frame,
        payee: Fact,
        payer: Fact | None,
        exact: Exact,
        gross: Decimal,
    ) -> None:
        self.source = source
        self.fact = fact
        self.stretch = stretch
        self.earned = earned
        self.frame = frame
        self.payee = payee
        self.payer = payer
        self.exact = exact
        self.gross = gross
        self.amount = gross
        self.left = gross
        self.cut = False
        self.stacks: tuple[StackStep, ...] = ()
        self.caps: tuple[Any, ...] = ()
        self.postings: tuple[Posting, ...] | None = None
        self.lines: tuple[Candidate, ...] = ()
        self.corrections: tuple[Correction, ...] = ()
        self.so_far: Decimal | None = None
        self.least: Decimal | None = None
        self.kept = (ZERO, ZERO)

    @property
    def capped(self) -> bool:
        """Whether a cap, its own or the stack's, took something."""
        return self.cut or self.amount < self.left

    def payouts(self) -> tuple[Posting, ...]:
        """What it comes to in payouts: itself, where nothing else was made of it."""
        if self.postings is not None:
            return self.postings
        return (Posting("", self.payee, self.earned, self.gross, self.amount),)

    @property
    def part(self) -> int:
        """The number of the part, 0 where there is none."""
        return 0 if self.stretch is None else self.stretch.number


class Source:
    """An incentive of one version, ready to be asked for its candidates."""

    def __init__(
        self,
        evaluator: Evaluator,
        incentive: programme.Incentive,
        programme_span: tuple[date | None, date | None] = (None, None),
    ) -> None:
        self.programme_span = programme_span
        self.evaluator = evaluator
        self.incentive = incentive
        self.rules = evaluator.rules
        scalar = evaluator.scalar
        self.where = None if incentive.where is None else scalar(incentive.where)
        self.starts = None if incentive.effective_from is None else scalar(incentive.effective_from)
        self.ends = None if incentive.effective_to is None else scalar(incentive.effective_to)
        self.earned_on = None if incentive.earned_on is None else scalar(incentive.earned_on)
        governing = incentive.governed_by
        self.governed_by = None if governing is None else scalar(governing.date)
        self.after_where = governing is not None and governing.after_where
        self.payee = scalar(incentive.payee)
        self.payer = None if incentive.payer is None else scalar(incentive.payer)
        self.amount = scalar(incentive.amount)
        self.steps = [step(evaluator, one) for one in incentive.steps]
        if incentive.base is not None:
            self.steps.append(step(evaluator, incentive.base))
        model = evaluator.model
        if isinstance(incentive.amount.type, UnitOf):
            self.smallest = model.units[incentive.amount.type.unit]
        else:
            self.smallest = Decimal(1).scaleb(-model.minor_digits)
        self.caps = [CapLine(evaluator, cap, self.smallest) for cap in incentive.caps]
        returns = incentive.settlement.returns
        self.returns = None if returns is None else Returns(self, returns)
        self.postings = Postings(self)
        minimum = incentive.settlement.minimum
        self._minimum = None if minimum is None else scalar(minimum.limit)
        self._scope = [] if minimum is None else [scalar(path) for path in minimum.scope]

    def minimum_scope(self, frame: Frame) -> tuple[Any, ...]:
        """For whom a minimum is settled."""
        return tuple(path(frame) for path in self._scope)

    def minimum_beside(self, frame: Frame) -> tuple[Any, ...]:
        """What a minimum is settled for beside its first path; a guarantee has one path, and no subject to read."""
        return tuple(path(frame) for path in self._scope[1:])

    def minimum_limit(self, frame: Frame) -> Exact:
        """The least that is paid."""
        assert self._minimum is not None
        limit: Exact = self._minimum(frame)
        return limit

    def turns(self, as_of: date) -> Iterator[Turn]:
        """The subjects by the date of a run."""
        return turns(self, as_of)

    def earned(self, fact: Fact, stretch: Stretch | None, as_of: date) -> date | None:
        """The day the candidate is earned; None while that day is not known, or not yet there."""
        if self.earned_on is None:
            return fact.seen_from if stretch is None else stretch.earned
        day: date | None = self.earned_on(frame_for(self.incentive.slots, as_of, fact, stretch))
        return day if day is not None and day <= as_of else None

    def span_in_force(self) -> tuple[date | None, date | None]:
        """The first and the last day of the programme's versions and of the incentive's own dates together.

        Where a line says by which day it is governed, no day is left out beforehand.
        """
        if self.governed_by is not None:
            return None, None
        starts = [self.programme_span[0]]
        ends = [self.programme_span[1]]
        frame: Frame = [None] * self.incentive.slots
        frame[core.TODAY] = self.programme_span[1] or date.max
        if self.starts is not None:
            starts.append(self.starts(frame))
        if self.ends is not None:
            ends.append(self.ends(frame))
        first = max((day for day in starts if day is not None), default=None)
        return first, min((day for day in ends if day is not None), default=None)

    def governing_day(self, day: date, frame: Frame) -> date:
        """The day whose version governs what is earned on a day."""
        if self.governed_by is None:
            return day
        other: date = self.governed_by(frame)
        return other

    def in_force(self, day: date, frame: Frame) -> bool:
        """Whether the version, and the incentive's own dates, cover the day that governs what is earned on a day."""
        day = self.governing_day(day, frame)
        if not self.rules.governs(day):
            return False
        if self.starts is not None and day < self.starts(frame):
            return False
        return self.ends is None or day <= self.ends(frame)

    def covers(self, day: date, frame: Frame) -> bool:
        """Whether it is in force for what is earned on a day, and about it."""
        if self.after_where:
            # The day that governs is there where the condition holds.
            return bool(self.where is None or self.where(frame)) and self.in_force(day, frame)
        return self.in_force(day, frame) and bool(self.where is None or self.where(frame))

    def governs(self, turn: Turn, as_of: date) -> bool:
        """Whether a subject is this version's own, whatever becomes of it."""
        try:
            day = self.earned(*turn, as_of)
            if day is None:
                return False
            frame = frame_for(self.incentive.slots, day, *turn)
            if self.after_where and self.where is not None and not self.where(frame):
                return False
            return self.rules.governs(self.governing_day(day, frame))
        except Broken:
            # Only a fact dated after the run, which no candidate was looked for in: the explanation says so.
            return False

    def concerns(self, turn: Turn, payee: str, as_of: date) -> bool:
        """Whether a subject is what this is about, and somebody's: as far as can be told without explaining it."""
        fact, stretch = turn
        try:
            day = self.earned(fact, stretch, as_of)
            if day is None:
                return False
            frame = frame_for(self.incentive.slots, day, fact, stretch)
            if not self.covers(day, frame):
                return False
            # Who is paid may rest on a requirement that failed: then only the explanation can tell.
            return bool(self.incentive.payee_relies_on) or key_text(self.payee(frame).key) == payee
        except Broken:
            return False

    def candidate(self, fact: Fact, stretch: Stretch | None, as_of: date) -> Candidate | None:
        """The candidate a subject makes, before the ledgers; None when it makes none."""
        day = self.earned(fact, stretch, as_of)
        if day is None or (fact.seen_until is not None and fact.seen_until <= day):
            return None
        frame = frame_for(self.incentive.slots, day, fact, stretch)
        if not self.covers(day, frame):
            return None
        if self.returns is not None and self.returns.takes_back(fact, day, frame):
            return None
        for step in self.steps:
            if not step(frame):
                return None
        return self.priced(fact, stretch, day, frame)

    def priced(self, fact: Fact, stretch: Stretch | None, day: date, frame: Frame) -> Candidate:
        """The candidate, once its requirements are met: who is paid, and how much before the ledgers."""
        exact = self.amount(frame)
        gross = rounded(exact, self.smallest, self.rules.rounding)
        if gross < 0:
            raise Broken(
                running.NEGATIVE_AMOUNT, None, incentive=self.incentive.name, amount=gross, key=key_text(fact.key)
            )
        if gross >= MOST * self.smallest:
            raise Broken(
                running.TOO_LARGE, None, incentive=self.incentive.name, amount=f"{gross:.6e}", key=key_text(fact.key)
            )
        payer = None if self.payer is None else self.payer(frame)
        return Candidate(self, fact, stretch, day, frame, self.payee(frame), payer, exact, gross)


class Faults:
    """The faults that show while rules run, gathered so that all are told at once; and how far the run is."""

    def __init__(self, progress: Callable[[int, int], None] | None, total: int) -> None:
        self.found: list[tuple[Broken, Fact]] = []
        self.progress = progress
        self.total = total
        self.done = 0

    def add(self, broken: Broken, subject: Fact) -> None:
        """Notes one."""
        self.found.append((broken, subject))

    def as_faults(self) -> list[Fault]:
        """Each fault once, at its place in the data."""
        found = {}
        for broken, subject in self.found:
            fault = broken.fault(subject)
            found[fault.order()] = fault
        return list(found.values())

    def count(self, subjects: int) -> None:
        """Tells how far the run is."""
        self.done += subjects
        if self.progress is not None:
            self.progress(self.done, self.total)


def in_order(sources: tuple[Source, ...], as_of: date, faults: Faults) -> Iterator[Candidate]:
    """The candidates of one incentive in all versions, by (date earned, order of facts, key)."""
    found: list[Candidate] = []
    for source in sources:
        number = 0
        for number, (fact, stretch) in enumerate(source.turns(as_of), 1):
            try:
                candidate = source.candidate(fact, stretch, as_of)
            except Broken as broken:
                faults.add(broken, fact)
                continue
            if candidate is not None:
                found.append(candidate)
            if number % STRIDE == 0:
                faults.count(STRIDE)
        faults.count(number % STRIDE)
    ordered = any(source.evaluator.model.records[source.incentive.subject.record].order for source in sources)
    if ordered:
        found.sort(key=lambda one: (one.earned, one.fact.order, one.part))
    else:
        found.sort(key=lambda one: (one.earned, one.fact.order[-1], one.part))
    return iter(found)


def step(evaluator: Evaluator, line: core.Step) -> Compute:
    """A line in its place: a requirement says whether it is met, a `let` fills its slot and is."""
    match line:
        case core.Requirement(condition=condition):
            return evaluator.scalar(condition)
        case core.Ways(ways=ways):
            alternatives = [[evaluator.scalar(one.condition) for one in way.requirements] for way in ways]
            return lambda frame: any(all(one(frame) for one in way) for way in alternatives)
        case core.Assign(slot=slot, value=value):
            compute = evaluator.scalar(value)

            def assign(frame: Frame) -> bool:
                frame[slot] = compute(frame)
                return True

            return assign
