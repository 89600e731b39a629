"""A run: versions of a programme on facts, incentive by incentive, each with one ledger over all versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import attrs

from palier.facts.fact import Facts
from palier.meaning import programme
from palier.meaning.model import Model
from palier.meaning.types import optional
from palier.problems import DataError, Fault
from palier.result import Balance, Price
from palier.run.candidates import Candidate, Faults, Source, in_order
from palier.run.caps import Ledger
from palier.run.evaluate import Evaluator, Recorder, Shared
from palier.run.exact import exactly
from palier.run.prices import prices
from palier.run.protections import every_claims
from palier.run.staged import staged
from palier.run.subjects import Turn

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many subjects are done, and of how many."""


@attrs.frozen(eq=False)
class Outcome:
    """What a run computed: for each incentive, as declared, the sources of its versions and its candidates in order;
    `granted` the same for benefits."""

    versions: tuple[programme.Rules, ...]
    evaluators: tuple[Evaluator, ...]
    facts: Facts
    as_of: date
    sources: Mapping[str, tuple[Source, ...]]
    candidates: Mapping[str, tuple[Candidate, ...]]
    balances: tuple[Balance, ...]
    granted: Mapping[str, tuple[Candidate, ...]]
    prices: tuple[Price, ...] = ()
    ledgers: Mapping[str, Ledger] = attrs.field(factory=dict)
    """By incentive, what its caps have counted by the date of the run."""
    span: tuple[date | None, date | None] = (None, None)
    """The first and the last day that any version governs; None: open."""
    _made: dict[str, dict[Turn, Candidate]] = attrs.field(factory=dict, init=False, repr=False)

    def evaluator(self, rules: programme.Rules) -> Evaluator:
        """That of one version."""
        return next(one for one in self.evaluators if one.rules is rules)

    def candidate(self, incentive: str, turn: Turn) -> Candidate | None:
        """The candidate that a subject made, if it made one."""
        if incentive not in self._made:
            # The first of several, should a subject have several.
            self._made[incentive] = {(one.fact, one.stretch): one for one in reversed(self.candidates[incentive])}
        return self._made[incentive].get(turn)


def merged_model(versions: Sequence[programme.Rules], *, lenient: bool = False) -> Model:
    """The data that all versions together want. Where `lenient`, whatever is no key may be missing."""
    last = versions[-1].model
    records = {name: record for one in versions for name, record in one.model.records.items()}
    if lenient:
        records = {
            name: attrs.evolve(
                record,
                fields=tuple(
                    field if field.name in record.key else attrs.evolve(field, type=optional(field.type))
                    for field in record.fields
                ),
            )
            for name, record in records.items()
        }
    enumerations = {name: each for one in versions for name, each in one.model.enumerations.items()}
    units = {name: step for one in versions for name, step in one.model.units.items()}
    return attrs.evolve(last, records=records, enumerations=enumerations, units=units)


def execute(
    versions: tuple[programme.Rules, ...],
    facts: Facts,
    as_of: date,
    parameters: Mapping[str, Any],
    *,
    lenient: bool = False,
    progress: Progress | None = None,
    known: date | None = None,
    recorder: Recorder | None = None,
) -> Outcome:
    """Runs the versions. Raises DataError with every fault that shows on the way.

    A run that looks ahead, beyond the last day of which anything is `known`, takes nothing to happen on the way.
    """
    shared = Shared()
    shared.as_of = as_of
    shared.known = known or date.max
    evaluators = tuple(
        Evaluator(
            rules,
            facts,
            {name: parameters[name] for name in parameters if name in rules.parameters},
            lenient=lenient,
            recorder=recorder,
            shared=shared,
        )
        for rules in versions
    )
    shared.evaluators.extend(evaluators)
    starts, ends = [one.effective_from for one in versions], [one.effective_to for one in versions]
    span = (
        None if None in starts else min(day for day in starts if day is not None),
        None if None in ends else max(day for day in ends if day is not None),
    )
    names = list(dict.fromkeys(name for rules in reversed(versions) for name in rules.incentives))
    ledgers: dict[str, list[Source]] = {shared.root("incentives", name): [] for name in names}
    for evaluator in evaluators:
        for name, incentive in evaluator.rules.incentives.items():
            ledgers[shared.root("incentives", name)].append(Source(evaluator, incentive, span))
    total = sum(len(facts.collections[one.incentive.subject.record].facts) for each in ledgers.values() for one in each)
    faults = Faults(progress, total)
    with exactly():
        settled = staged(evaluators, {root: tuple(each) for root, each in ledgers.items()}, shared, as_of, faults)
        granted = {name: tuple(in_order(each, as_of, faults)) for name, each in _granting(evaluators, span).items()}
        priced = prices(evaluators, as_of, faults)
        if not lenient:
            # Who holds what is part of the result, whether or not an incentive asks.
            for claims in every_claims(evaluators):
                for broken, fact in claims.broken:
                    faults.add(broken, fact)
    sources = {
        name: tuple(one for one in ledgers[shared.root("incentives", name)] if one.incentive.name == name)
        for name in names
    }
    candidates: dict[str, list[Candidate]] = {name: [] for name in names}
    for came in settled.values():
        for one in came.candidates:
            candidates[one.source.incentive.name].append(one)
    balances = tuple(balance for one in settled.values() for balance in one.balances)
    if faults.found:
        raise DataError(tuple(sorted(faults.as_faults(), key=Fault.order)))
    made = {name: tuple(each) for name, each in candidates.items()}
    counted = {name: settled[shared.root("incentives", name)].ledger for name in names}
    return Outcome(versions, evaluators, facts, as_of, sources, made, balances, granted, priced, counted, span)


def _granting(
    evaluators: tuple[Evaluator, ...], span: tuple[date | None, date | None]
) -> dict[str, tuple[Source, ...]]:
    """The benefits that are granted on their own, in all versions, as declared."""
    found: dict[str, tuple[Source, ...]] = {}
    for evaluator in reversed(evaluators):
        for name, benefit in evaluator.rules.benefits.items():
            if benefit.grant is not None:
                found[name] = (Source(evaluator, benefit.grant, span), *found.get(name, ()))
    return found
