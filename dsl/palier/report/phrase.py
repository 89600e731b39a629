"""Expressions read aloud: nouns for values, clauses for conditions, as a programme guide would say them."""

from __future__ import annotations

from typing import Any, Final

import attrs

from palier.meaning import core
from palier.meaning.programme import Period
from palier.meaning.types import DATE, YES_NO, MemberOf, ReferenceTo, SetOf, TierOf, Type, present
from palier.meaning.walk import walk
from palier.report import phrase_times
from palier.report.phrase_values import DEEP, Intricate, ValueWording
from palier.speech import Phrase
from palier.speech.noun import Noun, is_plural

__all__ = ["Intricate", "Wording", "lets_of", "scope_of"]

_TURNED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "is": "is", "is not": "is not"}
_OPPOSITE: Final = {"<": ">=", ">": "<=", "<=": ">", ">=": "<", "is": "is not", "is not": "is"}


class Wording(ValueWording):
    """Puts the scalars of one declaration into words."""

    def condition(self, scalar: core.Scalar) -> str:
        """A condition as a clause. Raises Intricate."""
        self.depth += 1
        try:
            if self.depth > DEEP:
                raise Intricate
            return self._condition(scalar)
        finally:
            self.depth -= 1

    def _condition(self, scalar: core.Scalar) -> str:
        match scalar:
            case core.Constant(value=value):
                return self.say("always") if value else self.say("never")
            case core.Local(slot=slot) if slot in self.lets:
                return self.condition(self.lets[slot])
            case core.AllOf(parts=parts):
                said = [self._clause(one) for one in self.telling(parts)]
                return said[0] if len(said) == 1 else self.names.all_of(said)
            case core.AnyOf(parts=parts):
                said = [self._clause(one) for one in parts]
                return self.say("either {ways}", ways=self.names.any_of(said))
            case core.Not(operand=core.Claim(what="contested", protection=name)):
                return self.say("nobody else holds “{protection}”", protection=self.protection(name))
            case core.Not(operand=core.Claim(what="held", protection=name)):
                return self.say("nobody holds “{protection}”", protection=self.protection(name))
            case core.Claim(what="contested", protection=name):
                return self.say("somebody else holds “{protection}”", protection=self.protection(name))
            case core.Claim(what="held", protection=name):
                return self.say("somebody holds “{protection}”", protection=self.protection(name))
            case core.Not(operand=core.Known(operand=operand, wanted=wanted)):
                return self._known(operand, not wanted)
            case core.Not(operand=core.OfIncentive(incentive=name)):
                return self.say("“{title}” does not apply", title=self.incentive(name))
            case core.Not(operand=operand) if isinstance(operand, core.Field | core.Apply | core.KnownFrom):
                return self._holds(operand, wanted=False)
            case core.Not(operand=core.Compare(operator=operator) as compared):
                return self._compared(attrs.evolve(compared, operator=_OPPOSITE[operator]))
            case core.Not(operand=core.In() as among):
                return self._among(attrs.evolve(among, negated=not among.negated))
            case core.Not(operand=core.Measure(kind="some" | "no" as kind) as measure):
                return self._quantified(attrs.evolve(measure, kind="no" if kind == "some" else "some"))
            case core.Not(operand=operand):
                return self.say("this is not so: {condition}", condition=self.condition(operand))
            case core.OfIncentive(incentive=name):
                return self.say("“{title}” applies", title=self.incentive(name))
            case core.Field() | core.Apply() | core.KnownFrom():
                return self._holds(scalar, wanted=True)
            case core.Parameter(name=name):
                found = self.rules.parameters[name]
                title = self.names.quoted(self.names.title(found.titles, name))
                return self.say("{what} {is_} {value}", what=title, is_=Phrase("is"), value=self.parameter(name))
            case core.Default(operand=operand, fallback=core.Constant(value=False)):
                return self.condition(operand)
            case core.Known(operand=operand, wanted=wanted):
                return self._known(operand, wanted)
            case core.In():
                return self._among(scalar)
            case core.Compare():
                return self._compared(scalar)
            case core.Measure(kind="some" | "no" | "all"):
                return self._quantified(scalar)
            case core.AsOf(operand=operand, date=date):
                return self.say(
                    "on {date} it held that {condition}", date=self.value(date), condition=self.condition(operand)
                )
            case core.If(condition=condition, then=then, otherwise=otherwise):
                return self.say(
                    "where {condition}, {then}, else {otherwise}",
                    condition=self.condition(condition),
                    then=self.condition(then),
                    otherwise=self.condition(otherwise),
                )
            case _:
                raise Intricate

    def _clause(self, scalar: core.Scalar) -> str:
        """A condition among others, in brackets where it is made of several itself."""
        inner = scalar
        while isinstance(inner, core.Local) and inner.slot in self.lets:
            inner = self.lets[inner.slot]
        said = self.condition(scalar)
        if isinstance(inner, core.AllOf):
            return f"({said})" if len(self.telling(inner.parts)) > 1 else said
        return f"({said})" if isinstance(inner, core.AnyOf | core.If) else said

    def telling(self, parts: tuple[core.Scalar, ...]) -> list[core.Scalar]:
        """The parts of a condition, without those that only make sure of a value that another one compares."""
        paths = [{_path(one) for one in walk(part)} - {None} for part in parts]
        return [
            part
            for at, part in enumerate(parts)
            if not (
                isinstance(part, core.Known)
                and part.wanted
                and any(_path(part.operand) in found for number, found in enumerate(paths) if number != at)
            )
        ]

    def _holds(self, scalar: core.Scalar, *, wanted: bool) -> str:
        """A yes/no field or definition."""
        match scalar:
            case core.KnownFrom(value=field):
                return self._holds(field, wanted=wanted)
            case core.Field(of=of, record=record, name=name):
                declared = self.rules.model.records[record].by_name[name]
                title = self.names.quoted(self.names.title(declared.titles, name))
            case core.Apply(of=of, record=record, name=name):
                definition = self.rules.definitions.get((record, name))
                title = self.names.quoted(self.names.title({} if definition is None else definition.titles, name))
            case _:
                raise Intricate
        owner = self.owner(of)
        whole = title if owner is None else f"{title} {owner}"
        if wanted:
            return self.say("{what} applies", what=whole)
        return self.say("{what} does not apply", what=whole)

    def _known(self, operand: core.Scalar, wanted: bool) -> str:
        inner = present(operand.type)
        if isinstance(inner, ReferenceTo):
            noun: Noun | None = None
            match operand:
                case core.Field(record=record, name=name) if self.only_reference(record, name):
                    noun = self.names.noun(inner.record)
                case core.Claim(protection=name):
                    title = self.protection(name)
                    if wanted:
                        return self.say("somebody holds “{protection}”", protection=title)
                    return self.say("nobody holds “{protection}”", protection=title)
                case _:
                    pass
            if noun is not None:
                return noun.named if wanted else noun.not_named
        what = self.value(operand)
        return self.say("{what} is given", what=what) if wanted else self.say("{what} is not given", what=what)

    def _among(self, scalar: core.In) -> str:
        if isinstance(scalar.members, tuple):
            values = self.names.any_of([self.value(one) for one in scalar.members])
            return self._is(scalar.operand, values, negated=scalar.negated)
        if isinstance(scalar.members, core.Constant | core.Parameter):
            return self._is(scalar.operand, self.value(scalar.members), negated=scalar.negated)
        facts = {"value": self.value(scalar.operand), "set_": self.value(scalar.members)}
        if scalar.negated:
            return self.say("{value} is not among {set_}", **facts)
        return self.say("{value} is among {set_}", **facts)

    def _is(self, operand: core.Scalar, value: str, *, negated: bool) -> str:
        facts = self._subject(operand) | {"value": value}
        if negated:
            return self.say("{what} {is_} not {value}", **facts)
        return self.say("{what} {is_} {value}", **facts)

    def _subject(self, scalar: core.Scalar) -> dict[str, Any]:
        what = self.part(scalar) if isinstance(scalar, core.Default | core.If) else self.value(scalar)
        return {"what": what, "is_": Phrase("are") if is_plural(what) else Phrase("is")}

    def _compared(self, scalar: core.Compare) -> str:
        left, right, operator = scalar.left, scalar.right, scalar.operator
        if isinstance(left, core.Constant) and not isinstance(right, core.Constant):
            left, right, operator = right, left, _TURNED[operator]
        if isinstance(left, core.Local) and left.slot == core.TODAY and not isinstance(right, core.Constant):
            left, right, operator = right, left, _TURNED[operator]
        if operator in ("is", "is not"):
            return self._equal(left, right, negated=operator == "is not")
        say, of = self.say, present(left.type)
        facts = self._subject(left) | {"value": self.value(right)}
        if of is DATE:
            match operator:
                case ">=":
                    return say("{what} {is_} on {value} or later", **facts)
                case ">":
                    return say("{what} {is_} after {value}", **facts)
                case "<=":
                    return say("{what} {is_} on {value} or earlier", **facts)
                case _:
                    return say("{what} {is_} before {value}", **facts)
        if isinstance(of, TierOf | MemberOf):
            match operator:
                case ">=":
                    return say("{what} {is_} {value} or higher", **facts)
                case ">":
                    return say("{what} {is_} higher than {value}", **facts)
                case "<=":
                    return say("{what} {is_} {value} or lower", **facts)
                case _:
                    return say("{what} {is_} lower than {value}", **facts)
        match operator:
            case ">=":
                return say("{what} {is_} at least {value}", **facts)
            case ">":
                return say("{what} {is_} more than {value}", **facts)
            case "<=":
                return say("{what} {is_} at most {value}", **facts)
            case _:
                return say("{what} {is_} less than {value}", **facts)

    def _equal(self, left: core.Scalar, right: core.Scalar, *, negated: bool) -> str:
        if isinstance(right, core.Constant) and right.type is YES_NO:
            condition = self.condition(left)
            if bool(right.value) is not negated:
                return condition
            return self.say("this is not so: {condition}", condition=condition)
        if isinstance(present(left.type), ReferenceTo | SetOf) or self._same_label(left, right):
            facts = {"one": self.value(left), "other": self._with_owner(right)}
            if facts["one"] == facts["other"]:
                raise Intricate
            if negated:
                return self.say("{one} is not the same as {other}", **facts)
            return self.say("{one} is the same as {other}", **facts)
        return self._is(left, self.value(right), negated=negated)

    def _same_label(self, left: core.Scalar, right: core.Scalar) -> bool:
        return isinstance(left, core.Field) and isinstance(right, core.Field)

    def _with_owner(self, scalar: core.Scalar) -> str:
        """A field with the name of its own record, to tell it from a field of the same name."""
        said = self.value(scalar)
        if isinstance(scalar, core.Field) and isinstance(scalar.of, core.Local):
            own = self.names.noun(scalar.record).of_this
            return said if said.endswith(own) else f"{said} {own}"
        return said

    def _quantified(self, scalar: core.Measure) -> str:
        over = scalar.over
        noun, about = self.names.noun(over.record), self.about(over)
        match scalar.kind:
            case "some":
                return self.say("there is {one}", one=f"{noun.one}{about}")
            case "no":
                return self.say("there is {no}", no=f"{noun.no}{about}")
            case _:
                assert scalar.value is not None
                return self.say(
                    "for all {plural} this holds: {condition}",
                    plural=f"{noun.plural}{about}",
                    condition=self.inside(over, scalar.value),
                )


def lets_of(steps: tuple[core.Step, ...], base: core.Assign | None = None) -> dict[int, core.Scalar]:
    """The values of `let` lines and of the base, by slot."""
    found = {one.slot: one.value for one in steps if isinstance(one, core.Assign)}
    return found if base is None else found | {base.slot: base.value}


def scope_of(scalars: tuple[core.Scalar, ...], period: Period | None, wording: Wording) -> str:
    """`per partner and calendar year`; nothing for a limit over all."""
    said = [wording.say("per {what}", what=_bare(one, wording)) for one in scalars]
    if period is not None:
        said.append(phrase_times.per(period, wording.language))
    return wording.names.all_of(said)


def _bare(scalar: core.Scalar, wording: Wording) -> str:
    """What a limit counts by, without an article."""
    inner: Type = present(scalar.type)
    if isinstance(inner, ReferenceTo):
        match scalar:
            case core.Field(record=record, name=name) if not wording.only_reference(record, name):
                return wording.names.field(record, name)
            case _:
                noun = wording.names.noun(inner.record)
                return noun.words if noun.gender or wording.language.code == "en" else noun.quoted
    return wording.value(scalar)


def _path(node: object) -> str | None:
    """A path of fields from a slot, as a text; None for anything else."""
    match node:
        case core.Local(slot=slot):
            return f"${slot}"
        case core.KnownFrom(value=value):
            return _path(value)
        case core.Field(of=of, name=name):
            below = _path(of)
            return None if below is None else f"{below}.{name}"
        case _:
            return None
