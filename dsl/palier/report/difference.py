"""Two texts of one file as a unified difference."""

from __future__ import annotations

from difflib import unified_diff


def difference(name: str, before: str, after: str, *, what: str) -> str:
    """The lines that differ, as `diff -u` shows them; `what` became of the second is said behind its name."""
    lines = unified_diff(_lines(before), _lines(after), name, f"{name} ({what})")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """With their ends; what ends a line is `\\n` alone."""
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + parts[-1:] if parts[-1] else [f"{part}\n" for part in parts[:-1]]
