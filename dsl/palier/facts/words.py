"""Texts, members and tiers as data writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from palier.facts.wrong import Wrong, printable, shown
from palier.problems import Kind, nearest
from palier.problems.data import CONTROL_CHARACTER, NOT_YES_NO, TEXT_TOO_LONG, UNKNOWN_MEMBER, UNKNOWN_TIER

LONGEST: Final = 10_000

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_SUGGESTIONS: Final = 200
"""How often a column is searched for what was perhaps meant: a search takes a millisecond, a file may be all faults."""


def text(cell: str) -> Any:
    """The text in NFC; a Wrong when it is too long or holds what cannot be shown."""
    if len(cell) > LONGEST:
        return Wrong(TEXT_TOO_LONG, length=f"{len(cell):,}")
    if (found := _CONTROL.search(cell)) is not None:
        return Wrong(CONTROL_CHARACTER, value=shown(cell), character=printable(found[0]))
    return unicodedata.normalize("NFC", cell)


def all_plain(cells: list[str]) -> bool:
    """Whether every one is a text as it stands, seen at one glance; False when that needs a closer look."""
    joined = "".join(cells)
    return joined.isascii() and joined.isprintable() and all(cells) and max(map(len, cells), default=0) <= LONGEST


def yes_no(cell: str) -> Any:
    """`yes`, `no`, `true`, `false` in any case."""
    match cell.lower():
        case "yes" | "true":
            return True
        case "no" | "false":
            return False
        case _:
            return Wrong(NOT_YES_NO, value=shown(cell))


def members(enumeration: str, by_text: Mapping[str, str]) -> Callable[[str], Any]:
    """A parser of members: their names, by name or label."""
    return _one_of(
        {unicodedata.normalize("NFC", one): name for one, name in by_text.items()},
        UNKNOWN_MEMBER,
        enumeration=enumeration,
    )


def tiers(ladder: str, names: Iterable[str]) -> Callable[[str], Any]:
    """A parser of tiers, by name."""
    return _one_of({name: name for name in names}, UNKNOWN_TIER, ladder=ladder)


def _one_of(by_text: Mapping[str, str], kind: Kind, **facts: str) -> Callable[[str], Any]:
    known = ", ".join(f"`{name}`" for name in dict.fromkeys(by_text.values()))
    searched = 0

    def parse(cell: str) -> Any:
        nonlocal searched
        name = by_text.get(cell) or by_text.get(unicodedata.normalize("NFC", cell))
        if name is not None:
            return name
        searched += 1
        near = nearest(cell, by_text, by_text.get) if searched <= _SUGGESTIONS and len(cell) <= 100 else None
        return Wrong(kind, value=shown(cell), near=near, known=known, **facts)

    return parse
