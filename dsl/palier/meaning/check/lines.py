"""The lines of an incentive, those of its template and of its group among them."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from palier.meaning.check.world import World
from palier.problems import Related
from palier.problems import incentives as problems
from palier.source import Span
from palier.syntax import clauses as written
from palier.syntax import declarations as declared
from palier.syntax import expressions as tree

SINGLE = {
    written.ForEach: "for each",
    written.Like: "like",
    written.EffectiveLine: "effective",
    written.EarnedOn: "earned on",
    written.Payment: "to",
    written.Base: "base",
    written.Pays: "pays",
    written.Split: "split",
    written.TruedUp: "trued up",
    written.AtLeast: "at least",
    written.Instalments: "in instalments",
    written.Takes: "takes",
    written.GovernedBy: "governed by",
    written.Continues: "continues",
    written.ReturnsAdjust: "returns adjust",
}
"""The lines that stand once at the most, and how they begin."""

OF_PAYMENTS = {
    written.EarnedOn: "earned on",
    written.Payment: "to",
    written.Split: "split",
    written.Base: "base",
    written.Pays: "pays",
    written.TruedUp: "trued up",
    written.AtLeast: "at least",
    written.Cap: "cap",
    written.Instalments: "in instalments",
    written.ClawBack: "claw back",
    written.ClawBackEach: "claw back",
    written.GovernedBy: "governed by",
    written.Continues: "continues",
    written.ReturnsAdjust: "returns adjust",
}
"""The lines that a discount has not: nobody is paid."""

OF_BENEFITS = (written.EarnedOn, written.Payment, written.GovernedBy, written.Continues)
"""Those of them that a benefit may have: when it is granted, and to whom."""


@attrs.frozen(eq=False)
class Lines:
    """The lines of an incentive, those of its template first, each with whether it is the template's."""

    all: tuple[tuple[written.Line, bool], ...]

    def of(self, *kinds: type) -> Iterator[tuple[written.Line, bool]]:
        """Those of some kinds."""
        return ((line, foreign) for line, foreign in self.all if isinstance(line, kinds))

    def one(self, kind: type) -> tuple[written.Line, bool] | None:
        """The first of a kind."""
        return next(self.of(kind), None)


def expanded(
    world: World, one: declared.Incentive, template: declared.Template | None, shared: tuple[written.Line, ...]
) -> Lines:
    """The lines of the template, the group and the incentive itself; complains of one that stands twice."""
    own = [(line, False) for line in _joined(shared, one.lines) if not isinstance(line, written.Like)]
    lines = [*((line, True) for line in template.lines), *own] if template is not None else own
    seen: dict[type, Span] = {}
    for line, _ in [*lines, *((line, False) for line in one.lines if isinstance(line, written.Like))]:
        kind = type(line)
        if kind not in SINGLE:
            continue
        if kind in seen:
            place = line.span if line.span.source is one.span.source else one.name.span
            world.add(
                problems.LINE_TWICE.at(place, line=SINGLE[kind], related=[Related("already written here", seen[kind])])
            )
        seen.setdefault(kind, line.span)
    return Lines(tuple(lines))


def _joined(shared: tuple[written.Line, ...], own: tuple[written.Line, ...]) -> list[written.Line]:
    """The lines of a group before those of a member; the `where` of both must hold."""
    groups = [line for line in shared if isinstance(line, written.ForEach)]
    members = [line for line in own if isinstance(line, written.ForEach)]
    if not groups or not members or groups[0].subject.span.text != members[0].subject.span.text:
        return [*shared, *own]
    parts = tuple(line.where for line in (groups[0], members[0]) if line.where is not None)
    where = tree.And(members[0].span, parts) if len(parts) > 1 else parts[0] if parts else None
    joined = attrs.evolve(members[0], where=where)
    return [joined, *(line for line in (*shared, *own) if line not in (groups[0], members[0]))]
