"""Facts for any data model that was checked, good and bad ones, from a source of chance."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from palier.meaning.model import Model, Record
from palier.meaning.types import Basic, MemberOf, Optional, ReferenceTo, SetOf, Type, UnitOf, present

Rows = dict[str, list[dict[str, Any]]]

_DATES = [
    "2019-12-31",
    "2020-01-31",
    "2020-02-28",
    "2020-02-29",
    "2020-03-01",
    "2021-01-01",
    "2021-06-30",
    "2021-12-31",
    "1900-01-01",
    "2199-12-31",
]
_NUMBERS = [
    "0",
    "1",
    "2",
    "3",
    "10",
    "100",
    "0.5",
    "0.01",
    "33.33",
    "1000000",
    "-1",
    "-0.01",
    "999999999999",
    "0.000000000001",
]
_WRONG: list[Any] = [
    "",
    " ",
    "x",
    "2020-02-30",
    "1e9",
    "NaN",
    "-",
    "9" * 40,
    None,
    [],
    {},
    True,
    1.5,
    b"x",
    "\x00",
    "a;b",
    "5 USD",
]


def facts_for(model: Model, random: Random, *, wrong: bool = False) -> Rows:
    """Some rows for every record; `wrong` now and then puts in what does not belong there."""
    keys = {name: [f"k{number}" for number in range(random.choice((0, 1, 2, 3, 4)))] for name in model.records}
    found: Rows = {}
    for name, record in model.records.items():
        found[name] = [_row(model, record, key, keys, random, wrong=wrong) for key in keys[name]]
    return found


def _row(
    model: Model, record: Record, key: str, keys: dict[str, list[str]], random: Random, *, wrong: bool
) -> dict[str, Any]:
    row = {}
    for field in record.fields:
        if field.name in record.key and present(field.type) is Basic.TEXT:
            row[field.name] = key
        elif isinstance(field.type, Optional) and random.random() < 0.4:
            row[field.name] = None
        else:
            row[field.name] = value_of(model, present(field.type), keys, random)
        if wrong and random.random() < 0.03:
            row[field.name] = random.choice(_WRONG)
    if wrong and random.random() < 0.05:
        row[random.choice(("x", "", "id", "amount_currency"))] = random.choice(_WRONG)
    return row


def value_of(model: Model, of: Type, keys: dict[str, list[str]], random: Random) -> Any:
    """A value of a type, as data may write it."""
    match of:
        case Basic.MONEY | Basic.NUMBER | Basic.RATE:
            return Decimal(random.choice(_NUMBERS))
        case Basic.COUNT:
            return random.choice((0, 1, 2, 10, 100, -1))
        case Basic.MONTHS:
            return f"{random.choice((0, 1, 12, 36))} months"
        case Basic.DAYS:
            return f"{random.choice((0, 1, 90))} days"
        case Basic.DATE:
            return date.fromisoformat(random.choice(_DATES))
        case Basic.YES_NO:
            return random.choice((True, False))
        case MemberOf(name):
            return random.choice(list(model.enumerations[name].ranks) or ["x"])
        case ReferenceTo(name):
            return random.choice(keys.get(name) or ["k0"])
        case SetOf(inner):
            return [value_of(model, inner, keys, random) for _ in range(random.choice((0, 1, 2)))]
        case UnitOf(name):
            return model.units[name] * random.choice((0, 1, 2, 30))
        case _:
            return random.choice(("a", "b", "x y", "é"))
