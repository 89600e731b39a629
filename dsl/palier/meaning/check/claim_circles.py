"""Claims that rest on themselves by way of tiers: a claim that asks for a tier, which asks who holds what is claimed.

Circles through definitions alone show where they are elaborated; a ladder is elaborated after all protections.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import attrs

from palier.meaning import core, programme
from palier.meaning.check.world import World
from palier.meaning.walk import walk
from palier.problems import incentives as problems

Node: TypeAlias = tuple[str, str]
"""A kind of declaration, or the record of a definition after a dot, and a name."""


def claim_circles(world: World, ladders: Mapping[str, programme.Ladder | None]) -> None:
    """Complains of every protection that rests on itself, each circle once."""
    told: set[frozenset[Node]] = set()
    for name, made in world.claims.items():
        if made is None:
            continue
        way = _way_back(world, ladders, ("protection", name))
        if way is None or frozenset(way) in told:
            continue
        told.add(frozenset(way))
        names = " → ".join(f"`{one}`" for _, one in (*way, way[0]))
        world.report(problems.CLAIM_CIRCLE, made.span, circle=names)


def _way_back(world: World, ladders: Mapping[str, programme.Ladder | None], start: Node) -> list[Node] | None:
    """The shortest way from a declaration to itself, through what it rests on."""
    ways: dict[Node, list[Node]] = {start: [start]}
    waiting = [start]
    for node in waiting:
        for below in _rests_on(world, ladders, node):
            if below == start:
                return ways[node]
            if below not in ways:
                ways[below] = [*ways[node], below]
                waiting.append(below)
    return None


def _rests_on(world: World, ladders: Mapping[str, programme.Ladder | None], node: Node) -> Iterator[Node]:
    kind, name = node
    holder: object
    match kind:
        case "protection":
            holder = world.claims.get(name)
        case "ladder":
            holder = ladders.get(name)
        case "table":
            holder = world.tables.get(name)
        case _:
            holder = world.elaborated.get((kind.removeprefix("."), name))
    for scalar in () if holder is None else _scalars(holder):
        for one in walk(scalar):
            match one:
                case core.Claim(protection=protection):
                    yield "protection", protection
                case core.StateAt(ladder=ladder):
                    yield "ladder", ladder
                case core.Apply(record=record, name=applied):
                    yield f".{record}", applied
                case core.Lookup(table=table) | core.Bands(table=table):
                    yield "table", table
                case _:
                    pass


def _scalars(holder: object) -> Iterator[object]:
    """All nodes of the core right in a declaration, its tiers and rows included."""
    for field in attrs.fields(type(holder)):  # type: ignore[arg-type]
        held = getattr(holder, field.name)
        for one in held if isinstance(held, tuple) else (held,):
            module = type(one).__module__
            if module == core.__name__:
                yield one
            elif module in (programme.__name__, "palier.meaning.table"):
                yield from _scalars(one)
