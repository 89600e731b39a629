"""Cells: what is read for every type, and what is refused with which code."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from facts_models import CHANNEL

from palier.facts import facts_from, load
from palier.facts.number import Numeral
from palier.problems import Fault

BASICS = {
    "Partner": [{"id": "p1"}, {"id": "p2"}],
    "Deal": [{"id": "d1", "closed_on": "2021-01-01"}],
    "Line": [{"deal": "d1", "number": "1", "amount": "5"}],
}


def read(field: str, cell: Any) -> Any:
    row = {"id": "e", "areas": [], "numbers": [], "friends": [], field: cell}
    loaded = load(facts_from(BASICS | {"Everything": [row]}), CHANNEL)
    if loaded.facts is None:
        [fault] = loaded.faults
        assert fault.message.endswith(".")
        return fault
    return loaded.facts.by_record["Everything"]["e"][field]


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("money", "10.50", Decimal("10.50")),
        ("money", " 10.50 EUR ", Decimal("10.50")),
        ("money", "10.50EUR", Decimal("10.50")),
        ("money", "-3", Decimal(-3)),
        ("money", "-0.00", Decimal(0)),
        ("money", Decimal("2.5"), Decimal("2.5")),
        ("money", 7, Decimal(7)),
        ("money", Numeral("1.5e3"), Decimal(1500)),
        ("money", Numeral("15E-1"), Decimal("1.5")),
        ("money", "9999999999999.99", Decimal("9999999999999.99")),
        ("money", "1.500000000000000000", Decimal("1.5")),
        ("rate", "8.25%", Decimal("0.0825")),
        ("rate", "8.25 %", Decimal("0.0825")),
        ("rate", "0.0825", Decimal("0.0825")),
        ("number", "0000000000000000001.5", Decimal("1.5")),
        ("number", "+4", Decimal(4)),
        ("count", "3.0", Decimal(3)),
        ("months", "12 months", 12),
        ("months", "1 Year", 12),
        ("months", "3 quarters", 9),
        ("months", "P1Y6M", 18),
        ("months", "P12M", 12),
        ("months", "36", 36),
        ("months", 36, 36),
        ("days", "90 days", 90),
        ("days", "2 weeks", 14),
        ("days", "P90D", 90),
        ("days", "p2w", 14),
        ("date", "2021-03-01", date(2021, 3, 1)),
        ("date", date(2021, 3, 1), date(2021, 3, 1)),
        ("date", datetime(2021, 3, 1), date(2021, 3, 1)),
        ("date", "1900-01-01", date(1900, 1, 1)),
        ("date", "2199-12-31", date(2199, 12, 31)),
        ("text", "e\u0301t\u00e9", "\u00e9t\u00e9"),
        ("text", "  Alpha Ltd ", "Alpha Ltd"),
        ("text", Numeral("17"), "17"),
        ("text", 17, "17"),
        ("text", "x" * 10_000, "x" * 10_000),
        ("yes", "TRUE", True),
        ("yes", "no", False),
        ("yes", False, False),
        ("area", "Tanzu", "Tanzu"),
        ("area", "Workspace ONE", "WorkspaceOne"),
        ("tier", "Gold", "Gold"),
        ("points", "30", Decimal(30)),
        ("points", "30.5 Points", Decimal("30.5")),
        ("areas", "VCF; Tanzu;", frozenset({"VCF", "Tanzu"})),
        ("areas", ["VCF", "Workspace ONE"], frozenset({"VCF", "WorkspaceOne"})),
        ("areas", "", frozenset()),
        ("areas", None, frozenset()),
        ("numbers", "2; 1; 2", (Decimal(2), Decimal(1), Decimal(2))),
        ("numbers", [Numeral("2"), 1], (Decimal(2), Decimal(1))),
        ("money", "", None),
        ("text", "   ", None),
        ("date", None, None),
    ],
)
def test_a_cell_is_read_as_its_type_says(field: str, cell: Any, value: Any) -> None:
    found = read(field, cell)
    assert not isinstance(found, Fault), found.message
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("field", "cell", "code", "remedy"),
    [
        ("money", "ten", "D118", "1234.50"),
        ("money", "10,50", "D118", "is it `10.50`?"),
        ("money", "1,234.50", "D118", "is it `1234.50`?"),
        ("money", "1.234,50", "D118", "is it `1234.50`?"),
        ("money", "1,234", "D118", "write digits"),
        ("money", "5%", "D118", "`rate`"),
        ("money", "1e3", "D118", "write digits"),
        ("money", "NaN", "D118", "write digits"),
        ("money", "١٢", "D118", "write digits"),
        ("money", "1_000", "D118", "write digits"),
        ("money", "1234567890123456", "D119", "round"),
        ("money", "0.1234567890123", "D119", "round"),
        ("money", "10000000000000", "D121", "correct"),
        ("money", "10 EURO", "D118", "write digits"),
        ("money", "10 eur", "D122", "did you mean `EUR`?"),
        ("money", "10 XXQ", "D122", ""),
        ("money", 1.5, "D131", "Decimal"),
        ("money", True, "D132", ""),
        ("money", Decimal("NaN"), "D118", ""),
        ("money", Decimal("1e999999"), "D118", ""),
        ("money", 10**1000, "D118", ""),
        ("money", Numeral("1e999999999999999999999"), "D118", ""),
        ("money", ["1"], "D132", ""),
        ("money", {"a": 1}, "D132", ""),
        ("rate", "8.123456789012%", "D119", ""),
        ("rate", "a%", "D118", "8.25%"),
        ("count", "1.5", "D120", "number"),
        ("months", "90 days", "D124", "two kinds"),
        ("months", "P90D", "D124", "two kinds"),
        ("months", "P", "D124", "12 months"),
        ("months", "a year", "D124", "12 months"),
        ("months", "301 years", "D124", "300 years"),
        ("days", "1 month", "D124", "two kinds"),
        ("days", 10**200, "D118", ""),
        ("date", "02/03/2021", "D116", "`2021-03-02` or `2021-02-03`"),
        ("date", "25.03.2021", "D116", "write it as `2021-03-25`"),
        ("date", "20210301", "D116", "write it as `2021-03-01`"),
        ("date", "2021-03-01T00:00:00", "D116", "write it as `2021-03-01`"),
        ("date", "2021-W01-1", "D116", "year-month-day"),
        ("date", "2021-02-30", "D116", "year-month-day"),
        ("date", datetime(2021, 3, 1, 12), "D116", ""),
        ("date", "1899-12-31", "D117", "year"),
        ("date", date(2200, 1, 1), "D117", "year"),
        ("date", 44256, "D132", ""),
        ("text", "x" * 10_001, "D129", "shorten"),
        ("text", "a\nb", "D130", "delete"),
        ("text", "a\x00", "D130", "delete"),
        ("text", "\ud800", "D130", "delete"),
        ("text", Decimal(1), "D132", "in quotes"),
        ("text", Numeral("1.5"), "D132", "in quotes"),
        ("text", object(), "D132", ""),
        ("yes", "ja", "D125", "`yes` or `no`"),
        ("yes", 1, "D132", ""),
        ("area", "Tansu", "D104", "did you mean `Tanzu`?"),
        ("area", "tanzu", "D104", "did you mean `Tanzu`?"),
        ("area", "quite another", "D104", "`VCF`"),
        ("tier", "Gould", "D126", "did you mean `Gold`?"),
        ("points", "0.25", "D127", ""),
        ("points", "30 Stars", "D128", "30 Points"),
        ("areas", "VCF; Tansu", "D104", "did you mean `Tanzu`?"),
        ("areas", [None], "D132", ""),
        ("areas", [["VCF"]], "D132", ""),
        ("areas", 1.5, "D131", ""),
        ("numbers", [1.5], "D131", ""),
        ("partner", "P1", "D141", "did you mean `p1`?"),
        ("partner", "nobody at all", "D141", "add the row"),
        ("friends", ["p1", "p9"], "D141", ""),
        ("line", "d1", "D142", "`deal`, `number`"),
        ("line", "d1,1,2", "D142", "comma"),
        ("line", ["d1", ""], "D142", "list"),
        ("line", "d1, x", "D118", ""),
        ("line", 3, "D132", ""),
    ],
)
def test_a_cell_that_cannot_be_read_says_why_and_what_to_do(field: str, cell: Any, code: str, remedy: str) -> None:
    fault = read(field, cell)
    assert isinstance(fault, Fault), fault
    assert fault.code == code, fault.message
    assert remedy in (fault.help or "")
    assert fault.place.column == field


@pytest.mark.parametrize("cell", ["d1,1", "d1, 1.0", ["d1", 1], ("d1", Numeral("1"))])
def test_a_reference_is_written_as_its_key(cell: Any) -> None:
    line = read("line", cell)
    assert line.record.name == "Line"
    assert line.key == ("d1", Decimal(1))


def test_a_set_of_references_leads_to_facts() -> None:
    assert {one.key for one in read("friends", "p1; p2")} == {"p1", "p2"}


@pytest.mark.parametrize(("code", "amount", "currency"), [("", "1", None), ("EUR", "1", None), ("EUR", "1 EUR", None)])
def test_a_column_of_currencies_may_say_what_is_plain(code: str, amount: str, currency: str | None) -> None:
    loaded = load(facts_from({"Everything": [{"id": "e", "money": amount, "money_currency": code}]}), CHANNEL)
    assert loaded.facts is not None
    assert not loaded.notes
    assert loaded.facts.by_record["Everything"]["e"]["money"] == 1


@pytest.mark.parametrize(
    ("code", "amount", "expected"),
    [
        ("USD", "1 EUR", "D123"),
        ("EUR", "1 USD", "D123"),
        ("XXQ", "1", "D122"),
        ("JPY", "1000000000000000", "D119"),
        ("KWD", "1000000000000", "D121"),
    ],
)
def test_a_column_of_currencies_is_held_against_the_cell(code: str, amount: str, expected: str) -> None:
    loaded = load(facts_from({"Everything": [{"id": "e", "money": amount, "money_currency": code}]}), CHANNEL)
    assert [fault.code for fault in loaded.faults] == [expected]
