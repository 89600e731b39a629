"""The facts of examples: values by the types of the fields, as the reader of facts takes them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from palier.meaning import programme
from palier.meaning.check.world import World, listed
from palier.meaning.model import Field, Record
from palier.meaning.types import (
    COUNT,
    DATE,
    DAYS,
    MONEY,
    MONTHS,
    NUMBER,
    RATE,
    TEXT,
    YES_NO,
    MemberOf,
    ReferenceTo,
    SetOf,
    TierOf,
    Type,
    UnitOf,
    in_a_sentence,
    present,
)
from palier.problems import Edit, Fix, Related, nearest
from palier.problems import examples as problems
from palier.problems import names as name_problems
from palier.syntax import clauses as written
from palier.syntax import expressions as tree


def given_fact(world: World, given: written.GivenFact) -> programme.ExampleFact | None:
    """A fact with its values as the reader of facts takes them; None where something is wrong with it."""
    record = world.records.get(given.record.text)
    if record is None:
        near = nearest(given.record.text, world.records)
        world.add(name_problems.UNKNOWN_RECORD.at(given.record.span, name=given.record.text, near=near))
        return None
    world.use("type", record.name)
    values: dict[str, Any] = {}
    broken = False
    if given.key is not None:
        if len(record.key) != 1:
            if not record.key:
                world.report(problems.KEY_OF_FACT, given.key.span, record=record.name)
            else:
                world.report(
                    problems.WRONG_KEY_COUNT,
                    given.key.span,
                    record=record.name,
                    wanted=len(record.key),
                    s="s",
                    found="1 is",
                    example=", ".join(record.key),
                )
            return None
        value = fact_value(world, record.by_name[record.key[0]], given.key)
        broken = value is None
        values[record.key[0]] = value
    for name, written_value in given.fields:
        field = record.by_name.get(name.text)
        if field is None:
            near = nearest(name.text, record.by_name)
            world.add(
                name_problems.UNKNOWN_FIELD.at(
                    name.span,
                    record=record.name,
                    name=name.text,
                    near=near,
                    hint=None,
                    known=listed(record.by_name),
                    related=[Related(f"`{record.name}` is declared here", record.span)],
                )
            )
            broken = True
            continue
        if field.name in values:
            world.report(name_problems.FIELD_TWICE, name.span, name=field.name)
            continue
        if written_value is None:
            continue
        if (record.name, field.name) in world.untyped:
            broken = True
            continue
        value = fact_value(world, field, written_value)
        if value is None:
            broken = True
        values[field.name] = value
    wanted = [*record.key, *([record.dated[0]] if record.dated is not None and len(record.dated) == 1 else [])]
    missing = [
        name
        for name in dict.fromkeys(wanted)
        if name not in values and record.by_name[name].type == present(record.by_name[name].type)
    ]
    if missing and not broken:
        world.report(problems.FIELD_MISSING, given.span, record=record.name, names=listed(missing))
        return None
    return None if broken else programme.ExampleFact(given.span, record.name, values)


def fact_value(world: World, field: Field, value: written.FactValue) -> Any:
    """A value as the reader of facts takes it, None with a complaint where it is of another type."""
    type_ = present(field.type)
    found = typed(world, type_, value)
    if found is None:
        hint, fix = None, None
        if isinstance(type_, MemberOf) and isinstance(value, written.WordValue | tree.TextLiteral):
            members = world.enumerations[type_.enumeration].by_text
            near = nearest(value.span.text.strip('"'), members, members.get)
            hint = near.question if near else f"its members are {listed(world.enumerations[type_.enumeration].ranks)}."
            fix = Fix((Edit(value.span, near),), safe=True) if near and near.other is None else None
        elif type_ in SAMPLES:
            hint = f"write it as `{SAMPLES[type_]}`."
        world.add(
            problems.BAD_FACT_VALUE.at(
                value.span, field=field.name, wanted=_wanted(type_), found=f"`{value.span.text}`", hint=hint, fix=fix
            )
        )
    return found


def _wanted(type_: Type) -> str:
    match type_:
        case MemberOf(name):
            return f"a member of `{name}`"
        case ReferenceTo(name):
            return f"the key of a `{name}`"
        case other:
            return in_a_sentence(other)


SAMPLES: Final[Mapping[Type, str]] = {
    MONEY: "100 EUR",
    RATE: "5%",
    NUMBER: "2.5",
    COUNT: "3",
    MONTHS: "12 months",
    DAYS: "90 days",
    DATE: "2021-03-01",
    TEXT: '"text"',
    YES_NO: "yes",
}
"""How a value of each plain type is written."""


def typed(world: World, type_: Type, value: written.FactValue) -> Any:
    """A value as the reader of facts takes it; None where it is of another type."""
    match type_, value:
        case SetOf(of=of), written.SetValue(members=members):
            found = [typed(world, of, one) for one in members]
            return None if any(one is None for one in found) else found
        case SetOf(of=of), _:
            one = typed(world, of, value)
            return None if one is None else [one]
        case _, written.Negative(value=inner):
            positive = typed(world, type_, inner)
            if isinstance(positive, Decimal | int) and not isinstance(positive, bool):
                return -positive
            return f"-{positive}" if isinstance(positive, str) and type_ is MONEY else None
        case _, tree.MoneyLiteral(value=amount, currency=currency) if type_ is MONEY:
            return amount if currency == world.currency else f"{amount:f} {currency}"
        case _, tree.NumberLiteral(value=number) if type_ in (MONEY, RATE, NUMBER) or isinstance(type_, UnitOf):
            return number
        case _, tree.NumberLiteral(value=number) if type_ is COUNT and number == number.to_integral_value():
            return number
        case _, tree.RateLiteral(value=ratio) if type_ in (RATE, NUMBER):
            return ratio
        case _, tree.DurationLiteral(count=count, unit=unit) if type_ is (MONTHS if unit == "months" else DAYS):
            return f"{count} {unit}"
        case _, tree.DateLiteral(value=day) if type_ is DATE:
            return day
        case _, tree.TruthLiteral(value=truth) if type_ is YES_NO:
            return truth
        case MemberOf(enumeration=name), written.WordValue(text=text) | tree.TextLiteral(value=text):
            return world.enumerations[name].by_text.get(text)
        case TierOf(), written.WordValue(text=text):
            return text
        case UnitOf(unit=unit), tree.UnitLiteral(value=number, unit=name) if name.text == unit:
            return number
        case _, tree.TextLiteral(value=text) if type_ is TEXT:
            return text
        case _, written.WordValue(text=text) if type_ is TEXT:
            return text
        case _, tree.NumberLiteral() | tree.DateLiteral() | tree.TruthLiteral() | tree.DurationLiteral() if (
            type_ is TEXT
        ):
            # A key such as 2021 or 007 is text as it stands.
            return value.span.text
        case ReferenceTo(record=record), _:
            return _reference(world, world.records[record], value)
        case _:
            return None


def _reference(world: World, record: Record, value: written.FactValue) -> Any:
    if len(record.key) != 1:
        return value.span.text.strip('"') if record.key else None
    return typed(world, present(record.by_name[record.key[0]].type), value)


def key_in(values: Mapping[str, Any], record: Record) -> Any:
    """The key among the values of a fact; None where the record has none, or a part is missing."""
    if not record.key or any(values.get(name) is None for name in record.key):
        return None
    parts = tuple(values[name] for name in record.key)
    return parts[0] if len(parts) == 1 else parts


def key_text(key: Any) -> str:
    """A key as an example writes it."""
    return ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)
