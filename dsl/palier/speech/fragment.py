"""Fragments: parts of sentences that were put together in English, said in another language.

What stands in backticks is the user's, and numbers are numbers: both are left as they are. The words around them are
ours, and the catalogue has them, with `{}` in each of those places: ``a reference to `{}` ``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

CONTEXT: Final = "fragment"
"""Under which context the catalogue has fragments: a word alone may be another in a sentence of its own."""

_KEPT: Final = re.compile(r"`[^`]*`|“[^”]*”|[0-9](?:[0-9_.,\u00a0-]*[0-9])?(?:%|\u00a0\w+| [A-Z]{3}\b)?")
JOINT: Final = re.compile(r"(, | and | or | \(|\))(?=(?:[^`]*`[^`]*`)*[^`]*$)")
"""What joins the parts of a list, outside backticks."""


def skeleton(text: str) -> str:
    """A fragment with `{}` for what is kept."""
    return _KEPT.sub("{}", text)


def translated(text: str, known: Callable[[str], str | None]) -> str:
    """A fragment by the catalogue: whole, else part by part where it is a list; what is not known stays as it is.

    `known` gives the translation of a skeleton, None when there is none.
    """
    bare = skeleton(text)
    if not any(char.isalpha() for char in bare):
        return text
    found = known(bare)
    if found is not None:
        return found.format(*_KEPT.findall(text))
    parts = JOINT.split(text)
    if len(parts) == 1:
        return text
    return "".join(_joint(part, known) if number % 2 else translated(part, known) for number, part in enumerate(parts))


def _joint(text: str, known: Callable[[str], str | None]) -> str:
    word = text.strip()
    return text.replace(word, known(word) or word) if word.isalpha() else text
