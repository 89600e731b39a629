"""Where a partner stands: tiers, what is under way, limits, claims, and what would earn what it does not earn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from palier.facts import Data
from palier.facts.collecting import not_collecting
from palier.facts.fact import Fact, Facts
from palier.meaning import calendar, programme
from palier.meaning.calendar import DAY, add_months
from palier.meaning.model import Titles
from palier.meaning.programme import Rules
from palier.meaning.types import TEXT, present
from palier.problems import DataError, nearest
from palier.questions.known import known
from palier.questions.nearness import nearest_ways_first
from palier.questions.progress_caps import caps_of
from palier.questions.progress_tiers import ladders_of
from palier.questions.proposals import Proposals
from palier.questions.run import day_of, load, parameter_values
from palier.result import Explanation, Given, Result
from palier.result.progress import (
    Figure,
    GrantedBenefit,
    HeldClaim,
    LadderProgress,
    Missed,
    Named,
    NextStep,
    Progress,
    UnderWay,
)
from palier.run.exact import exactly
from palier.run.execute import Outcome, execute
from palier.run.identity import key_text
from palier.run.judge import called
from palier.run.listing import governing
from palier.run.outcome import Reader, result
from palier.run.protections import every_claims
from palier.run.subjects import Turn
from palier.run.trace import value_of

_MONTHS_BACK = 12


def progress(
    versions: Sequence[Rules],
    data: Data,
    partner: str,
    as_of: date | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Progress:
    """Where a partner stands at the end of a day, by default that of the last dated fact.

    What lies ahead is judged by what is known on the day, if nothing else happens. Raises DataError with all faults,
    UsageError for a wrong parameter or where there is no day, LookupError where there is no such partner.
    """
    values = parameter_values(versions, parameters or {})
    with not_collecting(), exactly():
        return _Asking(tuple(versions), data, as_of, values).progress(partner)


class _Asking:
    def __init__(self, versions: tuple[Rules, ...], data: Data, as_of: date | None, values: Mapping[str, Any]) -> None:
        self.versions = versions
        self.data = data
        self.values = values
        loaded = load(versions, data)
        assert loaded.facts is not None
        self.facts: Facts = loaded.facts
        self.day = day_of(as_of, self.facts)
        self.outcome = execute(versions, self.facts, self.day, values)
        self.ran: Result = result(self.outcome, loaded, as_of_given=as_of is not None)
        self.digest = self.ran.data_sha256

    def progress(self, key: str) -> Progress:
        """Everything, in the order in which it is told."""
        partner = self._partner(key)
        ran, rules = self.ran, governing(self.outcome).rules
        claims = tuple(self._claims(partner))
        self.proposals = Proposals(self.versions, self.data, self.values, self.day, partner)
        missed = tuple(self._missed(key))
        caps = caps_of(self.outcome, partner)
        # From here on nothing is seen that is dated later.
        known(self.facts, self.day)
        ahead = self._ahead()
        titles = {name: info.titles for name, info in ran.incentives.items()}
        return Progress(
            programme=Named(ran.programme, ran.titles),
            versions=ran.versions,
            currency=ran.currency,
            minor_digits=ran.minor_digits,
            as_of=self.day,
            as_of_given=ran.as_of_given,
            rules_sha256=ran.rules_sha256,
            data_sha256=self.digest,
            partner=key,
            name=ran.names.get(key),
            ladders=() if ahead is None else tuple(self._ladders(ahead, partner)),
            under_way=() if ahead is None else tuple(self._under_way(ahead, key)),
            missed=missed,
            caps=caps,
            balances=tuple(
                (Named(one.incentive, titles.get(one.incentive, {})), one)
                for one in ran.balances
                if key in one.key.split(",")
            ),
            claims=claims,
            benefits=tuple(self._benefits(key)),
            figures=tuple(self._figures(key, rules)),
            earned=tuple(
                (Named(one.incentive, titles[one.incentive]), one.amount) for one in ran.totals if one.payee == key
            ),
            labels=_labels(self.versions),
            records={name: one.titles for rules in self.versions for name, one in rules.model.records.items()},
            name_of=self._name_of,
        )

    def _partner(self, key: str) -> Fact:
        for name in dict.fromkeys(one.payee for one in reversed(self.versions)):
            for fact in self.facts.by_record.get(name, {}).values():
                if key_text(fact.key) == key:
                    return fact
        near = nearest(key, self.ran.payees)
        raise LookupError(f"there is no partner `{key}`" + (f"; {near.question}" if near else ""))

    def _ahead(self) -> Outcome | None:
        """The run to the end of the last period that is under way, with nothing else happening until then."""
        last = self.day
        for rules in self.versions:
            if rules.effective_to is not None and rules.effective_to < self.day:
                continue
            for incentive in rules.incentives.values():
                last = max(last, _end(incentive, rules, self.day))
        try:
            return execute(self.versions, self.facts, last, self.values, known=self.day)
        except DataError:
            # What is asked on a day to come may want facts that are not there yet: then nothing is known of it.
            return None

    def _ladders(self, ahead: Outcome, partner: Fact) -> Iterator[LadderProgress]:
        evaluator = governing(ahead, self.day)
        for one in ladders_of(evaluator, partner, self.day):
            above = []
            for tier in one.above:
                rules = evaluator.ladder(one.ladder.name).version(tier.review).evaluator.rules
                asked = not tier.met and tier.invited is not False and one.ladder.name in rules.ladders
                found = self.proposals.reaching(rules, one.ladder.name, tier.tier.name, tier.review) if asked else None
                above.append(attrs.evolve(tier, proposal=found))
            yield attrs.evolve(one, above=tuple(above))

    def _under_way(self, ahead: Outcome, key: str) -> Iterator[UnderWay]:
        reader = Reader(ahead)
        for name, sources in ahead.sources.items():
            titles = Named(name, sources[-1].incentive.titles)
            if sources[-1].incentive.settlement.minimum is not None:
                for candidate in ahead.candidates[name]:
                    if candidate.earned > self.day and candidate.lines and key_text(candidate.payee.key) == key:
                        found = reader.of_candidate(candidate)
                        yield UnderWay(titles, found, candidate.least, (), None)
                        break
                continue
            first: dict[Fact, tuple[Turn, Explanation]] = {}
            for turn, found in reader.turns_of(name, key, self.day):
                explanation = nearest_ways_first(found)
                held = first.get(turn[0])
                if held is None or (explanation.earned_on or date.max) < (held[1].earned_on or date.max):
                    first[turn[0]] = turn, explanation
            for turn, explanation in first.values():
                proposal = None if explanation.amount else self.proposals.earning(ahead, sources, turn)
                steps: tuple[NextStep, ...] = ()
                if explanation.amount and explanation.part is None:
                    steps = self.proposals.stepping(ahead, sources, turn)
                yield UnderWay(titles, explanation, None, steps, proposal)

    def _missed(self, key: str) -> Iterator[Missed]:
        since = add_months(self.day, -_MONTHS_BACK)
        reader = Reader(self.outcome)
        for name, sources in self.outcome.sources.items():
            if sources[-1].incentive.settlement.minimum is not None:
                continue
            groups: dict[tuple[str, ...], list[tuple[Turn, Explanation]]] = {}
            for turn, found_one in reader.turns_of(name, key, since):
                explanation = nearest_ways_first(found_one)
                lacks = lacking(explanation)
                if explanation.outcome == "nothing" and lacks:
                    groups.setdefault(lacks, []).append((turn, explanation))
            for found in groups.values():
                turn, latest = max(found, key=lambda one: one[1].earned_on or date.min)
                proposal = self.proposals.earning(self.outcome, sources, turn)
                yield Missed(Named(name, sources[-1].incentive.titles), len(found), latest, proposal)

    def _claims(self, partner: Fact) -> Iterator[HeldClaim]:
        for claims in every_claims(self.outcome.evaluators):
            spells = [one for one in claims.ledger.spells() if one.holder is partner and one.end > self.day]
            for spell in sorted(spells, key=lambda one: (one.end, one.start, one.first.fact.order)):
                protection = spell.first.protection
                rules = next(one for one in self.versions if protection in one.protections.values())
                on = []
                for node, value in zip(protection.keys, spell.first.key, strict=True):
                    titles, name = called(rules, node)
                    on.append(Figure(Named(name, titles), present(node.type), value_of(value)))
                by = value_of(spell.first.fact)
                yield HeldClaim(Named(protection.name, protection.titles), tuple(on), spell.start, spell.end - DAY, by)

    def _benefits(self, key: str) -> Iterator[GrantedBenefit]:
        found: dict[str, list[Any]] = {}
        for one in self.ran.benefits:
            if one.to == key:
                found.setdefault(one.benefit, []).append(one.subject)
        for name, subjects in found.items():
            titles: Titles = next(
                rules.benefits[name].titles for rules in reversed(self.versions) if name in rules.benefits
            )
            yield GrantedBenefit(Named(name, titles), tuple(subjects))

    def _figures(self, key: str, rules: Rules) -> Iterator[Figure]:
        for one in self.ran.measures:
            if one.subject.key == key and one.subject.record in {version.payee for version in self.versions}:
                definition = rules.definitions[one.subject.record, one.name]
                yield Figure(Named(one.name, definition.titles), definition.type, one.value)

    def _name_of(self, record: str, key: str) -> str | None:
        declared = self.facts.model.records.get(record)
        field = None if declared is None else declared.by_name.get("name")
        if field is None or present(field.type) is not TEXT:
            return None
        for fact in self.facts.by_record.get(record, {}).values():
            if key_text(fact.key) == key:
                name: str | None = fact.values[field.index]
                return name
        return None


def lacking(explanation: Explanation) -> tuple[str, ...]:
    """The requirements that failed, by their text."""
    return tuple(
        " ".join(one.span.text.split())
        for one in explanation.steps
        if not isinstance(one, Given) and one.outcome == "failed"
    )


def _end(incentive: programme.Incentive, rules: Rules, day: date) -> date:
    """The last day that must be looked at so that what is under way comes to its end."""
    minimum = incentive.settlement.minimum
    match incentive.subject:
        case programme.EachPeriod(period=period):
            pass
        case programme.EachPart(unit=unit):
            return add_months(day, calendar.MONTHS_IN[unit])
        case _ if minimum is not None:
            period = minimum.period
        case _:
            return day
    first = rules.fiscal_month if period.calendar == "fiscal" else 1
    return calendar.period(day, period.unit, first)[1] - DAY


def _labels(versions: Sequence[Rules]) -> dict[tuple[str, str], Titles]:
    found: dict[tuple[str, str], Titles] = {}
    for rules in versions:
        for name, enumeration in rules.model.enumerations.items():
            found.update({(name, member.name): member.labels for member in enumeration.members})
        for name, ladder in rules.ladders.items():
            found.update({(name, tier.name): tier.titles for tier in ladder.tiers})
    return found
