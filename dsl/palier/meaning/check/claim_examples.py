"""What examples expect of protections: who holds what, and which facts are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from palier.meaning import programme
from palier.meaning.check.world import World, listed
from palier.meaning.model import Field
from palier.meaning.types import ReferenceTo, Type, present
from palier.problems import examples as problems
from palier.problems import incentives as line_problems
from palier.problems import nearest
from palier.source import Span
from palier.syntax import clauses as written
from palier.syntax.expressions import Name

NOBODY = "nobody"

FindKey = Callable[[str, tuple[written.FactValue, ...], Span], Any]
"""From a record and its key as written to the key; None with a complaint where the example has no such fact."""

ReadValue = Callable[[World, Field, written.FactValue], Any]
"""A value as the reader of facts takes it; None with a complaint where it is of another type."""


def holder(world: World, line: written.ExpectOf, find: FindKey, read: ReadValue) -> programme.ExpectedHolder | None:
    """`expect partner_of_record for c1, Server is held by p1`."""
    assert line.holder is not None
    made = _protection(world, line.name)
    if made is None:
        return None
    if len(line.keys) != len(made.keys):
        world.report(
            problems.WRONG_KEY_COUNT,
            line.keys[0].span.to(line.keys[-1].span),
            record=made.name,
            wanted=len(made.keys),
            s="s" if len(made.keys) != 1 else "",
            found=f"{len(line.keys)} {'is' if len(line.keys) == 1 else 'are'}",
            example=", ".join(made.words),
        )
        return None
    keys = [
        _part(world, word, key.type, value, find, read)
        for word, key, value in zip(made.words, made.keys, line.keys, strict=True)
    ]
    found = tuple(key for key in keys if key is not None)
    if len(found) < len(keys):
        return None
    who = None
    if not (isinstance(line.holder, written.WordValue) and line.holder.text == NOBODY):
        claimant = present(made.claimant.type)
        assert isinstance(claimant, ReferenceTo)
        who = find(claimant.record, (line.holder,), line.holder.span)
        if who is None:
            return None
    as_of = None if line.as_of is None else line.as_of.value
    return programme.ExpectedHolder(line.span, made.name, found, as_of, who, line.negated)


def refusal(world: World, line: written.ExpectRefuses, find: FindKey) -> programme.ExpectedRefusal | None:
    """`expect partner_of_record refuses l9`."""
    made = _protection(world, line.protection)
    key = None if made is None else find(made.record, line.keys, line.keys[0].span.to(line.keys[-1].span))
    if made is None or key is None:
        return None
    return programme.ExpectedRefusal(line.span, made.name, made.record, key)


def _protection(world: World, name: Name) -> programme.Protection | None:
    """The protection of that name; None with a complaint where there is none, and without where it is in error."""
    if name.text not in world.protections:
        near = nearest(name.text, world.protections)
        known = listed(world.protections)
        world.add(line_problems.UNKNOWN_PROTECTION.at(name.span, name=name.text, near=near, known=known))
        return None
    return world.claims.get(name.text)


def _part(
    world: World, word: str, type_: Type, value: written.FactValue, find: FindKey, read: ReadValue
) -> tuple[str | None, Any] | None:
    """A part of a key, with its record where it is a fact."""
    wanted = present(type_)
    if isinstance(wanted, ReferenceTo):
        key = find(wanted.record, (value,), value.span)
        return None if key is None else (wanted.record, key)
    found = read(world, Field(word, wanted, 0, {}, value.span), value)
    return None if found is None else (None, found)
