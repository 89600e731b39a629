"""What `progress` proposes pays what it says when it is done, and nothing smaller of its kind pays anything.

By brute force: small programmes in a currency without cents, so that every smaller amount can be run.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from running import programme_of

import palier
from palier.embed import Programme
from palier.result.progress import Proposal, Proposed

DAY, END = date(2021, 5, 20), date(2021, 6, 30)
MODEL = """\
programme proposed
  currency JPY
  effective from 2020-01-01

enum Status = Open, Won, Lost
enum Family = Server, Storage, Network

record Partner
  key id: text

record Deal dated closed_on
  key id: text
  partner: Partner as deals
  closed_on: date
  status: Status known from closed_on
  registered_on: optional date
  insured: yes/no

record Line dated deal.closed_on
  key id: text
  deal: Deal as lines
  family: Family
  amount: money
  quantity: count

record Certificate dated obtained_on until expires_on
  partner: Partner as certificates
  obtained_on: date
  expires_on: optional date
  level: Status

define revenue for Partner
  sum of amount over deals.lines within trailing 12 months where deal.status is Won

define breadth for Partner
  count of distinct family over deals.lines within trailing 12 months where deal.status is Won

table asked (breadth: count) -> least: money
  | breadth | least  |
  | up to 1 | {asked_one} |
  | from 2  | {asked_two} |

table growth (attained: rate) -> rate: rate
  | attained  | rate |
  | below {step} | 0%   |
  | from {step}  | 10%  |

"""
REQUIREMENTS = (
    "revenue >= {a} JPY",
    "revenue > {a} JPY",
    "revenue >= asked(breadth).least",
    "breadth >= {b}",
    "(count of deals within calendar quarter where status is Won) >= {c}",
    "some certificates where level is Won",
    "(sum of amount over deals.lines within calendar quarter where deal.status is Won) >= {a} JPY",
    "sum of quantity over deals.lines within calendar quarter >= {c}",
    "(sum of amount over deals.lines within trailing 3 months where family is Storage) >= 25% of revenue",
    "(average of quantity over deals.lines within trailing 12 months otherwise 0) >= {c}",
    "round (sum of amount over deals.lines within calendar quarter) to 5 JPY >= {a} JPY",
)
OF_A_DEAL = (
    "registered_on is known",
    "insured",
    "sum of amount over lines >= {a} JPY",
    "some partner.certificates where level is Won",
    "status is Won",
)
PAYS = ("20 JPY", "10% of max(100 JPY, revenue)", "growth(sold / 40 JPY) of max(sold, 100 JPY)", "sold")


@attrs.frozen
class Case:
    """Rules, and the data to ask about."""

    text: str
    rows: dict[str, list[dict[str, Any]]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    numbers = {name: draw(st.integers(1, most)) for name, most in (("a", 30), ("b", 3), ("c", 4))}
    one, two = draw(st.integers(5, 40)), draw(st.integers(1, 30))
    text = MODEL.replace("{asked_one}", str(one)).replace("{asked_two}", str(two))
    text = text.replace("{step}", draw(st.sampled_from(("25%", "50%", "80%"))))
    text += "incentive quarterly\n  for each Partner every calendar quarter\n"
    text += "  let sold = sum of amount over deals.lines within calendar quarter where deal.status is Won\n"
    for requirement in draw(st.lists(st.sampled_from(REQUIREMENTS), max_size=2, unique=True)):
        text += f"  requires {requirement.format(**numbers)}\n"
    if draw(st.booleans()):
        first, second = draw(st.lists(st.sampled_from(REQUIREMENTS), min_size=2, max_size=2, unique=True))
        text += f"  either\n    requires {first.format(**numbers)}\n  or\n    requires {second.format(**numbers)}\n"
    text += f"  pays {draw(st.sampled_from(PAYS))}\n"
    text += "\nincentive fee\n  for each Deal where status is Won or status is Open\n  to partner\n"
    for requirement in draw(st.lists(st.sampled_from(OF_A_DEAL), min_size=1, max_size=2, unique=True)):
        text += f"  requires {requirement.format(**numbers)}\n"
    text += "  pays 7 JPY\n\nunstacked incentives add up\n".replace("\n\nunstacked incentives add up\n", "\n")
    days = st.sampled_from([date(2020, 3, 1), date(2020, 12, 31), date(2021, 3, 31), date(2021, 4, 1), DAY])
    rows: dict[str, list[dict[str, Any]]] = {"Partner": [{"id": "p1"}, {"id": "p2"}], "Deal": [], "Line": []}
    for number in range(draw(st.integers(0, 4))):
        status = draw(st.sampled_from(("Won", "Won", "Lost", "Open")))
        closed = draw(days)
        whom = draw(st.sampled_from(("p1", "p1", "p2")))
        deal = {
            "id": f"d{number}",
            "partner": whom,
            "closed_on": closed,
            "status": status,
            "insured": draw(st.booleans()),
        }
        if draw(st.booleans()):
            deal["registered_on"] = closed
        rows["Deal"].append(deal)
        for at in range(draw(st.integers(0, 2))):
            family = draw(st.sampled_from(("Server", "Storage", "Network")))
            amount, quantity = draw(st.integers(0, 20)), draw(st.integers(0, 3))
            line = {
                "id": f"l{number}{at}",
                "deal": f"d{number}",
                "family": family,
                "amount": amount,
                "quantity": quantity,
            }
            rows["Line"].append(line)
    rows["Certificate"] = [
        {"partner": "p1", "obtained_on": day, "level": draw(st.sampled_from(("Won", "Lost")))}
        for day in draw(st.lists(days, max_size=1))
    ]
    return Case(text, rows)


def paid(programme: Programme, rows: dict[str, list[dict[str, Any]]], incentive: str, key: str, as_of: date) -> Decimal:
    """What a run pays for the subject; a period is the one that ends on the day."""
    result = programme.run(palier.facts_from(rows), as_of=as_of)
    found = [
        one.amount.amount
        for one in result.payouts
        if one.incentive == incentive and one.subject.key == key and (one.period is None or one.earned_on == as_of)
    ]
    return sum(found, Decimal(0))


def after(rows: dict[str, list[dict[str, Any]]], changes: list[Proposed]) -> dict[str, list[dict[str, Any]]]:
    """The data with the proposal done."""
    found = {name: [dict(row) for row in of_record] for name, of_record in rows.items()}
    for change in changes:
        of_record = found.setdefault(change.record.name, [])
        if change.key is None:
            of_record.extend(dict(row) for row in change.rows)
        else:
            (row,) = (one for one in of_record if str(one["id"]) == change.key)
            row.update(change.rows[0])
    return found


def smaller(proposal: Proposal, rows: dict[str, list[dict[str, Any]]]) -> list[list[Proposed]]:
    """All changes of the same kinds with one of them smaller. A deal and its line are one change."""
    found = []
    changes = list(proposal.changes)
    for at, change in enumerate(changes):
        with_line = change.record.name == "Deal" and changes[at + 1 : at + 2] != []
        with_line = with_line and changes[at + 1].record.name == "Line"
        if change.record.name == "Line" and len(change.rows) > 1:
            continue
        for less in lesser(change, rows):
            number = len(less.rows)
            lines = [attrs.evolve(changes[at + 1], rows=changes[at + 1].rows[:number])] if with_line else []
            found.append([*changes[:at], less, *lines, *changes[at + 1 + len(lines) :]])
    return found


def lesser(change: Proposed, rows: dict[str, list[dict[str, Any]]]) -> list[Proposed]:
    """The same change with less of it: what was looked for is a number of facts, a quantity, or a field's value."""
    if len(change.rows) > 1:
        return [attrs.evolve(change, rows=change.rows[:number]) for number in range(1, len(change.rows))]
    (row,) = change.rows
    for name in ("amount", "quantity"):
        figure = next((one for one in change.told if one.called.name == name), None)
        if figure is not None:
            return [attrs.evolve(change, rows=({**row, name: value},)) for value in range(1, int(Decimal(row[name])))]
    return []


@settings(deadline=None)
@given(cases())
def test_a_proposal_pays_what_it_says_and_nothing_smaller_does(case: Case) -> None:
    programme = programme_of(case.text)
    progress = programme.progress(palier.facts_from(case.rows), "p1", DAY)
    found = [
        (one.explanation, one.proposal, END if one.incentive.name == "quarterly" else DAY) for one in progress.under_way
    ]
    found += [
        (one.explanation, one.proposal, one.explanation.earned_on if one.incentive.name == "quarterly" else DAY)
        for one in progress.missed
    ]
    proposed = [(one, proposal, day) for one, proposal, day in found if proposal is not None and day is not None]
    assume(proposed)
    for explanation, proposal, day in proposed:
        assert not explanation.amount
        incentive, key = explanation.incentive, explanation.subject.key
        assert proposal.amount is not None
        done = after(case.rows, list(proposal.changes))
        assert paid(programme, done, incentive, key, day) == proposal.amount.amount > 0
        for less in smaller(proposal, case.rows):
            try:
                assert paid(programme, after(case.rows, less), incentive, key, day) == 0, (incentive, less)
            except palier.DataError:
                continue


@pytest.mark.parametrize("requirement", [one for one in REQUIREMENTS if not one.startswith("round")])
def test_what_can_be_reached_by_one_kind_is_proposed(requirement: str) -> None:
    text = MODEL.replace("{asked_one}", "30").replace("{asked_two}", "12").replace("{step}", "50%")
    text += "incentive quarterly\n  for each Partner every calendar quarter\n"
    text += f"  requires {requirement.format(a=17, b=2, c=3)}\n  pays 5 JPY\n"
    rows: dict[str, list[dict[str, Any]]] = {
        "Partner": [{"id": "p1"}],
        "Deal": [{"id": "d1", "partner": "p1", "closed_on": date(2020, 12, 31), "status": "Won", "insured": True}],
        "Line": [{"id": "l1", "deal": "d1", "family": "Server", "amount": 8, "quantity": 1}],
        "Certificate": [],
    }
    (one,) = programme_of(text).progress(palier.facts_from(rows), "p1", DAY).under_way
    assert one.proposal is not None
    assert one.proposal.amount == palier.Money(Decimal(5), "JPY")
