"""Warnings that are let stand, each with its reason: `# palier: allow P218 because …`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import attrs

from palier.problems import (
    Edit,
    Fix,
    Kind,
    Problem,
    Severity,
    examples,
    incentives,
    names,
    nearest,
    syntax,
    tables,
    time,
    types,
)
from palier.problems import style as problems
from palier.source import Source, Span
from palier.syntax.notes import Note, notes

_ALLOW = re.compile(r"allow\s+(?P<codes>\w+(?:\s*,\s*\w+)*)(?:\s+because\b\s*(?P<reason>.*))?")
_FOUND_LATER = frozenset((time.VERSION_GAP.code,))
"""What is found between several programmes, when each has been checked alone."""


@attrs.frozen(eq=False)
class Allowed:
    """A warning that is let stand, and why."""

    problem: Problem
    reason: str


@attrs.frozen(eq=False)
class Permit:
    """A code that a note lets stand, where the note holds."""

    note: Note
    code: str
    reason: str


def permits(sources: Sequence[Source]) -> tuple[tuple[Permit, ...], tuple[Problem, ...]]:
    """What the notes of some texts let stand, and what is wrong with those notes."""
    good: list[Permit] = []
    wrong: list[Problem] = []
    for source in sources:
        for note in notes(source):
            for found in _read(note):
                if isinstance(found, Permit):
                    good.append(found)
                else:
                    wrong.append(found)
    return tuple(good), tuple(wrong)


def sorted_out(
    found: Sequence[Problem], given: Sequence[Permit]
) -> tuple[tuple[Problem, ...], tuple[Allowed, ...], tuple[Permit, ...]]:
    """What is left of some problems, what is let stand, and the permits that nothing needed."""
    left: list[Problem] = []
    allowed: list[Allowed] = []
    needed: set[int] = set()
    for problem in found:
        fitting = [one for one in given if one.code == problem.code and one.note.holds(problem.span)]
        if problem.severity is Severity.WARNING and fitting:
            allowed.append(Allowed(problem, fitting[0].reason))
            needed.update(map(id, fitting))
        else:
            left.append(problem)
    return tuple(left), tuple(allowed), tuple(one for one in given if id(one) not in needed)


def not_needed(unused: Sequence[Permit], source: Source) -> Iterator[Problem]:
    """A problem for each permit of a text that let nothing stand. Of a module another programme may need it."""
    for one in unused:
        if one.note.span.source is source and one.code not in _FOUND_LATER:
            yield problems.ALLOWED_NOTHING.at(one.note.span, code=one.code, fix=_without(one.note))


def _read(note: Note) -> Iterator[Permit | Problem]:
    said = _ALLOW.fullmatch(note.text)
    if said is None:
        yield problems.UNKNOWN_NOTE.at(note.span)
        return
    for code in re.split(r"\s*,\s*", said["codes"]):
        kind = _kinds().get(code)
        if kind is None:
            yield problems.UNKNOWN_CODE.at(note.span, code=code, near=nearest(code, _kinds()))
        elif kind.severity is Severity.ERROR:
            yield problems.ALLOWED_ERROR.at(note.span, code=code)
        elif not said["reason"]:
            yield problems.NO_REASON.at(note.span, code=code)
        else:
            yield Permit(note, code, said["reason"])


def _without(note: Note) -> Fix | None:
    """The note taken out with the room before it, or with its line; not one of several codes."""
    if "," in note.text.partition(" because ")[0]:
        return None
    text, start, end = note.span.source.text, note.span.start, note.span.end
    while start and text[start - 1] in " \t":
        start -= 1
    if not note.behind and end < len(text):
        end = text.index("\n", end) + 1 if "\n" in text[end:] else len(text)
    return Fix((Edit(Span(note.span.source, start, end), ""),), safe=True)


@cache
def _kinds() -> Mapping[str, Kind]:
    families = (syntax, names, types, tables, incentives, time, examples, problems)
    return {kind.code: kind for family in families for kind in vars(family).values() if isinstance(kind, Kind)}
