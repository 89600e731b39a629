"""A statement in sentences: the sums first, then how each candidate came about."""

from __future__ import annotations

from collections.abc import Iterator

from palier.meaning.model import title_in
from palier.report.cells import cell_width, printable
from palier.report.counted import counted
from palier.report.explain_text import explain_text
from palier.report.paint import PLAIN, Paint
from palier.report.statement import Statement
from palier.report.values import Words
from palier.result import Result


def statement_text(statement: Statement, result: Result, paint: Paint = PLAIN) -> str:
    """The whole statement."""
    return "".join(f"{line}\n" for line in _lines(statement, result, paint))


def _lines(statement: Statement, result: Result, paint: Paint) -> Iterator[str]:
    who = statement.payee if statement.name is None else f"{statement.name} ({statement.payee})"
    title = title_in(result.titles, None, result.programme)
    yield paint("strong", f"{printable(title)}: statement of {printable(who)}, as of {result.as_of}")
    yield ""
    yield from _sums(statement, result, paint)
    found = statement.explanations
    paid = sum(one.outcome in ("paid", "capped") for one in found)
    yield ""
    yield f"{counted(len(found), 'candidate')}, {counted(paid, 'payout')}."
    for one in found:
        yield ""
        yield explain_text(one, result, paint).removesuffix("\n")


def _sums(statement: Statement, result: Result, paint: Paint) -> Iterator[str]:
    words = Words(result.currency, result.minor_digits)
    rows = [
        (printable(title_in(result.incentives[one.incentive].titles, None, one.incentive)), words.amount(one.amount))
        for one in statement.totals
    ]
    money = [one.amount.amount for one in statement.totals if one.amount.currency == result.currency]
    if not rows:
        yield "  Nothing was paid."
        return
    last = [("Total", words.money(sum(money[1:], money[0])))] if len(money) > 1 else []
    left = max(cell_width(title) for title, _ in (*rows, *last))
    right = max(cell_width(amount) for _, amount in (*rows, *last))
    for title, amount in rows:
        yield f"  {title}{' ' * (left - cell_width(title))}  {amount:>{right}}"
    for title, amount in last:
        yield paint("strong", f"  {title:<{left}}  {amount:>{right}}")
