"""Everything that can be done with a text and facts, so that only what may be raised is raised."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import palier
from palier.embed import Programme, from_checked
from palier.meaning.check.programme import check_file, check_text
from palier.problems import Problem, spoken
from palier.report.explain_json import explain_json
from palier.report.progress_json import progress_json
from palier.report.progress_text import progress_text
from palier.report.result_json import result_json
from palier.report.result_table import result_table
from palier.result import Result
from palier.rewrite.fix import corrected
from palier.rewrite.format import formatted
from palier.speech import ENGLISH, FRENCH
from palier.syntax import source_from_text
from strategies.any_facts import facts_for

FILE = Path("/nowhere/rules.palier")
"""No file of anybody: its text is handed over."""

FAULTS = (palier.DataError, palier.UsageError)
DAYS = (None, date(2020, 2, 29), date(2021, 12, 31), date(2021, 1, 1))


def checked(text: str) -> Programme | None:
    """The programme of a text, if it is one without errors. Its problems are put into words, in each language."""
    found = check_text(text)
    for problem in (*found.problems, *spoken(found.problems, FRENCH)):
        assert problem.message
        assert problem.help is None or problem.help
        assert 0 <= problem.span.start <= problem.span.end <= len(problem.span.source.text)
        assert len(problem.message) < 2_000, problem.message
    if found.errors or found.rules is None:
        return None
    return from_checked([found])


def everything(text: str, random: Random) -> str:
    """Checks a text and, when it checks, tests its examples, runs it and explains every candidate. Says how far it got.

    Whatever it is, it is formatted and corrected; what checks is told as a guide, as progress and as statements.
    """
    programme = checked(text)
    if programme is None:
        _rewrite(text, random)
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
            if len(result.payouts) <= 300:  # three hundred years of quarters are told as one of them
                _tell(programme, rows, result, random)
    _rewrite(text, random)
    programme.guide(random.choice(("en", "fr")))
    return how_far


def _rewrite(text: str, random: Random) -> None:
    """`palier fmt` gives the same when it is run again, `palier check --fix` ends, and neither loses the meaning."""
    made = formatted(source_from_text("t", text)).text
    if made is not None:
        assert formatted(source_from_text("t", made)).text == made

    def check(texts: Mapping[Path, str]) -> Sequence[Problem]:
        return check_file(FILE, FILE.name, texts or {FILE: text}).problems

    found = corrected(check, (FILE.parent,), unsafe=random.random() < 0.5)
    assert bool(found.texts) == bool(found.count)
    for after in found.texts.values():
        assert after != text


def _tell(programme: Programme, rows: Mapping[str, Any], result: Result, random: Random) -> None:
    """Everything that is told beyond a run: statements, the table, where a partner stands."""
    language = random.choice((ENGLISH, FRENCH))
    result_table(result, 80, language)
    for payee in sorted(result.payees)[:2]:
        made = programme.statement(result, payee, language=language.code)
        assert made.text
        assert made.html
    for payee in [*sorted(result.payees)[:1], "k0"]:
        try:
            found = programme.progress(palier.facts_from(rows), payee, as_of=result.as_of)
        except FAULTS:
            continue
        except LookupError as error:
            assert type(error) is LookupError
            assert str(error)
            continue
        json.loads(progress_json(found))
        assert progress_text(found, language)


def run(programme: Programme, rows: Mapping[str, Any], random: Random) -> Result | None:
    """The result; None when the data is at fault."""
    as_of = random.choice(DAYS)
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
