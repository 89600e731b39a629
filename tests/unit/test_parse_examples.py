"""Examples: facts and expectations, each form, and the tree it makes."""

from __future__ import annotations

import pytest
from tree_shapes import shape, told, tree

from palier.syntax.clauses import GivenFact

FORMS = told("parse_examples.txt")


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text.split("\n")[0] for text, _ in FORMS])
def test_a_line_of_an_example_makes_its_tree(text: str, expected: list[str]) -> None:
    assert [shape(tree(f'example "x"\n  {text}').lines)] == expected


def test_each_row_of_facts_is_a_fact_of_its_own() -> None:
    example = tree('example "x"\n  given Deal\n    | id | amount |\n    | d1 | 5 EUR |\n    # between\n    | d2 | |\n')
    first, second = example.lines
    assert isinstance(first, GivenFact)
    assert isinstance(second, GivenFact)
    assert (first.span.text, second.span.text) == ("| d1 | 5 EUR |", "| d2 | |")
    assert first.key is None
    assert [value for _, value in second.fields][1] is None


def test_a_table_of_facts_may_have_no_row() -> None:
    assert tree('example "x"\n  given Deal\n    | id |\n').lines == ()
