"""From a rule text to its tree, whatever the text holds."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager

import attrs

from palier.problems import Problem
from palier.problems import syntax as slips
from palier.source import Source, Span
from palier.syntax.declarations import Declaration, File

MOST_PROBLEMS = 200
MOST_CHARACTERS = 5_000_000

_COLUMN_1 = re.compile(
    r"^(?!\r?$|[ \t\xa0#|)}+*/<>=-]|(?:and|else|over|where|within)\b|or\b(?![ \t]*(?:\"|\r?$)))", re.MULTILINE
)


@attrs.frozen(eq=False)
class Parsed:
    """What a text holds, and what is wrong with it: what could not be read is not in the tree."""

    file: File
    problems: tuple[Problem, ...]


def parse(source: Source) -> Parsed:
    """Read a rule text. Never raises: what cannot be read is in the problems."""
    if len(source.text) > MOST_CHARACTERS:
        problem = slips.TOO_LARGE.at(Span(source, 0, 0), most="5 MB")
        return Parsed(File(source, ()), (problem,))
    from palier.syntax.actions import machine  # at the first parse: whoever only needs the nodes pays nothing
    from palier.syntax.declaration import Reader

    declarations: list[Declaration] = []
    problems: list[Problem] = []
    with _collector_at_rest():
        for start, end in pieces(source.text):
            reader = Reader(machine(), source, start, end)
            declarations += reader.read()
            problems += reader.problems
            if len(problems) > MOST_PROBLEMS:
                break
    problems.sort(key=Problem.order)
    if len(problems) > MOST_PROBLEMS:
        del problems[MOST_PROBLEMS:]
        problems.append(slips.TOO_MANY.at(problems[-1].span, most=MOST_PROBLEMS))
    return Parsed(File(source, tuple(declarations)), tuple(problems))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """A tree is all live objects: looking for dead ones while it grows takes longer than making it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """From where to where each declaration reaches: they begin in column 1."""
    starts = [found.start() for found in _COLUMN_1.finditer(text)]
    if not starts or text[: starts[0]].strip():
        starts.insert(0, 0)
    yield from zip(starts, [*starts[1:], len(text)], strict=True)
