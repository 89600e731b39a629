"""A comparison as the JSON document of `palier compare`."""

from __future__ import annotations

from typing import Any

from palier.report.difference_json import difference_row, pair_row, sum_row
from palier.report.document import document
from palier.report.explain_json import explanation_row
from palier.report.problems_json import place
from palier.report.result_json import subject_row
from palier.report.values import plain
from palier.result import Cause, Comparison, DealPair, Result


def comparison_json(comparison: Comparison) -> str:
    """The document: the difference of both runs, who gains and loses, tiers, and deals with their causes."""
    difference = comparison.difference
    digits = difference.after.minor_digits
    row = difference_row(difference)
    # Two programmes have other incentives: payout by payout they cannot be laid side by side.
    for name in ("payouts", "prices", "tiers"):
        del row[name]
    return document(
        {
            **row,
            "gain": [sum_row(one, digits) for one in comparison.gain],
            "lose": [sum_row(one, digits) for one in comparison.lose],
            "ladder": comparison.ladder,
            "tiers": [
                {"tier": one.tier, "payees": one.payees, **pair_row(one.amounts, digits)} for one in comparison.tiers
            ],
            "differing_deals": comparison.differing,
            "deals": [_deal(one, comparison) for one in comparison.deals],
        }
    )


def _deal(deal: DealPair, comparison: Comparison) -> dict[str, Any]:
    before, after = comparison.difference.before, comparison.difference.after
    return {
        "subject": subject_row(deal.subject),
        "payees": list(deal.payees),
        **pair_row(deal.amounts, after.minor_digits),
        "old": [_cause(one, before) for one in deal.old],
        "new": [_cause(one, after) for one in deal.new],
    }


def _cause(cause: Cause, result: Result) -> dict[str, Any]:
    return {
        "incentive": cause.incentive,
        "written": place(cause.span),
        "payouts": cause.payouts,
        "amount": plain(cause.amount, result.minor_digits if cause.currency == result.currency else 0),
        "currency": cause.currency,
        "why": None if cause.why is None else explanation_row(cause.why, result),
    }
