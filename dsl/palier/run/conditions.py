"""What records demand of their facts (`must`), as questions that the reader of facts can ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from palier.facts import Conditions
from palier.facts.fact import Fact, Facts
from palier.meaning import programme
from palier.meaning.model import Model
from palier.run.broken import Broken
from palier.run.evaluate import Evaluator, frame_for
from palier.run.exact import exactly


def conditions(versions: Sequence[programme.Rules], model: Model, *, lenient: bool = False) -> Conditions:
    """By record, each condition once, in words and as a question."""
    found: dict[str, dict[str, Callable[[Fact], bool]]] = {}
    for rules in versions:
        evaluator = Evaluator(rules, Facts(model, {}), {}, lenient=lenient)
        for record, musts in rules.musts.items():
            for must in musts:
                words = must.titles.get(None) or " ".join(must.condition.span.text.split())
                found.setdefault(record, {}).setdefault(words, _question(evaluator, must))
    return {record: tuple(of_record.items()) for record, of_record in found.items()}


def _question(evaluator: Evaluator, must: programme.Must) -> Callable[[Fact], bool]:
    compute: Any = evaluator.scalar(must.condition)

    def holds(fact: Fact) -> bool:
        try:
            with exactly():
                return bool(compute(frame_for(must.slots, fact.seen_from or date.max, fact)))
        except Broken:
            # It looks at what an example left out.
            return True

    return holds
