"""From a node of the core, or of a programme, to those below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from palier.meaning import core, programme, table

_CORE = frozenset({core.__name__})
_MEANT = frozenset({core.__name__, programme.__name__, table.__name__})


def children(value: object) -> Iterator[object]:
    """The scalars, and the elements of measures, right below a node of the core."""
    return _below(value, _CORE)


def walk(value: object) -> Iterator[object]:
    """A node of the core and all below it, however deep."""
    return _walk(value, _CORE)


def scalars(rules: programme.Rules) -> Iterator[tuple[str, object]]:
    """Each node of the core that the rules are made of, with the name of the declaration that it stands in.

    Not those of examples, of parameters, which are values, and of what records demand of the data.
    """
    named: tuple[Mapping[Any, Any], ...] = (
        rules.definitions,
        rules.tables,
        rules.ladders,
        rules.benefits,
        rules.protections,
        rules.incentives,
        rules.discounts,
        rules.stacks,
    )
    for declared in named:
        for one in declared.values():
            for node in _walk(one, _MEANT):
                yield one.name, node


def _walk(value: object, modules: frozenset[str]) -> Iterator[object]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(list(_below(one, modules))))


def _below(value: object, modules: frozenset[str]) -> Iterator[object]:
    for field in attrs.fields(type(value)):  # type: ignore[arg-type]
        held = getattr(value, field.name)
        for one in held if isinstance(held, tuple) else (held,):
            if type(one).__module__ in modules and not isinstance(one, core.Stretch | core.Hop):
                yield one
