"""A comparison in words: its figures as people read them, for the terminal and for a page alike."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import attrs

from palier.report.cells import printable
from palier.report.difference_table import partner_name
from palier.report.place_text import place_name
from palier.report.values import Words
from palier.report.why_not import why_not
from palier.result import Cause, Comparison, DealPair, Money, Pair, SumPair
from palier.speech import Language


@attrs.frozen
class Told:
    """The words of a comparison."""

    comparison: Comparison
    language: Language

    @property
    def words(self) -> Words:
        """How values are worded."""
        after = self.comparison.difference.after
        return Words(after.currency, after.minor_digits, self.language)

    def title(self) -> str:
        """Both programmes."""
        before, after = self.comparison.difference.before, self.comparison.difference.after
        old = self.language.title(before.titles, before.programme)
        new = self.language.title(after.titles, after.programme)
        return self.language.say("{old}, and {new}", old=printable(old), new=printable(new))

    def summary(self) -> list[str]:
        """What both pay in all, and how many gain and lose."""
        say = self.language.say
        difference = self.comparison.difference
        found = [say("As of {day}, on the same deals.", day=self.language.day(difference.after.as_of))]
        for pair in difference.total:
            words = {"old": self.amount(pair.before, pair), "new": self.amount(pair.after, pair)}
            if pair.ratio is None:
                found.append(say("The old programme pays {old}, the new one {new}.", **words))
            else:
                times = self.ratio(pair)
                found.append(
                    say("The old programme pays {old}, the new one {new}: {times} times as much.", **words, times=times)
                )
        if self.comparison.is_empty:
            found.append(say("Everybody gets the same, for every deal."))
        else:
            gain = self.language.several("{number} partner gains", "{number} partners gain", len(self.comparison.gain))
            lose = self.language.several("{number} partner loses", "{number} partners lose", len(self.comparison.lose))
            found.append(say("{gain}, {lose}.", gain=gain, lose=lose))
        return found

    def partners(self) -> list[SumPair]:
        """Who gains most first, who loses most last."""
        return sorted(self.comparison.difference.by_payee, key=lambda one: (-one.amounts.difference, one.payee))

    def partner(self, payee: str) -> str:
        """A partner by name and key."""
        difference = self.comparison.difference
        return partner_name(payee, (difference.after, difference.before))

    def amount(self, amount: Decimal, pair: Pair) -> str:
        """An amount of a pair."""
        return self.words.amount(Money(amount, pair.currency))

    def figures(self, pair: Pair) -> tuple[str, str, str, str]:
        """Old, new, the difference with its sign, and the ratio."""
        sign = "+" if pair.difference > 0 else ""
        difference = f"{sign}{self.amount(pair.difference, pair)}"
        return self.amount(pair.before, pair), self.amount(pair.after, pair), difference, self.ratio(pair)

    def ratio(self, pair: Pair) -> str:
        """How many times the old amount the new one is, to two decimals; nothing where there was none."""
        return "" if pair.ratio is None else self.language.number(_rounded(pair.ratio))

    def count(self, number: int) -> str:
        """A whole number."""
        return self.language.number(Decimal(number))

    def headings(self) -> tuple[str, str, str, str]:
        """Of these four."""
        say = self.language.say
        return say("Old"), say("New"), say("Difference"), say("New to old")

    def deal(self, deal: DealPair) -> str:
        """A deal with what it is paid under both."""
        old, new, difference, _ = self.figures(deal.amounts)
        return self.language.say(
            "{record} {key}, {partners}: {old} before, {new} now, {difference}",
            record=deal.subject.record,
            key=printable(deal.subject.key),
            partners=self.language.listed([self.partner(one) for one in deal.payees]),
            old=old,
            new=new,
            difference=difference,
        )

    def cause(self, cause: Cause) -> str:
        """What an incentive does for a deal, with the place where it is written."""
        say = self.language.say
        title = printable(self.language.title(cause.titles, cause.incentive))
        place = place_name(cause.span)
        if cause.why is None:
            amount = self.words.amount(Money(cause.amount, cause.currency))
            if cause.payouts == 1:
                return say("{title} ({place}) pays {amount}", title=title, place=place, amount=amount)
            many = self.language.several("{number} payout", "{number} payouts", cause.payouts)
            return say("{title} ({place}) pays {amount} in {many}", title=title, place=place, amount=amount, many=many)
        reasons = "; ".join(why_not(cause.why, self.words, self.language))
        return say("{title} ({place}) pays nothing: {reasons}", title=title, place=place, reasons=reasons)

    def causes(self, causes: Sequence[Cause]) -> Sequence[Cause]:
        """Those that say something: what is not about such a deal at all, only where nothing else is."""
        found = [one for one in causes if one.why is None or one.why.outcome != "no candidate"]
        return found or causes

    def left_out(self) -> str | None:
        """How many more deals differ than are told."""
        more = self.comparison.differing - len(self.comparison.deals)
        if not more:
            return None
        return self.language.several("{number} more deal differs.", "{number} more deals differ.", more)


def _rounded(ratio: Fraction) -> Decimal:
    """For readers alone; documents have the ratio as it is."""
    return Decimal(round(ratio * 100)).scaleb(-2)
