"""A statement as JSON."""

from __future__ import annotations

from palier.report.document import document
from palier.report.explain_json import explanation_row, run_of
from palier.report.result_json import total_row
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
                "totals": [total_row(one) for one in statement.totals],
                "explanations": [explanation_row(one, result) for one in statement.explanations],
            },
        }
    )
