"""Parameters that are set count as if the rules said so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import programme_of

import palier
from strategies.mutations import HUGE, WORDS

HEAD = """programme p
  currency EUR
enum Area = North, South "The south"
record Partner
  key id: text
record Deal dated closed_on
  key id: text
  partner: Partner as deals
  closed_on: date
"""
ROWS: dict[str, Any] = {
    "Partner": [{"id": "p1"}],
    "Deal": [{"id": "d1", "partner": "p1", "closed_on": "2021-03-31"}],
}
AMOUNTS = st.decimals(0, 10**9, places=2, allow_nan=False, allow_infinity=False)
VALUES: dict[str, tuple[str, st.SearchStrategy[str], str]] = {
    "money": ("1 EUR", AMOUNTS.map(lambda one: f"{one:f} EUR"), "x"),
    "rate": ("1%", AMOUNTS.map(lambda one: f"{one % 100:f}%"), "x of 100 EUR"),
    "number": ("1", AMOUNTS.map(lambda one: f"{one:f}"), "x * 1 EUR"),
    "count": ("1", st.integers(0, 10**6).map(str), "x * 1 EUR"),
    "months": ("1 month", st.integers(0, 500).map(lambda n: f"{n} months"), "(x / 1 month) * 1 EUR"),
    "days": ("1 day", st.integers(0, 500).map(lambda n: f"{n} days"), "(x / 1 day) * 1 EUR"),
    "date": ("2021-01-01", st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str), "(days between 1900-01-01 and x) / 1 day * 1 EUR"),
    "Area": ("North", st.sampled_from(["North", "South"]), "if x is South then 2 EUR else 1 EUR"),
    "yes/no": ("yes", st.sampled_from(["yes", "no"]), "if x then 2 EUR else 1 EUR"),
    "text": ('"a"', st.sampled_from(['"a"', '"b"', '"a ""b"""']), 'if x is "a" then 2 EUR else 1 EUR'),
}  # fmt: skip


def rules(of: str, value: str, pays: str) -> str:
    return f"{HEAD}parameter x: {of} = {value}\nincentive i\n  for each Deal\n  pays {pays}\n"


@pytest.mark.parametrize("of", VALUES)
@given(data=st.data())
def test_a_parameter_that_is_set_counts_as_if_it_were_written(of: str, data: st.DataObject) -> None:
    default, values, pays = VALUES[of]
    value = data.draw(values)
    written = programme_of(rules(of, value, pays)).run(palier.facts_from(ROWS))
    given_ = programme_of(rules(of, default, pays)).run(palier.facts_from(ROWS), parameters={"x": value})
    assert [(one.id, one.amount) for one in written.payouts] == [(one.id, one.amount) for one in given_.payouts]


TEXTS = st.one_of(
    st.text(max_size=20), st.sampled_from([*WORDS, *HUGE]), st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
)


@pytest.mark.parametrize("of", VALUES)
@given(text=TEXTS)
def test_any_text_for_a_parameter_is_a_value_or_refused(of: str, text: str) -> None:
    default, _, pays = VALUES[of]
    try:
        programme_of(rules(of, default, pays)).run(palier.facts_from(ROWS), parameters={"x": text})
    except palier.UsageError as error:
        assert str(error)
    except palier.DataError as error:
        assert {fault.code for fault in error.faults} <= {"D203", "D205"}


@given(st.decimals(-100, 100, places=2, allow_nan=False, allow_infinity=False))
def test_a_value_outside_the_published_range_is_refused(value: Decimal) -> None:
    text = f"{HEAD}parameter x: money from 2 EUR to 7 EUR, default 5 EUR\nincentive i\n  for each Deal\n  pays x\n"
    programme = programme_of(text)
    if 2 <= value <= 7:
        (payout,) = programme.run(palier.facts_from(ROWS), parameters={"x": f"{value} EUR"}).payouts
        assert payout.amount.amount == value
    else:
        with pytest.raises(palier.UsageError, match="range"):
            programme.run(palier.facts_from(ROWS), parameters={"x": f"{value} EUR"})


@pytest.mark.parametrize(("name", "value"), [("y", "1 EUR"), ("x", "7 USD"), ("x", "0"), ("x", "")])
def test_a_value_that_does_not_fit_is_refused(name: str, value: str) -> None:
    text = f"{HEAD}parameter x: number = 4\nincentive i\n  for each Deal\n  pays 100 EUR / x\n"
    with pytest.raises(palier.UsageError):
        programme_of(text).run(palier.facts_from(ROWS), parameters={name: value})


@pytest.mark.parametrize("day", [date.min, date.max, "2021-01-01", 5])
def test_a_day_that_the_calendar_does_not_hold_is_refused(day: Any) -> None:
    with pytest.raises(palier.UsageError):
        programme_of(rules("money", "1 EUR", "x")).run(palier.facts_from(ROWS), as_of=day)
