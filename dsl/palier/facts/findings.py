"""What is found wrong while facts are read: the faults, the notes, and the rows to set aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from palier.facts.fact import Fact, Key
from palier.facts.wrong import Wrong
from palier.problems import DataPlace, Fault, Kind
from palier.problems.data import MORE_FAULTS

SHOWN: Final = 1_000
"""How many faults are shown; one more says how many there are besides."""

_KEPT: Final = 20_000

RowPlace: TypeAlias = tuple[str, str, int | None]
"""Record, file and row: where a row to be set aside stands."""


class Findings:
    """Collects what is wrong. With `set_aside`, the faults of rows are kept row by row, and stop nothing."""

    def __init__(self, *, set_aside: bool = False) -> None:
        self.set_aside = set_aside
        self.notes: list[Fault] = []
        self.rows: dict[RowPlace, list[Fault]] = {}
        self._faults: list[Fault] = []
        self._count = 0
        self.files_at_fault = False

    @property
    def stops(self) -> bool:
        """Whether nothing can be computed."""
        return self.files_at_fault or (self._count > 0 and not self.set_aside)

    def file(self, fault: Fault) -> None:
        """A fault of a file or a column: no row can be set aside for it."""
        self.files_at_fault = True
        self._add(fault)

    def row(self, record: str, fault: Fault) -> None:
        """A fault of a row."""
        self._add(fault)
        if self.set_aside:
            self.rows.setdefault((record, fault.place.file, fault.place.row), []).append(fault)

    def cell(self, record: str, wrong: Wrong, place: DataPlace) -> None:
        """A fault of a row, in one of its cells."""
        self.row(record, Fault(wrong.kind, place, wrong.facts))

    def fact(self, fact: Fact, kind: Kind, column: str | None = None, **facts: object) -> None:
        """A fault of a row that was read as a fact."""
        self.row(fact.record.name, Fault(kind, DataPlace(fact.file, fact.row, column), facts))

    def echo(self, fact: Fact, kind: Kind, column: str, record: str, key: Key) -> None:
        """What follows from the fault of another row: no fault of its own, but this row goes with the other."""
        if self.set_aside:
            fault = Fault(kind, DataPlace(fact.file, fact.row, column), {"record": record, "key": key})
            self.rows.setdefault((fact.record.name, fact.file, fact.row), []).append(fault)

    def note(self, fault: Fault) -> None:
        """Something to be said that stops nothing."""
        self.notes.append(fault)

    def faults(self) -> tuple[Fault, ...]:
        """The faults in the order they are shown, the first thousand; the last says how many more there are."""
        found = sorted(self._faults, key=Fault.order)
        if self._count <= SHOWN:
            return tuple(found)
        last = found[SHOWN - 1].place
        more = Fault(MORE_FAULTS, DataPlace(last.file), {"count": f"{self._count - SHOWN:,}"})
        return (*found[:SHOWN], more)

    def _add(self, fault: Fault) -> None:
        self._count += 1
        if self._count <= _KEPT:
            self._faults.append(fault)


def listed(names: Sequence[str]) -> str:
    """Names in a sentence."""
    return ", ".join(f"`{name}`" for name in names)
