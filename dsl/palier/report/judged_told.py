"""Requirements as they turned out, in sentences: what was asked, what there was of it, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import attrs

from palier.meaning.types import DATE, RATE, MemberOf, ReferenceTo, TierOf, Type, present
from palier.result import Compared, Given, Judged
from palier.result.explanation import Step
from palier.speech import Language

_MORE: Final = (">", ">=")


@attrs.frozen
class Line:
    """A sentence, with a mark (`met`, `failed`, `not asked`) where it judges something, and lines that belong to it."""

    text: str
    mark: str | None = None
    inside: tuple[Line, ...] = ()


@attrs.frozen
class JudgedTold:
    """Puts requirements into words: `value` words a value of a type, `asked_by` a condition by its text."""

    language: Language
    value: Callable[[Type, Any], str]
    asked_by: Callable[[str], str | None] = lambda text: None

    def lines(self, steps: Sequence[Step], failed: bool = False) -> Iterator[Line]:
        """Requirements with how they turned out; with `failed`, only those that are not met."""
        for step in steps:
            if isinstance(step, Given) or (failed and step.outcome == "met"):
                continue
            if isinstance(step, Judged):
                yield Line(self.judged(step), step.outcome)
                continue
            inside = []
            for way in step.ways:
                title = self.language.title(way.titles, "") if way.titles else self.language.say("A way")
                inside.append(Line(title, way.outcome, tuple(self.lines(way.requirements))))
            yield Line(self.language.say("One of these ways:"), step.outcome, tuple(inside))

    def judged(self, judged: Judged) -> str:
        """A requirement, what there is of it, and what is missing."""
        say, what = self.language.say, self.asked(judged)
        found = judged.compared
        if judged.outcome == "not asked":
            return say("{what}: only seen once the one before is met", what=what)
        size = self.gap(judged)
        if found is None or not _measurable(found):
            return what if judged.outcome == "met" else say("{what}: not met", what=what)
        facts = {
            "what": what,
            "have": self.value(found.type, found.left),
            "wanted": self.value(found.type, found.right),
        }
        if present(found.type) is DATE:
            return self._by_day(judged, found.operator, facts)
        if found.operator not in _MORE:
            if judged.outcome == "met" or size is None:
                return say("{what}: {have}, and {wanted} at the most", **facts)
            return say("{what}: {size} too much ({have}, and {wanted} at the most)", size=size, **facts)
        if found.operator == ">" and judged.outcome == "met" and not found.right:
            return say("{what}: {have}", what=what, have=facts["have"])
        if found.operator == ">" and (judged.outcome == "met" or size is None):
            return say("{what}: {have}, and more than {wanted} is asked", **facts)
        if judged.outcome == "met" or size is None:
            return say("{what}: {have} of {wanted}", **facts)
        return say("{what}: {size} missing ({have} of {wanted})", size=size, **facts)

    def _by_day(self, judged: Judged, operator: str, facts: dict[str, str]) -> str:
        """A day, and the first or the last one that would do."""
        say = self.language.say
        if judged.outcome == "met":
            return say("{what}: {have}", what=facts["what"], have=facts["have"])
        match operator:
            case ">=":
                return say("{what}: {have}, and {wanted} or later is asked", **facts)
            case ">":
                return say("{what}: {have}, and later than {wanted} is asked", **facts)
            case "<=":
                return say("{what}: {have}, and {wanted} or earlier is asked", **facts)
            case _:
                return say("{what}: {have}, and earlier than {wanted} is asked", **facts)

    def asked(self, judged: Judged) -> str:
        """What a requirement is called: by its title, by what it asks, else by its text."""
        titles = judged.titles or judged.called
        if not titles and judged.compared is not None and _measurable(judged.compared):
            return self.language.title(judged.compared.titles, judged.compared.name)
        if titles:
            return self.language.title(titles, "")
        return self.asked_by(judged.text) or judged.text

    def gap(self, judged: Judged) -> str | None:
        """How far it is from being met."""
        if judged.gap is None or judged.outcome != "failed":
            return None
        of, distance = judged.gap
        if not distance:
            return None
        if of is RATE:
            return self.language.say("{number} points", number=self.language.number(distance * 100))
        return self.value(of, distance)


def _measurable(found: Compared) -> bool:
    """Whether both sides of a comparison are quantities, so that one is worth telling beside the other."""
    of = present(found.type)
    if found.operator in ("is", "is not") or found.left is None or found.right is None:
        return False
    return not isinstance(of, MemberOf | TierOf | ReferenceTo)
