"""Programmes to embed: loaded once, shared by threads, run on facts as often as wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any

import attrs

from palier.facts import Changes, Data, Loaded
from palier.meaning import programme as meant
from palier.meaning.check.programme import Checked, check_file
from palier.meaning.model import Model
from palier.problems import DataError, Problem, RuleError, Severity, UsageError
from palier.report.blocks import Document
from palier.report.period import Period
from palier.result import Comparison, Difference, Explanation, Payout, PriceExplanation, Quote, Result, Sweep
from palier.result.progress import Progress
from palier.result.testing import TestReport, joined
from palier.speech import LANGUAGES, Language, language_of


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


def compare(
    old: Programme,
    new: Programme,
    data: Data,
    as_of: date | None = None,
    *,
    deals: int = 10,
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Two programmes on the same data: who gains, who loses, and by which rules for so many `deals` that differ most.

    Both runs are as of one day: the one given, else the last in the data. Raises DataError with the faults of the data
    for either, UsageError where they pay in two currencies or there is no day.
    """
    from palier.questions.compare import compare as compare_versions

    return compare_versions(old.versions, new.versions, data, as_of, deals=deals, progress=progress)


def _told(ran: Result, paid: Sequence[Payout]) -> Result:
    """A result that can put itself into sentences and tables, beside what was paid already."""
    from palier.report.arrow import to_arrow
    from palier.run.adjust import with_paid

    if paid:
        known = {one.incentive for one in ran.payouts} | set(ran.incentives)
        missing = sorted({one.incentive for one in paid} - known)
        if missing:
            names = ", ".join(f"`{name}`" for name in missing)
            raise UsageError(f"what was paid names incentives that the programme does not have: {names}")
        ran = attrs.evolve(ran, payouts=with_paid(paid, ran.payouts, ran.as_of))

    def tell(explanation: Explanation) -> str:
        from palier.report.explain_text import explain_text

        return explain_text(explanation, ran)

    def tell_price(explanation: PriceExplanation) -> str:
        from palier.report.price_text import price_text

        return price_text(explanation, ran)

    explainer, statements, posted, priced = ran.explainer, ran.statements, ran.posted, ran.priced
    assert posted is not None
    assert priced is not None

    def posted_and_told(payout: str) -> Explanation | None:
        found = posted(payout)
        return None if found is None else attrs.evolve(found, teller=tell)

    return attrs.evolve(
        ran,
        posted=posted_and_told,
        priced=lambda stack, key: attrs.evolve(priced(stack, key), teller=tell_price),
        explainer=lambda incentive, key, part: attrs.evolve(explainer(incentive, key, part), teller=tell),
        statements=lambda payee: [attrs.evolve(one, teller=tell) for one in statements(payee)],
        tables=to_arrow,
    )


def _language(code: str) -> Language:
    found = language_of(code)
    if found is None:
        raise UsageError(f"there is no language `{code}`; there are {', '.join(LANGUAGES)}")
    return found


@attrs.frozen
class Readable:
    """A document for readers, and the language that it is in."""

    document: Document
    language: Language

    @property
    def text(self) -> str:
        """For a terminal."""
        from palier.report.blocks_text import blocks_text

        return blocks_text(self.document)

    @property
    def markdown(self) -> str:
        """As Markdown."""
        from palier.report.blocks_markdown import blocks_markdown

        return blocks_markdown(self.document)

    @property
    def html(self) -> str:
        """As a page: one file with nothing to fetch, fit for a phone and for printing."""
        from palier.report.blocks_html import blocks_html

        return blocks_html(self.document, self.language)


class Session:
    """Facts that grow one by one, and what each brings.

    `result` is that of all facts so far. Not for several threads at once.
    """

    def __init__(
        self, programme: Programme, data: Data, as_of: date | None, parameters: Mapping[str, Any] | None
    ) -> None:
        from palier.run.conditions import conditions

        self._programme = programme
        self._data = data
        self._as_of = as_of
        self._values = programme._parameters(parameters or {})
        self._conditions = conditions(programme.versions, programme.model)
        self._added: list[tuple[str, Mapping[str, Any]]] = []
        self._loaded = programme._load(data)
        self.result = _told(programme._execute(self._loaded, as_of, self._values), ())

    def add(self, record: str, values: Mapping[str, Any]) -> tuple[Payout, ...]:
        """Takes one more fact, and gives the payouts that it brings.

        A fact of an earlier day may change what was paid: then that payout stands, and an adjustment that names it is
        among those given. Raises DataError, and keeps everything as it was, when the fact cannot be taken.
        """
        from palier.run.adjust import adjustments

        before = self.result
        self._take(record, values)
        try:
            self.result = _told(self._programme._execute(self._loaded, self._as_of, self._values), ())
        except DataError:
            # The fact is in already: everything is laid anew without it.
            self._loaded = self._programme._load(self._data)
            for one, row in self._added:
                self._take(one, row)
            raise
        self._added.append((record, dict(values)))
        known = {one.id for one in before.payouts}
        new = [one for one in self.result.payouts if one.id not in known]
        return (*new, *adjustments(before.payouts, self.result.payouts, self.result.as_of))

    def _take(self, record: str, values: Mapping[str, Any]) -> None:
        from palier.facts import add

        facts = self._loaded.facts
        assert facts is not None
        add(facts, self._programme.model, record, values, self._conditions.get(record, ()))


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
        paid: Sequence[Payout] = (),
        progress: Callable[[int, int], None] | None = None,
    ) -> Result:
        """Runs the programme on data (`palier.read`, `palier.facts_from`), as of the end of a day.

        Without a day, that of the last dated fact. `parameters` overrides parameters by name: values as the rules write
        them, as text (`"4 M EUR"`). `paid` holds the payouts of an earlier run: they stand, and what comes out
        otherwise now becomes one adjustment each, dated on the day. Raises DataError with all faults, UsageError for a
        wrong parameter or when there is no day to run by.
        """
        from palier.facts.collecting import not_collecting

        values = self._parameters(parameters or {})
        with not_collecting():
            return _told(self._execute(self._load(data, set_aside=set_aside), as_of, values, progress), paid)

    def _load(self, data: Data, *, set_aside: bool = False) -> Loaded:
        from palier.questions.run import load as load_facts

        return load_facts(self.versions, data, model=self.model, set_aside=set_aside)

    def _execute(
        self,
        loaded: Loaded,
        as_of: date | None,
        values: Mapping[str, Any],
        progress: Callable[[int, int], None] | None = None,
    ) -> Result:
        from palier.questions.run import run_loaded

        return run_loaded(self.versions, loaded, as_of, values, progress=progress)

    def progress(
        self,
        data: Data,
        partner: str,
        as_of: date | None = None,
        parameters: Mapping[str, Any] | None = None,
    ) -> Progress:
        """Where a partner, by its key, stands at the end of a day: tiers, what is under way, limits, claims, and what
        is missing to earn more.

        What lies ahead is judged by what is known on the day, if nothing else happens. Each proposal is confirmed by a
        run with its changes. Raises DataError with all faults, UsageError for a wrong parameter or where there is no
        day, LookupError where there is no such partner.
        """
        from palier.questions.progress import progress

        return progress(self.versions, data, partner, as_of, parameters)

    def whatif(
        self,
        data: Data,
        changes: Sequence[Changes] = (),
        parameters: Mapping[str, Any] | None = None,
        as_of: date | None = None,
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> Difference:
        """What changes of facts (`palier.Add`, `Change`, `Withdraw`) and other parameters would do to what is paid.

        Both runs are as of one day: the one given, else the last in the data, changed or not. Raises DataError,
        UsageError as `run` does.
        """
        from palier.questions.whatif import whatif

        found = whatif(self.versions, data, changes, parameters, as_of, progress=progress)
        return Difference(_told(found.before, ()), _told(found.after, ()))

    def sweep(
        self,
        data: Data,
        parameter: str,
        *,
        steps: int | None = None,
        by: str | None = None,
        low: str | None = None,
        high: str | None = None,
        jumps: bool = False,
        changes: Sequence[Changes] = (),
        parameters: Mapping[str, Any] | None = None,
        as_of: date | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Sweep:
        """What the programme costs along the values of a parameter, by default those of its range.

        In so many equal `steps` (10), or one each `by`; from `low` to `high`: texts as rules write values. With
        `jumps`, the exact values between two points at which the cost jumps. Raises DataError, UsageError as `run`
        does.
        """
        from palier.questions.sweep import sweep

        return sweep(
            self.versions,
            data,
            parameter,
            steps=steps,
            by=by,
            low=low,
            high=high,
            jumps=jumps,
            changes=changes,
            parameters=parameters,
            as_of=as_of,
            progress=progress,
        )

    def quote(
        self,
        data: Data,
        deal: Sequence[Changes],
        closings: Sequence[date] = (),
        as_of: date | None = None,
        parameters: Mapping[str, Any] | None = None,
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> Quote:
        """What a deal that is not closed yet would earn, with its dates as they are or if it closed on other days.

        `deal` holds its facts: `palier.Add` for those that are new, `palier.Change` for those in the data, with the
        values that would be otherwise, if any. What it earns is as of the end of the closing, or of `as_of` where that
        is later. Raises DataError, UsageError as `run` does.
        """
        from palier.questions.quote import quote

        return quote(self.versions, data, deal, closings, as_of, parameters, progress=progress)

    def session(self, data: Data, as_of: date | None = None, parameters: Mapping[str, Any] | None = None) -> Session:
        """A session on data: it takes one more fact at a time, and tells the payouts that each brings."""
        return Session(self, data, as_of, parameters)

    def test(self, coverage: bool = False) -> TestReport:
        """Runs the examples of the rule files; with `coverage`, also tells what they exercise or leave out."""
        from palier.run.coverage import parts
        from palier.run.testing import run_example
        from palier.run.watch import Watch

        reports = []
        for rules in self.versions:
            source = rules.span.source
            watch = Watch() if coverage else None
            tested = [run_example(rules, one, self._other(source.path), watch) for one in rules.examples]
            outcomes = [one.outcome for one in tested if one.outcome is not None]
            exercised = None if watch is None else tuple(parts(rules, outcomes, watch))
            reports.append(TestReport((source.name,), tuple(one.result for one in tested), exercised))
        return joined(reports)

    def guide(self, language: str = "en") -> Readable:
        """The programme as a document for its partners, in `en` or `fr`: `.markdown`, `.html`, `.text`.

        It is made from the rule files alone; its examples are theirs, with the figures that the run gives. Raises
        UsageError for a language that there is not.
        """
        from palier.report.guide import guide
        from palier.run.illustrate import illustrations

        spoken = _language(language)
        shown = [illustrations(rules, self._other(rules.span.source.path)) for rules in self.versions]
        return Readable(guide(self.versions, shown, spoken), spoken)

    def statement(
        self,
        result: Result,
        payee: str,
        period: str | None = None,
        *,
        start: date | None = None,
        end: date | None = None,
        language: str = "en",
    ) -> Readable:
        """What a payee was paid by a result of this programme, and why; what was refused, and why: `.text`, `.html`.

        `period` names one (`2021`, `2021-Q3`, `2021-07`, `fiscal 2018-Q3`); `start` and `end`, both included, give any;
        by default all that was earned so far. Raises LookupError when the result knows no such payee, UsageError for a
        period or a language that there is not.
        """
        from palier.report.statement import statement_of
        from palier.report.statement_told import statement_told

        spoken = _language(language)
        if payee not in result.payees:
            raise LookupError(f"there is no partner `{payee}`")
        found = statement_of(payee, result, self.period(period, start, end))
        return Readable(statement_told(found, result, self.versions, spoken), spoken)

    def period(self, name: str | None = None, start: date | None = None, end: date | None = None) -> Period:
        """A period by its name, or by its first and last day; without any, all time. Raises UsageError."""
        from palier.report.period import period_named

        if name is None:
            return Period(start, end)
        if start is not None or end is not None:
            raise UsageError("a period is named, or has a first and a last day, and not both")
        return period_named(name, self.versions[-1].fiscal_month)

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
        from palier.questions.run import parameter_values

        return parameter_values(self.versions, given)
