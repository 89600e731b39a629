"""What the examples of a programme exercise, and what they leave out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from palier.meaning import core, programme
from palier.result import Judged, JudgedWays
from palier.result.testing import Uncovered
from palier.run.exact import exactly
from palier.run.execute import Outcome
from palier.run.explain import explain
from palier.run.guarantees import guarded
from palier.run.protections import claims_of
from palier.run.stack_coverage import stacks_uncovered
from palier.source import Span


def uncovered(rules: programme.Rules, outcomes: Sequence[Outcome]) -> tuple[Uncovered, ...]:
    """The requirements that no example shows to hold, or to fail; the caps that take nothing; what never pays."""
    held: set[Span] = set()
    failed: set[Span] = set()
    bit: set[tuple[str, str]] = set()
    paid: set[str] = set()
    for outcome in outcomes:
        for name, sources in outcome.sources.items():
            made = {(one.fact, one.stretch): one for one in outcome.candidates[name]}
            paid.update(name for one in outcome.candidates[name] if one.amount and one.source.rules is rules)
            for source in sources:
                if source.rules is not rules:
                    continue
                for turn in source.turns(outcome.as_of):
                    candidate = made.get(turn)
                    with exactly():
                        found = explain(source, turn, outcome.as_of, candidate)
                    for one in _judged(found.steps):
                        (held if one.outcome == "met" else failed if one.outcome == "failed" else set()).add(one.span)
                    if candidate is not None and candidate.source is source:
                        bit.update((name, step.scope) for step in candidate.caps if step.after < candidate.left)
    idle = (
        *_rows(rules, outcomes),
        *_tiers(rules, outcomes),
        *stacks_uncovered(rules, outcomes),
        *_idle(rules, outcomes),
        *_guarantees(rules, outcomes),
    )
    return (*_missing(rules, held, failed, bit, paid), *idle)


def _missing(
    rules: programme.Rules, held: set[Span], failed: set[Span], bit: set[tuple[str, str]], paid: set[str]
) -> Iterator[Uncovered]:
    for name, incentive in rules.incentives.items():
        if name not in paid:
            yield Uncovered("incentive", f"`{name}` never pays", incentive.span)
        for one in _requirements(incentive.steps):
            words = one.titles.get(None) or " ".join(one.condition.span.text.split())
            if one.span not in held:
                yield Uncovered("requirement", f"`{name}`: “{words}” never holds", one.span)
            if one.span not in failed:
                yield Uncovered("requirement", f"`{name}`: “{words}” never fails", one.span)
        for cap in incentive.caps:
            if (name, cap.ledger) not in bit:
                yield Uncovered("cap", f"`{name}`: the cap per {cap.ledger} never takes anything", cap.span)


def _rows(rules: programme.Rules, outcomes: Sequence[Outcome]) -> Iterator[Uncovered]:
    """The rows of tables that never hold."""
    for name, table in rules.tables.items():
        if table.span.source is not rules.span.source:
            continue
        asked = {number for outcome in outcomes for number in outcome.evaluator(rules).table(name).known.values()}
        for number, row in enumerate(table.rows):
            if number not in asked:
                yield Uncovered(
                    "table row", f"`{name}`: the row `{' '.join(row.span.text.split())}` is never met", row.span
                )


def _tiers(rules: programme.Rules, outcomes: Sequence[Outcome]) -> Iterator[Uncovered]:
    """The tiers that no member ever holds."""
    for name, ladder in rules.ladders.items():
        held = {
            state.tier
            for outcome in outcomes
            for states in outcome.evaluator(rules).ladder(name).histories.values()
            for state in states
        }
        for tier in ladder.tiers:
            if tier.name not in held:
                yield Uncovered("tier", f"`{name}`: nobody ever holds `{tier.name}`", tier.span)


def _idle(rules: programme.Rules, outcomes: Sequence[Outcome]) -> Iterator[Uncovered]:
    """The protections by which nothing is claimed, or nothing refused."""
    for name, protection in rules.protections.items():
        with exactly():
            ledgers = [claims_of(outcome.evaluator(rules), name).ledger for outcome in outcomes]
        if not any(state.first.protection is protection for one in ledgers for state in one.spells()):
            yield Uncovered("protection", f"`{name}`: nothing is ever claimed", protection.span)
        if not any(met.claim.protection is protection for one in ledgers for met in one.met):
            yield Uncovered("protection", f"`{name}` never refuses a claim", protection.span)


def _guarantees(rules: programme.Rules, outcomes: Sequence[Outcome]) -> Iterator[Uncovered]:
    """The guarantees that no example has a subject for."""
    judged = {one for outcome in outcomes for one in guarded(outcome).judged}
    for one in rules.guarantees:
        if one not in judged:
            yield Uncovered("guarantee", f"“{one.about.name}” is asked of no subject", one.about.span.head)


def _requirements(steps: Iterable[core.Step]) -> Iterator[core.Requirement]:
    for step in steps:
        match step:
            case core.Requirement():
                yield step
            case core.Ways(ways=ways):
                for way in ways:
                    yield from way.requirements
            case core.Assign():
                pass


def _judged(steps: Iterable[object]) -> Iterator[Judged]:
    for step in steps:
        match step:
            case Judged():
                yield step
            case JudgedWays(ways=ways):
                for way in ways:
                    yield from way.requirements
            case _:
                pass
