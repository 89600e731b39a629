"""A result as tables: by incentive, then by partner, with the sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from palier.meaning.model import title_in
from palier.report.cells import cell_width, printable
from palier.report.counted import counted, listed
from palier.report.partner_sums import PartnerSums, partner_sums
from palier.report.values import figure, number
from palier.result import Result

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

MOST_COLUMNS: Final = 6
MOST_PARTNERS: Final = 200
_EDGES: Final = 2
_BETWEEN: Final = 2
_PARTNER: Final = 16


def result_table(result: Result, columns: int) -> Iterator[RenderableType]:
    """What a console prints, one below the other; the table of the partners is the last."""
    yield from _head(result)
    yield ""
    yield _incentives(result)
    sums = partner_sums(result)
    if not sums:
        return
    shown = sums[:MOST_PARTNERS]
    if len(shown) < len(sums):
        yield f"The {len(shown)} of {counted(len(sums), 'partner')} with most; --format csv lists all."
    yield ""
    yield _partners(result, shown, sums, columns)


def _head(result: Result) -> Iterator[RenderableType]:
    from rich.text import Text

    yield Text(title_in(result.titles, None, result.programme), "bold")
    versions = f"{'version' if len(result.versions) == 1 else 'versions'} {listed(result.versions)}"
    chosen = "as given" if result.as_of_given else "the last date in the data"
    parts = [*([versions] if result.versions else []), f"as of {result.as_of} ({chosen})", f"in {result.currency}"]
    yield Text(printable(", ".join(parts)))
    if result.unseen:
        later = sum(result.unseen.values())
        verb = "lies" if later == 1 else "lie"
        yield Text(f"{counted(later, 'fact')} {verb} after that day and {'is' if later == 1 else 'are'} not seen: "
                   f"{_by_record(result.unseen)}.")
    if result.set_aside:
        rows = len(result.set_aside)
        yield Text(f"{counted(rows, 'row')} {'was' if rows == 1 else 'were'} set aside: {_by_record(result.lost)}.")


def _by_record(counts: Mapping[str, int]) -> str:
    return listed([f"{number(count)} {record}" for record, count in counts.items()])


def _table(*columns: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_footer=True, pad_edge=True, padding=(0, 1), collapse_padding=True)
    for at, title in enumerate(columns):
        if at == 0:
            table.add_column(title, overflow="fold", min_width=min(_PARTNER, cell_width(title)))
        else:
            table.add_column(title, justify="right", no_wrap=False)
    return table


def _incentives(result: Result) -> Table:
    table = _table("Incentive", "Payouts", "Capped", "Gross", "Amount")
    gross: dict[str, Decimal] = {}
    amount: dict[str, Decimal] = {}
    payouts = capped = 0
    by_incentive: dict[str, list[int]] = {name: [0, 0] for name in result.incentives}
    sums: dict[str, tuple[dict[str, Decimal], dict[str, Decimal]]] = {name: ({}, {}) for name in result.incentives}
    for one in result.payouts:
        counts = by_incentive[one.incentive]
        counts[0] += 1
        counts[1] += one.capped
        for into, money in ((sums[one.incentive][0], one.gross), (sums[one.incentive][1], one.amount)):
            into[money.currency] = into.get(money.currency, Decimal(0)) + money.amount
    for name, info in sorted(result.incentives.items(), key=lambda item: item[1].rank):
        of_gross, of_amount = sums[name]
        table.add_row(
            printable(title_in(info.titles, None, name)), number(by_incentive[name][0]), number(by_incentive[name][1]),
            _amounts(of_gross, result), _amounts(of_amount, result),
        )
        payouts += by_incentive[name][0]
        capped += by_incentive[name][1]
        for into, of in ((gross, of_gross), (amount, of_amount)):
            for currency, value in of.items():
                into[currency] = into.get(currency, Decimal(0)) + value
    footers = ("Total", number(payouts), number(capped), _amounts(gross, result), _amounts(amount, result))
    _foot(table, footers)
    return table


def _partners(result: Result, shown: Sequence[PartnerSums], all_of_them: Sequence[PartnerSums], columns: int) -> Table:
    paying = [name for name in _in_order(result) if any(name in one.by_incentive for one in all_of_them)]
    by_column = _by_column(result, paying, shown, all_of_them)
    return by_column if len(paying) <= MOST_COLUMNS and _fits(by_column, columns) else _by_row(result, paying, shown, all_of_them)


def _by_column(
    result: Result, paying: Sequence[str], shown: Sequence[PartnerSums], all_of_them: Sequence[PartnerSums]
) -> Table:
    titles = [printable(title_in(result.incentives[name].titles, None, name)) for name in paying]
    with_total = len(paying) > 1
    table = _table("Partner", *titles, *(["Total"] if with_total else []))
    for one in shown:
        cells = [_amounts(one.by_incentive.get(name, {}), result) for name in paying]
        table.add_row(_partner(one.payee, result), *cells, *([_amounts(one.total, result)] if with_total else []))
    feet = [_amounts(_added(one.by_incentive.get(name, {}) for one in all_of_them), result) for name in paying]
    whole = [_amounts(_added(one.total for one in all_of_them), result)] if with_total else []
    _foot(table, ("Total", *feet, *whole))
    return table


def _by_row(
    result: Result, paying: Sequence[str], shown: Sequence[PartnerSums], all_of_them: Sequence[PartnerSums]
) -> Table:
    table = _table("Partner", "Incentive", "Amount")
    table.columns[1].justify = "left"
    for one in shown:
        first = _partner(one.payee, result)
        mine = [name for name in paying if name in one.by_incentive]
        for name in mine:
            title = printable(title_in(result.incentives[name].titles, None, name))
            table.add_row(first, title, _amounts(one.by_incentive[name], result))
            first = ""
        if len(mine) > 1:
            table.add_row("", "Total", _amounts(one.total, result))
        table.add_section()
    _foot(table, ("Total", "", _amounts(_added(one.total for one in all_of_them), result)))
    return table


def _in_order(result: Result) -> list[str]:
    return sorted(result.incentives, key=lambda name: result.incentives[name].rank)


def _partner(payee: str, result: Result) -> str:
    name = result.names.get(payee)
    return printable(payee if name is None else f"{name} ({payee})")


def _added(sums: Iterator[Mapping[str, Decimal]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for one in sums:
        for currency, value in one.items():
            found[currency] = found.get(currency, Decimal(0)) + value
    return found


def _amounts(by_currency: Mapping[str, Decimal], result: Result) -> str:
    """Amounts of money without their currency, those of a unit with it, each on a line."""
    lines = []
    for currency, value in by_currency.items():
        if currency == result.currency:
            lines.insert(0, figure(value, result.minor_digits))
        else:
            lines.append(f"{number(value)} {currency}")
    return "\n".join(lines)


def _foot(table: Table, cells: Sequence[str]) -> None:
    from rich.text import Text

    for column, cell in zip(table.columns, cells, strict=True):
        column.footer = Text(cell, "bold")


def _fits(table: Table, columns: int) -> bool:
    """Whether no amount has to be broken, and the partner's column keeps room for a name."""
    needed = _PARTNER + _EDGES
    for column in table.columns[1:]:
        words = [str(column.header), str(column.footer), *map(str, column.cells)]
        needed += max((cell_width(part) for one in words for part in one.split()), default=0) + _BETWEEN
    return needed <= columns


