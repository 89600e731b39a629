"""How a price came about, in sentences: what it starts from, each discount, and the floor."""

from __future__ import annotations

from collections.abc import Iterator

from palier.meaning.types import MONEY, present
from palier.report.cells import printable
from palier.report.explain_text import headline, requirement_lines
from palier.report.paint import PLAIN, Paint
from palier.report.place_text import place_name
from palier.report.values import Words
from palier.result import PriceExplanation, Result, Seen, Taken
from palier.speech import title_in


def price_text(told: PriceExplanation, result: Result, paint: Paint = PLAIN) -> str:
    """The whole of it."""
    return "".join(f"{line}\n" for line in _lines(told, result, paint))


def _lines(told: PriceExplanation, result: Result, paint: Paint) -> Iterator[str]:
    words = Words(result.currency, result.minor_digits)
    price = told.price
    title = printable(title_in(told.titles, None, price.stack))
    about = f"{price.subject.record} {printable(price.subject.key)}"
    yield paint("strong", f"{title} of {about} is {words.money(price.amount)}, on {price.on}.")
    version = "" if told.version is None else f", version {printable(told.version)}"
    yield f"  Rule `{printable(price.stack)}`, {place_name(told.span)}{version}."
    yield ""
    yield f"  from {_value(told.start, words)}"
    yield from _inside(told.start, words)
    for one in told.discounts:
        yield from _taken(one, result, words, paint, floored=price.floored)
    if told.floor is not None:
        held = "holds" if price.floored else "is kept anyway"
        yield f"  at least {_value(told.floor, words)}, which {held}"
    yield f"  {paint('strong', f'Price: {words.money(price.amount)}')}"


def _value(seen: Seen, words: Words) -> str:
    return f"`{printable(seen.text)}`: {words.value(present(seen.type), seen.value)}"


def _inside(seen: Seen, words: Words) -> Iterator[str]:
    for one in seen.inside:
        yield f"      {printable(one.text)}  {words.value(one.type, one.value)}"


def _taken(one: Taken, result: Result, words: Words, paint: Paint, *, floored: bool) -> Iterator[str]:
    told = one.told
    name = printable(title_in(told.titles, None, told.incentive))
    yield ""
    if told.outcome != "applies":
        why = headline(told, result)
        yield f"  {name} takes nothing: {why}" if told.outcome == "no candidate" else f"  {name} takes nothing:"
    elif one.amount:
        assert told.pays is not None
        shown = words.value(present(told.pays.type), told.exact)
        of = "" if present(told.pays.type) is MONEY else f" of {words.money(one.base)}"
        yield f"  {name} takes {shown}{of}: {words.money(one.amount)}"
    elif one.chosen is not None and one.chosen != told.incentive:
        yield f"  {name} takes nothing: `{printable(one.chosen)}` is taken instead"
    else:
        yield f"  {name} takes nothing: {'the least is reached' if floored else 'nothing is left to take'}"
    if one.line is not None:
        yield f"      stack `{printable(one.stack or '')}`, `{printable(one.line)}`"
    yield from requirement_lines(told, result, paint, "      ")
    if one.amount:
        yield f"      leaves {words.money(one.after)}"
