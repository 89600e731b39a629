"""A statement as a document: the sums, each payout with its reasons, what is still to come, and what was refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from palier.meaning.programme import Rules
from palier.report.blocks import Block, Document, Heading, Item, Items, Paragraph, Table
from palier.report.cells import printable
from palier.report.reasons import Reasons
from palier.report.statement import Entry, Statement
from palier.result import Explanation, Money, Result, Subject
from palier.speech import Language


def statement_told(statement: Statement, result: Result, versions: Sequence[Rules], language: Language) -> Document:
    """The whole document."""
    return Document(tuple(_Telling(statement, result, versions, language).blocks()))


class _Telling:
    def __init__(self, statement: Statement, result: Result, versions: Sequence[Rules], language: Language) -> None:
        self.statement = statement
        self.result = result
        self.language = language
        self.say = language.say
        self.reasons = Reasons(result, versions, language)
        self.names = self.reasons.names

    def blocks(self) -> Iterator[Block]:
        """The parts in the order in which a partner asks."""
        statement, say = self.statement, self.say
        title = self.names.title(self.result.titles, self.result.programme)
        who = printable(statement.payee if statement.name is None else f"{statement.name} ({statement.payee})")
        yield Heading(1, say("{programme}: statement of {partner}", programme=title, partner=who))
        yield Paragraph(f"{self.time()} {say('As of {day}.', day=self.day(self.result.as_of))}", soft=True)
        yield from self.sums()
        if statement.entries:
            yield Heading(2, say("What was paid, and why"))
        for entry in statement.entries:
            yield from self.entry(entry)
        yield from self.listed(say("Still to come"), self.balances())
        yield from self.prices()
        yield from self.listed(say("Tiers"), self.tiers())
        yield from self.listed(say("Benefits"), self.benefits())
        if statement.refused:
            yield Heading(2, say("What was not paid, and why"))
            yield Items(tuple(self.refused(one) for one in statement.refused))

    def time(self) -> str:
        """From when to when."""
        period = self.statement.period
        if period.start is None and period.end is None:
            return self.say("All that was earned so far.")
        if period.start is None:
            assert period.end is not None
            return self.say("What was earned until {end}.", end=self.day(period.end))
        if period.end is None:
            return self.say("What was earned from {start} on.", start=self.day(period.start))
        return self.say(
            "What was earned from {start} to {end}.", start=self.day(period.start), end=self.day(period.end)
        )

    def sums(self) -> Iterator[Block]:
        """A row for each incentive, and what they come to."""
        totals = self.statement.totals
        if not totals:
            yield Paragraph(self.say("Nothing was paid."))
            return
        rows = [(self.title(one.incentive), self.amount(one.amount)) for one in totals]
        money = self.statement.sums.get(self.result.currency)
        several = money is not None and sum(one.amount.currency == self.result.currency for one in totals) > 1
        if several and money is not None:
            rows.append((self.say("Total"), self.names.words.money(money)))
        yield Table(("", ""), tuple(rows), frozenset({1}), total=several)
        number = len(self.statement.entries)
        yield Paragraph(self.language.several("{number} payout.", "{number} payouts.", number), soft=True)

    def entry(self, entry: Entry) -> Iterator[Block]:
        """One payout: for what, how much, and what led to it."""
        payout = entry.payout
        facts = {
            "title": self.title(payout.incentive),
            "about": self.about(payout.subject, payout.period, payout.part),
            "day": self.day(payout.earned_on),
        }
        amount = payout.amount
        if amount.amount < 0:
            back = self.amount(Money(-amount.amount, amount.currency))
            yield Heading(3, self.say("{title}: {amount} taken back on {day}", amount=back, **facts))
        else:
            yield Heading(3, self.say("{title}: {amount} on {day}", amount=self.amount(amount), **facts))
        items = [Item(self.say("About: {about}.", about=facts["about"]))]
        if payout.adjusts is not None:
            items.append(Item(self.say("It corrects the payout {id}.", id=payout.adjusts)))
        if payout.payer is not None:
            items.append(Item(self.say("Paid by {payer}.", payer=self.partner(payout.payer))))
        explanation = entry.explanation
        if explanation is not None:
            items.extend(self.reasons.items(explanation))
            whole = explanation.amount
            if payout.adjusts is None and whole is not None and whole != amount.amount:
                said = self.amount(Money(whole, amount.currency))
                items.append(
                    Item(self.say("This is a part of {amount}: the rest is paid to others, or later.", amount=said))
                )
        yield Items(tuple(items))

    def refused(self, told: Explanation) -> Item:
        """A candidate that earned nothing, and what it lacked."""
        text = self.say(
            "{title}: nothing for {about}, on {day}",
            title=self.names.title(told.titles, told.incentive),
            about=self.about(told.subject, told.period, told.part),
            day=self.day(told.earned_on or date.min),
        )
        return Item(text, None, tuple(self.reasons.lacking(told)), "bad")

    def balances(self) -> Iterator[Item]:
        """What is kept, owed or advanced."""
        for one in self.statement.balances:
            facts = {"incentive": self.title(one.incentive), "amount": self.names.words.money(one.amount)}
            if one.kind == "to recover":
                yield Item(self.say("{incentive}: {amount} advanced, to be taken off later payouts.", **facts))
            else:
                yield Item(self.say("{incentive}: {amount} still to come.", **facts))

    def tiers(self) -> Iterator[Item]:
        """Which tiers were held, from when to when."""
        for one in self.statement.tiers:
            ladder = self.reasons.rules.ladders.get(one.ladder)
            tier = None if ladder is None else next((each for each in ladder.tiers if each.name == one.tier), None)
            facts = {
                "ladder": self.names.title({} if ladder is None else ladder.titles, one.ladder),
                "tier": one.tier if tier is None else self.names.title(tier.titles, tier.name),
                "start": self.day(one.start),
            }
            if one.until is None:
                yield Item(self.say("{ladder}: {tier}, from {start} on", **facts))
            else:
                yield Item(self.say("{ladder}: {tier}, from {start} to {end}", end=self.day(one.until), **facts))

    def benefits(self) -> Iterator[Item]:
        """What was granted that is not money."""
        for one in self.statement.benefits:
            benefit = self.reasons.rules.benefits.get(one.benefit)
            title = self.names.title({} if benefit is None else benefit.titles, one.benefit)
            if one.subject.key == self.statement.payee:
                yield Item(title)
            else:
                yield Item(self.say("{title}, for {about}", title=title, about=self.about(one.subject, None, None)))

    def prices(self) -> Iterator[Block]:
        """Each price, and what every discount took off."""
        if not self.statement.prices:
            return
        money = self.names.words.money
        yield Heading(2, self.say("Prices"))
        items = []
        for one in self.statement.prices:
            stack = self.reasons.rules.stacks.get(one.stack)
            inside = []
            for part in one.discounts:
                discount = self.reasons.rules.discounts.get(part.discount)
                title = self.names.title({} if discount is None else discount.titles, part.discount)
                if part.rate is None:
                    inside.append(Item(self.say("{title}: {amount} off", title=title, amount=money(part.amount))))
                else:
                    text = self.say(
                        "{title}: {amount} off ({rate} of what was left)",
                        title=title,
                        amount=money(part.amount),
                        rate=self.language.rate(part.rate),
                    )
                    inside.append(Item(text))
            if one.floored and one.floor is not None:
                inside.append(Item(self.say("The price is never below: {floor}.", floor=money(one.floor))))
            text = self.say(
                "{title} of {about} on {day}: {amount}, from {start}",
                title=self.names.title({} if stack is None else stack.titles, one.stack),
                about=self.about(one.subject, None, None),
                day=self.day(one.on),
                amount=money(one.amount),
                start=money(one.start),
            )
            items.append(Item(text, None, tuple(inside)))
        yield Items(tuple(items))

    def listed(self, title: str, items: Iterator[Item]) -> Iterator[Block]:
        """A part of its own, where there is something."""
        found = tuple(items)
        if found:
            yield Heading(2, title)
            yield Items(found)

    # --- words

    def title(self, incentive: str) -> str:
        """An incentive by its title."""
        info = self.result.incentives.get(incentive)
        return self.names.title({} if info is None else info.titles, incentive)

    def about(self, subject: Subject, period: str | None, part: int | None) -> str:
        """What a payout is about."""
        return self.reasons.about(subject, period, part)

    def partner(self, payee: str) -> str:
        """A partner by name and key."""
        name = self.result.names.get(payee)
        return printable(payee if name is None else f"{name} ({payee})")

    def amount(self, amount: Money) -> str:
        """An amount in its currency or unit."""
        return self.names.words.amount(amount)

    def day(self, day: date) -> str:
        """A day in words."""
        return self.language.day(day)
