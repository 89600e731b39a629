"""Everything that is declared and visible, filled while a programme is checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from palier.meaning import programme
from palier.meaning.model import Enumeration, Field, Model, Record, Titles, WayBack
from palier.meaning.table import Table
from palier.meaning.types import Type
from palier.problems import Kind, Problem, Severity
from palier.problems import names as name_problems
from palier.source import Span
from palier.syntax import declarations as written
from palier.syntax.expressions import Title

MOST_ERRORS = 200
"""After so many nobody reads on, and each costs time: the check ends."""


class TooManyErrors(Exception):  # noqa: N818 - it says how a check ended
    """Raised where an error too many is noted."""


class World:
    """The declarations by name, the problems found, and what was used.

    One for each check: it is filled in passes (types, records, parameters, definitions, incentives, examples), each of
    which may look at what the ones before have put in. `used` holds (kind, name) of what something refers to.
    """

    def __init__(self, currency: str | None) -> None:
        self.currency = currency
        self.minor_digits = 2
        self.rate_age = 7
        self.payee: str | None = None
        self.problems: list[Problem] = []
        self.errors = 0
        self.enumerations: dict[str, Enumeration] = {}
        self.records: dict[str, Record] = {}
        self.units: dict[str, Decimal] = {}
        self.parameters: dict[str, programme.Parameter] = {}
        self.parameter_types: dict[str, Type] = {}
        self.definitions: dict[tuple[str, str], written.Definition] = {}
        self.elaborated: dict[tuple[str, str], programme.Definition | None] = {}
        self.depths: dict[tuple[str, str], int] = {}
        """By definition: how deep it is, with all that it rests on."""
        self.under_way: list[tuple[str, str]] = []
        self.tables: dict[str, Table] = {}
        self.tiers: dict[str, tuple[str, ...]] = {}
        self.ladder_records: dict[str, str] = {}
        self.benefits: dict[str, programme.Benefit] = {}
        self.protections: dict[str, written.Protection] = {}
        self.claims: dict[str, programme.Protection | None] = {}
        """The protections as meant, once they were asked for."""
        self.stacks: dict[str, programme.Stack | None] = {}
        self.templates: dict[str, written.Template] = {}
        self.incentives: dict[str, written.Incentive] = {}
        self.incentive_made: Callable[[str], programme.Incentive | None] = lambda name: None
        """An incentive as meant, made when it is asked for; None while it is being made, or where it has an error."""
        self.facts: dict[str, written.Facts] = {}
        self.musts: dict[str, tuple[programme.Must, ...]] = {}
        self.sure: dict[str, frozenset[str]] = {}
        """By record: the paths, from the subject's slot, that its `must` conditions make sure of."""
        self.untyped: set[tuple[str, str]] = set()
        """By record and name: the fields whose declaration is at fault; what asks for them is not to blame."""
        self.outside: frozenset[str] = frozenset()
        """The parameters, definitions and tables that a `must` may not look at."""
        self.places: dict[tuple[str, str], Span] = {}
        self.used: set[tuple[str, str]] = set()
        self._ways_back: Mapping[str, Mapping[str, WayBack]] | None = None

    def report(self, kind: Kind, span: Span, **facts: object) -> None:
        """Notes a problem."""
        self.add(kind.at(span, **facts))  # type: ignore[arg-type]

    def at_fault(self, span: Span) -> bool:
        """Whether an error was noted within a stretch of the rules."""
        return any(
            one.severity is Severity.ERROR
            and one.span.source is span.source
            and span.start <= one.span.start
            and one.span.end <= span.end
            for one in self.problems
        )

    def forgive(self, since: int, kind: Kind, text: str) -> None:
        """Takes back the warnings of a kind, about that text, that came since so many problems were known."""
        kept = [one for one in self.problems[since:] if one.kind is not kind or one.facts.get("text") != text]
        self.problems[since:] = kept

    def add(self, problem: Problem) -> None:
        """Notes a problem that has more to show than facts."""
        self.problems.append(problem)
        if problem.severity is Severity.ERROR:
            self.errors += 1
            if self.errors > MOST_ERRORS:
                raise TooManyErrors

    def model(self) -> Model:
        """The data as declared so far."""
        return Model(
            currency=self.currency or "EUR",
            minor_digits=self.minor_digits,
            records=self.records,
            enumerations=self.enumerations,
            units=self.units,
            tiers=self.tiers,
            rate_age=self.rate_age,
        )

    def ways_back(self, record: str) -> Mapping[str, WayBack]:
        """The ways back to a record, by name; asked only when all records are there."""
        if self._ways_back is None:
            self._ways_back = self.model().ways_back
        return self._ways_back.get(record, {})

    def field(self, record: str, name: str) -> Field | None:
        """A field of a record."""
        return self.records[record].by_name.get(name) if record in self.records else None

    def names_of(self, record: str) -> list[str]:
        """What may stand after a dot behind a reference to a record."""
        defined = [name for owner, name in self.definitions if owner == record]
        ladders = [name for name, owner in self.ladder_records.items() if owner == record]
        return [*self.records[record].by_name, *self.ways_back(record), *defined, *ladders]

    def use(self, kind: str, name: str) -> None:
        """Notes that something refers to a declaration."""
        self.used.add((kind, name))


def titles_of(title: Title | None) -> Titles:
    """Titles by language."""
    return {} if title is None else dict(reversed(title.texts))


def listed(names: object, most: int = 8) -> str:
    """Names in a sentence: `a`, `b` and `c`."""
    shown = [f"`{name}`" for name in names]  # type: ignore[attr-defined]
    if len(shown) > most:
        shown = [*shown[:most], f"{len(shown) - most} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else "none"


__all__ = ["World", "listed", "name_problems", "titles_of"]
