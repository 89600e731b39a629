"""What is known of where the output goes: whether colours are seen there, and how wide it is."""

from __future__ import annotations

import os
import shutil
from typing import IO, Any

from palier.report.paint import Paint
from palier.report.problems_text import COLUMNS


def is_terminal(stream: IO[Any]) -> bool:
    """Whether somebody looks at it."""
    try:
        return stream.isatty()
    except ValueError:
        return False


def paint_for(stream: IO[Any]) -> Paint:
    """Colours on a terminal that has them and whose user wants them (https://no-color.org)."""
    return Paint(is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")


def columns_for(stream: IO[Any], otherwise: int = COLUMNS) -> int:
    """How wide a line may be: what COLUMNS says, the terminal's width, or a width that reads well."""
    if not is_terminal(stream) and not os.environ.get("COLUMNS"):
        return otherwise
    return max(shutil.get_terminal_size((otherwise, 24)).columns, 40)
