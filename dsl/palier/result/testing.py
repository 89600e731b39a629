"""What came out of the examples of a programme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

import attrs

from palier.problems import Fault, Problem, spoken
from palier.source import Span
from palier.speech import ENGLISH, Language, Phrase


@attrs.frozen
class Failure:
    """An expectation that does not hold: where it is written, what came out instead, and where to look.

    `said` is a sentence, or what the rules or the facts of the example are at fault for, which has its own remedy. A
    text is one put together in English elsewhere.
    """

    span: Span
    said: Phrase | Problem | Fault | str
    remedy: Phrase | str | None = None

    @property
    def message(self) -> str:
        """What came out, in English."""
        return self.told(ENGLISH)[0]

    @property
    def help(self) -> str | None:
        """Where to look, in English."""
        return self.told(ENGLISH)[1]

    def told(self, language: Language) -> tuple[str, str | None]:
        """What came out instead, and where to look, as a language says it."""
        remedy = None if self.remedy is None else _told(self.remedy, language)
        if isinstance(self.said, (Phrase, str)):
            return _told(self.said, language), remedy
        found = _spoken(self.said, language)
        return found.message, remedy or found.help


def _spoken(found: Problem | Fault, language: Language) -> Problem | Fault:
    if isinstance(found, Problem):
        return spoken((found,), language)[0]
    return spoken((found,), language)[0]


def _told(text: Phrase | str, language: Language) -> str:
    return language.say(text) if isinstance(text, Phrase) else language.fragment(text)


@attrs.frozen
class ExampleResult:
    """One example, and how it turned out."""

    title: str
    span: Span
    passed: bool
    failures: tuple[Failure, ...] = ()


LIMIT: Final = "limit"
"""The kind of a part that is one side of a limit."""


@attrs.frozen
class Part:
    """A part of the rules, and whether an example exercises it.

    `kind` is its word: `requirement`, `case`, `table row`, `tier`, `cap`, `guarantee`, `limit` …; `text` says what no
    example shows where none does. `write` is what an example could say to show it, where that can be told.
    """

    kind: str
    text: str
    span: Span
    exercised: bool
    write: str | None = None

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it is written, the same whichever file of a programme was read first."""
        source = self.span.source
        return source.name if source.path is None else str(source.path.resolve()), self.span.start, self.span.end


@attrs.frozen
class TestReport:
    """The examples of one or more rule files, in the order in which they are written.

    `files` as the user gave them; `parts`, what the rules are made of and whether examples exercise it, is None when
    it was not asked for.
    """

    __test__: ClassVar[bool] = False

    files: tuple[str, ...]
    results: tuple[ExampleResult, ...]
    parts: tuple[Part, ...] | None = None

    @property
    def coverage(self) -> tuple[Part, ...] | None:
        """The parts of the rules that no example exercises; None when that was not asked for."""
        return None if self.parts is None else tuple(one for one in self.parts if not one.exercised)

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """By kind, how many parts are exercised whole, and how many there are. What is written in one place is one."""
        whole: dict[tuple[str, tuple[str, int, int]], bool] = {}
        for one in self.parts or ():
            whole[one.kind, one.place] = whole.get((one.kind, one.place), True) and one.exercised
        found: dict[str, tuple[int, int]] = {}
        for (kind, _), exercised in whole.items():
            done, all_of_them = found.get(kind, (0, 0))
            found[kind] = done + exercised, all_of_them + 1
        return found

    @property
    def passed(self) -> int:
        """How many examples hold."""
        return sum(one.passed for one in self.results)

    @property
    def failed(self) -> int:
        """How many do not."""
        return len(self.results) - self.passed


def joined(reports: Sequence[TestReport]) -> TestReport:
    """The reports of several programmes as one. What a module holds is exercised when one of its users does so."""
    parts: dict[tuple[str, str, tuple[str, int, int]], Part] = {}
    for one in (part for report in reports for part in report.parts or ()):
        key = one.kind, one.text, one.place
        if key not in parts or one.exercised:
            parts[key] = one
    return TestReport(
        tuple(file for one in reports for file in one.files),
        tuple(result for one in reports for result in one.results),
        tuple(parts.values()) if any(one.parts is not None for one in reports) else None,
    )
