"""A comparison as tables: by partner and by tier, and the deals that differ most with the rules that make them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from palier.report.cells import printable
from palier.report.comparison_told import Told
from palier.report.drawn_table import drawn, fitted, narrowest
from palier.result import Comparison
from palier.speech import Language

if TYPE_CHECKING:
    from rich.console import RenderableType


def comparison_table(comparison: Comparison, columns: int, language: Language) -> tuple[Sequence[RenderableType], int]:
    """What a console prints, one below the other, and how wide it has to be."""
    from rich.padding import Padding
    from rich.text import Text

    told, say = Told(comparison, language), language.say
    parts: list[RenderableType] = [Text(told.title(), "bold"), *told.summary()]
    totals = [told.figures(pair) for pair in comparison.difference.total]
    foot = (say("Total"), *("\n".join(column) for column in zip(*totals, strict=True)))
    partners = [(told.partner(one.payee or ""), *told.figures(one.amounts)) for one in told.partners()]
    tables = [drawn((say("Partner"), *told.headings()), [partners], foot)]
    if comparison.tiers:
        tiers = [
            (printable(one.tier or say("none")), told.count(one.payees), *told.figures(one.amounts))
            for one in comparison.tiers
        ]
        tables.append(drawn((say("Tier"), say("Partners"), *told.headings()), [tiers]))
    for table in tables:
        parts += ["", fitted(table, columns)]
    if comparison.deals:
        parts += ["", Text(say("The deals that differ most"), "bold")]
    for deal in comparison.deals:
        parts += ["", Text(told.deal(deal))]
        for side, causes in ((say("old"), deal.old), (say("new"), deal.new)):
            parts += [
                Padding(Text(f"{side}: {told.cause(one)}"), (0, 0, 0, 2), expand=False) for one in told.causes(causes)
            ]
    more = told.left_out()
    if more is not None:
        parts += ["", more]
    return parts, max(columns, *map(narrowest, tables))
