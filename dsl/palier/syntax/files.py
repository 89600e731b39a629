"""Rule texts from files and from strings, made ready to be read."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from palier.problems import Problem
from palier.problems import syntax as slips
from palier.source import Source, Span

MOST_BYTES = 5_000_000


def source_from_text(name: str, text: str, path: Path | None = None) -> Source:
    """A rule text under the name it is shown by: in NFC, without a byte order mark."""
    text = text.removeprefix("\ufeff")
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return Source(name, text, path)


def read_rules(path: Path, name: str) -> tuple[Source, tuple[Problem, ...]]:
    """The rule text in a file; where it is none, an empty one and the reason. OSError is the caller's."""
    return source_from_bytes(read_bytes(path), name, path)


def read_bytes(path: Path) -> bytes:
    """What a file holds; of one that is too large, enough to tell. OSError is the caller's."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def source_from_bytes(data: bytes, name: str, path: Path | None = None) -> tuple[Source, tuple[Problem, ...]]:
    """The rule text in what was read; where it is none, an empty one and the reason."""
    empty = Source(name, "", path)
    nowhere = Span(empty, 0, 0)
    if len(data) > MOST_BYTES:
        return empty, (slips.TOO_LARGE.at(nowhere, most="5 MB"),)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = f"{data[error.start]:02x}"
        return empty, (slips.NOT_UTF8.at(nowhere, byte=byte, line=data.count(b"\n", 0, error.start) + 1),)
    if "\0" in text:
        return empty, (slips.NUL.at(nowhere, offset=data.index(b"\0")),)
    return source_from_text(name, text, path), ()
