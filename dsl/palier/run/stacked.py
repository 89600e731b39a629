"""Stacks of incentives: the candidates of one subject brought together, and what the stack leaves of each.

Stacks come before minimums and caps of the members. What a cap of the stack took is not given back when a member's own
cap takes more later: the stack counts what it let through.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from palier.meaning import core, programme
from palier.meaning.types import UnitOf
from palier.result import StackStep
from palier.run.broken import Broken
from palier.run.candidates import Candidate, Faults
from palier.run.caps import CapLine, Ledger
from palier.run.evaluate import Evaluator, Frame, frame_for
from palier.run.exact import ZERO, mixed, rounded
from palier.run.stacks import Amounts, Line, combined, total

_less = mixed(operator.sub)


class SubjectCap(CapLine):
    """A cap of a stack that says `per` nothing: it bounds what each subject gets."""

    def entry(self, frame: Frame, day: date) -> tuple[Any, str | None]:
        """An entry of its own, which starts at nothing."""
        del day
        return (self.cap, frame[core.SUBJECT], frame[core.STRETCH]), None


def settle(
    name: str, evaluators: Iterable[Evaluator], found: Mapping[str, Iterable[Candidate]], faults: Faults
) -> None:
    """Adjusts the amounts of all members of a stack, in all versions, subject by subject in the order of payouts.

    The stack, and the incentives whose candidates are found, go by the names of their ledgers.
    """
    ledger = Ledger()
    subjects: list[tuple[Stacked, dict[str, Candidate]]] = []
    for evaluator in evaluators:
        root = evaluator.shared.root
        own = next((one for one in outermost(evaluator.rules) if root("stacks", one) == name), None)
        if own is None:
            continue
        stacked = Stacked(evaluator, evaluator.rules.stacks[own])
        by_turn: dict[Any, dict[str, Candidate]] = {}
        for leaf in stacked.stack.leaves:
            for candidate in found.get(root("incentives", leaf), ()):
                if candidate.source.evaluator is evaluator:
                    by_turn.setdefault((candidate.fact, candidate.stretch), {})[leaf] = candidate
        subjects += [(stacked, members) for members in by_turn.values()]
    subjects.sort(key=lambda one: _order(one[1]))
    for stacked, members in subjects:
        try:
            stacked.settle(members, ledger)
        except Broken as broken:
            faults.add(broken, _first(members).fact)


def outermost(rules: programme.Rules) -> list[str]:
    """The stacks of incentives that stand in no other."""
    inner = {member for stack in rules.stacks.values() for line in stack.lines for member in line.members}
    return [name for name, stack in rules.stacks.items() if not stack.takes and name not in inner]


def _first(members: Mapping[str, Candidate]) -> Candidate:
    return next(iter(members.values()))


def _order(members: Mapping[str, Candidate]) -> Any:
    one = _first(members)
    return one.earned, one.fact.order if one.fact.record.order else one.fact.order[-1:], one.part


class Stacked:
    """A stack of one version, ready to be asked, with the stacks in it."""

    def __init__(self, evaluator: Evaluator, stack: programme.Stack) -> None:
        self.rules = evaluator.rules
        self.stack = stack
        self.caps = {
            name: _cap_lines(evaluator, one) for name, one in self.rules.stacks.items() if one.caps and not one.takes
        }

    def settle(self, members: Mapping[str, Candidate], ledger: Ledger) -> None:
        """What the stack leaves of each candidate of one subject."""
        work = _Subject(self, members, ledger)
        amounts = combined(self.rules.stacks, self.stack.name, work)
        for leaf, candidate in members.items():
            candidate.amount = candidate.left = amounts[leaf]
            candidate.cut = leaf in work.cut
            candidate.stacks = tuple(work.steps[leaf])


def _cap_lines(evaluator: Evaluator, stack: programme.Stack) -> list[CapLine]:
    model = evaluator.model
    type_ = next(
        (one.amount.type for name, one in evaluator.rules.incentives.items() if name in stack.leaves and one.amount),
        None,
    )
    smallest = model.units[type_.unit] if isinstance(type_, UnitOf) else Decimal(1).scaleb(-model.minor_digits)
    return [
        (CapLine if cap.scope or cap.period is not None else SubjectCap)(evaluator, cap, smallest) for cap in stack.caps
    ]


class _Subject:
    """The candidates of one subject, as a stack asks for them."""

    def __init__(self, stacked: Stacked, members: Mapping[str, Candidate], ledger: Ledger) -> None:
        self.stacked = stacked
        self.members = members
        self.ledger = ledger
        self.now: dict[str, Decimal] = {leaf: one.gross for leaf, one in members.items()}
        self.steps: dict[str, list[StackStep]] = {leaf: [] for leaf in members}
        self.cut: set[str] = set()

    def ask(self, leaf: str, taken: Any) -> Decimal | None:
        """The amount of a candidate, with so much less for its base."""
        candidate = self.members.get(leaf)
        if candidate is None or not taken:
            return None if candidate is None else candidate.gross
        source = candidate.source
        frame = list(candidate.frame)
        self._rebase(source.incentive, frame, taken)
        return rounded(source.amount(frame), source.smallest, source.rules.rounding)

    def _rebase(self, incentive: programme.Incentive, frame: Frame, taken: Any) -> None:
        """Puts into its place what is left of a base, which is never less than nothing."""
        assert incentive.base is not None
        slot = incentive.base.slot
        frame[slot] = max(ZERO, _less(frame[slot], taken))

    def told(self, leaf: str, line: Line, amount: Any) -> None:
        """Notes what a line did to a candidate."""
        candidate = self.members[leaf]
        base = None
        if line.line.kind == "on what is left" and candidate.source.incentive.base is not None:
            frame = list(candidate.frame)
            self._rebase(candidate.source.incentive, frame, line.taken)
            base = frame[candidate.source.incentive.base.slot]
        if not amount:
            self.cut.discard(leaf)
        words = " ".join(line.line.span.text.split())
        self.steps[leaf].append(
            StackStep(line.stack, words, line.line.kind, line.chosen, base, line.taken, self.now[leaf], amount)
        )
        self.now[leaf] = amount

    def bounded(self, stack: programme.Stack, amounts: Amounts) -> Amounts:
        """What the caps of the stack leave: the member written last gives way first."""
        lines = self.stacked.caps.get(stack.name)
        if not lines or not amounts:
            return amounts
        one = _first(self.members)
        frame = frame_for(stack.slots, one.earned, one.fact, one.stretch)
        frame[stack.payee] = one.payee
        whole = total(amounts)
        paid, steps = self.ledger.pay(lines, frame, one.earned, whole, stack.name, one.fact)
        for line in lines:
            if isinstance(line, SubjectCap):
                self.ledger.used.pop(line.entry(frame, one.earned)[0], None)
        gone = whole - paid
        for leaf in reversed(amounts):
            lost = min(gone, amounts[leaf])
            gone -= lost
            if amounts[leaf]:
                after = amounts[leaf] - lost
                for cap, step in zip(stack.caps, steps, strict=True):
                    words = " ".join(cap.span.text.split())
                    self.steps[leaf].append(
                        StackStep(stack.name, words, "cap", None, None, ZERO, amounts[leaf], after, step)
                    )
                amounts[leaf] = self.now[leaf] = after
                if lost:
                    self.cut.add(leaf)
        return amounts

    def compared(self, amount: Any) -> Any:
        """Amounts of candidates are rounded already."""
        return amount
