"""Definitions: elaborated when first used, so that each may rest on others, in any order of the text."""

from __future__ import annotations

from palier.meaning import core, programme
from palier.meaning.check.scope import subject_scope
from palier.meaning.check.world import World, titles_of
from palier.meaning.core import Scalar
from palier.problems import Related
from palier.problems import names as problems
from palier.source import Span


def application(world: World, record: str, name: str, of: Scalar, span: Span) -> Scalar | None:
    """A definition of a fact; None when it has an error of its own, which is reported there."""
    world.use("definition", f"{record}.{name}")
    key = record, name
    if key in world.under_way:
        _circle(world, key)
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
    world.under_way.append(key)
    work = Elaboration(world)
    scope = subject_scope(record, written.span).narrowed(world.sure.get(record, frozenset()))
    body = work.scalar(written.body, scope)
    world.under_way.pop()
    found = None
    if body is not None and key not in world.elaborated:
        found = programme.Definition(
            name, titles_of(written.title), record, body.type, body, work.slots, written.shown, written.span
        )
    # A circle found meanwhile has put its word here already.
    return world.elaborated.setdefault(key, found)


def _circle(world: World, key: tuple[str, str]) -> None:
    start = world.under_way.index(key)
    around = world.under_way[start:]
    if any(one in world.elaborated for one in around):
        return
    names = " → ".join(f"`{name}`" for _, name in (*around, key))
    related = [
        Related(f"`{name}` is defined here", world.definitions[owner, name].name.span) for owner, name in around[1:]
    ]
    world.add(problems.DEFINITION_CIRCLE.at(world.definitions[key].name.span, circle=names, related=related))
    for one in around:
        world.elaborated[one] = None
