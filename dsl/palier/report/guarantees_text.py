"""Guarantees that do not hold, as text: each at its place in the rules, with the first subjects it fails for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from palier.report.paint import PLAIN, Paint
from palier.report.problems_text import COLUMNS, problems_text
from palier.result import Unkept
from palier.speech import ENGLISH, Language

MOST: Final = 3
"""How many subjects are told of each guarantee; the JSON document has all."""


def guarantees_text(
    unkept: Sequence[Unkept], paint: Paint = PLAIN, columns: int = COLUMNS, language: Language = ENGLISH
) -> str:
    """The first of each guarantee, how many more there are, and a closing line."""
    text = ""
    broken = 0
    for _, group in groupby(unkept, key=lambda one: one.problem.span):
        found = list(group)
        broken += 1
        text += problems_text([one.problem for one in found[:MOST]], paint, columns, language)
        if len(found) > MOST:
            more = language.several(
                "it does not hold for {number} more", "it does not hold for {number} more", len(found) - MOST
            )
            text += f"{more}\n\n"
    return f"{text}{language.several('{number} guarantee broken', '{number} guarantees broken', broken)}\n"
