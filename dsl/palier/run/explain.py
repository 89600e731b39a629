"""Explanations: the evaluation that produced the figure, once more for one subject and recorded.

The ledgers are not run again: what each cap did stands with the candidate of the run.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from palier.facts.fact import Fact
from palier.meaning.types import UnitOf
from palier.result import Explanation, Given, Seen, Subject, explanation
from palier.run.became import lines, of_minimum, of_posting, of_window
from palier.run.broken import Broken
from palier.run.candidates import Candidate, Source
from palier.run.evaluate import Evaluator, Frame, frame_for
from palier.run.exact import rounded
from palier.run.identity import key_text, payout_id
from palier.run.judge import Judging
from palier.run.posted import Posted, identity
from palier.run.subjects import Stretch, Turn
from palier.run.trace import Tracing, looked_at, seen


def explain(source: Source, turn: Turn, as_of: date, candidate: Candidate | None) -> Explanation:
    """How a subject fared under an incentive of one version. `candidate` is the run's own, if it made one."""
    tracing = Tracing()
    work = _Explaining(source, *turn, tracing)
    blank = work.blank()
    try:
        day = source.earned(*turn, as_of)
    except Broken as broken:
        return attrs.evolve(blank, reason=broken.kind.message.format(**broken.facts))
    if day is None:
        return attrs.evolve(blank, reason=f"it is not earned by {as_of.isoformat()}")
    blank = attrs.evolve(blank, earned_on=day)
    if day > as_of:
        return attrs.evolve(blank, reason=f"it is dated {day.isoformat()}, after the date of the run")
    try:
        return work.explanation(blank, day, candidate)
    except Broken as broken:
        return attrs.evolve(blank, reason=broken.kind.message.format(**broken.facts))


def explain_posted(one: Posted, as_of: date) -> Explanation:
    """How a payout came about: how its candidate did, and what of that it is."""
    candidate, posting = one.candidate, one.posting
    told = _adjustment(one) if one.adjusts is not None else explain_candidate(candidate, as_of)
    return attrs.evolve(
        told,
        payout=one.id,
        payee=key_text(posting.payee.key),
        earned_on=posting.earned,
        amount=posting.amount,
        became=(*told.became, *of_posting(candidate, posting)),
        adjusts=one.adjusts,
    )


def explain_candidate(candidate: Candidate, as_of: date) -> Explanation:
    """How a candidate of the run came about."""
    if candidate.lines or candidate.least is not None:
        return explain_settled(candidate)
    return explain(candidate.source, (candidate.fact, candidate.stretch), as_of, candidate)


def _adjustment(one: Posted) -> Explanation:
    """What there is to say of an adjustment but for what it corrects: that has an explanation of its own."""
    about = one.candidate if one.posting.of is None else one.posting.of
    blank = _Explaining(about.source, about.fact, about.stretch, Tracing()).blank()
    payer = one.candidate.payer
    return attrs.evolve(
        blank,
        span=one.candidate.source.incentive.span,
        version=one.candidate.source.rules.version,
        payer=None if payer is None else key_text(payer.key),
        outcome="adjusts",
        gross=one.posting.gross,
    )


def explain_settled(candidate: Candidate) -> Explanation:
    """How a period with a minimum was settled: its lines, their sum, and the least that was to be paid."""
    source, stretch = candidate.source, candidate.stretch
    incentive, minimum = source.incentive, source.incentive.settlement.minimum
    assert minimum is not None
    type_ = incentive.amount.type
    key = key_text(candidate.fact.key)
    return Explanation(
        payout=identity(candidate) if candidate.amount or candidate.capped else None,
        incentive=incentive.name,
        titles=incentive.titles,
        span=minimum.span,
        version=source.rules.version,
        template=incentive.template,
        subject=Subject(candidate.fact.record.name, key),
        period=None if stretch is None else stretch.name,
        part=None,
        earned_on=candidate.earned,
        payee=key_text(candidate.payee.key),
        payer=None if candidate.payer is None else key_text(candidate.payer.key),
        outcome="capped" if candidate.capped else "paid" if candidate.amount else "nothing",
        reason=None,
        steps=(),
        pays=None,
        exact=candidate.gross,
        gross=candidate.gross,
        caps=candidate.caps,
        amount=candidate.amount,
        currency=type_.unit if isinstance(type_, UnitOf) else source.rules.model.currency,
        became=of_minimum(candidate),
        lines=lines(candidate),
    )


class _Explaining:
    def __init__(self, source: Source, fact: Fact, stretch: Stretch | None, tracing: Tracing) -> None:
        self.source = source
        self.fact = fact
        self.stretch = stretch
        self.tracing = tracing
        plain = source.evaluator
        self.evaluator = Evaluator(
            plain.rules, plain.facts, plain.parameters, lenient=plain.lenient, recorder=tracing, shared=plain.shared
        )
        self.judging = Judging(self.evaluator, tracing)

    def blank(self) -> Explanation:
        """What is known before anything is computed."""
        incentive, rules = self.source.incentive, self.source.rules
        unit, stretch = incentive.amount.type, self.stretch
        foreign = self.fact.foreign or {}
        return Explanation(
            payout=None,
            incentive=incentive.name,
            titles=incentive.titles,
            span=incentive.span,
            version=rules.version,
            template=incentive.template,
            subject=Subject(self.fact.record.name, key_text(self.fact.key)),
            period=None if stretch is None or stretch.is_part else stretch.name,
            part=stretch.number if stretch is not None and stretch.is_part else None,
            earned_on=None,
            payee=None,
            payer=None,
            outcome="no candidate",
            reason=None,
            steps=(),
            pays=None,
            exact=None,
            gross=None,
            caps=(),
            amount=None,
            currency=unit.unit if isinstance(unit, UnitOf) else rules.model.currency,
            converted=tuple((field, *one) for field, one in sorted(foreign.items())),
        )

    def explanation(self, blank: Explanation, day: date, candidate: Candidate | None) -> Explanation:
        """Line by line, in the order in which the run takes them."""
        source, incentive = self.source, self.source.incentive
        frame = frame_for(incentive.slots, day, self.fact, self.stretch)
        if self.fact.seen_until is not None and self.fact.seen_until <= day:
            return attrs.evolve(blank, reason=f"it had lapsed by then, on {self.fact.seen_until.isoformat()}")
        reason = self._not_about(frame) if source.after_where else None
        reason = reason or self._out_of_force(day, frame) or self._not_about(frame)
        if reason is None:
            reason = self._returned(day, frame)
        if reason is not None:
            return attrs.evolve(blank, reason=reason)
        steps: list[explanation.Step] = []
        if incentive.governed_by is not None:
            trace = self.tracing.run(self.evaluator.scalar(incentive.governed_by.date), frame)
            steps.append(Given("governed by", seen(trace)))
        steps += [self.judging.step(step, frame) for step in incentive.steps]
        met = all(one.outcome == "met" for one in steps if not isinstance(one, Given))
        if not met:
            blank = attrs.evolve(blank, payee=self._payee(frame))
            return attrs.evolve(blank, outcome="nothing", steps=tuple(steps))
        if incentive.base is not None:
            steps.append(self.judging.step(incentive.base, frame))
        trace = self.tracing.run(self.evaluator.scalar(incentive.amount), frame)
        gross = rounded(trace.value, source.smallest, source.rules.rounding)
        amount, caps = (gross, ()) if candidate is None else (candidate.amount, candidate.caps)
        capped = candidate is not None and candidate.capped
        outcome = "capped" if capped else "paid" if amount else "nothing"
        identity = None
        if amount or outcome == "capped":
            identity = payout_id(incentive.name, blank.subject.key, None if self.stretch is None else self.stretch.name)
        payee = source.payee(frame)
        payer = None if source.payer is None else source.payer(frame)
        return attrs.evolve(
            blank,
            payout=identity,
            payee=key_text(payee.key),
            payer=None if payer is None else key_text(payer.key),
            outcome=outcome,
            steps=tuple(steps),
            pays=seen(trace),
            exact=trace.value,
            gross=gross,
            caps=caps,
            amount=amount,
            stacks=() if candidate is None else candidate.stacks,
            became=() if candidate is None else of_window(candidate),
        )

    def _returned(self, day: date, frame: Frame) -> str | None:
        returns = self.source.returns
        if returns is None or not returns.takes_back(self.fact, day, list(frame)):
            return None
        original = key_text(returns.original(frame).key)
        identity = payout_id(self.source.incentive.name, original)
        return f"it is a return, and takes back a share of what `{identity}` was paid"

    def _out_of_force(self, day: date, frame: Frame) -> str | None:
        source, governing = self.source, self.source.incentive.governed_by
        if source.in_force(day, frame):
            return None
        if governing is None:
            return f"nothing was in force on {day.isoformat()}"
        words = " ".join(governing.date.span.text.split())
        return (
            f"nothing was in force on {source.governing_day(day, frame).isoformat()}, and it is governed by `{words}`"
        )

    def _not_about(self, frame: Frame) -> str | None:
        where = self.source.incentive.where
        if where is None:
            return None
        trace = self.tracing.run(self.evaluator.scalar(where), frame)
        if trace.value:
            return None
        said = "; ".join(f"{one.text} is {_shown(one)}" for one in looked_at(trace))
        return f"it is not about this: `{' '.join(where.span.text.split())}` fails ({said})"

    def _payee(self, frame: Frame) -> str | None:
        """Who would have been paid, where that is known although a requirement failed."""
        incentive = self.source.incentive
        if incentive.payee_relies_on & self.judging.failed:
            return None
        payee = self.source.payee(frame)
        return None if payee is None else key_text(payee.key)


def _shown(one: Seen) -> str:
    value: Any = one.value
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.key if isinstance(value, Subject) else str(value)
