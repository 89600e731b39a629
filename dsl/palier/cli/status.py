"""The statuses with which the command ends."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
FINDING: Final = 1
"""The rules have errors, or an example failed."""
WRONG_USE: Final = 2
"""A wrong option, or a file that is not there."""
FAULTY_DATA: Final = 3
"""Nothing was computed."""
FAULT_OF_PALIER: Final = 70
INTERRUPTED: Final = 130
NOBODY_READS: Final = 141
"""Whoever read the output went away, as `head` does."""
