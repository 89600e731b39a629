"""Numbers with their nouns, as sentences want them."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 error`, `2 errors`, `no errors`; thousands apart."""
    words = noun if number == 1 else plural or f"{noun}s"
    return f"{f'{number:,}'.replace(',', chr(0xA0)) if number else 'no'} {words}"
