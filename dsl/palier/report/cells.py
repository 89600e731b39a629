"""Text in the cells of a terminal: how wide it is, and how what cannot be shown is shown."""

from __future__ import annotations

from typing import Final
from unicodedata import category, combining, east_asian_width

_TAB: Final = 4


def printable(text: str) -> str:
    """A text fit for a terminal: what would steer it, or has no form, as `<U+202E>`; on one line."""
    return text if text.isascii() and text.isprintable() else "".join(map(_letter, text))


def cell_width(text: str) -> int:
    """How many cells a printable text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def spread(line: str) -> list[str]:
    """What is shown for each character of a line: itself, spaces for a tab, a name for what has no form."""
    shown: list[str] = []
    at = 0
    for letter in line:
        one = " " * (_TAB - at % _TAB) if letter == "\t" else _letter(letter)
        shown.append(one)
        at += cell_width(one)
    return shown


def _letter(letter: str) -> str:
    if letter.isprintable() or category(letter) == "Zs":
        return letter
    return f"<U+{ord(letter):04X}>"


def _width(letter: str) -> int:
    if combining(letter) or category(letter) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1
