"""Exchange: amounts in other currencies."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any

import pytest
from facts_models import DEAL, LINE, PARTNER, RATES, model, record

from palier.facts import Loaded, facts_from, load
from palier.meaning.types import NUMBER, TEXT

CHANNEL = model(PARTNER, DEAL, LINE, RATES)


def rate(currency: str, day: str, value: str, to: str = "EUR") -> dict[str, Any]:
    return {"from_currency": currency, "to_currency": to, "date": day, "rate": value}


def converted(amount: str, rates: list[dict[str, Any]], closed_on: str = "2021-03-10") -> Loaded:
    rows = {
        "Deal": [{"id": "d1", "closed_on": closed_on}],
        "Line": [{"deal": "d1", "number": 1, "amount": amount}],
        "ExchangeRate": rates,
    }
    return load(facts_from(rows), CHANNEL)


def line(loaded: Loaded) -> Any:
    assert loaded.facts is not None, [fault.message for fault in loaded.faults]
    return loaded.facts.by_record["Line"]["d1", Decimal(1)]


def test_an_amount_is_converted_exactly_by_the_last_rate_of_its_date() -> None:
    rates = [
        rate("USD", "2021-03-05", "0.9"),
        rate("USD", "2021-03-11", "0.7"),
        rate("USD", "2021-03-09", "0.123456789012"),
        rate("GBP", "2021-03-10", "2"),
    ]
    found = line(converted("123456789012.345678901234 USD", rates))
    with localcontext() as exact:
        exact.prec = 60
        expected = Decimal("123456789012.345678901234") * Decimal("0.123456789012")
    assert found["amount"] == expected
    assert found.foreign == {"amount": (Decimal("123456789012.345678901234"), "USD", Decimal("0.123456789012"))}


def test_the_context_of_the_caller_changes_nothing() -> None:
    with localcontext() as narrow:
        narrow.prec = 3
        assert line(converted("1234.567 USD", [rate("USD", "2021-03-10", "1.00001")]))["amount"] == Decimal(
            "1234.57934567"
        )


@pytest.mark.parametrize("day", ["2021-03-10", "2021-03-03"])
def test_a_rate_may_be_seven_days_old(day: str) -> None:
    assert line(converted("10 USD", [rate("USD", day, "0.5")]))["amount"] == 5


@pytest.mark.parametrize(
    "rates",
    [
        [],
        [rate("USD", "2021-03-02", "0.5")],
        [rate("USD", "2021-03-11", "0.5")],
        [rate("EUR", "2021-03-10", "2", "USD")],
    ],
)
def test_no_rate_is_a_fault(rates: list[dict[str, Any]]) -> None:
    loaded = converted("10 USD", rates)
    assert [(fault.code, fault.place.column) for fault in loaded.faults] == [("D151", "amount")]
    assert "inverse" in (loaded.faults[0].help or "")


def test_a_programme_without_rates_says_so() -> None:
    rows = {"Deal": [{"id": "d1", "closed_on": "2021-03-10"}], "Line": [{"deal": "d1", "number": 1, "amount": "1 USD"}]}
    loaded = load(facts_from(rows), model(PARTNER, DEAL, LINE))
    assert [fault.help for fault in loaded.faults] == [
        "the programme declares no record `ExchangeRate`; give the amount in EUR."
    ]


def test_rates_of_another_make_are_no_rates() -> None:
    other = record("ExchangeRate", {"currency": TEXT, "rate": NUMBER})
    rows = {
        "Deal": [{"id": "d1", "closed_on": "2021-03-10"}],
        "Line": [{"deal": "d1", "number": 1, "amount": "1 USD"}],
        "ExchangeRate": [{"currency": "USD", "rate": 1}],
    }
    loaded = load(facts_from(rows), model(PARTNER, DEAL, LINE, other))
    assert [fault.code for fault in loaded.faults] == ["D151"]


def test_a_fact_without_a_date_has_no_rate() -> None:
    everything = load(facts_from({"Everything": [{"id": "e", "money": "1", "money_currency": "USD"}]}), _everything())
    assert [fault.code for fault in everything.faults] == ["D150"]


def test_two_rates_of_one_day_are_a_fault_unless_they_agree() -> None:
    both = [rate("USD", "2021-03-10", "0.5"), rate("USD", "2021-03-10", "0.50")]
    assert line(converted("10 USD", both))["amount"] == 5
    loaded = converted("10 USD", [*both, rate("USD", "2021-03-10", "0.6")])
    assert "D152" in {fault.code for fault in loaded.faults}


def test_an_amount_may_grow_too_big() -> None:
    loaded = converted("9000000000000 USD", [rate("USD", "2021-03-10", "2")])
    assert [fault.code for fault in loaded.faults] == ["D121"]


def test_the_digest_goes_by_what_the_data_says() -> None:
    first = converted("10 USD", [rate("USD", "2021-03-10", "0.5")])
    second = converted("5", [rate("USD", "2021-03-10", "0.5")])
    assert first.facts is not None
    assert second.facts is not None
    assert first.facts.digest != second.facts.digest


def test_converted_facts_can_be_handed_over_again() -> None:
    first = converted("10 USD", [rate("USD", "2021-03-10", "0.5")])
    assert first.facts is not None
    again = load(facts_from({name: list(facts.values()) for name, facts in first.facts.by_record.items()}), CHANNEL)
    assert again.facts is not None
    assert again.facts.digest == first.facts.digest
    assert line(again).foreign == line(first).foreign


def _everything() -> Any:
    from facts_models import CHANNEL as WHOLE

    return WHOLE
