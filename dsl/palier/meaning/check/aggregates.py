"""Collections, and what is asked of them: sums, counts, picks, ranks and quantifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palier.meaning import core
from palier.meaning.check import definitions, names
from palier.meaning.check.endless import endless
from palier.meaning.check.narrowing import where_true
from palier.meaning.check.scope import Scope
from palier.meaning.core import Scalar
from palier.meaning.types import (
    COUNT,
    DATE,
    DAYS,
    MONEY,
    MONTHS,
    NUMBER,
    RATIOS,
    YES_NO,
    MemberOf,
    Optional,
    ReferenceTo,
    SetOf,
    Type,
    UnitOf,
    in_a_sentence,
    on_a_line,
    optional,
    present,
)
from palier.problems import Related, nearest
from palier.problems import names as name_problems
from palier.problems import types as problems
from palier.source import Span
from palier.syntax import expressions as tree

if TYPE_CHECKING:
    from palier.meaning.check.expressions import Elaboration


def aggregate(work: Elaboration, expression: tree.Aggregate, scope: Scope) -> Scalar | None:
    """`sum of E over P`, `count of P` and the others."""
    opened = elements(work, expression.over, scope)
    if opened is None:
        return None
    over, inside = opened
    if expression.kind == "count":
        return core.Measure(COUNT, expression.span, "count", over, None)
    assert expression.value is not None
    value = work.there(expression.value, inside)
    if value is None:
        return None
    type_ = _result(work, expression, value)
    return None if type_ is None else core.Measure(type_, expression.span, expression.kind, over, value)


def quantifier(work: Elaboration, expression: tree.Quantifier, scope: Scope) -> Scalar | None:
    """`some P where C`, `no P where C`, `all P where C have D`."""
    opened = elements(work, expression.over, scope)
    if opened is None:
        return None
    over, inside = opened
    have = None
    if expression.have is not None:
        have = work.condition(expression.have, inside)
        if have is None:
            return None
    return core.Measure(YES_NO, expression.span, expression.kind, over, have)


def pick(work: Elaboration, expression: tree.Pick, scope: Scope) -> Scalar | None:
    """`first of P`, `latest of P by FIELD`: a fact, if there is one."""
    opened = elements(work, expression.over, scope)
    if opened is None:
        return None
    over, inside = opened
    order = None
    if expression.order is not None:
        order = _path_value(work, expression.order, inside)
        if order is None:
            return None
        if not on_a_line(present(order.type)):
            work.world.report(
                problems.NOT_ORDERED, order.span, type=in_a_sentence(order.type), operator="latest of … by"
            )
            return None
    kind = "latest" if expression.latest else "first"
    return core.Measure(optional(ReferenceTo(over.record)), expression.span, kind, over, order)


def carried(work: Elaboration, expression: tree.OfExpression, picked: tree.Pick, scope: Scope) -> Scalar | None:
    """`unit_price of latest of P`: read on the fact picked, and missing where there is none."""
    of = pick(work, picked, scope)
    if of is None:
        return None
    record = present(of.type)
    assert isinstance(record, ReferenceTo)
    slot = work.slot()
    element = core.Local(record, picked.span, slot, record.record)
    inside = scope.inside(element, None)
    value = work.scalar(expression.left, inside)
    return None if value is None else core.Carried(optional(present(value.type)), expression.span, of, slot, value)


def rank(work: Elaboration, expression: tree.Rank, scope: Scope) -> Scalar | None:
    """`rank of E among P`: E of each element, beside E of the fact in hand."""
    opened = elements(work, expression.among, scope)
    if opened is None:
        return None
    among, inside = opened
    value = work.there(expression.value, inside)
    own = work.there(expression.value, scope)
    if value is None or own is None:
        return None
    if not on_a_line(value.type):
        work.world.report(problems.NOT_ORDERED, value.span, type=in_a_sentence(value.type), operator="rank of")
        return None
    return core.Rank(COUNT, expression.span, value, own, among)


def date_when(work: Elaboration, expression: tree.DateWhen, scope: Scope) -> Scalar | None:
    """`date when sum of E over P reaches X`."""
    total = aggregate(work, expression.total, scope)
    if not isinstance(total, core.Measure):
        return None
    if total.kind not in ("sum", "count"):
        work.world.report(
            problems.WRONG_TYPE,
            total.span,
            wanted="a running `sum of` or `count of`",
            found=f"`{total.kind} of`",
            hint="only a total grows from fact to fact.",
        )
        return None
    if total.over.by is None and work.world.records[total.over.record].dated is None:
        work.world.report(problems.NOT_DATED, total.over.span, record=total.over.record)
        return None
    reaches = work.wanted(expression.reaches, scope, total.type)
    if reaches is None:
        return None
    return core.DateWhen(optional(DATE), expression.span, total.kind, total.over, total.value, reaches)


def elements(work: Elaboration, written: tree.Collection, scope: Scope) -> tuple[core.Elements, Scope] | None:
    """The facts a measure looks at, and the scope inside them, narrowed by the `where`."""
    if scope.own_only:
        work.world.report(problems.MUST_LOOKS_OUTSIDE, written.span)
        return None
    reached = _reach(work, written.path, scope)
    if reached is None:
        return None
    start, hops, record = reached
    slot = work.slot()
    element = core.Local(ReferenceTo(record), written.span, slot, written.alias.text if written.alias else record)
    if written.alias is not None and written.alias.text in scope.names:
        work.world.report(name_problems.DECLARED_TWICE, written.alias.span, name=written.alias.text)
        return None
    inside = scope.inside(element, written.alias.text if written.alias else None)
    inside = inside.narrowed(
        frozenset(path.replace(f"${core.SUBJECT}", f"${slot}") for path in work.world.sure.get(record, ()))
    )
    by = None
    if written.by is not None:
        by = _path_value(work, written.by, inside)
        if by is None:
            return None
        if present(by.type) is not DATE:
            work.world.report(problems.WRONG_TYPE, by.span, wanted="a date", found=in_a_sentence(by.type), hint=None)
            return None
    window = None if written.window is None else stretch(work, written.window, scope)
    bound = _bound(work, written, scope, record)
    goes_by_date = written.window is not None or not isinstance(written.bound, str | None)
    if goes_by_date and by is None and work.world.records[record].dated is None:
        place = [Related(f"`{record}` is declared here", work.world.records[record].span)]
        work.world.add(problems.NOT_DATED.at(written.span, record=record, related=place))
        return None
    if (written.window is not None and window is None) or (written.bound is not None and bound is None):
        return None
    where = None
    if written.where is not None:
        where = work.condition(written.where, inside)
        if where is None:
            return None
        inside = inside.narrowed(where_true(where))
    return core.Elements(
        written.span, record, _origin(start, hops, record, written), start, hops, slot, window, bound, by, where
    ), inside


def _origin(start: Scalar | None, hops: tuple[core.Hop, ...], record: str, written: tree.Collection) -> str:
    """The record a path starts from."""
    if start is not None and isinstance(start.type, ReferenceTo):
        return start.type.record
    return written.path.names[0].text if hops else record


def _reach(work: Elaboration, path: tree.Path, scope: Scope) -> tuple[Scalar | None, tuple[core.Hop, ...], str] | None:
    """Where a path leads: a fact to start from (None: all facts of a record), hops, and the record arrived at."""
    world = work.world
    first, rest = path.names[0], path.names[1:]
    start: Scalar | None
    hops: list[core.Hop] = []
    if first.text in world.records and not scope.own_only:
        world.use("type", first.text)
        start, record, many = None, first.text, True
    elif scope.record is not None and scope.element is not None and first.text in world.ways_back(scope.record):
        way = world.ways_back(scope.record)[first.text]
        start = core.Local(scope.element.type, first.span, _slot(scope.element), first.text)
        hops.append(core.Hop(first.span, way.name, True, way.record))
        record, many = way.record, True
    else:
        near = _near_collection(work, first.text, scope)
        if near is not None and not _named_here(work, first.text, scope):
            _no_collection(work, first, near, scope)
            return None
        value = work.scalar(tree.Reference(first.span, first.text), scope)
        if value is None:
            return None
        if isinstance(value.type, Optional):
            work.must_be_there(value)
            return None
        step = _one(work, value, first)
        if step is None:
            return None
        start, hops_now, record, many = step
        hops.extend(hops_now)
    for name in rest:
        way_back = world.ways_back(record).get(name.text)
        if way_back is not None:
            hops.append(core.Hop(name.span, way_back.name, True, way_back.record))
            record, many = way_back.record, True
            continue
        field = world.field(record, name.text)
        if many:
            if field is None or field.target is None:
                _not_many(work, record, name)
                return None
            hops.append(core.Hop(name.span, name.text, False, field.target))
            record = field.target
            continue
        assert start is not None
        if field is not None:
            place = Span(name.span.source, path.span.start, name.span.end)
            asked = names.field_value(work, start, field, place)
            if asked is None:
                return None
            value = work.narrowed(asked, scope)
        elif (record, name.text) in world.definitions:
            applied = definitions.application(world, record, name.text, start, name.span)
            if applied is None:
                return None
            value = work.narrowed(applied, scope)
        else:
            _not_many(work, record, name)
            return None
        if isinstance(value.type, Optional):
            work.must_be_there(value)
            return None
        step = _one(work, value, name)
        if step is None:
            return None
        start, hops_now, record, many = step
        hops.extend(hops_now)
    if not many:
        last = path.names[-1]
        world.report(
            name_problems.NO_WAY_BACK,
            path.span,
            name=path.span.text,
            type=f"one `{record}`",
            near=nearest(last.text, world.ways_back(record)),
        )
        return None
    return start, tuple(hops), record


def _one(work: Elaboration, value: Scalar, name: tree.Name) -> tuple[Scalar, list[core.Hop], str, bool] | None:
    """A value as the start of a path: one fact, or the facts of a set of references."""
    match value.type:
        case ReferenceTo(record):
            return value, [], record, False
        case SetOf(ReferenceTo(record)) if isinstance(value, core.Field):
            return value.of, [core.Hop(name.span, value.name, False, record)], record, True
        case other:
            work.world.report(
                name_problems.NO_WAY_BACK, value.span, name=name.text, type=in_a_sentence(other), near=None
            )
            return None


def _not_many(work: Elaboration, record: str, name: tree.Name) -> None:
    world = work.world
    field = world.field(record, name.text)
    if field is None:
        ways = world.ways_back(record)
        near = nearest(name.text, ways)
        if near is None:
            names.unknown_field(work, record, name.text, name.span)
        else:
            world.report(name_problems.NO_WAY_BACK, name.span, name=name.text, type="not declared", near=near)
        return
    world.report(name_problems.NO_WAY_BACK, name.span, name=name.text, type=in_a_sentence(field.type), near=None)


def _named_here(work: Elaboration, name: str, scope: Scope) -> bool:
    if name in ("this", "today") or name in scope.names or name in work.world.parameter_types:
        return True
    return scope.record is not None and name in work.world.names_of(scope.record)


def _near_collection(work: Elaboration, name: str, scope: Scope) -> str | None:
    ways = list(work.world.ways_back(scope.record)) if scope.record is not None else []
    return nearest(name, ways) or nearest(name, work.world.records)


def _no_collection(work: Elaboration, name: tree.Name, near: str, scope: Scope) -> None:
    del scope
    work.world.report(name_problems.NO_WAY_BACK, name.span, name=name.text, type="not declared", near=near)


def _slot(element: Scalar) -> int:
    assert isinstance(element, core.Local)
    return element.slot


def _path_value(work: Elaboration, path: tree.Path, scope: Scope) -> Scalar | None:
    return work.scalar(tree.as_expression(path), scope)


def stretch(work: Elaboration, window: tree.Window, scope: Scope) -> core.Stretch | None:
    """A window as meant."""
    match window:
        case tree.ThisPeriod(span=span):
            if not scope.has_period:
                work.world.report(problems.NO_PERIOD, span)
                return None
            return core.Stretch(span, "this")
        case tree.SoFar(span=span, period=period, a_year_before=before):
            return core.Stretch(span, "a year before" if before else "so far", period.calendar, period.unit)
        case tree.Previous(span=span, count=count, period=period):
            return core.Stretch(span, "previous", period.calendar, period.unit, min(count, 10_000))
        case tree.SamePeriod(span=span, unit=unit, of=of):
            return core.Stretch(span, "same", "calendar", unit, 1, of)
        case tree.Trailing(span=span, duration=duration):
            return core.Stretch(span, "trailing", "", duration.unit, min(duration.count, 200_000))


def _bound(work: Elaboration, written: tree.Collection, scope: Scope, record: str) -> Scalar | str | None:
    match written.bound:
        case None:
            return None
        case "this" | "up to this" as word:
            shown_word = "before this" if word == "this" else word
            if scope.this_record != record:
                work.world.report(
                    problems.ONLY_OWN_RECORD,
                    written.span,
                    bound=shown_word,
                    record=record,
                    subject=scope.this_record or "nothing",
                )
                return None
            return shown_word
        case expression:
            assert not isinstance(expression, str)
            return work.wanted(expression, scope, DATE)


def _result(work: Elaboration, expression: tree.Aggregate, value: Scalar) -> Type | None:
    """The type of an aggregate; None, with a complaint, where its value cannot be aggregated so."""
    type_, kind = value.type, expression.kind
    addable = type_ in RATIOS or type_ in (MONEY, MONTHS, DAYS) or isinstance(type_, UnitOf)
    match kind:
        case "distinct":
            if isinstance(type_, SetOf):
                break_hint = "count the values of a set one by one."
                work.world.report(
                    problems.WRONG_TYPE, value.span, wanted="one value", found=in_a_sentence(type_), hint=break_hint
                )
                return None
            return COUNT
        case "sum" | "average" if addable:
            if kind == "average" and type_ in (MONTHS, DAYS):
                type_ = NUMBER
            if endless(value, work):
                work.world.report(problems.ENDLESS_SUM, value.span)
                return None
            if kind == "sum":
                return type_
            return optional(NUMBER if type_ is COUNT else type_)
        case "median" if addable and type_ not in (MONTHS, DAYS):
            return optional(NUMBER if type_ is COUNT else type_)
        case "smallest" | "largest" if on_a_line(type_) or isinstance(type_, MemberOf):
            return optional(type_)
        case _:
            hint = "`count of` counts facts, `count of distinct … over` counts values." if kind == "sum" else None
            work.world.report(
                problems.COUNTED_WITHOUT_VALUE, value.span, aggregate=kind, found=in_a_sentence(type_), hint=hint
            )
            return None
