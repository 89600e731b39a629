"""Statements: what a partner is told, in sentences, on the examples."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from commanded import call

import palier
from palier.cli.status import DONE, WRONG_USE
from palier.report.statement import statement_of
from palier.speech import LANGUAGES

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PROGRAMMES = {
    "avaya": ("avaya.palier",),
    "bpos": ("bpos.palier",),
    "dell_emc": ("partner_program_2017.palier",),
    "nutanix": ("partner_program_2020.palier",),
    "vmware": ("vmware_2020.palier", "vmware_2021.palier"),
}


@pytest.fixture(scope="module", params=PROGRAMMES)
def ran(request: pytest.FixtureRequest) -> tuple[palier.Programme, palier.Result]:
    folder = EXAMPLES / request.param
    programme = palier.load(*(folder / name for name in PROGRAMMES[request.param]))
    return programme, programme.run(palier.read(folder / "data"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_payout_and_refusal_is_told_in_every_language(
    ran: tuple[palier.Programme, palier.Result], language: str
) -> None:
    programme, result = ran
    for payee in sorted(result.payees):
        statement = statement_of(payee, result)
        made = programme.statement(result, payee, language=language)
        headings = [line for line in made.markdown.splitlines() if line.startswith("### ")]
        assert len(headings) == len(statement.entries)
        assert made.html.count("<h3>") == len(statement.entries)
        for entry in statement.entries:
            assert entry.explanation is not None, entry.payout.id
            assert entry.payout.subject.key in made.text
        for incentive in {one.incentive for one in statement.refused}:
            info = result.incentives[incentive]
            title = LANGUAGES[language].title(info.titles, incentive)
            assert title.split(" ")[0] in made.text
        assert made.text == programme.statement(result, payee, language=language).text


def test_the_sums_of_the_months_are_those_of_the_run(ran: tuple[palier.Programme, palier.Result]) -> None:
    programme, result = ran
    days = [one.earned_on for one in result.payouts]
    for payee in sorted(result.payees):
        sums: dict[str, Decimal] = {}
        for year in range(min(days).year, max(days).year + 1):
            for month in range(1, 13):
                period = programme.period(f"{year}-{month:02d}")
                for total in statement_of(payee, result, period).totals:
                    sums[total.incentive] = sums.get(total.incentive, Decimal(0)) + total.amount.amount
        expected = {one.incentive: one.amount.amount for one in result.totals if one.payee == payee}
        assert sums == {name: amount for name, amount in expected.items() if name in sums}
        assert not any(amount for name, amount in expected.items() if name not in sums)


def statement(example: str, *arguments: str) -> str:
    """A statement of an example, as the command prints it."""
    rules = [str(EXAMPLES / example / name) for name in PROGRAMMES[example]]
    found = call("explain", *rules, "--data", str(EXAMPLES / example / "data"), *arguments)
    assert found.status == DONE, found.err
    return found.out.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_what_was_paid_and_what_was_not_stand_apart() -> None:
    text = statement("vmware", "--partner", "P12", "--lang", "en")
    paid, _, refused = text.partition("What was not paid, and why")
    assert "Technical Assessment Incentive: €2,500.00 on 31 December 2021" in paid
    assert "✓ At most €10,000 per partner and per calendar year. For P12, 2021: €0 before, €10,000 left" in paid
    assert "✗ Technical Assessment Incentive: nothing for activity E25, on 30 December 2021" in refused
    assert "✗ Member of Partner Connect: 31 December 2021, and 30 December 2021 or earlier is asked" in refused


def test_a_statement_in_french_reads_as_french() -> None:
    text = statement("dell_emc", "--partner", "P09", "--lang", "fr", "--period", "fiscal 2018-Q2")
    assert text.startswith("Programme partenaires Dell EMC : relevé pour Iota Data (P09)\n")
    assert "Ce qui est acquis du 1er mai 2017 au 31 juillet 2017. État au 31 janvier 2018." in text
    assert "✗ L'objectif du trimestre est atteint" in text
    for english in ("What", "nothing", "paid", " for "):
        assert english not in text


def test_a_statement_is_about_its_period(tmp_path: Path) -> None:
    whole = json.loads(statement("avaya", "--partner", "P01", "--format", "json"))["statement"]
    part = json.loads(statement("avaya", "--partner", "P01", "--format", "json", "--period", "2021-Q1"))["statement"]
    assert (part["from"], part["to"]) == ("2021-01-01", "2021-03-31")
    ids = [one["id"] for one in whole["payouts"] if "2021-01-01" <= one["earned_on"] <= "2021-03-31"]
    assert [one["id"] for one in part["payouts"]] == ids
    assert ids
    arguments = ("--partner", "P01", "--format", "json", "--from", "2021-01-01", "--to", "2021-03-31")
    assert json.loads(statement("avaya", *arguments))["statement"] == part
    page = tmp_path / "statement.html"
    assert statement("avaya", "--partner", "P01", "--lang", "fr", "--out", str(page)) == ""
    assert page.read_text(encoding="utf-8").startswith('<!DOCTYPE html>\n<html lang="fr">')


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--partner", "P01", "--period", "2021-Q9"), "names no period"),
        (("--partner", "P01", "--period", "2021", "--from", "2021-01-01"), "and not both"),
        (("signing_bonus:E02", "--period", "2021"), "a period belongs to a statement"),
        (("signing_bonus:E02", "--format", "html"), "only a statement is a page"),
    ],
)
def test_a_statement_that_cannot_be_asked_for_is_wrong_use(arguments: tuple[str, ...], words: str) -> None:
    found = call(
        "explain", str(EXAMPLES / "avaya" / "avaya.palier"), "--data", str(EXAMPLES / "avaya" / "data"), *arguments
    )
    assert (found.status, found.out) == (WRONG_USE, "")
    assert words in found.err


def test_from_python_a_partner_that_there_is_not_is_named(ran: tuple[palier.Programme, palier.Result]) -> None:
    programme, result = ran
    with pytest.raises(LookupError, match="there is no partner `nobody`"):
        programme.statement(result, "nobody")
