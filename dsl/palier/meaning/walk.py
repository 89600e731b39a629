"""From a node of the core to those below it."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from palier.meaning import core


def children(value: object) -> Iterator[object]:
    """The scalars, and the elements of measures, right below a node of the core."""
    for field in attrs.fields(type(value)):  # type: ignore[arg-type]
        held = getattr(value, field.name)
        for one in held if isinstance(held, tuple) else (held,):
            if type(one).__module__ == core.__name__ and not isinstance(one, core.Stretch | core.Hop):
                yield one


def walk(value: object) -> Iterator[object]:
    """A node of the core and all below it, however deep."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(list(children(one))))
