"""Explanations and statements, in sentences and as JSON."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from recorded import agrees
from result_samples import explanation, judged, nothing, payout, result, seen

from palier.meaning.types import COUNT, DATE, DAYS, MONEY, MONTHS, RATE, UnitOf
from palier.report.explain_json import explain_json
from palier.report.explain_text import explain_text, headline
from palier.report.gap_text import gap_text
from palier.report.paint import Paint
from palier.report.statement import statement_of
from palier.report.statement_json import statement_json
from palier.report.values import Words

WORDS = Words("EUR", 2)


def test_a_payout_is_explained_line_by_line(update: bool) -> None:
    agrees("explain_capped.txt", explain_text(explanation(), result()), update)


def test_what_earned_nothing_is_explained_by_what_was_missing(update: bool) -> None:
    agrees("explain_nothing.txt", explain_text(nothing(), result()), update)


def test_no_candidate_is_explained_by_its_reason() -> None:
    told = nothing(outcome="no candidate", reason="it is not earned by 2021-12-31", payee=None, earned_on=None)
    assert headline(told, result()) == (
        "Technical Assessment Incentive has no candidate in Activity a7: it is not earned by 2021-12-31."
    )
    assert "✗" not in explain_text(told, result())


def test_a_unit_is_paid_in_its_unit() -> None:
    told = explanation(
        outcome="paid",
        currency="Points",
        amount=Decimal(30),
        gross=Decimal(30),
        exact=Decimal(30),
        caps=(),
        pays=seen("30 Points", UnitOf("Points"), Decimal(30)),
        converted=(),
    )
    text = explain_text(told, result()).replace("\N{NO-BREAK SPACE}", " ")
    assert "pays Alpha (p1) 30 Points for Activity a3, earned on 2021-03-03." in text
    assert "rounded" not in text
    assert text.endswith("Amount: 30 Points\n")


def test_colours_are_shown_only_when_asked_for() -> None:
    assert "\x1b" not in explain_text(explanation(), result())
    assert "\x1b[32m✓" in explain_text(explanation(), result(), Paint(True))


GAPS: list[tuple[str, Any, tuple[Any, ...], str | None]] = [
    ("revenue >= 5 K EUR", (MONEY, Decimal("3000")), (), "short by 3 000.00 EUR"),
    ("quantity <= 10", (COUNT, Decimal("3")), (), "over by 3"),
    ("10 >= quantity", (COUNT, Decimal("3")), (), "over by 3"),
    ("share > 15%", (RATE, Decimal("0.025")), (), "short by 2.5 points"),
    ("term >= 12 months", (MONTHS, 2), (), "short by 2 months"),
    ("partner.big", (MONEY, Decimal("3000")), (), "missed by 3 000.00 EUR"),
    ("a >= 1 and b < 2", (COUNT, Decimal("1")), (), "missed by 1"),
    ('name is "<" and a >= 2', (COUNT, Decimal("1")), (), "short by 1"),
    ("revenue > 5 K EUR", (MONEY, Decimal(0)), (), "at the limit, which is left out"),
    ("closed_on >= 2021-03-01", (DAYS, 12), (seen("closed_on", DATE, date(2021, 2, 17)),), "12 days too early"),
    ("closed_on < 2021-03-01", (DAYS, 1), (seen("closed_on", DATE, date(2021, 3, 2)),), "1 day too late"),
    ("age >= 30 days", (DAYS, 12), (seen("age", DAYS, 18),), "short by 12 days"),
    ("level is Gold", None, (), None),
]


@pytest.mark.parametrize(("text", "gap", "looked_at", "words"), GAPS)
def test_a_gap_says_in_which_direction(text: str, gap: Any, looked_at: tuple[Any, ...], words: str | None) -> None:
    found = gap_text(judged(text, "failed", *looked_at, gap=gap), WORDS)
    assert (found and found.replace("\N{NO-BREAK SPACE}", " ")) == words


def test_the_document_of_an_explanation_loses_nothing() -> None:
    document = json.loads(explain_json(explanation(), result()))
    assert list(document)[:3] == ["palier", "format", "programme"]
    told = document["explanation"]
    assert (told["payout"], told["outcome"], told["payee"], told["payer"]) == ("assessment:a3", "capped", "p1", "d1")
    assert (told["exact"], told["gross"], told["amount"]) == ("2000.005", "2000.01", "1000.00")
    assert told["written"] == {
        "file": "vmware.palier",
        "start": {"line": 2, "column": 11},
        "end": {"line": 2, "column": 21},
    }
    first, second, third = told["steps"]
    assert (first["kind"], first["outcome"], first["seen"][0]["value"]) == ("requirement", "met", "2020-03-01")
    assert (second["kind"], second["name"], second["seen"]["value"]) == ("let", "fee", "2000.00")
    assert [way["outcome"] for way in third["ways"]] == ["failed", "met"]
    assert third["ways"][0]["requirements"][0]["gap"] == {"type": "money", "value": "3000.00"}
    assert third["ways"][1]["requirements"][0]["seen"][0]["note"] == "12 of 40: e1, e2"
    amounts, payments = told["caps"]
    assert (amounts["limit"], amounts["used"], amounts["left"], amounts["after"]) == (
        "10000.00",
        "9000.00",
        "1000.00",
        "1000.00",
    )
    assert (payments["limit"], payments["used"], payments["left"], payments["after"]) == (6, 5, 1, "2000.01")
    assert told["converted"] == [{"field": "amount", "amount": "10.5", "currency": "USD", "rate": "0.9"}]


def test_a_statement_has_the_sums_of_the_run_and_every_candidate() -> None:
    ran = result((payout(1), payout(2), payout(3, "p2"), payout(4, id="referral:a4", incentive="referral")))
    statement = statement_of("p1", ran)
    told = json.loads(statement_json(statement, ran))["statement"]
    assert told["totals"] == [
        {"incentive": "assessment", "payee": "p1", "amount": "4000.00"},
        {"incentive": "referral", "payee": "p1", "amount": "2000.00"},
    ]
    assert [one["id"] for one in told["payouts"]] == [one.id for one in ran.payouts if one.payee == "p1"]
    assert [one["outcome"] for one in told["explanations"]] == ["capped", "nothing"]
