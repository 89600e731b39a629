"""Tables drawn for a terminal, or for a file as wide as a page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from palier.cli.terminal import columns_for, paint_for

if TYPE_CHECKING:
    from rich.console import RenderableType

_PIPED_COLUMNS: Final = 80


def draw(parts: Callable[[int], tuple[Sequence[RenderableType], int]], out: Path | None) -> Iterator[str]:
    """Lines. `parts` gives what is drawn for a width, one below the other, and the width that it needs."""
    from io import StringIO

    from rich.console import Console

    colours = out is None and paint_for(sys.stdout).on
    columns = columns_for(sys.stdout, _PIPED_COLUMNS) if out is None else _PIPED_COLUMNS
    drawn = StringIO()
    found, width = parts(columns)
    console = Console(
        file=drawn,
        width=width,
        force_terminal=colours,
        color_system="standard" if colours else None,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in found:
        console.print(part)
    for line in drawn.getvalue().rstrip().split("\n"):
        yield f"{line.rstrip()}\n"
