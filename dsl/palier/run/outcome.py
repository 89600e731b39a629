"""From what a run computed to its result: payouts in order, measures, and explanations on demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from palier.facts import Loaded
from palier.facts.fact import Fact, Facts
from palier.meaning import programme
from palier.meaning.types import TEXT, UnitOf, present, shown
from palier.meaning.walk import walk
from palier.problems import DataError, Fault, nearest
from palier.result import Explanation, IncentiveInfo, Measured, Money, Payout, PriceExplanation, Result, Subject
from palier.run import claimed, listing
from palier.run.broken import Broken
from palier.run.candidates import Candidate, Faults, Source
from palier.run.evaluate import frame_for
from palier.run.exact import ZERO, exactly
from palier.run.execute import Outcome
from palier.run.explain import explain, explain_posted, explain_settled
from palier.run.explain_price import explain_price
from palier.run.guarantees import guarded
from palier.run.identity import key_text
from palier.run.posted import Posted, identity, posted
from palier.run.settle import suffix_of
from palier.run.subjects import Stretch, Turn
from palier.run.trace import value_of


def result(outcome: Outcome, loaded: Loaded, *, as_of_given: bool) -> Result:
    """The result, in the orders that the contract states."""
    with exactly():
        tiers, benefits = listing.tiers(outcome), listing.benefits(outcome)
        protections, conflicts = claimed.protections(outcome), claimed.conflicts(outcome)
        notes = (*loaded.notes, *claimed.notes(outcome))
    ranks = {name: rank for rank, name in enumerate(outcome.candidates)}
    listed = sorted(posted(outcome.candidates), key=lambda one: one.order)
    last = outcome.versions[-1]
    facts = outcome.facts
    infos = {
        name: IncentiveInfo(name, sources[-1].incentive.titles, ranks[name])
        for name, sources in outcome.sources.items()
    }
    reader = Reader(outcome, listed)
    payees = {one.payee for one in outcome.versions}
    lost = loaded.lost
    return Result(
        programme=last.name,
        titles=last.titles,
        versions=tuple(one.version for one in outcome.versions if one.version is not None),
        currency=last.model.currency,
        minor_digits=last.model.minor_digits,
        as_of=outcome.as_of,
        as_of_given=as_of_given,
        rules_sha256=_digest(outcome.versions),
        digest_of_data=lambda: facts.digest,
        engine="interpreter",
        payouts=tuple(_payout(one) for one in listed),
        tiers=tiers,
        measures=_measures(outcome),
        balances=outcome.balances,
        benefits=benefits,
        prices=outcome.prices,
        incentives=infos,
        names=_names(facts, payees),
        payees=frozenset(key_text(one.key) for name in payees for one in facts.by_record.get(name, {}).values()),
        unseen=_unseen(facts, outcome.as_of),
        notes=notes,
        set_aside=loaded.set_aside,
        lost=lost,
        incentives_that_lost=tuple(name for name in infos if _looks_at(outcome.sources[name], set(lost))),
        explainer=reader.explain,
        statements=reader.statement,
        posted=reader.posted,
        priced=reader.priced,
        protections=protections,
        conflicts=conflicts,
        guarantees=guarded(outcome).unkept,
    )


def _payout(one: Posted) -> Payout:
    candidate, posting = one.candidate, one.posting
    source = candidate.source
    incentive, model = source.incentive, source.rules.model
    unit = incentive.amount.type.unit if isinstance(incentive.amount.type, UnitOf) else None
    currency = unit or model.currency
    about = candidate if posting.of is None else posting.of
    stretch = about.stretch
    return Payout(
        id=one.id,
        incentive=incentive.name,
        payee=key_text(posting.payee.key),
        payer=None if candidate.payer is None else key_text(candidate.payer.key),
        subject=Subject(candidate.fact.record.name, key_text(about.fact.key)),
        period=None if stretch is None or stretch.is_part else stretch.name,
        part=stretch.number if stretch is not None and stretch.is_part else None,
        earned_on=posting.earned,
        gross=Money(posting.gross.quantize(source.smallest), currency),
        amount=Money(posting.amount.quantize(source.smallest), currency),
        unit=unit,
        capped=candidate.capped if posting.adjusts is None else posting.amount != posting.gross,
        adjusts=one.adjusts,
        version=source.rules.version,
        caps=candidate.caps if posting.adjusts is None else (),
    )


def _measures(outcome: Outcome) -> tuple[Measured, ...]:
    """The definitions marked `shown`, for every fact seen at the date of the run, as the version in force has them.

    Raises DataError where one asks for what the data cannot tell; in an example, which leaves out what it does not
    need, there is no such measure then.
    """
    evaluator = listing.governing(outcome)
    found = []
    faults = Faults(None, 0)
    with exactly():
        for (record, name), definition in evaluator.rules.definitions.items():
            if not definition.shown:
                continue
            compute = evaluator.scalar(definition.body)
            for fact in outcome.facts.collections[record].seen(outcome.as_of):
                try:
                    value = compute(frame_for(definition.slots, outcome.as_of, fact))
                except Broken as broken:
                    faults.add(broken, fact)
                    continue
                subject = Subject(record, key_text(fact.key))
                found.append(Measured(name, subject, value_of(value), shown(definition.type)))
    if faults.found and not evaluator.lenient:
        raise DataError(tuple(sorted(faults.as_faults(), key=Fault.order)))
    return tuple(found)


def _names(facts: Facts, payees: set[str]) -> dict[str, str]:
    names = {}
    for record in payees:
        declared = facts.model.records.get(record)
        field = None if declared is None else declared.by_name.get("name")
        if field is None or present(field.type) is not TEXT:
            continue
        for fact in facts.by_record.get(record, {}).values():
            if fact.values[field.index] is not None:
                names[key_text(fact.key)] = fact.values[field.index]
    return names


def _unseen(facts: Facts, as_of: date) -> dict[str, int]:
    """How many facts of each record are dated after the date of the run."""
    found = {}
    for name, collection in facts.collections.items():
        later = sum(1 for day in reversed(collection.dates or []) if day > as_of)
        if later:
            found[name] = later
    return found


def _looks_at(sources: tuple[Source, ...], lost: set[str]) -> bool:
    """Whether an incentive is about, or measures, records that lost rows."""
    if not lost:
        return False
    seen: set[str] = set()
    for source in sources:
        seen.add(source.incentive.subject.record)
        waiting: list[Any] = [source.incentive]
        done: set[object] = set()
        while waiting:
            for node in _scalars(waiting.pop()):
                for below in walk(node):
                    record = getattr(below, "record", None)
                    if isinstance(record, str):
                        seen.add(record)
                    key = (record, getattr(below, "name", None))
                    protection = source.rules.protections.get(getattr(below, "protection", ""))
                    if protection is not None and protection not in done:
                        done.add(protection)
                        seen.add(protection.record)
                        waiting.append(protection)
                    if key in source.rules.definitions and key not in done:
                        done.add(key)
                        waiting.append(source.rules.definitions[key])  # type: ignore[index]
    return bool(seen & lost)


def _scalars(holder: Any) -> list[Any]:
    from palier.meaning import core

    found = []
    for field in attrs.fields(type(holder)):
        value = getattr(holder, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if type(one).__module__ == core.__name__:
                found.append(one)
            elif isinstance(one, programme.Cap):
                found.extend(_scalars(one))
    return found


def _digest(versions: tuple[programme.Rules, ...]) -> str:
    if len(versions) == 1:
        return versions[0].digest
    from hashlib import sha256

    return sha256("".join(one.digest for one in versions).encode()).hexdigest()


class Reader:
    """Explanations of a run, made when asked for."""

    def __init__(self, outcome: Outcome, listed: Sequence[Posted] | None = None) -> None:
        self.outcome = outcome
        self.listed = sorted(posted(outcome.candidates), key=lambda one: one.order) if listed is None else listed
        self._known: dict[str, Mapping[Fact, Sequence[Stretch]]] = {}

    @cached_property
    def _by_id(self) -> Mapping[str, Posted]:
        return {one.id: one for one in self.listed}

    @cached_property
    def _payouts_of(self) -> Mapping[int, tuple[str, ...]]:
        """The payouts of each candidate, but for those that correct others."""
        found: dict[int, tuple[str, ...]] = {}
        for one in self.listed:
            if one.adjusts is None:
                found[id(one.candidate)] = (*found.get(id(one.candidate), ()), one.id)
        return found

    @cached_property
    def _corrected(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for one in self.listed:
            if one.adjusts is not None:
                found[one.adjusts] = (*found.get(one.adjusts, ()), one.id)
        return found

    @cached_property
    def _accrued(self) -> Mapping[tuple[str, Turn], tuple[Candidate, Candidate]]:
        """By incentive and subject, the line of a settled candidate that it is, and that candidate."""
        return {
            (name, (line.fact, line.stretch)): (line, one)
            for name, candidates in self.outcome.candidates.items()
            for one in candidates
            for line in one.lines
        }

    def posted(self, payout: str) -> Explanation | None:
        """A payout by its identity; None where this run has none such."""
        one = self._by_id.get(payout)
        if one is None:
            return None
        with exactly():
            return attrs.evolve(
                explain_posted(one, self.outcome.as_of), adjusted_by=self._corrected.get(payout, ()), payouts=()
            )

    def priced(self, stack: str, key: str) -> PriceExplanation:
        """A price by its stack and the text of the key."""
        with exactly():
            return explain_price(self.outcome, stack, key)

    def explain(self, incentive: str, key: str, part: str | None = None) -> Explanation:
        """One candidate, by incentive, the text of its key, and the name of its period or number of its part."""
        settled = [
            one
            for one in self.outcome.candidates[incentive]
            if _settled(one) and key_text(one.fact.key) == key and one.stretch is not None and part in _parts(one)
        ]
        with exactly():
            if settled:
                return self._whole(explain_settled(settled[-1]), settled[-1])
            record = self.outcome.sources[incentive][0].incentive.subject.record
            facts = self.outcome.facts.by_record.get(record, {})
            fact = next((one for one in facts.values() if key_text(one.key) == key), None)
            if fact is None:
                near = nearest(key, [key_text(one) for one in facts])
                raise LookupError(f"there is no `{record}` `{key}`" + (f"; {near.question}" if near else ""))
            return self._of(incentive, self._turn(incentive, fact, part))

    def _whole(self, told: Explanation, candidate: Candidate) -> Explanation:
        """A candidate with its payouts, where these are not it alone."""
        payouts = self._payouts_of.get(id(candidate), ())
        if payouts == (told.payout,) or (not payouts and candidate.postings is None):
            return told
        payees = {one.payee for one in candidate.payouts()}
        paid = sum((one.amount for one in candidate.payouts() if one.adjusts is None), ZERO)
        to_come = told.amount - paid if candidate.source.incentive.settlement.instalments and told.amount else None
        return attrs.evolve(
            told,
            payout=None,
            payouts=payouts,
            payee=told.payee if len(payees) < 2 else None,
            to_come=to_come or None,
        )

    def _turn(self, incentive: str, fact: Fact, part: str | None) -> Turn:
        """The subject meant: the fact, or the period or part of it with that name, the latest where none is named."""
        if any(isinstance(one.incentive.subject, programme.EachFact) for one in self.outcome.sources[incentive]):
            if part is not None:
                raise LookupError(f"`{incentive}` has one candidate for each fact, and no part `{part}`")
            return fact, None
        known = self._stretches(incentive).get(fact, [])
        found = [one for one in known if part is None or one.name == part]
        if not found:
            # Each version has periods of its own, mostly of the same names.
            there = list(dict.fromkeys(one.name for one in known))[:12]
            names = ", ".join(f"`{one}`" for one in there) or "none"
            raise LookupError(
                f"`{incentive}` has no period or part `{part}` for `{key_text(fact.key)}`; it has {names}"
            )
        return fact, found[-1]

    def _stretches(self, incentive: str) -> Mapping[Fact, Sequence[Stretch]]:
        """The periods or parts of each fact, put in order once for all that is asked of them."""
        if incentive not in self._known:
            known: dict[Fact, list[Stretch]] = {}
            for source in self.outcome.sources[incentive]:
                for fact, stretch in source.turns(self.outcome.as_of):
                    if stretch is not None:
                        known.setdefault(fact, []).append(stretch)
            self._known[incentive] = known
        return self._known[incentive]

    def statement(self, payee: str) -> tuple[Explanation, ...]:
        """All payouts of a payee, and all candidates of which nothing was paid, in the order of payouts."""
        found: list[tuple[tuple[Any, ...], Explanation]] = []
        for one in self.listed:
            if key_text(one.posting.payee.key) == payee:
                told = self.posted(one.id)
                assert told is not None
                found.append((one.order, told))
        with exactly():
            for rank, (incentive, candidates) in enumerate(self.outcome.candidates.items()):
                for subject, explanation in self.turns_of(incentive, payee):
                    if not explanation.payouts and explanation.payout not in self._by_id:
                        found.append((_order(explanation, rank, subject), explanation))
                for candidate in candidates:
                    paid = id(candidate) in self._payouts_of
                    if _settled(candidate) and not paid and key_text(candidate.payee.key) == payee:
                        told = self._whole(explain_settled(candidate), candidate)
                        turn = candidate.fact, candidate.stretch
                        found.append((_order(told, rank, turn), told))
        found.sort(key=lambda one: one[0])
        return tuple(explanation for _, explanation in found)

    def turns_of(self, incentive: str, payee: str, after: date | None = None) -> Iterator[tuple[Turn, Explanation]]:
        """The subjects of an incentive that are a payee's, paid or not, and how each fared; `after`: earned later."""
        sources = self.outcome.sources[incentive]
        made = {(one.fact, one.stretch): one for one in self.outcome.candidates[incentive]}
        seen = dict.fromkeys(turn for source in sources for turn in source.turns(self.outcome.as_of))
        for turn in seen:
            candidate = made.get(turn)
            if candidate is not None and key_text(candidate.payee.key) != payee:
                continue
            if after is not None and not any(self._later(one, turn, after) for one in sources):
                continue
            if candidate is None and not any(one.concerns(turn, payee, self.outcome.as_of) for one in sources):
                continue
            explanation = self._of(incentive, turn, candidate)
            if explanation.payee == payee and explanation.outcome != "no candidate":
                yield turn, explanation

    def of_candidate(self, candidate: Candidate) -> Explanation:
        """How a candidate of the run came about."""
        if candidate.least is not None:
            return explain_settled(candidate)
        return explain(candidate.source, (candidate.fact, candidate.stretch), self.outcome.as_of, candidate)

    def _later(self, source: Source, turn: Turn, after: date) -> bool:
        try:
            day = source.earned(*turn, self.outcome.as_of)
        except Broken:
            return False
        return day is not None and day > after

    def _of(self, incentive: str, turn: Turn, candidate: Candidate | None = None) -> Explanation:
        line, settled = self._accrued.get((incentive, turn), (None, None))
        candidate = line or candidate or self.outcome.candidate(incentive, turn)
        if candidate is not None and not _settled(candidate):
            told = explain(candidate.source, turn, self.outcome.as_of, candidate)
            return self._whole(told, candidate) if line is None else self._accruing(told, settled)
        sources = self.outcome.sources[incentive]
        governing = next((one for one in sources if one.governs(turn, self.outcome.as_of)), sources[-1])
        told = explain(governing, turn, self.outcome.as_of, None)
        if governing.incentive.settlement.minimum is not None and told.outcome in ("paid", "capped"):
            return self._accruing(told, None)
        return told

    def _accruing(self, told: Explanation, settled: Candidate | None) -> Explanation:
        """A line of a payout that is settled over a period, perhaps one that is not over."""
        payouts = () if settled is None else self._payouts_of.get(id(settled), ())
        name = payouts[0] if payouts else None if settled is None else identity(settled) + suffix_of(settled)
        return attrs.evolve(told, payout=None, outcome="accrues", settled_in=name)


def _settled(candidate: Candidate) -> bool:
    """Whether it stands for the lines of a period."""
    return candidate.least is not None


def _parts(candidate: Candidate) -> tuple[str | None, ...]:
    """How the period of a settled candidate may be named, with the other paths of its minimum behind it."""
    assert candidate.stretch is not None
    name = candidate.stretch.name
    return None, name, name + suffix_of(candidate)


def _order(told: Explanation, rank: int, turn: Turn) -> tuple[Any, ...]:
    """The place among the payouts of the run of what is none."""
    fact, stretch = turn
    order = fact.order if fact.record.order else fact.order[-1:]
    return told.earned_on or date.max, rank, fact.record.name, order, 0 if stretch is None else stretch.number, -1
