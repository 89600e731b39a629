"""Problems of rules as text: each with its lines, what else to look at, and the remedy; at last how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from palier.problems import Problem, Severity, spoken
from palier.report.cells import printable
from palier.report.paint import PLAIN, Paint
from palier.report.place_text import gutter, place_lines
from palier.speech import ENGLISH, Language

COLUMNS: Final = 100
"""How wide a line is shown where nothing says how wide the terminal is."""


def problems_text(
    problems: Sequence[Problem], paint: Paint = PLAIN, columns: int = COLUMNS, language: Language = ENGLISH
) -> str:
    """Every problem, with an empty line after each."""
    said = spoken(problems, language)
    return "".join(f"{line}\n" for problem in said for line in _problem(problem, paint, columns, language))


def summary(problems: Sequence[Problem], files: Sequence[str], language: Language = ENGLISH, allowed: int = 0) -> str:
    """`2 errors, 1 warning, 1 allowed in vmware.palier`; `allowed`: how many warnings are let stand."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    parts = [language.several("{number} error", "{number} errors", errors)] if errors else []
    parts += [language.several("{number} warning", "{number} warnings", warnings)] if warnings else []
    if allowed:
        parts = parts or [language.say("no errors")]
        parts += [language.several("{number} warning allowed", "{number} warnings allowed", allowed)]
    many = language.several("{number} file", "{number} files", len(files))
    where = printable(files[0]) if len(files) == 1 else many
    if not parts:
        return language.say("no errors in {place}", place=where)
    return language.say("{findings} in {place}", findings=", ".join(parts), place=where)


def corrected_words(number: int, language: Language = ENGLISH) -> str:
    """`3 problems corrected`."""
    if not number:
        return language.say("no problem corrected")
    return language.several("{number} problem corrected", "{number} problems corrected", number)


def _problem(problem: Problem, paint: Paint, columns: int, language: Language) -> Iterator[str]:
    style: Final = "error" if problem.severity is Severity.ERROR else "warning"
    numbers = gutter(problem.span, *(one.span for one in problem.related))
    severity = language.say("error") if problem.severity is Severity.ERROR else language.say("warning")
    head = paint(style, f"{severity} {problem.code}")
    name, message = paint("dim", problem.kind.name), paint("strong", printable(problem.message))
    yield f"{head} {language.say('{label}: {text}', label=name, text=message)}"
    yield from place_lines(problem.span, paint, numbers=numbers, columns=columns, style=style)
    for one in problem.related:
        yield from place_lines(
            one.span, paint, numbers=numbers, columns=columns, mark="-", style="label", label=one.message
        )
    if problem.help is not None:
        remedy = language.say(
            "{label}: {text}", label=paint("good", language.say("help")), text=printable(problem.help)
        )
        yield f"{' ' * numbers} {paint('place', '=')} {remedy}"
    yield ""
