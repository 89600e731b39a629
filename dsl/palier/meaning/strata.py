"""In which order the stages of incentives are computed, where one asks of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Final

import attrs

from palier.meaning import core, programme
from palier.meaning.walk import walk
from palier.source import Span

GROSS: Final = "gross"
STACK: Final = "stack"
PAID: Final = "paid"


@attrs.frozen
class Stage:
    """The candidates of an incentive with what each comes to (`gross`), what a stack leaves, what is `paid`."""

    kind: str
    name: str


@attrs.frozen(eq=False)
class Edge:
    """A stage looks at another: an incentive that asks, at `span`, or a stack that waits for its members."""

    before: Stage
    after: Stage
    span: Span | None = None

    def words(self) -> str | None:
        """The edge in a clause; None for what goes without saying."""
        match self.after.kind, self.before.kind:
            case "gross", "paid":
                return f"`{self.after.name}` asks what `{self.before.name}` is paid"
            case "gross", _:
                return f"`{self.after.name}` asks whether `{self.before.name}` applies"
            case "stack", _:
                return f"`{self.after.name}` waits for `{self.before.name}`"
            case _, "stack":
                return f"`{self.after.name}` is paid what `{self.before.name}` leaves"
            case _:
                return None


def asked(of: programme.Incentive | programme.Guarantee) -> Iterator[core.OfIncentive]:
    """What an incentive, or a guarantee, asks of others, wherever it asks."""
    waiting: list[object] = [of]
    while waiting:
        holder = waiting.pop()
        for field in attrs.fields(type(holder)):  # type: ignore[arg-type]
            held = getattr(holder, field.name)
            for one in held if isinstance(held, tuple) else (held,):
                module = type(one).__module__
                if module == core.__name__:
                    yield from (node for node in walk(one) if isinstance(node, core.OfIncentive))
                elif module == programme.__name__:
                    waiting.append(one)


def edges(incentives: Mapping[str, programme.Incentive], stacks: Mapping[str, programme.Stack]) -> list[Edge]:
    """Which stage of one version looks at which."""
    found: list[Edge] = []
    combined: dict[str, str] = {}
    for stack in stacks.values():
        for leaf in stack.leaves:
            if not stack.takes:
                # The last one is the outermost, which is made after those in it: all its members wait for it.
                combined[leaf] = stack.name
                found.append(Edge(Stage(GROSS, leaf), Stage(STACK, stack.name)))
                found.append(Edge(Stage(STACK, stack.name), Stage(PAID, leaf)))
    for name, incentive in incentives.items():
        found.append(Edge(Stage(GROSS, name), Stage(PAID, name)))
        for node in asked(incentive):
            kind = PAID if node.what == "paid" else GROSS
            found.append(Edge(Stage(kind, node.incentive), Stage(GROSS, name), node.span))
    return found


def ordered(stages: Sequence[Stage], found: Sequence[Edge]) -> tuple[list[Stage], list[Stage]]:
    """The stages, each after all that it looks at, otherwise as given; and those that wait for each other."""
    place = {stage: number for number, stage in enumerate(stages)}
    after: dict[Stage, set[Stage]] = {stage: set() for stage in stages}
    waits: dict[Stage, int] = dict.fromkeys(stages, 0)
    for edge in found:
        if edge.before in place and edge.after in place and edge.after not in after[edge.before]:
            after[edge.before].add(edge.after)
            waits[edge.after] += 1
    ready = [place[stage] for stage in stages if not waits[stage]]
    heapify(ready)
    done: list[Stage] = []
    while ready:
        stage = stages[heappop(ready)]
        done.append(stage)
        for one in after[stage]:
            waits[one] -= 1
            if not waits[one]:
                heappush(ready, place[one])
    return done, [stage for stage in stages if waits[stage]]


def stages_of(incentives: Sequence[str], stacks: Sequence[str]) -> list[Stage]:
    """All stages, in the order in which they are computed where nothing asks of anything."""
    return [
        *(Stage(GROSS, name) for name in incentives),
        *(Stage(STACK, name) for name in stacks),
        *(Stage(PAID, name) for name in incentives),
    ]


def circle(waiting: Sequence[Stage], found: Sequence[Edge]) -> list[Edge]:
    """A way round among stages that wait for each other, edge by edge."""
    left = set(waiting)
    into = {stage: [edge for edge in found if edge.after == stage and edge.before in left] for stage in waiting}
    way: list[Edge] = []
    seen: list[Stage] = []
    # Every stage that is left looks at one that is left, or stands behind one: going back, some stage comes again.
    at = waiting[0]
    while at not in seen:
        seen.append(at)
        edge = into[at][0]
        way.append(edge)
        at = edge.before
    return way[seen.index(at) :]
