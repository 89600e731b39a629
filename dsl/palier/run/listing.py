"""What a run finds beside payouts: the tiers that members held, and what was granted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from palier.meaning.calendar import DAY
from palier.result import Granted, Subject, TierHeld
from palier.run.evaluate import Evaluator
from palier.run.execute import Outcome
from palier.run.identity import key_text
from palier.run.ladders import State


def tiers(outcome: Outcome) -> tuple[TierHeld, ...]:
    """The history of every member on every ladder, by ladder as declared, then by the member's key."""
    evaluator = governing(outcome)
    found: list[TierHeld] = []
    for name, ladder in evaluator.rules.ladders.items():
        histories = evaluator.ladder(name)
        members = outcome.facts.collections[ladder.record].between(None, outcome.as_of + DAY)
        for fact in sorted(members, key=lambda one: one.order[-1]):
            states = histories.history(fact, outcome.as_of)
            shown = [state for state in states if state.start <= outcome.as_of]
            for number, state in enumerate(shown):
                following = shown[number + 1].start - DAY if number + 1 < len(shown) else _until(state, outcome.as_of)
                found.append(TierHeld(name, key_text(fact.key), state.tier, state.start, following, state.reason))
    return tuple(found)


def _until(state: State, as_of: date) -> date | None:
    """The last day of the year that is running; a year that is up goes on to the next review."""
    return None if state.due is None else max(state.due - DAY, as_of)


def benefits(outcome: Outcome) -> tuple[Granted, ...]:
    """What is granted: by tiers on the date of the run, then benefits of their own, in order."""
    evaluator = governing(outcome)
    found = list(_by_tier(outcome, evaluator))
    for name, candidates in outcome.granted.items():
        for one in candidates:
            if one.fact.seen_until is not None and one.fact.seen_until <= outcome.as_of:
                # What it was granted for has lapsed.
                continue
            subject = Subject(one.fact.record.name, key_text(one.fact.key))
            found.append(Granted(name, subject, key_text(one.payee.key)))
    return tuple(found)


def _by_tier(outcome: Outcome, evaluator: Evaluator) -> Iterator[Granted]:
    for name, ladder in evaluator.rules.ladders.items():
        histories = evaluator.ladder(name)
        granted = {tier.name: tier.grants for tier in ladder.tiers}
        for fact in sorted(outcome.facts.collections[ladder.record].seen(outcome.as_of), key=lambda one: one.order[-1]):
            key = key_text(fact.key)
            for benefit in granted[histories.tier(fact, outcome.as_of)]:
                yield Granted(benefit, Subject(ladder.record, key), key)


def governing(outcome: Outcome, day: date | None = None) -> Evaluator:
    """The version in force on a day, by default the date of the run; in a gap the one before, before all the first."""
    last = day or outcome.as_of
    starts = ((one.rules.effective_from, one) for one in outcome.evaluators)
    found = [one for start, one in starts if start is None or start <= last]
    return (found or list(outcome.evaluators)[:1])[-1]
