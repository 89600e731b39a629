"""`palier progress`: where a partner stands."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from commanded import call
from markupsafe import escape

import palier
from palier.cli.status import DONE, WRONG_USE
from palier.embed import from_checked
from palier.meaning.check.programme import check_text
from palier.result import Judged
from palier.result.progress import Progress

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PARTNERS = {
    "avaya": (("avaya.palier",), "P01", "2021-12-31"),
    "bpos": (("bpos.palier",), "P01", "2010-12-31"),
    "dell_emc": (("partner_program_2017.palier",), "P01", "2017-06-30"),
    "nutanix": (("partner_program_2020.palier",), "P01", "2020-09-30"),
    "vmware": (("vmware_2020.palier", "vmware_2021.palier"), "P01", "2021-06-30"),
}
"""For each example, its files, a partner and a day in the midst of the programme."""


def progress(name: str, *arguments: str) -> str:
    files, partner, day = PARTNERS[name]
    found = call("progress", *files, "--data", "data", "--partner", partner, "--as-of", day, *arguments)
    assert found.status == DONE, found.err
    return found.out


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", PARTNERS)
def test_every_example_has_its_progress_in_every_language(
    name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(EXAMPLES / name)
    text = progress(name, "--lang", language)
    page = progress(name, "--lang", language, "--format", "html")
    assert f'<html lang="{language}">' in page
    # The page says what the text says.
    for line in text.splitlines()[1:]:
        words = line.strip(" ✓✗·→")
        if words and "  " not in words:
            assert str(escape(words)) in page, words


@pytest.mark.parametrize("name", PARTNERS)
def test_the_document_is_the_same_in_every_language(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES / name)
    document = progress(name, "--format", "json", "--lang", "fr")
    assert document == progress(name, "--format", "json", "--lang", "en")
    assert json.loads(document)["partner"] == PARTNERS[name][1]


def test_what_is_dated_after_the_day_is_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same data without a row that is dated later tells the same."""
    monkeypatch.chdir(EXAMPLES / "dell_emc")
    whole = json.loads(progress("dell_emc", "--format", "json"))
    data = tmp_path / "data"
    data.mkdir()
    day = PARTNERS["dell_emc"][2]
    deals = (EXAMPLES / "dell_emc/data/deal.csv").read_text(encoding="utf-8").splitlines()
    at = deals[0].split(",").index("closed_on")
    early = {one.split(",")[0] for one in deals[1:] if one.split(",")[at] <= day}
    for path in Path("data").iterdir():
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        if path.stem in ("deal", "line"):
            place = head.split(",").index("id" if path.stem == "deal" else "deal")
            rows = [one for one in rows if one.split(",")[place] in early]
        (data / path.name).write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    files, partner, _ = PARTNERS["dell_emc"]
    found = call("progress", *files, "--data", str(data), "--partner", partner, "--as-of", day, "--format", "json")
    assert len(early) < len(deals) - 1
    cut = json.loads(found.out)
    assert whole.pop("data_sha256") != cut.pop("data_sha256")
    assert cut == whole


def test_the_last_day_that_counts_is_the_day_before_the_review(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES / "dell_emc")
    (ladder,) = json.loads(progress("dell_emc", "--format", "json"))["ladders"]
    assert (ladder["tier"], ladder["from"], ladder["until"]) == ("Platinum", "2017-02-01", "2018-01-31")
    assert ladder["next_review"] == "2017-08-01"
    titanium = ladder["above"][0]
    assert (titanium["tier"], titanium["by"], titanium["met"]) == ("Titanium", "2017-07-31", False)
    assert titanium["steps"][0]["gap"]["value"] == "18413998.06"
    assert ladder["keep"]["by"] == "2018-01-31"


def test_a_cap_tells_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES / "vmware")
    caps = json.loads(progress("vmware", "--format", "json"))["caps"]
    (assessments,) = [one for one in caps if one["incentive"] == "technical_assessment"]
    assert (assessments["limit"], assessments["used"], assessments["left"]) == ("10000.00", "8000.00", "2000.00")
    assert assessments["until"] == "2021-12-31"
    (fees,) = [one for one in caps if one["incentive"] == "deployment_fee"]
    assert (fees["counts"], fees["limit"], fees["left"]) == ("payments", 4, 0)


def test_a_partner_that_is_not_there_is_answered_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES / "bpos")
    found = call("progress", "bpos.palier", "--data", "data", "--partner", "P-10")
    assert found.status == WRONG_USE
    assert "there is no partner `P-10`; did you mean `P10`?" in found.err


@pytest.mark.parametrize("day", ["1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_that_is_too_far_away_is_wrong_use(day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES / "bpos")
    found = call("progress", "bpos.palier", "--data", "data", "--partner", "P01", "--as-of", day)
    assert found.status == WRONG_USE
    assert f"{day} is no day from 1900-01-01 to 2199-12-31" in found.err


def test_a_file_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES / "bpos")
    assert progress("bpos", "--format", "html", "--out", str(tmp_path / "page.html")) == ""
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


LADDERS = """\
programme steps
  currency EUR
  effective from 2020-01-01

record Partner
  key id: text
  suspended: yes/no

record Deal dated closed_on
  key id: text
  partner: Partner as deals
  closed_on: date
  amount: money

define revenue for Partner "Revenue"
  sum of amount over deals within trailing 12 months

tiers grade for Partner
  reviewed every 6 months from 2020-01-01
  held for 1 year
  moves at most 1 step per review
  tier Member
  tier Silver
    requires revenue >= 100 EUR
  tier Gold
    requires revenue >= 200 EUR
    lost when suspended

table rate (sold: money) -> rate: rate
  | sold       | rate |
  | below 100 EUR | 1% |
  | from 100 EUR  | 2% |

incentive rebate
  for each Partner every calendar quarter
  let sold = sum of amount over deals within calendar quarter
  pays rate(sold) of sold
"""


def stepped(deals: list[tuple[date, str]], as_of: date) -> Progress:
    rows = {
        "Partner": [{"id": "p1", "suspended": False}],
        "Deal": [
            {"id": f"d{at}", "partner": "p1", "closed_on": day, "amount": amount}
            for at, (day, amount) in enumerate(deals)
        ],
    }
    return from_checked([check_text(LADDERS)]).progress(palier.facts_from(rows), "p1", as_of)


def test_the_next_step_of_a_table_and_what_reaches_it() -> None:
    (rebate,) = stepped([(date(2021, 4, 2), "60.50")], date(2021, 5, 3)).under_way
    assert rebate.explanation.amount == Decimal("0.61")
    (step,) = rebate.steps
    assert (step.now, step.limit, step.gives, step.would_give) == (
        Decimal("60.50"),
        Decimal(100),
        Decimal("0.01"),
        Decimal("0.02"),
    )
    assert step.proposal is not None
    assert step.proposal.amount == palier.Money(Decimal("2.00"), "EUR")
    (change,) = step.proposal.changes
    assert [row["amount"] for row in change.rows] == ["39.50"]


def test_a_window_that_moves_on_until_the_review_is_seen_as_it_will_be() -> None:
    """A deal of July has left the trailing twelve months by the review of the next July."""
    (ladder,) = stepped([(date(2020, 6, 20), "500"), (date(2021, 3, 1), "150")], date(2021, 5, 3)).ladders
    assert (ladder.tier.name, ladder.start) == ("Gold", date(2021, 1, 1))
    assert (ladder.review, ladder.kept_at, ladder.keep_by) == (date(2021, 7, 1), date(2022, 1, 1), date(2021, 12, 31))
    (keep,) = ladder.keep
    assert isinstance(keep, Judged)
    assert keep.gap is not None
    assert keep.gap[1] == Decimal(50)
    assert ladder.lost_when == ("suspended",)
    assert ladder.above == ()


def test_a_tier_that_takes_two_reviews_is_judged_at_the_second() -> None:
    (ladder,) = stepped([(date(2021, 3, 1), "90")], date(2021, 5, 3)).ladders
    assert [(one.tier.name, one.review, one.by) for one in ladder.above] == [
        ("Silver", date(2021, 7, 1), date(2021, 6, 30)),
        ("Gold", date(2022, 1, 1), date(2021, 12, 31)),
    ]
    silver = ladder.above[0].proposal
    assert silver is not None
    assert [row["amount"] for one in silver.changes for row in one.rows] == ["10.00"]
