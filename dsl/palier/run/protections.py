"""Protections in a run: the claims that facts make, and what is asked about them.

A protection has one ledger over all versions of a programme, by name; each claim goes by the version of its date.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from palier.facts.fact import Fact
from palier.meaning import core, programme
from palier.meaning.calendar import add_days, add_months
from palier.meaning.types import MONTHS
from palier.problems import Fault, running
from palier.run.broken import Broken
from palier.run.claims import Claim, Held, Ledger
from palier.run.identity import key_text

if TYPE_CHECKING:
    from palier.run.evaluate import Compute, Evaluator, Frame


class Claims:
    """The claims of a protection. `notes` tells of facts that claim nothing, since a part of the key is missing;
    `broken` of those that ask for what the data cannot tell."""

    def __init__(self, evaluators: Sequence[Evaluator], root: str, as_of: date) -> None:
        self.notes: list[Fault] = []
        self.broken: list[tuple[Broken, Fact]] = []
        found = []
        for evaluator in evaluators:
            for protection in evaluator.rules.protections.values():
                if evaluator.shared.root("protections", protection.name) == root:
                    found += self._made(_Asked(evaluator, protection), as_of)
        # Of one day, those of one record by the order of its facts.
        found.sort(key=lambda one: one.day)
        self.ledger = Ledger(found)

    def _made(self, asked: _Asked, as_of: date) -> list[Claim]:
        found = []
        rules, record = asked.evaluator.rules, asked.protection.record
        for fact in asked.evaluator.facts.collections[record].between(None, add_days(as_of, 1)):
            if fact.seen_from is None or not rules.governs(fact.seen_from):
                continue
            try:
                claim = asked.claim(fact, fact.seen_from)
            except Broken as broken:
                self.broken.append((Broken(broken.kind, broken.fact or fact, **broken.facts), fact))
                continue
            if isinstance(claim, Fault):
                self.notes.append(claim)
            elif claim is not None:
                found.append(claim)
        return found

    def held(self, key: tuple[object, ...], day: date, fact: Fact | None = None) -> Held | None:
        """Who holds something. Raises Broken where nobody can tell, since a claim up to that day cannot be read."""
        for broken, claimed in self.broken:
            if claimed.seen_from is not None and claimed.seen_from <= day:
                raise broken
        return None if any(part is None for part in key) else self.ledger.held(key, day, fact)


class _Asked:
    """A protection of one version, ready to be asked what a fact claims."""

    def __init__(self, evaluator: Evaluator, protection: programme.Protection) -> None:
        from palier.run.candidates import step

        self.evaluator = evaluator
        self.protection = protection
        scalar = evaluator.scalar
        self.where = None if protection.where is None else scalar(protection.where)
        self.steps = [step(evaluator, one) for one in protection.steps]
        self.keys = [scalar(key) for key in protection.keys]
        self.claimant = scalar(protection.claimant)
        self.start = scalar(protection.start)
        self.duration = scalar(protection.duration)
        self.move = add_months if protection.duration.type is MONTHS else add_days

    def claim(self, fact: Fact, day: date) -> Claim | Fault | None:
        """What a fact claims; None where it is no claim, and a note where it says not what it claims."""
        from palier.run.evaluate import frame_for

        frame = frame_for(self.protection.slots, day, fact)
        if self.where is not None and not self.where(frame):
            return None
        if not all(step(frame) for step in self.steps):
            return None
        key = tuple(one(frame) for one in self.keys)
        for part, word in zip(key, self.protection.words, strict=True):
            if part is None:
                facts = {"record": fact.record.name, "key": key_text(fact.key), "text": word}
                return Fault(running.NO_CLAIM, fact.place, {**facts, "protection": self.protection.name})
        start = self.start(frame)
        return Claim(
            self.protection, fact, day, key, self.claimant(frame), start, self.move(start, self.duration(frame))
        )


def claims_of(evaluator: Evaluator, name: str) -> Claims:
    """The claims of a protection in all versions, folded when they are first asked about."""
    shared = evaluator.shared
    evaluators = shared.evaluators or [evaluator.quiet()]
    root = shared.root("protections", name)
    if root not in shared.claims:
        shared.claims[root] = Claims(evaluators, root, shared.as_of)
    return shared.claims[root]


def every_claims(evaluators: Sequence[Evaluator]) -> list[Claims]:
    """Each protection once, as declared in the last version, then those that only earlier ones have."""
    names = dict.fromkeys(name for one in reversed(evaluators) for name in one.rules.protections)
    roots = dict.fromkeys(evaluators[-1].shared.root("protections", name) for name in names)
    return [claims_of(evaluators[-1], root) for root in roots]


def asked(evaluator: Evaluator, node: core.Claim) -> Compute:
    """What is asked of a protection about a fact."""
    quiet, recorder, what = evaluator.quiet(), evaluator.recorder, node.what
    keys, fact = [quiet.scalar(key) for key in node.keys], quiet.scalar(node.of)
    other = None if node.other is None else quiet.scalar(node.other)

    def answer(frame: Frame) -> object:
        claims = claims_of(evaluator, node.protection)
        held = claims.held(tuple(key(frame) for key in keys), frame[core.TODAY], fact(frame))
        if recorder is not None:
            recorder.remark("held by nobody" if held is None else _told(held))
        if what == "holder":
            return None if held is None else held.holder
        if what == "held" or other is None:
            return held is not None
        return held is not None and held.holder is not other(frame)

    return answer


def _told(held: Held) -> str:
    """Who holds it, in words: `held by p1 up to 2022-02-28, by l1`."""
    holder = "the vendor itself" if held.holder is None else key_text(held.holder.key)
    return f"held by {holder} up to {add_days(held.end, -1)}, by {key_text(held.first.fact.key)}"
