"""JSON documents: what each of them carries, and how they become text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from palier.version import __version__

FORMAT: Final = 1
_line: Final = json.JSONEncoder(ensure_ascii=False).encode


def document(content: Mapping[str, Any]) -> str:
    """A whole document, indented, with the version of Palier and of the format first."""
    return json.dumps({"palier": __version__, "format": FORMAT, **content}, ensure_ascii=False, indent=1) + "\n"


def streamed(content: Mapping[str, Any], lists: Mapping[str, Iterable[Mapping[str, Any]]]) -> Iterator[str]:
    """A document with long lists, piece by piece: one line for each key, and for each row of a list."""
    head = {"palier": __version__, "format": FORMAT, **content}
    yield "{" + ",\n ".join(f"{_line(key)}: {_line(value)}" for key, value in head.items())
    for name, rows in lists.items():
        yield f",\n {_line(name)}: ["
        between = "\n   "
        for row in rows:
            yield between + _line(row)
            between = ",\n   "
        yield "]"
    yield "}\n"
