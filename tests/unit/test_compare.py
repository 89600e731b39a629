"""`palier compare`: who gains, who loses, and by which rules."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from commanded import RULES, call, edited

import palier

pytestmark = pytest.mark.usefixtures("rewards")
OTHER = "generous.palier"


@pytest.fixture
def rewards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("new", ".").status == 0
    Path(OTHER).write_text(Path(RULES).read_text(encoding="utf-8"), encoding="utf-8")
    edited("programme rewards", "programme generous", OTHER)
    edited("requires amount >= 10_000 EUR", "requires amount >= 30_000 EUR", OTHER)
    edited("parameter bonus: money = 500 EUR", "parameter bonus: money = 800 EUR", OTHER)
    Path(OTHER).write_text(Path(OTHER).read_text(encoding="utf-8").partition("\nexample ")[0], encoding="utf-8")


def compared(*options: str) -> dict:
    called = call("compare", RULES, OTHER, "--data", "data", "--format", "json", *options)
    assert called.status == 0, called.err
    return json.loads(called.out)


def test_a_programme_compared_with_itself_differs_nowhere():
    called = call("compare", RULES, RULES, "--data", "data")
    assert "Everybody gets the same" in called.out
    programme = palier.load(RULES)
    found = palier.compare(programme, programme, palier.read("data"))
    assert found.is_empty
    assert (found.gain, found.lose, found.deals) == ((), (), ())


def test_each_deal_that_differs_names_the_rules():
    found = compared()
    assert [one["payee"] for one in found["gain"]] == ["p1", "p2", "p3"]
    assert found["differing_deals"] == len(found["deals"]) == 3
    deal = next(one for one in found["deals"] if one["subject"]["key"] == "d5")
    assert (deal["before"], deal["after"]) == ("500.00", "800.00")
    [rebate, bonus] = deal["new"]
    assert rebate["amount"] == "0.00"
    assert rebate["written"]["file"] == OTHER
    assert rebate["why"]["outcome"] == "nothing"
    assert bonus["amount"] == "800.00"


def test_what_is_missing_is_told_with_its_gap():
    edited(
        'requires amount >= 30_000 EUR "A deal of 10 000 EUR or more"',
        'requires amount >= 100_000 EUR "A large deal"',
        OTHER,
    )
    called = call("compare", RULES, OTHER, "--data", "data")
    assert "“A large deal” is not met, by €20,000.00" in " ".join(called.out.split())
    assert f"{OTHER}:" in called.out


def test_the_day_is_one_for_both():
    found = compared("--as-of", "2026-02-28")
    assert found["as_of"] == "2026-02-28"
    assert found["total"][0]["before"] == "7065.00"


def test_versions_of_either_are_given_by_options():
    edited("effective from 2026-01-01", "effective from 2026-03-01", OTHER)
    Path("first.palier").write_text(
        Path(RULES).read_text(encoding="utf-8").partition("\nexample ")[0]
        .replace("programme rewards", "programme generous")
        .replace('version "2026"', 'version "2025"')
        .replace("effective from 2026-01-01", "effective from 2026-01-01 to 2026-02-28"),
        encoding="utf-8",
    )  # fmt: skip
    found = compared("--new", "first.palier")
    assert found["after"]["versions"] == ["2025", "2026"]
    assert {one["subject"]["key"] for one in found["deals"]} == {"d5"}


@pytest.mark.parametrize("form", ["text", "csv", "html"])
def test_every_form_says_what_is_paid(form):
    called = call("compare", RULES, OTHER, "--data", "data", "--format", form, "--out", "there")
    assert called.status == 0, called.err
    assert "Beta Networks" in Path("there").read_text(encoding="utf-8")
    french = call("compare", RULES, OTHER, "--data", "data", "--format", form, "--lang", "fr")
    assert ("Ancien" in french.out) is (form != "csv")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ((RULES,), 2, "Missing argument"),
        ((RULES, "nowhere.palier"), 2, "no file"),
        ((RULES, OTHER, "--deals", "-1"), 2, "--deals"),
        ((RULES, OTHER, "--as-of", "soon"), 2, "no date"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(arguments, status, words):
    called = call("compare", *arguments, "--data", "data")
    assert called.status == status
    assert words in called.err


def test_programmes_of_two_currencies_are_not_compared():
    Path(OTHER).write_text(Path(OTHER).read_text(encoding="utf-8").replace("EUR", "USD"), encoding="utf-8")
    called = call("compare", RULES, OTHER, "--data", "data")
    assert called.status == 2
    assert "EUR" in called.err


def test_data_must_satisfy_both():
    edited("  new_customer: yes/no", "  new_customer: yes/no\n  region: text", OTHER)
    called = call("compare", RULES, OTHER, "--data", "data", "--format", "json")
    assert called.status == 3
    assert {one["column"] for one in json.loads(called.out)["faults"]} == {"region"}


def test_the_python_interface_compares_on_a_day():
    found = palier.compare(palier.load(RULES), palier.load(OTHER), palier.read("data"), date(2026, 2, 28), deals=1)
    assert (len(found.deals), found.differing) == (1, 2)
