"""Ways to meet a requirement, the nearest first."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import attrs

from palier.result import Explanation, Judged, JudgedWay, JudgedWays
from palier.result.explanation import Step


def nearest_ways_first(explanation: Explanation) -> Explanation:
    """An explanation whose ways stand in the order of their nearness."""
    return attrs.evolve(explanation, steps=tuple(nearest_first(one) for one in explanation.steps))


def nearest_first(step: Step) -> Step:
    """The ways by how many requirements fail, then by the largest share that one of them is missing, then as written.

    The share of a requirement is its distance over what it asks for; all of it, where distance has no meaning.
    """
    if not isinstance(step, JudgedWays):
        return step
    return attrs.evolve(step, ways=tuple(sorted(step.ways, key=far)))


def far(way: JudgedWay) -> tuple[int, Fraction]:
    """How far a way is from being met."""
    failed = [one for one in way.requirements if one.outcome != "met"]
    return len(failed), max((_share(one) for one in failed), default=Fraction(0))


def _share(judged: Judged) -> Fraction:
    if judged.gap is None or judged.compared is None or not isinstance(judged.gap[1], int | Fraction | Decimal):
        return Fraction(1)
    wanted = judged.compared.right
    if not isinstance(wanted, int | Fraction | Decimal) or not wanted:
        return Fraction(1)
    return abs(Fraction(judged.gap[1]) / Fraction(wanted))
