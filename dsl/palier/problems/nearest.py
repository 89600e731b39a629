"""“Did you mean …?”: the known name nearest to a misspelled one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher, get_close_matches
from heapq import nlargest
from typing import Self

MOST_COMPARED = 40
"""Of more names than this, only those that have most letters in place, from either end, are looked at closely."""

NEAR = ("did you mean `{near}` or `{other}`?", "did you mean `{near}`?")
"""The remedies of a kind that has the nearest name in its facts."""


class Near(str):
    """The nearest name; `other` is the one that is as near, if there is one: then nobody knows which is meant."""

    __slots__ = ("other",)
    other: str | None

    def __new__(cls, name: str, other: str | None = None) -> Self:
        """The name itself, which may be used as any text."""
        made = super().__new__(cls, name)
        made.other = other
        return made

    def each(self, made: Callable[[str], str]) -> Near:
        """What is made of the name, and of the other one in the same way."""
        return Near(made(str(self)), None if self.other is None else made(self.other))

    @property
    def question(self) -> str:
        """“Did you mean …?” with one name or both."""
        return f"did you mean `{self}`?" if self.other is None else f"did you mean `{self}` or `{self.other}`?"


def nearest(name: str, known: Iterable[str], stands_for: Callable[[str], object] = str) -> Near | None:
    """The known name that is most like `name`, or the two that are; None when none is near, or too many are as near.

    Case alone never keeps two names apart. Several names that stand for one thing count as one.
    """
    by_folded: dict[str, list[str]] = {}
    for one in sorted(set(known)):
        by_folded.setdefault(one.casefold(), []).append(one)
    folded = name.casefold()
    likely = [folded] if folded in by_folded else _most_like(folded, list(by_folded))
    spellings = sorted((spelling for one in likely for spelling in by_folded[one]), reverse=True)
    found = sorted({stands_for(one): one for one in spellings}.values())
    return Near(*found) if 0 < len(found) <= 2 else None


def _most_like(name: str, known: list[str]) -> list[str]:
    """Those that are most like a name, and all equally so: up to three."""
    if len(known) > MOST_COMPARED:
        known = nlargest(MOST_COMPARED, known, key=lambda one: _in_place(one, name))
    found = get_close_matches(name, known, n=3, cutoff=0.7)
    likeness = [SequenceMatcher(None, one, name).ratio() for one in found]
    return [one for one, its in zip(found, likeness, strict=True) if its == likeness[0]]


def _in_place(one: str, other: str) -> int:
    return _alike(one, other) + _alike(one[::-1], other[::-1])


def _alike(one: str, other: str) -> int:
    return sum(left == right for left, right in zip(one, other, strict=False))
