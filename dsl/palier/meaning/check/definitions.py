"""Definitions: elaborated when first used, so that each may rest on others, in any order of the text."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from palier.meaning import core, programme
from palier.meaning.check import depth
from palier.meaning.check.scope import subject_scope
from palier.meaning.check.world import World, titles_of
from palier.meaning.core import Scalar
from palier.problems import Related
from palier.problems import incentives as line_problems
from palier.problems import names as problems
from palier.source import Span
from palier.syntax import expressions as tree

MOST_UNDER_WAY = 30
"""Definitions that wait for each other; in order of use, only a circle has so many."""


def application(world: World, record: str, name: str, of: Scalar, span: Span) -> Scalar | None:
    """A definition of a fact; None when it has an error of its own, which is reported there."""
    world.use("definition", f"{record}.{name}")
    key = record, name
    if key in world.under_way:
        circle(world, key)
        return None
    definition = elaborated(world, key)
    return None if definition is None else core.Apply(definition.type, span, record, name, of)


def elaborated(world: World, key: tuple[str, str]) -> programme.Definition | None:
    """The definition as meant."""
    from palier.meaning.check.expressions import Elaboration

    if key in world.elaborated:
        return world.elaborated[key]
    written = world.definitions[key]
    record, name = key
    if len(world.under_way) >= MOST_UNDER_WAY:
        _too_deep(world, key, MOST_UNDER_WAY, MOST_UNDER_WAY)
        for one in world.under_way:
            world.elaborated.setdefault(one, None)
        return None
    world.under_way.append(key)
    work = Elaboration(world)
    scope = subject_scope(record, written.span).narrowed(world.sure.get(record, frozenset()))
    body = work.scalar(written.body, scope)
    world.under_way.pop()
    found = None
    if body is not None and key not in world.elaborated:
        world.depths[key] = depth.depth(body, world.depths)
        if world.depths[key] > depth.LIMIT:
            # What rests on it is not complained about.
            _too_deep(world, key, world.depths[key], depth.LIMIT)
            return world.elaborated.setdefault(key, None)
        found = programme.Definition(
            name, titles_of(written.title), record, body.type, body, work.slots, written.shown, written.span
        )
    # A circle found meanwhile has put its word here already.
    return world.elaborated.setdefault(key, found)


def used_first(world: World, keys: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Definitions in an order in which each comes after those it names, as far as that goes.

    So a long chain is elaborated link by link, and not from its end through all others.
    """
    of_name: dict[str, list[tuple[str, str]]] = {}
    for key in keys:
        of_name.setdefault(key[1], []).append(key)
    found: dict[tuple[str, str], None] = {}
    seen: set[tuple[str, str]] = set()
    for key in keys:
        waiting = [(key, False)]
        while waiting:
            one, done = waiting.pop()
            if done:
                found.setdefault(one)
            elif one not in seen:
                seen.add(one)
                waiting.append((one, True))
                named = sorted(_named(world.definitions[one].body) & of_name.keys())
                waiting.extend((below, False) for name in named for below in of_name[name])
    return list(found)


def _named(body: object) -> set[str]:
    """Every name in an expression as written."""
    found: set[str] = set()
    waiting = [body]
    while waiting:
        node = waiting.pop()
        match node:
            case tree.Reference(name=name):
                found.add(name)
            case tree.Name(text=text):
                found.add(text)
            case tuple():
                waiting.extend(node)
            case _ if attrs.has(type(node)) and not isinstance(node, Span):
                waiting.extend(getattr(node, field.name) for field in attrs.fields(type(node)))  # type: ignore[arg-type]
    return found


def _too_deep(world: World, key: tuple[str, str], levels: int, limit: int) -> None:
    if not any(problem.kind is problems.TOO_DEEP for problem in world.problems):
        world.report(problems.TOO_DEEP, world.definitions[key].span, name=key[1], depth=levels, limit=limit)


def circle(world: World, key: tuple[str, str]) -> None:
    """Complains of what rests on itself: all that is under way from it on. A key without a record is a protection."""
    start = world.under_way.index(key)
    around = world.under_way[start:]
    if any(one in world.elaborated for one in around):
        return
    if any(not record for record, _ in around):
        _claim_circle(world, around)
        return
    names = " → ".join(f"`{name}`" for _, name in (*around, key))
    related = [
        Related(f"`{name}` is defined here", world.definitions[owner, name].name.span) for owner, name in around[1:]
    ]
    world.add(problems.DEFINITION_CIRCLE.at(world.definitions[key].name.span, circle=names, related=related))
    for one in around:
        world.elaborated[one] = None


def _claim_circle(world: World, around: list[tuple[str, str]]) -> None:
    """A circle through a protection: told at the first one that it goes through."""
    first = next(at for at, (record, _) in enumerate(around) if not record)
    ordered = [*around[first:], *around[:first]]
    names = " → ".join(f"`{name}`" for _, name in (*ordered, ordered[0]))
    world.report(line_problems.CLAIM_CIRCLE, world.protections[ordered[0][1]].name.span, circle=names)
    for record, name in around:
        if record:
            world.elaborated[record, name] = None
        else:
            world.claims[name] = None
