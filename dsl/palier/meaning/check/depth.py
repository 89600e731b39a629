"""How deep expressions and definitions rest on each other: bounded, so that no evaluation runs out of stack."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from palier.meaning import core, programme
from palier.meaning.walk import children

LIMIT = 150
"""Nodes on the longest way down, through definitions: well below what the interpreter's own stack bears."""


def depth(root: core.Scalar, known: Mapping[tuple[str, str], int]) -> int:
    """The nodes on the longest way down; `known` holds the depths of the definitions below.

    Without recursion: a thousand lines of cases are a thousand nodes deep.
    """
    deepest = 0
    waiting: list[tuple[object, int]] = [(root, 1)]
    while waiting:
        node, level = waiting.pop()
        below = 0
        match node:
            case core.Apply(record=record, name=name):
                below = known.get((record, name), 0)
            case core.Claim(protection=protection):
                below = known.get(("", protection), 0)
            case _:
                pass
        deepest = max(deepest, level + below)
        waiting.extend((one, level + 1) for one in children(node))
    return deepest


def deepest(holder: object, known: Mapping[tuple[str, str], int]) -> int:
    """The depth of the deepest scalar of an incentive, its caps and its subject included."""
    found = 0
    for field in attrs.fields(type(holder)):  # type: ignore[arg-type]
        held = getattr(holder, field.name)
        for one in held if isinstance(held, tuple) else (held,):
            module = type(one).__module__
            if module == core.__name__:
                found = max(found, depth(one, known))
            elif module == programme.__name__:
                found = max(found, deepest(one, known))
    return found
