"""Protections: the fold of claims, and what a run, its reports and its examples say of them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

import palier
from palier.embed import Programme, from_checked
from palier.meaning.check.programme import check_text
from palier.report.explain_text import explain_text
from palier.report.result_csv import result_csv
from palier.report.result_json import result_json
from palier.report.result_table import result_table
from palier.result import Conflict, Result, Subject

RULES = """programme shield
  currency EUR

record Partner
  key id: text

record Customer
  key id: text

record Deal dated closed_on
  key id: text
  partner: optional Partner
  customer: Customer
  closed_on: date
  valid_on: date
  status: text known from closed_on

protection of_record
  for each Deal
  protects customer for partner
  from valid_on for 3 months

incentive rebate
  for each Deal
  requires partner is known
  to partner
  requires not of_record.contested
  pays 10 EUR
"""
MARCH = date(2021, 3, 1)


def programme(text: str = RULES) -> Programme:
    return from_checked([check_text(text)])


def deal(
    key: str, partner: str | None, closed: date, valid: date | None = None, customer: str = "c1"
) -> dict[str, Any]:
    return {
        "id": key,
        "partner": partner,
        "customer": customer,
        "closed_on": closed,
        "valid_on": valid or closed,
        "status": "Won",
    }


def run(*deals: dict[str, Any], text: str = RULES, as_of: date | None = None) -> Result:
    rows = {
        "Partner": [{"id": "p1"}, {"id": "p2"}],
        "Customer": [{"id": "c1"}, {"id": "c2"}],
        "Deal": list(deals),
    }
    return programme(text).run(palier.facts_from(rows), as_of=as_of)


def spells(result: Result) -> list[tuple[str | None, str, str]]:
    return [(one.holder, one.start.isoformat(), one.until.isoformat()) for one in result.protections]


def test_the_document_has_protections_and_conflicts_as_the_contract_says() -> None:
    result = run(deal("d1", "p1", MARCH), deal("d2", None, date(2021, 4, 1)), deal("d3", "p2", MARCH, customer="c2"))
    document = json.loads("".join(result_json(result)))
    assert document["protections"] == [
        {
            "protection": "of_record",
            "on": {"customer": "c1"},
            "holder": "p1",
            "from": "2021-03-01",
            "until": "2021-05-31",
            "by": {"record": "Deal", "key": "d1"},
        },
        {
            "protection": "of_record",
            "on": {"customer": "c2"},
            "holder": "p2",
            "from": "2021-03-01",
            "until": "2021-05-31",
            "by": {"record": "Deal", "key": "d3"},
        },
    ]
    assert document["conflicts"] == [
        {"protection": "of_record", "subject": {"record": "Deal", "key": "d2"}, "holder": "p1", "claimant": None}
    ]


def test_the_lists_can_be_had_flat() -> None:
    result = run(deal("d1", "p1", MARCH), deal("d2", None, date(2021, 4, 1)))
    assert "".join(result_csv(result, "protections")) == (
        "protection,on,holder,from,until,by_record,by_key\nof_record,customer=c1,p1,2021-03-01,2021-05-31,Deal,d1\n"
    )
    assert "".join(result_csv(result, "conflicts")) == (
        "protection,subject_record,subject_key,holder,claimant\nof_record,Deal,d2,p1,\n"
    )


def test_the_table_counts_the_conflicts() -> None:
    parts, _ = result_table(run(deal("d1", "p1", MARCH), deal("d2", None, date(2021, 4, 1))), 80)
    assert "Besides what is paid: 1 claim held and 1 conflict; --format json lists them." in map(str, parts)


def test_a_fact_dated_after_the_run_claims_nothing() -> None:
    late = deal("d2", "p2", date(2021, 6, 1))
    assert spells(run(deal("d1", "p1", MARCH), late, as_of=date(2021, 5, 31))) == [("p1", "2021-03-01", "2021-05-31")]


def test_a_claim_that_is_still_to_begin_stands_in_the_way_of_others() -> None:
    result = run(deal("d1", "p1", MARCH, date(2021, 5, 1)), deal("d2", "p2", date(2021, 4, 1)))
    assert spells(result) == [("p1", "2021-05-01", "2021-07-31")]
    assert result.conflicts == (Conflict("of_record", Subject("Deal", "d2"), "p1", "p2"),)
    assert [one.id for one in result.payouts] == ["rebate:d1"]


def test_what_somebody_else_held_stays_theirs() -> None:
    result = run(deal("d1", "p1", MARCH), deal("d2", "p2", date(2021, 6, 1), date(2021, 5, 1)))
    assert spells(result) == [("p1", "2021-03-01", "2021-05-31"), ("p2", "2021-06-01", "2021-07-31")]


def test_a_claim_that_is_over_on_its_own_day_holds_nothing() -> None:
    assert spells(run(deal("d1", "p1", MARCH, date(2020, 1, 1)))) == []


def test_a_claim_that_cannot_be_read_is_a_fault_though_nobody_asks() -> None:
    early = RULES.replace("known from closed_on", "known from valid_on").replace(
        "for each Deal\n  protects", 'for each Deal where status is not "Lost"\n  protects'
    )
    with pytest.raises(palier.DataError) as caught:
        run(deal("d1", None, MARCH, date(2021, 5, 1)), text=early, as_of=MARCH)
    assert [(fault.code, fault.place.row) for fault in caught.value.faults] == [("D201", 1)]


def test_an_explanation_says_who_holds_it_and_by_what() -> None:
    result = run(deal("d1", "p1", MARCH), deal("d2", "p2", date(2021, 4, 1)))
    told = "".join(explain_text(result.explain("rebate:d2"), result))
    assert "of_record.contested" in told
    assert "(held by p1 up to 2021-05-31, by d1)" in told


def test_coverage_names_the_protections_that_no_example_exercises() -> None:
    example = """
example "one claim"
  given Partner p1
  given Customer c1
  given Deal d1: partner p1, customer c1, closed_on 2021-03-01, valid_on 2021-03-01
  expect rebate for d1 pays 10 EUR
"""
    none = programme(RULES).test(coverage=True).coverage
    one = programme(RULES + example).test(coverage=True).coverage
    assert none is not None
    assert one is not None
    assert [each.text for each in none if each.kind == "protection"] == [
        "`of_record`: nothing is ever claimed",
        "`of_record` never refuses a claim",
    ]
    assert [each.text for each in one if each.kind == "protection"] == ["`of_record` never refuses a claim"]


def test_who_is_paid_counts_and_not_who_claims() -> None:
    text = RULES.replace("  status: text", "  helper: Partner\n  status: text").replace(
        "  requires partner is known\n  to partner\n", "  to helper\n"
    )
    deals = [{**deal("d1", "p1", MARCH), "helper": "p2"}, {**deal("d2", "p2", date(2021, 4, 1)), "helper": "p1"}]
    assert [one.id for one in run(*deals, text=text).payouts] == ["rebate:d1", "rebate:d2"]
