"""The tiers of a partner: the one held, what keeps it, and what each higher one asks for, at their reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

from palier.facts.fact import Fact
from palier.meaning import core, programme
from palier.meaning.calendar import DAY, add_months
from palier.questions.nearness import nearest_first
from palier.result import Given
from palier.result.explanation import Step
from palier.result.progress import LadderProgress, Named, TierAhead
from palier.run.broken import Broken
from palier.run.evaluate import Evaluator, Frame
from palier.run.judge import Judging
from palier.run.ladders import Histories, LadderVersion, State
from palier.run.trace import Tracing

_YEARS_AHEAD = 3


def ladders_of(evaluator: Evaluator, partner: Fact, day: date) -> tuple[LadderProgress, ...]:
    """The ladders that a partner is on by the day; one may open later.

    `evaluator` is that of the version in force, of a run that looks ahead.
    """
    found = []
    for name, ladder in evaluator.rules.ladders.items():
        if ladder.record == partner.record.name and (partner.seen_from is None or partner.seen_from <= day):
            histories = evaluator.ladder(name)
            states = [one for one in histories.history(partner, day) if one.start <= day]
            if states:
                found.append(_ladder(histories, states[-1], name, partner, day))
    return tuple(found)


def _ladder(histories: Histories, state: State, name: str, partner: Fact, day: date) -> LadderProgress:
    version = histories.version(day)
    rank = version.rank(state.tier)
    far = add_months(max(state.due or day, day), 12 * _YEARS_AHEAD)
    reviews = histories.reviews(partner, day, far)
    kept_at = None
    if state.due is not None and rank > 0:
        kept_at = next((one for one in reviews if one >= state.due), None)
    keep: tuple[Step, ...] = ()
    kept = True
    if kept_at is not None:
        at = histories.version(kept_at)
        keep, kept, _ = judged(at, at.rank(state.tier), partner, kept_at)
    grants = version.ladder.tiers[rank].grants
    return LadderProgress(
        ladder=Named(name, version.ladder.titles),
        tier=Named(state.tier, version.ladder.tiers[rank].titles),
        start=state.start,
        reason=state.reason,
        until=None if state.due is None else max(state.due - DAY, day),
        review=reviews[0] if reviews else None,
        kept_at=kept_at,
        keep_by=None if kept_at is None else kept_at - DAY,
        keep=keep,
        kept=kept,
        grants=_benefits(version.evaluator.rules, grants),
        lost_when=_lost(version.ladder, rank),
        above=tuple(_above(histories, partner, state.tier, reviews)),
    )


def _above(histories: Histories, partner: Fact, held: str, reviews: list[date]) -> list[TierAhead]:
    found: list[TierAhead] = []
    if not reviews:
        return found
    first = histories.version(reviews[0])
    for rank in range(first.rank(held) + 1, len(first.tiers)):
        tier = first.ladder.tiers[rank]
        review = _turn(histories, held, tier.name, reviews)
        if review is None:
            continue
        version = histories.version(review)
        steps, met, invited = judged(version, version.rank(tier.name), partner, review)
        known = set(first.ladder.tiers[first.rank(held)].grants)
        grants = [one for one in tier.grants if one not in known]
        found.append(
            TierAhead(
                Named(tier.name, tier.titles),
                review,
                review - DAY,
                invited,
                steps,
                met,
                _benefits(version.evaluator.rules, grants),
            )
        )
    return found


def _turn(histories: Histories, held: str, wanted: str, reviews: list[date]) -> date | None:
    """The first review at which a tier may be reached: where moves are limited, not always the next."""
    tier = held
    for review in reviews:
        version = histories.version(review)
        target = version.rank(wanted)
        if version.ladder.tiers[target].name != wanted:
            return None
        moved = version.limited(version.rank(tier), target)
        if moved == target:
            return review
        if moved == version.rank(tier):
            return None
        tier = version.ladder.tiers[moved].name
    return None


def judged(
    version: LadderVersion, rank: int, partner: Fact, review: date
) -> tuple[tuple[Step, ...], bool, bool | None]:
    """What a tier asks at a review, whether all of it holds, and whether somebody invited, where that is asked."""
    plain = version.evaluator
    tracing = Tracing()
    evaluator = Evaluator(plain.rules, plain.facts, plain.parameters, recorder=tracing, shared=plain.shared)
    judging = Judging(evaluator, tracing)
    frame: Frame = [None] * version.ladder.slots
    frame[core.TODAY], frame[core.SUBJECT] = review - DAY, partner
    tier = version.ladder.tiers[rank]
    invited = None
    try:
        if tier.invitation is not None:
            invited = bool(plain.scalar(tier.invitation)(frame))
        steps = tuple(judging.step(one, frame) for one in tier.steps)
    except Broken:
        return (), False, invited
    shown = [one for one in map(nearest_first, steps) if not isinstance(one, Given)]
    return tuple(shown), all(one.outcome == "met" for one in shown) and invited is not False, invited


def _lost(ladder: programme.Ladder, rank: int) -> tuple[str, ...]:
    conditions: list[Any] = [ladder.tiers[rank].lost]
    if rank > 0:
        conditions.append(ladder.lost)
    return tuple(" ".join(one.span.text.split()) for one in conditions if one is not None)


def _benefits(rules: programme.Rules, names: Any) -> tuple[Named, ...]:
    return tuple(Named(name, rules.benefits[name].titles) for name in names)
