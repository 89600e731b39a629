"""Stacks: which incentives or discounts they combine, and whether those can be."""

from __future__ import annotations

from collections.abc import Mapping

from palier.meaning import core, programme
from palier.meaning.check.expressions import Elaboration
from palier.meaning.check.members import Members, member_fault
from palier.meaning.check.scope import Scope, subject_scope
from palier.meaning.check.scoped import cap_line, subject_form
from palier.meaning.check.world import World, listed, titles_of
from palier.meaning.core import Scalar
from palier.meaning.types import MONEY, ReferenceTo, Type
from palier.problems import Related, nearest
from palier.problems import incentives as problems
from palier.problems import names as name_problems
from palier.source import Span
from palier.syntax import clauses as written
from palier.syntax import declarations as declared
from palier.syntax import expressions as tree

CHOICES = ("best of", "first of")


class Stacks:
    """All stacks of a programme: inner ones are made before those they stand in."""

    def __init__(self, world: World, stacks: Mapping[str, declared.Stack], members: Members) -> None:
        self.world = world
        self.written = stacks
        self.members = members
        self.made: dict[str, programme.Stack | None] = {}
        self.under_way: list[str] = []
        self.combined: dict[str, str] = {}
        """By incentive, or stack of incentives, or stack of discounts: the stack it stands in."""

    def all(self) -> dict[str, programme.Stack | None]:
        """Every stack, as declared; None for one with an error."""
        for name in self.written:
            self.stack(name)
        return {name: self.made[name] for name in self.written}

    def stack(self, name: str) -> programme.Stack | None:
        """One stack; None when an error keeps it from being run."""
        if name not in self.made:
            if name in self.under_way:
                circle = " in ".join(
                    f"`{one}`" for one in (*reversed(self.under_way[self.under_way.index(name) :]), name)
                )
                self.world.report(problems.CIRCLE, self.written[name].name.span, circle=f"{circle} again")
                return None
            self.under_way.append(name)
            before = self.world.errors
            made = _Making(self, self.written[name]).make()
            self.under_way.pop()
            self.made[name] = made if self.world.errors == before else None
        return self.made[name]


class _Making:
    """The work on one stack."""

    def __init__(self, stacks: Stacks, one: declared.Stack) -> None:
        self.stacks = stacks
        self.world = stacks.world
        self.one = one
        self.name = one.name.text
        self.work = Elaboration(self.world)
        self.seen: dict[str, Span] = {}
        self.leaves: dict[str, programme.Incentive] = {}

    def make(self) -> programme.Stack | None:
        """The subject, then the lines, then what bounds them."""
        record = self.one.subject.record
        if record.text not in self.world.records:
            near = nearest(record.text, self.world.records)
            self.world.add(name_problems.UNKNOWN_RECORD.at(record.span, name=record.text, near=near))
            return None
        self.world.use("type", record.text)
        subject = self.one.subject
        scope = subject_scope(
            record.text,
            subject.span,
            has_period=not isinstance(subject, written.RecordSubject),
            part=subject.unit if isinstance(subject, written.PartSubject) else None,
        ).narrowed(self.world.sure.get(record.text, frozenset()))
        each = subject_form(self.work, subject, record.text, scope)
        start = None if self.one.start is None else self.work.wanted(self.one.start, scope, MONEY)
        if each is None:
            return None
        if start is not None and not isinstance(each, programme.EachFact):
            hint = "a price is made of each fact of a record: `for Line from list_amount`."
            self._misplaced(self.one.name.span, "from", "a stack for periods or parts", hint)
        lines = tuple(self._line(line, each) for line in self.one.lines if isinstance(line, written.Members))
        kinds = {one.kind for one in self.leaves.values()}
        takes = "discount" in kinds
        self._bounds_in_place(takes)
        payee = self.work.slot()
        if self.world.payee is not None and not takes:
            scope = scope.naming("payee", core.Local(ReferenceTo(self.world.payee), subject.span, payee, "payee"))
        caps = self._caps(scope, takes)
        floor = self._floor(scope)
        return programme.Stack(
            self.name,
            titles_of(self.one.title),
            self.one.span,
            each,
            takes,
            start,
            lines,
            tuple(self.leaves),
            caps,
            floor,
            payee,
            self.work.slots,
            self._continues(),
        )

    def _continues(self) -> str | None:
        """The name whose caps it goes on with."""
        found = [line for line in self.one.lines if isinstance(line, written.Continues)]
        for line in found[1:]:
            first = Related("already written here", found[0].span)
            self.world.add(problems.LINE_TWICE.at(line.span, line="continues", related=[first]))
        return found[0].name.text if found else None

    def _line(self, line: written.Members, each: programme.Subject) -> programme.StackLine:
        above = set(self.seen)
        for name in line.members:
            if name.text in self.seen:
                self.world.add(
                    problems.COMBINED_TWICE.at(
                        name.span, name=name.text, first=self.name, related=[Related("here", self.seen[name.text])]
                    )
                )
                continue
            self.seen[name.text] = name.span
            self._member(line, name, each)
        for name in line.after:
            if name.text not in above:
                self.world.report(problems.NOT_ABOVE, name.span, name=name.text, known=listed(above))
        names = tuple(name.text for name in line.members)
        return programme.StackLine(line.span, line.kind, names, tuple(name.text for name in line.after))

    def _member(self, line: written.Members, name: tree.Name, each: programme.Subject) -> None:
        leaves = self._leaves(name)
        if leaves is None:
            return
        inner = self.stacks.made.get(name.text)
        for leaf in leaves:
            fault = member_fault(leaf, each, list(self.leaves.values()), priced=self.one.start is not None)
            if fault is not None:
                reason, hint = fault
                self.world.report(
                    problems.CANNOT_COMBINE, name.span, name=name.text, stack=self.name, reason=reason, hint=hint
                )
                return
            if line.kind == "on what is left" and leaf.kind == "incentive" and leaf.base is None:
                self.world.report(problems.NO_BASE, name.span, name=leaf.name)
        if inner is not None and any(cap.scope or cap.period for cap in inner.caps):
            self.world.report(
                problems.CANNOT_COMBINE,
                name.span,
                name=name.text,
                stack=self.name,
                reason="its cap counts what it pays over several subjects",
                hint=f"write the cap in the stack `{self.name}`, which decides last.",
            )
        if not (leaves and leaves[0].kind == "discount" and inner is None):
            self._once(name)
        if line.kind in CHOICES:
            self._capped(line, leaves)
        for leaf in leaves:
            self.leaves.setdefault(leaf.name, leaf)

    def _once(self, name: tree.Name) -> None:
        """An incentive, or a stack, stands in one stack."""
        first = self.stacks.combined.get(name.text)
        if first is None:
            self.stacks.combined[name.text] = self.name
        elif first != self.name:
            self.world.report(problems.COMBINED_TWICE, name.span, name=name.text, first=first)

    def _capped(self, line: written.Members, leaves: list[programme.Incentive]) -> None:
        """Warns of a member that may be chosen although its own cap is used up."""
        for leaf in leaves:
            if leaf.caps:
                words = f"{line.kind} {', '.join(name.text for name in line.members)}"
                self.world.add(
                    problems.CHOICE_WITH_CAP.at(
                        leaf.caps[0].span,
                        name=leaf.name,
                        line=words,
                        stack=self.name,
                        related=[Related("chosen here", line.span)],
                    )
                )

    def _leaves(self, name: tree.Name) -> list[programme.Incentive] | None:
        """The incentives or discounts a member stands for; None where it has an error of its own."""
        members = self.stacks.members
        if name.text in members.by_name:
            one = members.by_name[name.text]
            return None if one is None else [one]
        if name.text not in self.stacks.written:
            known = [*members.by_name, *self.stacks.written]
            near = nearest(name.text, known)
            self.world.add(problems.NOT_A_MEMBER.at(name.span, name=name.text, near=near, known=listed(known)))
            return None
        inner = self.stacks.stack(name.text)
        if inner is None:
            return None
        if inner.start is not None:
            self.world.report(
                problems.CANNOT_COMBINE,
                name.span,
                name=name.text,
                stack=self.name,
                reason="it is a price",
                hint="name its discounts, or a stack of them without `from`.",
            )
            return None
        found = [members.by_name[leaf] for leaf in inner.leaves]
        return [one for one in found if one is not None]

    # --- what bounds the lines

    def _bounds_in_place(self, takes: bool) -> None:
        """Complains of a cap where discounts are taken, and of a floor where nothing starts."""
        for line in self.one.lines:
            match line:
                case written.Cap() if takes:
                    hint = "`at least` says how far a price may go down."
                    self._misplaced(line.span, "cap", "a stack of discounts", hint)
                case written.Continues() if takes:
                    hint = "only what its caps have counted goes on, and a stack of discounts has none."
                    self._misplaced(line.span, "continues", "a stack of discounts", hint)
                case written.AtLeast() if self.one.start is None:
                    hint = "a stack `from` an amount has a floor; a minimum is a line of an incentive."
                    self._misplaced(line.span, "at least", "a stack that makes no price", hint)
                case _:
                    pass

    def _misplaced(self, span: Span, line: str, where: str, hint: str) -> None:
        self.world.report(problems.WRONG_LINE, span, line=line, where=where, hint=hint)

    def _caps(self, scope: Scope, takes: bool) -> tuple[programme.Cap, ...]:
        if takes:
            return ()
        type_: Type = next((one.amount.type for one in self.leaves.values() if one.amount is not None), MONEY)
        found = [
            cap_line(self.work, line, scope, type_, None) for line in self.one.lines if isinstance(line, written.Cap)
        ]
        return tuple(cap for cap in found if cap is not None)

    def _floor(self, scope: Scope) -> Scalar | None:
        floors = [line for line in self.one.lines if isinstance(line, written.AtLeast)]
        if not floors or self.one.start is None:
            return None
        for line in floors[1:]:
            self.world.add(
                problems.LINE_TWICE.at(
                    line.span, line="at least", related=[Related("already written here", floors[0].span)]
                )
            )
        first = floors[0]
        if first.scope.paths or first.scope.periods or first.below is not None:
            hint = "a price is bounded line by line: `at least 60% of list_amount`."
            self._misplaced(first.span, "at least … per …", "a stack", hint)
            return None
        return self.work.wanted(first.amount, scope, MONEY)
