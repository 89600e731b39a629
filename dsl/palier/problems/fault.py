"""Complaints about data: the same catalogue, another kind of place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from palier.problems.problem import Kind, with_other


@attrs.frozen
class DataPlace:
    """Where a fault stands in the data.

    `file` as the user gave it (or a word for facts handed over in memory); `row` is the line of the file, or of the
    sheet, or the place in a JSON list, counted from 1, header included where there is one; `column` is the field.
    """

    file: str
    row: int | None = None
    column: str | None = None


@attrs.frozen(eq=False)
class Fault:
    """One finding in the data. Facts first, words later, as in `Problem`."""

    kind: Kind
    place: DataPlace
    facts: Mapping[str, Any] = attrs.field(factory=dict, converter=with_other)

    @property
    def code(self) -> str:
        """The code, such as `D104`."""
        return self.kind.code

    @property
    def message(self) -> str:
        """One sentence: what is wrong."""
        return self.kind.message.format(**self.facts)

    @property
    def help(self) -> str | None:
        """The remedy, if one is known."""
        return self.kind.remedy(self.facts)

    def order(self) -> tuple[str, int, str, str, str]:
        """By file, row and column: the order in which faults are shown."""
        return self.place.file, self.place.row or 0, self.place.column or "", self.code, self.message


class DataError(Exception):
    """Data that cannot be computed on. `faults` holds every finding, in the order they are shown."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        first = faults[0] if faults else None
        where = ""
        if first is not None:
            row = "" if first.place.row is None else f", row {first.place.row}"
            where = f": {first.place.file}{row}: {first.code} {first.message}"
        super().__init__(f"{len(faults)} fault{'s' if len(faults) != 1 else ''} in the data{where}")
