"""Changes: the facts after them are those of data in which they stood from the beginning."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from facts_models import CHANNEL
from test_facts_add import ROWS, facts, picture

from palier.facts import Add, Change, Withdraw, facts_from, load
from palier.facts.change import Changes
from palier.problems import DataPlace

Rows = dict[str, list[dict[str, Any]]]


def changed(*changes: Changes) -> Any:
    loaded = load(facts_from(ROWS).changed(changes), CHANNEL)
    assert loaded.facts is not None, [fault.message for fault in loaded.faults]
    return picture(loaded.facts)


def rewritten(record: str, at: int | None, **values: Any) -> Any:
    rows = deepcopy(ROWS)
    if at is None:
        rows[record].append(values)
    elif values:
        rows[record][at].update(values)
    else:
        del rows[record][at]
    return picture(facts(rows))


@pytest.mark.parametrize(
    ("change", "same_as"),
    [
        (Add("Partner", {"id": "p3"}), ("Partner", None, {"id": "p3"})),
        (Add("partner", {"id": "p3"}), ("Partner", None, {"id": "p3"})),
        (
            Add("Line", {"deal": "d1", "number": "3", "amount": "2 USD"}),
            ("Line", None, {"deal": "d1", "number": 3, "amount": "2 USD"}),
        ),
        (
            Change("Deal", "d2", {"partner": "p2", "closed_on": "2021-01-09"}),
            ("Deal", 1, {"partner": "p2", "closed_on": "2021-01-09"}),
        ),
        (Change("Deal", "d1", {"partner": None}), ("Deal", 0, {"partner": None})),
        (Change("Line", "d1, 2", {"amount": "7"}), ("Line", 0, {"amount": 7})),
        (Change("Line", ("d1", 2), {"amount": "7 USD"}), ("Line", 0, {"amount": "7 USD"})),
        (
            Change("Line", ("d1", 1), {"amount": 4, "amount_currency": "USD"}),
            ("Line", 1, {"amount": 4, "amount_currency": "USD"}),
        ),
        (Change("Line", "d1,1", {"number": 5}), ("Line", 1, {"number": 5})),
        (Change("Everything", "e1", {"friends": "p1"}), ("Everything", 0, {"friends": ["p1"]})),
        (Withdraw("Line", "d1,2"), ("Line", 0, {})),
        (Withdraw("Everything", "e2"), ("Everything", 1, {})),
    ],
)
def test_data_changed_is_data_rewritten(change, same_as):
    record, at, values = same_as
    assert changed(change) == rewritten(record, at, **values)
    assert changed(change) != picture(facts(ROWS))


def test_changes_are_made_in_their_order():
    assert changed(
        Add("Partner", {"id": "p3"}),
        Change("Deal", "d2", {"partner": "p3"}),
        Change("Deal", "d2", {"closed_on": "2021-01-09"}),
        Withdraw("Everything", "e2"),
        Add("Everything", {"id": "e2", "friends": ["p2"]}),
        Withdraw("Everything", "e1"),
    ) == picture(
        facts(
            {
                **ROWS,
                "Partner": [*ROWS["Partner"], {"id": "p3"}],
                "Deal": [ROWS["Deal"][0], {"id": "d2", "partner": "p3", "closed_on": "2021-01-09"}],
                "Everything": [{"id": "e2", "friends": ["p2"]}],
            }
        )
    )


def test_no_change_changes_nothing():
    assert changed() == picture(facts(ROWS))
    assert changed(Change("Deal", "d1", {})) == picture(facts(ROWS))


def test_facts_without_a_key_keep_their_numbers():
    """The second of three is withdrawn: the third is not renamed, and one that is added gets a new number."""
    [record] = [one for one in CHANNEL.records.values() if not one.key][:1]
    rows = {record.name: [{"from_currency": code, "to_currency": "EUR"} for code in ("USD", "GBP", "CHF")]}
    if record.name == "ExchangeRate":
        for one in rows[record.name]:
            one |= {"date": "2021-01-01", "rate": "0.5"}
    stem = next(iter(load(facts_from(rows), CHANNEL).facts.by_record[record.name])).partition("#")[0]
    added = {**rows[record.name][0], "from_currency": "SEK"}
    loaded = load(facts_from(rows).changed([Withdraw(record.name, f"{stem}#2"), Add(record.name, added)]), CHANNEL)
    assert set(loaded.facts.by_record[record.name]) == {f"{stem}#1", f"{stem}#3", f"{stem}#4"}
    assert loaded.facts.by_record[record.name][f"{stem}#4"]["from_currency"] == "SEK"


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ([Add("Partners", {})], "D160", "change 1 (Partners)"),
        ([Withdraw("Deal", "d9")], "D161", "change 1 (Deal d9)"),
        ([Change("Line", ("d1", 9), {})], "D161", "change 1 (Line d1, 9)"),
        ([Withdraw("Deal", "d2"), Change("Deal", "d2", {})], "D161", "change 2 (Deal d2)"),
        ([Change("Deal", "d1", {"closing": "2021-01-01"})], "D162", "change 1 (Deal d1)"),
        ([Add("Deal", {"id": "d3", "closed_on": "2021-01-01", "x": 1})], "D162", "change 1 (Deal)"),
        ([Change("Line", "d1,1", {"amount_currency": "USD"})], "D114", "change 1 (Line d1,1)"),
        ([Change("Line", "d1", {"amount": 3})], "D142", "change 1 (Line d1)"),
        ([Change("Deal", "d1", {"closed_on": "tomorrow"})], "D116", "change 1 (Deal d1)"),
        ([Change("Line", "d1,1", {"amount": 0.5})], "D131", "change 1 (Line d1,1)"),
        ([Add("Deal", {"closed_on": "2021-01-01"})], "D115", "change 1 (Deal)"),
        ([Add("Deal", {"id": "d1", "closed_on": "2021-01-01"})], "D140", "change 1 (Deal)"),
        ([Change("Line", "d1,1", {"number": 2})], "D140", "change 1 (Line d1,1)"),
        ([Change("Deal", "d1", {"partner": "p9"})], "D141", "change 1 (Deal d1)"),
        ([Withdraw("Partner", "p2")], "D163", "memory (Everything)"),
        ([Add("Line", {"deal": "d1", "number": 3, "amount": "2 GBP"})], "D151", "change 1 (Line)"),
        ([Change("Deal", "d1", {"partner": "p9"}, DataPlace("changes.csv", 7))], "D141", "changes.csv"),
    ],
)
def test_a_change_that_cannot_be_made_is_named(changes, code, place):
    loaded = load(facts_from(ROWS).changed(changes), CHANNEL)
    assert loaded.facts is None
    assert {(fault.code, fault.place.file) for fault in loaded.faults} == {(code, place)}


def test_faulty_facts_of_changes_are_set_aside_like_rows():
    """What a change brings in and what refers to nothing is left out, with the place of the change as its own."""
    data = facts_from(ROWS).changed([Change("Deal", "d2", {"partner": "p9"}, DataPlace("--change Deal:d2"))])
    loaded = load(data, CHANNEL, set_aside=True)
    assert [(one.record, one.place.file, one.values) for one in loaded.set_aside] == [("Deal", "--change Deal:d2", {})]
