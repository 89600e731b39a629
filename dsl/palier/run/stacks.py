"""Stacks: for each subject, what its lines leave of the amounts of their members.

The lines are taken from the top. What is written here knows neither incentives nor discounts: it asks for what a member
comes to when so much is taken off its base, and is told, leaf by leaf.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import attrs

from palier.meaning import programme
from palier.run.exact import ZERO, mixed

Amounts: TypeAlias = dict[str, Any]
"""What each leaf comes to, in the order of the lines; those that are not chosen at zero."""

Ask: TypeAlias = Callable[[str, Any], Any]
"""What a leaf comes to when so much is taken off its base; None where its requirements are not met."""

_add = mixed(lambda one, other: one + other)


@attrs.frozen
class Line:
    """What a line of a stack made of a leaf: which member it chose, and what was taken off the base."""

    stack: str
    line: programme.StackLine
    chosen: str | None
    taken: Any


Told: TypeAlias = Callable[[str, Line], None]
"""Is told, leaf by leaf, of the lines that it went through, the innermost first."""


def combined(stacks: Mapping[str, programme.Stack], name: str, ask: Ask, told: Told) -> Amounts:
    """What each leaf of a stack comes to by its lines."""
    return _Combining(stacks, ask, told).stack(stacks[name], ZERO)


class _Combining:
    def __init__(self, stacks: Mapping[str, programme.Stack], ask: Ask, told: Told) -> None:
        self.stacks = stacks
        self.ask = ask
        self.told = told

    def stack(self, stack: programme.Stack, taken: Any) -> Amounts:
        """The lines from the top; `taken` is what an outer stack takes off every base."""
        amounts: Amounts = {}
        by_member: dict[str, Any] = {}
        for line in stack.lines:
            found: dict[str, Amounts] = {}
            chosen: str | None = None
            before: dict[str, Any] = {}
            for member in line.members:
                before[member] = _add(taken, self._paid(line, by_member)) if line.kind == "on what is left" else taken
                found[member] = self._member(member, before[member])
                by_member[member] = total(found[member])
            if line.kind in ("best of", "first of"):
                chosen = _chosen(line, by_member)
                for member in line.members:
                    if member != chosen:
                        found[member] = dict.fromkeys(found[member], ZERO)
                        by_member[member] = ZERO
            for member, leaves in found.items():
                amounts |= leaves
                for leaf in leaves:
                    self.told(leaf, Line(stack.name, line, chosen, before[member]))
        return amounts

    def _member(self, name: str, taken: Any) -> Amounts:
        if name in self.stacks:
            return self.stack(self.stacks[name], taken)
        amount = self.ask(name, taken)
        return {} if amount is None else {name: amount}

    def _paid(self, line: programme.StackLine, by_member: Mapping[str, Any]) -> Any:
        """What the members above come to, or those that the line names."""
        found = ZERO
        for member, amount in by_member.items():
            if not line.after or member in line.after:
                found = _add(found, amount)
        return found


def total(amounts: Amounts) -> Any:
    """The sum."""
    found = ZERO
    for amount in amounts.values():
        found = _add(found, amount)
    return found


def _chosen(line: programme.StackLine, by_member: Mapping[str, Any]) -> str | None:
    """The member that a line takes; None where none comes to anything."""
    paying = [member for member in line.members if by_member[member] != 0]
    if line.kind == "first of" or not paying:
        return paying[0] if paying else None
    return max(paying, key=lambda member: by_member[member])
