"""A language: sentences from its catalogue, lists, titles, and numbers, amounts and days as its readers write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Context, Decimal, Inexact, localcontext
from functools import cached_property
from typing import Any, Final

import attrs

from palier.speech.phrase import Phrase

_ALL_DIGITS: Final = Context(prec=1_000, traps=[Inexact])
"""Babel formats under the context of the caller, and would cut at its 28 digits."""


@attrs.frozen(slots=False)
class Language:
    """A language by its code, such as `fr`, and the locale whose customs it follows.

    Sentences are written in English where they are used; a catalogue, `locale/CODE.po`, holds their translations.
    """

    code: str
    locale: str

    def say(self, sentence: str | Phrase, /, **facts: Any) -> str:
        """A sentence with its `{facts}` filled in; facts that are phrases are said in this language too."""
        if isinstance(sentence, Phrase):
            facts = {**sentence.facts, **facts}
            sentence = sentence.template
        return self.template(sentence).format(**{name: self._said(fact) for name, fact in facts.items()})

    def template(self, text: str) -> str:
        """A sentence as the catalogue has it, its `{facts}` still open."""
        return self._catalogue.gettext(text) if self._catalogue else text

    def fragment(self, text: str) -> str:
        """A part of a sentence that was put together in English: what stands in backticks, and numbers, are kept."""
        from palier.speech.fragment import CONTEXT, translated

        if self._catalogue is None:
            return text

        def known(skeleton: str) -> str | None:
            found: str = self._catalogue.pgettext(CONTEXT, skeleton)
            return None if found == skeleton else found

        return translated(text, known)

    def several(self, one: str, many: str, number: int, /, **facts: Any) -> str:
        """The form of a sentence for so many, which `{number}` names: `{number} payout`, `{number} payouts`."""
        said = {name: self._said(fact) for name, fact in facts.items()}
        if self._catalogue is None:
            return (one if number == 1 else many).format(number=f"{number:,}".replace(",", "\u00a0"), **said)
        form: str = self._catalogue.ngettext(one, many, number)
        return form.format(number=self.number(Decimal(number)), **said)

    def title(self, titles: Mapping[str | None, str], name: str) -> str:
        """The title in this language, else the first one written, else the name in words."""
        return title_in(titles, self.code, name)

    def listed(self, parts: Sequence[str], last: str = "and") -> str:
        """`a`, `a and b`, `a, b and c`; `last` is the English word before the last one: `and` or `or`."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.template(last)} {parts[-1]}"

    def number(self, value: Decimal) -> str:
        """A number with all its digits, as readers of the language write it: `12,345.67`, `12 345,67`."""
        from babel.numbers import format_decimal

        with localcontext(_ALL_DIGITS):
            return format_decimal(_plain(value), locale=self.locale, decimal_quantization=False)

    def written(self, figure: str) -> str:
        """A figure in the plain form of the command line, `2 000.00`, with the signs of the language: `2 000,00`."""
        if self.code == "en":
            return figure
        from babel.numbers import get_decimal_symbol, get_group_symbol

        signs: dict[str, str | int | None] = {
            ".": get_decimal_symbol(self.locale),
            "\u00a0": get_group_symbol(self.locale),
        }
        return figure.translate(str.maketrans(signs))

    def rate(self, value: Decimal) -> str:
        """A ratio as per cent, with all its digits: `2.5%`, `2,5 %`."""
        from babel.numbers import format_percent

        with localcontext(_ALL_DIGITS):
            return format_percent(_plain(value), locale=self.locale, decimal_quantization=False)

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount with at least the decimals of its currency, never rounded: `€2,000.00`, `2 000,00 €`."""
        from babel.numbers import format_currency

        with localcontext(_ALL_DIGITS):
            return format_currency(amount, currency, locale=self.locale, decimal_quantization=False)

    def day(self, day: date) -> str:
        """A day in words: `2 August 2021`, `2 août 2021`, `1er août 2021`."""
        from babel.dates import format_date

        said: str = format_date(day, "long", locale=self.locale)
        return f"1er{said[1:]}" if self.code == "fr" and day.day == 1 else said

    def _said(self, fact: Any) -> Any:
        return self.say(fact) if isinstance(fact, Phrase) else fact

    @cached_property
    def _catalogue(self) -> Any:
        """The translations; None in English, in which sentences are written."""
        if self.code == "en":
            return None
        from palier.speech.catalogue import catalogue

        return catalogue(self.code)


def _plain(value: Decimal) -> Decimal:
    """Without zeros at the end of its decimals, however many digits it has."""
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else value


def title_in(titles: Mapping[str | None, str], language: str | None, name: str) -> str:
    """The title in a language, else the first one written, else the name in words."""
    return titles.get(language) or titles.get(None) or name.replace("_", " ")


ENGLISH: Final = Language("en", "en_GB")
FRENCH: Final = Language("fr", "fr_FR")
LANGUAGES: Final[Mapping[str, Language]] = {one.code: one for one in (ENGLISH, FRENCH)}
"""The languages there are, by code."""


def language_of(code: str) -> Language | None:
    """The language of a code or locale: `fr`, `fr_BE`, `fr-CA.UTF-8`; None when there is none."""
    return LANGUAGES.get(code.replace("-", "_").partition(".")[0].partition("_")[0].lower())
