"""Links: keys, references, the ways back, dates on the way, order, and the digest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from facts_models import ACTIVITY, CHANNEL, DEAL, LINE, PARTNER, RATES, model, record

from palier.facts import NOTHING, Facts, facts_from, load
from palier.meaning.model import Model
from palier.meaning.types import COUNT, DATE, MONEY, TEXT, YES_NO, MemberOf, Optional, ReferenceTo, SetOf


def facts(rows: dict[str, list[Any]], of: Model = CHANNEL) -> Facts:
    loaded = load(facts_from(rows), of)
    assert loaded.facts is not None, [(fault.message, fault.place) for fault in loaded.faults]
    return loaded.facts


DEALS = {
    "Partner": [{"id": "p1"}, {"id": "p2"}],
    "Deal": [{"id": "d1", "partner": "p1", "closed_on": "2021-03-01"}, {"id": "d2", "closed_on": "2021-02-01"}],
    "Line": [{"deal": "d1", "number": n, "amount": 5} for n in (10, 9, 1)] + [{"deal": "d2", "number": 7, "amount": 1}],
}


def test_a_reference_is_the_fact_itself() -> None:
    found = facts(DEALS)
    assert found.by_record["Deal"]["d1"]["partner"] is found.by_record["Partner"]["p1"]
    assert found.by_record["Deal"]["d2"]["partner"] is None


def test_a_date_may_stand_behind_a_reference() -> None:
    found = facts(DEALS)
    lines = found.collections["Line"]
    assert lines.dates == [date(2021, 2, 1)] + [date(2021, 3, 1)] * 3
    assert found.last_date == date(2021, 3, 1)


def test_facts_of_a_day_come_in_order_of_their_keys_numbers_as_numbers() -> None:
    lines = facts(DEALS).collections["Line"].facts
    assert [one.key for one in lines] == [
        ("d2", Decimal(7)),
        ("d1", Decimal(1)),
        ("d1", Decimal(9)),
        ("d1", Decimal(10)),
    ]
    assert [one.key for one in sorted(lines, key=lambda one: one.order)] == [one.key for one in lines]


def test_every_way_back_is_there_and_in_order() -> None:
    found = facts(DEALS)
    deal = found.by_record["Deal"]["d1"]
    assert [one.key[1] for one in deal.back["lines"].facts] == [1, 9, 10]
    assert deal.back["lines"].dates == [date(2021, 3, 1)] * 3
    partner = found.by_record["Partner"]["p2"]
    assert partner.back["deals"] is NOTHING
    assert partner.back["activities"].seen(date(2022, 1, 1)) == []


def test_a_set_of_references_leads_back_from_each() -> None:
    rows = {
        "Partner": [{"id": "p1"}, {"id": "p2"}],
        "Everything": [
            {"id": "e1", "date": "2021-01-02", "friends": ["p1", "p2", "p1"]},
            {"id": "e0", "date": "2021-01-01", "friends": "p1"},
            {"id": "e2", "friends": "p1"},
        ],
    }
    found = facts(rows)
    keys = {
        name: [one.key for one in partner.back["befriended"].facts]
        for name, partner in found.by_record["Partner"].items()
    }
    assert keys == {"p1": ["e0", "e1"], "p2": ["e1"]}


def test_circles_of_references_are_fine() -> None:
    person = record("Person", {"id": TEXT, "boss": (Optional(ReferenceTo("Person")), "reports")}, "id")
    found = facts(
        {"Person": [{"id": "a", "boss": "b"}, {"id": "b", "boss": "a"}, {"id": "c", "boss": "c"}]}, model(person)
    )
    a = found.by_record["Person"]["a"]
    assert a["boss"]["boss"] is a
    assert [one.key for one in a.back["reports"].facts] == ["b"]


def test_a_fact_without_its_date_is_in_no_collection() -> None:
    found = facts(
        {"Partner": [{"id": "p1"}], "Activity": [{"id": "a1", "partner": "p1", "stage": "Referral", "status": "Draft"}]}
    )
    assert found.collections["Activity"].facts == []
    assert found.by_record["Partner"]["p1"].back["activities"].facts == []
    assert found.by_record["Activity"]["a1"].seen_from is None
    assert found.last_date is None


def test_a_fact_may_lapse() -> None:
    certification = record("Certification", {"id": TEXT, "on": DATE, "until": Optional(DATE)}, "id", "on", "until")
    found = facts(
        {"Certification": [{"id": "c1", "on": "2021-01-01", "until": "2021-02-01"}, {"id": "c2", "on": "2021-01-01"}]},
        model(certification),
    )
    assert [one.key for one in found.collections["Certification"].seen(date(2021, 1, 31))] == ["c1", "c2"]
    assert [one.key for one in found.collections["Certification"].seen(date(2021, 2, 1))] == ["c2"]


def test_ordered_by_comes_before_date_and_key_and_missing_first() -> None:
    step = record(
        "Step",
        {
            "id": TEXT,
            "on": DATE,
            "sequence": Optional(COUNT),
            "stage": Optional(MemberOf("Stage")),
            "done": Optional(YES_NO),
            "partner": Optional(ReferenceTo("Partner")),
            "sizes": SetOf(COUNT),
            "note": Optional(TEXT),
            "day": Optional(DATE),
        },
        "id",
        "on",
        order=("sequence", "stage", "done", "partner.name", "partner", "sizes", "note", "day"),
    )
    rows = [
        {"id": "a", "sequence": 10},
        {"id": "b", "sequence": 9},
        {"id": "c"},
        {"id": "d", "stage": "Assessment"},
        {"id": "e", "stage": "Referral"},
        {"id": "f", "stage": "Referral", "done": True},
        {"id": "g", "done": False},
        {"id": "h", "partner": "p2"},
        {"id": "i", "partner": "p1"},
        {"id": "j", "sizes": [2, 10]},
        {"id": "k", "note": "x"},
        {"id": "l", "day": "2020-01-01"},
    ]
    found = facts(
        {
            "Partner": [{"id": "p1", "name": "B"}, {"id": "p2", "name": "A"}],
            "Step": [one | {"on": "2021-01-01"} for one in rows],
        },
        model(PARTNER, step),
    )
    assert "".join(one.key for one in found.collections["Step"].facts) == "clkjhigdefba"


@pytest.mark.parametrize(
    ("of", "keys", "expected"),
    [
        (TEXT, ["a10", "a9", "B"], ["B", "a10", "a9"]),
        (COUNT, [10, "9", "9.5"], None),
        (COUNT, [10, "9", 1], [1, 9, 10]),
        (DATE, ["2021-01-02", "2021-01-01"], [date(2021, 1, 1), date(2021, 1, 2)]),
        (MemberOf("Area"), ["WorkspaceOne", "Tanzu", "VCF"], ["VCF", "Tanzu", "WorkspaceOne"]),
        (YES_NO, ["yes", "no"], [False, True]),
    ],
)
def test_keys_are_ordered_by_their_type(of: Any, keys: list[Any], expected: list[Any] | None) -> None:
    thing = record("Thing", {"key": of}, "key")
    loaded = load(facts_from({"Thing": [{"key": key} for key in keys]}), model(thing))
    if expected is None:
        assert [fault.code for fault in loaded.faults] == ["D120"]
    else:
        assert loaded.facts is not None
        assert [one.key for one in loaded.facts.collections["Thing"].facts] == expected


def test_a_key_may_be_a_reference_with_a_key_of_several_parts() -> None:
    note = record("Note", {"line": (ReferenceTo("Line"), "notes"), "text": TEXT}, "line")
    remark = record("Remark", {"note": ReferenceTo("Note"), "about": ReferenceTo("Deal")}, ("note", "about"))
    mark = record("Mark", {"remark": ReferenceTo("Remark")})
    found = facts(
        DEALS
        | {
            "Note": [{"line": "d1, 9", "text": "x"}, {"line": ["d1", 10], "text": "y"}],
            "Remark": [{"note": "d1,9", "about": "d2"}],
            "Mark": [{"remark": "d1,9,d2"}, {"remark": [["d1", 9], "d2"]}],
        },
        model(PARTNER, DEAL, LINE, note, remark, mark),
    )
    assert list(found.by_record["Remark"]) == [(("d1", Decimal(9)), "d2")]
    assert [one["remark"]["note"]["text"] for one in found.by_record["Mark"].values()] == ["x", "x"]
    assert [one.key for one in found.collections["Note"].facts] == [("d1", Decimal(9)), ("d1", Decimal(10))]
    assert found.by_record["Line"]["d1", Decimal(9)].back["notes"].facts[0]["text"] == "x"


def test_facts_without_a_key_are_numbered_by_their_values() -> None:
    rows = [
        {"from_currency": "USD", "to_currency": "EUR", "date": f"2021-01-{day:02}", "rate": "0.9"}
        for day in range(1, 13)
    ]
    first, second = (facts({"ExchangeRate": some}) for some in (rows, rows[::-1]))
    for found in (first, second):
        assert {key: one["date"].day for key, one in found.by_record["ExchangeRate"].items()} == {
            f"exchange_rate#{n}": n for n in range(1, 13)
        }
        assert [one.key for one in found.collections["ExchangeRate"].facts][-1] == "exchange_rate#12"
    assert first.digest == second.digest


def test_equal_rows_without_a_key_are_facts_each() -> None:
    row = {"from_currency": "USD", "to_currency": "EUR", "date": "2021-01-01", "rate": "0.9"}
    assert len(facts({"ExchangeRate": [row, row]}).by_record["ExchangeRate"]) == 2


def test_the_digest_goes_by_values_and_not_by_how_they_are_written() -> None:
    def digest(amount: str, name: str = "Zoe\u0301", closed_on: str = "2021-01-01") -> str:
        return facts(
            {
                "Partner": [{"id": "p1", "name": name}],
                "Deal": [{"id": "d1", "closed_on": closed_on}],
                "Line": [{"deal": "d1", "number": "1.0", "amount": amount}],
            }
        ).digest

    assert digest("2000") == digest("2000.00 EUR") == digest("2000.000", "Zo\u00e9")
    assert len({digest("2000"), digest("2000.01"), digest("2000", "Zoe"), digest("2000", closed_on="2021-01-02")}) == 4
    assert facts({}).digest == facts({"Partner": []}).digest


def test_the_digest_is_the_same_from_year_to_year() -> None:
    assert facts(DEALS).digest == "dd6f23ea518fe7a8b82b0d4bcad4e449f245534efc3b1bd11e66b62051367ac2"


def test_a_fact_knows_where_it_stands() -> None:
    fact = facts(DEALS).by_record["Deal"]["d2"]
    assert (fact.place.file, fact.place.row, repr(fact)) == ("memory (Deal)", 2, "<Deal d2>")


def test_a_record_without_fields_is_of_little_use_but_allowed() -> None:
    assert list(facts({"Nothing": [{}, {}]}, model(record("Nothing", {}))).by_record["Nothing"]) == [
        "nothing#1",
        "nothing#2",
    ]


def test_money_may_stand_in_a_list_but_only_in_the_programmes_currency() -> None:
    basket = record("Basket", {"id": TEXT, "prices": SetOf(MONEY, ordered=True)}, "id")
    assert facts({"Basket": [{"id": "b", "prices": "1; 2 EUR"}]}, model(basket)).by_record["Basket"]["b"]["prices"] == (
        1,
        2,
    )
    loaded = load(facts_from({"Basket": [{"id": "b", "prices": "1; 2 USD"}]}), model(basket))
    assert [fault.code for fault in loaded.faults] == ["D153"]


def test_conditions_are_asked_of_linked_facts() -> None:
    conditions = {
        "Deal": [("a partner closes it", lambda fact: fact["partner"] is not None)],
        "Line": [
            ("no more than 9", lambda fact: fact["number"] <= 9),
            ("of a deal with a partner", lambda fact: fact["deal"]["partner"] is not None),
        ],
    }
    loaded = load(facts_from(DEALS), CHANNEL, conditions)
    assert [(fault.code, fault.place.row, fault.facts["condition"]) for fault in loaded.faults] == [
        ("D143", 2, "a partner closes it"),
        ("D143", 1, "no more than 9"),
        ("D143", 4, "of a deal with a partner"),
    ]


def test_models_are_not_needed_to_be_whole() -> None:
    lonely = attrs.evolve(CHANNEL, records={"Partner": PARTNER, "ExchangeRate": RATES})
    assert facts({"Partner": [{"id": "p"}]}, lonely).by_record["Partner"]["p"].back == {}
    assert ACTIVITY.name not in facts({}, lonely).by_record
