"""Why a candidate was paid what it was paid, or nothing: sentences for a partner, in its language.

What was asked is said by its title, else as a guide says it; how far something was from being met stands with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from palier.meaning import core
from palier.meaning.programme import Incentive, Rules
from palier.meaning.types import MONEY, ReferenceTo, Type, UnitOf, present
from palier.meaning.walk import walk
from palier.report.blocks import Item
from palier.report.cells import printable
from palier.report.guide_incentives import cap_sentence
from palier.report.guide_lines import scalars_of
from palier.report.judged_told import JudgedTold, Line
from palier.report.phrase import Intricate, Wording, lets_of
from palier.report.phrase_names import Names, quotation
from palier.result import CapStep, Explanation, Given, Result, Seen, StackStep, Subject
from palier.speech import Language
from palier.speech.noun import raised

_MARKS = {"met": "good", "failed": "bad"}


class Reasons:
    """The reasons of one run, in one language."""

    def __init__(self, result: Result, versions: Sequence[Rules], language: Language) -> None:
        self.result = result
        self.versions = versions
        self.language = language
        self.say = language.say
        self.rules = versions[-1]
        self.names = Names(self.rules, language)

    def about(self, subject: Subject, period: str | None, part: int | None) -> str:
        """What a payout is about: `sale S01`, `partner P1, 2021-Q3`."""
        said = f"{self.names.noun(subject.record).words} {printable(subject.key)}"
        if period is not None:
            said = self.say("{what}, {period}", what=said, period=period)
        if part is not None:
            said = self.say("{what}, part {number}", what=said, number=self.language.number(Decimal(part)))
        return said

    def items(self, told: Explanation) -> Iterator[Item]:
        """What led to the amount, in the order in which it was computed."""
        rules, incentive = self._rule(told)
        for field, amount, currency, rate in told.converted:
            yield Item(
                self.say(
                    "{field} came as {amount} and was converted at {rate} to {money}.",
                    field=raised(Names(rules, self.language).field(told.subject.record, field)),
                    amount=self.language.money(amount, currency),
                    rate=self.language.number(rate),
                    money=self.names.words.money(amount * rate),
                )
            )
        for line in self._judging(told).lines(told.steps):
            yield _item(line)
        yield from self._settled(told)
        yield from self._payment(told, incentive)
        for step in told.stacks:
            yield from self._stacked(step, told)
        for number, cap in enumerate(told.caps):
            yield self._capped(cap, number, told, incentive)

    def lacking(self, told: Explanation) -> Iterator[Item]:
        """What kept a candidate from being paid."""
        for line in self._judging(told).lines(told.steps, failed=True):
            yield _item(line)
        _, incentive = self._rule(told)
        for step in told.stacks:
            yield from self._stacked(step, told)
        for number, cap in enumerate(told.caps):
            yield self._capped(cap, number, told, incentive)

    # --- parts

    def _rule(self, told: Explanation) -> tuple[Rules, Incentive | None]:
        """The version that governed, and its incentive."""
        for rules in reversed(self.versions):
            if rules.version == told.version and told.incentive in rules.incentives:
                return rules, rules.incentives[told.incentive]
        return self.rules, self.rules.incentives.get(told.incentive)

    def _wording(self, rules: Rules, incentive: Incentive | None) -> Wording:
        lets = {} if incentive is None else lets_of(incentive.steps, incentive.base)
        return Wording(rules, self.language, lets)

    def _judging(self, told: Explanation) -> JudgedTold:
        rules, incentive = self._rule(told)
        wording = self._wording(rules, incentive)
        texts: dict[str, core.Scalar] = {}
        if incentive is not None:
            for scalar in scalars_of(incentive):
                texts.setdefault(" ".join(scalar.span.text.split()), scalar)

        def asked(text: str) -> str | None:
            scalar = texts.get(text)
            if scalar is None:
                return None
            try:
                return raised(wording.condition(scalar))
            except Intricate:
                return None

        return JudgedTold(self.language, lambda of, value: self._value(of, value, rules), asked)

    def _value(self, of: Type, value: Any, rules: Rules) -> str:
        if isinstance(value, Subject):
            name = self.result.names.get(value.key)
            return printable(value.key if name is None else f"{name} ({value.key})")
        return Names(rules, self.language).value(of, value, together=True)

    def _settled(self, told: Explanation) -> Iterator[Item]:
        """The lines of a settled period, and the least that was to be paid."""
        if told.pays is not None:
            return
        for step in told.steps:
            if isinstance(step, Given):
                value = self._value(step.seen.type, step.seen.value, self.rules)
                if step.name == "at least":
                    yield Item(self.say("The least to be paid out: {amount}", amount=value))
                else:
                    yield Item(self.say("{title}: {text}", title=printable(step.name), text=value))

    def _payment(self, told: Explanation, incentive: Incentive | None) -> Iterator[Item]:
        """What the rule pays, what it was made of, and its rounding."""
        if told.pays is None or incentive is None or told.exact is None:
            return
        rules, _ = self._rule(told)
        wording = self._wording(rules, incentive)
        due: Type = MONEY if told.currency == self.result.currency else UnitOf(told.currency)
        amount = self._value(due, told.gross, rules)
        inside = tuple(self._made_of(told.pays, incentive, wording, rules))
        try:
            phrase = wording.value(incentive.amount)
        except Intricate:
            yield Item(
                self.say("The amount: {amount}, by the rule", amount=amount), quotation(incentive.amount), inside
            )
            return
        if isinstance(incentive.amount, core.Constant | core.Parameter):
            yield Item(self.say("The amount: {amount}", amount=amount))
        else:
            yield Item(self.say("The amount: {phrase}, which is {amount}", phrase=phrase, amount=amount), None, inside)

    def _made_of(self, pays: Seen, incentive: Incentive, wording: Wording, rules: Rules) -> Iterator[Item]:
        """The values that an amount was made of, by what they are called."""
        called: dict[str, core.Scalar] = {}
        for scalar in scalars_of(incentive):
            for node in walk(scalar):
                span = getattr(node, "span", None)
                if span is not None and not isinstance(node, core.Elements):
                    called.setdefault(" ".join(span.text.split()), node)  # type: ignore[arg-type]
        seen = pays.inside or ()
        told: set[str] = set()
        for one in _flat(seen):
            if one.text in told or isinstance(present(one.type), ReferenceTo):
                continue
            told.add(one.text)
            name, value = self._named(called.get(one.text), wording), self._value(one.type, one.value, rules)
            if name not in (None, value):
                assert name is not None
                yield Item(self.say("{title}: {text}", title=raised(name), text=value))

    def _named(self, scalar: core.Scalar | None, wording: Wording) -> str | None:
        """What a value is called; None where no good words say it."""
        try:
            return None if scalar is None else wording.value(scalar)
        except Intricate:
            return None

    def _stacked(self, step: StackStep, told: Explanation) -> Iterator[Item]:
        """What a line of a stack made of it."""
        due: Type = MONEY if told.currency == self.result.currency else UnitOf(told.currency)
        rules, _ = self._rule(told)
        wording = self._wording(rules, None)
        facts = {"stack": wording.incentive(step.stack), "after": self._value(due, step.after, rules)}
        chosen = None if step.chosen is None else wording.incentive(step.chosen)
        match step.kind:
            case "cap":
                if step.before != step.after:
                    yield Item(self.say("The limit of “{stack}” leaves {after} of it", **facts))
            case "on what is left" if step.base is not None and step.taken:
                base = self._value(MONEY, step.base, rules)
                yield Item(self.say("“{stack}”: it is taken of what is left, {base}: {after}", base=base, **facts))
            case _ if step.before and not step.after and chosen is not None:
                yield Item(self.say("“{stack}”: “{chosen}” is paid in its place", stack=facts["stack"], chosen=chosen))
            case _:
                pass

    def _capped(self, cap: CapStep, number: int, told: Explanation, incentive: Incentive | None) -> Item:
        """What a cap allowed, what was used of it, and what it let through."""
        rules, _ = self._rule(told)
        due: Type = MONEY if told.currency == self.result.currency else UnitOf(told.currency)
        rule = None
        if incentive is not None and number < len(incentive.caps):
            rule = cap_sentence(incentive.caps[number], self._wording(rules, incentive))
        if rule is None:
            rule = self.say("At most {limit} in all.", limit=self._limit(cap, cap.limit, due, rules))
        facts = {
            "rule": rule,
            "used": self._limit(cap, cap.used, due, rules),
            "left": self._limit(cap, cap.left, due, rules),
        }
        values = [printable(value) for value in cap.values] + ([] if cap.period is None else [cap.period])
        if values:
            text = self.say("{rule} For {values}: {used} before, {left} left", values=", ".join(values), **facts)
        else:
            text = self.say("{rule} {used} before, {left} left", **facts)
        if told.gross is not None and cap.after < told.gross:
            through = self._value(due, cap.after, rules)
            return Item(
                self.say("{text}: no more than {amount} of it is paid", text=text, amount=through), None, (), "bad"
            )
        return Item(text, None, (), "good")

    def _limit(self, cap: CapStep, value: Any, due: Type, rules: Rules) -> str:
        if cap.payments:
            return self.language.several("{number} payment", "{number} payments", int(value))
        return self._value(due, value, rules)


def _flat(seen: Sequence[Seen]) -> Iterator[Seen]:
    """The values that were looked at; of what is made of others, the others too."""
    for one in seen:
        yield one
        if not one.note:
            yield from _flat(one.inside)


def _item(line: Line) -> Item:
    return Item(line.text, None, tuple(_item(one) for one in line.inside), _MARKS.get(line.mark or ""))
