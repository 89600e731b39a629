"""“Did you mean …?”: the known name nearest to a misspelled one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like `name`, or None when none is near. Case alone never keeps two names apart."""
    names = sorted(set(known))
    by_folded = {one.casefold(): one for one in reversed(names)}
    if name.casefold() in by_folded:
        return by_folded[name.casefold()]
    found = get_close_matches(name.casefold(), list(by_folded), n=1, cutoff=0.7)
    return by_folded[found[0]] if found else None
