"""Files: every format, and every way in which one can be wrong."""

from __future__ import annotations

import json
import sys
import warnings
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from facts_models import ACTIVITY, CHANNEL, DEAL, LINE, PARTNER, model

from palier.facts import Loaded, facts_from, load, read, snake

PARTNERS = 'id,name,enrolled_on\np1,Alpha,2020-03-01\np2,"Beta, Ltd",\n'


def folder(path: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        stem, _, suffix = name.rpartition("_")
        (path / f"{stem}.{suffix}").write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def loaded(path: Path, **files: str | bytes) -> Loaded:
    return load(read(folder(path, **files)), CHANNEL)


def codes(found: Loaded) -> list[tuple[str, int | None, str | None]]:
    assert (found.facts is None) == bool(found.faults)
    for fault in (*found.faults, *found.notes):
        assert fault.message.endswith("."), fault.message
        assert "{" not in fault.message
    return [(fault.code, fault.place.row, fault.place.column) for fault in found.faults]


def partners(found: Loaded) -> dict[str, tuple[Any, ...]]:
    assert found.facts is not None, [fault.message for fault in found.faults]
    return {key: tuple(fact.values[1:]) for key, fact in found.facts.by_record["Partner"].items()}


EXPECTED = {"p1": ("Alpha", date(2020, 3, 1)), "p2": ("Beta, Ltd", None)}


@pytest.mark.parametrize(
    "text",
    [
        PARTNERS,
        PARTNERS.replace("\n", "\r\n"),
        "\ufeff" + PARTNERS,
        PARTNERS + "\n\n",
        PARTNERS.rstrip("\n"),
        "id;enrolled_on;name\np1;2020-03-01;Alpha\np2;;Beta, Ltd\n",
        ' id , name,"enrolled_on"\np1,Alpha,2020-03-01\np2,"Beta, Ltd",\n',
    ],
)
def test_a_csv_file_is_read_in_all_its_dialects(tmp_path: Path, text: str) -> None:
    assert partners(loaded(tmp_path, partner_csv=text)) == EXPECTED


def test_a_json_file_is_a_list_of_objects(tmp_path: Path) -> None:
    rows = [{"id": "p1", "name": "Alpha", "enrolled_on": "2020-03-01"}, {"id": "p2", "name": "Beta, Ltd"}]
    assert partners(loaded(tmp_path, partner_json=json.dumps(rows))) == EXPECTED


def test_an_ndjson_file_has_an_object_on_each_line(tmp_path: Path) -> None:
    text = '{"id": "p1", "name": "Alpha", "enrolled_on": "2020-03-01"}\n\n{"name": "Beta, Ltd", "id": "p2"}\n'
    assert partners(loaded(tmp_path, partner_ndjson=text)) == EXPECTED


def test_one_json_file_may_hold_all_records(tmp_path: Path) -> None:
    rows = [{"id": "p1", "name": "Alpha", "enrolled_on": "2020-03-01"}, {"id": "p2", "name": "Beta, Ltd"}]
    for name in ("partner", "Partner"):
        path = tmp_path / "all.json"
        path.write_text(json.dumps({name: rows, "deal": []}))
        assert partners(load(read(path), CHANNEL)) == EXPECTED


def test_one_file_of_one_record_is_data_too(tmp_path: Path) -> None:
    folder(tmp_path, partner_csv=PARTNERS)
    assert partners(load(read(tmp_path / "partner.csv"), CHANNEL)) == EXPECTED


def test_data_can_be_loaded_twice(tmp_path: Path) -> None:
    data = read(folder(tmp_path, partner_csv=PARTNERS))
    assert partners(load(data, CHANNEL)) == partners(load(data, CHANNEL)) == EXPECTED


def test_a_missing_path_is_the_callers(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        read(tmp_path / "nowhere")


def test_a_workbook_has_a_sheet_for_each_record(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "partner"
    for row in (["id", "name", "enrolled_on", None], ["p1", "Alpha", datetime(2020, 3, 1)], [], ["p2", "Beta, Ltd"]):
        sheet.append(row)
    lines = book.create_sheet("line")
    for row in (["deal", "number", "amount"], ["d1", 1, 0.1], ["d1", 2, 1e15 / 1e3], ["d1", 3.0, "7.10 EUR"]):
        lines.append(row)
    deals = book.create_sheet("deal")
    for row in (["id", "closed_on"], ["d1", date(2021, 1, 1)]):
        deals.append(row)
    book.create_sheet("notes")
    for path in (tmp_path / "anything.xlsx", tmp_path):
        book.save(tmp_path / "anything.xlsx")
        found = load(read(path), CHANNEL)
        assert partners(found) == EXPECTED
        assert [fault.code for fault in found.notes] == ["D106"]
        assert found.facts is not None
        amounts = [fact["amount"] for fact in found.facts.collections["Line"].facts]
        assert amounts == [Decimal("0.1"), Decimal(10) ** 12, Decimal("7.10")]


def test_a_failed_formula_is_no_text(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "partner"
    for row in (["id", "name"], ["p1", "#N/A"], ["p2", 5.5]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert codes(load(read(tmp_path), CHANNEL)) == [("D132", 2, "name"), ("D132", 3, "name")]


def test_a_parquet_file_keeps_decimals_and_dates(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow.parquet import write_table

    write_table(pa.table({"id": ["d1"], "closed_on": [date(2021, 1, 1)]}), tmp_path / "deal.parquet")
    columns = {"deal": ["d1", "d1"], "number": [1, 2], "amount": [Decimal("0.10"), Decimal("2000.00")]}
    write_table(pa.table(columns), tmp_path / "line.parquet")
    found = load(read(tmp_path), CHANNEL)
    assert found.facts is not None, [fault.message for fault in found.faults]
    assert [fact["amount"] for fact in found.facts.collections["Line"].facts] == [Decimal("0.10"), Decimal(2000)]


def test_a_column_of_floats_is_one_fault(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow.parquet import write_table

    write_table(
        pa.table({"deal": ["d1"] * 3, "number": [1, 2, 3], "amount": [0.1, 0.2, 0.3]}), tmp_path / "line.parquet"
    )
    folder(tmp_path, deal_csv="id,closed_on\nd1,2021-01-01\n")
    assert codes(load(read(tmp_path), CHANNEL)) == [("D133", None, "amount")]


@pytest.mark.parametrize(
    ("name", "package", "extra"), [("partner.parquet", "pyarrow.parquet", "parquet"), ("a.xlsx", "openpyxl", "xlsx")]
)
def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: Any, name: str, package: str, extra: str) -> None:
    (tmp_path / name).write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, package, None)
    found = load(read(tmp_path), CHANNEL)
    assert [fault.code for fault in found.faults] == ["D105"]
    assert found.faults[0].help == f"`pip install 'palier[{extra}]'`"


@pytest.mark.parametrize(
    ("content", "byte", "offset"),
    [
        (b"id\np1\n\xff", "0xff", 6),
        (b"\xff\xfei\0d\0", "0xff", 0),
        (b"id\n\xc3", "(cut off)", 3),
        (b"id\n\xc3(", "0xc3", 3),
        (b"id\n" + b"p\n" * 600_000 + b"\xe9t", "0xe9", 1_200_003),
    ],
)
def test_bytes_that_are_not_utf8_are_pointed_at(tmp_path: Path, content: bytes, byte: str, offset: int) -> None:
    found = loaded(tmp_path, partner_csv=content)
    assert found.facts is None
    [fault] = [fault for fault in found.faults if fault.code == "D101"]
    assert (fault.facts["byte"], fault.facts["offset"]) == (byte, offset)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"partner_csv": ""}, [("D107", None, None)]),
        ({"partner_csv": "id,id\np1,p1\n"}, [("D110", 1, "id")]),
        ({"partner_csv": "name\nAlpha\nBeta\n"}, [("D109", None, "id")]),
        ({"partner_csv": 'id,name\np1,"a"b\n'}, [("D102", 2, None)]),
        ({"partner_csv": 'id,name\np1,"a\n'}, [("D102", 2, None)]),
        ({"partner_csv": f"id,name\np1,{'x' * 140_000}\n"}, [("D102", 2, None)]),
        ({"partner_csv": "id,name\np1\np2,a,b\np3,c\n"}, [("D111", 2, None), ("D111", 3, None)]),
        ({"partner_csv": 'id,name\n"p\n1",a\np2\n'}, [("D130", 2, "id"), ("D111", 4, None)]),
        ({"partner_csv": "id,name\n,a\n"}, [("D115", 2, "id")]),
        ({"partner_csv": "id,name\np1,a\x00\n"}, [("D130", 2, "name")]),
        ({"partner_csv": "id\np1\np1\np1\n"}, [("D140", 3, None), ("D140", 4, None)]),
        ({"deal_csv": "id,closed_on\nd1,\n"}, [("D114", 2, "closed_on")]),
        ({"deal_csv": "id,closed_on\nd1,soon\nd1,2021-01-01\n"}, [("D116", 2, "closed_on"), ("D140", 3, None)]),
        ({"partner_csv": "id\np1\n", "partner_json": "[]"}, [("D103", None, None)]),
        ({"partner_json": "{"}, [("D102", None, None)]),
        ({"partner_json": "{}"}, [("D102", None, None)]),
        ({"partner_json": "[" * 100_000}, [("D102", None, None)]),
        ({"partner_json": '[1, null, {"id": "p1"}, []]'}, [("D112", 1, None), ("D112", 2, None), ("D112", 4, None)]),
        ({"partner_json": '[{"id": "p1", "id": "p2"}]'}, [("D113", 1, "id")]),
        ({"partner_json": '[{"id": NaN}]'}, [("D132", 1, "id")]),
        ({"partner_json": '[{"name": "a"}, {"name": "b"}]'}, [("D109", None, "id")]),
        ({"partner_json": '[{"name": "a"}, {"id": "b"}]'}, [("D115", 1, "id")]),
        ({"partner_ndjson": '{"id": "p1"}\n{"id"\n[]\n'}, [("D102", 2, None), ("D112", 3, None)]),
        ({"partner_ndjson": '{"id": ' + "[" * 100_000 + "\n"}, [("D102", 1, None)]),
        (
            {
                "line_json": '[{"deal": "d1", "number": Infinity, "amount": -Infinity}]',
                "deal_csv": "id,closed_on\nd1,2021-01-01\n",
            },
            [("D118", 1, "amount"), ("D118", 1, "number")],
        ),
        ({"partner_parquet": b"PAR1"}, [("D102", None, None)]),
        ({"all_xlsx": b"PK"}, [("D102", None, None)]),
    ],
)
def test_what_is_wrong_with_a_file_is_told_once(
    tmp_path: Path, files: dict[str, Any], expected: list[tuple[str, int | None, str | None]]
) -> None:
    assert codes(loaded(tmp_path, **files)) == expected


def test_a_json_file_of_all_records_may_be_wrong_too(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    for text in ("1", '{"partner": 1}', '{"partner": [], "partner": []}', "nonsense", ""):
        path.write_text(text)
        assert [fault.code for fault in load(read(path), CHANNEL).faults] == ["D102"]
    (tmp_path / "all.txt").write_text("")
    assert [fault.code for fault in load(read(tmp_path / "all.txt"), CHANNEL).faults] == ["D102"]


def test_a_big_list_knows_its_columns_only_at_the_end(tmp_path: Path) -> None:
    rows = [{"name": "x"}] * 9_000
    assert codes(loaded(tmp_path, partner_json=json.dumps(rows))) == [("D109", None, "id")]
    found = loaded(tmp_path, partner_json=json.dumps([*rows, {"id": "p1"}]))
    assert len(found.faults) == 1001
    assert found.faults[0].code == "D115"
    assert found.faults[-1].message == "there are 8,000 more faults."


def test_files_and_columns_that_are_not_used_are_noted(tmp_path: Path) -> None:
    folder(tmp_path, readme_md="", partners_csv="id\n")
    found = loaded(tmp_path, partner_csv="id,nam,\np1,a,b\n")
    assert found.facts is not None
    assert [(fault.code, fault.help) for fault in found.notes] == [
        ("D108", None),
        ("D108", "did you mean `name`?"),
        ("D106", "did you mean `partner`?"),
    ]


def test_a_file_of_a_record_in_a_format_that_is_not_read_is_noted(tmp_path: Path) -> None:
    found = loaded(tmp_path, partner_tsv="id\np1\n", notes_txt="", deal_csv="id,closed_on\n")
    assert [(fault.code, Path(fault.place.file).name) for fault in found.notes] == [("D134", "partner.tsv")]


def test_the_lock_of_an_open_spreadsheet_is_no_data(tmp_path: Path) -> None:
    (tmp_path / "~$data.xlsx").write_bytes(b"lock")
    (tmp_path / ".partner.csv").write_bytes(b"lock")
    assert codes(loaded(tmp_path)) == []


def test_a_misspelled_column_is_named_where_one_is_missing(tmp_path: Path) -> None:
    found = loaded(tmp_path, deal_csv="id,closedon\nd1,2021-01-01\n")
    assert [(fault.code, fault.help) for fault in found.faults] == [("D109", "is it the column `closedon`?")]


def test_all_faults_are_told_at_once_and_echoes_are_not(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        partner_csv="id,enrolled_on\np1,yesterday\np2,2020-01-01\n",
        deal_csv="id,partner,closed_on\nd1,p1,2021-01-01\nd2,p9,2021-01-01\nd3,p2,never\n",
        line_csv="deal,number,amount\nd3,1,5\nd1,1,x\n",
    )
    assert codes(found) == [
        ("D141", 3, "partner"),
        ("D116", 4, "closed_on"),
        ("D118", 3, "amount"),
        ("D116", 2, "enrolled_on"),
    ]


def test_rows_without_a_readable_file_make_no_echoes(tmp_path: Path) -> None:
    found = loaded(tmp_path, partner_csv=b"id\n\xff\n", deal_csv="id,partner,closed_on\nd1,p1,2021-01-01\n")
    assert codes(found) == [("D101", None, None)]


def test_a_thousand_faults_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    found = loaded(tmp_path, deal_csv="id,closed_on\n" + "".join(f"d{n},x\n" for n in range(25_000)))
    assert [fault.place.row for fault in found.faults[:1000]] == list(range(2, 1002))
    assert (found.faults[1000].code, found.faults[1000].message) == ("D199", "there are 24,000 more faults.")


def test_facts_are_taken_from_memory(tmp_path: Path) -> None:
    first = loaded(tmp_path, partner_csv=PARTNERS)
    assert first.facts is not None
    again = load(facts_from({"Partner": list(first.facts.by_record["Partner"].values())}), CHANNEL)
    assert partners(again) == EXPECTED
    assert codes(load(facts_from({"Partner": [{"id": 1.5}]}), CHANNEL)) == [("D131", 1, "id")]


def test_nothing_heavy_is_loaded() -> None:
    import subprocess

    script = "import sys, palier.facts; print(*sys.modules)"
    path = str(Path(__file__).parents[2] / "dsl")
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"PYTHONPATH": path}
    )
    assert {"json", "csv", "pyarrow", "openpyxl", "hashlib"}.isdisjoint(run.stdout.split())


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Activity", "activity"),
        ("PriceList", "price_list"),
        ("DXRate", "dx_rate"),
        ("Prämie", "prämie"),
        ("Q1Plan", "q1_plan"),
    ],
)
def test_a_record_has_a_file_name(name: str, file: str) -> None:
    assert snake(name) == file


def test_styles_of_a_workbook_warn_nobody(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "partner"
    book.active.append(["id"])
    book.save(tmp_path / "a.xlsx")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert load(read(tmp_path), model(PARTNER, ACTIVITY, DEAL, LINE)).facts is not None
