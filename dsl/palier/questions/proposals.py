"""Proposals: the cheapest changes that earn something, each confirmed by a run with them, or not made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, product
from typing import Any, Final

import attrs

from palier.facts import Data
from palier.facts.fact import Fact, Facts
from palier.meaning import core
from palier.meaning.calendar import DAY
from palier.meaning.model import Field
from palier.meaning.programme import Rules
from palier.meaning.types import MemberOf, SetOf, UnitOf, present
from palier.problems import DataError
from palier.questions.cheapest import Step, World, cheapest
from palier.questions.goal import Goal, Setting
from palier.questions.kinds import Adding, changes_of
from palier.questions.nearness import far
from palier.questions.next_steps import next_steps
from palier.result import JudgedWays, Money
from palier.result.progress import Figure, Named, NextStep, Proposal, Proposed
from palier.run.broken import Broken
from palier.run.candidates import Source
from palier.run.evaluate import Evaluator, frame_for
from palier.run.execute import Outcome, execute
from palier.run.identity import key_text
from palier.run.judge import Judging
from palier.run.subjects import Turn
from palier.run.trace import Tracing, value_of

_MOST_WAYS: Final = 6


class Proposals:
    """Makes proposals for one partner, of data as it is known on a day."""

    def __init__(
        self, versions: tuple[Rules, ...], data: Data, values: Mapping[str, Any], day: date, partner: Fact
    ) -> None:
        self.setting = Setting(versions, values, day)
        self.data = data
        self.partner = partner
        self.world = World(versions, data, day)

    def stepping(self, outcome: Outcome, sources: Sequence[Source], turn: Turn) -> tuple[NextStep, ...]:
        """The next steps of the tables that an amount asks, each with what reaches it."""
        source = next((one for one in sources if one.governs(turn, outcome.as_of)), sources[-1])
        return tuple(
            attrs.evolve(one.told, proposal=self.earning(outcome, sources, turn, (one.reached,)))
            for one in next_steps(source, turn, outcome.as_of)
        )

    def earning(
        self, outcome: Outcome, sources: Sequence[Source], turn: Turn, beside: tuple[core.Requirement, ...] = ()
    ) -> Proposal | None:
        """What would earn something for a subject of an incentive, and meet what is asked `beside`."""
        source = next((one for one in sources if one.governs(turn, outcome.as_of)), sources[-1])
        incentive = source.incentive
        try:
            day = source.earned(*turn, outcome.as_of)
        except Broken:
            return None
        if day is None:
            return None
        base = () if incentive.base is None else (incentive.base,)
        steps = (*incentive.steps, *base, *beside)
        goal = Goal(
            self.setting,
            source.rules,
            steps,
            incentive.slots,
            turn[0].record.name,
            turn[0].key,
            turn[1],
            day,
            outcome.as_of,
            incentive.amount,
        )
        for one in self._in_ways(goal):
            found = self._found(one)
            paid = None if found is None else self._paid(incentive.name, turn, outcome.as_of, found)
            if found is not None and paid is not None:
                return Proposal(tuple(self._told(found)), paid)
        return None

    def reaching(self, rules: Rules, ladder: str, tier: str, review: date) -> Proposal | None:
        """What would reach a tier at a review."""
        declared = rules.ladders[ladder]
        wanted = next(one for one in declared.tiers if one.name == tier)
        goal = Goal(
            self.setting,
            rules,
            wanted.steps,
            declared.slots,
            self.partner.record.name,
            self.partner.key,
            None,
            review - DAY,
            review,
            None,
        )
        for one in self._in_ways(goal):
            found = self._found(one)
            if found is not None and self._reached(rules, ladder, tier, review, found):
                return Proposal(tuple(self._told(found)), None)
        return None

    def _in_ways(self, goal: Goal) -> Iterator[Goal]:
        """The goal by each way that there is, the nearest first."""
        facts = self.world.plain
        plain = goal.setting.evaluator(facts, goal.rules, goal.as_of)
        tracing = Tracing()
        judging = Judging(
            Evaluator(plain.rules, facts, plain.parameters, recorder=tracing, shared=plain.shared), tracing
        )
        frame = frame_for(goal.slots, goal.day, goal.subject(facts), goal.stretch)
        choices: list[list[tuple[int, core.Way]]] = []
        try:
            for step in goal.steps:
                judged = judging.step(step, frame)
                if isinstance(step, core.Ways) and isinstance(judged, JudgedWays):
                    pairs = sorted(zip(judged.ways, step.ways, strict=True), key=lambda pair: far(pair[0]))
                    choices.append([(id(step), way) for _, way in pairs])
        except Broken:
            return
        for chosen in islice(product(*choices), _MOST_WAYS):
            yield goal.by(dict(chosen))

    def _found(self, goal: Goal) -> tuple[Step, ...] | None:
        return cheapest(self.world, goal, self.partner.record.name)

    def _facts(self, steps: Sequence[Step]) -> Facts | None:
        try:
            return self.world.facts(self.world.changes(steps))
        except DataError:
            return None

    def _paid(self, incentive: str, turn: Turn, as_of: date, steps: Sequence[Step]) -> Money | None:
        """What a run with the changes pays the partner for the subject; None where it pays nothing."""
        facts = self._facts(steps)
        if facts is None:
            return None
        setting = self.setting
        try:
            outcome = execute(setting.versions, facts, as_of, setting.parameters, known=setting.known)
        except DataError:
            return None
        for one in outcome.candidates[incentive]:
            if (one.fact.key, one.stretch, one.payee.key) == (turn[0].key, turn[1], self.partner.key):
                if one.amount <= 0:
                    return None
                of = one.source.incentive.amount.type
                unit = of.unit if isinstance(of, UnitOf) else one.source.rules.model.currency
                return Money(one.amount.quantize(one.source.smallest), unit)
        return None

    def _reached(self, rules: Rules, ladder: str, tier: str, review: date, steps: Sequence[Step]) -> bool:
        facts = self._facts(steps)
        if facts is None:
            return False
        evaluator = self.setting.evaluator(facts, rules, review)
        member = facts.by_record[self.partner.record.name][self.partner.key]
        names = [one.name for one in rules.ladders[ladder].tiers]
        held = evaluator.ladder(ladder).tier(member, review)
        return held in names and names.index(held) >= names.index(tier)

    def _told(self, steps: Sequence[Step]) -> Iterator[Proposed]:
        for one in steps:
            changes = changes_of(one.kind, one.value)
            if not isinstance(one.kind, Adding):
                kind = one.kind
                record = Named(kind.record.name, kind.record.titles)
                figure = _figure(kind.field, one.value)
                yield Proposed(record, key_text(kind.key), (changes[0].values,), (figure,), None)  # type: ignore[union-attr]
                continue
            each = len(one.kind.made)
            for at, made in enumerate(one.kind.made):
                rows = tuple(change.values for change in changes[at::each])  # type: ignore[union-attr]
                figures = []
                for field in made.record.fields:
                    place = at, field.name
                    if one.kind.varied == place:
                        figures.append(_figure(field, one.value))
                    elif one.kind.other is not None and one.kind.other[0] == place:
                        taken = one.kind.other[1][: int(one.value)]
                        of = SetOf(present(field.type), ordered=True)
                        figures.append(Figure(Named(field.name, field.titles), of, taken))
                    elif place in one.kind.asked or (
                        isinstance(present(field.type), MemberOf) and made.values[field.name] is not None
                    ):
                        figures.append(_figure(field, made.values[field.name]))
                yield Proposed(Named(made.record.name, made.record.titles), None, rows, tuple(figures), one.kind.on)


def _figure(field: Field, value: Any) -> Figure:
    return Figure(Named(field.name, field.titles), present(field.type), value_of(value))
