"""What a bare name or a dotted one means where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palier.meaning import core
from palier.meaning.check import claims, definitions, table_use
from palier.meaning.check.scope import Scope, today
from palier.meaning.check.world import listed
from palier.meaning.core import Scalar
from palier.meaning.model import Field
from palier.meaning.types import (
    COUNT,
    MONEY,
    YES_NO,
    MemberOf,
    Optional,
    ReferenceTo,
    TierOf,
    Type,
    in_a_sentence,
    present,
)
from palier.problems import Related, nearest
from palier.problems import incentives as line_problems
from palier.problems import names as problems
from palier.problems import tables as table_problems
from palier.problems import types as type_problems
from palier.source import Span
from palier.syntax import expressions as tree

if TYPE_CHECKING:
    from palier.meaning.check.expressions import Elaboration

ASKED = ("applies", "paid")
"""What an incentive may ask of another."""

PART = ("number", "days", "days_covered")
"""What may be asked of the part in hand."""


def reference(work: Elaboration, expression: tree.Reference, scope: Scope, hint: Type | None) -> Scalar | None:
    """A bare name: a let, a parameter, a definition, a field of the innermost element, or a member."""
    name, span = expression.name, expression.span
    if name == "today":
        return None if _outside(work, name, span, scope) else today(span)
    if name == "this" and scope.this is not None:
        return core.Local(scope.this.type, span, core.SUBJECT, "this")
    if name in scope.names and scope.names[name] is None:
        # It has an error of its own, where it is declared.
        return None
    candidates = _meanings(work, name, span, scope)
    if len(candidates) > 1:
        first, second = candidates[0][0], candidates[1][0]
        work.world.report(problems.AMBIGUOUS_NAME, span, name=name, first=first, second=second)
        return None
    if candidates:
        value = candidates[0][1]
        return None if value is None else work.narrowed(value, scope)
    member = _member(work, name, span, hint)
    if member is not None:
        return member
    _unknown(work, name, span, scope, hint)
    return None


def field_of(work: Elaboration, expression: tree.FieldOf, scope: Scope, hint: Type | None) -> Scalar | None:
    """`deal.customer`: a field, or a definition, of the fact referred to."""
    del hint
    if isinstance(expression.of, tree.Call) and expression.of.function.text in work.world.tables:
        return table_use.lookup(work, expression.of, scope, expression.name, expression.span)
    if isinstance(expression.of, tree.Reference) and scope.part is not None and expression.of.name == scope.part:
        return _of_part(work, expression)
    if isinstance(expression.of, tree.Reference) and is_incentive(work, expression.of, scope):
        return of_incentive(work, expression, expression.of.name)
    if isinstance(expression.of, tree.Reference) and _is_protection(work, expression.of, scope):
        return claims.asked(work, expression.of.name, expression.name, scope, expression.span)
    of = work.scalar(expression.of, scope)
    if of is None:
        return None
    name, span = expression.name, expression.span
    if isinstance(of.type, Optional):
        work.must_be_there(of)
        return None
    if not isinstance(of.type, ReferenceTo):
        work.world.report(problems.NOT_A_REFERENCE, of.span, name=of.span.text, type=in_a_sentence(of.type))
        return None
    record = of.type.record
    value = of_record(work, of, record, name.text, span)
    if value is not None:
        return work.narrowed(value, scope)
    if (record, name.text) in work.world.definitions or work.world.field(record, name.text) is not None:
        return None
    if not _outside(work, name.text, span, scope):
        unknown_field(work, record, name.text, name.span)
    return None


def _is_protection(work: Elaboration, of: tree.Reference, scope: Scope) -> bool:
    """Whether a name before a dot is a protection's, and nothing else's, where facts can be asked about."""
    known = of.name in work.world.protections and scope.element is not None and not scope.own_only
    return known and not _meanings(work, of.name, of.span, scope)


def is_incentive(work: Elaboration, of: tree.Reference, scope: Scope) -> bool:
    """Whether a name before a dot is that of an incentive, and nothing else's, where an incentive asks."""
    if work.asking is None or of.name not in work.world.incentives or of.name in scope.names:
        return False
    return not _meanings(work, of.name, of.span, scope)


def of_incentive(work: Elaboration, expression: tree.FieldOf, name: str) -> core.OfIncentive | None:
    """`bonus.applies`, `bonus.paid`; None for what is not asked of an incentive, and where that one has an error."""
    world = work.world
    asked = expression.name.text
    what = asked + (" in all" if work.in_all else "")
    if asked == "applies":
        return core.OfIncentive(YES_NO, expression.span, name, what)
    if asked not in ASKED:
        near = nearest(asked, ASKED)
        world.report(line_problems.ASKED_OF_INCENTIVE, expression.name.span, name=asked, near=near)
        return None
    made = world.incentive_made(name)
    if made is None and world.at_fault(world.incentives[name].span):
        return None
    # One that is not made yet asks, in a circle, of this one: that is complained of later.
    type_: Type = MONEY if made is None or made.amount is None else made.amount.type
    return core.OfIncentive(type_, expression.span, name, what)


def _of_part(work: Elaboration, expression: tree.FieldOf) -> Scalar | None:
    """`month.number`, `month.days`, `month.days_covered`."""
    name = expression.name
    if name.text not in PART:
        near = nearest(name.text, PART)
        unit = expression.of.span.text
        work.world.report(
            problems.UNKNOWN_FIELD, name.span, record=unit, name=name.text, near=near, hint=None, known=listed(PART)
        )
        return None
    return core.OfPart(COUNT, expression.span, name.text)


def field_value(work: Elaboration, of: Scalar, field: Field, span: Span) -> Scalar | None:
    """A field of a fact that is there, with what its declaration says of when it may be read.

    None for a field whose type is unknown, which is complained of where it is declared.
    """
    assert isinstance(of.type, ReferenceTo)
    record = of.type.record
    if (record, field.name) in work.world.untyped:
        return None
    read = core.Field(field.type, span, of, record, field.name, field.as_it_happens)
    if field.known_from is None:
        return read
    day: Scalar = of
    for name in field.known_from:
        assert isinstance(day.type, ReferenceTo)
        step = work.world.records[day.type.record].by_name[name]
        day = core.Field(present(step.type), span, day, day.type.record, name, step.as_it_happens)
    return core.KnownFrom(field.type, span, read, day)


def unknown_field(work: Elaboration, record: str, name: str, span: Span) -> None:
    """Complains of a field that a record does not have, and shows where the record is declared."""
    world = work.world
    near = nearest(name, world.names_of(record))
    way = world.ways_back(record).get(name)
    hint = (
        f"`{name}` is a way back: it leads to facts, as in `some {name} where …` or `count of {name}`." if way else None
    )
    if name in ("true", "false"):
        hint, near = f"write `{'yes' if name == 'true' else 'no'}`.", None
    world.add(
        problems.UNKNOWN_FIELD.at(
            span,
            record=record,
            name=name,
            near=None if way else near,
            hint=hint,
            known=listed(world.records[record].by_name),
            related=[Related(f"`{record}` is declared here", world.records[record].span)],
        )
    )


def of_record(work: Elaboration, of: Scalar, record: str, name: str, span: Span) -> Scalar | None:
    """A field, a definition or a tier of a fact that is there; None where its record has none of that name."""
    field = work.world.field(record, name)
    if field is not None:
        return field_value(work, of, field, span)
    if (record, name) in work.world.definitions:
        return definitions.application(work.world, record, name, of, span)
    if work.world.ladder_records.get(name) == record:
        return core.StateAt(TierOf(name), span, name, of)
    return None


def _meanings(work: Elaboration, name: str, span: Span, scope: Scope) -> list[tuple[str, Scalar | None]]:
    """All that a name means here: more than one is an error, since nothing shadows anything."""
    world = work.world
    found: list[tuple[str, Scalar | None]] = []
    if name in scope.names:
        named = scope.names[name]
        found.append((f"`{name}` of this declaration", None if named is None else _placed(named, span)))
        if isinstance(named, core.Local):
            work.read.add(named.slot)
            work.relied.add(f"${named.slot}")
    if name in world.parameter_types and not scope.own_only:
        world.use("parameter", name)
        found.append(("a parameter", core.Parameter(world.parameter_types[name], span, name)))
    if scope.element is not None and scope.record is not None:
        record = scope.record
        field = world.field(record, name)
        if field is not None:
            found.append((f"a field of `{record}`", field_value(work, _placed(scope.element, span), field, span)))
        if world.ladder_records.get(name) == record:
            found.append(
                (f"a ladder for `{record}`", core.StateAt(TierOf(name), span, name, _placed(scope.element, span)))
            )
        if (record, name) in world.definitions:
            element = _placed(scope.element, span)
            found.append((f"a definition for `{record}`", definitions.application(world, record, name, element, span)))
    return found


def _placed(value: Scalar, span: Span) -> Scalar:
    """A named value as it stands at its use. What a template was given keeps its own place."""
    return core.Local(value.type, span, value.slot, value.name) if isinstance(value, core.Local) else value


def _member(work: Elaboration, name: str, span: Span, hint: Type | None) -> Scalar | None:
    world = work.world
    if isinstance(hint, MemberOf):
        if name in world.enumerations[hint.enumeration].ranks:
            world.use("type", hint.enumeration)
            return core.Constant(hint, span, name)
        return None
    if isinstance(hint, TierOf):
        return core.Constant(hint, span, name) if hint.before or name in world.tiers[hint.ladder] else None
    if hint is not None:
        return None
    holders = [one.name for one in world.enumerations.values() if name in one.ranks]
    if len(holders) == 1:
        world.use("type", holders[0])
        return core.Constant(MemberOf(holders[0]), span, name)
    if holders:
        world.report(problems.AMBIGUOUS_MEMBER, span, name=name, known=listed(holders))
        return core.Constant(MemberOf(holders[0]), span, name)
    return None


def _outside(work: Elaboration, name: str, span: Span, scope: Scope) -> bool:
    """Whether a `must` looks at what is none of its fact; complains of it."""
    if not scope.own_only or (name != "today" and name not in work.world.outside):
        return False
    work.world.report(type_problems.MUST_LOOKS_OUTSIDE, span)
    return True


def _unknown(work: Elaboration, name: str, span: Span, scope: Scope, hint: Type | None) -> None:
    world = work.world
    if _outside(work, name, span, scope):
        return
    if isinstance(hint, MemberOf):
        members = world.enumerations[hint.enumeration].ranks
        near = nearest(name, members)
        world.add(
            problems.UNKNOWN_MEMBER.at(
                span,
                name=name,
                enumeration=hint.enumeration,
                near=near,
                known=listed(members),
                related=[Related(f"`{hint.enumeration}` is declared here", world.enumerations[hint.enumeration].span)],
            )
        )
        return
    if isinstance(hint, TierOf):
        tiers = world.tiers[hint.ladder]
        near = nearest(name, tiers)
        world.report(table_problems.NO_TIER, span, ladder=hint.ladder, name=name, near=near, known=listed(tiers))
        return
    if name in world.protections:
        world.report(line_problems.PROTECTION_ALONE, span, name=name)
        return
    for element in reversed(scope.outer):
        if isinstance(element.type, ReferenceTo) and scope.record is not None:
            outer = element.type.record
            if name in world.names_of(outer):
                world.report(problems.OUTER_FIELD, span, record=scope.record, name=name, outer=outer)
                return
    if name == world.currency:
        world.report(
            problems.UNKNOWN_NAME, span, name=name, near=None, hint="a currency stands right after its amount: `5 EUR`."
        )
        return
    elsewhere = [*scope.names, *world.parameter_types]
    if scope.record is not None and nearest(name, elsewhere) is None:
        unknown_field(work, scope.record, name, span)
        return
    near = nearest(name, elsewhere)
    world.add(problems.UNKNOWN_NAME.at(span, name=name, near=near, hint=None))
