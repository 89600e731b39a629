"""Outputs on record: compared to the letter, written anew with `pytest --update`, and then read as a difference."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "snapshots"


def agrees(name: str, text: str, update: bool) -> None:
    """Holds a text against the one on record under that name."""
    place = FOLDER / name
    if update:
        FOLDER.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="")
    assert place.read_text(encoding="utf-8") == text
