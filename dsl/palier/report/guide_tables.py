"""Tables of the rules as a reader sees them."""

from __future__ import annotations

from palier.meaning import core
from palier.meaning import table as rule
from palier.meaning.types import DAYS, MONEY, MONTHS, RATIOS, present
from palier.report import blocks
from palier.report.phrase import Intricate, Wording
from palier.report.phrase_names import quotation


def table_block(name: str, wording: Wording) -> blocks.Table:
    """A table with its title, a column for each input and output."""
    table = wording.rules.tables[name]
    inputs = len(table.inputs)
    rows = []
    for row in table.rows:
        others = wording.say("all others")
        cells = [others for _ in table.inputs] if row.otherwise else [_cell(one, wording) for one in row.cells]
        rows.append((*cells, *(_limit(one, wording) for one in row.outputs)))
    figures = frozenset(
        at
        for at, column in enumerate((*table.inputs, *table.outputs))
        if at >= inputs and present(column.type) in (MONEY, MONTHS, DAYS, *RATIOS)
    )
    return blocks.Table(tuple(wording.names.columns(table)), tuple(rows), figures, title=wording.names.table(name))


def _cell(cell: rule.Cell, wording: Wording) -> str:
    say = wording.say
    match cell:
        case rule.Anything():
            return say("any")
        case rule.Absence(wanted=wanted):
            return say("none given") if wanted else say("any that is given")
        case rule.OneOf(values=values, negated=negated):
            said = [_limit(one, wording) for one in values]
            if negated:
                return say("all but {values}", values=wording.names.all_of(said))
            return wording.names.any_of(said)
        case rule.Interval(lower=None, upper=None):
            return say("any")
        case rule.Interval(lower=None, upper=upper, upper_included=True) if upper is not None:
            return say("up to {upper}", upper=_limit(upper, wording))
        case rule.Interval(lower=None, upper=upper) if upper is not None:
            return say("below {upper}", upper=_limit(upper, wording))
        case rule.Interval(lower=lower, step=True) if lower is not None:
            return _lower(cell, _limit(lower, wording), wording)
        case rule.Interval(lower=lower, upper=None) if lower is not None:
            return _lower(cell, _limit(lower, wording), wording)
        case rule.Interval(lower=lower, upper=upper) if lower is not None and upper is not None:
            start = _lower(cell, _limit(lower, wording), wording)
            if cell.upper_included:
                return say("{from_} up to {upper}", from_=start, upper=_limit(upper, wording))
            return say("{from_} to below {upper}", from_=start, upper=_limit(upper, wording))
        case _:
            return quotation(cell)  # type: ignore[arg-type]


def _lower(cell: rule.Interval, limit: str, wording: Wording) -> str:
    if cell.lower_included:
        return wording.say("from {lower}", lower=limit)
    return wording.say("above {lower}", lower=limit)


def _limit(scalar: core.Scalar, wording: Wording) -> str:
    try:
        return wording.value(scalar)
    except Intricate:
        return quotation(scalar)
