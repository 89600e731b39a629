"""Problems and faults in the language of the reader: the same findings, their words said anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any, TypeVar

import attrs

from palier.problems.fault import Fault
from palier.problems.problem import Problem, Related
from palier.speech import Language, Phrase

Finding = TypeVar("Finding", Problem, Fault)


def spoken(found: Sequence[Finding], language: Language) -> tuple[Finding, ...]:
    """The findings as that language words them, in the same order. Codes, names, places and fixes are the same."""
    if language.code == "en":
        return tuple(found)
    return tuple(_said(one, language) for one in found)


def _said(one: Finding, language: Language) -> Finding:
    kind = one.kind
    remedy = kind.remedy_template(one.facts)
    help_ = () if remedy is None else (_closed(_filled(remedy, one.facts, language)),)
    said = attrs.evolve(
        one, kind=attrs.evolve(kind, message=_closed(_filled(kind.message, one.facts, language)), help=help_)
    )
    if isinstance(said, Problem):
        return attrs.evolve(said, related=tuple(_related(other, language) for other in said.related))
    return said


def _related(other: Related, language: Language) -> Related:
    return attrs.evolve(other, message=language.fragment(other.message))


def _filled(template: str, facts: Mapping[str, Any], language: Language) -> str:
    """A sentence in that language. A fact in backticks is the user's own text, any other one is put into words."""
    parts = []
    quoted = False
    for literal, name, _, _ in Formatter().parse(language.template(template)):
        parts.append(literal)
        quoted ^= literal.count("`") % 2 == 1
        if name is not None:
            fact = facts[name]
            if isinstance(fact, Phrase):
                parts.append(language.say(fact))
            else:
                parts.append(str(fact) if quoted else language.fragment(str(fact)))
    return "".join(parts)


def _closed(text: str) -> str:
    """A sentence as a template in which nothing is open."""
    return text.replace("{", "{{").replace("}", "}}")
