"""A module by itself: the head that it is lent, so that the examples in it can be run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from palier.source import Source, Span
from palier.syntax import declarations as written
from palier.syntax.expressions import MoneyLiteral, Name

CURRENCY = "EUR"
"""Of a module that names none: then no amount in it has one to show."""


def lent_head(file: written.File) -> written.ProgrammeHead | None:
    """The least that a head can say: the currency of the first amount that the module writes, and nothing of time.
    Incentives add up. None for a module without examples, in which there is nothing to run."""
    if not any(isinstance(one, written.Example) for one in file.declarations):
        return None
    at = Span(file.source, 0, 0)
    currency = next((one.currency for one in _amounts(file.declarations)), CURRENCY)
    lines = (written.Currency(at, currency), written.UnstackedAddUp(at))
    return written.ProgrammeHead(at, Name(at, Path(file.source.name).stem), None, lines)


def _amounts(declarations: tuple[object, ...]) -> Iterator[MoneyLiteral]:
    waiting: list[Any] = list(reversed(declarations))
    while waiting:
        one = waiting.pop()
        match one:
            case MoneyLiteral():
                yield one
            case tuple():
                waiting.extend(reversed(one))
            case Span() | Source():
                pass
            case _:
                fields = attrs.fields(type(one)) if attrs.has(type(one)) else ()
                waiting.extend(getattr(one, field.name) for field in reversed(fields))
