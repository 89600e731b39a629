"""Walking a tree as it is written: its nodes, and whether two trees say the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from palier.source import Source, Span


def nodes(root: Any) -> Iterator[Any]:
    """Every node of a tree that has a place, in no order."""
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Span | Source):
            continue
        if isinstance(one, tuple):
            waiting += one
        elif attrs.has(type(one)):
            if hasattr(one, "span"):
                yield one
            waiting += [getattr(one, name) for name in _fields(type(one))]


def alike(one: Any, other: Any) -> bool:
    """Whether two trees are equal in all but places."""
    waiting = [(one, other)]
    while waiting:
        left, right = waiting.pop()
        if type(left) is not type(right):
            return False
        if isinstance(left, Span | Source):
            continue
        if isinstance(left, tuple):
            if len(left) != len(right):
                return False
            waiting += zip(left, right, strict=True)
        elif attrs.has(type(left)):
            waiting += [(getattr(left, name), getattr(right, name)) for name in _fields(type(left))]
        elif left != right or str(left) != str(right):
            # 2.50 equals 2.5, and is another decimal.
            return False
    return True


_known: dict[type[Any], tuple[str, ...]] = {}


def _fields(kind: type[Any]) -> tuple[str, ...]:
    found = _known.get(kind)
    if found is None:
        found = _known[kind] = tuple(field.name for field in attrs.fields(kind))
    return found
