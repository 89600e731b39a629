"""Rows set aside: what is left out, with what, and what is said of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from facts_models import CHANNEL

from palier.facts import Loaded, facts_from, load, read, write_set_aside

FILES = {
    "partner.csv": "id,enrolled_on,colour\np1,2020-01-01,red\np2,yesterday,blue\np3,2020-01-01,green\np3,2020-01-01,\n",
    "deal.csv": "id,partner,closed_on\nd1,p1,2021-01-01\nd2,p2,2021-01-01\nd3,p3,2021-01-01\nd4,p9,2021-01-01\nd5,p1\n",
    "line.csv": "deal,number,amount\nd1,1,10\nd2,1,10\nd3,1,10\nd1,2,ten\nd5,1,1\nd1,3,4 USD\n",
}


def loaded(folder: Path, files: dict[str, str] = FILES) -> Loaded:
    for name, text in files.items():
        (folder / name).write_text(text)
    return load(read(folder), CHANNEL, set_aside=True)


def test_faulty_rows_and_all_that_refers_to_them_are_left_out(tmp_path: Path) -> None:
    found = loaded(tmp_path)
    assert found.facts is not None
    assert found.faults == ()
    assert {name: list(facts) for name, facts in found.facts.by_record.items() if facts} == {
        "Partner": ["p1"],
        "Deal": ["d1"],
        "Line": [("d1", 1)],
    }
    assert found.lost == {"Partner": 3, "Deal": 4, "Line": 5}
    assert [one.key for one in found.facts.by_record["Partner"]["p1"].back["deals"].facts] == ["d1"]
    assert [(one.record, one.place.row, [fault.code for fault in one.reasons]) for one in found.set_aside] == [
        ("Partner", 3, ["D116"]),
        ("Partner", 4, ["D140"]),
        ("Partner", 5, ["D140"]),
        ("Deal", 3, ["D144"]),
        ("Deal", 4, ["D144"]),
        ("Deal", 5, ["D141"]),
        ("Deal", 6, ["D111"]),
        ("Line", 3, ["D144"]),
        ("Line", 4, ["D144"]),
        ("Line", 5, ["D118"]),
        ("Line", 6, ["D141"]),
        ("Line", 7, ["D151"]),
    ]


def test_the_file_holds_the_rows_as_they_were(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    write_set_aside(tmp_path / "out.csv", loaded(folder).set_aside)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert list(rows[0]) == ["record", "file", "row", "reason", "values"]
    assert (rows[0]["record"], rows[0]["file"], rows[0]["row"]) == ("Partner", str(folder / "partner.csv"), "3")
    assert rows[0]["reason"] == "D116 enrolled_on: `yesterday` is no date."
    assert json.loads(rows[0]["values"]) == {"id": "p2", "enrolled_on": "yesterday", "colour": "blue"}
    assert rows[3]["reason"] == "D144 partner: the row refers to `Partner` `p2`, which is set aside."
    assert json.loads(rows[6]["values"]) == {"id": "d5", "partner": "p1"}


def test_the_order_of_rows_does_not_decide_who_is_left_out(tmp_path: Path) -> None:
    turned = {name: "\n".join([text.splitlines()[0], *text.splitlines()[:0:-1], ""]) for name, text in FILES.items()}
    first, second = loaded(tmp_path), loaded(tmp_path, turned)
    assert first.facts is not None
    assert second.facts is not None
    assert first.facts.digest == second.facts.digest
    assert first.lost == second.lost


def test_a_fault_of_a_whole_file_still_stops(tmp_path: Path) -> None:
    found = loaded(tmp_path, FILES | {"partner.csv": "name\nx\n"})
    assert found.facts is None
    assert ("D109", None) in {(fault.code, fault.place.row) for fault in found.faults}
    assert found.set_aside == ()


def test_broken_lines_of_json_are_set_aside_too(tmp_path: Path) -> None:
    text = '{"id": "p1"}\n{"id"\n[1, 2]\n{"id": "p2", "id": "p3"}\n{"id": ["' + "[" * 90 + '"]}\n'
    found = loaded(tmp_path, {"partner.ndjson": text + '{"id": ' + "[" * 900 + "]" * 900 + "}\n"})
    assert found.facts is not None
    assert list(found.facts.by_record["Partner"]) == ["p1"]
    assert [one.reasons[0].code for one in found.set_aside] == ["D102", "D112", "D113", "D132", "D132"]
    write_set_aside(tmp_path / "out.csv", found.set_aside)


def test_conditions_set_aside_until_nothing_changes() -> None:
    rows = {
        "Deal": [{"id": "d1", "closed_on": "2021-01-01"}, {"id": "d2", "closed_on": "2021-01-01"}],
        "Line": [{"deal": "d1", "number": 1, "amount": 1}, {"deal": "d2", "number": 1, "amount": -1}],
    }
    conditions = {
        "Line": [("more than nothing", lambda fact: fact["amount"] > 0)],
        "Deal": [("some lines", lambda fact: bool(fact.back["lines"].facts))],
    }
    found = load(facts_from(rows), CHANNEL, conditions, set_aside=True)
    assert found.facts is not None
    assert list(found.facts.by_record["Deal"]) == ["d1"]
    assert [(one.record, one.reasons[0].code) for one in found.set_aside] == [("Deal", "D143"), ("Line", "D143")]


def test_doubtful_rates_are_set_aside_and_what_needs_them() -> None:
    rate = {"from_currency": "USD", "to_currency": "EUR", "date": "2021-01-01"}
    rows = {
        "Deal": [{"id": "d1", "closed_on": "2021-01-01"}],
        "Line": [{"deal": "d1", "number": 1, "amount": "1 USD"}, {"deal": "d1", "number": 2, "amount": "1"}],
        "ExchangeRate": [rate | {"rate": "0.5"}, rate | {"rate": "0.6"}, rate | {"rate": "-1", "date": "2020-12-31"}],
    }
    conditions = {"ExchangeRate": [("above zero", lambda fact: fact["rate"] > 0)]}
    found = load(facts_from(rows), CHANNEL, conditions, set_aside=True)
    assert found.lost == {"ExchangeRate": 3, "Line": 1}
    assert sorted(fault.code for one in found.set_aside for fault in one.reasons) == ["D143", "D151", "D152", "D152"]


@pytest.mark.parametrize("size", [1, 20_000])
def test_long_chains_are_followed_to_the_end(size: int) -> None:
    from facts_models import model, record

    from palier.meaning.types import DATE, TEXT, Optional, ReferenceTo

    link = record("Link", {"id": TEXT, "next": Optional(ReferenceTo("Link")), "on": DATE}, "id")
    rows = [{"id": str(n), "next": str(n - 1) if n else None, "on": "2021-01-01" if n else "?"} for n in range(size)]
    found = load(facts_from({"Link": rows}), model(link), set_aside=True)
    assert found.lost == {"Link": size}
