"""What holds for all data: no file is too broken to be told about, and order and format change nothing."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from facts_models import CHANNEL
from hypothesis import example, given, settings
from hypothesis import strategies as st

from palier.facts import Fact, Facts, facts_from, load, read, write_set_aside
from palier.facts.number import Numeral

TEXTS = st.text(st.characters(blacklist_categories=("Cc", "Cs")), min_size=1, max_size=8).map(str.strip).filter(bool)
NUMBERS = st.decimals(-(10**9), 10**9, allow_nan=False, places=6)
DATES = st.dates(date(1990, 1, 1), date(2050, 1, 1))
CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(),
    st.decimals(),
    st.booleans(),
    DATES,
    st.floats(),
    st.binary(max_size=3),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.text(max_size=2), st.none(), max_size=1),
    st.sampled_from(
        ["VCF; Tanzu", "30 Points", "8.25%", "10 USD", "P1Y", "d1, 1", "p1", "yes", "Gold", "2021-01-01", "12 months"]
    ),
    st.sampled_from(["NaN", "1e999999999999999999", "-0", "1" * 30]).map(Numeral),
)


@st.composite
def channels(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Rows that load."""
    partners = draw(st.lists(TEXTS.filter(lambda key: not set(key) & set(",;")), min_size=1, max_size=4, unique=True))
    # Texts are taken in NFC, and two that differ before may be one after.
    partners = list({_nfc(key): key for key in partners}.values())
    some_partner = st.sampled_from(partners)
    deals = [f"d{n}" for n in range(draw(st.integers(1, 4)))]
    lines = draw(st.lists(st.tuples(st.sampled_from(deals), st.integers(1, 12)), max_size=6, unique=True))
    everything = st.fixed_dictionaries(
        {
            "money": st.none() | NUMBERS,
            "rate": st.none() | NUMBERS,
            "number": st.none() | NUMBERS,
            "count": st.none() | st.integers(-99, 99),
            "months": st.none() | st.integers(0, 99).map("{} months".format),
            "days": st.none() | st.integers(0, 99).map("P{}D".format),
            "date": st.none() | DATES,
            "text": st.none() | TEXTS,
            "yes": st.none() | st.booleans(),
            "area": st.none() | st.sampled_from(["VCF", "Workspace ONE"]),
            "tier": st.none() | st.just("Gold"),
            "points": st.none() | st.integers(0, 9),
            "areas": st.lists(st.sampled_from(["VCF", "Tanzu"])),
            "numbers": st.lists(NUMBERS, max_size=3),
            "partner": st.none() | some_partner,
            "line": st.sampled_from(lines).map(list) | st.none() if lines else st.none(),
            "friends": st.lists(some_partner, max_size=3),
        }
    )
    rates = st.fixed_dictionaries(
        {"from_currency": st.just("USD"), "to_currency": st.just("GBP"), "date": DATES, "rate": NUMBERS}
    )
    return {
        "Partner": [
            {"id": key, "name": draw(st.none() | TEXTS), "enrolled_on": draw(st.none() | DATES)} for key in partners
        ],
        "Deal": [{"id": key, "partner": draw(st.none() | some_partner), "closed_on": draw(DATES)} for key in deals],
        "Line": [{"deal": deal, "number": number, "amount": draw(NUMBERS)} for deal, number in lines],
        "ExchangeRate": draw(st.lists(rates, max_size=4)),
        "Everything": [{"id": f"e{n}", **one} for n, one in enumerate(draw(st.lists(everything, max_size=4)))],
    }


def _nfc(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", text)


def facts(data: Any) -> Facts:
    loaded = load(data, CHANNEL)
    assert loaded.facts is not None, [(fault.message, fault.place) for fault in loaded.faults]
    return loaded.facts


def picture(found: Facts) -> Any:
    """All there is to know, but for the places."""

    def plain(value: Any) -> Any:
        match value:
            case Fact():
                return value.record.name, value.key
            case frozenset():
                return frozenset(map(plain, value))
            case tuple():
                return tuple(map(plain, value))
            case _:
                return value

    return (
        found.digest,
        found.last_date,
        {
            name: {
                key: (
                    list(map(plain, one.values)),
                    one.order,
                    {way: [each.key for each in of.facts] for way, of in one.back.items()},
                )
                for key, one in of_record.items()
            }
            for name, of_record in found.by_record.items()
        },
        {name: [one.key for one in of.facts] for name, of in found.collections.items()},
    )


@settings(max_examples=60, deadline=None)
@given(channels(), st.randoms())
def test_the_order_of_rows_changes_nothing(rows: dict[str, list[dict[str, Any]]], random: Any) -> None:
    turned = {name: random.sample(of_record, len(of_record)) for name, of_record in rows.items()}
    assert picture(facts(facts_from(turned))) == picture(facts(facts_from(rows)))


@settings(max_examples=60, deadline=None)
@given(channels(), st.sampled_from([",", ";"]))
def test_the_format_changes_nothing(rows: dict[str, list[dict[str, Any]]], delimiter: str) -> None:
    wanted = picture(facts(facts_from(rows)))
    with tempfile.TemporaryDirectory() as folder:
        for write in (_csv, _json, _ndjson, _one_json):
            for old in Path(folder).iterdir():
                old.unlink()
            assert picture(facts(read(write(Path(folder), rows, delimiter)))) == wanted


@settings(max_examples=20, deadline=None)
@given(channels())
def test_facts_handed_over_again_are_the_same(rows: dict[str, list[dict[str, Any]]]) -> None:
    first = facts(facts_from(rows))
    again = facts_from({name: list(of_record.values()) for name, of_record in first.by_record.items()})
    assert picture(facts(again)) == picture(first)


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case [str(), int()]:
            return ", ".join(map(str, value))
        case list():
            return "; ".join(map(_cell, value))
        case Decimal():
            return format(value, "f")
        case _:
            return str(value)


def _csv(folder: Path, rows: dict[str, list[dict[str, Any]]], delimiter: str) -> Path:
    for name, of_record in rows.items():
        text = io.StringIO()
        writer = csv.writer(text, delimiter=delimiter)
        fields = CHANNEL.records[name].by_name
        writer.writerow(fields)
        writer.writerows([[_cell(row[field]) for field in fields] for row in of_record])
        (folder / f"{FILES[name]}.csv").write_text(text.getvalue(), encoding="utf-8", newline="")
    return folder


def _plain(value: Any) -> Any:
    match value:
        case list():
            return [_plain(one) for one in value]
        case Decimal() | date():
            return str(value) if isinstance(value, date) else format(value, "f")
        case _:
            return value


def _json(folder: Path, rows: dict[str, list[dict[str, Any]]], _: str) -> Path:
    for name, of_record in rows.items():
        plain = [{field: _plain(value) for field, value in row.items()} for row in of_record]
        (folder / f"{FILES[name]}.json").write_text(json.dumps(plain), encoding="utf-8")
    return folder


def _ndjson(folder: Path, rows: dict[str, list[dict[str, Any]]], _: str) -> Path:
    for name, of_record in rows.items():
        plain = [
            json.dumps({field: _plain(value) for field, value in row.items()}, ensure_ascii=False) for row in of_record
        ]
        (folder / f"{FILES[name]}.ndjson").write_text("\n".join(plain), encoding="utf-8", newline="")
    return folder


def _one_json(folder: Path, rows: dict[str, list[dict[str, Any]]], _: str) -> Path:
    plain = {
        name: [{field: _plain(value) for field, value in row.items()} for row in of_record]
        for name, of_record in rows.items()
    }
    (folder / "all.json").write_text(json.dumps(plain), encoding="utf-8")
    return folder / "all.json"


FILES = {
    "Partner": "partner",
    "Deal": "deal",
    "Line": "line",
    "ExchangeRate": "exchange_rate",
    "Everything": "everything",
}


def _told(data: Any) -> None:
    for set_aside in (False, True):
        loaded = load(data, CHANNEL, set_aside=set_aside)
        assert (loaded.facts is None) == bool(loaded.faults)
        for fault in (*loaded.faults, *loaded.notes):
            assert f"{fault.message} {fault.help} {fault.place.file} {fault.place.column}".isprintable(), fault.message
            assert "{" not in fault.kind.message.format(**dict.fromkeys(fault.facts, "x"))
        if loaded.facts is not None:
            assert len(loaded.facts.digest) == 64
        with tempfile.TemporaryDirectory() as folder:
            write_set_aside(Path(folder) / "out.csv", loaded.set_aside)


GARBAGE = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(
        st.sampled_from(
            [
                "id",
                "name",
                "enrolled_on",
                ",",
                ";",
                "\n",
                '"',
                "p1",
                "\r",
                "\x00",
                "{",
                "}",
                "[",
                "]",
                ":",
                '"id"',
                "1e9",
                "NaN",
                "null",
                "\\ud800",
            ]
        ),
        max_size=40,
    ).map(lambda parts: "".join(parts).encode()),
    st.lists(
        st.dictionaries(
            st.sampled_from(["id", "name", "enrolled_on", "naïve"]), st.text(max_size=4) | st.integers() | st.none()
        ),
        max_size=3,
    ).map(lambda rows: json.dumps(rows).encode()),
)


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(["partner.csv", "partner.json", "partner.ndjson", "data.json"]), GARBAGE)
@example("partner.csv", b'id\n"' + b"x" * 140_000)
@example("partner.csv", b"id\r\rp1\r\n")
@example("partner.json", b'[{"id": 1' + b"0" * 5000 + b"}]")
@example("partner.json", b'[{"\\ud800": 1, "id": "\\ud800"}]')
@example("partner.ndjson", b'{"id": "p1"}\r{"id": "p2"}')
@example("data.json", b'{"\\ud800": [], "partner": [[]]}')
def test_any_bytes_are_facts_or_faults(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        _told(read(path))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["partner.parquet", "data.xlsx"]), st.data())
def test_broken_parquet_files_and_workbooks_are_faults(name: str, data: st.DataObject) -> None:
    whole = _wholes()[name]
    at = data.draw(st.integers(0, len(whole)))
    kind = data.draw(st.sampled_from(["cut", "flip", "garbage"]))
    broken = {
        "cut": whole[:at],
        "flip": whole[:at] + b"\xff\x00" + whole[at + 2 :],
        "garbage": data.draw(st.binary(max_size=100)),
    }[kind]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(broken)
        _told(read(folder))


def _wholes() -> dict[str, bytes]:
    import pyarrow as pa
    from openpyxl import Workbook
    from pyarrow.parquet import write_table

    if not WHOLES:
        book = Workbook()
        book.active.title = "partner"
        book.active.append(["id", "name"])
        book.active.append(["p1", "Alpha"])
        out = io.BytesIO()
        book.save(out)
        WHOLES["data.xlsx"] = out.getvalue()
        out = io.BytesIO()
        write_table(pa.table({"id": ["p1", "p2"], "name": ["a", None]}), out)
        WHOLES["partner.parquet"] = out.getvalue()
    return WHOLES


WHOLES: dict[str, bytes] = {}


@settings(max_examples=250, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["Everything", "Line", "Deal", "Partner", "ExchangeRate", "Nothing"]),
        st.lists(
            st.dictionaries(
                st.sampled_from(
                    [
                        "id",
                        "deal",
                        "number",
                        "amount",
                        "money",
                        "money_currency",
                        "amount_currency",
                        "date",
                        "closed_on",
                        "friends",
                        "line",
                        "areas",
                        "numbers",
                        "text",
                        "months",
                        "days",
                        "rate",
                        "from_currency",
                        "to_currency",
                        "points",
                        "partner",
                        "area",
                        "yes",
                        "count",
                        "nothing",
                    ]
                ),
                CELLS,
                max_size=12,
            )
            | st.none(),
            max_size=4,
        ),
    )
)
def test_any_values_in_memory_are_facts_or_faults(rows: Any) -> None:
    _told(facts_from(rows))


@pytest.mark.parametrize("value", ["p1", "p2"])
def test_a_file_of_another_kind_under_a_known_name_is_told(tmp_path: Path, value: str) -> None:
    (tmp_path / "partner.xlsx").write_text(f"id\n{value}\n")
    (tmp_path / "deal.csv").mkdir()
    loaded = load(read(tmp_path), CHANNEL)
    assert [fault.code for fault in loaded.faults] == ["D102"]
