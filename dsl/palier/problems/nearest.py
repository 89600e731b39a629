"""“Did you mean …?”: the known name nearest to a misspelled one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from heapq import nlargest

MOST_COMPARED = 40
"""Of more names than this, only those that have most letters in place, from either end, are looked at closely."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like `name`, or None when none is near. Case alone never keeps two names apart."""
    names = sorted(set(known))
    by_folded = {one.casefold(): one for one in reversed(names)}
    folded = name.casefold()
    if folded in by_folded:
        return by_folded[folded]
    compared = list(by_folded)
    if len(compared) > MOST_COMPARED:
        compared = nlargest(MOST_COMPARED, compared, key=lambda one: _in_place(one, folded))
    found = get_close_matches(folded, compared, n=1, cutoff=0.7)
    return by_folded[found[0]] if found else None


def _in_place(one: str, other: str) -> int:
    return _alike(one, other) + _alike(one[::-1], other[::-1])


def _alike(one: str, other: str) -> int:
    return sum(left == right for left, right in zip(one, other, strict=False))
