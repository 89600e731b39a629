"""What the tests of runs share: a programme checked, and run on what was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import palier
from palier.embed import Programme, from_checked
from palier.meaning.check.programme import check_text
from palier.problems import Severity
from palier.result import Explanation, Result
from strategies import Drawn

FAULTS = (palier.DataError, palier.UsageError)


def programme_of(text: str) -> Programme:
    """The programme of a text that must check."""
    checked = check_text(text)
    errors = [problem for problem in checked.problems if problem.severity is Severity.ERROR]
    assert not errors, [f"{one.code} {one.message} ({one.span.text})" for one in errors]
    return from_checked([checked])


def day_of(drawn: Drawn) -> date:
    """The day of the run, where no fact may be dated."""
    return drawn.as_of or date(2021, 12, 31)


def outcome(rules: str | Programme, rows: Any, as_of: date, **more: Any) -> Result | str:
    """The result, or how the data is at fault, in words."""
    programme = programme_of(rules) if isinstance(rules, str) else rules
    try:
        return programme.run(palier.facts_from(rows), as_of=as_of, **more)
    except palier.DataError as error:
        assert all(fault.code.startswith("D") for fault in error.faults)
        return "\n".join(f"{fault.place} {fault.code} {fault.message}" for fault in error.faults)


def told(result: Result | str) -> str:
    """Everything a run says, as one text."""
    from palier.report.result_json import result_json

    return result if isinstance(result, str) else "".join(result_json(result))


def explanations(result: Result, programme: Programme, rows: Any) -> Iterator[Explanation]:
    """The explanation of every fact that an incentive is about."""
    facts = programme.versions[-1]
    for name in result.incentives:
        record = facts.incentives[name].subject.record
        for number, row in enumerate(rows.get(record, []), 1):
            key = key_of(facts.model.records[record].key, row, record, number)
            try:
                yield result.explain(f"{name}:{key}")
            except LookupError as error:
                # A period or part that there is none of: said in a sentence.
                assert "there is no" in str(error) or "has no period" in str(error), error


def key_of(names: tuple[str, ...], row: dict[str, Any], record: str, number: int) -> str:
    """The key of a row as identities write it."""
    if not names:
        return f"{record.lower()}#{number}"
    return ",".join(f"{row[name]}" for name in names).replace("%", "%25").replace(":", "%3A")
