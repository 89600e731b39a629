"""The data a programme wants, told in three forms."""

from __future__ import annotations

import json
import re
from typing import Any

import attrs
import pytest
from facts_models import CHANNEL, enumeration

from palier.facts import facts_from, load
from palier.report.schema import csv_headers, json_schema, markdown


def accepts(schema: dict[str, Any], value: Any) -> bool:
    """As much of JSON Schema as is written here."""
    kinds = {"string": str, "number": (int, float), "integer": int, "boolean": bool, "array": list, "object": dict}
    if "anyOf" in schema and not any(accepts(one, value) for one in schema["anyOf"]):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "type" in schema:
        names = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        if not any(isinstance(value, kinds[name]) and isinstance(value, bool) == (name == "boolean") for name in names):
            return False
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        return False
    return not isinstance(value, list) or all(accepts(schema.get("items", {}), one) for one in value)


SCHEMA = json_schema(CHANNEL)


def test_there_is_a_definition_for_each_record() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(SCHEMA["$defs"]) == list(CHANNEL.records)
    assert SCHEMA["properties"]["exchange_rate"] == {"type": "array", "items": {"$ref": "#/$defs/ExchangeRate"}}
    assert SCHEMA["$defs"]["Activity"]["required"] == ["id", "partner", "stage", "status"]
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize(
    ("field", "value", "good"),
    [
        ("money", "10.50", True),
        ("money", 10, True),
        ("money", "10.50 USD", True),
        ("money", None, True),
        ("money", "ten", False),
        ("rate", "8.25%", True),
        ("rate", "8,25", False),
        ("number", "1.5", True),
        ("count", "1.5", False),
        ("count", 3, True),
        ("months", "12 months", True),
        ("months", "P1Y6M", True),
        ("months", "90 days", False),
        ("days", "2 weeks", True),
        ("date", "2021-03-01", True),
        ("date", "02/03/2021", False),
        ("date", "2300-01-01", False),
        ("text", "a", True),
        ("text", "a\nb", False),
        ("yes", "No", True),
        ("yes", True, True),
        ("yes", "ja", False),
        ("area", "Workspace ONE", True),
        ("area", "Tansu", False),
        ("tier", "Gold", True),
        ("points", "30 Points", True),
        ("points", "30 Stars", False),
        ("areas", ["VCF"], True),
        ("areas", "VCF; Tanzu", True),
        ("areas", ["Tansu"], False),
        ("partner", "p1", True),
        ("line", "d1,1", True),
        ("line", ["d1", 1], True),
        ("id", None, False),
    ],
)
def test_the_schema_accepts_what_is_read_and_refuses_what_is_not(field: str, value: Any, good: bool) -> None:
    assert accepts(SCHEMA["$defs"]["Everything"]["properties"][field], value) == good
    rows = {
        "Partner": [{"id": "p1"}],
        "Deal": [{"id": "d1", "closed_on": "2021-01-01"}],
        "Line": [{"deal": "d1", "number": 1, "amount": 1}],
        "ExchangeRate": [{"from_currency": "USD", "to_currency": "EUR", "date": "2021-01-01", "rate": 1}],
        "Everything": [{"id": "e", "date": "2021-01-01", field: value}],
    }
    assert (load(facts_from(rows), CHANNEL).facts is not None) == good


def test_headers_are_there_to_be_filled_in() -> None:
    assert csv_headers(CHANNEL)["activity.csv"] == "id,partner,stage,status,completed_on\n"
    assert list(csv_headers(CHANNEL))[4] == "exchange_rate.csv"


def test_the_page_has_a_table_for_each_record() -> None:
    page = markdown(CHANNEL)
    assert "## Activity\n" in page
    assert "Key: `id`.\nDated by `completed_on`." in page
    assert "| `partner` | Partner | no | the key of a fact of `Partner`: `id` |" in page
    assert "| `completed_on` | date | yes | `2021-03-01` |" in page
    assert "`VCF`, `Tanzu`, `WorkspaceOne` (“Workspace ONE”)" in page
    assert "| `line` | Line | yes | the key of a fact of `Line`: `deal`, `number` |" in page
    assert {line.count("|") for line in page.splitlines() if line.startswith("|")} == {5}


def test_a_label_cannot_break_the_table() -> None:
    areas = attrs.evolve(CHANNEL, enumerations=CHANNEL.enumerations | {"Area": enumeration("Area", ("A", "a | b"))})
    assert "“a \\| b”" in markdown(areas)
