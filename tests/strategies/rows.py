"""Facts for a model: rows with the values at which rules go wrong, in every form that data comes in."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from strategies.models import ENUMS, ModelOf, RecordOf

Rows = dict[str, list[dict[str, Any]]]

DAYS = [
    date.fromisoformat(one)
    for one in (
        "2019-12-31", "2020-01-01", "2020-01-31", "2020-02-28", "2020-02-29", "2020-03-01", "2020-03-31", "2020-06-30",
        "2020-07-01", "2020-12-31", "2021-01-01", "2021-01-30", "2021-02-01", "2021-02-28", "2021-03-01", "2021-06-30",
    )
]  # fmt: skip
FAR = [date(1900, 1, 1), date(2199, 12, 31)]
MONEY = ["0", "0.01", "0.05", "1", "10.50", "33.33", "99.99", "100", "1000", "250000", "9999999999999.99"]
NUMBERS = ["0", "1", "2", "3", "0.1", "2.5", "-1", "7", "0.000000000001", "999999999999999"]
COUNTS = ["0", "1", "2", "3", "10", "99", "100", "101", "-1"]
RATES = ["0", "0.05", "0.125", "1", "0.333333", "-0.1", "12"]

dates = st.one_of(st.sampled_from(DAYS), st.sampled_from(DAYS), st.sampled_from(DAYS), st.sampled_from(DAYS + FAR))


@cache
def value_of(of: str) -> st.SearchStrategy[Any]:
    """A value of a field that is no reference, as Python holds it."""
    kind, _, named = of.partition(":")
    match kind:
        case "money":
            return st.sampled_from(MONEY).map(Decimal)
        case "number":
            return st.sampled_from(NUMBERS).map(Decimal)
        case "rate":
            return st.sampled_from(RATES).map(Decimal)
        case "count":
            return st.sampled_from(COUNTS).map(Decimal)
        case "months":
            return st.sampled_from([0, 1, 3, 12, 13, 36, -1]).map(lambda n: f"{n} months" if n >= 0 else "1 month")
        case "days":
            return st.sampled_from([0, 1, 30, 365]).map(lambda n: f"{n} days")
        case "date":
            return dates
        case "text":
            return st.sampled_from(["a", "b", "a b", "é", "A"])
        case "yes/no":
            return st.booleans()
        case "enum":
            return st.sampled_from(ENUMS[named])
        case "set":
            return st.lists(st.sampled_from(ENUMS[named]), unique=True, max_size=3)
        case _:
            raise AssertionError(of)


@st.composite
def rows_for(draw: st.DrawFn, model: ModelOf, most: int = 6) -> Rows:
    """Rows of every record, some of them none."""
    found: Rows = {}
    for name, record in model.records.items():
        count = draw(st.integers(1, 3)) if name == "Partner" else draw(st.integers(0, most))
        found[name] = []
        for number in range(count):
            row = draw(_row(record, found, number))
            if row is not None:
                found[name].append(row)
    return found


@st.composite
def _row(draw: st.DrawFn, record: RecordOf, known: Rows, number: int) -> dict[str, Any] | None:
    row: dict[str, Any] = {}
    for field in record.fields:
        kind, _, named = field.of.partition(":")
        if field.name == "id":
            # Text keys in an order that is not that of their numbers, and one with what identities escape.
            texts = [f"{record.name[0].lower()}{number}", f"{record.name[0].lower()}1{number}"]
            row["id"] = Decimal(number) if field.of == "count" else draw(st.sampled_from([*texts, f"x:{number}%"]))
            if any(row["id"] == other["id"] for other in known[record.name]):
                return None
        elif field.optional and draw(st.booleans()):
            row[field.name] = None
        elif kind == "ref":
            keys = [one["id"] for one in known[named]]
            if not keys and not field.optional:
                return None
            row[field.name] = draw(st.sampled_from(keys)) if keys else None
        else:
            # An empty cell is missing where the field may be: no file of text tells it from an empty set.
            value = draw(value_of(field.of))
            row[field.name] = None if field.optional and value == [] else value
    return row


def cell(value: Any) -> str:
    """A value as a file of text has it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case list():
            return "; ".join(value)
        case _:
            return str(value)


def _snake(name: str) -> str:
    return "".join(f"_{one.lower()}" if one.isupper() and at else one.lower() for at, one in enumerate(name))


def _fields(rows: Iterable[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def write_csv(folder: Path, rows: Rows) -> Path:
    for record, of_record in rows.items():
        if of_record:
            with (folder / f"{_snake(record)}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, _fields(of_record))
                writer.writeheader()
                writer.writerows({name: cell(value) for name, value in row.items()} for row in of_record)
    return folder


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | list) else cell(value)


def write_json(folder: Path, rows: Rows) -> Path:
    whole = {record: [{k: _plain(v) for k, v in row.items()} for row in some] for record, some in rows.items()}
    path = folder / "all.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def write_ndjson(folder: Path, rows: Rows) -> Path:
    for record, of_record in rows.items():
        text = "".join(json.dumps({k: _plain(v) for k, v in row.items()}) + "\n" for row in of_record)
        (folder / f"{_snake(record)}.ndjson").write_text(text, encoding="utf-8")
    return folder


def write_xlsx(folder: Path, rows: Rows) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for record, of_record in rows.items():
        if not of_record:
            continue
        sheet = book.create_sheet(_snake(record))
        names = _fields(of_record)
        sheet.append(names)
        for row in of_record:
            sheet.append([cell(row.get(name)) or None for name in names])
    path = folder / "all.xlsx"
    book.save(path)
    return path


FORMATS = {"csv": write_csv, "json": write_json, "ndjson": write_ndjson, "xlsx": write_xlsx}


def write_files(folder: Path, rows: Rows, form: str) -> Path:
    """Writes rows in one of the formats; gives the path to read."""
    return FORMATS[form](folder, rows)
