"""Lines that change nothing, and lines that nothing can get past: requirements, `where` and cases of `when`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

import attrs

from palier.meaning import core, programme
from palier.meaning.check.proving import asked, reading_of
from palier.meaning.check.world import World
from palier.meaning.core import Scalar
from palier.meaning.prove.formula import Formula, TooMuch, negated
from palier.meaning.prove.reading import Reading
from palier.meaning.prove.terms import Env
from palier.meaning.walk import children
from palier.problems import Related
from palier.problems import incentives as problems
from palier.source import Span

MOST_LINES: Final = 60
"""Lines of one incentive that are held against each other."""


@attrs.frozen(eq=False)
class Known:
    """What holds where an amount is computed: the formulas of `where` and the requirements, in a frame with the `let`s.

    `possible` is False where they contradict each other, so that nothing that follows means anything.
    """

    reading: Reading
    env: Env
    formulas: tuple[Formula, ...]
    possible: bool


@attrs.frozen(eq=False)
class _Line:
    span: Span
    formula: Formula
    step: core.Step | None


def idle(world: World, one: programme.Incentive | programme.Protection, record: str) -> Known | None:
    """Warns of lines of an incentive or a protection that always or never hold; what is known after them.

    None where that is too much to be looked through.
    """
    if len(one.steps) > MOST_LINES:
        return None
    try:
        return _Lines(world, one, record).go()
    except TooMuch:
        return None


def idle_definitions(world: World, definitions: Mapping[tuple[str, str], programme.Definition | None]) -> None:
    """Warns of cases of definitions that are never reached."""
    for (record, _), of in definitions.items():
        if of is not None and _chooses(of.body):
            reading = reading_of(world)
            try:
                cases(world, reading, of.body, reading.start(record), ())
            except TooMuch:
                continue


def cases(world: World, reading: Reading, scalar: Scalar, env: Env, known: tuple[Formula, ...]) -> None:
    """Warns of cases of `when` and `if` that are never reached, where something is known already."""
    match scalar:
        case core.If(condition=asked_for, then=then, otherwise=otherwise):
            holds = reading.condition(asked_for, env)
            if not isinstance(asked_for, core.Constant) and reading.search([*known, holds]) is None:
                if reading.search(known) is not None:
                    world.report(problems.DEAD_CASE, asked_for.span)
            else:
                cases(world, reading, then, env, (*known, holds))
            cases(world, reading, otherwise, env, (*known, negated(holds)))
        case core.Measure() | core.Rank() | core.DateWhen() | core.AsOf():
            # Asked of other facts, or on another day.
            return
        case _:
            for below in children(scalar):
                if _chooses(below):
                    cases(world, reading, below, env, known)  # type: ignore[arg-type]


def _chooses(node: object) -> bool:
    return isinstance(node, core.If) or any(_chooses(below) for below in children(node))


class _Lines:
    def __init__(self, world: World, one: programme.Incentive | programme.Protection, record: str) -> None:
        self.world = world
        self.one = one
        self.own = one.span
        self.reading = reading_of(world)
        self.env = self.reading.start(record)
        self.lines: list[_Line] = []

    def go(self) -> Known:
        """The lines in their order."""
        if self.one.where is not None:
            self._new(self.one.where.span, self.reading.condition(self.one.where, self.env), None)
        possible = not self.lines or self._can_hold(self.lines[0], (), "`where`")
        for step in self.one.steps:
            if isinstance(step, core.Assign):
                self.env = self.env.holding(step.slot, (step.value, self.env))
                continue
            before = tuple(self.lines)
            line = self._new(step.span, asked(self.reading, step, self.env), step)
            if possible and not self._can_hold(line, before, "requirement"):
                possible = False
            if possible and isinstance(step, core.Ways):
                self._ways(step, before)
        if possible:
            self._implied()
        return Known(self.reading, self.env, tuple(line.formula for line in self.lines), possible)

    def _new(self, span: Span, formula: Formula, step: core.Step | None) -> _Line:
        line = _Line(span, formula, step)
        self.lines.append(line)
        return line

    def _can_hold(self, line: _Line, before: tuple[_Line, ...], word: str) -> bool:
        self.reading.ask()
        if self._possible(*before, line):
            return True
        if self._ours(line) and not _constant(line.step):
            beside = next((one for one in before if not self._possible(one, line)), None)
            related = [] if beside is None else [Related("beside this", beside.span)]
            self.world.add(problems.NEVER_TRUE.at(line.span, line=word, related=related))
        return False

    def _ways(self, step: core.Ways, before: tuple[_Line, ...]) -> None:
        for way in step.ways:
            formulas = [self.reading.condition(one.condition, self.env) for one in way.requirements]
            if self.reading.search([*(one.formula for one in before), *formulas]) is None:
                self.world.report(problems.DEAD_CASE, way.span)

    def _implied(self) -> None:
        """Requirements that hold wherever all the others do."""
        gone: list[_Line] = []
        for at, line in enumerate(self.lines):
            if not isinstance(line.step, core.Requirement) or _constant(line.step) or not self._ours(line):
                continue
            self.reading.ask()
            before, after = self.lines[:at], self.lines[at + 1 :]
            others = [one for one in before if one not in gone]
            if self._possible(*others, refuted=line):
                if self._needed(line) or self._possible(*others, *after, refuted=line):
                    continue
                others += after
            gone.append(line)
            # What every fact keeps by its `must` is asked for by no line.
            kept = not self._possible(refuted=line)
            why = None if kept else next((one for one in others if not self._possible(one, refuted=line)), None)
            related = [] if why is None else [Related("this asks for it already", why.span)]
            self.world.add(problems.IMPLIED.at(line.span, related=related))

    def _needed(self, line: _Line) -> bool:
        """Whether a later line could not be asked without it."""
        assert isinstance(line.step, core.Requirement)
        steps = [one.step for one in self.lines if isinstance(one.step, core.Requirement)]
        return any(line.step.assures & one.relies_on for one in steps)

    def _possible(self, *lines: _Line, refuted: _Line | None = None) -> bool:
        against = [] if refuted is None else [negated(refuted.formula)]
        return self.reading.search([*(one.formula for one in lines), *against]) is not None

    def _ours(self, line: _Line) -> bool:
        """Whether a line is written here, and not in a group or a template; and nothing else was said of it."""
        if line.span.source is not self.own.source:
            return False
        inside = self.own.start <= line.span.start and line.span.end <= self.own.end
        said = any(
            problem.span.source is line.span.source
            and line.span.start <= problem.span.start
            and problem.span.end <= line.span.end
            for problem in self.world.problems
        )
        return inside and not said


def _constant(step: core.Step | None) -> bool:
    return isinstance(step, core.Requirement) and isinstance(step.condition, core.Constant)


def idle_amounts(world: World, one: programme.Incentive, known: Known) -> None:
    """Warns of cases of what an incentive pays that are never reached."""
    if not known.possible:
        return
    scalars: Iterable[Scalar] = chain(
        [] if one.base is None else [one.base.value], [] if one.amount is None else [one.amount]
    )
    for scalar in scalars:
        try:
            known.reading.ask()
            if _chooses(scalar) and scalar.span.source is one.span.source:
                cases(world, known.reading, scalar, known.env, known.formulas)
        except TooMuch:
            continue
