"""How many gaps and overlaps of made tables the check finds, against going through every case.

The limits lie on whole numbers, so the whole and half numbers around them are all the cases there are. A gap counts as
found when the table is told to have one; an overlap, a pair of rows, when that pair is shown.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

from palier.meaning.check import sweep
from palier.meaning.check.programme import check_text

AREAS = ("Cloud", "Storage", "Network")
WRITTEN: dict[str, Callable[[int], str]] = {
    "number": str,
    "money": lambda limit: f"{limit} EUR",
    "rate": lambda limit: f"{limit}%",
    "count": str,
    "months": lambda limit: f"{limit} months",
    "days": lambda limit: f"{limit} days",
    "date": lambda limit: f"2021-01-{limit + 10}",
}
HALVES = ("number", "money", "rate")
Test = Callable[[Any], bool]


def cell(kind: str, draw: random.Random) -> tuple[str, Test]:
    """A cell, and what it takes."""
    if draw.random() < 0.15:
        return "any", lambda value: True
    if kind == "area":
        some = set(draw.sample(AREAS, draw.randint(1, 2)))
        text = ", ".join(sorted(some))
        return (f"not {text}", lambda v: v not in some) if draw.random() < 0.3 else (text, lambda v: v in some)
    low = draw.randint(0, 5)
    high = low + draw.randint(2, 3)
    a, b = WRITTEN[kind](low), WRITTEN[kind](high)
    return draw.choice(
        [
            (f"up to {a}", lambda v: v <= low),
            (f"below {a}", lambda v: v < low),
            (f"from {a} to {b}", lambda v: low <= v <= high),
            (f"from {a} below {b}", lambda v: low <= v < high),
            (f"above {a} up to {b}", lambda v: low < v <= high),
            (f"above {a} below {b}", lambda v: low < v < high),
            (f"from {a} to {WRITTEN[kind](15)}", lambda v: low <= v <= 15),
            (f"above {a} up to {WRITTEN[kind](15)}", lambda v: low < v <= 15),
        ]
    )


def values(kind: str) -> list[Any]:
    """Every case of a column."""
    if kind == "area":
        return list(AREAS)
    step = Fraction(1, 2) if kind in HALVES else Fraction(1)
    return [step * number for number in range(int(-1 / step), int(17 / step))]


def takers(rows: list[list[tuple[str, Test]]], case: tuple[Any, ...]) -> tuple[int, ...]:
    """The rows that take a case."""
    return tuple(
        at for at, row in enumerate(rows) if all(test(value) for (_, test), value in zip(row, case, strict=True))
    )


def main(count: int) -> None:
    """Makes tables, asks the check and the oracle, and prints what each found."""
    sweep.SHOWN = 10**9  # type: ignore[misc]
    draw = random.Random(20210301)
    gaps = gaps_found = overlaps = overlaps_found = wrong = 0
    began = time.perf_counter()
    for _ in range(count):
        kinds = [draw.choice(["area", *WRITTEN]) for _ in range(draw.randint(1, 3))]
        rows = [[cell(kind, draw) for kind in kinds] for _ in range(draw.randint(1, 6))]
        columns = ", ".join(f"c{at}: {'Area' if kind == 'area' else kind}" for at, kind in enumerate(kinds))
        names = " | ".join(f"c{at}" for at in range(len(kinds)))
        lines = "".join(f"  | {' | '.join(text for text, _ in row)} | 1 |\n" for row in rows)
        text = f"programme p\n  currency EUR\nenum Area = {', '.join(AREAS)}\ntable t ({columns}) -> rate: number\n"
        found = check_text(f"{text}  | {names} | rate |\n{lines}").problems
        told = {(one.related[0].span.first.line - 6, one.span.first.line - 6) for one in found if one.code == "P403"}
        gap_told = any(one.code == "P402" for one in found)
        taken = {
            tuple(
                at
                for at, row in enumerate(rows)
                if all(test(value) for (_, test), value in zip(row, case, strict=True))
            )
            for case in product(*map(values, kinds))
        }
        pairs = {one[:2] for one in taken if len(one) > 1}
        gaps += () in taken
        gaps_found += () in taken and gap_told
        overlaps += len(pairs)
        overlaps_found += len(pairs & told)
        wrong += (gap_told and () not in taken) + len(told - pairs)
    print(f"{count} tables, {time.perf_counter() - began:.0f} s with the oracle")
    print(
        f"gaps: {gaps_found} of {gaps} tables with one; overlaps: {overlaps_found} of {overlaps} pairs; wrong: {wrong}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
