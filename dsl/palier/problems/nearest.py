"""“Did you mean …?”: the known name nearest to a misspelled one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from heapq import nsmallest
from itertools import takewhile

MOST_COMPARED = 50
"""Of more names than this, only those that begin or end most alike are looked at closely."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like `name`, or None when none is near. Case alone never keeps two names apart."""
    names = sorted(set(known))
    by_folded = {one.casefold(): one for one in reversed(names)}
    folded = name.casefold()
    if folded in by_folded:
        return by_folded[folded]
    compared = list(by_folded)
    if len(compared) > MOST_COMPARED:
        turned = folded[::-1]
        compared = nsmallest(
            MOST_COMPARED,
            compared,
            key=lambda one: -_alike(one, folded) - _alike(one[::-1], turned),
        )
    found = get_close_matches(folded, compared, n=1, cutoff=0.7)
    return by_folded[found[0]] if found else None


def _alike(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
