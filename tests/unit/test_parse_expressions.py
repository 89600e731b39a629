"""Expressions: each form, and the tree it makes."""

from __future__ import annotations

import pytest
from tree_shapes import codes, expression, line, shape, told

FORMS = told("parse_expressions.txt")


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text.split("\n")[0] for text, _ in FORMS])
def test_an_expression_makes_its_tree(text: str, expected: list[str]) -> None:
    assert [shape(expression(text.rstrip()))] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3_000_000", "3000000"),
        ("0.060", "0.060"),
        ("007", "7"),
        ("500 K EUR", "500000"),
        ("1.5 M EUR", "1500000"),
        ("12%", "0.12"),
        ("12 %", "0.12"),
        ("2.50%", "0.0250"),
        ("0.25 points", "0.0025"),
        ("1 point", "0.01"),
        ("123456789012345678901234567890%", "1234567890123456789012345678.90"),
    ],
)
def test_a_figure_is_exactly_what_is_written(text: str, value: str) -> None:
    assert str(expression(text).value) == value


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("1 month", 1, "months"),
        ("2 quarters", 6, "months"),
        ("1 half", 6, "months"),
        ("3 halves", 18, "months"),
        ("2 years", 24, "months"),
        ("90 days", 90, "days"),
        ("2 weeks", 14, "days"),
    ],
)
def test_a_duration_is_months_or_days(text: str, count: int, unit: str) -> None:
    duration = expression(text)
    assert (duration.count, duration.unit) == (count, unit)


def test_words_of_durations_are_free_as_fields() -> None:
    assert shape(expression("months + year.days")) == "Arithmetic(+, months, FieldOf(year, days))"


def test_a_group_of_words_may_be_divided_inside_brackets() -> None:
    assert shape(line("pays (sum\n    of amount over deals)").amount) == "Aggregate(sum, amount, Collection(deals))"


def test_a_path_that_begins_with_this_may_follow_before() -> None:
    assert "FieldOf(this, closed_on)" in shape(expression("count of deals before this.closed_on"))


def test_nothing_can_be_set_beside_an_expression_but_a_unit() -> None:
    assert shape(expression("5 K")) == "5 K"
    assert codes("define a for B\n  x 5\n") == ["P160"]


def test_a_where_stays_open_to_the_right() -> None:
    requirement = line("requires some certifications where level is Master and region is EMEA")
    assert shape(requirement.condition).count("Comparison") == 2
    assert shape(requirement.condition).startswith("Quantifier(some")


def test_brackets_belong_to_the_span_of_what_they_are_part_of() -> None:
    product = expression("(a + b) * (c)")
    assert product.span.text == "(a + b) * (c)"
    assert product.left.span.text == "a + b"
