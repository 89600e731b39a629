"""The Python API: sessions, what was paid, sentences and tables."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import palier
from palier.report.paid_file import read_payouts
from palier.report.result_json import result_json

RULES = """programme rewards "Rewards"
  currency EUR
  payees are Rep

record Rep
  key id: text

record Sale dated sold_on
  key id: text
  rep: Rep as sales
  sold_on: date
  amount: money

incentive bonus "Bonus"
  for each Sale
  requires amount >= 100 EUR "Large enough"
  pays 10% of amount
  cap 50 EUR per rep per calendar year
"""


@pytest.fixture
def programme(tmp_path):
    path = tmp_path / "rewards.palier"
    path.write_text(RULES, encoding="utf-8")
    return palier.load(path)


def sale(key, day, amount):
    return {"id": key, "rep": "r1", "sold_on": date.fromisoformat(day), "amount": Decimal(amount)}


def data(*sales):
    return palier.facts_from({"Rep": [{"id": "r1"}], "Sale": list(sales)})


def amounts(payouts):
    return [(one.id, str(one.amount.amount), one.adjusts) for one in payouts]


def test_a_session_tells_what_a_fact_brings(programme):
    session = programme.session(data(sale("s1", "2021-03-01", "300")))
    assert amounts(session.result.payouts) == [("bonus:s1", "30.00", None)]
    assert amounts(session.add("Sale", sale("s2", "2021-04-01", "300"))) == [("bonus:s2", "20.00", None)]
    assert session.add("Sale", sale("s3", "2021-05-01", "50")) == ()


def test_a_fact_of_an_earlier_day_adjusts_what_was_paid(programme):
    session = programme.session(data(sale("s1", "2021-03-01", "300"), sale("s2", "2021-04-01", "300")))
    brought = session.add("Sale", sale("s0", "2021-02-01", "400"))
    assert amounts(brought) == [
        ("bonus:s0", "40.00", None),
        ("bonus:s1~1", "-20.00", "bonus:s1"),
        ("bonus:s2~1", "-20.00", "bonus:s2"),
    ]
    assert sum(one.amount.amount for one in session.result.payouts) == Decimal(50)


def test_a_fact_that_cannot_be_taken_changes_nothing(programme):
    session = programme.session(data(sale("s1", "2021-03-01", "300")))
    before = session.result
    with pytest.raises(palier.DataError):
        session.add("Sale", sale("s1", "2021-03-01", "300"))
    assert session.result is before
    assert amounts(session.add("Sale", sale("s2", "2021-03-02", "100"))) == [("bonus:s2", "10.00", None)]


def test_what_was_paid_stands_and_differences_are_adjustments(programme, tmp_path):
    first = programme.run(data(sale("s1", "2021-03-01", "300"), sale("s2", "2021-04-01", "100")))
    paid = tmp_path / "paid.json"
    paid.write_text("".join(result_json(first)), encoding="utf-8")
    corrected = data(sale("s1", "2021-03-01", "200"), sale("s3", "2021-06-01", "100"))
    second = programme.run(corrected, as_of=date(2021, 6, 30), paid=read_payouts(paid))
    assert amounts(second.payouts) == [
        ("bonus:s1", "30.00", None),
        ("bonus:s2", "10.00", None),
        ("bonus:s3", "10.00", None),
        ("bonus:s1~1", "-10.00", "bonus:s1"),
        ("bonus:s2~1", "-10.00", "bonus:s2"),
    ]
    assert sum(one.amount.amount for one in second.payouts) == Decimal(30)


def test_nothing_changed_adjusts_nothing(programme, tmp_path):
    same = data(sale("s1", "2021-03-01", "300"), sale("s2", "2021-04-01", "100"))
    paid = tmp_path / "paid.json"
    paid.write_text("".join(result_json(programme.run(same))), encoding="utf-8")
    again = programme.run(same, paid=read_payouts(paid))
    assert amounts(again.payouts) == amounts(programme.run(same).payouts)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"payouts": [{"id": 3}]}', '{"payouts": [{}]}', '{"payouts": 5}'])
def test_a_file_that_holds_no_payouts_is_refused(tmp_path, text):
    paid = Path(tmp_path) / "paid.json"
    paid.write_text(text, encoding="utf-8")
    with pytest.raises(palier.DataError) as caught:
        read_payouts(paid)
    assert {fault.code for fault in caught.value.faults} == {"D210"}


def test_an_explanation_is_printed_in_sentences(programme):
    result = programme.run(data(sale("s1", "2021-03-01", "900")))
    told = str(result.explain("bonus:s1"))
    assert "Large enough" in told
    assert "a cap took the rest" in told


def test_a_list_becomes_an_arrow_table(programme):
    pytest.importorskip("pyarrow")
    table = programme.run(data(sale("s1", "2021-03-01", "900"))).to_arrow("payouts")
    assert table.column("amount").to_pylist() == [Decimal("50.00")]


def test_the_document_is_json_with_every_list(programme):
    document = json.loads("".join(result_json(programme.run(data(sale("s1", "2021-03-01", "900"))))))
    lists = ("payouts", "totals", "tiers", "prices", "protections", "conflicts", "measures", "balances", "benefits")
    assert all(isinstance(document[name], list) for name in (*lists, "set_aside"))
