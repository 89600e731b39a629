"""What follows from another problem, and is none of its own.

A line that cannot be read is left out. What it would have said is then missing: the name it declares, the payment it
states. Those who miss it are not to blame. Nor are those who miss what a module would have declared that is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from palier.meaning.check.modules import Module, Modules
from palier.problems import Problem, Severity
from palier.problems import examples as example_problems
from palier.problems import incentives as line_problems
from palier.problems import names as problems
from palier.problems import time as time_problems
from palier.problems import types as type_problems
from palier.source import Source

UNKNOWN = frozenset(
    (
        problems.UNKNOWN_NAME,
        problems.UNKNOWN_FIELD,
        problems.UNKNOWN_MEMBER,
        problems.UNKNOWN_TYPE,
        problems.UNKNOWN_RECORD,
        problems.UNKNOWN_TEMPLATE,
        problems.UNKNOWN_ARGUMENT,
        problems.UNKNOWN_PARAMETER,
        problems.UNKNOWN_FACTS,
        problems.OUTER_FIELD,
        problems.NO_WAY_BACK,
        example_problems.UNKNOWN_INCENTIVE,
        line_problems.NO_PAYEE_RECORD,
        line_problems.UNKNOWN_PROTECTION,
    )
)
"""Something named `name` is not there: nobody wonders when it stands in what could not be read."""

ABSENT = frozenset(
    (
        line_problems.LINE_MISSING,
        line_problems.NO_PAYEE,
        line_problems.NO_DATE,
        problems.MISSING_ARGUMENT,
        type_problems.NEEDS_OTHERWISE,
        time_problems.PROGRAMME_LINE_MISSING,
        time_problems.FIRST_VALUE_LATE,
        example_problems.NO_EXPECTATION,
        example_problems.FIELD_MISSING,
        example_problems.UNKNOWN_FACT,
        example_problems.UNKNOWN_WANT,
        example_problems.KEY_OF_FACT,
        example_problems.NO_AS_OF,
    )
)
"""A declaration lacks something: nobody wonders when some of its lines could not be read."""

UNSURE = frozenset((type_problems.MAY_BE_MISSING, line_problems.MISSING_SCOPE_VALUE))
"""The value of `text` may be missing: unless a line that could not be read has made sure of it."""

IDLE = frozenset((problems.UNUSED, problems.UNUSED_MODULE, line_problems.NO_INCENTIVES))
"""Nothing refers to something: what is in error may, once it is put right."""

NO_MODULE = frozenset(
    (
        problems.UNKNOWN_MODULE,
        problems.FILE_NOT_FOUND,
        problems.OUTSIDE_PROJECT,
        problems.UNREADABLE_MODULE,
        problems.MODULE_CIRCLE,
    )
)
"""A module is not there, and nobody knows what it would have declared."""

_WORD = re.compile(r"[^\W\d]\w*")


@attrs.frozen(eq=False)
class _Lost:
    """What is not there: the words of what could not be read; the declarations that lack a line, from where to where;
    whether a module is missing, and whether anything is in error."""

    words: frozenset[str]
    torn: tuple[tuple[Source, int, int], ...]
    module: bool
    errors: bool

    def holds(self, problem: Problem) -> bool:
        """Whether a problem stands in a declaration that lacks a line."""
        span = problem.span
        return any(span.source is source and start <= span.start < end for source, start, end in self.torn)


def without_echoes(found: list[Problem], modules: Modules) -> tuple[Problem, ...]:
    """The problems in the order of their places, each once, without those that follow from what could not be read."""
    lost = _lost(found, modules)
    kept: dict[tuple[object, ...], Problem] = {}
    for problem in sorted(found, key=Problem.order):
        if not _echo(problem, lost):
            # A template that is used twice has its faults once.
            kept.setdefault(problem.order(), problem)
    return tuple(kept.values())


def _echo(problem: Problem, lost: _Lost) -> bool:
    kind = problem.kind
    if kind in UNSURE and lost.holds(problem):
        return bool(lost.words.intersection(_WORD.findall(str(problem.facts["text"]))))
    if kind in UNKNOWN and lost.words.intersection(_WORD.findall(str(problem.facts.get("name", "")))):
        return True
    if kind in UNKNOWN and lost.module and problem.facts.get("near") is None:
        return True
    return (kind in IDLE and lost.errors) or (kind in ABSENT and lost.holds(problem))


def _lost(found: list[Problem], modules: Modules) -> _Lost:
    slips = [(module, problem) for module in modules.modules for problem in module.problems]
    words: set[str] = set()
    torn = []
    for module, problem in slips:
        text = problem.span.source.text
        starts = _starts(module)
        at = problem.span.start
        start = max((one for one in starts if one <= at), default=0)
        end = min((one for one in starts if one > at), default=len(text))
        torn.append((problem.span.source, start, end))
        words.update(_WORD.findall(text[start:end] if not _read(module, start, end) else _lines(text, at, end)))
    return _Lost(
        frozenset(words),
        tuple(torn),
        any(problem.kind in NO_MODULE for problem in found),
        any(problem.severity is Severity.ERROR for problem in found),
    )


def _starts(module: Module) -> list[int]:
    """Where declarations begin, as far as anybody can tell: at words in the first column."""
    text = module.file.source.text
    return [found.start() for found in re.finditer(r"^[^\W\d]", text, re.MULTILINE)]


def _read(module: Module, start: int, end: int) -> bool:
    """Whether a declaration came of that stretch."""
    return any(start <= one.span.start < end for one in module.file.declarations)


def _lines(text: str, at: int, end: int) -> str:
    """The line that could not be read, and what is indented under it."""
    start = text.rfind("\n", 0, at) + 1
    lines: Iterator[str] = iter(text[start:end].splitlines(keepends=True))
    taken = [next(lines, "")]
    depth = len(taken[0]) - len(taken[0].lstrip())
    for line in lines:
        if line.strip() and len(line) - len(line.lstrip()) <= depth:
            break
        taken.append(line)
    return "".join(taken)
