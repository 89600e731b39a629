"""Returns: facts whose base is below nothing, which take back a share of what was paid for another.

A return has no candidate of its own: it goes through no requirement, no stack and no cap. It is read by the version
that paid for what is returned, whatever has become of the rules since.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from palier.facts.fact import Fact
from palier.meaning import programme
from palier.meaning.calendar import DAY
from palier.problems import running
from palier.run.broken import Broken
from palier.run.evaluate import Frame, frame_for
from palier.run.exact import Exact
from palier.run.identity import key_text

if TYPE_CHECKING:
    from palier.run.candidates import Candidate, Faults, Source


@attrs.frozen(eq=False)
class Returned:
    """A return: when it was earned, and its base, which is below nothing."""

    fact: Fact
    day: date
    base: Exact

    def share(self, candidate: Candidate) -> Fraction:
        """Which share of the original it returns."""
        of = base_of(candidate)
        if not of:
            incentive, key = candidate.source.incentive.name, key_text(candidate.fact.key)
            returned = key_text(self.fact.key)
            raise Broken(running.RETURN_OF_NO_BASE, self.fact, incentive=incentive, key=key, returned=returned)
        return -Fraction(self.base) / Fraction(of)


class Returns:
    """The line `returns adjust` of one version, ready to be asked."""

    def __init__(self, source: Source, line: programme.Returns) -> None:
        scalar = source.evaluator.scalar
        self.source = source
        self.line = line
        self.original = scalar(line.original)
        assert source.incentive.base is not None
        self.lets = [(one.slot, scalar(one.value)) for one in (*line.lets, source.incentive.base)]
        self._found: dict[Fact, list[Returned]] | None = None

    def takes_back(self, fact: Fact, day: date, frame: Frame) -> bool:
        """Whether a subject is a return, by its own day; it then names what is returned, which is none."""
        base = self._base(frame)
        if base >= 0:
            return False
        record, key = fact.record.name, key_text(fact.key)
        original: Fact | None = self.original(frame)
        if original is None:
            path = " ".join(self.line.original.span.text.split())
            raise Broken(running.RETURN_OF_NOTHING, None, record=record, key=key, amount=base, path=path)
        if self._base(frame_for(self.source.incentive.slots, day, original)) < 0:
            named = key_text(original.key)
            raise Broken(running.RETURN_OF_RETURN, None, record=record, key=key, original=named)
        return True

    def find(self, as_of: date, faults: Faults) -> None:
        """Looks for all returns by the date of a run."""
        found: dict[Fact, list[Returned]] = {}
        everything = self.source.evaluator.facts.collections[self.source.incentive.subject.record]
        for fact in everything.between(None, as_of + DAY):
            try:
                self._add(found, fact, as_of)
            except Broken as broken:
                faults.add(broken, fact)
        for each in found.values():
            each.sort(key=lambda one: (one.day, one.fact.order))
        self._found = found

    def of(self, original: Fact) -> list[Returned]:
        """The returns of a fact, in the order of their days."""
        assert self._found is not None
        return self._found.get(original, [])

    def _add(self, found: dict[Fact, list[Returned]], fact: Fact, as_of: date) -> None:
        source = self.source
        if self.original(frame_for(source.incentive.slots, as_of, fact)) is None:
            return
        day = source.earned(fact, None, as_of)
        if day is None or (fact.seen_until is not None and fact.seen_until <= day):
            return
        frame = frame_for(source.incentive.slots, day, fact)
        if source.where is not None and not source.where(frame):
            return
        base, original = self._base(frame), self.original(frame)
        if base < 0 and original is not None:
            found.setdefault(original, []).append(Returned(fact, day, base))

    def _base(self, frame: Frame) -> Any:
        for slot, compute in self.lets:
            frame[slot] = compute(frame)
        return frame[self.lets[-1][0]]


def base_of(candidate: Candidate) -> Exact:
    """The base of a candidate whose incentive has one."""
    assert candidate.source.incentive.base is not None
    base: Exact = candidate.frame[candidate.source.incentive.base.slot]
    return base
