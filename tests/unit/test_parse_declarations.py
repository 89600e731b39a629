"""Declarations and the lines of incentives: each form, and the tree it makes."""

from __future__ import annotations

import pytest
from tree_shapes import line, read, said, shape, told, tree

TREES = told("parse_declarations.txt")


@pytest.mark.parametrize(("text", "expected"), TREES, ids=[text.split("\n")[0] for text, _ in TREES])
def test_a_declaration_makes_its_tree(text: str, expected: list[str]) -> None:
    assert [shape(tree(text))] == expected


LINES = told("parse_lines.txt")


@pytest.mark.parametrize(("text", "expected"), LINES, ids=[text.split("\n")[0] for text, _ in LINES])
def test_a_line_makes_its_tree(text: str, expected: list[str]) -> None:
    assert [shape(line(text.rstrip()))] == expected


def test_an_incentive_without_per_has_an_empty_scope_behind_its_amount() -> None:
    scope = line("cap 10_000 EUR").scope
    assert (scope.paths, scope.periods, scope.span.text) == ((), (), "")


def test_pays_takes_an_expression_on_a_line_of_its_own() -> None:
    assert shape(line("pays\n    fee * 2")) == "Pays(Arithmetic(*, fee, 2))"


def test_a_title_is_given_once() -> None:
    assert said('define a "A" for B "C"\n  d\n') == ["P178 1 the title is given twice. (leave one.)"]


def test_declarations_stand_in_the_order_they_are_written() -> None:
    parsed = read("use a\nuse b\n\n# a comment\nuse c  # another\n")
    assert [use.target for use in parsed.file.declarations] == ["a", "b", "c"]  # type: ignore[union-attr]


def test_a_text_without_declarations_is_an_empty_module() -> None:
    for text in ("", "\n\n", "# only a comment", "   \n"):
        assert read(text).file.declarations == ()
        assert read(text).problems == ()
