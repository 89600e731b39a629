"""Incentives: their lines in the order in which they are evaluated, templates expanded."""

from __future__ import annotations

import attrs

from palier.meaning import core, programme
from palier.meaning.check import claims, payees
from palier.meaning.check.expressions import Elaboration
from palier.meaning.check.lines import OF_BENEFITS, OF_PAYMENTS, Lines, expanded
from palier.meaning.check.narrowing import where_true
from palier.meaning.check.records import type_of
from palier.meaning.check.requirements import requirement, ways
from palier.meaning.check.returns import returns
from palier.meaning.check.scope import Scope, subject_scope
from palier.meaning.check.scoped import cap_line, subject_form
from palier.meaning.check.settlement import SettlementLines
from palier.meaning.check.world import World, listed, titles_of
from palier.meaning.core import Scalar
from palier.meaning.types import DATE, MONEY, NUMBER, RATE, ReferenceTo, UnitOf, in_a_sentence, present
from palier.problems import Related, nearest
from palier.problems import incentives as problems
from palier.problems import names as name_problems
from palier.source import Span
from palier.syntax import clauses as written
from palier.syntax import declarations as declared
from palier.syntax import expressions as tree


def incentive(
    world: World, one: declared.Incentive, shared: tuple[written.Line, ...] = ()
) -> programme.Incentive | None:
    """An incentive as meant, with the lines of its group; None when an error keeps it from being run."""
    before = _errors(world)
    like = _like(one)
    template = None if like is None else _template(world, like)
    if like is not None and template is None:
        return None
    lines = expanded(world, one, template, shared)
    made = _Making(world, one.name, one.title, one.span, lines, one.kind).make(like, template)
    return made if _errors(world) == before else None


def template_alone(world: World, one: declared.Template) -> None:
    """A template by itself: its parameters stand for values of their types, so that it is checked even when unused."""
    for line in one.lines:
        if isinstance(line, written.ForEach):
            lines = Lines(tuple((each, True) for each in one.lines))
            kind = "discount" if lines.one(written.Takes) is not None else "incentive"
            _Making(world, one.name, one.title, one.span, lines, kind).make(None, one, alone=True)
            return
    for column in one.parameters:
        type_of(world, column.type)


def _errors(world: World) -> int:
    return sum(problem.severity.value == "error" for problem in world.problems)


def _like(one: declared.Incentive) -> written.Like | None:
    return next((line for line in one.lines if isinstance(line, written.Like)), None)


def _template(world: World, like: written.Like) -> declared.Template | None:
    """The template an incentive starts from."""
    found = world.templates.get(like.template.text)
    if found is None:
        near = nearest(like.template.text, world.templates)
        world.add(name_problems.UNKNOWN_TEMPLATE.at(like.template.span, name=like.template.text, near=near))
        return None
    world.use("template", like.template.text)
    return found


class _Making:
    """The work on one incentive: scopes that narrow from line to line."""

    def __init__(
        self,
        world: World,
        name: tree.Name,
        title: tree.Title | None,
        span: Span,
        lines: Lines,
        kind: str = "incentive",
    ) -> None:
        self.world = world
        self.name = name
        self.title = title
        self.span = span
        self.lines = lines
        self.kind = kind
        self.work = Elaboration(world)
        self.work.asking = name.text if kind == "incentive" else None
        self.given: dict[str, Scalar | None] = {}
        """The parameters of the template: only its own lines see them."""

    def make(
        self, like: written.Like | None, template: declared.Template | None, *, alone: bool = False
    ) -> programme.Incentive | None:
        """Elaborates the lines in the order in which they are evaluated."""
        subject = self._subject()
        if subject is None:
            return None
        record, for_each, foreign = subject
        scope = subject_scope(
            record,
            for_each.span,
            has_period=not isinstance(for_each.subject, written.RecordSubject),
            part=for_each.subject.unit if isinstance(for_each.subject, written.PartSubject) else None,
        ).narrowed(self.world.sure.get(record, frozenset()))
        each = subject_form(self.work, for_each.subject, record, scope)
        if each is None:
            return None
        if template is not None:
            self._bind(like, template, scope, record, alone=alone)
        self.work.payee = self._who
        where = None
        if for_each.where is not None:
            where = self.work.condition(for_each.where, self._see(scope, foreign))
        inside = scope if where is None else scope.narrowed(where_true(where))
        about = inside
        steps, inside = self._steps(inside)
        base, inside = self._base(inside)
        earned_on = self._earned_on(scope, record, each)
        governed_by = self._governed_by(scope, scope if where is None else scope.narrowed(where_true(where)))
        effective = self._effective(scope)
        self.work.relied = set()
        payee, payer = self._payment(inside, record)
        payee_relies_on = frozenset(self.work.relied)
        amount = self._taken(inside) if self.kind == "discount" else self._amount(inside)
        caps = self._caps(inside if payee is None else inside.naming("payee", payee), amount)
        settlement = self._settlement(inside, record, each, amount)
        found = self.lines.one(written.ReturnsAdjust)
        if found is not None and self.kind == "incentive":
            line, foreign = found
            assert isinstance(line, written.ReturnsAdjust)
            returned = returns(self.work, line, self.name, each, self._see(about, foreign), steps, base)
            settlement = attrs.evolve(settlement, returns=returned)
        if payee is None and settlement.split:
            # Who is paid is said by the shares.
            payee = settlement.split[0].to
        if alone or payee is None or amount is None:
            return None
        return programme.Incentive(
            self.name.text,
            titles_of(self.title),
            self.kind,
            self.span,
            each,
            where,
            effective[0],
            effective[1],
            earned_on,
            governed_by,
            payee,
            payee_relies_on,
            payer,
            steps,
            base,
            amount,
            caps,
            self.work.slots,
            self._continues(),
            None if template is None else template.name.text,
            settlement,
        )

    def _settlement(
        self, scope: Scope, record: str, each: programme.Subject, amount: Scalar | None
    ) -> programme.Settlement:
        """What becomes of the amount."""
        lines = SettlementLines(self.work, record, each, self.lines)
        lines.refuse_pairs()
        found = programme.Settlement()
        for line, foreign in self.lines.all:
            seen = self._see(scope, foreign)
            match line:
                case written.TruedUp():
                    within = lines.trued_up(line, self.name)
                    found = attrs.evolve(found, trued_up=within, line_by_line=line.line_by_line)
                case written.AtLeast():
                    found = attrs.evolve(found, minimum=lines.minimum(line, seen, amount))
                case written.Split():
                    shares = lines.split(line, seen)
                    found = attrs.evolve(found, split=shares, shares_may_exceed=line.may_exceed)
                case written.Instalments():
                    found = attrs.evolve(found, instalments=lines.instalments(line, seen))
                case written.ClawBack():
                    made = lines.claw_back(line, seen)
                    found = attrs.evolve(found, claw_backs=(*found.claw_backs, *([made] if made else [])))
                case written.ClawBackEach():
                    made = lines.claw_back_each(line, seen)
                    found = attrs.evolve(found, claw_backs=(*found.claw_backs, *([made] if made else [])))
                case _:
                    pass
        return found

    def _see(self, scope: Scope, foreign: bool) -> Scope:
        return attrs.evolve(scope, names={**scope.names, **self.given}) if foreign and self.given else scope

    def _subject(self) -> tuple[str, written.ForEach, bool] | None:
        found = self.lines.one(written.ForEach)
        if found is None:
            self.world.report(
                problems.LINE_MISSING,
                self.name.span,
                name=self.name.text,
                what="what it is about",
                line="for each RECORD",
            )
            return None
        line, foreign = found
        assert isinstance(line, written.ForEach)
        record = line.subject.record
        if record.text not in self.world.records:
            near = nearest(record.text, self.world.records)
            self.world.add(name_problems.UNKNOWN_RECORD.at(record.span, name=record.text, near=near))
            return None
        self.world.use("type", record.text)
        return record.text, line, foreign

    def _bind(
        self, like: written.Like | None, template: declared.Template, scope: Scope, record: str, *, alone: bool
    ) -> None:
        """Gives the template's parameters their values, or, for the template alone, a value of their type."""
        arguments = {} if like is None else {one.name.text: one for one in like.arguments}
        parameters = {one.name.text: one for one in template.parameters}
        if like is not None:
            missing = [name for name in parameters if name not in arguments]
            strange = [name for name in arguments if name not in parameters]
            for one in like.arguments:
                if one.name.text not in parameters:
                    only = missing[0] if len(missing) == len(strange) == 1 else None
                    near = nearest(one.name.text, missing) or only or nearest(one.name.text, parameters)
                    # What it is called wrongly is not missing besides.
                    missing = [name for name in missing if name != near]
                    self.world.add(
                        name_problems.UNKNOWN_ARGUMENT.at(
                            one.name.span,
                            template=template.name.text,
                            name=one.name.text,
                            near=near,
                            known=listed(parameters),
                            related=[Related(f"`{template.name.text}` is declared here", template.name.span)],
                        )
                    )
            if missing:
                self.world.report(
                    name_problems.MISSING_ARGUMENT,
                    like.template.span,
                    template=template.name.text,
                    names=listed(missing),
                    example=", ".join(f"{name} …" for name in missing),
                )
        for name, column in parameters.items():
            type_ = type_of(self.world, column.type)
            if type_ is None:
                continue
            if alone and name in self.world.names_of(record):
                self.world.report(problems.TEMPLATE_SHADOWS, column.name.span, name=name, record=record)
                self.given[name] = None
                continue
            slot = self.work.slot()
            value = None
            if name in arguments:
                value = self.work.wanted(arguments[name].value, scope, type_, declared=True)
            self.given[name] = value if value is not None else core.Local(type_, column.name.span, slot, name)

    def _steps(self, scope: Scope) -> tuple[tuple[core.Step, ...], Scope]:
        steps: list[core.Step] = []
        for line, foreign in self.lines.of(written.Let, written.Requires, written.Either):
            match line:
                case written.Let():
                    scope = self._let(line, scope, foreign, steps)
                case written.Requires():
                    made = requirement(self.work, line, self._see(scope, foreign))
                    if made is not None:
                        steps.append(made)
                        scope = scope.narrowed(made.assures)
                case written.Either():
                    alternatives, assured = ways(self.work, line, self._see(scope, foreign))
                    if alternatives is not None:
                        steps.append(alternatives)
                    scope = scope.narrowed(assured)
        return tuple(steps), scope

    def _let(self, line: written.Let, scope: Scope, foreign: bool, steps: list[core.Step]) -> Scope:
        name = line.name.text
        new = self._new_name(line.name, scope)
        self.work.relied = set()
        value = self.work.scalar(line.value, self._see(scope, foreign))
        slot = self.work.slot()
        if value is None or not new:
            # What uses it is not complained about.
            return scope.naming(name, None)
        steps.append(core.Assign(line.span, slot, name, value, frozenset(self.work.relied)))
        self.work.assigned[slot] = value
        return scope.naming(name, core.Local(value.type, line.name.span, slot, name))

    def _new_name(self, name: tree.Name, scope: Scope) -> bool:
        taken = None
        if name.text in scope.names:
            taken = "a `let` of this incentive"
        elif name.text in self.world.parameter_types:
            taken = "a parameter"
        elif scope.record is not None and self.world.field(scope.record, name.text) is not None:
            taken = f"a field of `{scope.record}`"
        elif (scope.record, name.text) in self.world.definitions:
            taken = f"a definition for `{scope.record}`"
        if taken is not None:
            self.world.report(problems.NAME_TAKEN, name.span, name=name.text, what=taken)
        return taken is None

    def _base(self, scope: Scope) -> tuple[core.Assign | None, Scope]:
        found = self.lines.one(written.Base)
        if found is None:
            return None, scope
        line, foreign = found
        assert isinstance(line, written.Base)
        self.work.relied = set()
        value = self.work.wanted(line.amount, self._see(scope, foreign), MONEY)
        if value is None:
            return None, scope.naming("base", None)
        slot = self.work.slot()
        self.work.assigned[slot] = value
        assign = core.Assign(line.span, slot, "base", value, frozenset(self.work.relied))
        return assign, scope.naming("base", core.Local(MONEY, line.span, slot, "base"))

    def _earned_on(self, scope: Scope, record: str, each: programme.Subject) -> Scalar | None:
        found = self.lines.one(written.EarnedOn)
        if self.kind == "discount":
            # It is taken off on the day of its subject, or of the run where that has none.
            return None
        if found is None:
            if isinstance(each, programme.EachFact) and self.world.records[record].dated is None:
                self.world.add(
                    problems.NO_DATE.at(
                        self.name.span,
                        record=record,
                        name=self.name.text,
                        related=[Related(f"`{record}` is declared here", self.world.records[record].span)],
                    )
                )
            return None
        line, foreign = found
        assert isinstance(line, written.EarnedOn)
        value = self.work.scalar(line.date, self._see(scope, foreign), DATE)
        if value is not None and present(value.type) is not DATE:
            self.work.wrong_type(value, DATE, line.date)
            return None
        return value

    def _governed_by(self, scope: Scope, inside: Scope) -> programme.Governing | None:
        """The day whose version governs: it may rest on the `where`, and on nothing after it."""
        found = self.lines.one(written.GovernedBy)
        if found is None or self.kind == "discount":
            return None
        line, foreign = found
        assert isinstance(line, written.GovernedBy)
        self.work.relied = set()
        value = self.work.wanted(line.date, self._see(inside, foreign), DATE)
        if value is None:
            return None
        return programme.Governing(line.span, value, bool(self.work.relied - scope.known))

    def _continues(self) -> str | None:
        """The name whose ledger it goes on with."""
        found = self.lines.one(written.Continues)
        if found is None:
            return None
        line = found[0]
        assert isinstance(line, written.Continues)
        if self.kind == "benefit":
            hint = "a benefit pays nothing, so there is nothing to go on counting."
            self.world.report(problems.WRONG_LINE, line.span, line="continues", where="a benefit", hint=hint)
        return line.name.text

    def _effective(self, scope: Scope) -> tuple[Scalar | None, Scalar | None]:
        found = self.lines.one(written.EffectiveLine)
        if found is None:
            return None, None
        line, foreign = found
        assert isinstance(line, written.EffectiveLine)
        start = self.work.wanted(line.start, self._see(scope, foreign), DATE)
        end = None if line.end is None else self.work.wanted(line.end, self._see(scope, foreign), DATE)
        if isinstance(start, core.Constant) and isinstance(end, core.Constant) and end.value < start.value:
            from palier.problems.time import ENDS_BEFORE

            self.world.report(ENDS_BEFORE, line.span, start=start.value, end=end.value)
        return start, end

    def _payment(self, scope: Scope, record: str) -> tuple[Scalar | None, Scalar | None]:
        found = self.lines.one(written.Payment)
        if self.kind == "discount":
            return core.Local(ReferenceTo(record), self.name.span, core.SUBJECT, "this"), None
        payee_record = self.world.payee
        payer = None
        line: written.Payment | None = None
        foreign = False
        if found is not None:
            assert isinstance(found[0], written.Payment)
            line, foreign = found[0], found[1]
            if line.payer is not None:
                payer = payees.someone(self.work, line.payer, self._see(scope, foreign))
        if line is not None and line.payee is not None:
            payee = payees.someone(self.work, line.payee, self._see(scope, foreign))
            if payee is not None and payee_record is not None and payee.type != ReferenceTo(payee_record):
                self.world.report(problems.NOT_A_PAYEE, payee.span, payee=payee_record, found=in_a_sentence(payee.type))
                return None, payer
            return payee, payer
        if payee_record is None or self.lines.one(written.Split) is not None:
            return None, payer
        return payees.default_payee(self.work, self.name.span, scope, record, payee_record), payer

    def _who(self, scope: Scope) -> Scalar | str | None:
        """Who is paid, for those who ask before a line makes sure that anybody is; None where nobody can tell."""
        if self.kind == "discount" or self.lines.one(written.Split) is not None:
            return None
        line, foreign = self.lines.one(written.Payment) or (None, False)
        return claims.paid(self.work, line, [one for one, _ in self.lines.of(written.Let)], self._see(scope, foreign))

    def _taken(self, scope: Scope) -> Scalar | None:
        """What a discount takes: a share of what it is taken of, or an amount."""
        for line, _ in self.lines.of(*OF_PAYMENTS):
            hint = "a discount says `for each …`, `requires …` and `takes …`; nobody is paid."
            if isinstance(line, written.Pays):
                hint = "a discount is taken off a price: write `takes`."
            self.world.report(
                problems.WRONG_LINE, line.span, line=OF_PAYMENTS[type(line)], where="a discount", hint=hint
            )
        found = self.lines.one(written.Takes)
        if found is None:
            if self.lines.one(written.Pays) is not None:
                return None
            self.world.report(
                problems.LINE_MISSING, self.name.span, name=self.name.text, what="what it takes off", line="takes 5%"
            )
            return None
        line, foreign = found
        assert isinstance(line, written.Takes)
        value = self.work.there(line.amount, self._see(scope, foreign), RATE)
        if value is None:
            return None
        if value.type is not MONEY and value.type not in (RATE, NUMBER):
            self.work.wrong_type(value, RATE, line.amount)
            return None
        if isinstance(value, core.Constant) and value.value < 0:
            self.world.report(problems.NEGATIVE_PAYMENT, value.span, value=value.span.text)
        return value

    def _amount(self, scope: Scope) -> Scalar | None:
        for line, _ in self.lines.of(written.Takes):
            hint = "an incentive `pays`; what is taken off a price is a `discount`."
            where = "a benefit" if self.kind == "benefit" else "an incentive"
            self.world.report(problems.WRONG_LINE, line.span, line="takes", where=where, hint=hint)
        found = self.lines.one(written.Pays)
        if self.kind == "benefit":
            # What it grants is not money.
            for line, _ in self.lines.of(*(kind for kind in OF_PAYMENTS if kind not in OF_BENEFITS)):
                hint = "what is granted is not paid; write an `incentive` for what is."
                where = "a benefit"
                self.world.report(problems.WRONG_LINE, line.span, line=OF_PAYMENTS[type(line)], where=where, hint=hint)
            return core.Constant(MONEY, self.name.span, core.NUMBER_ZERO)
        if found is None:
            self.world.report(
                problems.LINE_MISSING, self.name.span, name=self.name.text, what="what it pays", line="pays AMOUNT"
            )
            return None
        line, foreign = found
        assert isinstance(line, written.Pays)
        value = self.work.there(line.amount, self._see(scope, foreign), MONEY)
        if value is None:
            return None
        if value.type is not MONEY and not isinstance(value.type, UnitOf):
            self.work.wrong_type(value, MONEY, line.amount)
            return None
        if isinstance(value, core.Constant) and value.value < 0:
            self.world.report(problems.NEGATIVE_PAYMENT, value.span, value=value.span.text)
        return value

    def _caps(self, scope: Scope, amount: Scalar | None) -> tuple[programme.Cap, ...]:
        caps = [
            cap_line(self.work, line, self._see(scope, foreign), MONEY if amount is None else amount.type, amount)
            for line, foreign in self.lines.of(written.Cap)
            if isinstance(line, written.Cap)
        ]
        return tuple(cap for cap in caps if cap is not None)
