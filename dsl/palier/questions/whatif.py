"""What if: the same programme and data with something otherwise, beside the run as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from palier.facts import Changes, Data, Loaded
from palier.facts.collecting import not_collecting
from palier.meaning.programme import Rules
from palier.problems import UsageError
from palier.questions.run import load, parameter_values, run_loaded
from palier.result import Difference
from palier.run.execute import Progress


def whatif(
    versions: Sequence[Rules],
    data: Data,
    changes: Sequence[Changes] = (),
    parameters: Mapping[str, Any] | None = None,
    as_of: date | None = None,
    *,
    progress: Progress | None = None,
) -> Difference:
    """What changes of facts and other values of parameters would do to what is paid.

    Both runs are as of one day: the one given, else the last in the data, changed or not. Raises DataError where the
    data, or the changed data, is faulty, UsageError for a wrong parameter or where there is no day.
    """
    values = parameter_values(versions, parameters or {})
    with not_collecting():
        now = load(versions, data)
        then = load(versions, data.changed(changes)) if changes else now
        day = as_of or latest(now, then)
        before = run_loaded(versions, now, day, {}, progress=progress)
        if not changes and not values:
            return Difference(before, before)
        return Difference(before, run_loaded(versions, then, day, values, progress=progress))


def latest(*loaded: Loaded) -> date:
    """The last day on which a fact is dated. Raises UsageError where none is."""
    days = [one.facts.last_date for one in loaded if one.facts is not None and one.facts.last_date is not None]
    if not days:
        raise UsageError("no fact is dated, so there is no last date to run by: name a date with --as-of")
    return max(days)
