"""Requirements, alone or as one of several ways: the same in incentives, tiers and protections."""

from __future__ import annotations

from palier.meaning import core
from palier.meaning.check.expressions import Elaboration
from palier.meaning.check.narrowing import where_true
from palier.meaning.check.scope import Scope
from palier.meaning.check.world import titles_of
from palier.problems import incentives as problems
from palier.syntax import clauses as written


def requirement(work: Elaboration, line: written.Requires, scope: Scope) -> core.Requirement | None:
    """One requirement, with what it rests on and what it makes sure of."""
    work.relied = set()
    condition = work.condition(line.condition, scope)
    if condition is None:
        return None
    if isinstance(condition, core.Constant):
        kind = problems.ALWAYS_TRUE if condition.value else problems.NEVER_TRUE
        work.world.report(kind, line.span, line="requirement")
    return core.Requirement(line.span, titles_of(line.title), condition, frozenset(work.relied), where_true(condition))


def ways(work: Elaboration, line: written.Either, scope: Scope) -> tuple[core.Ways | None, frozenset[str]]:
    """Several ways, None where one of them is broken, and what all of them make sure of."""
    found = [_way(work, one, scope) for one in line.alternatives]
    assured = [frozenset[str]().union(*(one.assures for one in way.requirements)) for way in found]
    complete = all(
        len(way.requirements) == len(one.requirements) for way, one in zip(found, line.alternatives, strict=True)
    )
    return core.Ways(line.span, tuple(found)) if complete else None, frozenset.intersection(*assured)


def _way(work: Elaboration, one: written.Alternative, scope: Scope) -> core.Way:
    found: list[core.Requirement] = []
    for line in one.requirements:
        made = requirement(work, line, scope)
        if made is not None:
            found.append(made)
            scope = scope.narrowed(made.assures)
    return core.Way(one.span, titles_of(one.title), tuple(found))
