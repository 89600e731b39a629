"""Adding: one more fact has the same effect as having been there from the beginning."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from facts_models import CHANNEL

from palier.facts import Facts, add, facts_from, load
from palier.problems import DataError

ROWS: dict[str, list[dict[str, Any]]] = {
    "Partner": [{"id": "p1"}, {"id": "p2"}],
    "Deal": [{"id": "d1", "partner": "p1", "closed_on": "2021-01-05"}, {"id": "d2", "closed_on": "2021-01-03"}],
    "Line": [
        {"deal": "d1", "number": 2, "amount": 1},
        {"deal": "d1", "number": 1, "amount": "1", "amount_currency": "USD"},
    ],
    "ExchangeRate": [{"from_currency": "USD", "to_currency": "EUR", "date": "2021-01-01", "rate": "0.5"}],
    "Everything": [{"id": "e1", "date": "2021-01-01", "friends": ["p1", "p2"]}, {"id": "e2", "friends": ["p2"]}],
}


def facts(rows: dict[str, list[dict[str, Any]]]) -> Facts:
    loaded = load(facts_from(rows), CHANNEL)
    assert loaded.facts is not None, [fault.message for fault in loaded.faults]
    return loaded.facts


def picture(found: Facts) -> Any:
    return (
        found.digest,
        found.last_date,
        {name: ([one.key for one in of.facts], of.dates, of.ends) for name, of in found.collections.items()},
        {
            (name, key): {way: ([one.key for one in of.facts], of.dates) for way, of in one.back.items() if of.facts}
            for name, by_key in found.by_record.items()
            for key, one in by_key.items()
        },
        {
            (name, key): (one.order, one.seen_from, one.foreign)
            for name, by_key in found.by_record.items()
            for key, one in by_key.items()
        },
    )


def test_facts_added_one_by_one_are_as_if_loaded_at_once() -> None:
    found = facts({})
    for name in ("Partner", "Deal", "ExchangeRate", "Line", "Everything"):
        for row in ROWS[name]:
            assert found.digest
            assert add(found, CHANNEL, name, row).notes == ()
    assert picture(found) == picture(facts(ROWS))


@pytest.mark.parametrize(
    ("record", "row", "codes"),
    [
        ("Deals", {}, ["D160"]),
        ("Deal", {"id": "d1", "closed_on": "2021-01-01"}, ["D140"]),
        ("Deal", {"id": "d3", "closed_on": "soon", "partner": "p9"}, ["D116", "D141"]),
        ("Deal", {"closed_on": 1.5}, ["D131", "D115"]),
        ("Line", {"deal": "d1", "number": 3, "amount": "1 GBP"}, ["D151"]),
        ("Everything", {"id": "e3", "money": "1 USD"}, ["D150"]),
        ("Everything", {"id": "e3", "friends": ["p1", "p9"]}, ["D141"]),
        ("Everything", {"id": "e3", "money": 1, "money_currency": "QQQ"}, ["D122"]),
    ],
)
def test_a_fact_that_cannot_be_taken_changes_nothing(record: str, row: dict[str, Any], codes: list[str]) -> None:
    found = facts(ROWS)
    before = picture(found)
    with pytest.raises(DataError) as raised:
        add(found, CHANNEL, record, row)
    assert [fault.code for fault in raised.value.faults] == codes
    assert "None" not in str(raised.value)
    assert picture(found) == before


def test_conditions_hold_for_what_is_added() -> None:
    found = facts(ROWS)
    conditions = [("closed by a partner", lambda fact: fact["partner"] is not None)]
    with pytest.raises(DataError, match="closed by a partner"):
        add(found, CHANNEL, "Deal", {"id": "d3", "closed_on": "2021-01-01"}, conditions)
    assert (
        add(found, CHANNEL, "Deal", {"id": "d3", "partner": "p2", "closed_on": "2022-01-01"}, conditions).fact.key
        == "d3"
    )
    assert found.last_date == date(2022, 1, 1)


def test_unknown_fields_are_reported() -> None:
    [note] = add(facts(ROWS), CHANNEL, "Partner", {"id": "p3", "nam": "x"}).notes
    assert (note.code, note.help) == ("D108", "did you mean `name`?")


def test_facts_without_a_key_get_the_next_number() -> None:
    found = facts(ROWS)
    row = ROWS["ExchangeRate"][0]
    assert add(found, CHANNEL, "ExchangeRate", row).fact.key == "exchange_rate#2"
    assert add(found, CHANNEL, "ExchangeRate", row).fact.key == "exchange_rate#3"
    assert found.digest == facts(ROWS | {"ExchangeRate": [row] * 3}).digest
