"""Ladders: tiers, what each asks for, and when they are reviewed."""

from __future__ import annotations

from datetime import date

from palier.meaning import core, programme
from palier.meaning.check.expressions import Elaboration
from palier.meaning.check.narrowing import where_true
from palier.meaning.check.requirements import requirement, ways
from palier.meaning.check.scope import Scope, subject_scope
from palier.meaning.check.world import World, titles_of
from palier.meaning.core import Scalar
from palier.meaning.types import DATE, MONTHS, SetOf, TierOf
from palier.meaning.walk import walk
from palier.problems import Related, nearest
from palier.problems import incentives as line_problems
from palier.problems import tables as problems
from palier.source import Span
from palier.syntax import clauses as written
from palier.syntax import declarations as declared
from palier.syntax.expressions import Name, Period

SINGLE = {
    written.Reviewed: "reviewed",
    written.Held: "held",
    written.Moves: "moves",
    written.StartsAt: "starts at",
    written.Lost: "lost",
    written.Continues: "continues",
}


def announce(world: World, one: declared.Ladder) -> None:
    """The name of a ladder and of its tiers, before anything looks at them."""
    names: dict[str, written.Tier] = {}
    for tier in one.tiers:
        if tier.name.text in names:
            place = Related("first declared here", names[tier.name.text].name.span)
            from palier.problems.names import DECLARED_TWICE

            world.add(DECLARED_TWICE.at(tier.name.span, name=tier.name.text, related=[place]))
        names.setdefault(tier.name.text, tier)
    world.tiers[one.name.text] = tuple(names)
    world.ladder_records[one.name.text] = one.record.text
    world.places["ladder", one.name.text] = one.name.span


def ladder(world: World, one: declared.Ladder, effective: object) -> programme.Ladder | None:
    """A ladder as meant; None when an error keeps it from being run."""
    before = world.errors
    made = _Ladder(world, one).make(effective)
    return made if made is not None and world.errors == before else None


class _Ladder:
    def __init__(self, world: World, one: declared.Ladder) -> None:
        self.world = world
        self.one = one
        self.work = Elaboration(world)
        record = one.record.text
        self.scope = subject_scope(record, one.span).narrowed(world.sure.get(record, frozenset()))
        self.lines: dict[type, written.LadderLine] = {}

    def make(self, effective: object) -> programme.Ladder | None:
        """Line by line."""
        one, world = self.one, self.world
        for line in one.lines:
            if type(line) in self.lines:
                first = Related("already written here", self.lines[type(line)].span)
                world.add(line_problems.LINE_TWICE.at(line.span, line=SINGLE[type(line)], related=[first]))
            self.lines.setdefault(type(line), line)
        months, period, start = self._reviews()
        if start is None and effective is None and months + (period is not None):
            world.report(problems.NO_REVIEW_ANCHOR, one.name.span, name=one.name.text)
        tiers = [self._tier(tier, lowest=tier is one.tiers[0]) for tier in one.tiers]
        previous = self.work.slot()
        starts_at = self._starts_at(previous)
        lost = self._lost(self.lines.get(written.Lost))
        moves = self.lines.get(written.Moves)
        steps = None
        if isinstance(moves, written.Moves):
            steps = int(moves.steps.value)
        continues = self.lines.get(written.Continues)
        return programme.Ladder(
            name=one.name.text,
            titles=titles_of(one.title),
            record=one.record.text,
            span=one.name.span,
            months=months,
            period=period,
            start=start,
            hold=self._hold(),
            steps=steps,
            starts_at=starts_at,
            previous=previous,
            taken_over={} if starts_at is None else _taken_over(starts_at),
            lost=lost,
            tiers=tuple(tiers),
            slots=self.work.slots,
            continues=continues.name.text if isinstance(continues, written.Continues) else None,
        )

    def _reviews(self) -> tuple[int, programme.Period | None, date | None]:
        line = self.lines.get(written.Reviewed)
        if not isinstance(line, written.Reviewed):
            self.world.report(
                problems.LADDER_LINE_MISSING,
                self.one.name.span,
                name=self.one.name.text,
                what="how often it is reviewed",
                line="reviewed every 6 months from 2021-01-01",
            )
            return 12, None, None
        start: date | None = None
        if line.start is not None:
            value = self.work.wanted(line.start, Scope(None, None), DATE)
            if isinstance(value, core.Constant):
                start = value.value
            elif value is not None:
                from palier.problems.names import NOT_A_PARAMETER_VALUE

                self.world.report(NOT_A_PARAMETER_VALUE, value.span)
        every = line.every
        if isinstance(every, Period):
            return 0, programme.Period(every.calendar, every.unit), start
        if every.unit != "months" or every.count < 1:
            self.world.report(problems.HELD_SHORT, every.span, found=f"`{every.span.text}`")
            return 12, None, start
        return every.count, None, start

    def _hold(self) -> int | None:
        line = self.lines.get(written.Held)
        if not isinstance(line, written.Held):
            self.world.report(
                problems.LADDER_LINE_MISSING,
                self.one.name.span,
                name=self.one.name.text,
                what="for how long a tier is held",
                line="held for 1 year",
            )
            return None
        if line.duration is None:
            return None
        value = self.work.wanted(line.duration, Scope(None, None), MONTHS)
        if value is None:
            return None
        if not isinstance(value, core.Constant) or value.value < 1:
            self.world.report(problems.HELD_SHORT, value.span, found=f"`{value.span.text}`")
            return None
        return int(value.value)

    def _starts_at(self, previous: int) -> Scalar | None:
        """The tier a member starts at, also under a new version: `previous` is what it held until then."""
        line = self.lines.get(written.StartsAt)
        if not isinstance(line, written.StartsAt):
            return None
        name = self.one.name.text
        before = core.Local(TierOf(name, before=True), line.span, previous, "previous")
        return self.work.wanted(line.tier, self.scope.naming("previous", before), TierOf(name))

    def _lost(self, line: object) -> Scalar | None:
        return self.work.condition(line.condition, self.scope) if isinstance(line, written.Lost) else None

    def _tier(self, tier: written.Tier, *, lowest: bool) -> programme.Tier:
        scope = self.scope
        invitation = None
        if tier.invitation is not None:
            invitation = self.work.condition(tier.invitation, scope)
            if invitation is not None:
                scope = scope.narrowed(where_true(invitation))
        steps: list[core.Step] = []
        grants: list[str] = []
        lost = None
        for line in tier.lines:
            match line:
                case written.Requires():
                    step = requirement(self.work, line, scope)
                    if step is not None:
                        steps.append(step)
                        scope = scope.narrowed(step.assures)
                case written.Either():
                    alternatives, assured = ways(self.work, line, scope)
                    if alternatives is not None:
                        steps.append(alternatives)
                    scope = scope.narrowed(assured)
                case written.Grants(benefits=benefits):
                    grants.extend(self._benefit(name) for name in benefits)
                case written.Lost():
                    lost = self._lost(line)
        asks = any(isinstance(line, written.Requires | written.Either) for line in tier.lines)
        if not lowest and not asks and tier.invitation is None:
            self.world.report(problems.TIER_WITHOUT_REQUIREMENT, tier.name.span, name=tier.name.text)
        return programme.Tier(
            tier.name.text, titles_of(tier.title), tier.name.span, invitation, tuple(steps), tuple(grants), lost
        )

    def _benefit(self, name: Name) -> str:
        if name.text not in self.world.benefits:
            near = nearest(name.text, self.world.benefits)
            self.world.report(problems.UNKNOWN_BENEFIT, name.span, name=name.text, near=near)
        self.world.use("value", name.text)
        return name.text


def _taken_over(starts_at: Scalar) -> dict[str, Span]:
    """The tiers of the version before that are named, each at its first place."""
    found: dict[str, Span] = {}
    for node in walk(starts_at):
        match node:
            case core.Constant(type=TierOf(before=True), value=name, span=span):
                found.setdefault(name, span)
            case core.Constant(type=SetOf(TierOf(before=True)), value=names, span=span):
                found.update({name: span for name in sorted(names) if name not in found})
            case _:
                pass
    return found
