"""One way to write every value: equal values are written alike, whatever the file said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Context, Decimal
from itertools import islice
from typing import Any, Final

from palier.facts.amount import Foreign
from palier.facts.fact import Fact
from palier.meaning.model import Record
from palier.meaning.types import DATE, TEXT, MemberOf, ReferenceTo, TierOf, Type, present

# None of these can stand in a text: control characters are refused.
_FIELD: Final = "\x1f"
_ELEMENT: Final = "\x1e"
_PART: Final = "\x1d"

_EXACT: Final = Context(prec=200)
_ROWS: Final = 8192


def canonical(value: Any) -> str:
    """A value in its one form: `2000` and `2000.00` alike, a reference by its key, nothing for a missing one."""
    match value:
        case None:
            return ""
        case Decimal():
            return format(_EXACT.normalize(value), "f") if value else "0"
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case Fact():
            return canonical(value.key)
        case Foreign():
            return f"{canonical(value.amount)} {value.currency}"
        case tuple():
            return _PART + _PART.join(map(canonical, value))
        case frozenset():
            return _ELEMENT + _ELEMENT.join(sorted(map(canonical, value)))
        case _:
            raise TypeError(f"no field holds a {type(value).__name__}")


def lines(record: Record, facts: Iterable[Fact]) -> Iterator[list[str]]:
    """A line for each fact, in the order given, some at a time: its fields in the order of the record.

    Of an amount that was converted, what the data said.
    """
    writers = [_writer(field.type) for field in record.fields]
    waiting = iter(facts)
    while some := list(islice(waiting, _ROWS)):
        columns = [write(column) for write, column in zip(writers, zip(*map(_as_read, some), strict=True), strict=True)]
        yield list(map(_FIELD.join, zip(*columns, strict=True))) if columns else [""] * len(some)


def _as_read(fact: Fact) -> list[Any]:
    if fact.foreign is None:
        return fact.values
    values = list(fact.values)
    for name, (amount, currency, _) in fact.foreign.items():
        values[fact.record.by_name[name].index] = Foreign(amount, currency)
    return values


def _writer(of: Type) -> Callable[[Sequence[Any]], Iterable[str]]:
    of = present(of)
    if of is TEXT or isinstance(of, (MemberOf, TierOf)):
        return lambda column: ["" if value is None else value for value in column] if None in column else column
    if of is DATE:
        written: dict[date | None, str] = {None: ""}

        def dates(column: Sequence[Any]) -> Iterable[str]:
            for value in set(column) - written.keys():
                written[value] = value.isoformat()
            return map(written.__getitem__, column)

        return dates
    if isinstance(of, ReferenceTo):
        return lambda column: [
            key if type(key) is str else canonical(key)
            for key in [value.key if type(value) is Fact else value for value in column]
        ]
    return lambda column: map(canonical, column)
