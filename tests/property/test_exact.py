"""Exact numbers: rounding and arithmetic equal those of fractions, and no binary float is on the way of money."""

from __future__ import annotations

import ast
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from naive_values import to_step

import palier
from palier.run.exact import exactly, mixed, quotient, rounded, simple, to_multiple, whole_units

DECIMALS = st.one_of(
    st.decimals(-(10**15), 10**15, places=12, allow_nan=False, allow_infinity=False),
    st.integers(-(10**6), 10**6).map(lambda n: Decimal(n).scaleb(-3)),
)
FRACTIONS = st.fractions(-(10**9), 10**9, max_denominator=10**6)
NUMBERS = st.one_of(DECIMALS, FRACTIONS)
STEPS = st.sampled_from([Decimal("0.001"), Decimal("0.01"), Decimal(1), Decimal(100)])


@given(NUMBERS, STEPS, st.sampled_from(["half up", "half even", "down"]))
def test_rounding_equals_that_of_fractions(value: Decimal | Fraction, step: Decimal, mode: str) -> None:
    found = rounded(value, step, mode)
    assert isinstance(found, Decimal)
    assert Fraction(found) == to_step(Fraction(value), Fraction(step), mode)


@given(NUMBERS, st.one_of(STEPS, st.fractions(Fraction(1, 100), 100)), st.sampled_from(["nearest", "up", "down"]))
def test_rounding_to_a_multiple_equals_that_of_fractions(
    value: Decimal | Fraction, step: Decimal | Fraction, mode: str
) -> None:
    wanted = to_step(Fraction(value), Fraction(step), {"nearest": "half up"}.get(mode, mode))
    assert Fraction(to_multiple(value, step, mode)) == wanted


@given(NUMBERS, NUMBERS)
def test_arithmetic_equals_that_of_fractions(left: Decimal | Fraction, right: Decimal | Fraction) -> None:
    with exactly():
        for operation in (lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b):
            assert Fraction(mixed(operation)(left, right)) == operation(Fraction(left), Fraction(right))
        found = quotient(left, right)
    assert found is None if right == 0 else Fraction(found) == Fraction(left) / Fraction(right)  # type: ignore[arg-type]


@given(FRACTIONS)
def test_a_fraction_that_ends_is_a_decimal(value: Fraction) -> None:
    found = simple(value)
    assert Fraction(found) == value
    rest = value.denominator
    while rest % 2 == 0:
        rest //= 2
    while rest % 5 == 0:
        rest //= 5
    assert isinstance(found, Decimal) == (rest == 1)


@given(NUMBERS, st.fractions(Fraction(1, 1000), 1000))
def test_units_are_those_that_fit(quantity: Decimal | Fraction, size: Fraction) -> None:
    full, started = (whole_units(quantity, size, started=one) for one in (False, True))
    assert Fraction(full) * size <= quantity < (Fraction(full) + 1) * size
    assert Fraction(started) * size >= quantity > (Fraction(started) - 1) * size


FOLDER = Path(palier.__file__).parent
ON_THE_WAY = sorted(
    path for stage in ("syntax", "meaning", "facts", "run", "result") for path in (FOLDER / stage).rglob("*.py")
)


@pytest.mark.parametrize("path", ON_THE_WAY, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_no_binary_float_is_on_the_way_of_money(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), f"line {node.lineno}"
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
        assert not called, f"line {node.lineno}"
