"""`palier whatif`: what the command takes, prints and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commanded import DATA, RULES, call

pytestmark = pytest.mark.usefixtures("rewards")


@pytest.fixture
def rewards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("new", ".").status == 0


def asked(*options: str) -> dict:
    called = call("whatif", RULES, *DATA, "--format", "json", *options)
    assert called.status == 0, called.err
    return json.loads(called.out)


def test_each_change_has_its_own_option():
    found = asked("--change", "Deal:d4:status=Won", "--withdraw", "Deal:d1", "--set", "bonus=700 EUR")
    [total] = found["total"]
    assert (total["before"], total["after"], total["difference"]) == ("7565.00", "7365.00", "-200.00")
    assert total["ratio"] == "1473/1513"
    assert {one["id"] for one in found["payouts"]} >= {"volume_rebate:d1", "volume_rebate:d4", "new_customer_bonus:d2"}


def test_values_hold_commas_and_keys_hold_colons():
    found = asked(
        "--add", "Partner:id=a:b,name=Acme, Inc, of Paris,level=Gold",
        "--add", "Deal:id=x,partner=a:b,closed_on=2026-03-20,status=Won,amount=10000,new_customer=no",
        "--change", "Partner:a:b:level=Silver",
    )  # fmt: skip
    assert [one["payee"] for one in found["by_payee"] if one["difference"] != "0.00"] == ["a:b"]


def test_files_hold_changes_in_the_forms_of_data():
    Path("then.json").write_text(
        '{"add": {"Partner": [{"id": "p9", "name": "Nu", "level": "Gold"}]},'
        ' "change": {"deal": [{"id": "d4", "status": "Won", "amount": 60000.00}]}, "withdraw": {"Deal": [{"id": "d1"}]}}'
    )
    folder = Path("then")
    for name in ("change", "withdraw"):
        (folder / name).mkdir(parents=True)
    (folder / "change" / "deal.csv").write_text("id,status,amount,partner\nd4,Won,,\n")
    (folder / "withdraw" / "deal.csv").write_text("id\nd1\n")
    both = [asked("--changes", "then.json"), asked("--changes", "then")]
    assert both[0]["payouts"] == both[1]["payouts"]
    assert both[0]["payouts"] == asked("--change", "Deal:d4:status=Won", "--withdraw", "Deal:d1")["payouts"]


def test_files_without_these_names_hold_what_is_to_be_added():
    rows = (
        '[{"id": "x", "partner": "p1", "closed_on": "2026-03-20", "status": "Won", "amount": 1, "new_customer": true}]'
    )
    Path("more.json").write_text(f'{{"Deal": {rows}}}')
    Path("deal.json").write_text(rows)
    assert asked("--changes", "more.json")["payouts"] == asked("--changes", "deal.json")["payouts"]
    assert [one["id"] for one in asked("--changes", "deal.json")["payouts"]] == ["new_customer_bonus:x"]


def test_the_runs_are_of_one_day_the_last_of_either():
    """A deal of tomorrow must not make the run without it one of today."""
    found = asked("--add", "Deal:id=x,partner=p1,closed_on=2027-01-20,status=Won,amount=1,new_customer=no")
    assert found["as_of"] == "2027-01-20"
    assert found["payouts"] == []


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (("--add", "Deal"), 2, "no fact to add"),
        (("--add", "Deal:"), 2, "no fact to add"),
        (("--add", "Deal:d4"), 2, "no fact to add"),
        (("--add", ":id=d4"), 2, "no fact to add"),
        (("--add", "Deal:id=1,id=2"), 2, "gives `id` twice"),
        (("--change", "Deal:status=Won"), 2, "no change of a fact"),
        (("--change", "Deal::status=Won"), 2, "no change of a fact"),
        (("--change", "Deal:d4"), 2, "no change of a fact"),
        (("--withdraw", "Deal"), 2, "no fact to withdraw"),
        (("--withdraw", "Deal:"), 2, "no fact to withdraw"),
        (("--withdraw", "Deal:d99"), 3, "D161"),
        (("--change", "Deal:d4:stat=Won"), 3, "did you mean `status`"),
        (("--change", "Deal:d4:status=One"), 3, "--change Deal:d4:status: D104"),
        (("--withdraw", "Partner:p1"), 3, "which --withdraw Partner:p1 withdraws"),
        (("--changes", "nowhere.json"), 2, "no file"),
        (("--changes", "data/deal.csv"), 3, "D140"),
        (("--set", "bonus"), 2, "gives no parameter a value"),
        (("--set", "bonis=1 EUR"), 2, "bonus"),
        (("--steps", "3"), 2, "--steps belongs to a sweep"),
        (("--sweep", "bonus"), 2, "without a range"),
        (("--sweep", "bonus", "--partner", "p1"), 2, "whole programme"),
        (("--sweep", "bonus", "--from", "1 EUR", "--to", "2 EUR", "--chart", "a.txt"), 2, ".svg, .png or .html"),
        (("--sweep", "bonus", "--from", "1 EUR", "--to", "2 EUR", "--chart", "no/a.svg"), 2, "no folder"),
        (("--partner", "p8"), 2, "no partner `p8`"),
        (("--lang", "de"), 2, "no language"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(options, status, words):
    called = call("whatif", RULES, *DATA, *options)
    assert called.status == status
    assert words in called.err
    assert "Traceback" not in called.err


@pytest.mark.parametrize("content", ["", "[", '{"add": 1}', '{"add": {"Deal": 1}}', '{"add": {}, "Deal": []}', '{"change": {"Deal": [1]}}', '{"change": {"Deal": [{"status": "Won"}]}}', '{"add": {"Deals": [{}]}}'])  # fmt: skip
def test_a_file_that_holds_no_changes_is_told(content):
    Path("then.json").write_text(content)
    called = call("whatif", RULES, *DATA, "--changes", "then.json", "--format", "json")
    assert called.status == 3
    assert "then.json" in called.err
    assert json.loads(called.out)["faults"]


def test_one_partner_is_shown_alone():
    called = call("whatif", RULES, *DATA, "--set", "bonus=1 EUR", "--partner", "p1")
    assert "Alpha" in called.out
    assert "Beta" not in called.out


def test_french_is_spoken():
    called = call("whatif", RULES, *DATA, "--set", "bonus=1 EUR", "--lang", "fr")
    assert "Différence" in called.out


SWEEP = ("--sweep", "bonus", "--from", "0 EUR", "--to", "1_000 EUR", "--steps", "2")


def test_a_sweep_is_a_table_a_document_or_rows():
    table, rows, document = (
        call("whatif", RULES, *DATA, *SWEEP, "--format", form) for form in ("table", "csv", "json")
    )
    assert rows.out == (
        "bonus,total,volume_rebate,new_customer_bonus\n"
        "0.00,6065.00,6065.00,0.00\n500.00,7565.00,6065.00,1500.00\n1000.00,9065.00,6065.00,3000.00\n"
    )
    assert [one["total"] for one in json.loads(document.out)["points"]] == ["6065.00", "7565.00", "9065.00"]
    assert "████" in table.out


@pytest.mark.parametrize("form", ["svg", "png", "html"])
def test_a_chart_is_the_same_each_time(form):
    pytest.importorskip("matplotlib")
    for name in ("a", "b"):
        assert call("whatif", RULES, *DATA, *SWEEP, "--chart", f"{name}.{form}").status == 0
    assert Path(f"a.{form}").read_bytes() == Path(f"b.{form}").read_bytes()
    if form == "html":
        assert "€7,565.00" in Path("a.html").read_text()


def test_a_chart_without_its_package_is_told(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    called = call("whatif", RULES, *DATA, *SWEEP, "--chart", "a.svg")
    assert called.status == 2
    assert "palier[charts]" in called.err
