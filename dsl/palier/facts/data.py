"""Data: where facts come from, before they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import attrs

from palier.facts.change import Changes
from palier.facts.table import Table
from palier.problems import Fault

Origin: TypeAlias = Callable[[], Iterator[Table | Fault]]
"""Opens a file, or what was handed over, and gives its tables; a Fault where it has none that can be read."""


@attrs.frozen(eq=False)
class Data:
    """Facts that are yet to be read. Nothing is opened before they are loaded, and they can be loaded many times.

    `changes` are made to what the origins give, in their order, when it is loaded.
    """

    origins: tuple[Origin, ...]
    changes: tuple[Changes, ...] = ()

    def changed(self, changes: Sequence[Changes]) -> Data:
        """The same data after these changes, and those that it has already."""
        return attrs.evolve(self, changes=(*self.changes, *changes))

    def tables(self) -> Iterator[Table | Fault]:
        """The tables, in order of origin; an OSError is the caller's."""
        for origin in self.origins:
            yield from origin()
