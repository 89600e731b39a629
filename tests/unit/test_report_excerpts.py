"""The lines of a place are shown with a mark that stands under what is meant, whatever the text holds."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from palier.problems.problem import Related, error, warning
from palier.report.cells import cell_width, printable
from palier.report.excerpt import excerpt
from palier.report.paint import Paint
from palier.report.problems_text import problems_text
from palier.source import Source, Span

LETTERS = st.one_of(
    st.sampled_from('ab \t\n\r"`|é界😀\u0301\u00a0\u3000\x1b\u202e\x00\u2028'),
    st.characters(exclude_categories=["Cs"]),
)
TEXTS = st.text(LETTERS, max_size=120)
KIND = error("P999", "sample", "`{name}` is wrong here", "write `{near}`")
MARKED = re.compile(r"^ *\| ( *)(\^+)$")


@st.composite
def spans(draw: st.DrawFn) -> Span:
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text)))
    return Span(Source("a.palier", text), start, draw(st.integers(start, len(text))))


@given(spans(), st.integers(20, 120))
def test_no_row_is_wider_than_it_may_be(span: Span, columns: int) -> None:
    for row in excerpt(span, columns):
        assert cell_width(row.text) <= max(columns, 12)
        assert row.text.isprintable() or printable(row.text) == row.text


@given(spans())
@example(Span(Source("a", "界\té x"), 2, 3))
@example(Span(Source("a", "x" * 300 + "bad" + "y" * 300), 300, 303))
def test_the_mark_stands_under_what_is_meant(span: Span) -> None:
    rows = [row for row in excerpt(span, 10_000) if row.number is not None]
    line, column = span.first
    first = rows[0]
    assert first.number == line
    assert first.marked >= 1
    before = span.source.line(line)[: column - 1]
    last_line, last_column = Span(span.source, max(span.start, span.end - 1), span.end).first
    if "\t" not in span.source.line(line):
        assert first.indent == cell_width(printable(before))
        if line == last_line:
            meant = span.source.line(line)[column - 1 : max(column - 1, last_column if span.end > span.start else 0)]
            assert first.marked == max(1, cell_width(printable(meant)))


@given(spans(), st.booleans())
def test_any_problem_at_any_place_becomes_text(span: Span, coloured: bool) -> None:
    problem = KIND.at(span, name=span.text, near=None, related=[Related("declared here", span)])
    text = problems_text([problem], Paint(coloured))
    assert text.endswith("\n\n")
    assert ("\x1b[" in text) is coloured
    assert "\x1b[0m\x1b[31m" not in text
    if not coloured:
        assert "\x1b" not in text
        assert any(MARKED.match(line) for line in text.split("\n"))


def test_a_tab_counts_for_the_cells_it_takes() -> None:
    (row,) = excerpt(Span(Source("a", "a\tbad"), 2, 5), 80)
    assert (row.text, row.indent, row.marked) == ("a   bad", 4, 3)


def test_wide_letters_take_two_cells() -> None:
    (row,) = excerpt(Span(Source("a", "界界 bad"), 3, 6), 80)
    assert (row.indent, row.marked) == (5, 3)


def test_a_long_line_is_cut_around_the_place() -> None:
    text = "a" * 400 + " bad " + "b" * 400
    (row,) = excerpt(Span(Source("a", text), 401, 404), 60)
    assert cell_width(row.text) <= 60
    assert row.text[row.indent : row.indent + row.marked] == "bad"
    assert row.text[0] == row.text[-1] == "…"


def test_the_end_of_a_long_line_is_shown_as_far_as_there_is_room() -> None:
    text = "a" * 400 + "bad"
    (row,) = excerpt(Span(Source("a", text), 400, 403), 60)
    assert row.text.endswith("aaabad")
    assert cell_width(row.text) == 59


def test_of_a_long_place_the_lines_at_its_start_and_end_are_shown() -> None:
    text = "\n".join(f"line {number}" for number in range(1, 21))
    rows = list(excerpt(Span(Source("a", text), 0, len(text)), 80))
    assert [row.number for row in rows] == [1, 2, 3, None, 19, 20]


def test_a_place_at_the_end_of_the_text_has_a_mark() -> None:
    (row,) = excerpt(Span(Source("a", "ab"), 2, 2), 80)
    assert (row.indent, row.marked) == (2, 1)


def test_a_warning_says_that_it_is_one() -> None:
    kind = warning("P998", "careful", "this is unusual")
    assert problems_text([kind.at(Span(Source("a", "x"), 0, 1))]).startswith("warning P998 careful: this is unusual\n")
