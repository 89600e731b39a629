"""Returns: facts below nothing that take back what was paid for others of their record."""

from __future__ import annotations

from collections.abc import Iterable

from palier.meaning import core, programme
from palier.meaning.check.expressions import Elaboration
from palier.meaning.check.scope import Scope
from palier.meaning.core import Scalar
from palier.meaning.types import ReferenceTo, in_a_sentence, present
from palier.meaning.walk import walk
from palier.problems import incentives as problems
from palier.syntax import clauses as written
from palier.syntax import expressions as tree


def returns(
    work: Elaboration,
    line: written.ReturnsAdjust,
    name: tree.Name,
    each: programme.Subject,
    scope: Scope,
    steps: tuple[core.Step, ...],
    base: core.Assign | None,
) -> programme.Returns | None:
    """`returns adjust ORIGINAL`; `scope` is that of the subject, before any requirement."""
    world = work.world
    if not isinstance(each, programme.EachFact):
        world.report(problems.RETURNS_SUBJECT, line.span, found=f"each `{' '.join(each.span.text.split())}`")
        return None
    original = work.scalar(tree.as_expression(line.original), scope)
    if original is None:
        return None
    if present(original.type) != ReferenceTo(each.record) or _is_subject(original):
        found = "the return itself" if _is_subject(original) else in_a_sentence(present(original.type))
        path = line.original.span.text
        world.report(problems.RETURNS_ORIGINAL, line.original.span, record=each.record, path=path, found=found)
        return None
    if base is None:
        world.report(problems.RETURNS_WITHOUT_BASE, line.span, name=name.text)
        return None
    lets = _below(base, steps)
    relied = frozenset[str]().union(*(one.relies_on for one in (*lets, base)))
    resting = sorted((relied & _required(steps)) - scope.known)
    if resting:
        world.report(problems.RETURNS_REST, base.value.span, text=_words(resting[0], steps))
        return None
    return programme.Returns(line.span, original, lets, line.giving_back)


def _is_subject(value: Scalar) -> bool:
    return isinstance(value, core.Local) and value.slot == core.SUBJECT


def _below(base: core.Assign, steps: Iterable[core.Step]) -> tuple[core.Assign, ...]:
    """The lets that a base rests on, in order."""
    lets = [one for one in steps if isinstance(one, core.Assign)]
    found: list[core.Assign] = []
    wanted = _slots(base.value)
    for one in reversed(lets):
        if one.slot in wanted:
            found.append(one)
            wanted |= _slots(one.value)
    return tuple(reversed(found))


def _slots(value: Scalar) -> set[int]:
    return {one.slot for one in walk(value) if isinstance(one, core.Local)}


def _required(steps: Iterable[core.Step]) -> frozenset[str]:
    """What the requirements make sure of."""
    found: set[str] = set()
    for step in steps:
        match step:
            case core.Requirement(assures=assures):
                found |= assures
            case core.Ways(ways=ways):
                found.update(path for way in ways for one in way.requirements for path in one.assures)
            case core.Assign():
                pass
    return frozenset(found)


def _words(path: str, steps: Iterable[core.Step]) -> str:
    """A path as it may be written."""
    start, *rest = path.rpartition(" ")[2].replace(":", ".").split(".")
    lets = {f"${one.slot}": one.name for one in steps if isinstance(one, core.Assign)}
    return ".".join(([lets[start]] if start in lets else []) + rest)
