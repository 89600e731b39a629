"""A quote as text: payouts, prices, what stacks and caps left, what is still waited for, what changes elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from palier.report.cells import printable
from palier.report.drawn_table import drawn, fitted, narrowest
from palier.report.quote_told import Told
from palier.result import Quote, Quoted
from palier.speech import Language

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


def quote_table(quote: Quote, columns: int, language: Language) -> tuple[Sequence[RenderableType], int]:
    """What a console prints, one below the other, and how wide it has to be."""
    from rich.text import Text

    told = Told(quote, language)
    parts: list[RenderableType] = [
        Text(printable(language.title(quote.titles, quote.programme)), "bold"),
        told.deal(),
    ]
    tables: list[Table] = []
    for quoted in quote.quotes:
        parts += ["", Text(told.head(quoted), "bold")]
        parts += _quoted(told, quoted, columns, language, tables)
    return parts, max([columns, *map(narrowest, tables)])


def _quoted(told: Told, quoted: Quoted, columns: int, language: Language, tables: list[Table]) -> list[RenderableType]:
    say = language.say
    parts: list[RenderableType] = []
    if quoted.payouts:
        rows = [told.payout(one) for one in quoted.payouts]
        tables.append(drawn((say("Incentive"), say("For"), say("Earned on"), say("Amount")), [rows], words=3))
        parts += ["", fitted(tables[-1], columns)]
    stacked = [line for one in quoted.candidates for line in told.stacked(one)]
    parts += _listed("", stacked)
    parts += _listed(say("Prices:"), [" – ".join(filter(None, told.price(one))) for one in quoted.prices])
    parts += _listed(say("It still waits for:"), [told.waiting(one) for one in quoted.waits])
    elsewhere = list(told.elsewhere(quoted))
    if elsewhere:
        titles = (say("Changes elsewhere"), say("Before"), say("After"), say("Difference"))
        tables.append(drawn(titles, [elsewhere]))
        parts += ["", fitted(tables[-1], columns)]
    return parts


def _listed(title: str, lines: Sequence[str]) -> list[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    if not lines:
        return []
    head: list[RenderableType] = ["", title] if title else [""]
    return [*head, *(Padding(Text(line), (0, 0, 0, 2), expand=False) for line in lines)]
