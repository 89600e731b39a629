"""Gaps and overlaps of a table, by sweeping over its columns: exact, at the limits too.

Each column is cut at the limits that its cells name; within a piece nothing changes. The pieces of all columns are gone
through together, and those that the same rows take are gone through once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

import attrs

from palier.meaning import core, table
from palier.meaning.check.proving import spoken
from palier.meaning.check.world import World
from palier.meaning.core import Scalar
from palier.meaning.prove.terms import as_fraction
from palier.meaning.types import (
    COUNT,
    DATE,
    DAYS,
    MONTHS,
    YES_NO,
    Basic,
    MemberOf,
    Optional,
    TierOf,
    Type,
    on_a_line,
    present,
)
from palier.problems import Edit, Fix
from palier.problems import tables as problems
from palier.source import Span

STEPS: Final = 400_000
"""How many pieces are gone through at the most."""
SHOWN: Final = 3


@attrs.frozen
class Piece:
    """Values of one column that every cell treats alike: a test value, and how one would say the piece.

    A piece of a line has a start and an end, each in words with the limit left out or not: `above 10`, `below 20`.
    """

    value: Any
    said: str = ""
    start: str = ""
    end: str = ""

    @property
    def named(self) -> bool:
        """Whether a cell may name it beside others: a member, a tier."""
        return bool(self.said) and self.value is not None and not isinstance(self.value, _Other)

    @property
    def words(self) -> str:
        """The piece, as a sentence names it."""
        if self.said:
            return self.said
        low, high = self.start.partition(" ")[2], self.end.partition(" ")[2]
        if low == high and low:
            return low
        up = "up " if self.end.startswith("to ") and not self.start.startswith("from ") else ""
        return " ".join(filter(None, (self.start, up + self.end))) or "any"


def joined(pieces: list[Piece], of: list[Piece]) -> str:
    """Pieces of one column as a cell: a list of names, or one stretch of a line."""
    if len(pieces) == len(of):
        return "any"
    if any(piece.said for piece in pieces):
        return ", ".join(piece.said for piece in pieces)
    return Piece(pieces[0].value, "", pieces[0].start, pieces[-1].end).words


def gaps_and_overlaps(world: World, of: table.Table) -> None:
    """Reports what no row holds for, and what two rows hold for; in a `first match` table, rows that never hold."""
    for values in _assignments(world, of):
        work = _Sweep(of, values, world)
        work.go()
        if work.steps <= 0:
            world.report(problems.TABLE_TOO_WIDE, of.span, table=of.name)
            return
        if work.found:
            return
    if of.first_match:
        for number, row in enumerate(of.rows):
            if number not in work.met and not row.otherwise:
                world.report(problems.ROW_NEVER_MET, row.span, table=of.name)


def _assignments(world: World, of: table.Table) -> list[Callable[[Scalar], Any]]:
    """How limits that are parameters are read: at each of their values in time, and at both ends of their ranges."""
    names = {
        limit.name
        for row in of.rows
        for cell in row.cells
        for limit in _limits(cell)
        if isinstance(limit, core.Parameter)
    }
    declared = [world.parameters[name] for name in sorted(names) if name in world.parameters]
    choices: list[dict[str, Any]] = [{one.name: one.values[0].value for one in declared}]
    for one in declared:
        others = [dated.value for dated in one.values[1:]]
        others += [limit for limit in (one.lowest, one.highest) if limit is not None]
        choices.extend({**choices[0], one.name: value} for value in others)

    def reader(values: dict[str, Any]) -> Callable[[Scalar], Any]:
        def read(limit: Scalar) -> Any:
            return limit.value if isinstance(limit, core.Constant) else values.get(getattr(limit, "name", ""))

        return read

    return [reader(values) for values in choices]


def _limits(cell: table.Cell) -> list[Scalar]:
    match cell:
        case table.OneOf(values=values):
            return list(values)
        case table.Interval(lower=lower, upper=upper):
            return [limit for limit in (lower, upper) if limit is not None]
        case _:
            return []


class _Sweep:
    def __init__(self, of: table.Table, read: Callable[[Scalar], Any], world: World) -> None:
        self.table = of
        self.read = read
        self.world = world
        self.steps = STEPS
        self.found = 0
        self.met: set[int] = set()
        self.plain = [number for number, row in enumerate(of.rows) if not row.otherwise]
        self.closed = any(row.otherwise for row in of.rows)
        self.pieces = [self._pieces(at) for at in range(len(of.inputs))]
        self.known: set[tuple[int, tuple[int, ...]]] = set()
        self.gaps: list[list[frozenset[int]]] = []

    def go(self) -> None:
        """Goes through all columns."""
        self._column(0, tuple(self.plain), ())

    def _column(self, at: int, alive: tuple[int, ...], case: tuple[int, ...]) -> None:
        if self.steps <= 0 or self.found >= SHOWN:
            return
        if at == len(self.pieces):
            self._judge(alive, case)
            return
        if (at, alive) in self.known:
            return
        self.known.add((at, alive))
        done: set[tuple[int, ...]] = set()
        for number, piece in enumerate(self.pieces[at]):
            self.steps -= len(alive) + 1
            left = tuple(one for one in alive if self._holds(self.table.rows[one].cells[at], piece.value))
            if not left:
                # Whatever the columns after this one hold.
                self._gap((*case, number))
            elif left not in done:
                done.add(left)
                self._column(at + 1, left, (*case, number))

    def _gap(self, case: tuple[int, ...]) -> None:
        if self.closed or self.found >= SHOWN:
            return
        box = [frozenset({number}) for number in case]
        box += [frozenset(range(len(of))) for of in self.pieces[len(case) :]]
        if any(all(inner <= outer for inner, outer in zip(box, known, strict=True)) for known in self.gaps):
            return
        box = self._widened(box)
        self.gaps.append(box)
        self.found += 1
        words = [joined([of[number] for number in sorted(box[at])], of) for at, of in enumerate(self.pieces)]
        pairs = list(zip(self.table.inputs, words, strict=True))
        named = [f"{column.name} {said}" for column, said in pairs if said != "any"]
        other = any(isinstance(of[number].value, _Other) for at, of in enumerate(self.pieces) for number in box[at])
        cells = ["otherwise"] * len(words) if other and "any other" in words else words
        row = " | ".join([*cells, *("…" for _ in self.table.outputs)])
        self.world.add(
            problems.TABLE_GAP.at(
                self.table.span,
                table=self.table.name,
                case=_listed(named) or "anything",
                row=f"| {row} |",
                fix=self._closing(cells),
            )
        )

    def _widened(self, box: list[frozenset[int]]) -> list[frozenset[int]]:
        """A gap with all that lies beside it and that no row takes either, so that few rows close a table."""
        if len(self.plain) * sum(map(len, self.pieces)) > STEPS:
            return box
        taken = [[self._takers(at, piece) for piece in of] for at, of in enumerate(self.pieces)]
        for at, of in enumerate(self.pieces):
            beside = frozenset(self.plain)
            for other, numbers in enumerate(box):
                if other != at:
                    beside &= frozenset[int]().union(*(taken[other][number] for number in numbers))
            free = {number for number in range(len(of)) if not taken[at][number] & beside}
            found = set(box[at])
            if len(free) == len(of):
                found = free
            elif of[min(found)].named:
                found |= {number for number in free if of[number].named}
            else:
                while max(found) + 1 in free and not of[max(found) + 1].said:
                    found.add(max(found) + 1)
                while min(found) - 1 in free and not of[min(found) - 1].said and not of[min(found)].said:
                    found.add(min(found) - 1)
            box[at] = frozenset(found)
        return box

    def _takers(self, at: int, piece: Piece) -> frozenset[int]:
        return frozenset(one for one in self.plain if self._holds(self.table.rows[one].cells[at], piece.value))

    def _judge(self, alive: tuple[int, ...], numbers: tuple[int, ...]) -> None:
        if alive:
            self.met.add(alive[0])
        if self.found >= SHOWN:
            return
        case = [of[number] for number, of in zip(numbers, self.pieces, strict=True)]
        if not alive:
            self._gap(numbers)
        if len(alive) > 1 and not self.table.first_match:
            self.found += 1
            named = [f"{column.name} {piece.words}" for column, piece in zip(self.table.inputs, case, strict=True)]
            from palier.problems import Related

            first, second = self.table.rows[alive[0]], self.table.rows[alive[1]]
            self.world.add(
                problems.TABLE_OVERLAP.at(
                    second.span,
                    table=self.table.name,
                    case=_listed(named),
                    related=[Related("the other row", first.span)],
                )
            )

    def _closing(self, cells: list[str]) -> Fix | None:
        """The row under the last one, with outputs of nothing: what is paid there is for the designer to say."""
        last = self.table.rows[-1].span
        outputs = [self._nothing(column.type) for column in self.table.outputs]
        if last.source is not self.table.span.source or None in outputs:
            return None
        text = last.source.text
        end = text.find("\n", last.end)
        end = len(text) if end < 0 else end
        indent = " " * (last.first.column - 1)
        row = " | ".join([*cells, *filter(None, outputs)])
        return Fix((Edit(Span(last.source, end, end), f"\n{indent}| {row} |"),))

    def _nothing(self, type_: Type) -> str | None:
        match type_:
            case Optional():
                return "missing"
            case MemberOf(enumeration):
                return next(iter(self.world.enumerations[enumeration].ranks), None)
            case TierOf(ladder):
                return self.world.tiers[ladder][0]
            case Basic.YES_NO:
                return "no"
            case Basic.MONTHS | Basic.DAYS:
                return f"0 {type_.value}"
            case _:
                return "0" if on_a_line(type_) and type_ is not DATE else None

    def _holds(self, cell: table.Cell, value: Any) -> bool:
        match cell:
            case table.Anything():
                return True
            case table.Absence(wanted=wanted):
                return (value is None) is wanted
            case table.OneOf(values=values, negated=negated):
                return value is not None and (value in [self.read(one) for one in values]) is not negated
            case table.Interval():
                if value is None:
                    return False
                low = None if cell.lower is None else self.read(cell.lower)
                high = None if cell.upper is None else self.read(cell.upper)
                above = low is None or low < value or (cell.lower_included and low == value)
                below = high is None or value < high or (cell.upper_included and high == value)
                return above and below

    def _pieces(self, at: int) -> list[Piece]:
        column = self.table.inputs[at]
        type_ = present(column.type)
        cells = [self.table.rows[number].cells[at] for number in self.plain]
        limits = {self.read(limit) for cell in cells for limit in _limits(cell)} - {None}
        pieces = self._values(type_, limits, cells)
        return [*pieces, Piece(None, "missing")] if isinstance(column.type, Optional) else pieces

    def _values(self, type_: Type, limits: set[Any], cells: list[table.Cell]) -> list[Piece]:
        if type_ is YES_NO:
            return [Piece(True, "yes"), Piece(False, "no")]
        if isinstance(type_, MemberOf):
            return [Piece(name, name) for name in self.world.enumerations[type_.enumeration].ranks]
        if isinstance(type_, TierOf):
            return [Piece(name, name) for name in self.world.tiers[type_.ladder]]
        if not any(isinstance(cell, table.Interval) for cell in cells) and not on_a_line(type_):
            named = sorted(limits)
            return [*(Piece(one, f'"{one}"') for one in named), Piece(_Other(), "any other")]
        return self._line(type_, sorted(limits), cells)

    def _line(self, type_: Type, limits: list[Any], cells: list[table.Cell]) -> list[Piece]:
        """The limits, and what lies between them. A measure below zero is looked at only where a cell speaks of it."""
        if not limits:
            return [Piece(_middle(type_), "any")]
        words = self._words(type_)
        whole = type_ in (COUNT, MONTHS, DAYS, DATE)
        lowest = limits[0]
        below = any(isinstance(cell, table.Interval) and cell.lower is None for cell in cells)
        if lowest == date.min:
            pieces = []
        elif type_ is DATE or below or lowest < 0:
            pieces = [Piece(_step(lowest, -1, whole), "", "", f"below {words(lowest)}")]
        else:
            zero = lowest - lowest
            pieces = [Piece(zero, "", f"from {words(zero)}", f"below {words(lowest)}")] if lowest > 0 else []
        for number, limit in enumerate(limits):
            pieces.append(Piece(limit, "", f"from {words(limit)}", f"to {words(limit)}"))
            if number + 1 < len(limits):
                following = limits[number + 1]
                if not whole:
                    between = (limit + following) / 2
                    pieces.append(Piece(between, "", f"above {words(limit)}", f"below {words(following)}"))
                elif _step(limit, 1, whole) < following:
                    between = _step(limit, 1, whole)
                    end = (
                        f"below {words(following)}" if _step(between, 1, whole) < following else f"to {words(between)}"
                    )
                    pieces.append(Piece(between, "", f"from {words(between)}", end))
            elif limit == date.max:
                # Beyond the last day there is none that could be asked for.
                pass
            elif whole:
                following = _step(limit, 1, whole)
                pieces.append(Piece(following, "", f"from {words(following)}", ""))
            else:
                pieces.append(Piece(_step(limit, 1, whole), "", f"above {words(limit)}", ""))
        return pieces

    def _words(self, type_: Type) -> Callable[[Any], str]:
        def words(value: Any) -> str:
            return spoken(self.world, as_fraction(value), type_)

        return words


class _Other:
    """A text that no cell names."""


def _middle(type_: Type) -> Any:
    return date(2000, 1, 1) if type_ is DATE else 0 if type_ in (MONTHS, DAYS) else Decimal(0)


def _step(value: Any, direction: int, whole: bool) -> Any:
    if isinstance(value, date):
        return value + timedelta(days=direction)
    return value + direction if whole else value + Decimal(direction)


def _listed(named: list[str]) -> str:
    return " and ".join(f"`{one}`" for one in named)
