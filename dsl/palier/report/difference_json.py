"""A difference as the JSON document of `palier whatif`."""

from __future__ import annotations

from typing import Any

from palier.report.document import document
from palier.report.result_json import payout_row, subject_row
from palier.report.values import plain
from palier.result import Difference, Pair, PayoutPair, PricePair, Result, SumPair, TierPair


def difference_json(difference: Difference) -> str:
    """The document: sums, equal ones too, and the payouts, prices and tiers that differ."""
    return document(difference_row(difference))


def difference_row(difference: Difference) -> dict[str, Any]:
    """What the document holds."""
    after = difference.after
    digits = after.minor_digits
    return {
        "currency": after.currency,
        "as_of": after.as_of.isoformat(),
        "before": run_row(difference.before),
        "after": run_row(after),
        "total": [pair_row(one, digits) for one in difference.total],
        "by_incentive": [sum_row(one, digits) for one in difference.by_incentive],
        "by_payee": [sum_row(one, digits) for one in difference.by_payee],
        "sums": [sum_row(one, digits) for one in difference.sums],
        "payouts": [payout_pair_row(one, digits) for one in difference.payouts],
        "prices": [_price(one, digits) for one in difference.prices],
        "tiers": [_tier(one) for one in difference.tiers],
    }


def run_row(result: Result) -> dict[str, Any]:
    """Which run one side is."""
    return {
        "programme": result.programme,
        "versions": list(result.versions),
        "rules_sha256": result.rules_sha256,
        "data_sha256": result.data_sha256,
    }


def pair_row(pair: Pair, digits: int) -> dict[str, Any]:
    """Two amounts, what lies between them, and how many times the one the other is."""
    ratio = pair.ratio
    return {
        "before": plain(pair.before, digits),
        "after": plain(pair.after, digits),
        "difference": plain(pair.difference, digits),
        "ratio": None if ratio is None else plain(ratio),
        "currency": pair.currency,
    }


def sum_row(one: SumPair, digits: int) -> dict[str, Any]:
    """A sum, and whose it is."""
    names = {"incentive": one.incentive, "payee": one.payee}
    return {**{name: value for name, value in names.items() if value is not None}, **pair_row(one.amounts, digits)}


def payout_pair_row(pair: PayoutPair, digits: int) -> dict[str, Any]:
    """A payout that differs."""
    return {
        "id": pair.either.id,
        "before": None if pair.before is None else payout_row(pair.before),
        "after": None if pair.after is None else payout_row(pair.after),
        "difference": plain(pair.amounts.difference, digits),
    }


def _price(pair: PricePair, digits: int) -> dict[str, Any]:
    return {
        "stack": pair.stack,
        "subject": subject_row(pair.subject),
        "before": None if pair.before is None else plain(pair.before, digits),
        "after": None if pair.after is None else plain(pair.after, digits),
    }


def _tier(pair: TierPair) -> dict[str, Any]:
    return {
        "ladder": pair.ladder,
        "member": pair.member,
        "before": pair.before,
        "after": pair.after,
        "from": pair.start.isoformat(),
        "until": None if pair.until is None else pair.until.isoformat(),
    }
