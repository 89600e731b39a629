"""A statement as JSON."""

from __future__ import annotations

from palier.report.document import document
from palier.report.explain_json import explanation_row, run_of
from palier.report.result_json import (
    balance_row,
    benefit_row,
    payout_row,
    price_row,
    subject_row,
    tier_row,
    total_row,
)
from palier.report.statement import Statement
from palier.result import Result


def statement_json(statement: Statement, result: Result) -> str:
    """The document of one statement."""
    return document(
        {
            **run_of(result),
            "statement": {
                "payee": statement.payee,
                "name": statement.name,
                "from": None if statement.period.start is None else statement.period.start.isoformat(),
                "to": None if statement.period.end is None else statement.period.end.isoformat(),
                "totals": [total_row(one) for one in statement.totals],
                "payouts": [payout_row(one.payout) for one in statement.entries],
                "refused": [
                    {
                        "incentive": one.incentive,
                        "subject": subject_row(one.subject),
                        "period": one.period,
                        "part": one.part,
                    }
                    for one in statement.refused
                ],
                "tiers": [tier_row(one) for one in statement.tiers],
                "prices": [price_row(one, result.minor_digits) for one in statement.prices],
                "balances": [balance_row(one, result.minor_digits) for one in statement.balances],
                "benefits": [benefit_row(one) for one in statement.benefits],
                "explanations": [explanation_row(one, result) for one in statement.explanations],
            },
        }
    )
