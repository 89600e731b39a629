"""A quote in words: what the deal earns, by which lines, and what it waits for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs

from palier.meaning.model import Titles
from palier.meaning.types import RATE
from palier.report.cells import printable
from palier.report.place_text import place_name
from palier.report.values import Words
from palier.report.why_not import why_not
from palier.result import Explanation, Money, Payout, Price, Quote, Quoted, Subject
from palier.speech import Language


@attrs.frozen
class Told:
    """The words of a quote."""

    quote: Quote
    language: Language

    @property
    def words(self) -> Words:
        """How values are worded."""
        return Words(self.quote.currency, self.quote.minor_digits, self.language)

    def deal(self) -> str:
        """The facts of the deal."""
        names = [f"{one.record} {printable(one.key)}" for one in self.quote.deal]
        return self.language.say("A quote for {facts}", facts=self.language.listed(names))

    def head(self, quoted: Quoted) -> str:
        """When it closes, and what it earns up to which day."""
        language = self.language
        amounts = [self.words.amount(Money(amount, currency)) for currency, amount in quoted.total.items()]
        facts = {"day": language.day(quoted.as_of), "amount": language.listed(amounts)}
        if quoted.closing is None:
            return language.say("With its dates as they are it earns {amount} by {day}.", **facts)
        closing = language.day(quoted.closing)
        return language.say("Closed on {closing} it earns {amount} by {day}.", closing=closing, **facts)

    def payout(self, one: Payout) -> tuple[str, str, str, str]:
        """Incentive, for what, the day it is earned, the amount."""
        part = one.period or ("" if one.part is None else str(one.part))
        about = f"{self.subject(one.subject)}{f', {part}' if part else ''}"
        amount = self.words.amount(one.amount)
        return self.incentive(one.incentive), about, self.language.day(one.earned_on), amount

    def incentive(self, name: str) -> str:
        """Its title."""
        info = self.quote.quotes[0].result.incentives[name]
        return self.title(info.titles, name)

    def title(self, titles: Titles, name: str) -> str:
        """A title fit to be shown."""
        return printable(self.language.title(titles, name))

    def subject(self, subject: Subject) -> str:
        """A fact."""
        return f"{subject.record} {printable(subject.key)}"

    def price(self, price: Price) -> tuple[str, str]:
        """A price and how it is made."""
        language = self.language
        said = language.say(
            "{stack} of {subject}: {amount}, from {start}",
            stack=price.stack.replace("_", " "),
            subject=self.subject(price.subject),
            amount=self.words.money(price.amount),
            start=self.words.money(price.start),
        )
        parts = [self.discount(one.discount, one.rate, one.amount) for one in price.discounts]
        if price.floored and price.floor is not None:
            parts.append(language.say("not below {floor}", floor=self.words.money(price.floor)))
        return said, "; ".join(parts)

    def discount(self, name: str, rate: Any, amount: Decimal) -> str:
        """What one discount takes off."""
        facts = {"discount": name.replace("_", " "), "amount": self.words.money(amount)}
        if rate is None:
            return self.language.say("{discount} takes {amount}", **facts)
        return self.language.say("{discount} takes {rate}, {amount}", rate=self.words.value(RATE, rate), **facts)

    def stacked(self, told: Explanation) -> Iterator[str]:
        """What each line of a stack, and each cap, left of a candidate."""
        say = self.language.say
        title = self.title(told.titles, told.incentive)
        for line in told.stacks:
            if line.before != line.after:
                yield say(
                    "{incentive}: `{stack}`, `{line}` makes {before} into {after}",
                    incentive=title,
                    stack=line.stack,
                    line=line.line,
                    before=self.due(told, line.before),
                    after=self.due(told, line.after),
                )
        for cap in told.caps:
            if told.gross is not None and cap.after < told.gross:
                yield say("{incentive}: a cap lets {after} through", incentive=title, after=self.due(told, cap.after))

    def due(self, told: Explanation, amount: Decimal) -> str:
        """An amount of what a candidate pays."""
        return self.words.amount(Money(amount, told.currency))

    def waiting(self, told: Explanation) -> str:
        """Why a candidate earns nothing, with the place of the rule."""
        return self.language.say(
            "{incentive} for {subject} ({place}): {reasons}",
            incentive=self.title(told.titles, told.incentive),
            subject=self.subject(told.subject),
            place=place_name(told.span),
            reasons="; ".join(why_not(told, self.words, self.language)),
        )

    def elsewhere(self, quoted: Quoted) -> Iterator[tuple[str, str, str, str]]:
        """Payouts for other subjects that the deal changes: which, before, with the deal, the difference."""
        for one in quoted.elsewhere:
            pair = one.amounts
            before, after = (self.words.amount(Money(amount, pair.currency)) for amount in (pair.before, pair.after))
            sign = "+" if pair.difference > 0 else ""
            yield (
                printable(one.either.id),
                before,
                after,
                sign + self.words.amount(Money(pair.difference, pair.currency)),
            )
