"""What the protections of a run came to, for its result: in orders that do not depend on the order of the data."""

from __future__ import annotations

from datetime import date
from typing import Any

from palier.facts.fact import Fact
from palier.meaning.calendar import DAY
from palier.problems import Fault
from palier.result import Conflict, Protected, Subject
from palier.run.claims import Held
from palier.run.execute import Outcome
from palier.run.identity import key_text
from palier.run.protections import every_claims


def protections(outcome: Outcome) -> tuple[Protected, ...]:
    """Who holds what: by protection as declared, by what is protected, then by day."""
    found = []
    for claims in every_claims(outcome.evaluators):
        spells = [_protected(one) for one in claims.ledger.spells()]
        found += sorted(spells, key=lambda one: (tuple(one.on.values()), one.start))
    return tuple(found)


def conflicts(outcome: Outcome) -> tuple[Conflict, ...]:
    """The claims that met one of somebody else: by protection as declared, then in the order of the claims."""
    return tuple(
        Conflict(one.claim.protection.name, _subject(one.claim.fact), _key(one.held.holder), _key(one.claim.claimant))
        for claims in every_claims(outcome.evaluators)
        for one in claims.ledger.met
    )


def notes(outcome: Outcome) -> tuple[Fault, ...]:
    """The facts that would be claims, but for a part of the key that is missing."""
    return tuple(
        sorted((note for claims in every_claims(outcome.evaluators) for note in claims.notes), key=Fault.order)
    )


def _protected(one: Held) -> Protected:
    first = one.first
    on = {word: _text(part) for word, part in zip(first.protection.words, first.key, strict=True)}
    return Protected(first.protection.name, on, _key(one.holder), one.start, one.end - DAY, _subject(first.fact))


def _subject(fact: Fact) -> Subject:
    return Subject(fact.record.name, key_text(fact.key))


def _key(fact: Fact | None) -> str | None:
    return None if fact is None else key_text(fact.key)


def _text(part: Any) -> str:
    """A part of a key as text."""
    match part:
        case Fact():
            return key_text(part.key)
        case bool():
            return "yes" if part else "no"
        case date():
            return part.isoformat()
        case frozenset() | tuple():
            return "; ".join(sorted(map(_text, part)))
        case _:
            return key_text(part)
