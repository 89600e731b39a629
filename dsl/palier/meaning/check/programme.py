"""The check of one rule file and all it uses, pass by pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import attrs

from palier.meaning import lineage, programme
from palier.meaning.check import (
    definitions,
    depth,
    examples,
    incentives,
    ladders,
    parameters,
    protections,
    records,
    tables,
)
from palier.meaning.check.allowed import Allowed, Permit, not_needed, permits, sorted_out
from palier.meaning.check.alone import lent_head
from palier.meaning.check.asks import asks
from palier.meaning.check.bounds import bounds
from palier.meaning.check.claim_circles import claim_circles
from palier.meaning.check.continuing import told_twice
from palier.meaning.check.customs import customs
from palier.meaning.check.echoes import without_echoes
from palier.meaning.check.guarantees import guarantee
from palier.meaning.check.header import Header, header, payees
from palier.meaning.check.idle import idle, idle_amounts, idle_definitions
from palier.meaning.check.ladder_order import ladder_order
from palier.meaning.check.meetings import meetings
from palier.meaning.check.members import Members
from palier.meaning.check.modules import Module, Modules, gather
from palier.meaning.check.stack_order import stack_order
from palier.meaning.check.stacks import Stacks
from palier.meaning.check.unused import unused
from palier.meaning.check.world import MOST_ERRORS, TooManyErrors, World, titles_of
from palier.meaning.model import WayBack
from palier.problems import Kind, Problem, Related, RuleError, Severity, nearest
from palier.problems import examples as example_problems
from palier.problems import incentives as line_problems
from palier.problems import names as problems
from palier.problems import syntax as slips
from palier.source import Source, Span
from palier.syntax import declarations as written
from palier.syntax import parse, read_rules, source_from_text
from palier.syntax.clauses import ForEach, Line
from palier.syntax.currencies import MINOR_UNITS
from palier.syntax.expressions import Name

D = TypeVar("D")


@attrs.frozen(eq=False)
class Checked:
    """What a check found. `rules` is None when there is an error, or when the file is a module."""

    rules: programme.Rules | None
    problems: tuple[Problem, ...]
    is_module: bool
    sources: tuple[Source, ...]
    allowed: tuple[Allowed, ...] = ()
    """The warnings that a note lets stand, which are not among the problems."""
    permits: tuple[Permit, ...] = ()
    """What the notes let stand, for what is found between several programmes."""

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    def required(self) -> programme.Rules:
        """The rules; RuleError when there are none."""
        if self.rules is None:
            found = self.problems
            if not self.errors:
                source = self.sources[-1]
                found = (*found, problems.NO_PROGRAMME.at(Span(source, 0, 0)))
            raise RuleError(found)
        return self.rules


def check_file(
    path: Path, name: str | None = None, texts: Mapping[Path, str] | None = None, *, alone: bool = False
) -> Checked:
    """Checks a rule file. An OSError is the caller's to tell.

    `texts`: by resolved path what takes the place of what a file holds, of this one or of one that it uses. `alone`: a
    module is lent a head, if it has examples.
    """
    given = texts.get(path.resolve()) if texts else None
    if given is not None:
        return check(source_from_text(name or str(path), given, path), (), texts, alone=alone)
    source, found = read_rules(path, name or str(path))
    return check(source, found, texts, alone=alone)


def check_text(text: str, name: str = "rules.palier") -> Checked:
    """Checks rules handed over as text; they may use the standard library, and no file."""
    return check(source_from_text(name, text))


def check(
    source: Source,
    read_problems: tuple[Problem, ...] = (),
    texts: Mapping[Path, str] | None = None,
    *,
    alone: bool = False,
) -> Checked:
    """Checks one text and all it uses: every problem, in the order of their places."""
    modules = gather(source, read_problems, texts)
    root = modules.modules[-1]
    heads = [one for one in root.file.declarations if isinstance(one, written.ProgrammeHead)]
    lent = lent_head(root.file) if alone and not heads else None
    if lent is not None:
        heads = [lent]
    world = World(None)
    rules = None
    try:
        for problem in (*(one for module in modules.modules for one in module.problems), *modules.problems):
            world.add(problem)
        rules = _Checking(world, modules).passes(heads[0] if heads else None, heads[1:])
    except TooManyErrors:
        world.problems.append(slips.TOO_MANY.at(world.problems[-1].span, most=MOST_ERRORS))
    found = without_echoes(world.problems, modules)
    failed = any(problem.severity is Severity.ERROR for problem in found)
    sources = tuple(module.file.source for module in modules.modules)
    given, wrong = permits([module.file.source for module in modules.modules if not module.library])
    left, allowed, spare = sorted_out(found, given)
    # A warning may be missing only because an error hides it.
    wrong = (*wrong, *(() if failed else not_needed(spare, root.file.source)))
    if wrong:
        left = tuple(sorted((*left, *wrong), key=Problem.order))
    return Checked(None if failed or not heads else rules, left, not heads, sources, allowed, given)


class _Checking:
    def __init__(self, world: World, modules: Modules) -> None:
        self.world = world
        self.modules = modules
        self.header = Header()
        self.incentives: dict[str, programme.Incentive | None] = {}
        self.ladders: dict[str, programme.Ladder | None] = {}
        self.discounts: dict[str, programme.Incentive | None] = {}
        self.made: dict[str, programme.Incentive | None] = {}

    def passes(
        self, head: written.ProgrammeHead | None, more: Iterable[written.ProgrammeHead]
    ) -> programme.Rules | None:
        """All passes, each over all modules: used ones first."""
        world = self.world
        for extra in more:
            world.report(problems.TWO_PROGRAMMES, extra.name.span, name=extra.name.text)
        for module in self.modules.modules[:-1]:
            for one in module.file.declarations:
                if isinstance(one, written.ProgrammeHead):
                    world.report(problems.NOT_A_MODULE, module.used_by or one.span, name=module.name)
        if head is not None:
            self.header = header(world, head)
            world.currency = self.header.currency
            world.minor_digits = MINOR_UNITS.get(self.header.currency or "EUR", 2)
            world.rate_age = self.header.rate_age
        self._types()
        self._values(head)
        self._examples()
        unused(world, self.modules)
        customs(world, self.modules)
        if head is None:
            return None
        idle = not self.incentives and not world.stacks
        if idle and not any(problem.severity is Severity.ERROR for problem in world.problems):
            world.report(line_problems.NO_INCENTIVES, head.name.span, name=head.name.text)
        return self._rules(head)

    def _each(self, kind: type[D]) -> Iterator[tuple[Module, D]]:
        for module in self.modules.modules:
            for one in module.file.declarations:
                if isinstance(one, kind):
                    yield module, one

    def _unique(self, kind: str, name: str, span: Span, problem: Kind = problems.DECLARED_TWICE) -> bool:
        """Whether a name is new among its kind; it is noted where it is declared."""
        first = self.world.places.get((kind, name))
        if first is None:
            self.world.places[kind, name] = span
            return True
        self.world.add(problem.at(span, name=name, related=[Related("first declared here", first)]))
        return False

    def _types(self) -> None:
        world = self.world
        for _, unit in self._each(written.Unit):
            if self._unique("type", unit.name.text, unit.name.span):
                from decimal import Decimal

                step = None if unit.to is None else getattr(unit.to, "value", None)
                world.units[unit.name.text] = step if isinstance(step, Decimal) and step > 0 else Decimal(1)
        for _, one in self._each(written.Enumeration):
            if self._unique("type", one.name.text, one.name.span):
                records.enumeration(world, one)
        for _, ladder in self._each(written.Ladder):
            if self._unique("type", ladder.name.text, ladder.name.span):
                ladders.announce(world, ladder)
        declared: list[written.Record] = []
        for _, record in self._each(written.Record):
            if self._unique("type", record.name.text, record.name.span):
                records.announce(world, record)
                declared.append(record)
        for record in declared:
            records.fields(world, record)
        records.keys_end(world)
        records.ways_back(world)
        for record in declared:
            records.dates(world, record)
        world.outside = frozenset(
            one.name.text
            for module in self.modules.modules
            for one in module.file.declarations
            if isinstance(one, written.Parameter | written.Definition | written.Table)
        )
        for record in declared:
            records.musts(world, record)

    def _values(self, head: written.ProgrammeHead | None) -> None:
        world = self.world
        for _, one in self._each(written.Parameter):
            if self._unique("value", one.name.text, one.name.span):
                parameters.parameter(world, one, self.header.effective_from)
        for _, table in self._each(written.Table):
            if self._unique("value", table.name.text, table.name.span):
                tables.signature(world, table)
        named = []
        for _, definition in self._each(written.Definition):
            record = definition.record.text
            if record not in world.records:
                near = nearest(record, world.records)
                world.report(problems.UNKNOWN_RECORD, definition.record.span, name=record, near=near)
                continue
            taken = world.field(record, definition.name.text) or world.ways_back(record).get(definition.name.text)
            if taken is not None:
                what, place = f"a field of `{record}`", getattr(taken, "span", None)
                if isinstance(taken, WayBack):
                    what = f"the way back from `{taken.record}.{taken.field}`"
                    place = world.records[taken.record].by_name[taken.field].span
                related = [] if place is None else [Related("declared here", place)]
                span, name = definition.name.span, definition.name.text
                world.add(line_problems.NAME_TAKEN.at(span, name=name, what=what, related=related))
            elif self._unique("definition", f"{record}.{definition.name.text}", definition.name.span):
                world.definitions[record, definition.name.text] = definition
                named.append((record, definition.name.text))
        for _, template in self._each(written.Template):
            if self._unique("value", template.name.text, template.name.span):
                world.templates[template.name.text] = template
        for _, protection in self._each(written.Protection):
            if self._unique("value", protection.name.text, protection.name.span):
                world.protections[protection.name.text] = protection
        for _, facts in self._each(written.Facts):
            if self._unique("facts", facts.name.text, facts.name.span):
                world.facts[facts.name.text] = facts
        incentives_found = list(self._incentives())
        lines_of = {one.name.text: (one, shared) for one, shared in reversed(incentives_found)}
        world.incentives = {name: one for name, (one, _) in lines_of.items() if one.kind == "incentive"}
        world.incentive_made = lambda name: self._made(*lines_of[name])
        if head is not None:
            payees(world, self.header, head, wanted=bool(incentives_found))
        elif "Partner" in world.records:
            world.payee = "Partner"
        for _, table in self._each(written.Table):
            tables.rows(world, table)
        for key in definitions.used_first(world, named):
            definitions.elaborated(world, key)
        for name in world.protections:
            protections.elaborated(world, name)
        for template in world.templates.values():
            incentives.template_alone(world, template)
        for incentive, _ in incentives_found:
            if incentive.kind == "benefit":
                place = incentive.name
                world.benefits[place.text] = programme.Benefit(place.text, titles_of(incentive.title), None, place.span)
        self._ladders()
        claim_circles(world, self.ladders)
        for incentive, shared in incentives_found:
            if not self._unique("value", incentive.name.text, incentive.name.span):
                continue
            if incentive.kind == "benefit":
                self._benefit(incentive, shared)
                continue
            mine = self.discounts if incentive.kind == "discount" else self.incentives
            mine[incentive.name.text] = self._made(incentive, shared)
        self._stacks()
        self._continuing()
        self._guarantees()

    def _made(self, one: written.Incentive, shared: tuple[Line, ...]) -> programme.Incentive | None:
        """An incentive or discount, made once, whoever asks for it first."""
        name = one.name.text
        if name not in self.made:
            self.made[name] = None
            found = incentives.incentive(self.world, one, shared)
            self.made[name] = None if found is None else self._bounded(found, one.name)
        return self.made[name]

    def _stacks(self) -> None:
        named = {one.name.text: one for _, one in self._each(written.Stack)}
        for _, one in self._each(written.Stack):
            self._unique("value", one.name.text, one.name.span)
        members = Members({**self.incentives, **self.discounts})
        self.world.stacks = Stacks(self.world, named, members).all()
        there = {name: one for name, one in self.incentives.items() if one is not None}
        stacks = {name: one for name, one in self.world.stacks.items() if one is not None}
        asks(self.world, there, stacks)
        if not self.world.errors:
            self._idle(there, stacks)
            stack_order(self.world, stacks, members.by_name)
        if not self.header.adds_up and len(there) == len(self.incentives) and len(stacks) == len(named):
            meetings(self.world, there, stacks)

    def _continuing(self) -> None:
        kinds = (self.incentives, self.ladders, self.world.claims, self.world.stacks)
        for kind in kinds:
            declared = {name: one for name, one in kind.items() if one is not None}
            for problem in told_twice(declared, lineage.roots([declared])):
                self.world.add(problem)

    def _idle(self, incentives: dict[str, programme.Incentive], stacks: dict[str, programme.Stack]) -> None:
        """What changes nothing, or can never be: in definitions, incentives, discounts, benefits and protections."""
        world = self.world
        idle_definitions(world, world.elaborated)
        grants = [one.grant for one in world.benefits.values() if one.grant is not None]
        discounts = [one for one in self.discounts.values() if one is not None]
        for one in (*incentives.values(), *discounts, *grants):
            known = idle(world, one, one.subject.record)
            if known is not None:
                idle_amounts(world, one, known)
                bounds(world, one, known, stacks)
        for claim in world.claims.values():
            if claim is not None:
                idle(world, claim, claim.record)

    def _ladders(self) -> None:
        world = self.world
        for _, ladder in self._each(written.Ladder):
            record = ladder.record.text
            if record not in world.records:
                near = nearest(record, world.records)
                world.report(problems.UNKNOWN_RECORD, ladder.record.span, name=record, near=near)
            elif world.field(record, ladder.name.text) is not None:
                what = f"a field of `{record}`"
                world.report(line_problems.NAME_TAKEN, ladder.name.span, name=ladder.name.text, what=what)
            elif ladder.name.text not in self.ladders:
                made = ladders.ladder(world, ladder, self.header.effective_from)
                self.ladders[ladder.name.text] = made
                if made is not None and not world.errors:
                    ladder_order(world, made)

    def _benefit(self, one: written.Incentive, shared: tuple[Line, ...]) -> None:
        """A benefit of its own has a `for each`; one that only tiers grant has nothing but its name and title."""
        if not any(isinstance(line, ForEach) for line in (*shared, *one.lines)) and not one.lines:
            return
        grant = incentives.incentive(self.world, one, shared)
        if grant is not None:
            known = self.world.benefits[one.name.text]
            self.world.benefits[one.name.text] = programme.Benefit(known.name, known.titles, grant, known.span)

    def _bounded(self, made: programme.Incentive, name: Name) -> programme.Incentive | None:
        """The incentive, unless it is nested too deeply to be evaluated."""
        levels = depth.deepest(made, self.world.depths)
        if levels <= depth.LIMIT:
            return made
        self.world.report(problems.TOO_DEEP, name.span, name=name.text, depth=levels, limit=depth.LIMIT)
        return None

    def _incentives(self) -> Iterator[tuple[written.Incentive, tuple[Line, ...]]]:
        """All incentives as declared, each with the lines of its group."""
        for module in self.modules.modules:
            for one in module.file.declarations:
                if isinstance(one, written.Incentive):
                    yield one, ()
                elif isinstance(one, written.Group) and self._unique("value", one.name.text, one.name.span):
                    for member in one.members:
                        yield member, one.lines

    def _guarantees(self) -> None:
        self.guarantees: list[programme.Guarantee] = []
        for module, one in self._each(written.Always):
            title = one.title.texts[0][1]
            self._unique(f"guarantee in {module.name}", title, one.title.span, example_problems.GUARANTEE_TWICE)
            made = guarantee(self.world, one, self.incentives)
            if made is not None:
                self.guarantees.append(made)

    def _examples(self) -> None:
        for facts in self.world.facts.values():
            examples.facts(self.world, facts)
        self.examples: list[programme.Example] = []
        root = self.modules.modules[-1]
        for module, one in self._each(written.Example):
            self._unique(f"example in {module.name}", one.title, _first_line(one.span), example_problems.EXAMPLE_TWICE)
            made = examples.example(self.world, one, self.incentives, self.header.fiscal_month)
            if module is root:
                self.examples.append(made)

    def _rules(self, head: written.ProgrammeHead) -> programme.Rules:
        world = self.world
        return programme.Rules(
            name=head.name.text,
            titles=titles_of(head.title),
            version=self.header.version,
            follows=self.header.follows,
            effective_from=self.header.effective_from,
            effective_to=self.header.effective_to,
            fiscal_month=self.header.fiscal_month,
            rounding=self.header.rounding,
            adds_up=self.header.adds_up,
            payee=world.payee or "Partner",
            model=world.model(),
            musts=world.musts,
            parameters={
                name: attrs.evolve(one, divides=("divisor", name) in world.used)
                for name, one in world.parameters.items()
            },
            tables=world.tables,
            ladders={name: one for name, one in self.ladders.items() if one is not None},
            benefits=world.benefits,
            protections={name: one for name, one in world.claims.items() if one is not None},
            definitions={key: one for key, one in world.elaborated.items() if one is not None},
            incentives={name: one for name, one in self.incentives.items() if one is not None},
            discounts={name: one for name, one in self.discounts.items() if one is not None},
            stacks={name: one for name, one in world.stacks.items() if one is not None},
            guarantees=tuple(self.guarantees),
            examples=tuple(self.examples),
            sources=tuple(module.file.source for module in self.modules.modules),
            span=head.name.span,
        )


def parameter_value(rules: programme.Rules, parameter: programme.Parameter, text: str) -> object:
    """A value for a parameter, from how the rules would write it. Raises ValueError with a sentence."""
    name = parameter.name
    source = source_from_text("the value", f"parameter {name}: text = {text}\n")
    parsed = parse(source)
    declared = next((one for one in parsed.file.declarations if isinstance(one, written.Parameter)), None)
    if parsed.problems or declared is None or declared.value is None or len(parsed.file.declarations) != 1:
        raise ValueError(f"`{text}` is no value for `{name}`: write it as in the rules, such as `4 M EUR` or `12%`")
    world = World(rules.model.currency)
    world.enumerations = dict(rules.model.enumerations)
    world.units = dict(rules.model.units)
    value = parameters.constant(world, declared.value, parameter.type)
    wrong = next((one for one in world.problems if one.severity is Severity.ERROR), None)
    if value is None or wrong is not None:
        said = "" if wrong is None else f": {wrong.message}"
        raise ValueError(f"`{text}` is no value for `{name}`{said}")
    if parameter.divides and value.value == 0:
        raise ValueError(f"`{text}` is no value for `{name}`: the rules divide by it")
    low, high = parameter.lowest, parameter.highest
    if low is not None and high is not None and not low <= value.value <= high:
        raise ValueError(f"`{text}` lies outside the range of `{name}`")
    return value.value


def _first_line(span: Span) -> Span:
    """The part of a span on its first line."""
    return Span(span.source, span.start, span.start + len(span.text.partition("\n")[0]))
