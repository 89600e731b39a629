"""Protections: what a fact claims, for whom, and for how long.

A protection is elaborated when it is first asked about, so that definitions may ask it in any order of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from palier.meaning import core, programme
from palier.meaning.check import definitions, depth
from palier.meaning.check.narrowing import where_true
from palier.meaning.check.scope import Scope, subject_scope
from palier.meaning.check.world import World, titles_of
from palier.meaning.core import Scalar
from palier.meaning.types import DATE, DAYS, MONTHS, ReferenceTo, in_a_sentence, present
from palier.problems import Related, nearest
from palier.problems import incentives as problems
from palier.problems import names as name_problems
from palier.syntax import clauses as written
from palier.syntax import declarations as declared
from palier.syntax import expressions as tree

if TYPE_CHECKING:
    from palier.meaning.check.expressions import Elaboration

CLAIMS = ""
"""Stands in place of a record among what is under way: no record is called so."""

SINGLE: dict[type, str] = {
    written.ForEach: "for each",
    written.Protects: "protects",
    written.ClaimSpan: "from",
    written.Continues: "continues",
}
"""The lines that stand once at the most, and how they begin."""

WANTED: dict[type, tuple[str, str]] = {
    written.ForEach: ("which facts are claims", "for each RECORD"),
    written.Protects: ("what is claimed", "protects customer for partner"),
    written.ClaimSpan: ("for how long a claim lasts", "from closed_on for 2 years"),
}
"""The lines that must be there: what they say, and how one is written."""


def elaborated(world: World, name: str) -> programme.Protection | None:
    """The protection as meant; None when it has an error of its own, or rests on itself."""
    if name in world.claims:
        return world.claims[name]
    key = CLAIMS, name
    if key in world.under_way:
        definitions.circle(world, key)
        return None
    world.under_way.append(key)
    before = world.errors
    made = _Protection(world, world.protections[name]).make()
    world.under_way.pop()
    if made is not None and world.errors == before:
        made = _bounded(world, made)
    else:
        made = None
    # A circle found meanwhile has put its word here already.
    return world.claims.setdefault(name, made)


def _bounded(world: World, made: programme.Protection) -> programme.Protection | None:
    """The protection, unless it is nested too deeply to be evaluated."""
    levels = world.depths[CLAIMS, made.name] = depth.deepest(made, world.depths)
    if levels <= depth.LIMIT:
        return made
    world.report(name_problems.TOO_DEEP, made.span, name=made.name, depth=levels, limit=depth.LIMIT)
    return None


def protects(one: declared.Protection) -> written.Protects | None:
    """The line that says what is claimed, and for whom."""
    return next((line for line in one.lines if isinstance(line, written.Protects)), None)


class _Protection:
    """The work on one protection: scopes that narrow from line to line."""

    def __init__(self, world: World, one: declared.Protection) -> None:
        from palier.meaning.check.expressions import Elaboration

        self.world = world
        self.one = one
        self.work: Elaboration = Elaboration(world)
        self.lines: dict[type, written.ProtectionLine] = {}

    def make(self) -> programme.Protection | None:
        """Elaborates the lines in the order in which they are evaluated."""
        one = self.one
        self._sort()
        for kind, (what, line) in WANTED.items():
            if kind not in self.lines:
                self.world.report(problems.LINE_MISSING, one.name.span, name=one.name.text, what=what, line=line)
        for_each = self.lines.get(written.ForEach)
        record = self._record(for_each) if isinstance(for_each, written.ForEach) else None
        if record is None:
            return None
        assert isinstance(for_each, written.ForEach)
        scope = subject_scope(record, for_each.span).narrowed(self.world.sure.get(record, frozenset()))
        where = None
        if for_each.where is not None:
            where = self.work.condition(for_each.where, scope)
            scope = scope if where is None else scope.narrowed(where_true(where))
        steps, scope = self._steps(scope)
        claim = self._claim(self.lines.get(written.Protects), scope)
        span = self._span(self.lines.get(written.ClaimSpan), scope)
        continues = self.lines.get(written.Continues)
        if claim is None or span is None:
            return None
        keys, words, claimant = claim
        return programme.Protection(
            name=one.name.text,
            titles=titles_of(one.title),
            span=one.name.span,
            record=record,
            where=where,
            steps=steps,
            keys=keys,
            words=words,
            claimant=claimant,
            start=span[0],
            duration=span[1],
            slots=self.work.slots,
            continues=continues.name.text if isinstance(continues, written.Continues) else None,
        )

    def _sort(self) -> None:
        for line in self.one.lines:
            kind = type(line)
            if kind in SINGLE and kind in self.lines:
                first = Related("already written here", self.lines[kind].span)
                self.world.add(problems.LINE_TWICE.at(line.span, line=SINGLE[kind], related=[first]))
            self.lines.setdefault(kind, line)

    def _record(self, line: written.ForEach) -> str | None:
        name = line.subject.record
        if not isinstance(line.subject, written.RecordSubject):
            found = " ".join(line.subject.span.text.split())
            self.world.report(problems.NOT_FACTS, line.subject.span, found=found, record=name.text)
            return None
        if name.text not in self.world.records:
            near = nearest(name.text, self.world.records)
            self.world.add(name_problems.UNKNOWN_RECORD.at(name.span, name=name.text, near=near))
            return None
        self.world.use("type", name.text)
        record = self.world.records[name.text]
        if record.dated is None:
            related = [Related(f"`{name.text}` is declared here", record.span)]
            self.world.add(problems.NOT_DATED.at(name.span, record=name.text, related=related))
        return name.text

    def _steps(self, scope: Scope) -> tuple[tuple[core.Step, ...], Scope]:
        from palier.meaning.check.requirements import requirement

        steps: list[core.Step] = []
        for line in self.one.lines:
            match line:
                case written.Let():
                    scope = self._let(line, scope, steps)
                case written.Requires():
                    made = requirement(self.work, line, scope)
                    if made is not None:
                        steps.append(made)
                        scope = scope.narrowed(made.assures)
                case _:
                    pass
        return tuple(steps), scope

    def _let(self, line: written.Let, scope: Scope, steps: list[core.Step]) -> Scope:
        name, record = line.name.text, scope.record
        taken = None
        if name in scope.names:
            taken = "a `let` of this protection"
        elif name in self.world.parameter_types:
            taken = "a parameter"
        elif record is not None and self.world.field(record, name) is not None:
            taken = f"a field of `{record}`"
        elif (record, name) in self.world.definitions:
            taken = f"a definition for `{record}`"
        if taken is not None:
            self.world.report(problems.NAME_TAKEN, line.name.span, name=name, what=taken)
        self.work.relied = set()
        value = self.work.scalar(line.value, scope)
        slot = self.work.slot()
        if value is None:
            # What uses it is not complained about.
            return scope.naming(name, None)
        steps.append(core.Assign(line.span, slot, name, value, frozenset(self.work.relied)))
        self.work.assigned[slot] = value
        return scope.naming(name, core.Local(value.type, line.name.span, slot, name))

    def _claim(
        self, line: written.ProtectionLine | None, scope: Scope
    ) -> tuple[tuple[Scalar, ...], tuple[str, ...], Scalar] | None:
        if not isinstance(line, written.Protects):
            return None
        keys = [self.work.scalar(tree.as_expression(path), scope) for path in line.keys]
        claimant = self.work.scalar(tree.as_expression(line.claimant), scope)
        if claimant is not None and not isinstance(present(claimant.type), ReferenceTo):
            self.world.report(problems.CLAIMANT, claimant.span, found=in_a_sentence(present(claimant.type)))
            return None
        found = tuple(key for key in keys if key is not None)
        if claimant is None or len(found) < len(keys):
            return None
        last = [path.names[-1].text for path in line.keys]
        words = tuple(
            short if last.count(short) == 1 else ".".join(name.text for name in path.names)
            for short, path in zip(last, line.keys, strict=True)
        )
        return found, words, claimant

    def _span(self, line: written.ProtectionLine | None, scope: Scope) -> tuple[Scalar, Scalar] | None:
        if not isinstance(line, written.ClaimSpan):
            return None
        start = self.work.wanted(line.start, scope, DATE)
        duration = self.work.there(line.duration, scope, MONTHS)
        if duration is not None and present(duration.type) not in (MONTHS, DAYS):
            self.work.wrong_type(duration, MONTHS, line.duration)
            return None
        if isinstance(duration, core.Constant) and duration.value < 1:
            self.world.report(problems.NO_TIME, duration.span, value=duration.span.text)
        return None if start is None or duration is None else (start, duration)
