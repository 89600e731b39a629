"""Whether two versions of a programme mean the same by a value, however they write it."""

from __future__ import annotations

from typing import Any

import attrs

from palier.meaning import core
from palier.meaning.core import Scalar
from palier.meaning.programme import Rules
from palier.meaning.walk import walk
from palier.source import Span

TOLD = ("span", "type", "titles", "source")
"""What does not make a value another one; types differ only where records do, which is told by itself."""

TIMELESS = (
    core.Constant,
    core.Arithmetic,
    core.Compare,
    core.AllOf,
    core.AnyOf,
    core.Not,
    core.If,
    core.In,
    core.Known,
    core.Default,
    core.Shift,
    core.Between,
    core.Round,
    core.Units,
    core.Duration,
)
"""What is the same on every day when its parts are."""


def alike(one: Scalar, rules: Rules, other: Scalar, others: Rules) -> bool:
    """Whether a value of one version is that of another for every fact, as far as the rules say so by themselves:
    definitions, parameters and tables are compared by what they hold, names of slots by their place."""
    return _Alike(rules, others).same(one, other)


def timeless(value: Scalar) -> bool:
    """Whether a value of a fact is the same whatever the date in hand."""
    return all(
        isinstance(node, TIMELESS)
        or (isinstance(node, core.Local) and node.slot in (core.SUBJECT, core.STRETCH))
        or (isinstance(node, core.Field) and not node.as_it_happens)
        for node in walk(value)
    )


class _Alike:
    def __init__(self, rules: Rules, others: Rules) -> None:
        self.rules = rules
        self.others = others
        self.slots: dict[int, int] = {slot: slot for slot in (core.TODAY, core.SUBJECT, core.STRETCH)}

    def same(self, one: Any, other: Any) -> bool:
        """Part by part."""
        if type(one) is not type(other):
            return False
        if isinstance(one, tuple):
            return len(one) == len(other) and all(map(self.same, one, other))
        if not attrs.has(type(one)):
            return bool(one == other)
        if isinstance(one, Span):
            return True
        if isinstance(one, core.Stretch) and one.calendar == "fiscal" and self._fiscal_years_differ():
            return False
        return self._named(one, other) and all(
            self._slot(getattr(one, name), getattr(other, name))
            if name == "slot"
            else self.same(getattr(one, name), getattr(other, name))
            for name in (field.name for field in attrs.fields(type(one)))
            if name not in TOLD
        )

    def _fiscal_years_differ(self) -> bool:
        return self.rules.fiscal_month != self.others.fiscal_month

    def _slot(self, one: int, other: int) -> bool:
        return self.slots.setdefault(one, other) == other

    def _fresh(self, one: Any, other: Any) -> bool:
        """What has a frame of its own."""
        return _Alike(self.rules, self.others).same(one, other)

    def _named(self, one: Any, other: Any) -> bool:
        """Whether what is named means the same in both."""
        match one:
            case core.Apply(record=record, name=name) if (record, name) == (other.record, other.name):
                first, second = self.rules.definitions[record, name], self.others.definitions[record, name]
                return self._fresh(first.body, second.body)
            case core.Parameter(name=name) if name == other.name:
                return self._fresh(self.rules.parameters[name], self.others.parameters[name])
            case core.Lookup() | core.Bands() if one.table == other.table:
                return self._fresh(self.rules.tables[one.table], self.others.tables[one.table])
            case core.Apply() | core.Parameter() | core.Lookup() | core.Bands():
                return False
            case _:
                return True
