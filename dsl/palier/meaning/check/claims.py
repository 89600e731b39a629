"""What is asked of a protection: `partner_of_record.holder`, `.held`, `.contested`, of the fact in hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from palier.meaning import core, programme
from palier.meaning.check import names, protections
from palier.meaning.check.scope import Scope
from palier.meaning.check.world import World
from palier.meaning.core import Scalar
from palier.meaning.types import YES_NO, Optional, ReferenceTo, in_a_sentence, optional, present, shown
from palier.problems import Related, nearest
from palier.problems import incentives as problems
from palier.source import Span
from palier.syntax import clauses
from palier.syntax import expressions as tree

if TYPE_CHECKING:
    from palier.meaning.check.expressions import Elaboration

HOLDER, HELD, CONTESTED = "holder", "held", "contested"


def asked(work: Elaboration, name: str, what: tree.Name, scope: Scope, span: Span) -> Scalar | None:
    """What a protection says of the fact in hand."""
    world, element = work.world, scope.element
    world.use("protection", name)
    if what.text not in (HOLDER, HELD, CONTESTED):
        near = nearest(what.text, (HOLDER, HELD, CONTESTED))
        world.report(problems.ASKED_OF_CLAIM, what.span, name=what.text, near=near)
        return None
    made = protections.elaborated(world, name)
    line = protections.protects(world.protections[name])
    if made is None or line is None or element is None:
        return None
    keys = [_key(work, element, made, path, key.type, span) for path, key in zip(line.keys, made.keys, strict=True)]
    found = tuple(key for key in keys if key is not None)
    if len(found) < len(keys):
        return None
    claimant = present(made.claimant.type)
    if what.text == HOLDER:
        value = core.Claim(optional(claimant), span, name, HOLDER, element, found, None)
        return work.narrowed(value, scope)
    other = None
    if what.text == CONTESTED:
        other = _other(work, made, line.claimant, scope, span)
        if other is None:
            return None
        if present(other.type) != claimant:
            world.report(
                problems.CONTESTED_BY_WHOM,
                span,
                protection=name,
                claimant=shown(claimant),
                other=f"who is paid, {in_a_sentence(present(other.type))}",
            )
            return None
    return core.Claim(YES_NO, span, name, what.text, element, found, other)


def _key(
    work: Elaboration, element: Scalar, made: programme.Protection, path: tree.Path, wanted: object, span: Span
) -> Scalar | None:
    """A part of what is protected, read on the fact in hand: by the same path, or by its last name."""
    assert isinstance(element.type, ReferenceTo)
    record = element.type.record
    found = _named(work.world, record, path)
    reason = f"has no `{path.names[-1].text}`"
    if found is not None:
        value = following(work, element, found, span)
        if value is None or present(value.type) == present(wanted):  # type: ignore[arg-type]
            return value
        reason = f"has {in_a_sentence(present(value.type))} there"
    work.world.add(
        problems.OTHER_KEYS.at(
            span,
            protection=made.name,
            path=path.span.text,
            record=record,
            reason=reason,
            claims=made.record,
            name=path.names[-1].text,
            related=[Related("it protects by this", path.span)],
        )
    )
    return None


def _other(
    work: Elaboration, made: programme.Protection, claimant: tree.Path, scope: Scope, span: Span
) -> Scalar | None:
    """Whom the holder is compared with: who is paid, else the one for whom a claim of the fact in hand would be."""
    assert scope.element is not None
    assert isinstance(scope.element.type, ReferenceTo)
    payee = None if work.payee is None else work.payee(scope)
    found = _named(work.world, scope.element.type.record, claimant)
    if isinstance(payee, str):
        other = f"who is paid, `{payee}`, which is not known on this line"
    elif payee is not None:
        return payee
    elif found is not None:
        return following(work, scope.element, found, span)
    else:
        other = f"`{claimant.span.text}`, which `{scope.element.type.record}` does not have"
    type_ = shown(present(made.claimant.type))
    work.world.report(problems.CONTESTED_BY_WHOM, span, protection=made.name, claimant=type_, other=other)
    return None


def _named(world: World, record: str, path: tree.Path) -> tuple[str, ...] | None:
    """The names by which a path can be read on a record: all of them, or the last one alone."""
    every = tuple(name.text for name in path.names)
    return next((one for one in (every, every[-1:]) if readable(world, record, one)), None)


def readable(world: World, record: str, path: tuple[str, ...]) -> bool:
    """Whether a path leads somewhere from a record, by references to the last name."""
    for name in path[:-1]:
        field = world.field(record, name)
        if field is None or not isinstance(present(field.type), ReferenceTo) or field.target is None:
            return False
        record = field.target
    last = path[-1]
    return (
        world.field(record, last) is not None
        or (record, last) in world.definitions
        or world.ladder_records.get(last) == record
    )


def following(work: Elaboration, start: Scalar, path: tuple[str, ...], span: Span) -> Scalar | None:
    """The value at the end of a path; missing where a reference on the way to it is."""
    value: Scalar | None = start
    for name in path:
        value = None if value is None else _hop(work, value, name, span)
    return value


def _hop(work: Elaboration, of: Scalar, name: str, span: Span) -> Scalar | None:
    type_ = present(of.type)
    if not isinstance(type_, ReferenceTo):
        return None
    found = names.of_record(work, attrs.evolve(of, type=type_), type_.record, name, span)
    if found is None or not isinstance(of.type, Optional):
        return found
    missing = core.Constant(optional(found.type), span, None)
    return core.If(missing.type, span, core.Known(YES_NO, span, of, True), found, missing)


def paid(
    work: Elaboration, line: clauses.Line | None, lets: Sequence[clauses.Line], scope: Scope
) -> Scalar | str | None:
    """Who is paid by a line `to …`, or without one; its text, where it begins with a `let` that is still to come."""
    if not isinstance(line, clauses.Payment) or line.payee is None:
        return reference_to(work, work.world.payee, scope)
    who = along(work, line.payee, scope)
    first = line.payee.names[0].text
    if isinstance(who, str) and not any(isinstance(one, clauses.Let) and one.name.text == first for one in lets):
        # A name that nothing gives is complained of where it stands.
        return None
    return who


def along(work: Elaboration, path: tree.Path, scope: Scope) -> Scalar | str | None:
    """The value of a path from the subject or from a `let`, before any line makes sure that it is there.

    Its text, where it begins with what no line has named so far.
    """
    world, names_of = work.world, tuple(name.text for name in path.names)
    if names_of[0] in scope.names:
        start = scope.names[names_of[0]]
        return None if start is None else following(work, start, names_of[1:], path.span)
    if scope.this is None or scope.this_record is None:
        return None
    if readable(world, scope.this_record, names_of):
        return following(work, scope.this, names_of, path.span)
    if names_of[0] in world.protections or readable(world, scope.this_record, names_of[:1]):
        inside = attrs.evolve(scope, element=scope.this)
        return work.scalar(tree.as_expression(path), inside)
    return path.span.text


def reference_to(work: Elaboration, record: str | None, scope: Scope) -> Scalar | None:
    """The subject itself, or its one reference to such a record, one that is always there before others."""
    own = scope.this_record
    if own is None or scope.this is None or own == record:
        return scope.this
    fields = [one for one in work.world.records[own].fields if present(one.type) == ReferenceTo(record or "")]
    always = [one for one in fields if not isinstance(one.type, Optional)]
    chosen = always or fields
    return names.field_value(work, scope.this, chosen[0], scope.this.span) if len(chosen) == 1 else None
