"""Values read aloud: from the typed core to the nouns of a programme guide, in the language of the reader.

What would make no good sentence raises `Intricate`; its rule text is quoted.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from palier.meaning import core
from palier.meaning.model import Record
from palier.meaning.programme import Rules
from palier.meaning.types import DATE, MONEY, RATE, YES_NO, ReferenceTo, present
from palier.report import phrase_times
from palier.report.phrase_names import Names
from palier.speech import Language, Phrase
from palier.speech.noun import in_words

DEEP: Final = 6
"""Below so many levels no sentence is clear."""


class Intricate(Exception):  # noqa: N818 - what is said of a sentence, not an error of anybody
    """No good sentence says this."""


class ValueWording(ABC):
    """Puts the scalars of one declaration into words.

    `lets` holds the values of its `let` lines by slot: a sentence says what they stand for.
    """

    def __init__(self, rules: Rules, language: Language, lets: Mapping[int, core.Scalar] | None = None) -> None:
        self.rules = rules
        self.language = language
        self.names = Names(rules, language)
        self.lets = dict(lets or {})
        self.elements: dict[int, str] = {}
        self.depth = 0

    def say(self, sentence: str | Phrase, /, **facts: Any) -> str:
        """A sentence of the catalogue."""
        return self.language.say(sentence, **facts)

    # --- values

    def value(self, scalar: core.Scalar) -> str:
        """What a value is, as a noun. Raises Intricate."""
        self.depth += 1
        try:
            if self.depth > DEEP:
                raise Intricate
            return self._value(scalar)
        finally:
            self.depth -= 1

    def _value(self, scalar: core.Scalar) -> str:
        say = self.say
        match scalar:
            case core.Constant(type=of, value=value) if of is DATE:
                return say("{day}", day=self.language.day(value))
            case core.Constant(type=of, value=value):
                return self.names.value(of, value)
            case core.Parameter(name=name):
                return self.parameter(name)
            case core.Local(slot=slot) if slot in self.lets:
                return self.value(self.lets[slot])
            case core.Local(slot=core.TODAY):
                return say("that day")
            case core.Local(slot=slot, type=ReferenceTo(record)) if slot in self.elements or slot == core.SUBJECT:
                return self.names.noun(record).the
            case core.Apply(record=record, name=name) if self._looks_up(record, name):
                return self.value(self.rules.definitions[record, name].body)
            case core.Local(name=name, type=of) if not isinstance(present(of), ReferenceTo):
                return in_words(name)
            case core.Field() | core.KnownFrom() | core.Apply() | core.StateAt():
                what, owner = self._owned(scalar)
                return what if owner is None else f"{what} {owner}"
            case core.Claim(what="holder", protection=name):
                return say("whoever holds “{protection}”", protection=self.protection(name))
            case core.OfPart(name="number"):
                return say("the number of the part")
            case core.OfPart(name="days"):
                return say("the days of the month")
            case core.OfPart():
                return say("the days covered in the month")
            case core.Arithmetic():
                return self._arithmetic(scalar)
            case core.If():
                return self._cases_in_line(scalar)
            case core.Default(operand=operand, fallback=fallback):
                return say(
                    "{value}, or {fallback} where there is none",
                    value=self.value(operand),
                    fallback=self.value(fallback),
                )
            case core.Shift(date=date, duration=duration, sign=sign):
                if sign > 0:
                    return say("{duration} after {date}", duration=self.value(duration), date=self.value(date))
                return say("{duration} before {date}", duration=self.value(duration), date=self.value(date))
            case core.Between(unit=unit, start=start, end=end):
                return self._between(unit, self.value(start), self.value(end))
            case core.Round(mode=mode, operand=operand, to=to):
                return self._rounded(mode, self.value(operand), self.value(to))
            case core.Units(started=True, size=size, quantity=quantity):
                return say(
                    "the started units of {size} in {quantity}", size=self.value(size), quantity=self.value(quantity)
                )
            case core.Units(size=size, quantity=quantity):
                return say(
                    "the full units of {size} in {quantity}", size=self.value(size), quantity=self.value(quantity)
                )
            case core.Duration(type=of, count=count):
                if getattr(of, "value", "") == "months":
                    return say("as many months as {count}", count=self.value(count))
                return say("as many days as {count}", count=self.value(count))
            case core.AsOf(operand=operand, date=date):
                return say("{value} as it stood on {date}", value=self.value(operand), date=self.value(date))
            case core.Lookup():
                return self._looked_up(scalar)
            case core.Bands():
                return self._bands(scalar)
            case core.Carried(of=of, slot=slot, value=value):
                return self._carried(of, slot, value)
            case core.OfIncentive(what="paid", incentive=name, window=window) if window is not None:
                period = phrase_times.window(window, self.language)
                return say("what “{title}” paid {period}", title=self.incentive(name), period=period)
            case core.OfIncentive(what="paid", incentive=name):
                return say("what “{title}” pays", title=self.incentive(name))
            case core.Measure():
                return self._measure(scalar)
            case core.Rank(value=value, among=among):
                return say(
                    "the rank among the {plural} by {value}",
                    plural=self._facts(among),
                    value=self.inside(among, value),
                )
            case core.DateWhen(kind=kind, over=over, value=value, reaches=reaches):
                added = self.inside(over, value) if kind == "sum" and value is not None else None
                if added is None:
                    return say(
                        "the day on which the number of {plural} reaches {goal}",
                        plural=self._facts(over),
                        goal=self.value(reaches),
                    )
                return say(
                    "the day on which the total of {value} over the {plural} reaches {goal}",
                    value=added,
                    plural=self._facts(over),
                    goal=self.value(reaches),
                )
            case _ if scalar.type is YES_NO:
                return self.condition(scalar)
            case _:
                raise Intricate

    def _looks_up(self, record: str, name: str) -> bool:
        """Whether a definition does nothing but to look into a table: then the table says more than its title."""
        found = self.rules.definitions.get((record, name))
        return found is not None and isinstance(found.body, core.Lookup)

    def parameter(self, name: str) -> str:
        """The value of a parameter: each with the day from which it holds; a range with its default."""
        found = self.rules.parameters.get(name)
        if found is None:
            return in_words(name)
        values = [self.names.value(found.type, one.value) for one in found.values]
        if found.lowest is not None:
            return self.say(
                "{default} (set between {lowest} and {highest})",
                default=values[0],
                lowest=self.names.value(found.type, found.lowest),
                highest=self.names.value(found.type, found.highest),
            )
        later = [
            self.say("from {day} on {value}", value=value, day=self.language.day(one.start))
            for value, one in zip(values[1:], found.values[1:], strict=True)
        ]
        return f"{values[0]} ({self.names.all_of(later)})" if later else values[0]

    def _carried(self, of: core.Scalar, slot: int, value: core.Scalar) -> str:
        """A field of a fact that is picked: `amount of the latest of the deals`."""
        inner = present(of.type)
        if not isinstance(inner, ReferenceTo) or slot in self.elements:
            raise Intricate
        whole = self.value(of)
        self.elements[slot] = inner.record
        try:
            return self.say("{what} of: {owner}", what=self.value(value), owner=whole)
        finally:
            del self.elements[slot]

    def incentive(self, name: str) -> str:
        """The title of an incentive, a discount, a benefit or a stack."""
        for known in (self.rules.incentives, self.rules.discounts, self.rules.benefits, self.rules.stacks):
            if name in known:
                return self.names.title(known[name].titles, name)
        return in_words(name)

    def protection(self, name: str) -> str:
        """The title of a protection."""
        found = self.rules.protections.get(name)
        return in_words(name) if found is None else self.names.title(found.titles, name)

    def _owned(self, scalar: core.Scalar) -> tuple[str, str | None]:
        """What a field, a definition or a tier is called, and whose it is (`of the partner`; None: the subject's)."""
        match scalar:
            case core.KnownFrom(value=field):
                return self._owned(field)
            case core.Field(of=of, record=record, name=name, type=type_):
                if isinstance(present(type_), ReferenceTo) and self.only_reference(record, name):
                    return self.names.noun(present(type_).record).the, None  # type: ignore[union-attr]
                return self.names.field(record, name), self.owner(of)
            case core.Apply(of=of, record=record, name=name):
                return self.names.definition(record, name), self.owner(of)
            case core.StateAt(of=of, ladder=ladder):
                return self.names.ladder(ladder), self.owner(of)
            case _:
                raise Intricate

    def owner(self, of: core.Scalar) -> str | None:
        """`of the deal`; None for the subject and for the element in hand, which need no word."""
        match of:
            case core.Local(slot=slot) if slot in self.lets:
                return self.owner(self.lets[slot])
            case core.Local(slot=slot, type=ReferenceTo(record)):
                if not self.elements:
                    return None
                if slot == max(self.elements):
                    return None
                if slot in self.elements:
                    # Of the outer one of two facts in hand: no sentence keeps them apart.
                    raise Intricate
                return self.names.noun(record).of_this
            case core.KnownFrom(value=field):
                return self.owner(field)
            case core.Field(record=record, name=name, type=type_) if isinstance(present(type_), ReferenceTo):
                target = present(type_).record  # type: ignore[union-attr]
                if self.only_reference(record, name):
                    return self.names.noun(target).of
                return self.say("of {owner}", owner=self.names.field(record, name))
            case core.Apply() | core.Claim() | core.Measure():
                return self.say("of {owner}", owner=self.value(of))
            case _:
                raise Intricate

    def only_reference(self, record: str, name: str) -> bool:
        """Whether no other field of the record refers to the same, so that its noun alone says who is meant."""
        declared: Record = self.rules.model.records[record]
        if record_of(declared, name) == record:
            return False
        if in_words(record_of(declared, name)) == in_words(name):
            return True
        target = declared.by_name[name].target if name in declared.by_name else None
        return sum(one.target == target for one in declared.fields) == 1

    def _arithmetic(self, scalar: core.Arithmetic) -> str:
        left, right = scalar.left, scalar.right
        match scalar.operator:
            case "max" if _is_zero(left) or _is_zero(right):
                return self.say(
                    "{value}, but not less than nothing", value=self.value(right if _is_zero(left) else left)
                )
            case "max":
                return self.say("the greater of {one} and {other}", one=self.value(left), other=self.value(right))
            case "min":
                return self.say("the smaller of {one} and {other}", one=self.value(left), other=self.value(right))
            case "+":
                return self.say("{one} plus {other}", one=self.value(left), other=self.part(right))
            case "-":
                return self.say("{one} less {other}", one=self.value(left), other=self.part(right))
            case "*" if present(left.type) is RATE:
                return self.say("{share} of {whole}", share=self.part(left), whole=self.part(right))
            case "*" if present(right.type) is RATE and present(left.type) is MONEY:
                return self.say("{share} of {whole}", share=self.part(right), whole=self.part(left))
            case "*":
                return self.say("{one} times {other}", one=self.part(left), other=self.part(right))
            case "/" if isinstance(left, core.Constant) and isinstance(right, core.Constant):
                return f"{self.value(left)}/{self.value(right)}"
            case "/":
                return self.say("{one} divided by {other}", one=self.part(left), other=self.part(right))
            case _:
                raise Intricate

    def part(self, scalar: core.Scalar) -> str:
        """A part of a computation, in brackets where it is one itself."""
        inner = scalar
        while isinstance(inner, core.Local) and inner.slot in self.lets:
            inner = self.lets[inner.slot]
        said = self.value(scalar)
        simple = not isinstance(inner, core.Arithmetic | core.If | core.Default) or (
            isinstance(inner, core.Arithmetic) and inner.operator in ("min", "max")
        )
        return said if simple else f"({said})"

    def cases(self, scalar: core.Scalar) -> list[tuple[str | None, core.Scalar]] | None:
        """The lines `when … then …` of a value, each condition in words, the last None; None where it has no cases."""
        found: list[tuple[str | None, core.Scalar]] = []
        while isinstance(scalar, core.If):
            found.append((self.condition(scalar.condition), scalar.then))
            scalar = scalar.otherwise
        return [*found, (None, scalar)] if found else None

    def _cases_in_line(self, scalar: core.If) -> str:
        cases = self.cases(scalar)
        assert cases is not None
        said = [
            self.say("{value} in all other cases", value=self.value(then))
            if condition is None
            else self.say("{value} where {condition}", value=self.value(then), condition=condition)
            for condition, then in cases
        ]
        return "; ".join(said) if self.language.code == "en" else "\N{NO-BREAK SPACE}; ".join(said)

    def _between(self, unit: str, start: str, end: str) -> str:
        if unit.startswith("day"):
            return self.say("the days from {start} to {end}", start=start, end=end)
        if unit.startswith("year"):
            return self.say("the whole years from {start} to {end}", start=start, end=end)
        return self.say("the whole months from {start} to {end}", start=start, end=end)

    def _rounded(self, mode: str, value: str, to: str) -> str:
        if mode == "up":
            return self.say("{value}, rounded up to {to}", value=value, to=to)
        if mode == "down":
            return self.say("{value}, rounded down to {to}", value=value, to=to)
        return self.say("{value}, rounded to {to}", value=value, to=to)

    def _looked_up(self, scalar: core.Lookup) -> str:
        table = self.rules.tables[scalar.table]
        title = self.names.table(scalar.table)
        if len(table.outputs) == 1:
            return self.say("the figure in the table “{table}”", table=title)
        return self.say(
            "the figure “{column}” in the table “{table}”",
            column=self.column(scalar.table, scalar.output),
            table=title,
        )

    def column(self, table: str, output: int) -> str:
        """The head of an output of a table."""
        found = self.rules.tables[table]
        return self.names.columns(found)[len(found.inputs) + output]

    def _bands(self, scalar: core.Bands) -> str:
        facts = {"table": self.names.table(scalar.table), "amount": self.value(scalar.amount)}
        if scalar.above is not None:
            facts["above"] = self.value(scalar.above)
            return self.say(
                "each slice of {amount} at its own rate in the table “{table}”, counted from {above} on", **facts
            )
        match scalar.manner:
            case "whole":
                return self.say("the whole of {amount} at the rate that it reaches in the table “{table}”", **facts)
            case "by band":
                return self.say("each slice of {amount} at its own rate in the table “{table}”", **facts)
            case "interpolated":
                return self.say("{amount} at a rate in proportion between two steps of the table “{table}”", **facts)
            case _:
                return self.say(
                    "the figure in proportion between two steps of the table “{table}”, for {amount}", **facts
                )

    # --- collections

    def _facts(self, over: core.Elements) -> str:
        """Which facts a measure looks at: `sales of the partner in the last 12 months, where …`."""
        return f"{self.names.noun(over.record).plural}{self.about(over)}"

    def about(self, over: core.Elements) -> str:
        """Of whom, when, and on which condition."""
        said = ""
        if over.start is not None:
            own = isinstance(over.start, core.Local) and not self.elements and over.start.slot == core.SUBJECT
            owner = self.names.noun(over.origin).of if own else self.owner(over.start)
            crossed = [self.names.noun(one.record).of_all for one in over.hops[:-1] if not over.hops[-1].back]
            said += "".join(f" {one}" for one in (*reversed(crossed), owner) if one)
        if over.window is not None:
            said += f" {phrase_times.window(over.window, self.language)}"
        if over.bound == "before this":
            said += f" {self.say('before this one')}"
        elif over.bound == "up to this":
            said += f" {self.say('up to this one')}"
        elif over.bound is not None and not isinstance(over.bound, str):
            said += f" {self.say('before {date}', date=self.value(over.bound))}"
        if over.by is not None:
            said += f" {self.say('by {date}', date=self.inside(over, over.by))}"
        if over.where is not None:
            said += self.say(", where {condition}", condition=self.inside(over, over.where))
        return said

    def inside(self, over: core.Elements, scalar: core.Scalar) -> str:
        """Something that is asked of each fact of a measure."""
        if over.slot in self.elements:
            raise Intricate
        self.elements[over.slot] = over.record
        try:
            return self.condition(scalar) if scalar.type is YES_NO else self.value(scalar)
        finally:
            del self.elements[over.slot]

    def _measure(self, scalar: core.Measure) -> str:
        if scalar.kind in ("some", "no", "all"):
            return self.condition(scalar)
        facts: dict[str, Any] = {"plural": self._facts(scalar.over)}
        if scalar.value is not None:
            facts["value"] = self.inside(scalar.over, scalar.value)
        match scalar.kind:
            case "count":
                return self.say("the number of {plural}", **facts)
            case "distinct":
                return self.say("the number of different values of {value} among the {plural}", **facts)
            case "sum":
                return self.say("the total of {value} over the {plural}", **facts)
            case "average":
                return self.say("the average of {value} over the {plural}", **facts)
            case "median":
                return self.say("the median of {value} over the {plural}", **facts)
            case "smallest":
                return self.say("the smallest of {value} among the {plural}", **facts)
            case "largest":
                return self.say("the largest of {value} among the {plural}", **facts)
            case "first" if scalar.value is not None:
                return self.say("the first by {value} among the {plural}", **facts)
            case "first":
                return self.say("the first of the {plural}", **facts)
            case "latest" if scalar.value is not None:
                return self.say("the latest by {value} among the {plural}", **facts)
            case "latest":
                return self.say("the latest of the {plural}", **facts)
            case _:
                raise Intricate

    @abstractmethod
    def condition(self, scalar: core.Scalar) -> str:
        """A condition as a clause. Raises Intricate."""


def record_of(record: Record, field: str) -> str:
    """The record that a field refers to; nothing for another field."""
    declared = record.by_name.get(field)
    return (None if declared is None else declared.target) or ""


def _is_zero(scalar: core.Scalar) -> bool:
    return isinstance(scalar, core.Constant) and isinstance(scalar.value, Decimal | int) and scalar.value == 0
