"""A sweep as a table with bars, and the values at which the cost jumps."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from palier.report.cells import printable
from palier.report.drawn_table import drawn, fitted, narrowest
from palier.report.values import Words
from palier.result import Sweep
from palier.speech import Language

if TYPE_CHECKING:
    from rich.console import RenderableType

_CELLS: Final = 24
"""How long the longest bar is; a cell is filled by eighths."""
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"


def sweep_table(sweep: Sweep, columns: int, language: Language) -> tuple[Sequence[RenderableType], int]:
    """What a console prints, one below the other, and how wide it has to be."""
    from rich.text import Text

    say = language.say
    words = Words(sweep.currency, sweep.minor_digits, language)
    name = parameter_name(sweep, language)
    parts: list[RenderableType] = [
        Text(printable(language.title(sweep.titles, sweep.programme)), "bold"),
        say("As of {day}: what the programme costs by “{parameter}”.", day=language.day(sweep.as_of), parameter=name),
    ]
    highest = max((point.total for point in sweep.points), default=Decimal(0))
    rows = []
    for before, point in zip((None, *sweep.points), sweep.points, strict=False):
        step = "" if before is None else signed(point.total - before.total, words)
        value = words.value(sweep.type, point.value)
        here = f"{value} ◂" if point.value == sweep.now else value
        rows.append((here, words.money(point.total), step, bar(point.total, highest)))
    table = drawn((printable(name), say("Cost"), say("Difference"), ""), [rows], bars=True)
    parts += ["", fitted(table, columns)]
    parts += ["", say("◂ is the value now: {value}.", value=words.value(sweep.type, sweep.now))]
    parts += jump_lines(sweep, words, language)
    return parts, max(columns, narrowest(table))


def jump_lines(sweep: Sweep, words: Words, language: Language) -> list[str]:
    """A sentence for each jump of the cost, and for each stretch on which it changes gradually."""

    def value(one: Any) -> str:
        return words.value(sweep.type, one)

    found = [
        language.say(
            "From {value} on it costs {after}, and {before} up to {last}.",
            value=value(one.first),
            after=words.money(one.after),
            before=words.money(one.before),
            last=value(one.last),
        )
        for one in sweep.jumps or ()
    ]
    found += [
        language.say("Between {first} and {last} the cost changes gradually.", first=value(first), last=value(last))
        for first, last in sweep.gradual
    ]
    return found


def parameter_name(sweep: Sweep, language: Language) -> str:
    """The title of the parameter, else its name."""
    return language.title(sweep.parameter_titles, sweep.parameter)


def signed(amount: Decimal, words: Words) -> str:
    """An amount that is added or taken away."""
    return f"+{words.money(amount)}" if amount > 0 else words.money(amount)


def bar(amount: Decimal, highest: Decimal) -> str:
    """A bar as long as the amount, beside the longest."""
    if amount <= 0 or highest <= 0:
        return " " * _CELLS
    eighths = int(Fraction(amount) / Fraction(highest) * _CELLS * 8)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).ljust(_CELLS)[:_CELLS]
