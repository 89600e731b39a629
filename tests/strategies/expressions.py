"""Typed expressions, by the type rules: every one checks, and none looks at what may be missing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

from strategies.models import ENUMS, FieldOf, ModelOf
from strategies.text import AND, DATED, NOT, OF, OR, OTHERWISE, PRIMARY, PRODUCT, SIGNED, SUM, TEST, Text, atom, joined

T = TypeVar("T")
SUMMED = ("money", "number", "months", "days")
RATIO = ("rate", "number", "count")
PERIODS = [f"{calendar} {unit}" for calendar in ("calendar", "fiscal") for unit in ("year", "half", "quarter", "month")]


@attrs.frozen
class Named:
    """A name with the type behind it."""

    name: str
    of: str
    optional: bool = False
    endless: bool = False


@attrs.frozen
class Element:
    """A fact in hand: how it is written (None: its fields are bare names), and its record."""

    number: int
    record: str
    prefix: str | None


@attrs.frozen
class Place:
    """Where an expression stands: the elements from the outermost to the innermost, names, what is known to be there.

    `known` and `nonzero` hold (element, path); `period`: there is a period; `loose`: the date in hand may be another.
    """

    model: ModelOf
    elements: tuple[Element, ...]
    names: tuple[Named, ...] = ()
    definitions: tuple[tuple[str, Named], ...] = ()
    known: frozenset[tuple[int, str]] = frozenset()
    nonzero: frozenset[tuple[int, str]] = frozenset()
    aliases: int = 0
    period: bool = False

    @property
    def this(self) -> Element:
        return self.elements[0]

    def of_fields(self, wanted: Callable[[FieldOf], bool], *, safe: bool = True) -> list[Text]:
        """Paths to fields that are there, at most one reference away; `safe`: not those that may be read too early."""
        found = []
        for element, path, record in self._ways():
            for field in self.model.records[record].fields:
                there = not field.optional or (element.number, path + field.name) in self.known
                if wanted(field) and there and not (safe and field.known_from):
                    found.append(atom(_written(element, path + field.name)))
        return found

    def missing_fields(self, of: str) -> list[tuple[Text, tuple[int, str]]]:
        """Paths to fields of a type that may be missing."""
        return [
            (atom(_written(element, path + field.name)), (element.number, path + field.name))
            for element, path, record in self._ways()
            for field in self.model.records[record].fields
            if field.of == of and field.optional and (element.number, path + field.name) not in self.known
        ]

    def defined(self, of: str, *, optional: bool) -> list[Text]:
        """Definitions of a type, one reference away at most, and named values."""
        found = [
            atom(_written(element, path + one.name), endless=one.endless)
            for element, path, record in self._ways()
            for owner, one in self.definitions
            if owner == record and one.of == of and one.optional == optional
        ]
        found += [
            atom(one.name, endless=one.endless) for one in self.names if one.of == of and one.optional == optional
        ]
        return found

    def _ways(self) -> list[tuple[Element, str, str]]:
        ways = []
        for element in self.elements:
            if element.prefix is None and element is not self.elements[-1]:
                continue
            ways.append((element, "", element.record))
            for field in self.model.records[element.record].fields:
                there = not field.optional or (element.number, field.name) in self.known
                if field.of.startswith("ref:") and there:
                    ways.append((element, f"{field.name}.", field.of[4:]))
        return ways

    def facts(self, record: str) -> list[Text]:
        """Paths to facts of a record that are there."""
        found = [
            atom(_written(element, path.rstrip(".")))
            for element, path, there in self._ways()
            if path and there == record
        ]
        found += [atom(element.prefix) for element in self.elements if element.prefix and element.record == record]
        return found

    def collections(self) -> list[tuple[str, str]]:
        """Paths to collections, and the record of their facts."""
        found = [(name, name) for name in self.model.records]
        for element, path, record in self._ways():
            for back, target in self.model.ways_back(record):
                found.append((_written(element, path + back), target))
                found += [
                    (_written(element, f"{path}{back}.{one}"), further) for one, further in self.model.ways_back(target)
                ]
        return found

    def inside(self, record: str) -> tuple[Place, str | None]:
        """Inside a collection: the place, and the alias of its element, if it has one (one in two)."""
        alias = f"e{self.aliases}" if self.aliases % 2 else None
        number = max(one.number for one in self.elements) + 1
        outer = tuple(attrs.evolve(one) for one in self.elements)
        return attrs.evolve(self, elements=(*outer, Element(number, record, alias)), aliases=self.aliases + 1), alias

    def elsewhen(self) -> Place:
        """The same place at another date: what may depend on it is known no more."""
        return attrs.evolve(self, known=frozenset(), nonzero=frozenset(), period=False)


def _written(element: Element, path: str) -> str:
    return path if element.prefix is None else f"{element.prefix}.{path}"


def subject(model: ModelOf, record: str, **more: Any) -> Place:
    """The place of a declaration about a record: its fields are bare names, and `this` is the fact."""
    return Place(model, (Element(0, record, "this"), Element(0, record, None)), **more)


@cache
def below(limit: int) -> st.SearchStrategy[int]:
    """A number from 0 up to a limit: kept, since making a strategy takes longer than drawing from it."""
    return st.integers(0, limit - 1)


class Writer:
    """Draws expressions. One for each test case: it holds the source of choices."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def one_of(self, options: list[T]) -> T:
        return options[self.draw(below(len(options)))]

    def chance(self, one_in: int) -> bool:
        return self.draw(below(one_in)) == one_in - 1

    # --- values of a type

    def value(self, of: str, place: Place, depth: int) -> Text:
        """An expression of a type that is there."""
        if depth <= 0 or self.chance(4):
            return self.leaf(of, place)
        forms = {
            "money": (self.sum, self.sum, self.product, self.share, self.total, self.total, self.extreme, self.rounded),
            "number": (self.sum, self.ratio_product, self.count, self.count, self.units, self.rank, self.extreme, self.total),
            "rate": (self.extreme, self.points),
            "count": (self.count, self.units, self.distinct),
            "months": (self.between, self.sum, self.duration, self.extreme),
            "days": (self.between, self.sum, self.duration, self.extreme),
            "date": (self.shift, self.extreme),
            "yes/no": (self.compare, self.compare, self.compare_members, self.both, self.either, self.negated, self.among,
                       self.some, self.some, self.every, self.state, self.known_and),
        }.get(of, ())  # fmt: skip
        common = (self.choice, self.or_else, self.or_else, self.as_of)
        if of in ("text",) or of.startswith("enum"):
            return self.one_of([self.leaf, self.choice, self.or_else])(of, place, depth)  # type: ignore[operator]
        return self.one_of([*forms, *forms, *common])(of, place, depth)

    def leaf(self, of: str, place: Place, depth: int = 0) -> Text:
        options = self.names(of, place)
        if options and not self.chance(4):
            return self.one_of(options)
        return self.literal(of)

    def names(self, of: str, place: Place) -> list[Text]:
        types = RATIO if of == "number" else (of,)
        found = place.of_fields(lambda field: field.of in types)
        for one in types:
            found += place.defined(one, optional=False)
        if of == "date":
            found.append(atom("today"))
        return found

    def literal(self, of: str) -> Text:
        kind, _, named = of.partition(":")
        match kind:
            case "money":
                return atom(
                    self.one_of(["0 EUR", "0.01 EUR", "2.50 EUR", "100 EUR", "5 K EUR", "1_000 EUR", "33.333 EUR"])
                )
            case "rate":
                return atom(self.one_of(["0%", "5%", "12.5%", "0.25%", "100%"]))
            case "number":
                return atom(self.one_of(["0", "1", "2", "0.5", "3", "7", "1_000", "5%"]))
            case "count":
                return atom(self.one_of(["0", "1", "2", "3", "10"]))
            case "months":
                return atom(self.one_of(["0 months", "1 month", "3 months", "1 year", "2 quarters"]))
            case "days":
                return atom(self.one_of(["0 days", "1 day", "30 days", "2 weeks"]))
            case "date":
                return atom(self.one_of(["2020-02-29", "2020-01-01", "2020-12-31", "2021-01-31"]))
            case "text":
                return atom(self.one_of(['"a"', '"b"', '"é"']))
            case "yes/no":
                return atom(self.one_of(["yes", "no"]))
            case "enum":
                return atom(self.one_of(list(ENUMS[named])))
            case _:
                raise AssertionError(of)

    # --- arithmetic

    def sum(self, of: str, place: Place, depth: int) -> Text:
        operator = self.one_of(["+", "-"])
        left, right = self.value(of, place, depth - 1), self.value(of, place, depth - 1)
        return joined(f"{{}} {operator} {{}}", SUM, left.at(SUM), right.at(PRODUCT, last=True))

    def product(self, of: str, place: Place, depth: int) -> Text:
        amount, ratio = self.value(of, place, depth - 1), self.value("number", place, depth - 1)
        if self.chance(3):
            return self.divided(amount, place)
        pair = (amount, ratio) if self.chance(2) else (ratio, amount)
        return joined("{} * {}", PRODUCT, pair[0].at(PRODUCT), pair[1].at(OF, last=True))

    def ratio_product(self, of: str, place: Place, depth: int) -> Text:
        left, right = self.value(of, place, depth - 1), self.value(of, place, depth - 1)
        if self.chance(3):
            return self.divided(left, place)
        return joined("{} * {}", PRODUCT, left.at(PRODUCT), right.at(OF, last=True))

    def divided(self, amount: Text, place: Place) -> Text:
        """By what cannot be zero."""
        divisors = [atom(one) for one in ("2", "3", "0.7", "10")]
        divisors += [atom(_written(element, path)) for element, path in _nonzero(place)]
        divisor = self.one_of(divisors)
        return joined("{} / {}", PRODUCT, amount.at(PRODUCT), divisor, endless=True)

    def share(self, of: str, place: Place, depth: int) -> Text:
        rate, amount = self.value("rate", place, depth - 1), self.value(of, place, depth - 1)
        return joined("{} of {}", OF, rate.at(SIGNED), amount.at(OF, last=True))

    def points(self, of: str, place: Place, depth: int) -> Text:
        return joined(
            f"{{}} {self.one_of(['+', '-'])} 0.5 points", SUM, self.value(of, place, depth - 1).at(SUM), last=False
        )

    def extreme(self, of: str, place: Place, depth: int) -> Text:
        first, second = self.value(of, place, depth - 1), self.value(of, place, depth - 1)
        return joined(
            f"{self.one_of(['min', 'max'])}({{}}, {{}})",
            PRIMARY,
            first.at(OTHERWISE, last=True),
            second.at(OTHERWISE, last=True),
            last=False,
        )

    def rounded(self, of: str, place: Place, depth: int) -> Text:
        mode, step = self.one_of(["round", "round up", "round down"]), self.one_of(["0.01", "1", "5", "0.5 EUR"])
        if of != "money":
            step = step.removesuffix(" EUR")
        return joined(
            f"{mode} {{}} to {step}", PRIMARY, self.value(of, place, depth - 1).at(SUM), last=False, endless=False
        )

    def units(self, of: str, place: Place, depth: int) -> Text:
        kind, size, amount = self.one_of(
            [
                ("number", "10", "number"),
                ("money", "100 EUR", "money"),
                ("months", "3 months", "months"),
                ("days", "7 days", "days"),
            ]
        )
        del kind
        form = self.one_of(["started units of", "full units of"])
        quantity = self.value(amount, place, depth - 1).at(PRIMARY)
        return joined(f"{form} {size} in {{}}", PRIMARY, quantity, endless=False)

    # --- time

    def between(self, of: str, place: Place, depth: int) -> Text:
        first, second = self.value("date", place, depth - 1), self.value("date", place, depth - 1)
        if of == "days" and self.chance(2):
            return joined("{} - {}", SUM, first.at(SUM), second.at(PRODUCT, last=True))
        word = "days" if of == "days" else self.one_of(["months", "years"])
        return joined(f"{word} between {{}} and {{}}", PRIMARY, first.at(SIGNED), second.at(PRIMARY), last=False)

    def duration(self, of: str, place: Place, depth: int) -> Text:
        count = self.value("count", place, depth - 1)
        if self.chance(2):
            return joined("{} * {}", PRODUCT, self.literal(of).at(PRODUCT), count.at(OF, last=True))
        return joined(f"{of}({{}})", PRIMARY, count.at(OTHERWISE, last=True), last=False)

    def shift(self, of: str, place: Place, depth: int) -> Text:
        del of
        day = self.value("date", place, depth - 1)
        span = self.value(self.one_of(["months", "days"]), place, depth - 1)
        return joined(f"{{}} {self.one_of(['+', '-'])} {{}}", SUM, day.at(SUM), span.at(PRODUCT, last=True))

    def as_of(self, of: str, place: Place, depth: int) -> Text:
        then = self.one_of(["2020-01-31", *["(today - 1 month)", "(today - 1 day)", "today"] * 5])
        looked_up = self.names(of, place.elsewhen())
        if not looked_up or self.chance(2):
            return self.total(of, place, depth) if of == "money" else self.leaf(of, place)
        value = (
            self.one_of(looked_up)
            if self.chance(2)
            else self.sum(of, place.elsewhen(), depth)
            if of in SUMMED
            else None
        )
        return joined(f"{{}} as of {then}", DATED, (value or self.one_of(looked_up)).at(DATED), last=False)

    # --- choices

    def choice(self, of: str, place: Place, depth: int) -> Text:
        test = self.value("yes/no", place, depth - 1)
        then, other = self.value(of, place, depth - 1), self.value(of, place, depth - 1)
        parts = test.at(OTHERWISE, last=True), then.at(OTHERWISE, last=True), other.at(OR, last=True)
        made = joined("if {} then {} else {}", SIGNED, *parts)
        return attrs.evolve(made, open=True)

    def or_else(self, of: str, place: Place, depth: int) -> Text:
        missing = self.maybe(of, place, depth - 1)
        if missing is None:
            return self.leaf(of, place)
        fallback = self.value(of, place, depth - 1)
        return joined("{} otherwise {}", OTHERWISE, missing.at(SUM), fallback.at(SUM, last=True))

    def maybe(self, of: str, place: Place, depth: int) -> Text | None:
        """An expression of a type that may be missing."""
        options = [text for text, _ in place.missing_fields(of)] + place.defined(of, optional=True)
        makers: list[Callable[[], Text]] = [lambda one=one: one for one in options]
        if depth > 0 and of in ("money", "number"):
            makers += [lambda: self.statistic(of, place, depth), lambda: self.quotient(of, place, depth)]
        if depth > 0 and of == "date":
            makers += [lambda: self.date_when(place, depth), lambda: self.statistic(of, place, depth)]
        return self.one_of(makers)() if makers else None

    def quotient(self, of: str, place: Place, depth: int) -> Text:
        """By what may be zero."""
        of, by = (
            ("money", "number")
            if of == "money"
            else self.one_of([("money", "money"), ("number", "number"), ("days", "days")])
        )
        left, right = self.value(of, place, depth - 1), self.value(by, place, depth - 1)
        return joined("{} / {}", PRODUCT, left.at(PRODUCT), right.at(OF, last=True), endless=True)

    # --- conditions

    def compare(self, of: str, place: Place, depth: int) -> Text:
        del of
        kind = self.one_of(["money", "money", "number", "count", "months", "days", "date"])
        operator = self.one_of(["<", "<=", ">", ">=", "is", "is not"])
        left, right = self.value(kind, place, depth - 1), self.value(kind, place, depth - 1)
        return joined(f"{{}} {operator} {{}}", TEST, left.at(SUM), right.at(SUM, last=True))

    def compare_members(self, of: str, place: Place, depth: int) -> Text:
        """Members, texts, facts and truths, fields that are known only from a day on among them."""
        del of, depth
        kind = self.one_of(["enum:Colour", "enum:Size", "text", "yes/no", "ref:Partner", "ref:Deal"])
        if kind.startswith("ref:"):
            facts = place.facts(kind[4:])
            if not facts:
                return self.literal("yes/no")
            return joined(f"{{}} {self.one_of(['is', 'is not'])} {{}}", TEST, self.one_of(facts), self.one_of(facts))
        safe = not self.chance(3)
        fields = place.of_fields(lambda field: field.of == kind, safe=safe) + place.defined(kind, optional=False)
        if not fields:
            return self.literal("yes/no")
        left = self.one_of(fields)
        if not safe and self.chance(2):
            return joined(f"{{}} in {{{{{self.literal(kind).plain}}}}}", TEST, left)
        operators = ["is", "is not", "<", ">="] if kind.startswith("enum") else ["is", "is not"]
        operator = self.one_of(operators) if safe else "is"
        right = self.literal(kind) if not safe or self.chance(2) else self.one_of([*fields, self.literal(kind)])
        return joined(f"{{}} {operator} {{}}", TEST, left, right)

    def among(self, of: str, place: Place, depth: int) -> Text:
        del of, depth
        kind = self.one_of(["enum:Colour", "enum:Size", "money", "count", "date", "text", "set:Colour"])
        negated = self.one_of(["in", "not in"])
        if kind == "set:Colour":
            held = place.of_fields(lambda field: field.of == kind)
            if not held:
                return self.literal("yes/no")
            return joined(f"{self.literal('enum:Colour').plain} {negated} {{}}", TEST, self.one_of(held))
        fields = self.names(kind, place)
        if not fields:
            return self.literal("yes/no")
        members = ", ".join(self.literal(kind).plain for _ in range(self.draw(st.integers(1, 3))))
        return joined(f"{{}} {negated} {{{{{members}}}}}", TEST, self.one_of(fields))

    def both(self, of: str, place: Place, depth: int) -> Text:
        left, right = self.value(of, place, depth - 1), self.value(of, place, depth - 1)
        return joined("{} and {}", AND, left.at(AND), right.at(NOT, last=True))

    def either(self, of: str, place: Place, depth: int) -> Text:
        left, right = self.value(of, place, depth - 1), self.value(of, place, depth - 1)
        return joined("{} or {}", OR, left.at(OR), right.at(AND, last=True))

    def negated(self, of: str, place: Place, depth: int) -> Text:
        return joined("not {}", NOT, self.value(of, place, depth - 1).at(NOT, last=True))

    def state(self, of: str, place: Place, depth: int) -> Text:
        del of
        kind = self.one_of(["money", "number", "date", "text"])
        missing = self.maybe(kind, place, depth - 1)
        if missing is None:
            return self.literal("yes/no")
        return joined(f"{{}} is {self.one_of(['known', 'missing'])}", TEST, missing.at(SUM), last=False)

    def known_and(self, of: str, place: Place, depth: int) -> Text:
        """A test of what the left side made sure of."""
        options = [one for kind in ("money", "date", "enum:Colour") for one in place.missing_fields(kind)]
        if not options:
            return self.some(of, place, depth)
        text, path = self.one_of(options)
        right = self.value(of, attrs.evolve(place, known=place.known | {path}), depth - 1)
        return joined("{} is known and {}", AND, text, right.at(NOT, last=True))

    # --- collections

    def collection(self, place: Place, depth: int, *, where: bool, dated: bool = False) -> tuple[Text, Place]:
        """A collection with its windows, and the place inside it; `where`: it may have a condition, and is open then."""
        paths = [one for one in place.collections() if not dated or place.model.records[one[1]].dated]
        path, record = self.one_of(paths)
        inner, alias = place.inside(record)
        words = path + (f" as {alias}" if alias else "")
        declared = place.model.records[record]
        dates = [field.name for field in declared.fields if field.of == "date" and not field.known_from]
        by = f" by {self.one_of(dates)}" if dates and self.chance(4) else ""
        if (declared.dated or by) and self.chance(2):
            words += f" within {self.window(place)}"
            if self.chance(4):
                words += " before 2020-07-01"
            words += by
        elif self.chance(4) and record == place.this.record:
            words += self.one_of([" before this", " up to this"]) + by
        elif declared.dated and self.chance(4):
            words += self.one_of([" before 2020-07-01", " before today", " before (today - 1 month)"])
        if where and self.chance(2):
            condition = self.value("yes/no", inner, depth - 1)
            made = joined(words + " where {}", PRIMARY, condition.at(OR, last=True), endless=False)
            return attrs.evolve(made, open=True), inner
        return atom(words), inner

    def window(self, place: Place) -> str:
        period = self.one_of(PERIODS)
        unit = period.split()[1]
        plural = {"half": "halves"}.get(unit, f"{unit}s")
        options = [
            period, f"{period} a year before", f"previous {period}", f"previous 2 {period.split()[0]} {plural}",
            f"same {self.one_of(['half', 'quarter', 'month'])} of the previous year",
            f"trailing {self.one_of(['12 months', '1 month', '90 days', '1 year', '1 day'])}",
        ]  # fmt: skip
        return self.one_of([*options, *(["period"] if place.period else [])])

    def _over(
        self,
        head: str,
        place: Place,
        depth: int,
        value: Callable[[Place], Text] | None,
        *,
        endless: bool = False,
        dated: bool = False,
    ) -> Text:
        """`sum of E over P`: open where the collection has a condition."""
        over, inner = self.collection(place, depth, where=True, dated=dated)
        if value is None:
            made = joined(f"{head} {{}}", PRIMARY, over, endless=endless)
        else:
            # What is summed is of the collection's element, and comes first in the text.
            what = value(attrs.evolve(inner, known=frozenset(), nonzero=frozenset())).at(SUM)
            made = joined(f"{head} {{}} over {{}}", PRIMARY, what, over, endless=endless)
        return attrs.evolve(made, open=over.open, level=SIGNED if over.open else PRIMARY)

    def _ended(self, of: str, depth: int) -> Callable[[Place], Text]:
        def value(place: Place) -> Text:
            found = self.value(of, place, depth - 1)
            if not found.endless:
                return found
            return joined("round {} to 0.01", PRIMARY, found.at(SUM), last=False, endless=False)

        return value

    def total(self, of: str, place: Place, depth: int) -> Text:
        return self._over("sum of", place, depth, self._ended(of, depth))

    def count(self, of: str, place: Place, depth: int) -> Text:
        del of
        return self._over("count of", place, depth, None)

    def distinct(self, of: str, place: Place, depth: int) -> Text:
        del of
        kind = self.one_of(["money", "date", "number"])
        return self._over("count of distinct", place, depth, lambda inner: self.value(kind, inner, depth - 1))

    def statistic(self, of: str, place: Place, depth: int) -> Text:
        heads = ["smallest of", "largest of"] + ([] if of == "date" else ["average of", "median of"])
        head = self.one_of(heads)
        return self._over(head, place, depth, self._ended(of, depth), endless=head == "average of")

    def rank(self, of: str, place: Place, depth: int) -> Text:
        """The place of the fact in hand: the same value is asked of it and of the others."""
        del of
        element = place.elements[-1]
        if element.prefix is not None:
            return self.literal("number")
        here = attrs.evolve(place, elements=(Element(0, element.record, None),), known=frozenset(), nonzero=frozenset())
        value = self.value("money", here, min(depth - 1, 1))
        return joined(f"rank of {{}} among {element.record}", PRIMARY, value.at(SUM), last=False, endless=False)

    def some(self, of: str, place: Place, depth: int) -> Text:
        del of
        over, _ = self.collection(place, depth, where=True)
        made = joined(f"{self.one_of(['some', 'no'])} {{}}", TEST, over)
        return attrs.evolve(made, open=over.open)

    def every(self, of: str, place: Place, depth: int) -> Text:
        over, inner = self.collection(place, depth, where=False)
        condition = self.value(of, inner, depth - 1)
        made = joined("all {} have {}", TEST, over, condition.at(OR, last=True))
        return attrs.evolve(made, open=True)

    def date_when(self, place: Place, depth: int) -> Text:
        if self.chance(2):
            over = self._over("sum of", place, depth, self._ended("money", depth), dated=True)
        else:
            over = self._over("count of", place, depth, None, dated=True)
        goal = (
            self.one_of(["100 EUR", "10.50 EUR", "0 EUR"])
            if over.plain.startswith("sum")
            else self.one_of(["1", "2", "3"])
        )
        return joined(
            f"date when {{}} reaches {goal}", PRIMARY, attrs.evolve(over, level=PRIMARY), last=False, endless=False
        )


def _nonzero(place: Place) -> list[tuple[Element, str]]:
    found = []
    for element in place.elements:
        if element.prefix is None and element is not place.elements[-1]:
            continue
        found += [(element, path) for number, path in sorted(place.nonzero) if number == element.number]
    return found
