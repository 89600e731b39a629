"""`palier quote`: what a deal that is not closed yet would earn, and what it waits for."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from commanded import DATA, RULES, call

import palier

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def rewards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("new", ".").status == 0


def quoted(*options: str) -> dict:
    called = call("quote", RULES, *DATA, "--format", "json", *options)
    assert called.status == 0, called.err
    return json.loads(called.out)


NEW = "Deal:id=q1,partner=p2,status=Won,amount=50000,new_customer=yes"


@pytest.mark.usefixtures("rewards")
def test_a_new_deal_without_a_date_closes_today():
    found = quoted("--deal", NEW)
    [one] = found["quotes"]
    assert (one["closing"], one["as_of"]) == (None, "2026-03-17")
    assert {payout["id"]: payout["amount"] for payout in one["payouts"]} == {
        "volume_rebate:q1": "1500.00",
        "new_customer_bonus:q1": "500.00",
    }
    assert one["total"] == [{"amount": "2000.00", "currency": "EUR"}]
    assert one["waits"] == []


@pytest.mark.usefixtures("rewards")
def test_a_later_closing_has_its_own_day_and_caps():
    found = quoted(
        "--deal",
        NEW.replace("p2", "p1").replace("50000", "150000"),
        "--closing",
        "2026-12-31",
        "--closing",
        "2027-01-01",
    )
    assert found["deal"] == [{"record": "Deal", "key": "q1"}]
    assert [(one["closing"], one["as_of"], one["total"][0]["amount"]) for one in found["quotes"]] == [
        ("2026-12-31", "2026-12-31", "500.00"),
        ("2027-01-01", "2027-01-01", "5000.00"),
    ]


@pytest.mark.usefixtures("rewards")
def test_a_deal_of_the_data_is_quoted_with_what_would_be_otherwise():
    lost, won = quoted("--deal", "Deal:d4"), quoted("--deal", "Deal:d4:status=Won")
    assert lost["quotes"][0]["payouts"] == []
    assert "status is Won" in lost["quotes"][0]["waits"][0]["reason"]
    assert [one["id"] for one in won["quotes"][0]["payouts"]] == ["volume_rebate:d4"]
    assert won["quotes"][0]["waits"][0]["requirements"] == ["The customer is new"]


@pytest.mark.usefixtures("rewards")
def test_what_a_deal_takes_from_others_is_told():
    """A deal of January uses up the cap before those that closed later."""
    found = quoted(
        "--deal",
        "Deal:id=q1,partner=p1,status=Won,amount=150000,new_customer=no",
        "--closing",
        "2026-01-02",
        "--as-of",
        "2026-03-17",
    )
    assert {one["id"] for one in found["quotes"][0]["elsewhere"]} == {"volume_rebate:d1", "volume_rebate:d2"}


@pytest.mark.usefixtures("rewards")
def test_gaps_are_told_in_words():
    called = call("quote", RULES, *DATA, "--deal", NEW.replace("50000", "9000"))
    assert "“A deal of 10 000 EUR or more” is not met, by €1,000.00" in " ".join(called.out.split())
    assert "Il manque encore" in call("quote", RULES, *DATA, "--deal", NEW.replace("50000", "9000"), "--lang", "fr").out


@pytest.mark.usefixtures("rewards")
def test_a_file_holds_a_deal():
    Path("deal.json").write_text(
        '[{"id": "q1", "partner": "p2", "status": "Won", "amount": 50000, "new_customer": true}]'
    )
    assert quoted("--deal", "deal.json")["quotes"][0]["payouts"] == quoted("--deal", NEW)["quotes"][0]["payouts"]


@pytest.mark.usefixtures("rewards")
@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        ((), 2, "--deal"),
        (("--deal", "Deal"), 2, "no fact of a deal"),
        (("--deal", "Deal:"), 2, "no fact of a deal"),
        (("--deal", "Deal:d99"), 3, "D161"),
        (("--deal", "Deal:d4", "--closing", "soon"), 2, "no date"),
        (("--deal", "Partner:p1", "--closing", "2027-01-01"), 2, "date on which it closes"),
        (("--deal", "Deal:id=q1,amount=1"), 3, "--deal Deal:partner: D114"),
        (("--deal", "nowhere.json"), 2, "no file"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(options, status, words):
    called = call("quote", RULES, *DATA, *options)
    assert called.status == status
    assert words in called.err
    assert "Traceback" not in called.err


def test_a_registration_is_quoted_and_the_quote_holds():
    """N1: the rate at registration is that of the sale, whatever has changed since; a day later it is another."""
    programme = palier.load(ROOT / "examples" / "nutanix" / "partner_program_2020.palier")
    data = palier.read(ROOT / "examples" / "nutanix" / "data")
    shared = {"partner": "P02", "customer": "C11", "solution": "Desktops", "role": "Integrator"}
    paid = {}
    for day in (date(2021, 1, 31), date(2021, 2, 1)):
        deal = [
            palier.Add("Registration", {**shared, "id": "Q1", "registered_on": day, "expected": 200_000}),
            palier.Add("Sale", {**shared, "id": "Q1", "registration": "Q1", "list_amount": 240_000, "amount": 200_000}),
        ]
        found = programme.quote(data, deal, [date(2021, 2, 1), date(2021, 4, 12), date(2021, 7, 30)])
        margins = [
            one.amount.amount for of in found.quotes for one in of.payouts if one.incentive == "registered_margin"
        ]
        assert len(set(margins)) == 1
        assert len(margins) == 3
        assert len({price.amount for of in found.quotes for price in of.prices}) == 1
        paid[day] = margins[0]
    assert list(paid.values()) == [14_000, 12_000]
