"""What a complaint is: facts first, words later.

A `Kind` is a row of the catalogue: a code, a name and the words. A `Problem` is one finding: its kind, its place and
the facts that the words need. Reports turn it into text; nothing else in the product writes a message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from string import Formatter
from typing import Any

import attrs

from palier.problems.nearest import Near
from palier.source import Span


class Severity(Enum):
    """How bad it is: an error keeps a programme from running, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@attrs.frozen
class Edit:
    """A replacement of what stands at `span` by `text`."""

    span: Span
    text: str


@attrs.frozen
class Fix:
    """A proposed correction; `safe` when it cannot change what a correct rule means."""

    edits: tuple[Edit, ...]
    safe: bool = False


@attrs.frozen
class Cure:
    """What a kind's remedy comes to as a correction: `text` with facts in it, in the place of what is wrong.

    `of` is the fact that is written there wrongly: the correction is offered where that stands once, alone or among
    other words. It takes all facts of `text`.
    """

    text: str
    of: str | None = None
    safe: bool = True

    def fix(self, span: Span, facts: Mapping[str, Any]) -> Fix | None:
        """The correction at that place; none where two names are equally near."""
        if facts.get("other") or any(facts.get(name) in (None, "") for name in _wanted(self.text)):
            return None
        place = span
        if self.of is not None:
            written = str(facts.get(self.of) or "")
            found = list(re.finditer(rf"(?<!\w){re.escape(written)}(?!\w)", span.text)) if written else []
            if written == span.text:
                found = []
            elif len(found) != 1:
                return None
            for one in found:
                place = Span(span.source, span.start + one.start(), span.start + one.end())
        return Fix((Edit(place, self.text.format(**facts)),), self.safe)


NAME = Cure("{near}", "name")
"""A misspelled name for the nearest one: what has an unknown name in it means nothing yet."""


@attrs.frozen
class Related:
    """Another place to look at, and why."""

    message: str
    span: Span


@attrs.frozen(eq=False)
class Kind:
    """One kind of problem. Its code never changes meaning.

    `message` is one sentence with `{facts}` in it. `help` holds remedies, the most specific first: the first whose
    facts are all there is shown.
    """

    code: str
    name: str
    severity: Severity
    message: str
    help: tuple[str, ...] = ()
    cure: Cure | None = None

    def at(self, span: Span, *, related: Sequence[Related] = (), fix: Fix | None = None, **facts: object) -> Problem:
        """A problem of this kind at that place."""
        facts = with_other(facts)
        if fix is None and self.cure is not None:
            fix = self.cure.fix(span, facts)
        return Problem(self, span, facts, tuple(related), fix)

    def remedy(self, facts: Mapping[str, Any]) -> str | None:
        """The first remedy whose facts are all there, in words."""
        template = self.remedy_template(facts)
        return None if template is None else template.format(**facts)

    def remedy_template(self, facts: Mapping[str, Any]) -> str | None:
        """The first remedy whose facts are all there, as it is written in the catalogue."""
        for template in self.help:
            if all(facts.get(name) not in (None, "") for name in _wanted(template)):
                return template
        return None


def error(code: str, name: str, message: str, *remedies: str, cure: Cure | None = None) -> Kind:
    """A row of the catalogue for what keeps a programme from running."""
    return Kind(code, name, Severity.ERROR, message, remedies, cure)


def warning(code: str, name: str, message: str, *remedies: str, cure: Cure | None = None) -> Kind:
    """A row of the catalogue for what a careful colleague would point at."""
    return Kind(code, name, Severity.WARNING, message, remedies, cure)


def with_other(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts, and with the nearest name the other one that is just as near."""
    near = facts.get("near")
    return {**facts, "other": near.other} if isinstance(near, Near) and near.other is not None else dict(facts)


def _wanted(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@attrs.frozen(eq=False)
class Problem:
    """One finding in a rule text."""

    kind: Kind
    span: Span
    facts: Mapping[str, Any] = attrs.field(factory=dict)
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    @property
    def code(self) -> str:
        """The code, such as `P204`."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """Error or warning."""
        return self.kind.severity

    @property
    def message(self) -> str:
        """One sentence: what is wrong."""
        return self.kind.message.format(**self.facts)

    @property
    def help(self) -> str | None:
        """The remedy, if one is known."""
        return self.kind.remedy(self.facts)

    def order(self) -> tuple[str, int, int, str, str]:
        """By place, then by code: the order in which problems are shown."""
        return self.span.source.name, self.span.start, self.span.end, self.code, self.message


class RuleError(Exception):
    """Rules that do not check. `problems` holds every finding, warnings included, in the order they are shown."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        first = next((p for p in problems if p.severity is Severity.ERROR), None)
        where = ""
        if first is not None:
            line, column = first.span.first
            where = f": {first.span.source.name}:{line}:{column}: {first.code} {first.message}"
        super().__init__(f"{errors} error{'s' if errors != 1 else ''} in the rules{where}")

    @property
    def diagnostics(self) -> tuple[Problem, ...]:
        """The same findings, by the name that services know."""
        return self.problems
