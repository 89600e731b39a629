"""A quote as the JSON document of `palier quote`."""

from __future__ import annotations

from typing import Any

from palier.report.difference_json import payout_pair_row
from palier.report.document import document
from palier.report.explain_json import explanation_row
from palier.report.result_json import payout_row, price_row, subject_row
from palier.report.values import plain
from palier.report.why_not import missing_values
from palier.result import Explanation, Given, Judged, Quote, Quoted
from palier.result.explanation import Step


def quote_json(quote: Quote) -> str:
    """The document: the facts of the deal, and for each day the payouts, the prices and every candidate."""
    return document(
        {
            "programme": quote.programme,
            "currency": quote.currency,
            "rules_sha256": quote.rules_sha256,
            "deal": [subject_row(one) for one in quote.deal],
            "quotes": [_quoted(one, quote) for one in quote.quotes],
        }
    )


def _quoted(quoted: Quoted, quote: Quote) -> dict[str, Any]:
    digits = quote.minor_digits
    return {
        "closing": None if quoted.closing is None else quoted.closing.isoformat(),
        "as_of": quoted.as_of.isoformat(),
        "data_sha256": quoted.result.data_sha256,
        "total": [
            {"amount": plain(amount, digits if currency == quote.currency else 0), "currency": currency}
            for currency, amount in quoted.total.items()
        ],
        "payouts": [payout_row(one) for one in quoted.payouts],
        "prices": [price_row(one, digits) for one in quoted.prices],
        "candidates": [explanation_row(one, quoted.result) for one in quoted.candidates],
        "waits": [_wait(one) for one in quoted.waits],
        "elsewhere": [payout_pair_row(one, digits) for one in quoted.elsewhere],
    }


def _wait(told: Explanation) -> dict[str, Any]:
    """What is in the way, in short; the candidate has all of it, gaps included."""
    failed = [one for step in told.steps for one in _failed(step)]
    return {
        "incentive": told.incentive,
        "subject": subject_row(told.subject),
        "reason": told.reason,
        "requirements": [one.titles.get(None) or one.text for one in failed],
        "missing": list(dict.fromkeys(name for one in failed for name in missing_values(one))),
    }


def _failed(step: Step) -> list[Judged]:
    if isinstance(step, Given) or step.outcome != "failed":
        return []
    judged = [step] if isinstance(step, Judged) else [one for way in step.ways for one in way.requirements]
    return [one for one in judged if one.outcome == "failed"]
