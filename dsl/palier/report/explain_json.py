"""An explanation as JSON, with nothing left out."""

from __future__ import annotations

from typing import Any, assert_never

from palier.meaning.model import Titles
from palier.meaning.types import MONEY, Type, UnitOf, shown
from palier.report.document import document
from palier.report.problems_json import place
from palier.report.result_json import subject_row
from palier.report.values import exact, plain
from palier.result import Became, CapStep, Explanation, Given, Judged, JudgedWay, JudgedWays, Result, Seen, StackStep
from palier.result.explanation import Step
from palier.result.progress import Progress


def explain_json(explanation: Explanation, result: Result) -> str:
    """The document of one explanation."""
    return document({**run_of(result), "explanation": explanation_row(explanation, result)})


def run_of(result: Result) -> dict[str, Any]:
    """Which run it belongs to."""
    return {
        "programme": result.programme,
        "currency": result.currency,
        "as_of": result.as_of.isoformat(),
        "rules_sha256": result.rules_sha256,
        "data_sha256": result.data_sha256,
    }


def explanation_row(told: Explanation, result: Result | Progress) -> dict[str, Any]:
    """One explanation."""
    digits = result.minor_digits
    due: Type = MONEY if told.currency == result.currency else UnitOf(told.currency)
    return {
        "payout": told.payout,
        "incentive": told.incentive,
        "titles": titles_row(told.titles),
        "written": place(told.span),
        "version": told.version,
        "template": told.template,
        "subject": subject_row(told.subject),
        "period": told.period,
        "part": told.part,
        "earned_on": None if told.earned_on is None else told.earned_on.isoformat(),
        "payee": told.payee,
        "payer": told.payer,
        "outcome": told.outcome,
        "reason": told.reason,
        "converted": [
            {"field": field, "amount": plain(amount), "currency": currency, "rate": plain(rate)}
            for field, amount, currency, rate in told.converted
        ],
        "steps": [step_row(step, digits) for step in told.steps],
        "pays": None if told.pays is None else seen_row(told.pays, digits),
        "exact": exact(due, told.exact, digits),
        "gross": exact(due, told.gross, digits),
        "stacks": [_stacked(line, due, digits) for line in told.stacks],
        "caps": [_cap(cap, due, digits) for cap in told.caps],
        "lines": [
            {
                "subject": subject_row(one.subject),
                "part": one.part,
                "earned_on": one.earned_on.isoformat(),
                "amount": exact(due, one.amount, digits),
            }
            for one in told.lines
        ],
        "became": [_became(one, due, digits) for one in told.became],
        "payouts": list(told.payouts),
        "to_come": exact(due, told.to_come, digits),
        "settled_in": told.settled_in,
        "adjusts": told.adjusts,
        "adjusted_by": list(told.adjusted_by),
        "amount": exact(due, told.amount, digits),
        "currency": told.currency if due is MONEY else None,
        "unit": None if due is MONEY else told.currency,
    }


def titles_row(titles: Titles) -> dict[str, str]:
    """Titles by language."""
    return {language or "": title for language, title in titles.items()}


def step_row(step: Step, digits: int) -> dict[str, Any]:
    """A line of a rule, and how it turned out."""
    match step:
        case Judged():
            return {"kind": "requirement", **_judged(step, digits)}
        case JudgedWays():
            ways = [_way(way, digits) for way in step.ways]
            return {"kind": "ways", "outcome": step.outcome, "written": place(step.span), "ways": ways}
        case Given(name, seen):
            return {
                "kind": name if name in ("base", "governed by") else "let",
                "name": name,
                "seen": seen_row(seen, digits),
            }
        case _:
            assert_never(step)


def _way(way: JudgedWay, digits: int) -> dict[str, Any]:
    requirements = [_judged(one, digits) for one in way.requirements]
    return {"titles": titles_row(way.titles), "outcome": way.outcome, "requirements": requirements}


def _judged(judged: Judged, digits: int) -> dict[str, Any]:
    gap = None
    if judged.gap is not None:
        of, value = judged.gap
        gap = {"type": shown(of), "value": exact(of, value, digits)}
    return {
        "titles": titles_row(judged.titles),
        "text": judged.text,
        "written": place(judged.span),
        "outcome": judged.outcome,
        "gap": gap,
        "seen": [seen_row(one, digits) for one in judged.seen],
    }


def seen_row(seen: Seen, digits: int) -> dict[str, Any]:
    """A value that was looked at."""
    return {
        "text": seen.text,
        "type": shown(seen.type),
        "value": exact(seen.type, seen.value, digits),
        "note": seen.note,
        "inside": [seen_row(one, digits) for one in seen.inside],
    }


def _stacked(line: StackStep, due: Type, digits: int) -> dict[str, Any]:
    return {
        "stack": line.stack,
        "line": line.line,
        "kind": line.kind,
        "chosen": line.chosen,
        "taken": exact(MONEY, line.taken, digits) if line.base is not None else None,
        "base": None if line.base is None else exact(MONEY, line.base, digits),
        "before": exact(due, line.before, digits),
        "after": exact(due, line.after, digits),
        "cap": None if line.cap is None else _cap(line.cap, due, digits),
    }


def _became(step: Became, due: Type, digits: int) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "line": step.line,
        "seen": [seen_row(one, digits) for one in step.seen],
        "before": exact(due, step.before, digits),
        "after": exact(due, step.after, digits),
    }


def _cap(cap: CapStep, due: Type, digits: int) -> dict[str, Any]:
    def counted(value: Any) -> Any:
        return None if value is None else int(value) if cap.payments else exact(due, value, digits)

    return {
        "scope": cap.scope,
        "values": list(cap.values),
        "period": cap.period,
        "payments": cap.payments,
        "limit": counted(cap.limit),
        "used": counted(cap.used),
        "left": counted(cap.left),
        "after": exact(due, cap.after, digits),
    }
