"""What a partner is told: all its candidates, and the sums that agree with the run."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from palier.result import Explanation, Result, Total


@attrs.frozen
class Statement:
    """Every candidate of a payee in the order of the run, paid or not, and its sums by incentive."""

    payee: str
    name: str | None
    explanations: tuple[Explanation, ...]
    totals: tuple[Total, ...]


def statement_of(payee: str, result: Result) -> Statement:
    """The statement of a payee. Its sums are those of the run, not added up again from the explanations."""
    explanations: Sequence[Explanation] = result.statement(payee)
    totals = tuple(total for total in result.totals if total.payee == payee)
    return Statement(payee, result.names.get(payee), tuple(explanations), totals)
