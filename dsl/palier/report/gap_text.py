"""How far a requirement was from being met, in words."""

from __future__ import annotations

import re
from typing import Final

from palier.meaning.types import DATE, DAYS, MONTHS, RATE, present
from palier.report.counted import counted
from palier.report.values import Words, number
from palier.result import Judged

_QUOTED: Final = re.compile(r'"[^"]*"')
_COMPARED: Final = re.compile(r"[<>]=?")


def gap_text(judged: Judged, words: Words) -> str | None:
    """`short by 3 000.00 EUR`, `12 days too early`; None where distance has no meaning."""
    if judged.gap is None:
        return None
    of, distance = judged.gap
    if not distance:
        return "at the limit, which is left out"
    distance = abs(distance)
    if of is DAYS and judged.seen and all(present(one.type) is DATE for one in judged.seen):
        days = counted(int(distance), "day")
        match _wanted(judged.text):
            case "more":
                return f"{days} too early"
            case "less":
                return f"{days} too late"
            case _:
                return f"{days} off"
    size = f"{number(distance * 100)} points" if of is RATE else words.value(of, distance)
    if of in (DAYS, MONTHS):
        size = counted(int(distance), "day" if of is DAYS else "month")
    match _wanted(judged.text):
        case "more":
            return f"short by {size}"
        case "less":
            return f"over by {size}"
        case _:
            return f"missed by {size}"


def _wanted(text: str) -> str | None:
    """Whether the left side of a condition should have been `more` or `less`, where its text says so."""
    signs = {found[0] for found in _COMPARED.findall(_QUOTED.sub("", text))}
    if len(signs) != 1:
        return None
    turned = text[:1].isdigit()
    return "more" if (signs == {">"}) is not turned else "less"
