"""Runs: rules on data with parameters, as of a day. What every question begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from palier.facts import Data, Loaded
from palier.facts import load as load_facts
from palier.facts.collecting import not_collecting
from palier.facts.fact import Facts
from palier.meaning.calendar import EARLIEST, LATEST
from palier.meaning.check.programme import parameter_value
from palier.meaning.model import Model
from palier.meaning.programme import Rules
from palier.problems import DataError, UsageError
from palier.result import Result
from palier.run.conditions import conditions
from palier.run.execute import Progress, execute, merged_model
from palier.run.outcome import result


def run(
    versions: Sequence[Rules],
    data: Data,
    as_of: date | None = None,
    parameters: Mapping[str, Any] | None = None,
    *,
    progress: Progress | None = None,
) -> Result:
    """Runs versions of a programme, in the order of their time, on data, with the changes that it carries.

    `parameters` by name, as texts the way rules write them. Without a day, as of the last dated fact. Raises DataError
    with all faults, UsageError for a wrong parameter or where there is no day.
    """
    values = parameter_values(versions, parameters or {})
    with not_collecting():
        return run_loaded(versions, load(versions, data), as_of, values, progress=progress)


def load(versions: Sequence[Rules], data: Data, *, model: Model | None = None, set_aside: bool = False) -> Loaded:
    """The facts that the versions want, checked; `model` is theirs, where it is known. Raises DataError."""
    model = model or merged_model(versions)
    loaded = load_facts(data, model, conditions(versions, model), set_aside=set_aside)
    if loaded.facts is None:
        raise DataError(loaded.faults)
    return loaded


def run_loaded(
    versions: Sequence[Rules],
    loaded: Loaded,
    as_of: date | None,
    values: Mapping[str, Any],
    *,
    progress: Progress | None = None,
) -> Result:
    """Runs versions on facts that are loaded; `values` are those of `parameter_values`."""
    assert loaded.facts is not None
    outcome = execute(tuple(versions), loaded.facts, day_of(as_of, loaded.facts), values, progress=progress)
    return result(outcome, loaded, as_of_given=as_of is not None)


def day_of(as_of: date | None, facts: Facts) -> date:
    """The day a question is asked by: the one given, else that of the last dated fact. Raises UsageError for none."""
    if as_of is not None and (type(as_of) is not date or not EARLIEST <= as_of <= LATEST):
        raise UsageError(f"{as_of} is no day from {EARLIEST.isoformat()} to {LATEST.isoformat()} to run by")
    day = as_of or facts.last_date
    if day is None:
        raise UsageError("no fact is dated, so there is no last date to run by: name a date with --as-of")
    return day


def parameter_values(versions: Sequence[Rules], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of parameters from their texts. Raises UsageError for one that is not there or does not fit."""
    values = {}
    for name, text in given.items():
        declared = next((one.parameters[name] for one in reversed(versions) if name in one.parameters), None)
        if declared is None:
            known = sorted({name for one in versions for name in one.parameters})
            raise UsageError(f"no parameter is called `{name}`" + (f"; there are {', '.join(known)}" if known else ""))
        try:
            values[name] = parameter_value(versions[-1], declared, str(text))
        except ValueError as error:
            raise UsageError(str(error)) from None
    return values
