"""`palier explain`: one payout, or a whole statement."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from commanded import DATA, RULES, call

from palier.cli.status import DONE, WRONG_USE

pytestmark = pytest.mark.usefixtures("programme")


def explain(*arguments: str) -> str:
    found = call("explain", RULES, *DATA, *arguments)
    assert found.status == DONE, found.err
    return found.out.replace("\N{NO-BREAK SPACE}", " ")


def test_a_capped_payout_says_what_the_cap_left() -> None:
    text = explain("volume_rebate:d2")
    assert text.startswith("Volume rebate pays Alpha Systems (p1) 1 400.00 EUR for Deal d2, earned on 2026-02-17: a ")
    assert "Rule `volume_rebate`, rewards.palier:" in text
    assert "cap 5 000.00 EUR per partner per calendar year (p1, 2026):" in text
    assert "3 600.00 EUR paid before, 1 400.00 EUR left" in text


def test_what_earned_nothing_says_what_was_missing() -> None:
    text = explain("volume_rebate:d6")
    assert "nothing for Deal d6" in text
    assert "short by 5 800.00 EUR" in text


def test_the_document_has_the_explanation() -> None:
    told = json.loads(explain("volume_rebate:d2", "--format", "json"))["explanation"]
    assert (told["outcome"], told["gross"], told["amount"]) == ("capped", "2400.00", "1400.00")


@pytest.mark.parametrize("partner", ["p1", "p2", "p3"])
def test_a_statement_agrees_with_the_run(partner: str) -> None:
    told = json.loads(explain("--partner", partner, "--format", "json"))["statement"]
    ran = json.loads(call("run", RULES, *DATA, "--format", "json").out)
    assert told["totals"] == [one for one in ran["totals"] if one["payee"] == partner]
    paid = [Decimal(one["amount"]) for one in told["explanations"] if one["amount"] is not None]
    assert sum(paid) == sum(Decimal(one["amount"]) for one in told["totals"])
    assert {one["payout"] for one in told["explanations"] if one["payout"]} == {
        one["id"] for one in ran["payouts"] if one["payee"] == partner
    }


def test_a_statement_in_sentences() -> None:
    text = explain("--partner", "p3", "--lang", "en")
    assert text.startswith("Partner rewards: statement of Gamma Cloud (p3)\n")
    assert "1 payout." in text


def test_a_payout_of_no_incentive_is_answered_with_the_nearest() -> None:
    found = call("explain", RULES, *DATA, "volume_rebat:d1")
    assert (found.status, found.out) == (WRONG_USE, "")
    assert "did you mean `volume_rebate:d1`?" in found.err


@pytest.mark.parametrize("payout", ["volume_rebate:d99", "nothing", "a:b:c", ":"])
def test_a_payout_that_is_not_there_is_wrong_use(payout: str) -> None:
    found = call("explain", RULES, *DATA, payout)
    assert (found.status, found.out) == (WRONG_USE, "")
    assert found.err.startswith("error: ")


def test_something_has_to_be_asked() -> None:
    assert "nothing says what to explain" in call("explain", RULES, *DATA).err
    assert "two questions" in call("explain", RULES, *DATA, "volume_rebate:d1", "--partner", "p1").err
