"""Statements hold every payout of a partner once, and their sums are those of the run, period by period."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from hypothesis import given
from running import day_of, outcome, programme_of

from palier.report.period import Period
from palier.report.statement import statement_of
from palier.result import Result
from strategies import Drawn, drawn_programmes


@given(drawn_programmes())
def test_the_sums_of_a_statement_are_those_of_the_run_period_by_period(drawn: Drawn) -> None:
    programme = programme_of(drawn.text)
    result = outcome(programme, drawn.rows, day_of(drawn))
    if not isinstance(result, Result):
        return
    days = sorted({one.earned_on for one in result.payouts})
    middle = days[len(days) // 2] if days else date(2021, 1, 1)
    halves = (Period(None, middle), Period(date.fromordinal(middle.toordinal() + 1), None))
    told: list[str] = []
    for payee in result.payees:
        whole = statement_of(payee, result)
        told += [one.payout.id for one in whole.entries]
        expected: dict[str, Decimal] = defaultdict(Decimal)
        for payout in result.payouts:
            if payout.payee == payee:
                expected[payout.incentive] += payout.amount.amount
        assert {one.incentive: one.amount.amount for one in whole.totals} == {
            one: amount
            for one, amount in expected.items()
            if any(entry.payout.incentive == one for entry in whole.entries)
        }
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for half in halves:
            for total in statement_of(payee, result, half).totals:
                sums[total.incentive] += total.amount.amount
        assert {name: sum_ for name, sum_ in sums.items() if sum_} == {
            name: sum_ for name, sum_ in expected.items() if sum_
        }
        refused = {(one.incentive, one.subject, one.period, one.part) for one in whole.refused}
        paid = {(one.payout.incentive, one.payout.subject, one.payout.period, one.payout.part) for one in whole.entries}
        assert not refused & paid
    assert sorted(told) == sorted(one.id for one in result.payouts if one.amount.amount)


@given(drawn_programmes())
def test_every_statement_comes_out_in_every_language(drawn: Drawn) -> None:
    programme = programme_of(drawn.text)
    result = outcome(programme, drawn.rows, day_of(drawn))
    if not isinstance(result, Result):
        return
    for payee in result.payees:
        for language in ("en", "fr"):
            made = programme.statement(result, payee, language=language)
            entries = statement_of(payee, result).entries
            assert sum(line.startswith("### ") for line in made.markdown.splitlines()) == len(entries)
            assert made.html.endswith("</html>\n")


@given(drawn_programmes())
def test_every_drawn_programme_has_a_guide(drawn: Drawn) -> None:
    programme = programme_of(drawn.text)
    for language in ("en", "fr"):
        made = programme.guide(language)
        assert made.markdown == programme.guide(language).markdown
        assert made.text
        assert made.html
