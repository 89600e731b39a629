"""What the sections of a guide share: conditions as lists, amounts, and which tables and definitions they mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from palier.meaning import core
from palier.meaning.model import Titles
from palier.meaning.programme import Rules
from palier.meaning.types import YES_NO
from palier.meaning.walk import walk
from palier.report.blocks import Block, Item, Items, Paragraph
from palier.report.phrase import Intricate, Wording
from palier.report.phrase_names import quotation
from palier.speech import Language, Phrase
from palier.speech.noun import raised


class Writing:
    """A guide in the making: the rules, the language, and what was told already."""

    def __init__(self, rules: Rules, language: Language, level: int) -> None:
        self.rules = rules
        self.language = language
        self.level = level
        """The level of the headings of sections."""
        self.tables_told: set[str] = set()
        self.mentioned: dict[tuple[str, str], None] = {}
        """The definitions that were spoken of, in order."""

    def wording(self, lets: dict[int, core.Scalar] | None = None) -> Wording:
        """Words for one declaration."""
        return Wording(self.rules, self.language, lets)

    def mention(self, scalars: Iterable[object]) -> list[str]:
        """Notes the definitions that something mentions, and gives the tables, those of definitions too, in order."""
        tables: dict[str, None] = {}
        waiting = [one for one in scalars if one is not None]
        seen: set[tuple[str, str]] = set()
        while waiting:
            for node in walk(waiting.pop(0)):
                if isinstance(node, core.Lookup | core.Bands):
                    tables[node.table] = None
                if isinstance(node, core.Apply):
                    key = (node.record, node.name)
                    if key in self.rules.definitions and key not in seen:
                        seen.add(key)
                        self.mentioned[key] = None
                        waiting.append(self.rules.definitions[key].body)
        return list(tables)


def said(scalar: core.Scalar, wording: Wording) -> tuple[str, str | None]:
    """A condition or a value in words; where no good sentence says it, nothing, and the text of the rule."""
    try:
        return (wording.condition(scalar) if scalar.type is YES_NO else wording.value(scalar)), None
    except Intricate:
        return "", quotation(scalar)


def titled(titles: Titles, scalar: core.Scalar, wording: Wording) -> Item:
    """A requirement: its title, and what it asks."""
    text, rule = said(scalar, wording)
    if None not in titles:
        return Item(raised(text), rule)
    title = wording.names.title(titles, "")
    if rule is not None or not text:
        return Item(title, rule)
    return Item(wording.say("{title}: {text}", title=title, text=text))


def requirements(steps: tuple[core.Step, ...], wording: Wording) -> tuple[Item, ...]:
    """The requirements of something, each a line; ways with their own below them."""
    found: list[Item] = []
    for step in steps:
        match step:
            case core.Requirement(titles=titles, condition=condition):
                found.extend(_requirement(titles, condition, wording))
            case core.Ways(ways=ways):
                inside = []
                for number, way in enumerate(ways, 1):
                    asked = tuple(
                        item for one in way.requirements for item in _requirement(one.titles, one.condition, wording)
                    )
                    if None in way.titles:
                        title = wording.names.title(way.titles, "")
                    else:
                        title = wording.say("Way {number}", number=str(number))
                    inside.append(Item(title, None, asked))
                found.append(Item(wording.say("One of these:"), None, tuple(inside)))
            case _:
                pass
    return tuple(found)


def _requirement(titles: Titles, condition: core.Scalar, wording: Wording) -> Iterator[Item]:
    """A requirement without a title that asks several things at once is told as several."""
    if None not in titles and isinstance(condition, core.AllOf):
        for part in wording.telling(condition.parts):
            yield titled({}, part, wording)
    else:
        yield titled(titles, condition, wording)


def amount(lead: Phrase, scalar: core.Scalar, wording: Wording, lead_cases: str) -> list[Block]:
    """An amount after its `lead` (`It pays {amount}.`); one of several cases as a list after `lead_cases`."""
    try:
        cases = wording.cases(scalar)
    except Intricate:
        return [Paragraph(lead_cases, quotation(scalar))]
    if cases is None:
        text, rule = said(scalar, wording)
        if rule is not None:
            return [Paragraph(lead_cases, rule)]
        return [Paragraph(wording.say(lead, amount=text))]
    items = []
    for condition, then in cases:
        text, rule = said(then, wording)
        where = (
            wording.say("in all other cases")
            if condition is None
            else wording.say("where {condition}", condition=condition)
        )
        items.append(Item(wording.say("{where}: {text}", where=raised(where), text=text), rule))
    return [Paragraph(lead_cases), Items(tuple(items))]


def step_scalars(steps: tuple[core.Step, ...]) -> Iterator[core.Scalar]:
    """Every scalar of some steps."""
    for step in steps:
        match step:
            case core.Requirement(condition=condition):
                yield condition
            case core.Ways(ways=ways):
                for way in ways:
                    yield from (one.condition for one in way.requirements)
            case core.Assign(value=value):
                yield value


def scalars_of(holder: Any) -> Iterator[core.Scalar]:
    """Every scalar that a declaration holds, its steps, caps and settlement included."""
    if isinstance(holder, core.Requirement | core.Ways | core.Assign):
        yield from step_scalars((holder,))
        return
    if type(holder).__module__ == core.__name__:
        yield holder
        return
    if not attrs.has(type(holder)):
        return
    for field in attrs.fields(type(holder)):
        if field.name in ("span", "titles", "type"):
            continue
        held = getattr(holder, field.name)
        for one in held if isinstance(held, tuple) else (held,):
            if attrs.has(type(one)) and type(one).__module__ in (core.__name__, "palier.meaning.programme"):
                yield from scalars_of(one)
