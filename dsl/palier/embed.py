"""Programmes to embed: loaded once, shared by threads, run on facts as often as wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any

import attrs

from palier.facts import Data
from palier.meaning import programme as meant
from palier.meaning.calendar import EARLIEST, LATEST
from palier.meaning.check.programme import Checked, check_file
from palier.meaning.model import Model
from palier.problems import DataError, Problem, RuleError, Severity
from palier.result import Result
from palier.result.testing import ExampleResult, TestReport


class UsageError(ValueError):
    """A wrong call: a parameter that is not there, a value that does not fit, no date to run by."""


def load(*paths: str | PathLike[str]) -> Programme:
    """A programme from its rule files: one, or one for each version.

    Raises RuleError, with every finding, when one does not check or when they do not go together, and OSError when a
    file cannot be read.
    """
    if not paths:
        raise UsageError("name at least one rule file")
    checked = [check_file(Path(path), str(path)) for path in paths]
    return from_checked(checked)


def from_checked(checked: Sequence[Checked]) -> Programme:
    """A programme from files that were checked already."""
    from palier.run.versions import disagreements, in_order

    found = [problem for one in checked for problem in one.problems]
    if any(one.errors for one in checked):
        raise RuleError(tuple(sorted(found, key=Problem.order)))
    versions = [one.required() for one in checked]
    across = disagreements(versions) if len(versions) > 1 else ()
    found = sorted([*found, *across], key=Problem.order)
    if any(problem.severity is Severity.ERROR for problem in across):
        raise RuleError(found)
    return Programme(in_order(versions), tuple(found))


@attrs.frozen(eq=False, slots=False)
class Programme:
    """The versions of a programme, checked. Immutable; many threads may run it at once.

    `problems` holds the warnings of the check.
    """

    versions: tuple[meant.Rules, ...]
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        """The name of the programme."""
        return self.versions[-1].name

    @cached_property
    def model(self) -> Model:
        """The data that the programme wants."""
        from palier.run.execute import merged_model

        return merged_model(self.versions)

    def run(
        self,
        data: Data,
        as_of: date | None = None,
        parameters: Mapping[str, Any] | None = None,
        *,
        set_aside: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> Result:
        """Runs the programme on data (`palier.read`, `palier.facts_from`), as of the end of a day.

        Without a day, that of the last dated fact. `parameters` overrides parameters by name: values as the rules write
        them, as text (`"4 M EUR"`). Raises DataError with all faults, UsageError for a wrong parameter or when there is
        no day to run by.
        """
        from palier.facts import load as load_facts
        from palier.facts.collecting import not_collecting
        from palier.run.conditions import conditions
        from palier.run.execute import execute
        from palier.run.outcome import result

        if as_of is not None and (type(as_of) is not date or not EARLIEST <= as_of <= LATEST):
            raise UsageError(f"{as_of} is no day from {EARLIEST.isoformat()} to {LATEST.isoformat()} to run by")
        values = self._parameters(parameters or {})
        with not_collecting():
            loaded = load_facts(data, self.model, conditions(self.versions, self.model), set_aside=set_aside)
            if loaded.facts is None:
                raise DataError(loaded.faults)
            day = as_of or loaded.facts.last_date
            if day is None:
                raise UsageError("no fact is dated, so there is no last date to run by: name a date with --as-of")
            outcome = execute(self.versions, loaded.facts, day, values, progress=progress)
            return result(outcome, loaded, as_of_given=as_of is not None)

    def test(self, coverage: bool = False) -> TestReport:
        """Runs the examples of the rule files; with `coverage`, also tells what they leave out."""
        from palier.run.coverage import uncovered
        from palier.run.testing import run_example

        results: list[ExampleResult] = []
        missing: list[Any] = []
        for rules in self.versions:
            source = rules.span.source
            tested = [run_example(rules, one, self._other(source.path)) for one in rules.examples]
            results.extend(one.result for one in tested)
            if coverage:
                missing.extend(uncovered(rules, [one.outcome for one in tested if one.outcome is not None]))
        files = tuple(rules.span.source.name for rules in self.versions)
        return TestReport(files, tuple(results), tuple(missing) if coverage else None)

    def _other(self, path: Path | None) -> Callable[[str], meant.Rules | str]:
        def other(name: str) -> meant.Rules | str:
            if path is None:
                return f"there is no `{name}` beside rules that are no file"
            beside = (path.parent / name).resolve()
            if not beside.is_relative_to(path.parent.resolve()):
                return f"`{name}` lies outside the folder of this file"
            try:
                checked = check_file(beside, name)
            except OSError:
                return f"there is no rule file `{name}` beside this one"
            if checked.rules is None:
                return f"`{name}` does not check: run `palier check {name}`"
            return checked.rules

        return other

    def _parameters(self, given: Mapping[str, Any]) -> dict[str, Any]:
        from palier.meaning.check.programme import parameter_value

        values = {}
        for name, text in given.items():
            declared = next((one.parameters[name] for one in reversed(self.versions) if name in one.parameters), None)
            if declared is None:
                known = sorted({name for one in self.versions for name in one.parameters})
                raise UsageError(
                    f"no parameter is called `{name}`" + (f"; there are {', '.join(known)}" if known else "")
                )
            try:
                values[name] = parameter_value(self.versions[-1], declared, str(text))
            except ValueError as error:
                raise UsageError(str(error)) from None
        return values
