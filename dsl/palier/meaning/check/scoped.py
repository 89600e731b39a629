"""Subjects, and what is counted per scope: the same in incentives and stacks."""

from __future__ import annotations

from palier.meaning import programme
from palier.meaning.check.expressions import Elaboration
from palier.meaning.check.scope import Scope
from palier.meaning.core import Constant, Scalar
from palier.meaning.types import COUNT, DATE, Optional, Type, present
from palier.problems import incentives as problems
from palier.problems import names as name_problems
from palier.syntax import clauses as written
from palier.syntax import expressions as tree

PERIODS = ("year", "half", "quarter", "month")


def subject_form(work: Elaboration, subject: written.Subject, record: str, scope: Scope) -> programme.Subject | None:
    """What there is a candidate for: each fact, each period of one, each part of its span."""
    match subject:
        case written.RecordSubject(span=span):
            return programme.EachFact(span, record)
        case written.PeriodSubject(span=span, period=period):
            return programme.EachPeriod(span, record, programme.Period(period.calendar, period.unit))
        case written.PartSubject(span=span, unit=unit, calendar=calendar, start=start, until=until):
            first = work.scalar(start, scope, DATE)
            last = work.scalar(until, scope, DATE)
            for value, expression in ((first, start), (last, until)):
                if value is not None and present(value.type) is not DATE:
                    work.wrong_type(value, DATE, expression)
                    return None
            if first is None or last is None:
                return None
            return programme.EachPart(span, record, unit, calendar, first, last)


def cap_line(
    work: Elaboration, line: written.Cap, scope: Scope, type_: Type, amount: Scalar | None
) -> programme.Cap | None:
    """A cap on amounts of a type; `amount` is the single payment, where there is one to compare with."""
    limit = work.wanted(line.limit, scope, COUNT if line.payments else type_)
    paths = [scope_value(work, path, scope, "cap") for path in line.scope.paths]
    if len(line.scope.periods) > 1:
        work.world.report(problems.TWO_PERIODS, line.scope.periods[1].span)
    if limit is None or any(path is None for path in paths):
        return None
    if isinstance(limit, Constant):
        if limit.value < 0:
            work.world.report(problems.NEGATIVE_LIMIT, limit.span, line="cap", value=limit.span.text)
        elif isinstance(amount, Constant) and not line.payments and limit.value < amount.value:
            work.world.report(problems.CAP_BELOW_PAYMENT, line.span, cap=limit.span.text, amount=amount.span.text)
    period = None
    if line.scope.periods:
        period = programme.Period(line.scope.periods[0].calendar, line.scope.periods[0].unit)
    words = [path.span.text for path in line.scope.paths]
    words += [f"{period.calendar} {period.unit}"] if period is not None else []
    return programme.Cap(
        line.span,
        limit,
        line.payments,
        tuple(path for path in paths if path is not None),
        period,
        line.whole_or_nothing,
        " per ".join(words) + (" (payments)" if line.payments else ""),
    )


def scope_value(work: Elaboration, path: tree.Path, scope: Scope, line: str) -> Scalar | None:
    """What a scope counts by: it must be there."""
    first = path.names[0].text
    if (
        first in PERIODS
        and scope.record is not None
        and first not in {*scope.names, *work.world.names_of(scope.record)}
    ):
        hint = (
            f"a period says by which calendar, and for whom: `per partner per fiscal {first}`, `per calendar {first}`."
        )
        work.world.report(name_problems.UNKNOWN_FIELD, path.span, record=scope.record, name=first, near=None, hint=hint)
        return None
    value = work.scalar(tree.as_expression(path), scope)
    if value is not None and isinstance(value.type, Optional):
        work.world.report(problems.MISSING_SCOPE_VALUE, path.span, text=path.span.text, line=line)
        return None
    return value
