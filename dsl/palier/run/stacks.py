"""Stacks: for each subject, what its lines leave of the amounts of their members.

The lines are taken from the top. What is written here knows neither incentives nor discounts: it asks for what a member
comes to when so much is taken off its base, and is told, leaf by leaf.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from typing import Any, Final, Protocol, TypeAlias

import attrs

from palier.meaning import programme
from palier.run.exact import ZERO, mixed

Amounts: TypeAlias = dict[str, Any]
"""What each leaf comes to, in the order of the lines; those that are not chosen at zero."""

CHOICES: Final = ("best of", "first of")

_add = mixed(operator.add)


@attrs.frozen
class Line:
    """What a line of a stack made of a leaf: which member it chose, and what was taken off the base."""

    stack: str
    line: programme.StackLine
    chosen: str | None
    taken: Any


class Members(Protocol):
    """What a stack asks of those who know its members; it tells them, leaf by leaf, what its lines come to."""

    def ask(self, leaf: str, taken: Any) -> Any:
        """What a leaf comes to when so much is taken off its base; None where its requirements are not met."""

    def told(self, leaf: str, line: Line, amount: Any) -> None:
        """What a line makes of a leaf; an inner stack's lines come before those of the stack that it stands in."""

    def bounded(self, stack: programme.Stack, amounts: Amounts) -> Amounts:
        """What the caps of a stack leave."""

    def compared(self, amount: Any) -> Any:
        """An amount as it is compared with others: to the cent."""


def combined(stacks: Mapping[str, programme.Stack], name: str, members: Members) -> Amounts:
    """What each leaf of a stack comes to."""
    return _Combining(stacks, members).stack(stacks[name], ZERO)


class _Combining:
    def __init__(self, stacks: Mapping[str, programme.Stack], members: Members) -> None:
        self.stacks = stacks
        self.members = members

    def stack(self, stack: programme.Stack, taken: Any) -> Amounts:
        """The lines from the top, then the caps; `taken` is what an outer stack takes off every base."""
        amounts: Amounts = {}
        by_member: dict[str, Any] = {}
        for line in stack.lines:
            found: dict[str, Amounts] = {}
            off: dict[str, Any] = {}
            for member in line.members:
                off[member] = taken
                if line.kind == "on what is left":
                    off[member] = _add(taken, _paid(line, by_member))
                found[member] = self._member(member, off[member])
                by_member[member] = total(found[member])
            chosen = self._chosen(line, by_member)
            for member, leaves in found.items():
                if line.kind in CHOICES and member != chosen:
                    leaves = dict.fromkeys(leaves, ZERO)
                    by_member[member] = ZERO
                amounts |= leaves
                for leaf, amount in leaves.items():
                    self.members.told(leaf, Line(stack.name, line, chosen, off[member]), amount)
        return self.members.bounded(stack, amounts)

    def _member(self, name: str, taken: Any) -> Amounts:
        if name in self.stacks:
            return self.stack(self.stacks[name], taken)
        amount = self.members.ask(name, taken)
        return {} if amount is None else {name: amount}

    def _chosen(self, line: programme.StackLine, by_member: Mapping[str, Any]) -> str | None:
        """The member that a line takes: None where it takes all, or where none comes to anything."""
        if line.kind not in CHOICES:
            return None
        compared = {member: self.members.compared(by_member[member]) for member in line.members}
        paying = [member for member in line.members if compared[member]]
        if line.kind == "first of":
            return next(iter(paying), None)
        return max(paying, key=compared.__getitem__, default=None)


def _paid(line: programme.StackLine, by_member: Mapping[str, Any]) -> Any:
    """What the members so far come to, or those that the line names."""
    found: Any = ZERO
    for member, amount in by_member.items():
        if not line.after or member in line.after:
            found = _add(found, amount)
    return found


def total(amounts: Amounts) -> Any:
    """The sum."""
    found: Any = ZERO
    for amount in amounts.values():
        found = _add(found, amount)
    return found
