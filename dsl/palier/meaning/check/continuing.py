"""What goes on under another name: one ledger has one name in each version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from palier.meaning import lineage
from palier.meaning.lineage import Continuing
from palier.problems import Problem, Related
from palier.problems import time as problems
from palier.source import Span


def told_twice(declared: Mapping[str, Continuing], by_root: Mapping[str, str]) -> Iterable[Problem]:
    """Complains of what one version declares under two names of one ledger."""
    for first, second in lineage.twins(declared, by_root):
        if second.continues is None:
            # The one that says so is at fault, wherever it stands.
            first, second = second, first
        old = second.continues or first.name
        reason = (
            "this version declares that as well" if first.name == old else f"`{first.name}` goes on with it already"
        )
        related = [Related(f"`{first.name}` is declared here", _span(first))]
        yield problems.CANNOT_CONTINUE.at(_span(second), name=second.name, old=old, reason=reason, related=related)


def _span(one: Continuing) -> Span:
    span: Span = one.span  # type: ignore[attr-defined]
    return span.head
