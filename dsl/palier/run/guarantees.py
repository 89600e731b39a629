"""Guarantees judged: each on the subjects that its version governs, once everything is paid."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from palier.facts.fact import Fact
from palier.meaning import programme
from palier.problems import DataError, Fault, running
from palier.problems import examples as problems
from palier.result import Judged, Seen, Subject, Unkept
from palier.run.broken import Broken
from palier.run.candidates import Faults, Source
from palier.run.evaluate import Evaluator, frame_for
from palier.run.exact import exactly
from palier.run.execute import Outcome
from palier.run.identity import key_text
from palier.run.judge import Judging
from palier.run.shown import shown_value
from palier.run.subjects import Stretch, Turn
from palier.run.trace import Tracing


@attrs.frozen(eq=False)
class Guarded:
    """What came of the guarantees: those that were judged at all, and the subjects for which one does not hold."""

    judged: frozenset[programme.Guarantee]
    unkept: tuple[Unkept, ...]


def guarded(outcome: Outcome) -> Guarded:
    """Judges every guarantee of all versions. Raises DataError where one asks for what the data cannot tell.

    In an example, a guarantee that asks for what the example leaves out is not judged on that subject.
    """
    judged: set[programme.Guarantee] = set()
    unkept: list[Unkept] = []
    faults = Faults(None, 0)
    with exactly():
        for evaluator in outcome.evaluators:
            for one in evaluator.rules.guarantees:
                asked = _Asked(evaluator, one, outcome)
                for turn in asked.subjects():
                    try:
                        found = asked.unkept(turn)
                    except Broken as broken:
                        if not (evaluator.lenient and broken.kind is running.LEFT_OUT):
                            faults.add(broken, turn[0])
                        continue
                    judged.add(one)
                    unkept += [] if found is None else [found]
    if faults.found:
        raise DataError(tuple(sorted(faults.as_faults(), key=Fault.order)))
    return Guarded(frozenset(judged), tuple(unkept))


class _Asked:
    """A guarantee of one version, ready to be asked of each subject. The date in hand is that of the run."""

    def __init__(self, evaluator: Evaluator, guarantee: programme.Guarantee, outcome: Outcome) -> None:
        self.guarantee = guarantee
        self.evaluator = evaluator
        self.as_of = outcome.as_of
        self.model = outcome.versions[-1].model
        self.source = Source(evaluator, guarantee.about, outcome.span)
        self.where = self.source.where
        self.holds = evaluator.scalar(guarantee.condition.condition)

    def subjects(self) -> Iterator[Turn]:
        """Those of the days that the version governs; a fact without a date is of the day of the run."""
        rules = self.source.rules
        for fact, stretch in self.source.turns(self.as_of):
            day = self.source.earned(fact, stretch, self.as_of)
            if rules.governs(self.as_of if day is None else day) and (day is not None or fact.record.dated is None):
                yield fact, stretch

    def unkept(self, turn: Turn) -> Unkept | None:
        """What is wrong for a subject, if anything; judged once more, and recorded, only where it is."""
        fact, stretch = turn
        frame = frame_for(self.guarantee.about.slots, self.as_of, fact, stretch)
        if (self.where is not None and not self.where(frame)) or self.holds(frame):
            return None
        tracing = Tracing()
        plain = self.evaluator
        recording = Evaluator(
            plain.rules, plain.facts, plain.parameters, lenient=plain.lenient, recorder=tracing, shared=plain.shared
        )
        judged = Judging(recording, tracing).judged(self.guarantee.condition, frame)
        return self._told(fact, stretch, judged)

    def _told(self, fact: Fact, stretch: Stretch | None, judged: Judged) -> Unkept:
        about, rules = self.guarantee.about, self.source.rules
        period = None if stretch is None or stretch.is_part else stretch.name
        part = stretch.number if stretch is not None and stretch.is_part else None
        subject = Subject(fact.record.name, key_text(fact.key))
        words = "" if stretch is None else f" (`{period}`)" if part is None else f" (`part {part}`)"
        problem = problems.GUARANTEE_BROKEN.at(
            about.span.head,
            title=about.name,
            record=subject.record,
            key=subject.key,
            part=words,
            seen=", ".join(self._seen(one) for one in judged.seen) or f"`{judged.text}` fails",
        )
        return Unkept(about.name, rules.version, subject, period, part, judged, problem)

    def _seen(self, one: Seen) -> str:
        return f"`{one.text}` is {shown_value(one.value, one.type, self.model)}"
