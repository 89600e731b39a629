"""What came out of the examples of a programme."""

from __future__ import annotations

from typing import ClassVar

import attrs

from palier.source import Span


@attrs.frozen
class Failure:
    """An expectation that does not hold: where it is written, what came out instead, and where to look."""

    span: Span
    message: str
    help: str | None = None


@attrs.frozen
class ExampleResult:
    """One example, and how it turned out."""

    title: str
    span: Span
    passed: bool
    failures: tuple[Failure, ...] = ()


@attrs.frozen
class Uncovered:
    """A part of the rules that no example exercises.

    `kind` is its word: `requirement`, `table row`, `tier`, `cap`, `protection`, `guarantee`.
    """

    kind: str
    text: str
    span: Span


@attrs.frozen
class TestReport:
    """The examples of one or more rule files, in the order in which they are written.

    `files` as the user gave them; `coverage` is None when it was not asked for.
    """

    __test__: ClassVar[bool] = False

    files: tuple[str, ...]
    results: tuple[ExampleResult, ...]
    coverage: tuple[Uncovered, ...] | None = None

    @property
    def passed(self) -> int:
        """How many examples hold."""
        return sum(one.passed for one in self.results)

    @property
    def failed(self) -> int:
        """How many do not."""
        return len(self.results) - self.passed
