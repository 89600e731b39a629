"""Where a partner stands, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from palier.meaning.types import MONEY, UnitOf, shown
from palier.report.document import document
from palier.report.explain_json import explanation_row, step_row
from palier.report.result_json import subject_row
from palier.report.values import exact, plain
from palier.result import Money, Subject
from palier.result.progress import (
    CapLeft,
    Figure,
    LadderProgress,
    NextStep,
    Progress,
    Proposal,
    Proposed,
    TierAhead,
)


def progress_json(progress: Progress) -> str:
    """The document of `palier progress`."""
    return document(_Rows(progress).whole())


class _Rows:
    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.digits = progress.minor_digits

    def whole(self) -> dict[str, Any]:
        progress = self.progress
        return {
            "programme": progress.programme.name,
            "currency": progress.currency,
            "as_of": progress.as_of.isoformat(),
            "rules_sha256": progress.rules_sha256,
            "data_sha256": progress.data_sha256,
            "partner": progress.partner,
            "name": progress.name,
            "ladders": [self.ladder(one) for one in progress.ladders],
            "under_way": [
                {
                    "incentive": one.incentive.name,
                    "explanation": explanation_row(one.explanation, progress),
                    "least": None if one.least is None else plain(one.least, self.digits),
                    "steps": [self.next_step(step) for step in one.steps],
                    "proposal": self.proposal(one.proposal),
                }
                for one in progress.under_way
            ],
            "missed": [
                {
                    "incentive": one.incentive.name,
                    "number": one.number,
                    "explanation": explanation_row(one.explanation, progress),
                    "proposal": self.proposal(one.proposal),
                }
                for one in progress.missed
            ],
            "caps": [self.cap(one) for one in progress.caps],
            "balances": [
                {"incentive": incentive.name, "kind": one.kind, "amount": plain(one.amount, self.digits)}
                for incentive, one in progress.balances
            ],
            "claims": [
                {
                    "protection": one.protection.name,
                    "on": [self.figure(part) for part in one.on],
                    "from": one.start.isoformat(),
                    "until": one.until.isoformat(),
                    "by": subject_row(one.by),
                }
                for one in progress.claims
            ],
            "benefits": [
                {"benefit": one.benefit.name, "subjects": [subject_row(subject) for subject in one.subjects]}
                for one in progress.benefits
            ],
            "measures": [self.figure(one) for one in progress.figures],
            "totals": [{"incentive": one.name, **self.money(amount)} for one, amount in progress.earned],
        }

    def ladder(self, one: LadderProgress) -> dict[str, Any]:
        return {
            "ladder": one.ladder.name,
            "tier": one.tier.name,
            "from": one.start.isoformat(),
            "reason": one.reason,
            "until": _day(one.until),
            "next_review": _day(one.review),
            "year_up": _day(one.kept_at),
            "keep": {
                "by": _day(one.keep_by),
                "met": one.kept,
                "steps": [step_row(step, self.digits) for step in one.keep],
            }
            if one.keep
            else None,
            "lost_when": list(one.lost_when),
            "grants": [benefit.name for benefit in one.grants],
            "above": [self.above(tier) for tier in one.above],
        }

    def keep(self, one: LadderProgress) -> dict[str, Any]:
        steps = [step_row(step, self.digits) for step in one.keep]
        return {"by": _day(one.keep_by), "met": one.kept, "steps": steps}

    def above(self, one: TierAhead) -> dict[str, Any]:
        return {
            "tier": one.tier.name,
            "review": one.review.isoformat(),
            "by": one.by.isoformat(),
            "invited": one.invited,
            "met": one.met,
            "steps": [step_row(step, self.digits) for step in one.steps],
            "grants": [benefit.name for benefit in one.grants],
            "proposal": self.proposal(one.proposal),
        }

    def next_step(self, one: NextStep) -> dict[str, Any]:
        return {
            "table": one.table.name,
            "measure": one.measure.name,
            "now": exact(one.type, one.now, self.digits),
            "limit": exact(one.type, one.limit, self.digits),
            "gives": exact(one.output, one.gives, self.digits),
            "would_give": exact(one.output, one.would_give, self.digits),
            "proposal": self.proposal(one.proposal),
        }

    def proposal(self, one: Proposal | None) -> dict[str, Any] | None:
        if one is None:
            return None
        return {
            "changes": [self.proposed(change) for change in one.changes],
            "pays": None if one.amount is None else self.money(one.amount),
        }

    def proposed(self, one: Proposed) -> dict[str, Any]:
        rows = [{name: _written(value) for name, value in row.items()} for row in one.rows]
        if one.key is not None:
            return {"change": one.record.name, "key": one.key, "values": rows[0]}
        return {"add": one.record.name, "rows": rows}

    def cap(self, one: CapLeft) -> dict[str, Any]:
        of = None if one.payments else MONEY if one.unit == self.progress.currency else UnitOf(one.unit)
        amounts = {"limit": one.limit, "used": one.used, "left": one.left}
        return {
            "incentive": one.incentive.name,
            "scope": one.scope,
            "beside": list(one.beside),
            "all_partners": one.everybody,
            "period": one.period,
            "until": _day(one.until),
            "counts": "payments" if one.payments else one.unit,
            **{name: int(value) if of is None else exact(of, value, self.digits) for name, value in amounts.items()},
        }

    def figure(self, one: Figure) -> dict[str, Any]:
        return {"name": one.called.name, "type": shown(one.type), "value": exact(one.type, one.value, self.digits)}

    def money(self, amount: Money) -> dict[str, Any]:
        return {"amount": plain(amount.amount, self.digits), "currency": amount.currency}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _written(value: Any) -> Any:
    match value:
        case Decimal() | Fraction():
            return plain(value)
        case date():
            return value.isoformat()
        case Subject():
            return value.key
        case Mapping():
            return {name: _written(one) for name, one in value.items()}
        case tuple() | frozenset() | list():
            return sorted(map(_written, value)) if isinstance(value, frozenset) else [_written(one) for one in value]
        case _:
            return value
