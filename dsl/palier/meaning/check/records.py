"""Enumerations, units and records: the data a programme wants."""

from __future__ import annotations

import attrs

from palier.meaning import programme
from palier.meaning.check.expressions import Elaboration
from palier.meaning.check.narrowing import at_any_date, where_true
from palier.meaning.check.scope import subject_scope
from palier.meaning.check.world import World, listed, titles_of
from palier.meaning.model import Enumeration, Field, Member, Record
from palier.meaning.types import (
    DATE,
    YES_NO,
    Basic,
    MemberOf,
    Optional,
    ReferenceTo,
    SetOf,
    TierOf,
    Type,
    UnitOf,
    in_a_sentence,
    optional,
    present,
    shown,
)
from palier.problems import Related, nearest
from palier.problems import incentives as line_problems
from palier.problems import names as problems
from palier.source import Span
from palier.syntax import declarations as written
from palier.syntax.expressions import Path

RESERVED_FIELDS = ("this", "today")


def enumeration(world: World, declared: written.Enumeration) -> None:
    """An enumeration, its members in order."""
    members: dict[str, Member] = {}
    labels: dict[str, str] = {}
    for one in declared.members:
        if one.name.text in members:
            world.report(problems.DECLARED_TWICE, one.name.span, name=one.name.text)
            continue
        titles = titles_of(one.label)
        for label in titles.values():
            if labels.setdefault(label, one.name.text) != one.name.text and one.label is not None:
                world.report(problems.DECLARED_TWICE, one.label.span, name=label)
        members[one.name.text] = Member(one.name.text, titles, one.span)
    name = declared.name.text
    world.enumerations[name] = Enumeration(name, titles_of(declared.title), tuple(members.values()), declared.name.span)


def type_of(world: World, type_: written.WrittenType) -> Type | None:
    """A written type as meant."""
    match type_:
        case written.OptionalType(of=of):
            inner = type_of(world, of)
            return None if inner is None else optional(inner)
        case written.SetType(of=of, ordered=ordered, span=span):
            inner = type_of(world, of)
            if inner is None:
                return None
            if isinstance(inner, Optional | SetOf):
                world.report(
                    line_problems.FIELD_KIND, span, what=shown(inner), where="a field, not inside a set", name=""
                )
                return None
            return SetOf(inner, ordered)
        case written.NamedType(name=name, span=span):
            return _named(world, name, span)


def _named(world: World, name: str, span: Span) -> Type | None:
    basic = {one.value: one for one in Basic}
    if name in basic:
        return basic[name]
    if name in world.tiers:
        return TierOf(name)
    for declared, made in (
        (world.records, ReferenceTo(name)),
        (world.enumerations, MemberOf(name)),
        (world.units, UnitOf(name)),
    ):
        if name in declared:
            world.use("type", name)
            return made
    known = [*world.records, *world.tiers, *world.enumerations, *world.units, *basic]
    near = nearest(name, known)
    world.add(problems.UNKNOWN_TYPE.at(span, name=name, near=near))
    return None


def announce(world: World, declared: written.Record) -> None:
    """The name of a record, before any field of any record is read: they may refer to each other."""
    name = declared.name.text
    world.records[name] = Record(name, titles_of(declared.title), (), (), None, None, (), declared.name.span)


def fields(world: World, declared: written.Record) -> None:
    """The fields of a record, and its key."""
    found: dict[str, Field] = {}
    key: list[str] = []
    for line in declared.lines:
        if isinstance(line, written.Field):
            field = _field(world, declared, line, len(found))
            if field.name in found:
                world.add(
                    problems.DECLARED_TWICE.at(
                        line.name.span,
                        name=field.name,
                        related=[Related("first declared here", found[field.name].span)],
                    )
                )
                continue
            found[field.name] = field
            if line.is_key:
                key.append(field.name)
        elif isinstance(line, written.Keys):
            key.extend(one.text for one in line.names)
    name = declared.name.text
    key = list(dict.fromkeys(key))
    world.records[name] = attrs.evolve(world.records[name], fields=tuple(found.values()), key=tuple(key))
    for line in declared.lines:
        spans = [line.name] if isinstance(line, written.Field) and line.is_key else []
        if isinstance(line, written.Keys):
            spans = list(line.names)
        for one in spans:
            _key_part(world, name, one.text, one.span)


def _field(world: World, declared: written.Record, line: written.Field, index: int) -> Field:
    # A field of an unknown type is taken to be text, so that its name is known to all that follows.
    known = type_of(world, line.type)
    type_ = known or Basic.TEXT
    name = line.name.text
    if known is None:
        world.untyped.add((declared.name.text, name))
    if name in RESERVED_FIELDS:
        world.report(line_problems.NAME_TAKEN, line.name.span, name=name, what="a word of the language")
    target = present(type_)
    if isinstance(target, SetOf):
        target = target.of
    if line.back is not None and known is not None and not isinstance(target, ReferenceTo):
        world.report(
            line_problems.FIELD_KIND,
            line.back.span,
            what=f"as {line.back.text}",
            where="a reference to a record",
            name=name,
        )
    if line.as_it_happens and type_ != Optional(DATE):
        world.report(
            line_problems.FIELD_KIND,
            line.span,
            what="as it happens",
            where="a field of the type `optional date`",
            name=name,
        )
    if line.known_from is not None and isinstance(type_, Optional):
        world.report(
            line_problems.FIELD_KIND,
            line.known_from.span,
            what="known from",
            where="a field that is not optional",
            name=name,
        )
    back = line.back.text if line.back is not None and isinstance(target, ReferenceTo) else None
    known_from = tuple(one.text for one in line.known_from.names) if line.known_from is not None else None
    return Field(name, type_, index, titles_of(line.title), line.name.span, back, known_from, line.as_it_happens)


def _key_part(world: World, record: str, name: str, span: Span) -> None:
    field = world.field(record, name)
    if field is None:
        near = nearest(name, world.records[record].by_name)
        world.report(problems.UNKNOWN_FIELD, span, record=record, name=name, near=near, hint=None, known="")
        kept = tuple(one for one in world.records[record].key if one != name)
        world.records[record] = attrs.evolve(world.records[record], key=kept)
    elif isinstance(field.type, Optional):
        world.report(line_problems.RECORD_KEY, span, name=name, reason="may be missing")
    elif isinstance(field.type, SetOf) or field.type is YES_NO:
        world.report(line_problems.RECORD_KEY, span, name=name, reason=f"is {in_a_sentence(field.type)}")


def keys_end(world: World) -> None:
    """Checks that no key holds itself, through the keys of those it refers to: nobody could write it."""
    for record in list(world.records.values()):
        for name in record.key:
            reached = _held(world, record, name)
            if record.name in reached:
                reason = f"leads back to `{record.name}`"
                world.report(line_problems.RECORD_KEY, record.by_name[name].span, name=name, reason=reason)
                kept = tuple(one for one in world.records[record.name].key if one != name)
                world.records[record.name] = attrs.evolve(world.records[record.name], key=kept)


def _held(world: World, record: Record, name: str) -> set[str]:
    """The records whose keys stand in a part of a key."""
    found: set[str] = set()
    waiting = [record.by_name[name].target]
    while waiting:
        target = waiting.pop()
        if target is not None and target not in found and target in world.records:
            found.add(target)
            held = world.records[target]
            waiting.extend(held.by_name[one].target for one in held.key if one in held.by_name)
    return found


def ways_back(world: World) -> None:
    """Checks that no way back is named like another, or like a field."""
    taken: dict[tuple[str, str], Span] = {
        (record.name, field.name): field.span for record in world.records.values() for field in record.fields
    }
    for record in world.records.values():
        for field in record.fields:
            if field.back is None or field.target is None:
                continue
            key = field.target, field.back
            if key in taken:
                world.add(
                    line_problems.NAME_TAKEN.at(
                        field.span,
                        name=field.back,
                        what=f"a field or a way back of `{field.target}`",
                        related=[Related("declared here", taken[key])],
                    )
                )
            taken[key] = field.span


def dates(world: World, declared: written.Record) -> None:
    """By which dates a record is seen, from when its fields are known, and in which order its facts stand."""
    name = declared.name.text
    dated = _date_path(world, name, declared.dated) if declared.dated is not None else None
    until = _date_path(world, name, declared.until) if declared.until is not None else None
    order: list[tuple[str, ...]] = []
    for line in declared.lines:
        if isinstance(line, written.OrderedBy):
            for path in line.paths:
                if _path_type(world, name, path) is not None:
                    order.append(tuple(one.text for one in path.names))
        elif (
            isinstance(line, written.Field)
            and line.known_from is not None
            and _date_path(world, name, line.known_from) is None
        ):
            world.untyped.add((name, line.name.text))
    record = world.records[name]
    world.records[name] = attrs.evolve(record, dated=dated, until=until, order=tuple(order))


def _date_path(world: World, record: str, path: Path) -> tuple[str, ...] | None:
    type_ = _path_type(world, record, path)
    if type_ is None:
        return None
    if present(type_) is not DATE:
        world.report(line_problems.DATED_BY, path.span, path=path.span.text, found=in_a_sentence(type_))
        return None
    return tuple(one.text for one in path.names)


def _path_type(world: World, record: str, path: Path) -> Type | None:
    """The type at the end of a path of references; optional when any step is."""
    may_be_missing = False
    type_: Type = ReferenceTo(record)
    for one in path.names:
        target = present(type_)
        if not isinstance(target, ReferenceTo):
            world.report(problems.NOT_A_REFERENCE, path.span, name=path.span.text, type=in_a_sentence(target))
            return None
        field = world.field(target.record, one.text)
        if field is None:
            owner = world.records[target.record]
            near = nearest(one.text, owner.by_name)
            world.add(
                problems.UNKNOWN_FIELD.at(
                    one.span,
                    record=owner.name,
                    name=one.text,
                    near=near,
                    hint=None,
                    known=listed(owner.by_name),
                    related=[Related(f"`{owner.name}` is declared here", owner.span)],
                )
            )
            return None
        may_be_missing = may_be_missing or isinstance(field.type, Optional)
        type_ = field.type
    return optional(type_) if may_be_missing else type_


def musts(world: World, declared: written.Record) -> None:
    """The conditions that every fact of a record meets, and what they make sure of."""
    name = declared.name.text
    found: list[programme.Must] = []
    sure: frozenset[str] = frozenset()
    for line in declared.lines:
        if not isinstance(line, written.Must):
            continue
        work = Elaboration(world)
        condition = work.condition(line.condition, subject_scope(name, line.span, own_only=True))
        if condition is None:
            continue
        found.append(programme.Must(titles_of(line.title), condition, work.slots, line.span))
        # What depends on the date in hand was asked on the fact's own day, and may be otherwise on an earlier one.
        sure |= at_any_date(where_true(condition))
    world.musts[name] = tuple(found)
    world.sure[name] = sure
