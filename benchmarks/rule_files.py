"""Rule files of a wanted length, of the mixture that programmes have: parameters, definitions, incentives, examples."""

from __future__ import annotations

from itertools import count
from pathlib import Path

HEAD = """\
programme long "A long programme"
  currency EUR
  effective from 2021-01-01
  unstacked incentives add up

use channel
use lifecycle
"""
BLOCK = """
parameter fee_{n}: money = {fee} EUR

define won_{n} for Partner "Sales"
  sum of amount over deals within trailing 12 months where status is Won and amount >= {fee} EUR

define level_{n} for Partner "Level"
  when won_{n} >= 1 M EUR then 3
  when won_{n} >= 100 K EUR then 2
  otherwise 1

incentive visit_{n} "Visit" fr "Visite"
  like flat_fee with for_stage Assessment, fee fee_{n}
  requires partner.enrolled_on <= today "A member" fr "Membre"
  requires partner.level_{n} >= 2
  cap {cap} EUR per partner per calendar year

incentive rebate_{n} "Rebate" fr "Remise"
  for each Deal where partner is known and status is Won
  let sold = partner.won_{n}
  either "by revenue"
    requires sold >= 500 K EUR
  or "by size"
    requires amount >= 50 K EUR
    requires registered_on is known
  pays 2% of amount
  cap {cap} EUR per partner per fiscal quarter

example "a visit of a partner that sold little ({n})"
  as of 2021-12-31
  given Partner p1: name "Alpha Systems", enrolled_on 2020-03-01
  given Activity
    | id | partner | stage      | status   | completed_on |
    | a1 | p1      | Assessment | Approved | 2021-03-02   |
    | a2 | p1      | Assessment | Rejected | 2021-04-02   |
  expect visit_{n} for a1 pays nothing
  expect p1.won_{n} is 0 EUR
"""


def write(path: Path, lines: int) -> Path:
    """Writes a file of at least so many lines, by less than one block more."""
    written = 0
    with path.open("w", encoding="utf-8") as out:
        out.write(HEAD)
        written += HEAD.count("\n")
        for number in count(1):
            if written >= lines:
                break
            fee = 100 + number % 900
            out.write(BLOCK.format(n=number, fee=fee, cap=fee * 5))
            written += BLOCK.count("\n")
    return path
