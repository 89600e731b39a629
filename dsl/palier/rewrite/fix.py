"""Corrections put into the texts: those that do not meet, never one that leaves a text harder to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from palier.problems import Edit, Fix, Problem
from palier.source import Source
from palier.syntax import parse, source_from_text

MOST_ROUNDS = 20
"""A correction may let others be seen; whoever goes round in a circle is stopped."""


@attrs.frozen(eq=False)
class Corrected:
    """What came of correcting: the new texts by resolved path, how many corrections, and the problems that are left."""

    texts: Mapping[Path, str]
    before: Mapping[Path, Source]
    count: int
    left: tuple[Problem, ...]


def corrected(
    check: Callable[[Mapping[Path, str]], Sequence[Problem]], within: Iterable[Path], *, unsafe: bool = False
) -> Corrected:
    """Corrects until nothing is left that can be.

    `check` tells the problems, with these texts in the place of what files hold; `within`: the folders whose files may
    be changed, with all below them. The standard library never is.
    """
    folders = tuple(within)
    texts: dict[Path, str] = {}
    before: dict[Path, Source] = {}
    seen: set[tuple[tuple[Path, str], ...]] = set()
    count = 0
    problems = tuple(check(texts))
    for _ in range(MOST_ROUNDS):
        chosen = _chosen(problems, folders, unsafe=unsafe)
        sources = {place: source for fix in chosen for place, source in _sources(fix).items()}
        new = dict(texts)
        applied = _apply(chosen, sources, new)
        state = tuple(sorted(new.items()))
        if not applied or state in seen:
            break
        seen.add(state)
        for place, source in sources.items():
            if place in new:
                before.setdefault(place, source)
        texts, count = new, count + applied
        problems = tuple(check(texts))
    return Corrected(texts, before, count, problems)


def _chosen(problems: Sequence[Problem], folders: Sequence[Path], *, unsafe: bool) -> list[Fix]:
    """The corrections of one round, the first of those that meet."""
    chosen: list[Fix] = []
    taken: dict[Path, list[tuple[int, int]]] = {}
    fixes = (problem.fix for problem in problems if problem.fix is not None)
    for fix in sorted(fixes, key=lambda one: (one.edits[0].span.source.name, one.edits[0].span.start)):
        if not (fix.safe or unsafe) or not all(_may_change(edit, folders) for edit in fix.edits):
            continue
        wanted = [(place, edit) for edit in fix.edits if (place := _place(edit.span.source)) is not None]
        if any(_meets(edit, taken.get(place, ())) for place, edit in wanted):
            continue
        for place, edit in wanted:
            taken.setdefault(place, []).append((edit.span.start, edit.span.end))
        chosen.append(fix)
    return chosen


def _meets(edit: Edit, taken: Iterable[tuple[int, int]]) -> bool:
    """Whether an edit touches another; two that stand side by side may belong together, and wait for each other."""
    return any(edit.span.start <= end and start <= edit.span.end for start, end in taken)


def _apply(chosen: Sequence[Fix], sources: Mapping[Path, Source], texts: dict[Path, str]) -> int:
    """Puts corrections into the texts: all at once, or, where a text is worse for it, one by one. How many were put."""
    whole = _with(chosen, sources)
    if all(_slips(text) <= _slips(sources[place].text) for place, text in whole.items()):
        texts.update(whole)
        return len(chosen)
    kept: list[Fix] = []
    for fix in chosen:
        tried = _with([*kept, fix], sources)
        now = _with(kept, sources)
        if all(_slips(text) <= _slips(now.get(place, sources[place].text)) for place, text in tried.items()):
            kept.append(fix)
    texts.update(_with(kept, sources))
    return len(kept)


def _with(fixes: Sequence[Fix], sources: Mapping[Path, Source]) -> dict[Path, str]:
    """The texts that the corrections change, changed: each was checked as it is in its source."""
    edits: dict[Path, list[Edit]] = {}
    for fix in fixes:
        for edit in fix.edits:
            place = _place(edit.span.source)
            if place is not None:
                edits.setdefault(place, []).append(edit)
    found = {}
    for place, mine in edits.items():
        text = sources[place].text
        for edit in sorted(mine, key=lambda one: one.span.start, reverse=True):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        found[place] = text
    return found


def _slips(text: str) -> int:
    """How many places of a text cannot be read."""
    return len(parse(source_from_text("t", text)).problems)


def _sources(fix: Fix) -> dict[Path, Source]:
    return {place: edit.span.source for edit in fix.edits if (place := _place(edit.span.source)) is not None}


def _may_change(edit: Edit, folders: Sequence[Path]) -> bool:
    place = _place(edit.span.source)
    return place is not None and any(place.is_relative_to(folder) for folder in folders)


def _place(source: Source) -> Path | None:
    return None if source.path is None else source.path.resolve()
