"""What the examples of a programme make the evaluator compute: kept by the nodes of the rules, for coverage."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from palier.facts.fact import Fact
from palier.meaning import core
from palier.meaning.core import Scalar
from palier.meaning.types import YES_NO
from palier.run.evaluate import Compute, Frame
from palier.run.exact import mixed

_plus = mixed(lambda left, right: left + right)


class Watch:
    """A recorder of whole runs, one after the other: it follows the evaluator into every element of a collection.

    `outcomes` holds what conditions came to; `compared` the two sides of a comparison; `asked` the arguments of a table
    with the day; `parameters`, by name, the days and values; `computed` every node that was reached at all.
    """

    everywhere: ClassVar[bool] = True

    def __init__(self) -> None:
        self.computed: set[Scalar] = set()
        self.outcomes: dict[Scalar, set[bool]] = {}
        self.compared: dict[Scalar, set[tuple[Any, Any]]] = {}
        self.asked: dict[Scalar, set[tuple[tuple[Any, ...], date]]] = {}
        self.parameters: dict[str, set[tuple[date, Any]]] = {}
        self._below: list[dict[Scalar, Any]] = [{}]

    def watch(self, node: Scalar, compute: Compute) -> Compute:
        """The same computation, and what it comes to is kept."""

        def watched(frame: Frame) -> Any:
            self._below.append({})
            try:
                value = compute(frame)
            finally:
                below = self._below.pop()
            self._below[-1][node] = value
            self._keep(node, value, below, frame)
            return value

        return watched

    def note(self, node: core.Measure, looked_at: int, kept: list[Fact]) -> None:
        """Of no interest: what a measure kept, its condition was asked of."""

    def remark(self, text: str) -> None:
        """Of no interest."""

    def _keep(self, node: Scalar, value: Any, below: dict[Scalar, Any], frame: Frame) -> None:
        self.computed.add(node)
        if node.type is YES_NO:
            self.outcomes.setdefault(node, set()).add(bool(value))
        match node:
            case core.Compare(operator="<" | "<=" | ">" | ">=", left=left, right=right):
                self.compared.setdefault(node, set()).add((below[left], below[right]))
            case core.Parameter(name=name):
                self.parameters.setdefault(name, set()).add((frame[core.TODAY], value))
            case core.Lookup(arguments=arguments):
                self.asked.setdefault(node, set()).add((tuple(below[one] for one in arguments), frame[core.TODAY]))
            case core.Bands(arguments=arguments, amount=amount, above=above):
                reached = below[amount] if above is None else _plus(below[above], below[amount])
                case_ = (*(below[one] for one in arguments), reached)
                self.asked.setdefault(node, set()).add((case_, frame[core.TODAY]))
            case _:
                pass
