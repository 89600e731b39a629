"""Claims: one ordered fold over all claims of a protection. The first one wins while it lasts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any, TypeAlias

import attrs

from palier.facts.fact import Fact
from palier.meaning import programme

Key: TypeAlias = tuple[Any, ...]
"""What is protected: the values of the key, in order."""


@attrs.frozen(eq=False, repr=False)
class Claim:
    """What a fact claims: made on its day, for somebody (None: the vendor itself), from `start` up to before `end`."""

    protection: programme.Protection
    fact: Fact
    day: date
    key: Key
    claimant: Fact | None
    start: date
    end: date


@attrs.frozen(eq=False, repr=False)
class Held:
    """The state after a claim that was made on `day`, the one of that `number`: who holds a key, up to before `end`.

    `first` is the claim that it began with.
    """

    day: date
    number: int
    first: Claim
    start: date
    end: date

    @property
    def holder(self) -> Fact | None:
        """Who holds it; None: the vendor itself."""
        return self.first.claimant


@attrs.frozen(eq=False, repr=False)
class Met:
    """A claim that met one of somebody else, and what that one held."""

    claim: Claim
    held: Held


class Ledger:
    """Who holds what, from when to when."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.states: dict[Key, list[Held]] = {}
        self.met: list[Met] = []
        self.numbers: dict[Fact, int] = {}
        """The place of each claim among all, by the fact that makes it."""
        for number, claim in enumerate(claims):
            self._take(number, claim)

    def _take(self, number: int, claim: Claim) -> None:
        self.numbers[claim.fact] = number
        states = self.states.setdefault(claim.key, [])
        last = states[-1] if states else None
        if last is None or last.end <= claim.day:
            # What somebody else held until then stays theirs, however early the claim says that it begins.
            start = claim.start if last is None else max(claim.start, last.end)
            if claim.end > max(start, claim.day):
                states.append(Held(claim.day, number, claim, start, claim.end))
        elif last.holder is claim.claimant:
            # A renewal never shortens.
            states.append(attrs.evolve(last, day=claim.day, number=number, end=max(last.end, claim.end)))
        else:
            self.met.append(Met(claim, last))

    def held(self, key: Key, day: date, fact: Fact | None = None) -> Held | None:
        """Who holds a key at the end of a day; for a fact that is a claim itself, who did just before it."""
        states = self.states.get(key, [])
        number = None if fact is None else self.numbers.get(fact)
        if number is not None and fact is not None and fact.seen_from is not None and fact.seen_from <= day:
            at = bisect_left(states, number, key=attrgetter("number")) - 1
            # One that is still to begin stands in the way of others already.
            return states[at] if at >= 0 and fact.seen_from < states[at].end else None
        at = bisect_right(states, day, key=attrgetter("day")) - 1
        return states[at] if at >= 0 and states[at].start <= day < states[at].end else None

    def spells(self) -> list[Held]:
        """Each stretch for which somebody holds a key, once, with the end that the last renewal gave it."""
        found = {}
        for states in self.states.values():
            for state in states:
                found[state.first.fact] = state
        return list(found.values())
