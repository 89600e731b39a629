"""What an expression may name, and from where."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from palier.meaning import core
from palier.meaning.core import Scalar
from palier.meaning.types import DATE, ReferenceTo
from palier.source import Span


@attrs.frozen(eq=False)
class Scope:
    """Where an expression stands. Immutable: a line that narrows or names something makes a new one.

    `element` is the fact whose fields a bare name means; `this` the subject of the declaration; `names` holds lets,
    aliases and the parameters of a template, None for one whose value has an error of its own; `known` the paths that
    cannot be missing here, and `nonzero` before a path for those that cannot be zero; `outer` the elements around the
    innermost, for the message when a name is theirs. `has_period`: `within period` has a meaning; `part`: the
    unit of the part in hand, of which `month.number` is asked. `own_only`: nothing but the fact and its references.
    """

    element: Scalar | None
    this: Scalar | None
    names: Mapping[str, Scalar | None] = attrs.field(factory=dict)
    known: frozenset[str] = frozenset()
    outer: tuple[Scalar, ...] = ()
    has_period: bool = False
    part: str | None = None
    own_only: bool = False

    @property
    def record(self) -> str | None:
        """The record of the innermost element."""
        return _record(self.element)

    @property
    def this_record(self) -> str | None:
        """The record of the subject."""
        return _record(self.this)

    def narrowed(self, known: frozenset[str]) -> Scope:
        """The same place where more is known."""
        return attrs.evolve(self, known=self.known | known) if known else self

    def naming(self, name: str, value: Scalar | None) -> Scope:
        """The same place with one more name."""
        return attrs.evolve(self, names={**self.names, name: value})

    def inside(self, element: Scalar, alias: str | None) -> Scope:
        """Inside a collection: bare names are the element's."""
        outer = (*self.outer, self.element) if self.element is not None else self.outer
        names = {**self.names, alias: element} if alias else self.names
        return attrs.evolve(self, element=element, outer=outer, names=names)


def _record(value: Scalar | None) -> str | None:
    return value.type.record if value is not None and isinstance(value.type, ReferenceTo) else None


def subject_scope(
    record: str, span: Span, *, has_period: bool = False, part: str | None = None, own_only: bool = False
) -> Scope:
    """The scope of a declaration about a record: its fields are bare names, and `this` is the fact."""
    this = core.Local(ReferenceTo(record), span, core.SUBJECT, "this")
    return Scope(this, this, has_period=has_period, part=part, own_only=own_only)


def no_subject(span: Span) -> Scope:
    """A scope without a subject: parameters, headers."""
    del span
    return Scope(None, None)


def today(span: Span) -> core.Local:
    """The date in hand."""
    return core.Local(DATE, span, core.TODAY, "today")
