"""Cells: from what a file holds to the value of a field, for every type there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any, Final

from palier.facts import amount, day, duration, number, words
from palier.facts.fact import Fact
from palier.facts.key import Parse, assembled, key_shape, keys
from palier.facts.number import Numeral, numeral
from palier.facts.wrong import Wrong, shown
from palier.meaning.model import Model
from palier.meaning.types import Basic, MemberOf, Optional, ReferenceTo, SetOf, TierOf, Type, UnitOf
from palier.meaning.types import shown as shown_type
from palier.problems.data import BINARY_FLOAT, FOREIGN_AMONG_OTHERS, NOT_A_DATE, NOT_A_NUMBER, WRONG_VALUE

_NUMERIC: Final = frozenset({Basic.MONEY, Basic.RATE, Basic.NUMBER, Basic.COUNT, Basic.MONTHS, Basic.DAYS})


def parser(of: Type, model: Model, *, keep_code: bool = False) -> Parse:
    """How a cell of that type is read from text. References give the key; `keep_code` is that of `amounts`."""
    match of:
        case Basic():
            return amount.amounts(model, keep_code=keep_code) if of is Basic.MONEY else _BASIC[of]
        case MemberOf(name):
            return words.members(name, model.enumerations[name].by_text)
        case TierOf(ladder):
            return words.tiers(ladder, model.tiers[ladder])
        case UnitOf(unit):
            return partial(number.units, unit=unit, step=model.units[unit])
        case ReferenceTo(record):
            shape = key_shape(model.records[record], model)
            return keys(shape, [parser(part, model) for part in shape.parts])
        case SetOf(inner, ordered):
            return partial(_several, parse=parser(inner, model), collect=tuple if ordered else frozenset)
        case Optional(inner):
            return parser(inner, model, keep_code=keep_code)


def converter(of: Type, model: Model, parse: Parse) -> Callable[[object], Any]:
    """How a cell that is no plain text is read: as the text it would be in a CSV file; None for a missing one."""
    match of:
        case SetOf(inner, ordered):
            return partial(_listed, one=reader(inner, model), of=of, collect=tuple if ordered else frozenset)
        case ReferenceTo(record):
            shape = key_shape(model.records[record], model)
            reads = [reader(part, model) for part in shape.parts]

            def convert(value: object) -> Any:
                match value:
                    case None:
                        return None
                    case Fact():
                        return value.key if value.record.name == record else _cannot(value, of)
                    case list() | tuple():
                        return assembled(shape, _flat(value), reads, value)
                    case _ if len(reads) == 1:
                        return reads[0](value)
                    case _:
                        return _cannot(value, of)

            return convert
        case Optional(inner):
            return converter(inner, model, parse)
        case _:
            return partial(_converted, of=of, parse=parse)


def reader(of: Type, model: Model) -> Callable[[object], Any]:
    """How a value within a value is read, whatever it is: an element of a list, a part of a key."""
    parse = parser(of, model)
    convert = converter(of, model, parse)

    def read(value: object) -> Any:
        if type(value) is str:
            value = value.strip()
            return parse(value) if value else _cannot(value, of)
        return _cannot(value, of) if value is None else convert(value)

    return read


def _converted(value: object, of: Type, parse: Parse) -> Any:
    if value is None:
        return None
    text = plain(value, of)
    return text if isinstance(text, Wrong) else parse(text) if text else None


def plain(value: object, of: Type) -> str | Wrong:
    """A cell as the text it would be in a CSV file; a Wrong where the type has no such form."""
    numeric = of in _NUMERIC or isinstance(of, UnitOf)
    match value:
        case bool():
            return ("yes" if value else "no") if of is Basic.YES_NO else _cannot(value, of)
        case Numeral():
            if numeric:
                return numeral(value)
            return str(value) if of is Basic.TEXT and value.lstrip("-").isdigit() else _cannot(value, of)
        case str():
            return value.strip()
        case int() if of is Basic.MONTHS or of is Basic.DAYS:
            return f"{value} {of.value}" if value.bit_length() < 400 else _no_number(value, of)
        case int() if numeric or of is Basic.TEXT:
            # Beyond a few thousand digits Python refuses to write an int as text; no field holds so much.
            return str(value) if value.bit_length() < 400 else _no_number(value, of)
        case Decimal() if numeric:
            return format(value, "f") if value.is_finite() and abs(value.adjusted()) < 60 else _no_number(value, of)
        case datetime() if of is Basic.DATE:
            # A spreadsheet has no dates without a time of day: midnight stands for none.
            at_midnight = value.time() == time() and value.tzinfo is None
            return value.date().isoformat() if at_midnight else Wrong(NOT_A_DATE, value=value.isoformat())
        case date() if of is Basic.DATE:
            return value.isoformat()
        case float():
            return Wrong(BINARY_FLOAT, value=repr(value))
        case _:
            return _cannot(value, of)


def _several(text: str, parse: Parse, collect: Callable[[list[Any]], Any]) -> Any:
    return _collected([parse(one) for one in map(str.strip, text.split(";")) if one], collect)


def _listed(value: object, one: Callable[[object], Any], of: Type, collect: Callable[[list[Any]], Any]) -> Any:
    if value is None:
        return None
    if not isinstance(value, (list, tuple, set, frozenset)):
        return one(value) if isinstance(value, float) else _cannot(value, of)
    return _collected([one(element) for element in value], collect)


def _collected(values: list[Any], collect: Callable[[list[Any]], Any]) -> Any:
    for value in values:
        if isinstance(value, Wrong):
            return value
        if isinstance(value, amount.Foreign):
            return Wrong(FOREIGN_AMONG_OTHERS, currency=value.currency)
    return collect(values)


def _flat(values: list[Any] | tuple[Any, ...]) -> list[Any]:
    # Without recursion: a file may nest lists as deep as it likes.
    parts: list[Any] = []
    waiting = list(reversed(values))
    while waiting:
        value = waiting.pop()
        if isinstance(value, (list, tuple)):
            waiting.extend(reversed(value))
        else:
            parts.append(value)
    return parts


def _no_number(value: object, of: Type) -> Wrong:
    return Wrong(NOT_A_NUMBER, value=shown(value), type=shown_type(of), sample="1234.50")


def _cannot(value: object, of: Type) -> Wrong:
    match value:
        case None | "":
            found = "nothing"
        case bool():
            found = f"`{shown(value).replace('yes', 'true').replace('no', 'false')}`"
        case list() | tuple() | set() | frozenset():
            found = "a list"
        case dict():
            found = "an object"
        case str() | int() | Decimal() | date():
            found = f"`{shown(value)}`"
        case Fact():
            found = f"a fact of `{value.record.name}`"
        case _:
            found = "this value"
    hint = "write it as text, in quotes." if isinstance(value, (Numeral, int, Decimal)) else None
    return Wrong(WRONG_VALUE, found=found, type=f"`{shown_type(of)}`", hint=hint)


_BASIC: Final[dict[Basic, Parse]] = {
    Basic.RATE: number.rate,
    Basic.NUMBER: number.number,
    Basic.COUNT: number.count,
    Basic.MONTHS: duration.months,
    Basic.DAYS: duration.days,
    Basic.DATE: day.day,
    Basic.TEXT: words.text,
    Basic.YES_NO: words.yes_no,
}
