"""A difference as tables: by incentive, by partner, the payouts and the tiers that change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

from palier.report.cells import printable
from palier.report.drawn_table import drawn, fitted, narrowest
from palier.report.values import Words
from palier.result import Difference, Money, Pair, Result
from palier.speech import Language

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

Row = TypeVar("Row")

MOST: Final = 40
"""How many rows of a table are shown."""


def difference_table(difference: Difference, columns: int, language: Language) -> tuple[Sequence[RenderableType], int]:
    """What a console prints, one below the other, and how wide it has to be."""
    from rich.text import Text

    telling = Telling(difference, language)
    after = difference.after
    day = language.day(after.as_of)
    parts: list[RenderableType] = [
        Text(printable(language.title(after.titles, after.programme)), "bold"),
        language.say("As of {day}, as it is and as it would be.", day=day),
    ]
    if difference.is_empty:
        parts += ["", language.say("Nothing that is paid, priced or held would change.")]
    tables = [telling.by_incentive(), *telling.others()]
    for table in tables:
        parts += ["", fitted(table, columns)]
    parts += telling.remarks()
    return parts, max(columns, *map(narrowest, tables))


class Telling:
    """The tables of a difference in one language."""

    def __init__(self, difference: Difference, language: Language) -> None:
        self.difference = difference
        self.language = language
        self.words = Words(difference.after.currency, difference.after.minor_digits, language)
        self.more = 0

    def by_incentive(self) -> Table:
        """Every incentive that pays on either side, with the total."""
        say = self.language.say
        rows = [(self.incentive(one.incentive or ""), *self.pair(one.amounts)) for one in self.difference.by_incentive]
        return drawn((say("Incentive"), *self.titles()), [rows], self.foot())

    def others(self) -> Iterator[Table]:
        """Partners, payouts, prices and tiers, where some change."""
        say, language = self.language.say, self.language
        changed = [one for one in self.difference.by_payee if one.amounts.difference]
        if changed:
            changed.sort(key=lambda one: (-abs(one.amounts.difference), one.payee))
            rows = [(self.partner(one.payee or ""), *self.pair(one.amounts)) for one in self.some(changed)]
            yield drawn((say("Partner"), *self.titles()), [rows])
        # One that earns the same, and only before its caps earned otherwise, is of no interest here.
        payouts = [one for one in self.difference.payouts if not one.pays_the_same]
        if payouts:
            shown = self.some(payouts)
            rows = [(printable(one.either.id), *self.pair(one.amounts)) for one in shown]
            yield drawn((say("Payout"), *self.titles()), [rows])
        if self.difference.prices:
            prices = [
                (printable(f"{one.stack}:{one.subject.key}"), self.money(one.before), self.money(one.after))
                for one in self.some(self.difference.prices)
            ]
            yield drawn((say("Price"), say("Before"), say("After")), [prices])
        if self.difference.tiers:
            tiers = [
                (
                    self.partner(one.member),
                    printable(one.before or "–"),
                    printable(one.after or "–"),
                    language.say("from {day}", day=language.day(one.start))
                    if one.until is None
                    else language.say("{first} to {last}", first=language.day(one.start), last=language.day(one.until)),
                )
                for one in self.some(self.difference.tiers)
            ]
            titles = (say("Tier of"), say("Before"), say("After"), say("When"))
            yield drawn(titles, [tiers], words=4)

    def remarks(self) -> list[RenderableType]:
        """What was left out of the tables."""
        said = self.language.several(
            "{number} more row is not shown; --format json has all.",
            "{number} more rows are not shown; --format json has all.",
            self.more,
        )
        return ["", said] if self.more else []

    def titles(self) -> tuple[str, str, str]:
        """Of the three columns of amounts."""
        say = self.language.say
        return say("Before"), say("After"), say("Difference")

    def foot(self) -> tuple[str, ...]:
        """The total, each currency and unit on a line of its own."""
        pairs = [self.pair(one) for one in self.difference.total]
        return (self.language.say("Total"), *("\n".join(column) for column in zip(*pairs, strict=True)))

    def pair(self, pair: Pair) -> tuple[str, str, str]:
        """Before, after, and the difference with its sign."""
        return (
            self.words.amount(Money(pair.before, pair.currency)),
            self.words.amount(Money(pair.after, pair.currency)),
            self.signed(Money(pair.difference, pair.currency)),
        )

    def signed(self, amount: Money) -> str:
        """An amount that is added or taken away."""
        said = self.words.amount(amount)
        return f"+{said}" if amount.amount > 0 else said

    def money(self, amount: Decimal | None) -> str:
        """An amount of the programme's currency, if there is one."""
        return "–" if amount is None else self.words.money(amount)

    def incentive(self, name: str) -> str:
        """Its title."""
        both = (self.difference.after, self.difference.before)
        info = next(result.incentives[name] for result in both if name in result.incentives)
        return printable(self.language.title(info.titles, name))

    def partner(self, payee: str) -> str:
        """A partner by name and key."""
        return partner_name(payee, (self.difference.after, self.difference.before))

    def some(self, rows: Sequence[Row]) -> Sequence[Row]:
        """As many rows as are shown; how many more there are is said below the tables."""
        self.more += max(0, len(rows) - MOST)
        return rows[:MOST]


def partner_name(payee: str, results: Iterable[Result]) -> str:
    """A partner by name and key."""
    name = next((result.names[payee] for result in results if payee in result.names), None)
    return printable(payee if name is None else f"{name} ({payee})")
