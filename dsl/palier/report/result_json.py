"""A result as the JSON document of `palier run`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from palier.meaning.types import RATE, shown
from palier.report.document import streamed
from palier.report.faults_json import fault_row
from palier.report.values import exact, measured
from palier.result import (
    Balance,
    Conflict,
    Granted,
    Measured,
    Payout,
    Price,
    Protected,
    Result,
    Subject,
    TierHeld,
    Total,
    Unkept,
)


def result_json(result: Result) -> Iterator[str]:
    """The document, piece by piece: the same bytes for the same result."""
    head = {
        "programme": result.programme,
        "versions": list(result.versions),
        "currency": result.currency,
        "as_of": result.as_of.isoformat(),
        "as_of_given": result.as_of_given,
        "rules_sha256": result.rules_sha256,
        "data_sha256": result.data_sha256,
        "engine": result.engine,
        "unseen": dict(result.unseen),
        "notes": [fault_row(note) for note in result.notes],
        "incentives_that_lost": list(result.incentives_that_lost),
    }
    digits = result.minor_digits
    yield from streamed(
        head,
        {
            "payouts": map(payout_row, result.payouts),
            "totals": map(total_row, result.totals),
            "tiers": map(tier_row, result.tiers),
            "prices": (price_row(one, digits) for one in result.prices),
            "protections": map(_protection, result.protections),
            "conflicts": map(_conflict, result.conflicts),
            "measures": (_measure(one, digits) for one in result.measures),
            "balances": (balance_row(one, digits) for one in result.balances),
            "benefits": map(benefit_row, result.benefits),
            "guarantees": (_guarantee(one, digits) for one in result.guarantees),
            "set_aside": map(_set_aside, result.set_aside),
        },
    )


def subject_row(subject: Subject) -> dict[str, str]:
    """The fact something is about."""
    return {"record": subject.record, "key": subject.key}


def payout_row(payout: Payout) -> dict[str, Any]:
    """One payout."""
    return {
        "id": payout.id,
        "incentive": payout.incentive,
        "payee": payout.payee,
        "payer": payout.payer,
        "subject": subject_row(payout.subject),
        "period": payout.period,
        "part": payout.part,
        "earned_on": payout.earned_on.isoformat(),
        "gross": f"{payout.gross.amount:f}",
        "amount": f"{payout.amount.amount:f}",
        "currency": None if payout.unit else payout.amount.currency,
        "unit": payout.unit,
        "capped": payout.capped,
        "adjusts": payout.adjusts,
    }


def total_row(total: Total) -> dict[str, Any]:
    """What one incentive pays one payee."""
    return {"incentive": total.incentive, "payee": total.payee, "amount": f"{total.amount.amount:f}"}


def tier_row(one: TierHeld) -> dict[str, Any]:
    """A tier held."""
    return {
        "ladder": one.ladder,
        "member": one.member,
        "tier": one.tier,
        "from": one.start.isoformat(),
        "until": None if one.until is None else one.until.isoformat(),
        "reason": one.reason,
    }


def price_row(one: Price, digits: int) -> dict[str, Any]:
    """A price with its discounts."""
    return {
        "stack": one.stack,
        "subject": subject_row(one.subject),
        "on": one.on.isoformat(),
        "from": f"{one.start:.{digits}f}",
        "amount": f"{one.amount:.{digits}f}",
        "floor": None if one.floor is None else f"{one.floor:.{digits}f}",
        "floored": one.floored,
        "discounts": [
            {"discount": part.discount, "rate": exact(RATE, part.rate, digits), "amount": f"{part.amount:.{digits}f}"}
            for part in one.discounts
        ],
    }


def balance_row(one: Balance, digits: int) -> dict[str, Any]:
    """What is owed, or was advanced."""
    return {"incentive": one.incentive, "key": one.key, "kind": one.kind, "amount": f"{one.amount:.{digits}f}"}


def benefit_row(one: Granted) -> dict[str, Any]:
    """A benefit granted."""
    return {"benefit": one.benefit, "subject": subject_row(one.subject), "to": one.to}


def _protection(one: Protected) -> dict[str, Any]:
    return {
        "protection": one.protection,
        "on": dict(one.on),
        "holder": one.holder,
        "from": one.start.isoformat(),
        "until": one.until.isoformat(),
        "by": subject_row(one.by),
    }


def _conflict(one: Conflict) -> dict[str, Any]:
    return {
        "protection": one.protection,
        "subject": subject_row(one.subject),
        "holder": one.holder,
        "claimant": one.claimant,
    }


def _measure(one: Measured, digits: int) -> dict[str, Any]:
    return {
        "name": one.name,
        "subject": subject_row(one.subject),
        "value": measured(one.value, one.type, digits),
        "type": one.type,
    }


def _guarantee(one: Unkept, digits: int) -> dict[str, Any]:
    return {
        "guarantee": one.guarantee,
        "holds": False,
        "version": one.version,
        "subject": subject_row(one.subject),
        "period": one.period,
        "part": one.part,
        "condition": one.judged.text,
        "seen": [
            {"text": each.text, "type": shown(each.type), "value": exact(each.type, each.value, digits)}
            for each in one.judged.seen
        ],
        "message": one.problem.message,
    }


def _set_aside(one: Any) -> dict[str, Any]:
    return {
        "record": one.record,
        "file": one.place.file,
        "row": one.place.row,
        "reasons": [fault_row(fault) for fault in one.reasons],
    }
