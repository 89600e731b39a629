"""The one form of a rule text, case by case; and the files of this project have it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from palier.report.cells import cell_width
from palier.rewrite import format as rewriting
from palier.rewrite.format import AlteredError, formatted
from palier.syntax import source_from_text

TOP = Path(__file__).parents[2]
CASES = Path(__file__).parent / "format_cases.md"
_CASE = re.compile(r"```palier\n(?P<given>.*?)```\n\n```formatted\n(?P<form>.*?)```\n", re.DOTALL)
KEPT = sorted(
    path
    for folder in ("dsl", "examples", "stdlib", "benchmarks")
    for path in (TOP / folder).rglob("*.palier")
    if not any(part.startswith(".") for part in path.relative_to(TOP).parts)
)


def form(text: str) -> str:
    made = formatted(source_from_text("t", text))
    assert made.text is not None, [problem.message for problem in made.problems]
    return made.text


def test_the_form_of_each_case_is_the_one_on_record(update: bool) -> None:
    text = CASES.read_text(encoding="utf-8")
    found = _CASE.sub(lambda case: f"```palier\n{case['given']}```\n\n```formatted\n{form(case['given'])}```\n", text)
    if update:
        CASES.write_text(found, encoding="utf-8")
        text = found
    assert found == text
    assert len(_CASE.findall(text)) == 6


@pytest.mark.parametrize("path", KEPT, ids=lambda path: str(path.relative_to(TOP)))
def test_the_rules_of_this_project_are_formatted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert form(text) == text


@pytest.mark.parametrize("text", ["", "\n\n", "  \n"])
def test_of_nothing_comes_nothing(text: str) -> None:
    assert form(text) == ""


def test_comments_alone_stay() -> None:
    assert form("# a\n\n\n   # b") == "# a\n\n# b\n"


def test_a_text_with_a_slip_has_no_form_but_its_problems() -> None:
    made = formatted(source_from_text("t", "define a for B\n\tc\n"))
    assert made.text is None
    assert [problem.code for problem in made.problems] == ["P110"]


@pytest.mark.parametrize("name", ["alike", "comments"])
def test_what_would_not_say_the_same_is_not_handed_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["a"], ["b"]])
    monkeypatch.setattr(rewriting, name, lambda *_: False if name == "alike" else next(answers))
    with pytest.raises(AlteredError):
        form("use channel\n")


def test_cells_are_as_wide_as_they_look() -> None:
    text = (
        'example "e"\n  given Deal\n    | id | name |\n    | a | "日本" |\n    | b | "x\u0301y" |\n    | c | "abcd" |\n'
    )
    rows = [line for line in form(text).splitlines() if "|" in line]
    assert {cell_width(row) for row in rows} == {cell_width(rows[0])}


def test_a_literal_with_odd_spaces_is_the_same_in_its_form() -> None:
    assert form("parameter a: money = 5\u00a0 M\tEUR\n") == "parameter a: money = 5 M EUR\n"


@pytest.mark.parametrize(("number", "unit"), [("30", "EUR"), ("12", "months"), ("0.25", "points"), ("1", "XYZ")])
def test_a_literal_torn_apart_in_a_row_is_told(number: str, unit: str) -> None:
    """On one line, which a row is, it would be another literal."""
    made = formatted(
        source_from_text("t", f"table t (a: count) -> x: money\n  | a | x |\n  | 1 | ({number}\n {unit}) |\n")
    )
    assert (made.text, [problem.code for problem in made.problems]) == (None, ["P144"])


def test_a_unit_under_its_number_goes_beside_it_in_a_row() -> None:
    text = "table t (a: count) -> x: Credits\n  | a | x |\n  | 1 | (30\n  Credits) |\n"
    assert "| (30 Credits) |" in form(text)


def test_an_or_before_a_text_stays_behind() -> None:
    """At the head of a line it would open a way of `either`."""
    text = 'incentive i\n  requires (name is "a" or\n    "b") "title"\n'
    assert "or\n" in form(text)
