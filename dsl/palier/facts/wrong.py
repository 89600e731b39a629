"""A cell that could not be read."""

from __future__ import annotations

from typing import Any, Final

from palier.problems import Kind

_SHOWN: Final = 60


class Wrong:
    """What is wrong with a cell, where a value should be. A plain class: whole columns may hold them."""

    __slots__ = ("facts", "kind")

    def __init__(self, kind: Kind, **facts: Any) -> None:
        self.kind = kind
        self.facts = facts


def printable(text: str) -> str:
    """A text fit to be shown on one line: control characters and half characters as `\\u0000`."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)


def shown(value: object) -> str:
    """A value as a message shows it: on one line, and cut when it is long."""
    text = str(value[: _SHOWN + 1]) if isinstance(value, str) else _words(value)
    return printable(text[:_SHOWN] + "…" if len(text) > _SHOWN else text)


def _words(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case int() if value.bit_length() > 1000:
            return "a whole number of hundreds of digits"
        case list() | tuple() | dict() | set() | frozenset():
            return "a list" if not isinstance(value, dict) else "an object"
        case _:
            return str(value)[: _SHOWN + 1]
