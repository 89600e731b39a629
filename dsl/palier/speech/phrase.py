"""Phrases: parts of sentences that are put into words only when the language of the reader is known."""

from __future__ import annotations

from typing import Any


class Phrase:
    """A template with its facts. `str` gives it in English; a `Language` says it in its own words.

    Facts may be phrases themselves.
    """

    __slots__ = ("facts", "template")

    def __init__(self, template: str, /, **facts: Any) -> None:
        self.template = template
        self.facts = facts

    def __str__(self) -> str:
        return self.template.format(**self.facts)

    def __repr__(self) -> str:
        return f"Phrase({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrase) and (self.template, self.facts) == (other.template, other.facts)

    def __hash__(self) -> int:
        return hash(self.template)
