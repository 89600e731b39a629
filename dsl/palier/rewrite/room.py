"""Empty lines: one between declarations, none where a block begins or ends, and else where the author left one.

Declarations of one line each, such as parameters, may stand together. So may the members of a group.
"""

from __future__ import annotations

from palier.rewrite.taken import Entry, Item

_MEMBERS = frozenset(("incentive", "discount", "benefit"))


def room(entries: list[Entry], short: set[int]) -> list[bool]:
    """For each entry whether an empty line stands before it; `short`: the lines, by id, that take one line."""
    found: list[bool] = []
    group = False
    for at, entry in enumerate(entries):
        if isinstance(entry, Item) and entry.depth == 0:
            group = entry.first == "group"
        if not at:
            found.append(False)
            continue
        before = entries[at - 1]
        if entry.depth > before.depth:
            found.append(False)
            continue
        target = _target(entries, at)
        declares = entry.depth == 0 or (group and target is not None and target.first in _MEMBERS)
        found.append(entry.blank or (declares and _apart(before, entry, target, short)))
    return found


def _apart(before: Entry, entry: Entry, target: Item | None, short: set[int]) -> bool:
    """Whether something new begins there that does not stand together with what is before it."""
    if before.depth > entry.depth:
        return True
    return isinstance(before, Item) and not (_alone(before, short) and (target is None or _alone(target, short)))


def _alone(item: Item, short: set[int]) -> bool:
    return id(item) in short and not item.opens


def _target(entries: list[Entry], at: int) -> Item | None:
    """The line that begins there, or that the comments there stand above."""
    entry = entries[at]
    for following in entries[at + 1 :]:
        if isinstance(entry, Item) or following.blank or following.depth != entry.depth:
            break
        entry = following
    return entry if isinstance(entry, Item) else None
