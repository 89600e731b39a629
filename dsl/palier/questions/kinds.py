"""Kinds of change: what a requirement looked at, as facts that could be added, or fields that could be otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from palier.facts import Add, Change, Changes
from palier.facts.fact import Fact, Facts
from palier.meaning import core
from palier.meaning.model import Field, Model, Record
from palier.meaning.types import (
    COUNT,
    DATE,
    DAYS,
    MONTHS,
    RATE,
    TEXT,
    YES_NO,
    MemberOf,
    Optional,
    ReferenceTo,
    SetOf,
    Type,
    UnitOf,
    present,
)
from palier.questions.goal import Goal, Looked, grain
from palier.run.broken import Broken
from palier.run.evaluate import Evaluator
from palier.run.identity import key_text

Place = tuple[int, str]
"""A field of one of the facts that are added together: which of them, and its name."""


@attrs.frozen
class Made:
    """One of the facts that are added together, each referring to the one before it: its record, and its fields."""

    record: Record
    values: dict[str, Any]


@attrs.frozen
class Adding:
    """Facts like the last that counted, one referring to the other, to be added once or several times.

    `varied` is the field whose value is looked for, of which `grain` is the smallest step; without it, it is how many
    that is looked for. `other` are the values that the field of a distinct count may take, one for each. `asked` are
    the fields that the rules ask for.
    """

    made: tuple[Made, ...]
    varied: Place | None
    grain: Decimal | None
    other: tuple[Place, tuple[Any, ...]] | None
    asked: tuple[Place, ...]
    on: date

    @property
    def likeness(self) -> Any:
        """Equal for kinds that add the same."""
        rows = tuple(
            (one.record.name, tuple(sorted((name, repr(v)) for name, v in one.values.items()))) for one in self.made
        )
        return rows, self.varied


@attrs.frozen
class Filling:
    """Another value in one field of the subject: one of `values`, or, of a quantity, the nearest by `grain`."""

    record: Record
    key: Any
    field: Field
    now: Any
    grain: Decimal | None
    values: tuple[Any, ...]

    @property
    def likeness(self) -> Any:
        """Equal for kinds that fill the same field."""
        return self.record.name, key_text(self.key), self.field.name


Kind = Adding | Filling


def kinds_of(goal: Goal, looked: tuple[Looked, ...], facts: Facts, payee: str) -> Iterator[Kind]:
    """The kinds that can meet what looked at these, each once: facts to be added before fields that are missing, those
    before values that are there; otherwise in the order in which it looked."""
    found: dict[Any, Kind] = {}
    evaluator = goal.setting.evaluator(facts, goal.rules, goal.as_of)
    subject = goal.subject(facts)
    for one in looked:
        kind: Kind | None = None
        with suppress(Broken, LookupError, StopIteration):
            if isinstance(one.node, core.Measure):
                kind = _adding(goal, one, one.node, evaluator, facts)
            elif subject.record.name != payee:
                kind = _filling(goal, one, one.node, subject, facts)
        if kind is not None:
            found.setdefault(kind.likeness, kind)
    yield from sorted(
        found.values(), key=lambda kind: isinstance(kind, Filling) + (getattr(kind, "now", None) is not None)
    )


# --- facts added


def _adding(goal: Goal, looked: Looked, node: core.Measure, evaluator: Evaluator, facts: Facts) -> Adding | None:
    over, model = node.over, facts.model
    if node.kind in ("no", "all") or any(not hop.back for hop in over.hops) or (over.start is None and over.hops):
        return None
    frame = list(looked.frame)
    on = min(goal.day, goal.setting.known)
    parent: Any = None if over.start is None else evaluator.scalar(over.start)(frame)
    likes = _likes(looked, over, parent, facts)
    made: list[Made] = []
    origin = over.origin
    for at, hop in enumerate(over.hops or [None]):
        record = model.records[over.record if hop is None else hop.record]
        values = _values(record, likes[at], on, model, facts)
        if hop is not None:
            way = model.ways_back[origin][hop.name]
            field = record.by_name[way.field]
            values[way.field] = frozenset({parent}) if isinstance(present(field.type), SetOf) else parent
            origin = hop.record
        made.append(Made(record, values))
        parent = _New(at)
    asked: list[Place] = []
    if over.where is not None:
        for part in _conjuncts(over.where):
            _ask(part, over.slot, made, frame, evaluator, model, asked)
    varied = None if node.value is None else _varied(node, made, over.slot)
    if node.kind in ("count", "some", "distinct"):
        other = _distinct(node, over.slot, looked, made, model) if node.kind == "distinct" else None
        if node.kind == "distinct" and other is None:
            return None
        return Adding(tuple(made), None, None, other, tuple(asked), on)
    if varied is None:
        return None
    field = made[varied[0]].record.by_name[varied[1]]
    step = grain(field.type, model.minor_digits, model.units)
    return None if step is None else Adding(tuple(made), varied, step, None, tuple(asked), on)


@attrs.frozen
class _New:
    """One of the facts that are added together."""

    at: int


def _likes(looked: Looked, over: core.Elements, parent: Any, facts: Facts) -> list[Fact | None]:
    """What the facts to be added are like: the last one that counted, else the last one there is; and what they refer
    to on the way."""
    last: Fact | None = looked.kept[-1] if looked.kept else None
    if last is None and isinstance(parent, Fact):
        reached = [parent]
        for hop in over.hops:
            reached = [fact for one in reached for fact in (one.back[hop.name].facts if hop.name in one.back else ())]
        last = reached[-1] if reached else None
    if last is None:
        every = facts.collections[over.record].facts
        last = every[-1] if every else None
    found: list[Fact | None] = [last]
    for hop in reversed(over.hops[1:]):
        ways = (one for each in facts.model.ways_back.values() for one in each.values())
        way = next(one for one in ways if one.name == hop.name and one.record == hop.record)
        up = None if found[0] is None else found[0][way.field]
        found.insert(0, up if isinstance(up, Fact) else None)
    return found


def _values(record: Record, like: Fact | None, on: date, model: Model, facts: Facts) -> dict[str, Any]:
    """The fields of a fact that is like another one; what may be missing is, and it is dated on the day."""
    values: dict[str, Any] = {}
    for field in record.fields:
        of = field.type
        if record.dated == (field.name,):
            values[field.name] = on
        elif field.name in record.key and not isinstance(present(of), ReferenceTo):
            values[field.name] = _fresh(record, field, like, on, facts)
        elif isinstance(of, Optional):
            values[field.name] = None
        elif like is not None and like[field.name] is not None:
            values[field.name] = like[field.name]
        else:
            values[field.name] = _plainest(of, on, model, facts)
    return values


def _fresh(record: Record, field: Field, like: Fact | None, on: date, facts: Facts) -> Any:
    """A value of a key that no other fact has."""
    of = present(field.type)
    if of is TEXT:
        used = {fact[field.name] for fact in facts.by_record[record.name].values()}
        number = 1
        while f"new {number}" in used:
            number += 1
        return f"new {number}"
    if of is DATE:
        return on
    if of is COUNT or isinstance(of, UnitOf):
        return max((fact[field.name] for fact in facts.by_record[record.name].values()), default=Decimal(0)) + 1
    return _plainest(of, on, facts.model, facts) if like is None else like[field.name]


def _plainest(of: Type, on: date, model: Model, facts: Facts) -> Any:
    """A value of a type, where there is nothing to be like."""
    match present(of):
        case MemberOf(name):
            return model.enumerations[name].members[0].name
        case ReferenceTo(record):
            return next(iter(facts.by_record[record].values()))
        case SetOf(_, ordered):
            return () if ordered else frozenset()
        case one if one is DATE:
            return on
        case one if one is TEXT:
            return "new"
        case one if one is YES_NO:
            return False
        case one if one in (MONTHS, DAYS):
            return 1
        case _:
            return Decimal(1)


def _conjuncts(condition: core.Scalar) -> Iterator[core.Scalar]:
    if isinstance(condition, core.AllOf):
        for part in condition.parts:
            yield from _conjuncts(part)
    else:
        yield condition


def _ask(
    part: core.Scalar,
    slot: int,
    made: list[Made],
    frame: list[Any],
    evaluator: Evaluator,
    model: Model,
    asked: list[Place],
) -> None:
    """Gives a field the value that a condition asks of it, where the condition says which."""
    wanted: Any
    match part:
        case core.Compare(operator="is" | ">=" | "<=", left=left, right=right):
            place, other = _place(left, slot, made), right
            if place is None:
                place, other = _place(right, slot, made), left
            if place is None:
                return
            with suppress(Broken, AttributeError, TypeError):
                wanted = evaluator.scalar(other)(frame)
                if part.operator != "is" and _already(part, made[place[0]].values[place[1]], wanted):
                    return
                _set(made, place, wanted, asked)
        case core.In(operand=operand, members=members, negated=False):
            place = _place(operand, slot, made)
            if place is None:
                return
            with suppress(Broken, AttributeError, TypeError):
                if isinstance(members, tuple):
                    known: Any = [evaluator.scalar(one)(frame) for one in members]
                else:
                    known = evaluator.scalar(members)(frame)
                if made[place[0]].values[place[1]] in known:
                    _set(made, place, made[place[0]].values[place[1]], asked)
                    return
                field = made[place[0]].record.by_name[place[1]]
                of = present(field.type)
                order = (
                    [m.name for m in model.enumerations[of.enumeration].members]
                    if isinstance(of, MemberOf)
                    else sorted(known, key=repr)
                )
                _set(made, place, next(one for one in order if one in known), asked)
        case core.Known(operand=operand, wanted=True):
            place = _place(operand, slot, made)
            if place is not None and made[place[0]].values[place[1]] is None:
                field = made[place[0]].record.by_name[place[1]]
                with suppress(StopIteration):
                    today = frame[core.TODAY]
                    _set(made, place, _plainest(field.type, today, model, evaluator.facts), asked)
        case core.Field() | core.KnownFrom():
            place = _place(part, slot, made)
            if place is not None:
                _set(made, place, True, asked)
        case core.Not(operand=operand):
            place = _place(operand, slot, made)
            if place is not None:
                _set(made, place, False, asked)
        case _:
            return


def _already(part: core.Compare, value: Any, wanted: Any) -> bool:
    if value is None:
        return False
    return bool(value >= wanted) if part.operator == ">=" else bool(value <= wanted)


def _set(made: list[Made], place: Place, value: Any, asked: list[Place]) -> None:
    at, name = place
    if isinstance(made[at].values[name], _New):
        return
    made[at].values[name] = value
    if place not in asked:
        asked.append(place)


def _place(node: core.Scalar, slot: int, made: list[Made]) -> Place | None:
    """The field of one of the new facts that an expression reads of the element in a slot."""
    match node:
        case core.KnownFrom(value=value):
            return _place(value, slot, made)
        case core.Default(operand=operand):
            return _place(operand, slot, made)
        case core.Field(of=core.Local(slot=found), name=name) if found == slot:
            return len(made) - 1, name
        case core.Field(of=of, name=name):
            inner = _place(of, slot, made)
            if inner is None:
                return None
            value = made[inner[0]].values[inner[1]]
            return (value.at, name) if isinstance(value, _New) else None
        case _:
            return None


def _varied(node: core.Measure, made: list[Made], slot: int) -> Place | None:
    """The quantity of the new facts that a measure adds up: the first that its value reads."""
    from palier.meaning.walk import walk

    if node.value is None:
        return None
    for one in walk(node.value):
        if isinstance(one, core.Field) and one.type is not None:
            place = _place(one, slot, made)
            if place is not None and grain(one.type, 0, {}) is not None:
                return place
    return None


def _distinct(
    node: core.Measure, slot: int, looked: Looked, made: list[Made], model: Model
) -> tuple[Place, tuple[Any, ...]] | None:
    """The values that a distinct count has not met yet."""
    if node.value is None:
        return None
    place = _place(node.value, slot, made)
    if place is None:
        return None
    of = present(made[place[0]].record.by_name[place[1]].type)
    if not isinstance(of, MemberOf) or place[0] != len(made) - 1:
        return None
    met = {fact[place[1]] for fact in looked.kept}
    return place, tuple(m.name for m in model.enumerations[of.enumeration].members if m.name not in met)


# --- fields of the subject


def _filling(goal: Goal, looked: Looked, node: core.Field, subject: Fact, facts: Facts) -> Filling | None:
    """Another value in the field, where it is one of the subject and neither names nor dates it."""
    if not isinstance(node.of, core.Local) or node.of.slot != core.SUBJECT or looked.frame[core.SUBJECT] is not subject:
        return None
    record, model = subject.record, facts.model
    field = record.by_name[node.name]
    fixed = {*record.key, *(record.dated or ())[:1], *(record.until or ())[:1]}
    if node.name in fixed:
        return None
    now, of = subject[node.name], present(field.type)
    step = grain(of, model.minor_digits, model.units)
    if step is not None and now is not None:
        return Filling(record, subject.key, field, now, step, ())
    if now is not None and not isinstance(of, MemberOf) and of is not YES_NO:
        # Who it is about, and when it was, is not up for a change.
        return None
    values: tuple[Any, ...]
    match of:
        case MemberOf(name):
            values = tuple(one.name for one in model.enumerations[name].members)
        case ReferenceTo(target):
            values = tuple(facts.by_record[target].values())[:50]
        case one if one is DATE:
            values = (min(goal.day, goal.setting.known),)
        case one if one is YES_NO:
            values = (True, False)
        case _:
            return None
    return Filling(record, subject.key, field, now, None, tuple(one for one in values if one != now))


# --- rows


def changes_of(kind: Kind, value: Any) -> tuple[Changes, ...]:
    """A kind of change with its value found, as data would have it: how many facts, or the value of a field."""
    if isinstance(kind, Filling):
        key = key_text(kind.key) if not isinstance(kind.key, tuple) else kind.key
        return (Change(kind.record.name, key, {kind.field.name: written(kind.field.type, value)}),)
    number = 1 if kind.varied is not None else int(value)
    found: list[Changes] = []
    for copy in range(number):
        rows = [dict(one.values) for one in kind.made]
        if kind.varied is not None:
            rows[kind.varied[0]][kind.varied[1]] = value
        if kind.other is not None:
            (at, name), others = kind.other
            rows[at][name] = others[copy]
        keys: list[Any] = []
        for at, (made, row) in enumerate(zip(kind.made, rows, strict=True)):
            for name in made.record.key:
                if copy and isinstance(row[name], str) and row[name].startswith("new "):
                    row[name] = f"{row[name]}.{copy + 1}"
            row = {name: _linked(one, keys) for name, one in row.items()}
            parts = tuple(row[name] for name in made.record.key)
            keys.append(None if not parts else parts[0] if len(parts) == 1 else parts)
            types: Mapping[str, Type] = {field.name: field.type for field in made.record.fields}
            rows[at] = row
            told = {name: written(types[name], one) for name, one in row.items() if one is not None}
            found.append(Add(made.record.name, told))
    return tuple(found)


def _linked(value: Any, keys: list[Any]) -> Any:
    if isinstance(value, _New):
        return keys[value.at]
    if isinstance(value, frozenset):
        return frozenset(keys[one.at] if isinstance(one, _New) else one for one in value)
    return value


def written(of: Type, value: Any) -> Any:
    """A value as data writes it."""
    of = present(of)
    if isinstance(value, Fact):
        return list(value.key) if isinstance(value.key, tuple) else value.key
    if isinstance(value, frozenset | tuple) and isinstance(of, SetOf):
        several = [written(of.of, one) for one in value]
        return sorted(several, key=str) if isinstance(value, frozenset) else several
    if of is RATE:
        return f"{(value * 100).normalize():f}%"
    if of in (MONTHS, DAYS):
        return f"{int(value)} {'months' if of is MONTHS else 'days'}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value
