"""The recording evaluator's memory: a tree of the values computed, in the order they were computed."""

from __future__ import annotations

from typing import Any, ClassVar

from palier.facts.fact import Fact
from palier.meaning import core
from palier.meaning.core import Scalar
from palier.meaning.types import DATE, DAYS, MONEY, MONTHS, RATIOS, Type, UnitOf
from palier.result import Seen, Subject
from palier.run.evaluate import Compute, Frame
from palier.run.exact import mixed
from palier.run.identity import key_text

_MANY = 5
_subtract = mixed(lambda left, right: left - right)


class Trace:
    """A value and what was computed for it. `note` is a remark of the measure."""

    __slots__ = ("below", "node", "note", "value")

    def __init__(self, node: Scalar | None) -> None:
        self.node = node
        self.value: Any = None
        self.below: list[Trace] = []
        self.note: str | None = None


class Tracing:
    """A recorder of one evaluation."""

    everywhere: ClassVar[bool] = False

    def __init__(self) -> None:
        self.root = Trace(None)
        self.at = self.root

    def watch(self, node: Scalar, compute: Compute) -> Compute:
        """The same computation, its value put into the tree."""

        def watched(frame: Frame) -> Any:
            above, mine = self.at, Trace(node)
            above.below.append(mine)
            self.at = mine
            try:
                mine.value = compute(frame)
            finally:
                self.at = above
            return mine.value

        return watched

    def note(self, node: core.Measure, looked_at: int, kept: list[Fact]) -> None:
        """What a measure found, in words: `2 of 7: c1, c3`."""
        del node
        named = ", ".join(key_text(fact.key) for fact in kept[:_MANY])
        more = f" and {len(kept) - _MANY} more" if len(kept) > _MANY else ""
        self.at.note = f"{len(kept)} of {looked_at}{': ' if named else ''}{named}{more}"

    def remark(self, text: str) -> None:
        """Why the value in hand is what it is."""
        self.at.note = text

    def run(self, compute: Compute, frame: Frame) -> Trace:
        """Computes something and gives its tree."""
        self.root = self.at = Trace(None)
        compute(frame)
        return self.root.below[0]


def seen(trace: Trace) -> Seen:
    """A value that was looked at, with what a definition or a measure was made of."""
    node = trace.node
    assert node is not None
    inside: tuple[Seen, ...] = ()
    if isinstance(node, core.Apply) and len(trace.below) > 1:
        inside = looked_at(trace.below[-1])
    elif isinstance(
        node, core.Arithmetic | core.If | core.Default | core.Round | core.Units | core.AsOf | core.Carried
    ):
        inside = tuple(one for below in trace.below for one in looked_at(below))
    return Seen(_text(node), node.type, value_of(trace.value), inside, trace.note)


def looked_at(trace: Trace) -> tuple[Seen, ...]:
    """The values behind a condition or a figure, in the order they were asked for; constants speak for themselves."""
    node = trace.node
    match node:
        case None | core.Constant():
            return ()
        case core.Local(name="this"):
            return ()
        case core.AllOf() | core.AnyOf() | core.Not() | core.Compare() | core.In() | core.Known():
            return tuple(one for below in trace.below for one in looked_at(below))
        case core.Arithmetic() | core.If() | core.Default() | core.Round() | core.Units() | core.AsOf():
            return tuple(one for below in trace.below for one in looked_at(below))
        case _:
            return (seen(trace),)


def gap(trace: Trace) -> tuple[Type, Any] | None:
    """How far a failed condition was from holding: by its first comparison that failed and has a distance."""
    node = trace.node
    match node:
        case core.AllOf():
            failed = next((below for below in trace.below if not below.value), None)
            return None if failed is None else gap(failed)
        case core.Apply() if trace.below:
            return gap(trace.below[-1])
        case core.Compare(operator="<" | "<=" | ">" | ">=", left=left, ranks=None) if not trace.value:
            values = [below.value for below in trace.below]
            if len(values) != 2:
                return None
            if left.type is DATE:
                return DAYS, abs((values[1] - values[0]).days)
            if left.type in (MONEY, MONTHS, DAYS) or left.type in RATIOS or isinstance(left.type, UnitOf):
                return left.type, abs(_subtract(values[1], values[0]))
            return None
        case _:
            return None


def deciding(trace: Trace) -> Trace | None:
    """The comparison that decides a condition: the condition itself, or its first part that fails, or its last."""
    node = trace.node
    match node:
        case core.AllOf() if trace.below:
            return deciding(next((below for below in trace.below if not below.value), trace.below[-1]))
        case core.Apply() if trace.below:
            return deciding(trace.below[-1])
        case core.Compare() if len(trace.below) == 2:
            return trace
        case _:
            return None


def value_of(value: Any) -> Any:
    """A value for a report: a fact by its record and key."""
    return Subject(value.record.name, key_text(value.key)) if isinstance(value, Fact) else value


def _text(node: Scalar) -> str:
    return " ".join(node.span.text.split())
