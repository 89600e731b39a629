"""How deep definitions rest on each other: bounded, so that no evaluation runs out of stack."""

from __future__ import annotations

from collections.abc import Iterator

from palier.meaning import core
from palier.meaning.check.world import World
from palier.meaning.walk import children, walk
from palier.problems import names as problems

LIMIT = 400
"""Nodes on the longest way down, through definitions: well below what the interpreter's own stack bears."""


def limits(world: World) -> None:
    """Complains of definitions nested too deeply."""
    known: dict[tuple[str, str], int] = {}
    for key, definition in world.elaborated.items():
        if definition is not None and _definition_depth(world, key, known) > LIMIT:
            world.report(problems.TOO_DEEP, definition.span, name=definition.name, depth=known[key], limit=LIMIT)
            return


def _definition_depth(world: World, start: tuple[str, str], known: dict[tuple[str, str], int]) -> int:
    """Without recursion over definitions: a chain of them may be longer than the stack."""
    waiting = [start]
    while waiting:
        key = waiting[-1]
        definition = world.elaborated.get(key)
        if key in known or definition is None:
            known.setdefault(key, 0)
            waiting.pop()
            continue
        applied = set(_applied(definition.body))
        open_ = [one for one in applied if one not in known]
        if open_:
            waiting.extend(open_)
            continue
        known[key] = _depth(definition.body, known)
        waiting.pop()
    return known[start]


def _applied(value: core.Scalar) -> Iterator[tuple[str, str]]:
    for one in walk(value):
        if isinstance(one, core.Apply):
            yield one.record, one.name


def _depth(value: object, known: dict[tuple[str, str], int]) -> int:
    below = max((_depth(one, known) for one in children(value)), default=0)
    if isinstance(value, core.Apply):
        below = max(below, known.get((value.record, value.name), 0))
    return below + 1
