"""A second evaluator of the typed core, written from the meaning alone: fractions, lists, and every fact looked at.

It shares nothing with `palier.run`: it is slow and plain, so that where the two agree, both are believed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import naive_dates as dates

from palier.facts.fact import Facts
from palier.meaning import core
from palier.meaning.programme import Rules
from palier.meaning.types import DAYS, MONTHS, Basic, MemberOf, Optional, ReferenceTo, SetOf, present


class DataFault(Exception):  # noqa: N818 - a fault of the data, as the run finds it
    """What the run would tell as a fault of the data."""


@attrs.define(eq=False)
class Row:
    """A fact: its values by name, references to other rows, numbers as fractions."""

    record: str
    key: Any
    values: dict[str, Any]
    since: date | None = None
    until: date | None = None
    dated: bool = False
    order: tuple[Any, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The key as results write it: the parts of one of several with a comma between them."""
        parts = [self.values[name] for name in self.names] or [self.key]
        return ",".join(one.text if isinstance(one, Row) else str(one) for one in parts)

    def seen(self, day: date) -> bool:
        if not self.dated:
            return True
        return self.since is not None and self.since <= day and (self.until is None or day < self.until)


def plain(value: Any) -> Any:
    """Numbers as fractions, whatever they come as."""
    return Fraction(value) if isinstance(value, Decimal) else value


class World:
    """All facts as rows, and the rules."""

    def __init__(self, rules: Rules, facts: Facts, parameters: dict[str, Any]) -> None:
        self.rules, self.model, self.parameters = rules, facts.model, parameters
        self.rows: dict[str, list[Row]] = {}
        twins = {fact: Row(name, fact.key, {}) for name, some in facts.by_record.items() for fact in some.values()}
        for fact, row in twins.items():
            record = self.model.records[row.record]
            for field in record.fields:
                value = fact.values[field.index]
                if field.target is not None and value is not None:
                    many = isinstance(present(field.type), SetOf)
                    value = [twins[one] for one in value] if many else twins[value]
                row.values[field.name] = plain(value)
            self.rows.setdefault(row.record, []).append(row)
        for row in twins.values():
            record = self.model.records[row.record]
            row.dated, row.names = record.dated is not None, record.key
            row.since = self._path(row, record.dated)
            row.until = self._path(row, record.until)
        for row in twins.values():
            row.order = self.order(row)

    def _path(self, row: Row, path: tuple[str, ...] | None) -> Any:
        value: Any = row if path else None
        for name in path or ():
            value = None if value is None else value.values[name]
        return value

    def order(self, row: Row) -> tuple[Any, ...]:
        """Where a fact stands among those of its record: by what the record says, then by date, then by key."""
        record = self.model.records[row.record]
        first = tuple(self._rank(self._path(row, path)) for path in record.order)
        return (*first, row.since or date.min, self.key(row))

    def key(self, row: Row) -> tuple[Any, ...]:
        record = self.model.records[row.record]
        if not record.key:
            return (int(row.key.rpartition("#")[2]),)
        parts = [row.values[name] for name in record.key]
        return tuple(self.key(part) if isinstance(part, Row) else part for part in parts)

    @staticmethod
    def _rank(value: Any) -> tuple[Any, ...]:
        return () if value is None else (value,)

    # --- values

    def parameter(self, name: str, day: date) -> Any:
        if name in self.parameters:
            return plain(self.parameters[name])
        values = self.rules.parameters[name].values
        held = [one.value for number, one in enumerate(values) if number == 0 or one.start <= day]
        return plain(held[-1])

    def value(self, node: Any, day: date, frame: dict[int, Any]) -> Any:
        """The value of a scalar on a day; the frame holds the subject, lets and elements."""
        match node:
            case core.Constant(value=value):
                return {plain(one) for one in value} if isinstance(value, frozenset) else plain(value)
            case core.Local(slot=slot):
                return day if slot == core.TODAY else frame[slot]
            case core.Parameter(name=name):
                return self.parameter(name, day)
            case core.Field(of=of, name=name, as_it_happens=happens):
                value = self.value(of, day, frame).values[name]
                return None if happens and value is not None and value > day else value
            case core.KnownFrom(value=value):
                if not self.readable(node, day, frame):
                    raise DataFault("read too early")
                return self.value(value, day, frame)
            case core.Arithmetic(operator=operator, left=left, right=right):
                return arithmetic(operator, self.value(left, day, frame), self.value(right, day, frame))
            case core.Compare():
                return self.compare(node, day, frame)
            case core.AllOf(parts=parts):
                for part in parts:
                    if not self.value(part, day, frame):
                        return False
                return True
            case core.AnyOf(parts=parts):
                for part in parts:
                    if self.value(part, day, frame):
                        return True
                return False
            case core.Not(operand=operand):
                return not self.value(operand, day, frame)
            case core.If(condition=condition, then=then, otherwise=otherwise):
                return self.value(then if self.value(condition, day, frame) else otherwise, day, frame)
            case core.In(operand=operand, members=members, negated=negated):
                if isinstance(operand, core.KnownFrom) and not negated and not self.readable(operand, day, frame):
                    return False
                found = self.value(operand, day, frame)
                if isinstance(members, tuple):
                    held = [self.value(one, day, frame) for one in members]
                else:
                    held = self.value(members, day, frame)
                return (found in held) != negated
            case core.Known(operand=operand, wanted=wanted):
                return (self.value(operand, day, frame) is not None) == wanted
            case core.Default(operand=operand, fallback=fallback):
                found = self.value(operand, day, frame)
                return self.value(fallback, day, frame) if found is None else found
            case core.Carried(of=of, slot=slot, value=value):
                row = self.value(of, day, frame)
                return None if row is None else self.value(value, day, {**frame, slot: row})
            case core.Shift(date=start, duration=duration, sign=sign):
                move = dates.add_months if duration.type is MONTHS else dates.add_days
                return move(self.value(start, day, frame), int(sign * self.value(duration, day, frame)))
            case core.Between(unit=unit, start=start, end=end):
                first, last = self.value(start, day, frame), self.value(end, day, frame)
                if unit == "days":
                    return last.toordinal() - first.toordinal()
                months = dates.months_between(first, last)
                return months if unit == "months" else months - months % 12
            case core.Round(mode=mode, operand=operand, to=to):
                step = abs(self.value(to, day, frame))
                return to_step(self.value(operand, day, frame), step, {"nearest": "half up"}.get(mode, mode))
            case core.Units(started=started, size=size, quantity=quantity):
                count = Fraction(self.value(quantity, day, frame)) / Fraction(self.value(size, day, frame))
                return Fraction(
                    -((-count.numerator) // count.denominator) if started else count.numerator // count.denominator
                )
            case core.Duration(count=count):
                return int(self.value(count, day, frame))
            case core.Apply(record=record, name=name, of=of):
                return self.definition(record, name, self.value(of, day, frame), day)
            case core.AsOf(operand=operand, date=then):
                other = self.value(then, day, frame)
                if other > day:
                    raise DataFault("as of a later day")
                return self.value(operand, other, frame)
            case core.Measure():
                return self.measure(node, day, frame)
            case core.Rank(value=value, own=own, among=among):
                mine = self.value(own, day, frame)
                others = [
                    self.value(value, day, {**frame, among.slot: row}) for row in self.elements(among, day, frame)
                ]
                return Fraction(1 + sum(1 for other in others if other > mine))
            case core.DateWhen():
                return self.date_when(node, day, frame)
            case _:
                raise NotImplementedError(type(node).__name__)

    def definition(self, record: str, name: str, of: Row, day: date) -> Any:
        return self.value(self.rules.definitions[record, name].body, day, {core.SUBJECT: of})

    def readable(self, node: core.KnownFrom, day: date, frame: dict[int, Any]) -> bool:
        """Whether a field may be read by a day; where the way to its date is broken off, never."""
        names = []
        at: Any = node.day
        while isinstance(at, core.Field):
            names.append(at.name)
            at = at.of
        known: Any = self.value(at, day, frame)
        for name in reversed(names):
            known = None if known is None else known.values[name]
        return known is not None and known <= day

    def compare(self, node: core.Compare, day: date, frame: dict[int, Any]) -> bool:
        if node.operator == "is":
            for side in (node.left, node.right):
                if isinstance(side, core.KnownFrom) and not self.readable(side, day, frame):
                    return False
        left, right = self.value(node.left, day, frame), self.value(node.right, day, frame)
        if node.ranks is not None:
            left, right = node.ranks.index(left), node.ranks.index(right)
        return {
            "is": left == right, "is not": left != right,
        }[node.operator] if node.operator in ("is", "is not") else {
            "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right,
        }[node.operator]  # fmt: skip

    # --- collections

    def reached(self, node: core.Elements, day: date, frame: dict[int, Any]) -> list[Row]:
        """All facts at the end of the path that are seen, each once, in order."""
        if node.start is not None:
            found = [self.value(node.start, day, frame)]
        else:
            found = [row for row in self.rows.get(node.origin, []) if row.seen(day)]
        for number, hop in enumerate(node.hops):
            following: list[Row] = []
            for row in found:
                if hop.back:
                    way = self.model.ways_back[row.record][hop.name]
                    following += [one for one in self.rows.get(way.record, []) if _refers(one.values[way.field], row)]
                else:
                    value = row.values[hop.name]
                    following += [] if value is None else value if isinstance(value, list) else [value]
            on_the_way = hop.back or number == len(node.hops) - 1
            found = [row for row in dict.fromkeys(following) if row.seen(day) or not on_the_way]
        return sorted(found, key=lambda row: (row.since or date.min, row.order))

    def elements(self, node: core.Elements, day: date, frame: dict[int, Any]) -> list[Row]:
        kept = []
        subject = frame.get(core.SUBJECT)
        for row in self.reached(node, day, frame):
            inside = {**frame, node.slot: row}
            on = row.since if node.by is None else self.value(node.by, day, inside)
            if node.window is not None and (on is None or on > day or not self._within(node.window, on, day, frame)):
                continue
            if isinstance(node.bound, str) and node.by is not None:
                own = self.value(node.by, day, {**frame, node.slot: subject})
                if on is None or own is None or on > day or on > own:
                    continue
                if on == own and not (row.order < subject.order or (node.bound == "up to this" and row is subject)):
                    continue
            elif isinstance(node.bound, str):
                if not (row.order < subject.order or (node.bound == "up to this" and row is subject)):
                    continue
            elif node.bound is not None and (on is None or on > day or on >= self.value(node.bound, day, frame)):
                continue
            if node.where is None or self.value(node.where, day, inside):
                kept.append(row)
        return kept

    def _within(self, window: core.Stretch, on: date, day: date, frame: dict[int, Any]) -> bool:
        if window.kind == "this":
            start, end = frame[core.STRETCH]
            return bool(start <= on < end)
        first = self.rules.fiscal_month if window.calendar == "fiscal" else 1
        return dates.in_window(window.kind, window.unit, window.count, window.of, first, day, on)

    def measure(self, node: core.Measure, day: date, frame: dict[int, Any]) -> Any:
        found = self.elements(node.over, day, frame)
        kind = node.kind
        if kind in ("count", "some", "no"):
            return {"count": Fraction(len(found)), "some": bool(found), "no": not found}[kind]
        if kind in ("first", "latest"):
            if node.value is not None:
                dated = [(self.value(node.value, day, {**frame, node.over.slot: row}), row) for row in found]
                found = [
                    row for value, row in sorted((one for one in dated if one[0] is not None), key=lambda one: one[0])
                ]
            return None if not found else found[-1 if kind == "latest" else 0]
        values = [self.value(node.value, day, {**frame, node.over.slot: row}) for row in found]
        match kind:
            case "all":
                return all(values)
            case "distinct":
                return Fraction(len([one for number, one in enumerate(values) if one not in values[:number]]))
            case "sum":
                return sum(values, 0 if node.type in (MONTHS, DAYS) else Fraction(0))
            case "average":
                return Fraction(sum(values), len(values)) if values else None
            case "median":
                values.sort()
                middle = len(values) // 2
                if not values:
                    return None
                return values[middle] if len(values) % 2 else Fraction(values[middle - 1] + values[middle]) / 2
            case _:
                assert node.value is not None
                type_ = node.value.type
                if isinstance(type_, MemberOf):
                    values.sort(key=list(self.model.enumerations[type_.enumeration].ranks).index)
                else:
                    values.sort()
                return None if not values else values[0 if kind == "smallest" else -1]

    def date_when(self, node: core.DateWhen, day: date, frame: dict[int, Any]) -> date | None:
        goal = self.value(node.reaches, day, frame)
        dated = []
        for number, row in enumerate(self.elements(node.over, day, frame)):
            inside = {**frame, node.over.slot: row}
            on = row.since if node.over.by is None else self.value(node.over.by, day, inside)
            if on is not None and on <= day:
                dated.append((on, number, 1 if node.value is None else self.value(node.value, day, inside)))
        total = Fraction(0)
        for on, _, amount in sorted(dated):
            total += amount
            if total >= goal:
                return on
        return None


def _refers(value: Any, row: Row) -> bool:
    return value is row or (isinstance(value, list) and any(one is row for one in value))


def arithmetic(operator: str, left: Any, right: Any) -> Any:
    """`+ - * / min max`; a quotient by zero is missing."""
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return None if right == 0 else Fraction(left) / Fraction(right)
        case "min":
            return left if left <= right else right
        case _:
            return left if left >= right else right


def to_step(value: Fraction, step: Fraction, mode: str) -> Fraction:
    """To a multiple of a step: by looking at the two on either side."""
    below = (Fraction(value) // step) * step
    above = below if below == value else below + step
    towards, away = (below, above) if value >= 0 else (above, below)
    if mode == "down":
        return towards
    if mode == "up":
        return away
    if abs(value - towards) != abs(away - value):
        return min((towards, away), key=lambda one: abs(value - one))
    if mode == "half up":
        return away
    return towards if (towards / step) % 2 == 0 else away


__all__ = ["Basic", "DataFault", "Optional", "ReferenceTo", "Row", "World", "plain", "to_step"]
