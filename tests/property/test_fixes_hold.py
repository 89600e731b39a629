"""Every correction that is offered, wherever one is: what it corrects is gone after it, and the text reads no worse."""

from __future__ import annotations

from collections import Counter

import pytest

from palier.meaning.check.programme import check_text
from palier.problems import Problem
from palier.syntax import parse, source_from_text
from strategies.written import written_rules

MORE = (
    "record A\n\tkey id: text\n\tb: money\n\ndefine c for A\n\t  b\n",
    "record A\n  key id: text\n  b: money\n\ndefine c for A\n  5% b\n",
    "enum B My favourite things = C\n",
    "enum B = C\n\nrecord A My favourite things\n  key id: text\n",
    "record A\n  key id: text\n  b: money\n\ndefine c for A\n  b≥0 EUR && b!=5 eur\n",
    "record A\n  key id: text\n  b: money\n\ndefine c for A\n  b×2\n",
    "record A\n  key id: text\n  b: money\n\ndefine c for A\n  b -5 EUR > ‘x’\n",
    "record A\n  key id: text\n  b: money\n\ndefine c for A\n  b−5EUR\n",
)
"""Slips that stand on no page."""


def wrong(text: str) -> Counter[tuple[str, str]]:
    return Counter((one.code, one.message) for one in check_text(text).problems)


def slips(text: str) -> int:
    return len(parse(source_from_text("t", text)).problems)


def with_fix(text: str, problem: Problem) -> str:
    assert problem.fix is not None
    assert {edit.span.source.text for edit in problem.fix.edits} == {text}
    for edit in sorted(problem.fix.edits, key=lambda one: one.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def offered() -> list[tuple[str, str, Problem]]:
    found = []
    for number, text in enumerate(dict.fromkeys((*written_rules(), *MORE))):
        for problem in check_text(text).problems:
            if problem.fix is not None and problem.span.source.name == "rules.palier":
                found.append((f"{problem.code}-{number}", text, problem))
    return found


OFFERED = offered()


@pytest.mark.parametrize(("text", "problem"), [one[1:] for one in OFFERED], ids=[one[0] for one in OFFERED])
def test_a_correction_takes_its_problem_away_and_the_text_reads_no_worse(text: str, problem: Problem) -> None:
    text = source_from_text("t", text).text
    after = with_fix(text, problem)
    assert after != text
    told = problem.code, problem.message
    assert wrong(after)[told] < wrong(text)[told]
    assert slips(after) <= slips(text)


def test_many_kinds_offer_one() -> None:
    assert len({problem.code for _, _, problem in OFFERED}) >= 30
