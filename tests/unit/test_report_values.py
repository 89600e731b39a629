"""Values in words and in documents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palier.meaning.types import (
    COUNT,
    DATE,
    DAYS,
    MONEY,
    MONTHS,
    NUMBER,
    RATE,
    TEXT,
    YES_NO,
    MemberOf,
    ReferenceTo,
    SetOf,
    TierOf,
    Type,
    UnitOf,
    optional,
)
from palier.report.values import Words, exact, figure, measured, number, plain
from palier.result import Money, Subject

WORDS = Words("EUR", 2)
AREA = MemberOf("Area")

SHOWN: list[tuple[Type, Any, str]] = [
    (MONEY, Decimal(2000), "2 000.00 EUR"),
    (MONEY, Decimal("-1234567.891"), "-1 234 567.891 EUR"),
    (MONEY, Decimal("1E+3"), "1 000.00 EUR"),
    (MONEY, Decimal("-0"), "0.00 EUR"),
    (MONEY, Fraction(1000, 3), "333.333333… EUR"),
    (MONEY, Fraction(1, 8), "0.125 EUR"),
    (RATE, Decimal("0.0825"), "8.25%"),
    (RATE, Fraction(1, 3), "33.333333…%"),
    (NUMBER, Decimal("2021"), "2021"),
    (NUMBER, Decimal("12345.60"), "12 345.6"),
    (NUMBER, Fraction(-1, 3), "-0.333333…"),
    (COUNT, Decimal("3.000"), "3"),
    (MONTHS, 1, "1 month"),
    (MONTHS, 12, "12 months"),
    (DAYS, 0, "0 days"),
    (DATE, date(2021, 3, 1), "2021-03-01"),
    (TEXT, "FR\x1b", '"FR<U+001B>"'),
    (YES_NO, True, "yes"),
    (YES_NO, False, "no"),
    (AREA, "VCF", "VCF"),
    (TierOf("grade"), "Gold", "Gold"),
    (UnitOf("Points"), Decimal("30.0"), "30 Points"),
    (ReferenceTo("Partner"), Subject("Partner", "p1"), "p1"),
    (SetOf(AREA), frozenset({"VCF", "Tanzu"}), "Tanzu and VCF"),
    (SetOf(COUNT, True), (Decimal(3), Decimal(1)), "3 and 1"),
    (SetOf(AREA), frozenset(), "none"),
    (SetOf(COUNT, True), tuple(map(Decimal, range(12))), "0, 1, 2, 3, 4, 5, 6, 7 and 4 more"),
    (optional(MONEY), None, "missing"),
    (optional(MONEY), Decimal("0.5"), "0.50 EUR"),
]


@pytest.mark.parametrize(("of", "value", "words"), SHOWN)
def test_a_value_is_worded_by_its_type(of: Type, value: Any, words: str) -> None:
    assert WORDS.value(of, value).replace("\N{NO-BREAK SPACE}", " ") == words


EXACT: list[tuple[Type, Any, Any]] = [
    (MONEY, Decimal(2000), "2000.00"),
    (MONEY, Decimal("0.0035"), "0.0035"),
    (MONEY, Fraction(1, 3), "1/3"),
    (RATE, Decimal("0.2"), "20%"),
    (COUNT, Decimal("5"), "5"),
    (MONTHS, 12, 12),
    (DATE, date(2021, 3, 1), "2021-03-01"),
    (YES_NO, True, True),
    (optional(TEXT), None, None),
    (ReferenceTo("Partner"), Subject("Partner", "p1"), {"record": "Partner", "key": "p1"}),
    (SetOf(AREA), frozenset({"VCF", "Tanzu"}), ["Tanzu", "VCF"]),
]


@pytest.mark.parametrize(("of", "value", "found"), EXACT)
def test_a_document_has_the_exact_value(of: Type, value: Any, found: Any) -> None:
    assert exact(of, value, 2) == found


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6) | st.fractions())
def test_no_digit_of_a_number_is_lost_in_a_document(value: Decimal | Fraction) -> None:
    assert Fraction(plain(value)) == Fraction(value)


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=4), st.integers(0, 3))
def test_a_shown_amount_has_all_its_digits(value: Decimal, decimals: int) -> None:
    shown = figure(value, decimals).replace("\N{NO-BREAK SPACE}", "")
    assert Decimal(shown) == value
    assert len(shown.partition(".")[2]) >= decimals


@given(st.fractions())
def test_what_never_ends_is_cut_below_its_value(value: Fraction) -> None:
    shown = number(value).replace("\N{NO-BREAK SPACE}", "")
    cut = Fraction(shown.rstrip("…"))
    assert abs(cut) <= abs(value)
    assert abs(value - cut) < Fraction(1, 10**6)
    assert (cut == value) is not shown.endswith("…")


def test_a_unit_keeps_its_own_decimals() -> None:
    points = Money(Decimal("1500.5"), "Points")
    assert WORDS.amount(points).replace("\N{NO-BREAK SPACE}", " ") == "1 500.5 Points"


@pytest.mark.parametrize(
    ("value", "word", "found"),
    [
        (Decimal("612400"), "money", "612400.00"),
        (Decimal("0.2"), "rate", "20%"),
        (12, "months", 12),
        (Decimal(5), "count", "5"),
        (None, "optional money", None),
        (True, "yes/no", True),
        (date(2021, 3, 1), "date", "2021-03-01"),
        (Subject("Partner", "p1"), "Partner", "p1"),
        (frozenset({"b", "a"}), "set of Area", ["a", "b"]),
        (Money(Decimal("2"), "EUR"), "money", "2.00"),
    ],
)
def test_a_measure_is_written_by_the_word_of_its_type(value: Any, word: str, found: Any) -> None:
    assert measured(value, word, 2) == found
