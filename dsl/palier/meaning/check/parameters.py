"""Parameters: values fixed in advance."""

from __future__ import annotations

from datetime import date
from typing import Any

from palier.meaning import core, programme
from palier.meaning.calendar import EARLIEST
from palier.meaning.check.expressions import Elaboration
from palier.meaning.check.records import type_of
from palier.meaning.check.scope import no_subject
from palier.meaning.check.world import World, titles_of
from palier.meaning.types import Optional, ReferenceTo, SetOf, Type, present, shown
from palier.problems import incentives as line_problems
from palier.problems import names as name_problems
from palier.problems import tables as table_problems
from palier.problems import time as problems
from palier.problems import types as type_problems
from palier.source import Span
from palier.syntax import declarations as written
from palier.syntax import expressions as tree


def parameter(world: World, one: written.Parameter, effective: date | None) -> None:
    """A parameter, its values checked against its type."""
    name = one.name.text
    type_ = type_of(world, one.type)
    if type_ is None:
        return
    inner = present(type_)
    held = inner.of if isinstance(inner, SetOf) else inner
    if isinstance(type_, Optional) or isinstance(held, ReferenceTo):
        world.report(line_problems.FIELD_KIND, one.type.span, what=shown(type_), where="a field of a record", name=name)
        return
    world.parameter_types[name] = type_
    values: list[programme.DatedValue] = []
    if one.value is not None:
        value = constant(world, one.value, type_)
        values = [] if value is None else [programme.DatedValue(EARLIEST, value.value, one.source, one.span)]
    for line in one.dated:
        if values and line.start <= values[-1].start:
            world.report(problems.VALUES_OUT_OF_ORDER, line.span, day=line.start, before=values[-1].start)
        value = constant(world, line.value, type_)
        if value is not None:
            values.append(programme.DatedValue(line.start, value.value, line.source, line.span))
    if one.dated and effective is not None and one.dated[0].start > effective:
        world.report(
            problems.FIRST_VALUE_LATE, one.dated[0].span, name=name, effective=effective, first=one.dated[0].start
        )
    low = None if one.lowest is None else constant(world, one.lowest, type_)
    high = None if one.highest is None else constant(world, one.highest, type_)
    if low is not None and high is not None and values:
        _range(world, one, low, high, values[0].value)
    if not values:
        return
    world.parameters[name] = programme.Parameter(
        name,
        titles_of(one.title),
        type_,
        tuple(values),
        None if low is None else low.value,
        None if high is None else high.value,
        one.name.span,
    )


def _range(world: World, one: written.Parameter, low: core.Constant, high: core.Constant, default: Any) -> None:
    assert one.value is not None
    assert one.lowest is not None
    assert one.highest is not None
    try:
        if low.value > high.value:
            world.report(
                table_problems.EMPTY_INTERVAL, Span(one.span.source, one.lowest.span.start, one.highest.span.end)
            )
            return
        inside = low.value <= default <= high.value
    except TypeError:
        world.report(type_problems.NOT_ORDERED, one.type.span, type=shown(low.type), operator="from … to …")
        return
    if not inside:
        world.report(
            type_problems.NOT_IN_RANGE,
            one.value.span,
            value=one.value.span.text,
            low=low.span.text,
            high=high.span.text,
        )


def constant(world: World, expression: tree.Expression, type_: Type) -> core.Constant | None:
    """A value that is fixed in advance: a literal, a member, or a set of them."""
    work = Elaboration(world)
    value = work.wanted(expression, no_subject(expression.span), type_, declared=True)
    if value is None:
        return None
    if not isinstance(value, core.Constant):
        world.report(name_problems.NOT_A_PARAMETER_VALUE, expression.span)
        return None
    return value
