"""`palier run`: who is paid what, in every form, and what goes wrong with data."""

from __future__ import annotations

import csv
import importlib.util
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from commanded import DATA, RULES, call, edited

from palier.cli.status import DONE, FAULTY_DATA, FINDING, WRONG_USE

pytestmark = pytest.mark.usefixtures("programme")


def document(*arguments: str) -> Any:
    found = call("run", RULES, *DATA, "--format", "json", *arguments)
    assert found.status == DONE, found.err
    return json.loads(found.out)


def test_the_table_closes_the_output() -> None:
    found = call("run", RULES, *DATA)
    assert found.status == DONE
    assert found.err == ""
    assert found.out.startswith("Partner rewards\nversion 2026, as of 2026-03-17 (the last date in the data), in EUR\n")
    last = found.out.rstrip().splitlines()[-1].split()
    assert last[0] == "Total"
    assert last[-1] == "565.00"
    assert all(len(line) <= 80 for line in found.out.splitlines())


def test_the_document_has_the_payouts() -> None:
    found = document()
    assert found["payouts"][0]["id"] == "volume_rebate:d1"
    assert found["totals"][0] == {"incentive": "volume_rebate", "payee": "p1", "amount": "5000.00"}


def test_the_same_run_gives_the_same_bytes() -> None:
    arguments = ("run", RULES, *DATA, "--format", "json")
    assert call(*arguments).out == call(*arguments).out


def test_the_date_can_be_given() -> None:
    found = document("--as-of", "2026-02-20")
    assert (found["as_of"], found["as_of_given"], found["unseen"]) == ("2026-02-20", True, {"Deal": 4})


@pytest.mark.parametrize("day", ["2026-2-20", "20260220", "2026-02-30", "soon"])
def test_what_is_no_date_is_wrong_use(day: str) -> None:
    found = call("run", RULES, *DATA, "--as-of", day)
    assert found.status == WRONG_USE
    assert f"`{day}` is no date" in found.err


def test_a_parameter_can_be_set() -> None:
    found = document("--set", "bonus = 1 K EUR")
    assert next(one for one in found["payouts"] if one["incentive"] == "new_customer_bonus")["amount"] == "1000.00"


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("bonus", "gives no parameter a value"),
        ("=1", "gives no parameter a value"),
        ("bonuss=1 EUR", "no parameter is called `bonuss`"),
        ("bonus=twelve", "bonus"),
    ],
)
def test_a_wrong_setting_is_wrong_use(setting: str, words: str) -> None:
    found = call("run", RULES, *DATA, "--set", setting)
    assert (found.status, found.out) == (WRONG_USE, "")
    assert words in found.err


def test_a_parameter_is_set_once() -> None:
    assert call("run", RULES, *DATA, "--set", "bonus=1 EUR", "--set", "bonus=2 EUR").status == WRONG_USE


def test_one_partner_alone_is_shown_though_all_are_computed() -> None:
    whole, part = document(), document("--partner", "p1")
    assert part["payouts"] == [one for one in whole["payouts"] if one["payee"] == "p1"]
    assert part["totals"] == [one for one in whole["totals"] if one["payee"] == "p1"]


def test_a_partner_that_nobody_knows_is_wrong_use() -> None:
    found = call("run", RULES, *DATA, "--partner", "Alfa Systems")
    assert found.status == WRONG_USE
    assert "there is no partner `Alfa Systems`" in found.err
    assert "did you mean `p1`?" in found.err


def test_csv_goes_to_standard_output_or_into_a_folder() -> None:
    out = call("run", RULES, *DATA, "--format", "csv").out
    assert call("run", RULES, *DATA, "--format", "csv", "--out", "results").status == DONE
    assert Path("results/payouts.csv").read_text(encoding="utf-8") == out
    assert sorted(path.name for path in Path("results").iterdir()) == ["payouts.csv", "totals.csv"]
    assert len(list(csv.DictReader(StringIO(out)))) == 6


def test_parquet_goes_into_a_folder() -> None:
    from pyarrow import parquet

    assert call("run", RULES, *DATA, "--format", "parquet", "--out", "results").status == DONE
    assert parquet.read_table("results/payouts.parquet").num_rows == 6
    assert call("run", RULES, *DATA, "--format", "parquet").status == WRONG_USE


def test_parquet_without_its_package_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palier.cli.run.find_spec", lambda name: None)
    found = call("run", RULES, *DATA, "--format", "parquet", "--out", "results")
    assert found.status == WRONG_USE
    assert "pip install 'palier[parquet]'" in found.err
    assert importlib.util.find_spec("pyarrow") is not None


def test_json_and_tables_go_into_a_file() -> None:
    for form in ("json", "table"):
        assert call("run", RULES, *DATA, "--format", form, "--out", "out.txt").out == ""
        assert Path("out.txt").read_text(encoding="utf-8") == call("run", RULES, *DATA, "--format", form).out
    assert not list(Path().glob(".out.txt*"))


@pytest.mark.parametrize(
    ("form", "out", "words"),
    [
        ("json", "nowhere/out.json", "there is no folder `nowhere` to write to"),
        ("json", "data", "`data` is a folder, and a file is wanted"),
        ("csv", "README.md", "`README.md` is a file, and a folder is wanted"),
    ],
)
def test_what_cannot_be_written_is_wrong_use(form: str, out: str, words: str) -> None:
    found = call("run", RULES, *DATA, "--format", form, "--out", out)
    assert found.status == WRONG_USE
    assert words in found.err


def test_a_file_is_left_as_it_was_when_the_run_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(result: object) -> Any:
        yield "{"
        raise RuntimeError("half way")

    Path("out.json").write_text("kept", encoding="utf-8")
    monkeypatch.setattr("palier.report.result_json.result_json", fails)
    assert call("run", RULES, *DATA, "--format", "json", "--out", "out.json").status == 70
    assert Path("out.json").read_text(encoding="utf-8") == "kept"
    assert not list(Path().glob(".out.json*"))


# --- what goes wrong


def spoil() -> None:
    with Path("data/deal.csv").open("a", encoding="utf-8") as out:
        out.write("d7,p9,2026-03-18,Wonn,10 000,yes\nd8,p1,18.03.2026,Won,5,yes\n")


def test_faulty_data_ends_with_3_and_names_every_place() -> None:
    spoil()
    found = call("run", RULES, *DATA)
    assert (found.status, found.out) == (FAULTY_DATA, "")
    for place in ("data/deal.csv:8:status: D104", "data/deal.csv:8:amount: D118", "data/deal.csv:9:closed_on: D116"):
        assert place in found.err
    assert found.err.endswith("3 faults in data/deal.csv: nothing was computed\n")


def test_faulty_data_is_a_document_when_json_is_asked_for() -> None:
    spoil()
    found = call("run", RULES, *DATA, "--format", "json")
    assert found.status == FAULTY_DATA
    assert [fault["row"] for fault in json.loads(found.out)["faults"]] == [8, 8, 9]


def test_faulty_rows_can_be_set_aside() -> None:
    spoil()
    found = call("run", RULES, *DATA, "--set-aside", "aside.csv")
    assert found.status == DONE
    assert "2 rows set aside in aside.csv: 2 Deal" in found.err
    assert "`volume_rebate` and `new_customer_bonus`" in found.err
    assert "2 rows were set aside: 2 Deal." in found.out
    aside = StringIO(Path("aside.csv").read_text(encoding="utf-8"))
    assert [row["row"] for row in csv.DictReader(aside)] == ["8", "9"]


def test_rules_with_errors_end_with_1() -> None:
    edited("requires new_customer is yes", "requires new_custmer is yes")
    found = call("run", RULES, *DATA)
    assert (found.status, found.out) == (FINDING, "")
    assert "P204" in found.err
    document = json.loads(call("run", RULES, *DATA, "--format", "json").out)
    assert document["diagnostics"][0]["code"] == "P204"


def test_warnings_of_the_rules_are_told_beside_the_result() -> None:
    edited("parameter bonus", "parameter unused: money = 1 EUR\nparameter bonus")
    found = call("run", RULES, *DATA, "--format", "json")
    assert found.status == DONE
    assert "1 warning in rewards.palier" in found.err
    json.loads(found.out)


def test_remarks_on_the_data_are_told_beside_the_result() -> None:
    edited("id,name,level", "id,name,level,colour", "data/partner.csv")
    edited("Gold\n", "Gold,red\n", "data/partner.csv")
    edited("Silver\n", "Silver,red\n", "data/partner.csv")
    edited("Registered\n", "Registered,red\n", "data/partner.csv")
    found = call("run", RULES, *DATA, "--format", "json")
    assert found.status == DONE
    assert "D108" in found.err
    assert json.loads(found.out)["notes"][0]["code"] == "D108"


def test_data_that_is_not_there_is_wrong_use() -> None:
    found = call("run", RULES, "--data", "dta")
    assert (found.status, found.out) == (WRONG_USE, "")
    assert "did you mean `data`?" in found.err


def test_data_must_be_named() -> None:
    found = call("run", RULES)
    assert found.status == WRONG_USE
    assert "--data" in found.err


def test_several_files_are_the_versions_of_one_programme() -> None:
    text = Path(RULES).read_text(encoding="utf-8")
    edited("effective from 2026-01-01", "effective from 2026-01-01 to 2026-02-28")
    later = text.replace('version "2026"', 'version "2026b" follows "2026"').replace("2026-01-01", "2026-03-01")
    Path("later.palier").write_text(later.replace("= 500 EUR", "= 600 EUR"), encoding="utf-8")
    found = call("run", RULES, "later.palier", *DATA, "--format", "json")
    assert found.status == DONE, found.err
    amounts = {one["id"]: one["amount"] for one in json.loads(found.out)["payouts"]}
    assert (amounts["new_customer_bonus:d2"], amounts["new_customer_bonus:d5"]) == ("500.00", "600.00")


def test_a_guarantee_that_does_not_hold_is_a_finding_after_the_results(tmp_path: Path) -> None:
    rules = tmp_path / "bounded.palier"
    text = Path(RULES).read_text(encoding="utf-8")
    rules.write_text(f'{text}\nalways "bounded" for each Deal\n  volume_rebate.paid <= 1 EUR\n', encoding="utf-8")
    found = call("run", str(rules), *DATA, "--format", "json")
    assert found.status == FINDING
    said = json.loads(found.out)
    assert said["payouts"] == document()["payouts"]
    first = said["guarantees"][0]
    assert (first["guarantee"], first["holds"], first["subject"]) == ("bounded", False, {"record": "Deal", "key": "d1"})
    mine = [one for one in said["payouts"] if one["incentive"] == "volume_rebate" and one["subject"]["key"] == "d1"]
    whole = sum(Decimal(one["amount"]) for one in mine)
    assert first["seen"] == [{"text": "volume_rebate.paid", "type": "money", "value": str(whole)}]
    assert found.err.count("P720") == min(3, len(said["guarantees"]))
    assert found.err.rstrip().endswith("1 guarantee broken")
    assert document()["guarantees"] == []
