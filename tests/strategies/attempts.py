"""Everything that can be done with a text and facts, so that only what may be raised is raised."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

import palier
from palier.embed import Programme, from_checked
from palier.meaning.check.programme import check_text
from palier.report.explain_json import explain_json
from palier.report.result_json import result_json
from palier.result import Result
from strategies.any_facts import facts_for


def checked(text: str) -> Programme | None:
    """The programme of a text, if it is one without errors. Its problems are put into words."""
    found = check_text(text)
    for problem in found.problems:
        assert problem.message
        assert problem.help is None or problem.help
        assert 0 <= problem.span.start <= problem.span.end <= len(problem.span.source.text)
        assert len(problem.message) < 2_000, problem.message
    if found.errors or found.rules is None:
        return None
    return from_checked([found])


def everything(text: str, random: Random) -> str:
    """Checks a text and, when it checks, tests its examples, runs it and explains every candidate. Says how far it got."""
    programme = checked(text)
    if programme is None:
        return "refused"
    report = programme.test(coverage=True)
    for one in report.results:
        for failure in one.failures:
            assert failure.message
    how_far = "no facts"
    for wrong in (False, True):
        rows = facts_for(programme.model, random, wrong=wrong)
        result = run(programme, rows, random)
        if result is not None:
            how_far = "ran"
            explain_all(result)
    return how_far


def run(programme: Programme, rows: Mapping[str, Any], random: Random) -> Result | None:
    """The result; None when the data is at fault."""
    as_of = random.choice((None, date(2020, 2, 29), date(2021, 12, 31), date(2021, 1, 1)))
    try:
        result = programme.run(palier.facts_from(rows), as_of=as_of, set_aside=random.random() < 0.3)
    except palier.DataError as error:
        for fault in error.faults:
            assert fault.code.startswith("D")
            assert fault.message
        return None
    except palier.UsageError:
        return None
    json.loads("".join(result_json(result)))
    return result


def explain_all(result: Result) -> None:
    """Explains every payout, every fact under every incentive, and every payee's statement."""
    for payout in result.payouts:
        explained = result.explain(payout.id)
        assert explained.subject == payout.subject
    for name in result.incentives:
        for number in range(5):
            try:
                json.loads(explain_json(result.explain(f"{name}:k{number}"), result))
            except LookupError as error:
                assert str(error)
    for number in range(4):
        result.statement(f"k{number}")
