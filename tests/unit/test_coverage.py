"""What `palier test --coverage` counts: every part of the rules, and both sides of every limit."""

from __future__ import annotations

import pytest

from palier.embed import from_checked
from palier.meaning.check.programme import check_text
from palier.result.testing import Part

RULES = """\
programme covered
  currency EUR
  unstacked incentives add up
  effective from 2021-01-01

record Partner dated joined_on
  key id: text
  joined_on: date
  people: count

record Deal dated closed_on
  key id: text
  partner: Partner as deals
  closed_on: date
  signed_on: date
  term: months
  left_on: optional date as it happens
  amount: money
  share: rate

parameter fee: money
  from 2021-01-01: 10 EUR
  from 2021-07-01: 20 EUR

table bonus (term: months) -> rate: rate
  | term           | rate |
  | below 6 months | 1%   |
  | from 6 months  | 2%   |

table growth (amount: money) -> rate: rate
  | amount   | rate |
  | from 0   | 1%   |
  | above 50 | 3%   |

define size for Partner shown
  when people > 10 then 2
  otherwise 1

tiers grade for Partner
  reviewed every 12 months
  held for 1 year
  tier Low
  tier High
    requires people >= 5

benefit badge
  for each Partner
  requires joined_on >= 2021-02-01

incentive fees
  for each Deal
  either "by term"
    requires term > 12 months
  or "by share"
    requires share >= 25%
  pays fee
  cap 30 EUR per partner per calendar year
  claw back 50% when left_on is known and left_on < signed_on + 1 year on left_on

incentive growing
  for each Deal
  base amount
  pays bonus(term) of base

incentive sliced
  for each Deal
  base amount
  pays growth of base by band

stack pay for Deal
  best of growing, sliced
  cap 5 EUR

incentive least
  for each Deal
  pays 10% of amount
  at least 20 EUR per partner per calendar quarter, or nothing

incentive so_far
  for each Partner every calendar quarter
  pays 1% of sum of amount over deals within calendar year
  trued up within calendar year

discount off
  for each Deal
  takes 10%

stack price for Deal from amount
  on what is left: off
  at least 45 EUR
"""

PARTNERS = """
    | p1 | 2021-01-31 | 4  |
    | p2 | 2021-02-01 | 5  |
    | p3 | 2021-01-31 | 10 |
    | p4 | 2021-01-31 | 11 |
"""
DEALS = """
    | a1 | p1 | 2021-03-01 | 2021-03-01 | 12 months | 2022-02-28 | 50     | 25%   |
    | a2 | p1 | 2021-03-02 | 2021-03-02 | 13 months | 2022-03-02 | 50.01  | 10%   |
    | a3 | p1 | 2021-07-01 | 2021-07-01 | 5 months  |            | 200    | 10%   |
    | a4 | p2 | 2021-07-01 | 2021-07-01 | 6 months  |            | 199.99 | 30%   |
    | a5 | p2 | 2021-07-02 | 2021-07-02 | 24 months |            | 0.01   | 10%   |
    | a6 | p1 | 2021-10-01 | 2021-10-01 | 24 months |            | 400    | 10%   |
    | a7 | p1 | 2021-10-02 | 2021-10-02 | 24 months |            | 10     | 10%   |
    | a8 | p3 | 2021-03-01 | 2021-03-01 | 24 months |            | 250    | 10%   |
    | a9 | p4 | 2021-04-01 | 2021-04-01 | 6 months  |            | 199.9  | 10%   |
    | b1 | p4 | 2021-03-01 | 2021-03-01 | 24 months |            | 5      | 10%   |
    | b2 | p4 | 2021-07-01 | 2021-07-01 | 24 months |            | 5      | 10%   |
"""
EXAMPLE = f"""
example "all of it"
  as of 2022-12-31
  given Partner
    | id | joined_on | people |{PARTNERS.rstrip()}
  given Deal
    | id | partner | closed_on | signed_on | term | left_on | amount | share |{DEALS.rstrip()}
  expect p3.size is 1
  expect p4.size is 2
"""
KINDS = {
    "incentive",
    "cap",
    "minimum",
    "true-up",
    "claw-back",
    "requirement",
    "way",
    "case",
    "dated value",
    "table row",
    "tier",
    "stack member",
    "discount",
    "floor",
    "benefit",
    "limit",
}


def parts(examples: str) -> tuple[Part, ...]:
    checked = check_text(RULES + examples)
    assert checked.problems == ()
    found = from_checked([checked]).test(coverage=True)
    assert found.parts is not None
    assert [one.failures for one in found.results if not one.passed] == []
    return found.parts


def missing(examples: str) -> set[str]:
    return {one.text for one in parts(examples) if not one.exercised}


def test_rules_without_examples_exercise_nothing() -> None:
    found = parts("")
    assert {one.kind for one in found} == KINDS
    assert not any(one.exercised for one in found)


def test_an_example_can_exercise_all() -> None:
    assert missing(EXAMPLE) == set()


CLAW_BACK = "claw back 50% when left_on is known and left_on < signed_on + 1 year on left_on"


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        (
            "a1",
            {
                f"`fees`: `{CLAW_BACK}` never takes back",
                "`fees`: `left_on < signed_on + 1 year` is never asked with `left_on` one day before `signed_on + 1 year`",
                "`fees`: `share >= 25%` is never asked with `share` at `25%`",
                "`fees`: `term > 12 months` is never asked with `term` at `12 months`",
                "`growth` is never asked with `amount` at `50 EUR`",
            },
        ),
        (
            "a2",
            {
                f"`fees`: `{CLAW_BACK}` always takes back",
                "`fees`: `left_on < signed_on + 1 year` is never asked with `left_on` at `signed_on + 1 year`",
                "`fees`: `term > 12 months` is never asked with `term` at `13 months`",
                "`growth` is never asked with `amount` at `50.01 EUR`",
            },
        ),
        (
            "a3",
            {
                "`bonus` is never asked with `term` at `5 months`",
                "`bonus`: the row `| below 6 months | 1% |` is never met",
            },
        ),
        ("a9", {"`least`: `at least 20 EUR per partner per calendar quarter, or nothing` is never missed by a coin"}),
        (
            "b2",
            {"`fees`: nothing fills the cap per partner per calendar year to the last coin, with nothing taken"},
        ),
    ],
)
def test_what_a_row_alone_exercises_is_missing_without_it(row: str, texts: set[str]) -> None:
    lines = [line for line in EXAMPLE.splitlines(keepends=True) if f"| {row} |" not in line]
    assert missing("".join(lines)) == texts


@pytest.mark.parametrize(
    ("said", "instead", "texts"),
    [
        ("2021-01-31 | 4  |", "2021-01-31 | 3  |", {"`grade`: `people >= 5` is never asked with `people` at `4`"}),
        ("2021-01-31 | 10 |", "2021-01-31 | 9  |", {"`size`: `people > 10` is never asked with `people` at `10`"}),
        (
            "2021-01-31",
            "2021-01-30",
            {"`badge`: `joined_on >= 2021-02-01` is never asked with `joined_on` at `2021-01-31`"},
        ),
        (
            "2021-02-01 | 5",
            "2021-02-02 | 5",
            {"`badge`: `joined_on >= 2021-02-01` is never asked with `joined_on` at `2021-02-01`"},
        ),
    ],
)
def test_a_value_right_beside_a_limit_will_not_do_for_another(said: str, instead: str, texts: set[str]) -> None:
    assert said in EXAMPLE
    assert texts <= missing(EXAMPLE.replace(said, instead))


def test_what_an_example_could_say_is_written_as_the_rules_write_it() -> None:
    found = {one.text: one.write for one in parts("") if one.write is not None}
    assert found["`grade`: `people >= 5` is never asked with `people` at `4`"] == "given Partner …: people 4"
    assert found["`bonus` is never asked with `term` at `6 months`"] == "given Deal …: term 6 months"
    assert found["`fees`: `share >= 25%` is never asked with `share` at `25%`"] == "given Deal …: share 25%"
    day = "`badge`: `joined_on >= 2021-02-01` is never asked with `joined_on` at `2021-01-31`"
    assert found[day] == "given Partner …: joined_on 2021-01-31"


LAST_DAY = """\
programme covered
  currency EUR
  effective from 2021-01-01

record Partner dated joined_on
  key id: text
  joined_on: date

table bonus (joined: date) -> pay: money
  | joined                       | pay    |
  | from 2021-01-01 below 2022-01-01 | 10 EUR |
  | from 2022-01-01 to 9999-12-31 | 20 EUR |
  | otherwise                        | 0 EUR  |

incentive welcome
  for each Partner
  requires joined_on <= 9999-12-31
  pays bonus(joined_on)

example "one of them"
  given Partner p1: joined_on 2021-02-01
  expect welcome for p1 pays 10 EUR
"""


def test_nothing_is_asked_for_beyond_the_last_day_there_is() -> None:
    checked = check_text(LAST_DAY)
    report = from_checked([checked]).test(coverage=True)
    assert report.parts is not None
    of_days = {one.text for one in report.parts if "9999-12-31`" in one.text and not one.exercised}
    assert {one for one in of_days if "is never asked" in one} == {
        "`welcome`: `joined_on <= 9999-12-31` is never asked with `joined_on` at `9999-12-31`",
        "`bonus` is never asked with `joined` at `9999-12-31`",
    }
