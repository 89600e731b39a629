"""Names that go on: what has one ledger over all versions, under whatever names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar


class Continuing(Protocol):
    """What a version declares, and what it goes on from: an incentive, a ladder, a protection, a stack."""

    @property
    def name(self) -> str:
        """Its name in this version."""

    @property
    def continues(self) -> str | None:
        """The name it had before, where that is another one."""


C = TypeVar("C", bound=Continuing)


def roots(versions: Iterable[Mapping[str, Continuing]]) -> dict[str, str]:
    """By each name, one for all the names that are one ledger: the first of them that a version declares.

    A name goes on by being declared again, or by a line `continues`, and may come back.
    """
    declared = list(versions)
    places = dict.fromkeys(name for one in declared for name in one)
    lines = [one for version in declared for one in version.values() if one.continues is not None]
    places.update(dict.fromkeys(one.continues for one in lines if one.continues is not None))
    rank = {name: number for number, name in enumerate(places)}
    found = {name: name for name in places}

    def root(name: str) -> str:
        while found[name] != name:
            name = found[name]
        return name

    for one in lines:
        assert one.continues is not None
        first, second = sorted((root(one.name), root(one.continues)), key=rank.__getitem__)
        found[second] = first
    return {name: root(name) for name in places}


def twins(declared: Mapping[str, C], by_root: Mapping[str, str]) -> Iterable[tuple[C, C]]:
    """What one version declares twice under different names of one ledger, each with the one before it."""
    seen: dict[str, C] = {}
    for name, one in declared.items():
        first = seen.setdefault(by_root[name], one)
        if first is not one:
            yield first, one
