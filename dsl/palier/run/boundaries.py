"""Limits, and which of their sides examples exercise: the value at the limit, and the nearest one beyond it.

On a line with a smallest step (an amount, a day, a month, a whole number) the nearest value is one step away. Rates and
other numbers have none: any value beyond will do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from palier.meaning import core, programme, table
from palier.meaning.core import Scalar
from palier.meaning.model import Model
from palier.meaning.types import COUNT, DATE, DAYS, MONEY, MONTHS, RATE, Type, UnitOf, on_a_line, present, shown
from palier.meaning.walk import scalars
from palier.result.figures import number
from palier.result.testing import LIMIT, Part
from palier.run.exact import exactly, mixed
from palier.run.execute import Outcome
from palier.run.watch import Watch
from palier.source import Span

_minus = mixed(lambda left, right: left - right)
_plus = mixed(lambda left, right: left + right)


def limits(rules: programme.Rules, outcomes: Sequence[Outcome], watch: Watch) -> Iterator[Part]:
    """Both sides of every limit: of comparisons, of the cells of tables, of caps and minimums."""
    with exactly():
        yield from _comparisons(rules, watch)
        yield from _cells(rules, outcomes, watch)
        yield from _caps(rules, outcomes)


# --- comparisons


def _comparisons(rules: programme.Rules, watch: Watch) -> Iterator[Part]:
    done = set()
    for name, node in scalars(rules):
        if not isinstance(node, core.Compare) or node in done:
            continue
        done.add(node)
        if node.operator not in _BELOW or node.ranks is not None or not on_a_line(node.left.type):
            continue
        if isinstance(node.left, core.Constant) and isinstance(node.right, core.Constant):
            continue
        yield from _comparison(rules, name, node, watch)


_BELOW = {">=": -1, "<": -1, ">": 1, "<=": 1}
"""On which side of the right value the nearest left value lies that is treated otherwise than one at the limit."""


def _comparison(rules: programme.Rules, name: str, node: core.Compare, watch: Watch) -> Iterator[Part]:
    asked, limit, side = node.left, node.right, _BELOW[node.operator]
    pairs = watch.compared.get(node, set())
    if isinstance(asked, core.Constant) or (isinstance(asked, core.Parameter) and not _fixed(limit)):
        # `500 EUR <= amount`: the limit stands on the left.
        asked, limit, side = limit, asked, -side
        pairs = {(right, left) for left, right in pairs}
    step = _step(rules.model, asked, limit)
    words, at = _words(asked), _words(limit)
    value = _value(rules, limit)
    beside = None if value is None or step is None else _moved(value, step, side)
    nothing_beyond = isinstance(value, date) and beside is None
    where = f"`{name}`: `{_words(node)}` is never asked with `{words}`"
    said = f"`{at}`" if value is None else _shown(asked.type, value, rules.model)
    met = any(left == right for left, right in pairs)
    yield _part(rules, node.span, f"{where} at {said}", asked, value, met)
    if nothing_beyond:
        return
    if beside is not None:
        said = f"at {_shown(asked.type, beside, rules.model)}"
    else:
        said = f"{_distance(asked.type, step, side, rules.model)} `{at}`"
    met = any(_beyond(left, right, side, step) for left, right in pairs)
    yield _part(rules, node.span, f"{where} {said}", asked, beside, met)


def _beyond(left: Any, right: Any, side: int, step: Any) -> bool:
    """Whether a value lies on that side of another, and no further than a step."""
    distance = (left - right).days * side if isinstance(left, date) else _minus(left, right) * side
    return bool(distance > 0 and (step is None or distance <= step))


def _fixed(scalar: Scalar) -> bool:
    return isinstance(scalar, core.Constant | core.Parameter)


def _value(rules: programme.Rules, limit: Scalar) -> Any:
    """The limit where the rules alone say it: the last value, of a parameter that changes."""
    match limit:
        case core.Constant(value=value):
            return value
        case core.Parameter(name=name):
            return rules.parameters[name].values[-1].value
        case _:
            return None


def _step(model: Model, asked: Scalar, limit: Scalar) -> Any:
    """The distance between neighbours: one coin, one day, one month, one of a count; None where there is none."""
    match present(asked.type):
        case of if of is MONEY:
            return Decimal(1).scaleb(-model.minor_digits)
        case of if of in (DATE, DAYS, MONTHS):
            return 1
        case UnitOf(unit):
            return model.units[unit]
        case _ if _whole(asked) and _whole(limit):
            return 1
        case _:
            return None


def _whole(scalar: Scalar) -> bool:
    if isinstance(scalar, core.Constant):
        return scalar.type is not RATE and scalar.value == int(scalar.value)
    return present(scalar.type) is COUNT


def _moved(value: Any, step: Any, side: int) -> Any:
    """The neighbour of a value; None beside the first and the last day there are."""
    if isinstance(value, date):
        last = date.min if side < 0 else date.max
        return None if value == last else value + timedelta(days=step * side)
    return _plus(value, step * side)


# --- tables


@attrs.frozen
class _Edge:
    """A limit in a column: to which side it belongs itself, and under which other cells of its row."""

    column: int
    limit: Scalar
    side: int
    others: str
    row: table.Row
    span: Span


def _cells(rules: programme.Rules, outcomes: Sequence[Outcome], watch: Watch) -> Iterator[Part]:
    nodes: dict[str, list[core.Lookup | core.Bands]] = {}
    for _, node in scalars(rules):
        if isinstance(node, core.Lookup | core.Bands):
            nodes.setdefault(node.table, []).append(node)
    for name, one in rules.tables.items():
        asking = list(dict.fromkeys(nodes.get(name, ())))
        asked = {case for node in asking for case in watch.asked.get(node, ())}
        edges: dict[tuple[Any, ...], _Edge] = {}
        for edge in _edges(rules, one):
            edges.setdefault((edge.column, _limit(rules, edge.limit), edge.side, edge.others), edge)
        for edge in edges.values():
            holding = outcomes[0].evaluator(rules).table(name).rows[one.rows.index(edge.row)] if outcomes else []
            cases = [
                (case[edge.column], day)
                for case, day in asked
                if case[edge.column] is not None
                and all(holds(case[at], [day]) for at, holds in enumerate(holding) if at != edge.column)
            ]
            yield from _edge(rules, one, edge, cases, next(iter(_arguments(asking, edge.column)), None))


def _edges(rules: programme.Rules, of: table.Table) -> Iterator[_Edge]:
    """The limits beyond which another row is met; where a table ends there is nothing to ask."""
    open_ended = any(row.otherwise for row in of.rows) or of.first_match
    for column in range(len(of.inputs)):
        groups: dict[str, list[tuple[table.Row, table.Interval]]] = {}
        for row in of.rows:
            cell = row.cells[column] if row.cells else None
            if isinstance(cell, table.Interval):
                others = "|".join(_words(other) for at, other in enumerate(row.cells) if at != column)
                groups.setdefault(others, []).append((row, cell))
        for others, found in groups.items():
            lowest = min((_limit(rules, cell.lower) for _, cell in found if cell.lower is not None), default=None)
            highest = max((_limit(rules, cell.upper) for _, cell in found if cell.upper is not None), default=None)
            below = open_ended or any(cell.lower is None for _, cell in found)
            above = open_ended or any(cell.upper is None for _, cell in found)
            for row, cell in found:
                if cell.lower is not None and (below or _limit(rules, cell.lower) != lowest):
                    yield _Edge(column, cell.lower, -1 if cell.lower_included else 1, others, row, cell.span)
                if cell.upper is not None and (above or _limit(rules, cell.upper) != highest):
                    yield _Edge(column, cell.upper, 1 if cell.upper_included else -1, others, row, cell.span)


def _limit(rules: programme.Rules, limit: Scalar, day: date = date.max) -> Any:
    """The limit of a cell, a constant or a parameter, on a day."""
    return rules.parameters[limit.name].at(day) if isinstance(limit, core.Parameter) else _value(rules, limit)


def _edge(
    rules: programme.Rules,
    of: table.Table,
    edge: _Edge,
    cases: Sequence[tuple[Any, date]],
    argument: Scalar | None,
) -> Iterator[Part]:
    column = of.inputs[edge.column]
    typed = _typed(column)
    step = _step(rules.model, typed, typed)
    limit = _limit(rules, edge.limit)
    beside = None if step is None else _moved(limit, step, edge.side)
    row = f", in the row of `{edge.others.replace('|', ', ')}`" if edge.others else ""
    where = f"`{of.name}` is never asked with `{column.name}`"
    met = any(value == _limit(rules, edge.limit, day) for value, day in cases)
    text = f"{where} at {_shown(column.type, limit, rules.model)}{row}"
    yield _part(rules, edge.span, text, argument, limit, met)
    if beside is None and isinstance(limit, date):
        return
    met = any(_beyond(value, _limit(rules, edge.limit, day), edge.side, step) for value, day in cases)
    if beside is None:
        said = f"{'below' if edge.side < 0 else 'above'} {_shown(column.type, limit, rules.model)}"
    else:
        said = f"at {_shown(column.type, beside, rules.model)}"
    yield _part(rules, edge.span, f"{where} {said}{row}", argument, beside, met)


def _typed(column: table.Column) -> Scalar:
    return core.Local(column.type, column.span, column.slot, column.name)


def _arguments(asking: Iterable[core.Lookup | core.Bands], column: int) -> Iterator[Scalar]:
    """The scalars that stand for a column where the table is asked."""
    for node in asking:
        every = node.arguments if isinstance(node, core.Lookup) else (*node.arguments, node.amount)
        yield every[column]


# --- caps and minimums


def _caps(rules: programme.Rules, outcomes: Sequence[Outcome]) -> Iterator[Part]:
    for name, incentive in rules.incentives.items():
        made = [one for outcome in outcomes for one in outcome.candidates[name] if one.source.incentive is incentive]
        for cap in incentive.caps:
            steps = [(one, step) for one in made for step in one.caps if step.scope == cap.ledger]
            if cap.payments:
                met = any(step.used + 1 == step.limit and one.amount for one, step in steps)
                text = f"`{name}`: no payment is the last that the cap per {cap.ledger} lets through"
            else:
                met = any(one.left == step.left and one.left for one, step in steps)
                text = f"`{name}`: nothing fills the cap per {cap.ledger} to the last coin, with nothing taken"
            yield Part(LIMIT, text, cap.span, met)
        minimum = incentive.settlement.minimum
        if minimum is not None:
            coin = _coin(rules, incentive)
            sums = [(one.gross, one.least) for one in made if one.least is not None]
            words = _words(minimum)
            met = any(total == least for total, least in sums)
            yield Part(LIMIT, f"`{name}`: `{words}` is never met to the last coin", minimum.span, met)
            met = any(total == least - coin for total, least in sums)
            yield Part(LIMIT, f"`{name}`: `{words}` is never missed by a coin", minimum.span, met)
    yield from _stack_caps(rules, outcomes)


def _stack_caps(rules: programme.Rules, outcomes: Sequence[Outcome]) -> Iterator[Part]:
    filled, lost = set(), set()
    for outcome in outcomes:
        for candidates in outcome.candidates.values():
            for one in candidates:
                for step in one.stacks if one.source.rules is rules else ():
                    if step.cap is not None and step.cap.after == step.cap.left:
                        filled.add((step.stack, step.line, id(step.cap)))
                    if step.cap is not None and step.after < step.before:
                        lost.add((step.stack, step.line, id(step.cap)))
    exact = {key[:2] for key in filled - lost}
    for name, stack in rules.stacks.items():
        if not stack.takes:
            for cap in stack.caps:
                text = f"`{name}`: nothing fills `{_words(cap)}` to the last coin, with nothing taken"
                yield Part(LIMIT, text, cap.span, (name, _words(cap)) in exact)


def _coin(rules: programme.Rules, incentive: programme.Incentive) -> Decimal:
    of = incentive.amount.type
    return rules.model.units[of.unit] if isinstance(of, UnitOf) else Decimal(1).scaleb(-rules.model.minor_digits)


# --- words


def _part(rules: programme.Rules, span: Span, text: str, asked: Scalar | None, value: Any, exercised: bool) -> Part:
    write = None if exercised or asked is None or value is None else _written(rules.model, asked, value)
    return Part(LIMIT, text, span, exercised, write)


def _written(model: Model, asked: Scalar, value: Any) -> str | None:
    """What an example could say so that a scalar has a value."""
    shown_value = _rule_text(asked.type, value, model)
    match asked:
        case core.Field(record=record, name=name):
            return f"given {record} …: {name} {shown_value}"
        case core.KnownFrom(value=field):
            return f"given {field.record} …: {field.name} {shown_value}"
        case core.Apply(name=name):
            return f"expect KEY.{name} is {shown_value}"
        case core.Local(slot=core.TODAY):
            return f"as of {shown_value}"
        case _:
            return None


def _distance(of: Type, step: Any, side: int, model: Model) -> str:
    """The nearest place on one side: `one day after`, `0.01 EUR below`, `below` where there is no nearest."""
    if present(of) is DATE:
        return "one day before" if side < 0 else "one day after"
    word = "below" if side < 0 else "above"
    return (
        word if step is None else f"{_rule_text(of, step, model).removesuffix(' months').removesuffix(' days')} {word}"
    )


def _shown(of: Type, value: Any, model: Model) -> str:
    """A value in a sentence."""
    return f"`{_rule_text(of, value, model)}`"


def _rule_text(of: Type, value: Any, model: Model) -> str:
    """A value as the rules write it."""
    match present(of):
        case kind if kind is MONEY:
            return f"{_grouped(value)} {model.currency}"
        case kind if kind is RATE:
            return f"{number(value * 100)}%"
        case kind if kind in (MONTHS, DAYS):
            return f"{_grouped(value)} {shown(kind)}"
        case kind if kind is DATE:
            return str(value)
        case UnitOf(unit):
            return f"{_grouped(value)} {unit}"
        case _:
            return _grouped(value)


def _grouped(value: Any) -> str:
    if isinstance(value, Fraction):
        return number(value)
    text = f"{Decimal(value):f}"
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    if rest and len(rest) == 1:
        rest += "0"
    whole = f"{int(whole):_}" if whole not in ("-0",) else whole
    return f"{whole}.{rest}" if rest else whole


def _words(one: Any) -> str:
    return " ".join(one.span.text.split())
