"""Guarantees that do not hold."""

from __future__ import annotations

import attrs

from palier.problems import Problem
from palier.result.explanation import Judged
from palier.result.payout import Subject


@attrs.frozen(eq=False)
class Unkept:
    """A subject for which a guarantee does not hold: on the date of the run, by the version that governs the subject.

    `problem` says so in a sentence, at the place of the guarantee; `judged` holds the values that were looked at.
    """

    guarantee: str
    version: str | None
    subject: Subject
    period: str | None
    part: int | None
    judged: Judged
    problem: Problem
