"""The customs of naming: which names are told, once for each declaration, and what a correction renames."""

from __future__ import annotations

from pathlib import Path

import pytest
from commanded import call

from palier.cli.status import DONE
from palier.meaning.check.customs import camel, is_camel, is_snake, snake
from palier.meaning.check.programme import check_text


@pytest.mark.parametrize("name", ["p", "deal_size", "q4", "größe", "金額", "სახელი", "a__b"])
def test_names_of_values(name: str) -> None:
    assert is_snake(name)


@pytest.mark.parametrize("name", ["Deal", "VCF", "P1", "NewBusiness", "É", "金額", "金_額", "სახელი"])
def test_names_of_kinds(name: str) -> None:
    assert is_camel(name)


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("dealSize", "deal_size"),
        ("DealSize", "deal_size"),
        ("VATRate", "vat_rate"),
        ("Deal_Size", "deal_size"),
        ("A", "a"),
    ],
)
def test_a_capital_is_no_custom_of_values(name: str, right: str) -> None:
    assert not is_snake(name)
    assert snake(name) == right


@pytest.mark.parametrize(
    ("name", "right"), [("deal", "Deal"), ("new_business", "NewBusiness"), ("New_Deal", "NewDeal")]
)
def test_small_letters_are_no_custom_of_kinds(name: str, right: str) -> None:
    assert not is_camel(name)
    assert camel(name) == right


HEAD = """\
programme p
  currency EUR
  effective from 2021-01-01
  unstacked incentives add up

record Partner
  key id: text

record Deal
  key id: text
  partner: Partner
  closedOn: date
  dealSize: money

incentive Bonus
  for each Deal
  earned on closedOn
  pays 1% of dealSize
"""


def told(text: str) -> list[tuple[str, str]]:
    return [(one.code, one.span.text) for one in check_text(text).problems]


def test_one_warning_for_each_declaration() -> None:
    assert told(HEAD) == [("P806", "closedOn"), ("P806", "Bonus")]


def test_a_correction_renames_every_use_and_is_not_safe(tmp_path: Path) -> None:
    rules = tmp_path / "p.palier"
    rules.write_text(HEAD, encoding="utf-8")
    call("check", str(rules), "--fix")
    assert rules.read_text(encoding="utf-8") == HEAD
    assert call("check", str(rules), "--unsafe-fixes").status == DONE
    right = HEAD.replace("closedOn", "closed_on").replace("dealSize", "deal_size").replace("Bonus", "bonus")
    assert rules.read_text(encoding="utf-8") == right


@pytest.mark.parametrize(
    "more",
    [
        "\nrecord Visit\n  key id: text\n  dealSize: money\n",
        "\nparameter deal_size: money = 5 EUR\n",
    ],
)
def test_what_may_mean_two_things_is_not_renamed(more: str) -> None:
    text = HEAD.replace("closedOn", "closed_on") + more
    found = [one for one in check_text(text).problems if one.span.text == "dealSize"]
    assert found
    assert [one.fix for one in found] == [None] * len(found)


def test_a_module_may_be_used_elsewhere() -> None:
    (problem,) = check_text("record Deal\n  key id: text\n  dealSize: money\n").problems
    assert (problem.code, problem.fix) == ("P806", None)
