"""The explanation of a price as JSON, with nothing left out."""

from __future__ import annotations

from typing import Any

from palier.meaning.types import MONEY
from palier.report.document import document
from palier.report.explain_json import explanation_row, run_of, seen_row
from palier.report.problems_json import place
from palier.report.result_json import subject_row
from palier.report.values import exact
from palier.result import PriceExplanation, Result, Taken


def price_json(told: PriceExplanation, result: Result) -> str:
    """The document of one price."""
    return document({**run_of(result), "price": _price_row(told, result)})


def _price_row(told: PriceExplanation, result: Result) -> dict[str, Any]:
    digits = result.minor_digits
    return {
        "price": told.price.stack,
        "titles": {language or "": title for language, title in told.titles.items()},
        "written": place(told.span),
        "version": told.version,
        "subject": subject_row(told.price.subject),
        "on": told.price.on.isoformat(),
        "partner": told.price.partner,
        "from": seen_row(told.start, digits),
        "start": exact(MONEY, told.price.start, digits),
        "discounts": [_taken(one, result) for one in told.discounts],
        "floor": None if told.floor is None else seen_row(told.floor, digits),
        "floored": told.price.floored,
        "amount": exact(MONEY, told.price.amount, digits),
        "currency": told.currency,
    }


def _taken(one: Taken, result: Result) -> dict[str, Any]:
    digits = result.minor_digits
    told = explanation_row(one.told, result)
    kept = ("incentive", "titles", "written", "template", "outcome", "reason", "steps", "pays")
    return {
        **{("discount" if name == "incentive" else name): told[name] for name in kept},
        "stack": one.stack,
        "line": one.line,
        "chosen": one.chosen,
        "base": exact(MONEY, one.base, digits),
        "amount": exact(MONEY, one.amount, digits),
        "after": exact(MONEY, one.after, digits),
    }
