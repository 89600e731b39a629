"""A result as tables: by incentive, then by partner, with the sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from palier.report.cells import printable
from palier.report.drawn_table import drawn, fitted, narrowest
from palier.report.sums import PartnerSums, Sum, declared, incentive_sums, partner_sums
from palier.report.values import figure, number
from palier.result import Money, Result
from palier.speech import ENGLISH, Language

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

MOST_COLUMNS: Final = 6
"""How many incentives may stand beside each other; more stand below each other."""
MOST_PARTNERS: Final = 200


def result_table(result: Result, columns: int, language: Language = ENGLISH) -> tuple[list[RenderableType], int]:
    """What a console prints, one below the other, the table of the partners last; and how wide it has to be.

    That is `columns`, unless an amount would have to be broken.
    """
    tables = [_incentives(result, language)]
    parts: list[RenderableType] = [*_head(result, language), "", tables[0]]
    sums = partner_sums(result)
    if sums:
        shown = sums[:MOST_PARTNERS]
        tables.append(_Partners(result, shown, sums, language).table(columns))
        if len(shown) < len(sums):
            count = _count(len(sums), language)
            most = language.say(
                "The {shown} who get most of {all} partners; --format csv lists all.", shown=len(shown), all=count
            )
            parts += ["", most]
        parts += ["", tables[1]]
    return parts, max(columns, *map(narrowest, tables))


def _head(result: Result, language: Language) -> Iterator[RenderableType]:
    from rich.text import Text

    yield Text(printable(language.title(result.titles, result.programme)), "bold")
    parts = []
    if result.versions:
        listed = language.listed(result.versions)
        several = len(result.versions) > 1
        parts.append(
            language.say("versions {listed}", listed=listed)
            if several
            else language.say("version {listed}", listed=listed)
        )
    if result.as_of_given:
        parts.append(language.say("as of {day} (as given)", day=result.as_of))
    else:
        parts.append(language.say("as of {day} (the last date in the data)", day=result.as_of))
    parts.append(language.say("in {currency}", currency=result.currency))
    yield printable(", ".join(parts))
    if result.prices:
        yield language.several(
            "{number} price is made beside this: --format json or csv lists it.",
            "{number} prices are made beside this: --format json or csv lists them.",
            len(result.prices),
        )
    if result.unseen:
        later = sum(result.unseen.values())
        yield language.several(
            "{number} fact lies after that day and is not seen: {records}.",
            "{number} facts lie after that day and are not seen: {records}.",
            later,
            records=_by_record(result.unseen, language),
        )
    also = list(_besides(result, language))
    if also:
        yield language.say("Besides what is paid: {also}; --format json lists them.", also=language.listed(also))
    if result.set_aside:
        yield language.several(
            "{number} row was set aside: {records}.",
            "{number} rows were set aside: {records}.",
            len(result.set_aside),
            records=_by_record(result.lost, language),
        )


def _besides(result: Result, language: Language) -> Iterator[str]:
    if result.tiers:
        yield language.several("{number} tier", "{number} tiers", len(result.tiers))
    if result.benefits:
        yield language.several(
            "{number} benefit granted",
            "{number} benefits granted",
            len(result.benefits),
        )
    if result.balances:
        yield language.several(
            "{number} balance left",
            "{number} balances left",
            len(result.balances),
        )
    if result.protections:
        yield language.several(
            "{number} claim held",
            "{number} claims held",
            len(result.protections),
        )
    if result.conflicts:
        yield language.several(
            "{number} conflict",
            "{number} conflicts",
            len(result.conflicts),
        )


def _by_record(counts: Mapping[str, int], language: Language) -> str:
    return language.listed([f"{_count(count, language)} {name}" for name, count in counts.items()])


def _incentives(result: Result, language: Language) -> Table:
    sums = incentive_sums(result)
    rows = [
        (
            _title(result, name, language),
            _count(one.payouts, language),
            _count(one.capped, language),
            _amounts(one.gross, result, language),
            _amounts(one.amount, result, language),
        )
        for name, one in sums.items()
    ]
    foot = (
        language.say("Total"),
        _count(sum(one.payouts for one in sums.values()), language),
        _count(sum(one.capped for one in sums.values()), language),
        _amounts(_added(one.gross for one in sums.values()), result, language),
        _amounts(_added(one.amount for one in sums.values()), result, language),
    )
    heads = (
        language.say("Incentive"),
        language.say("Payouts"),
        language.say("Capped"),
        language.say("Gross"),
        language.say("Amount"),
    )
    return drawn(heads, [rows], foot)


@attrs.frozen
class _Partners:
    """The table of the partners: some of them are shown, the sums are of all."""

    result: Result
    shown: Sequence[PartnerSums]
    all: Sequence[PartnerSums]
    language: Language

    def table(self, columns: int) -> Table:
        """A column for each incentive, where there are few enough and the width is there; else a row."""
        paying = {name for one in self.all for name in one.by_incentive}
        names = [name for name in declared(self.result) if name in paying]
        if len(names) <= MOST_COLUMNS:
            by_column = self._by_column(names)
            if narrowest(by_column) <= columns:
                return fitted(by_column, columns)
        return self._by_row(names)

    def _by_column(self, names: Sequence[str]) -> Table:
        with_total = len(names) > 1
        total = self.language.say("Total")
        titles = [_title(self.result, name, self.language) for name in names]
        rows = [
            (
                self._partner(one.payee),
                *(self._amount(one.by_incentive.get(name)) for name in names),
                *([self._amount(one.total)] if with_total else []),
            )
            for one in self.shown
        ]
        feet = [_added(one.by_incentive[name] for one in self.all if name in one.by_incentive) for name in names]
        whole = [self._whole()] if with_total else []
        return drawn(
            (self.language.say("Partner"), *titles, *([total] if with_total else [])),
            [rows],
            (total, *(self._amount(one) for one in feet), *whole),
        )

    def _by_row(self, names: Sequence[str]) -> Table:
        sections = []
        say = self.language.say
        for one in self.shown:
            rows = [
                ("", _title(self.result, name, self.language), self._amount(one.by_incentive[name]))
                for name in names
                if name in one.by_incentive
            ]
            if len(rows) > 1:
                rows.append(("", say("Total"), self._amount(one.total)))
            rows[0] = (self._partner(one.payee), *rows[0][1:])
            sections.append(rows)
        heads = say("Partner"), say("Incentive"), say("Amount")
        return drawn(heads, sections, (say("Total"), "", self._whole()), words=2)

    def _partner(self, payee: str) -> str:
        name = self.result.names.get(payee)
        return printable(payee if name is None else f"{name} ({payee})")

    def _amount(self, amount: Sum | None) -> str:
        return "" if amount is None else _amounts(amount, self.result, self.language)

    def _whole(self) -> str:
        return self._amount(_added(one.total for one in self.all))


def _title(result: Result, incentive: str, language: Language) -> str:
    return printable(language.title(result.incentives[incentive].titles, incentive))


def _count(value: int, language: Language) -> str:
    return language.written(number(value))


def _added(sums: Iterable[Sum]) -> Sum:
    return Sum.of(Money(amount, currency) for one in sums for currency, amount in one.by_currency.items())


def _amounts(amount: Sum, result: Result, language: Language) -> str:
    """Money without its currency, which the head says; what is paid in a unit with it, on a line of its own."""
    lines: list[str] = []
    for currency, value in amount.by_currency.items():
        if currency == result.currency:
            lines.insert(0, language.written(figure(value, result.minor_digits)))
        else:
            lines.append(f"{language.written(number(value))}\N{NO-BREAK SPACE}{currency}")
    return "\n".join(lines)
