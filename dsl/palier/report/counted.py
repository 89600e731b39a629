"""Numbers with their nouns, and names in a row, as sentences want them."""

from __future__ import annotations

from collections.abc import Sequence


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 error`, `2 errors`, `no errors`; thousands apart."""
    words = noun if number == 1 else plural or f"{noun}s"
    return f"{f'{number:,}'.replace(',', chr(0xA0)) if number else 'no'} {words}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
