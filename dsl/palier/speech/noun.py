"""Nouns: how a thing with a title such as `A sale`, `Une vente` is spoken of in a sentence.

An indefinite article at the beginning of a title tells the gender, where the language has one. A title without one, and
a name, are quoted where an article would be needed.
"""

from __future__ import annotations

import re
from typing import Final

import attrs

from palier.speech.language import Language

_ARTICLES: Final = {"en": {"a": "", "an": "", "the": ""}, "fr": {"un": "m", "une": "f"}}
_VOWELS: Final = "aeiouyhàâéèêëîïôœûü"
_NOT_AGREEING: Final = frozenset(
    (
        *(
            "de",
            "du",
            "des",
            "à",
            "au",
            "aux",
            "en",
            "pour",
            "sur",
            "par",
            "qui",
            "que",
            "dont",
            "dans",
            "avec",
            "sans",
        ),
        *("of", "that", "for", "with", "which", "in", "on", "to", "from", "by"),
    )
)
"""The words before which the plural of a noun ends."""


@attrs.frozen
class Noun:
    """A noun: its words without an article, and its gender (`m`, `f`, or none where nobody said)."""

    words: str
    gender: str
    language: Language

    @property
    def each(self) -> str:
        """`each sale`, `chaque vente`."""
        return self.language.say("each {noun}", noun=self.words)

    @property
    def the(self) -> str:
        """`the sale`, `la vente`."""
        if self.language.code != "fr":
            return f"the {self.words}"
        if not self.gender:
            return self.quoted
        return f"l'{self.words}" if self._elided else f"{'la' if self.gender == 'f' else 'le'} {self.words}"

    @property
    def of(self) -> str:
        """`of the sale`, `de la vente`."""
        if self.language.code != "fr":
            return f"of the {self.words}"
        return f"du {self.words}" if self.gender == "m" and not self._elided else f"de {self.the}"

    @property
    def of_this(self) -> str:
        """`of this sale`, `de cette vente`."""
        if self.language.code != "fr":
            return f"of this {self.words}"
        if not self.gender:
            return f"de {self.quoted}"
        masculine = "cet" if self._elided else "ce"
        return f"de {'cette' if self.gender == 'f' else masculine} {self.words}"

    @property
    def of_all(self) -> str:
        """`of the sales`, `des ventes`."""
        return f"des {self.plural}" if self.language.code == "fr" else f"of the {self.plural}"

    @property
    def one(self) -> str:
        """`at least one sale`, `au moins une vente`."""
        if self.language.code != "fr":
            return f"at least one {self.words}"
        return f"au moins {'une' if self.gender == 'f' else 'un'} {self._or_quoted}"

    @property
    def no(self) -> str:
        """`no sale`, `aucune vente`."""
        if self.language.code != "fr":
            return f"no {self.words}"
        return f"{'aucune' if self.gender == 'f' else 'aucun'} {self._or_quoted}"

    @property
    def named(self) -> str:
        """`a partner is named`, `un partenaire est indiqué`."""
        if self.language.code != "fr":
            return f"{'an' if self.words[:1].lower() in 'aeiou' else 'a'} {self.words} is named"
        if not self.gender:
            return f"{self.quoted}\N{NO-BREAK SPACE}: indiqué"
        return f"une {self.words} est indiquée" if self.gender == "f" else f"un {self.words} est indiqué"

    @property
    def not_named(self) -> str:
        """`no partner is named`, `aucun partenaire n'est indiqué`."""
        if self.language.code != "fr":
            return f"no {self.words} is named"
        return f"{self.no} n'est {'indiquée' if self.gender == 'f' else 'indiqué'}"

    @property
    def plural(self) -> str:
        """`lines of a deal`, `affaires enregistrées`."""
        french = self.language.code == "fr"
        if french and not self.gender:
            return self.quoted
        head: list[str] = []
        words = self.words.split(" ")
        for word in words:
            if word.lower() in _NOT_AGREEING or word.lower().startswith(("d'", "qu'")):
                break
            head.append(word)
        rest = words[len(head) :]
        if french:
            head = [_plural_french(one) for one in head]
        elif head:
            head[-1] = _plural_english(head[-1])
        return " ".join([*head, *rest])

    @property
    def quoted(self) -> str:
        """`“sale”`, `« vente »`."""
        return self.language.say("“{text}”", text=self.words)

    @property
    def _elided(self) -> bool:
        return self.words[:1].lower() in _VOWELS

    @property
    def _or_quoted(self) -> str:
        return self.words if self.gender else self.quoted


def noun_of(title: str, language: Language) -> Noun:
    """The noun of a title in a language."""
    first, _, rest = title.partition(" ")
    gender = _ARTICLES.get(language.code, {}).get(first.lower()) if rest else None
    if gender is None:
        return Noun(lowered(title), "", language)
    return Noun(rest, gender, language)


def lowered(title: str) -> str:
    """A title within a sentence: its first letter small, but for abbreviations and single letters."""
    second = title[1:2]
    small = second.islower() or second in (" ", "'", "\N{RIGHT SINGLE QUOTATION MARK}")
    return title[:1].lower() + title[1:] if small else title


def raised(sentence: str) -> str:
    """A clause as a sentence begins: its first letter capital."""
    return sentence[:1].upper() + sentence[1:]


def in_words(name: str) -> str:
    """A name of the rules in words: `enrolled_on` and `OrderLine` are `enrolled on` and `order line`."""
    parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name.replace("_", " ")).split()
    return " ".join(part if part.isupper() and len(part) > 1 else part[:1].lower() + part[1:] for part in parts)


def is_plural(words: str) -> bool:
    """Whether English words such as `transactional sales of the partner` speak of several things."""
    head = ""
    for word in words.split(" "):
        if word.lower() in _NOT_AGREEING:
            break
        head = word
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def _plural_english(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search(r"(s|x|z|ch|sh)$", word) else f"{word}s"


def _plural_french(word: str) -> str:
    if word[-1:] in "sxz":
        return word
    if word.endswith(("eau", "eu")):
        return f"{word}x"
    return f"{word[:-2]}aux" if word.endswith("al") else f"{word}s"
