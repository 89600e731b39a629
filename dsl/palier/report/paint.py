"""Colours of a terminal, on or off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

import attrs

Style: TypeAlias = Literal["error", "warning", "good", "place", "label", "strong", "dim"]

_CODES: Final[Mapping[Style, str]] = {
    "error": "1;31",
    "warning": "1;33",
    "good": "32",
    "place": "36",
    "label": "34",
    "strong": "1",
    "dim": "2",
}


@attrs.frozen
class Paint:
    """Puts a style round a text, or leaves it as it is."""

    on: bool = False

    def __call__(self, style: Style, text: str) -> str:
        """The text in that style."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.on and text else text


PLAIN: Final = Paint()
