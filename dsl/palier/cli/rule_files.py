"""Rule files that a command writes anew: read once, written whole or not at all, with the line ends they had."""

from __future__ import annotations

import stat
from pathlib import Path

import attrs

from palier.cli.output import write_whole
from palier.cli.wrong_use import WrongUse, unreadable
from palier.problems import Problem
from palier.source import Source
from palier.syntax.files import read_bytes, source_from_bytes


@attrs.frozen(eq=False)
class RuleFile:
    """A file, or standard input where `path` is None: its bytes, its text, and what keeps it from being one."""

    name: str
    path: Path | None
    data: bytes
    source: Source
    problems: tuple[Problem, ...]

    def encoded(self, text: str) -> bytes:
        """A text as this file holds it: line ends as its first line has them."""
        first, end, _ = self.data.partition(b"\n")
        ends = "\r\n" if end and first.endswith(b"\r") else "\n"
        return text.replace("\n", ends).encode()

    def is_now(self, text: str) -> bool:
        """Whether the file holds this text already."""
        return self.encoded(text) == self.data

    def write(self, text: str) -> None:
        """Puts a text in the place of what the file holds."""
        assert self.path is not None
        place = self.path.resolve()
        if not place.stat().st_mode & stat.S_IWUSR:
            raise WrongUse(f"`{self.name}` may not be written", "it is read-only: give yourself the right to write it")
        data = self.encoded(text)
        write_whole(place, lambda beside: _fill(beside, data))


def rule_file(name: str) -> RuleFile:
    """The file of that name; WrongUse where there is none."""
    path = Path(name)
    try:
        data = read_bytes(path)
    except OSError as error:
        raise unreadable(error, name) from None
    source, problems = source_from_bytes(data, name, path)
    return RuleFile(name, path, data, source, problems)


def standard_input(data: bytes) -> RuleFile:
    """What was read from standard input."""
    name = "standard input"
    source, problems = source_from_bytes(data, name)
    return RuleFile(name, None, data, source, problems)


def _fill(place: Path, data: bytes) -> None:
    place.write_bytes(data)
