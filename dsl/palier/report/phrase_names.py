"""What the things of a programme are called in a language: by their titles, else by their names in words."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, Final

import attrs

from palier.meaning import core
from palier.meaning.model import Field
from palier.meaning.programme import Rules
from palier.meaning.table import Table
from palier.meaning.types import DATE, MONEY, MemberOf, ReferenceTo, SetOf, TierOf, Type, UnitOf, present
from palier.report.cells import printable
from palier.report.values import Words
from palier.speech import Language
from palier.speech.noun import Noun, in_words, lowered, noun_of, raised

_OPEN: Final = frozenset(
    (
        *("by", "on", "as", "to", "for", "from", "in", "of", "with", "at"),
        *("de", "du", "des", "par", "en", "pour", "à", "au", "le", "la", "que", "sur", "avec", "vers"),
    )
)
"""A title that ends in one of these wants to go on: in a sentence it is quoted."""


@attrs.frozen(eq=False, slots=False)
class Names:
    """The names of one version of a programme in one language, and its values as readers write them."""

    rules: Rules
    language: Language

    @cached_property
    def words(self) -> Words:
        """How values are worded."""
        return Words(self.rules.model.currency, self.rules.model.minor_digits, self.language)

    def title(self, titles: Any, name: str) -> str:
        """A title as it stands at the head of something."""
        return printable(self.language.title(titles, in_words(name)))

    def quoted(self, text: str) -> str:
        """A title within a sentence."""
        return self.language.say("“{text}”", text=text)

    def noun(self, record: str) -> Noun:
        """What a fact of a record is called."""
        declared = self.rules.model.records.get(record)
        title = None if declared is None else self.language.title(declared.titles, "")
        if not title or (None not in declared.titles if declared is not None else True):
            return Noun(in_words(record), "", self.language)
        return noun_of(printable(title), self.language)

    def field(self, record: str, name: str) -> str:
        """What a field is called within a sentence: a date, and what ends in a preposition, in quotation marks."""
        declared = self.rules.model.records[record].by_name.get(name)
        if declared is None:
            return in_words(name)
        return self.label(declared)

    def label(self, field: Field) -> str:
        """A field within a sentence."""
        title = self.title(field.titles, field.name)
        if present(field.type) is DATE:
            return self.language.say("the date “{title}”", title=title)
        last = title.rpartition(" ")[2].lower()
        odd = isinstance(present(field.type), ReferenceTo | SetOf) or last in _OPEN or ":" in title
        return self._inside(title, quoted=odd)

    def _inside(self, title: str, *, quoted: bool = False) -> str:
        """A title within a sentence. Where titles would need an article that nobody wrote, they are quoted."""
        return self.quoted(title) if quoted or self.language.code != "en" else lowered(title)

    def definition(self, record: str, name: str) -> str:
        """What a definition is called within a sentence."""
        found = self.rules.definitions.get((record, name))
        return in_words(name) if found is None else self._inside(self.title(found.titles, name))

    def ladder(self, name: str) -> str:
        """What the tiers of a ladder are called within a sentence."""
        found = self.rules.ladders.get(name)
        return in_words(name) if found is None else self._inside(self.title(found.titles, name))

    def table(self, name: str) -> str:
        """The title of a table."""
        found = self.rules.tables.get(name)
        return in_words(name) if found is None else self.title(found.titles, name)

    def value(self, of: Type, value: Any, *, together: bool = False) -> str:
        """A value: members and tiers by their titles. `together`: a set is all of its members, not any of them."""
        inner = present(of)
        if value is not None and isinstance(inner, MemberOf | TierOf):
            return self.member(inner, str(value))
        if value is not None and isinstance(inner, SetOf):
            parts = [self.value(inner.of, one) for one in sorted(value, key=self._rank(inner.of))]
            return self.all_of(parts) if together else self.any_of(parts)
        if value is not None and isinstance(inner, UnitOf):
            return f"{self.language.number(value)}\N{NO-BREAK SPACE}{inner.unit}"
        if value is not None and inner is MONEY:
            return self.money(value)
        return self.words.value(inner, value)

    def money(self, amount: Any) -> str:
        """An amount that the rules name: without cents where it has none."""
        said = self.words.money(amount)
        return re.sub(r"[.,]0+(?=\D*$)", "", said) if amount == int(amount) else said

    def member(self, of: MemberOf | TierOf, name: str) -> str:
        """A member of an enumeration, or a tier."""
        if isinstance(of, TierOf):
            ladder = self.rules.ladders.get(of.ladder)
            tier = None if ladder is None else next((one for one in ladder.tiers if one.name == name), None)
            return in_words(name) if tier is None else self.title(tier.titles, name)
        declared = self.rules.model.enumerations.get(of.enumeration)
        member = None if declared is None else next((one for one in declared.members if one.name == name), None)
        return printable(name if member is None else self.language.title(member.labels, name))

    def any_of(self, parts: list[str]) -> str:
        """`A, B or C`."""
        return self.language.listed(parts, "or") if parts else self.language.say("none")

    def all_of(self, parts: list[str]) -> str:
        """`A, B and C`."""
        return self.language.listed(parts, "and")

    def columns(self, table: Table) -> list[str]:
        """The heads of the columns of a table: by the field, definition or tier of their names.

        In another language than that of the names, a column that nothing else tells from the others is called by its
        kind.
        """
        columns = (*table.inputs, *table.outputs)
        found = [self._title_of(one.name, one.type) for one in columns]
        kinds = [self._kind(present(one.type)) for one in columns]
        heads: list[str] = []
        for column, title, kind in zip(columns, found, kinds, strict=True):
            if title is None and self.language.code != "en" and kinds.count(kind) == 1:
                title = kind
            heads.append(self.title({}, column.name) if title is None or title in heads else title)
        return [raised(one) for one in heads]

    def _title_of(self, name: str, of: Type) -> str | None:
        inner = present(of)
        if isinstance(inner, TierOf) and inner.ladder in self.rules.ladders:
            return self.title(self.rules.ladders[inner.ladder].titles, inner.ladder)
        for (_, defined), definition in self.rules.definitions.items():
            if defined == name and None in definition.titles:
                return self.title(definition.titles, name)
        for record in self.rules.model.records.values():
            field = record.by_name.get(name)
            if field is not None and present(field.type) == inner and None in field.titles:
                return self.title(field.titles, name)
        for ladder in self.rules.ladders.values():
            for tier in ladder.tiers:
                if tier.name.lower() == name.lower():
                    return self.title(tier.titles, tier.name)
        return None

    def _kind(self, of: Type) -> str | None:
        say = self.language.say
        kinds = {
            "rate": say("Rate"),
            "money": say("Amount"),
            "number": say("Number"),
            "count": say("Number"),
            "months": say("Duration"),
            "days": say("Duration"),
            "date": say("Date"),
        }
        return kinds.get(getattr(of, "value", ""))

    def _rank(self, of: Type) -> Any:
        declared = self.rules.model.enumerations.get(of.enumeration) if isinstance(of, MemberOf) else None
        if declared is None:
            return str
        return lambda one: declared.ranks.get(one, 0)


def quotation(scalar: core.Scalar | core.Elements) -> str:
    """The text of the rule that something stands for, on one line."""
    return printable(" ".join(scalar.span.text.split()))
