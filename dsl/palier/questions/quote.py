"""Quote: what a deal that is not closed yet would earn, now and if it closed later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from palier.facts import Add, Changes, Data, Loaded, Withdraw, snake
from palier.facts.collecting import not_collecting
from palier.facts.fact import Fact
from palier.meaning.programme import Rules
from palier.problems import DataPlace, UsageError
from palier.questions.run import load, parameter_values, run_loaded
from palier.questions.whatif import latest
from palier.result import Difference, Explanation, Quote, Quoted, Result, Subject
from palier.run.execute import Progress, merged_model
from palier.run.identity import key_text


def quote(
    versions: Sequence[Rules],
    data: Data,
    deal: Sequence[Changes],
    closings: Sequence[date] = (),
    as_of: date | None = None,
    parameters: Mapping[str, Any] | None = None,
    *,
    progress: Progress | None = None,
) -> Quote:
    """What a deal would earn with the dates that it has, or if it closed on each of some days.

    `deal` holds the facts of the deal: those to add, and those of the data that belong to it, with the values that
    would be otherwise (none at all for one that stays as it is). A closing is the date of the facts that incentives and
    prices are for, or are dated by. All is as of the end of the closing, or of `as_of` where that is later: what the
    deal brings in between is in the quote too. A date that is missing is that of today: of `as_of`, or the last in the
    data. Raises DataError for a faulty deal or faulty data, UsageError for a deal that cannot be quoted.
    """
    if not deal:
        raise UsageError("there is no deal to quote: name its facts")
    if any(isinstance(one, Withdraw) for one in deal):
        raise UsageError("a deal is made of facts that are there: none can be withdrawn for it")
    values = parameter_values(versions, parameters or {})
    dated = _dated(versions)
    labelled = [attrs.evolve(one, place=one.place or DataPlace(f"deal {at}")) for at, one in enumerate(deal, 1)]
    with not_collecting():
        now = load(versions, data)
        quotes = []
        for closing in closings or (None,):
            changes = _closing(labelled, dated, closing) if closing is not None else _today(labelled, dated, now, as_of)
            then = load(versions, data.changed(changes))
            facts = _facts(then, labelled)
            day = _day(facts, then, closing, as_of)
            before = run_loaded(versions, now, day, values, progress=progress)
            after = run_loaded(versions, then, day, values, progress=progress)
            quotes.append(_quoted(versions, closing, facts, Difference(before, after)))
    last = quotes[-1].result
    return Quote(
        programme=last.programme,
        titles=last.titles,
        currency=last.currency,
        minor_digits=last.minor_digits,
        rules_sha256=last.rules_sha256,
        deal=tuple(_subject(fact) for fact in facts),
        quotes=tuple(quotes),
    )


def _dated(versions: Sequence[Rules]) -> dict[str, str]:
    """By record, in both spellings, the field that says when a deal closes.

    That is the date of what incentives, discounts and prices are for: their own, or of a fact that they are dated by.
    """
    model = merged_model(versions)
    subjects = [
        one.subject.record for rules in versions for one in (*rules.incentives.values(), *rules.discounts.values())
    ]
    found: dict[str, str] = {}
    for name in subjects:
        record = model.records[name]
        if record.dated is not None:
            *path, field = record.dated
            for step in path:
                target = record.by_name[step].target
                assert target is not None, "a path of dates goes by references"
                record = model.records[target]
            found[record.name] = found[snake(record.name)] = field
    return found


def _closing(deal: Sequence[Changes], dated: Mapping[str, str], day: date) -> list[Changes]:
    if not any(one.record in dated for one in deal):
        raise UsageError("no fact of the deal has a date on which it closes: quote it with the dates that it has")
    return [
        attrs.evolve(one, values={**one.values, dated[one.record]: day})
        if one.record in dated and not isinstance(one, Withdraw)
        else one
        for one in deal
    ]


def _today(deal: Sequence[Changes], dated: Mapping[str, str], now: Loaded, as_of: date | None) -> list[Changes]:
    """With today's date where a fact that is added has none."""
    found: list[Changes] = []
    for one in deal:
        if isinstance(one, Add) and one.record in dated and one.values.get(dated[one.record]) in (None, ""):
            one = attrs.evolve(one, values={**one.values, dated[one.record]: as_of or latest(now)})
        found.append(one)
    return found


def _facts(then: Loaded, deal: Sequence[Changes]) -> list[Fact]:
    """The facts of the deal: each knows the change that it comes from."""
    assert then.facts is not None
    places = {(one.place.file, one.place.row) for one in deal if one.place is not None}
    return [
        fact for by_key in then.facts.by_record.values() for fact in by_key.values() if (fact.file, fact.row) in places
    ]


def _day(facts: Sequence[Fact], then: Loaded, closing: date | None, as_of: date | None) -> date:
    if closing is not None:
        return closing if as_of is None else max(closing, as_of)
    days = [fact.seen_from for fact in facts if fact.seen_from is not None]
    return as_of or max(days, default=None) or latest(then)


def _subject(fact: Fact) -> Subject:
    return Subject(fact.record.name, key_text(fact.key))


def _quoted(versions: Sequence[Rules], closing: date | None, facts: Sequence[Fact], both: Difference) -> Quoted:
    after = both.after
    subjects = {_subject(fact): None for fact in facts}
    return Quoted(
        closing=closing,
        as_of=after.as_of,
        result=after,
        payouts=tuple(one for one in after.payouts if one.subject in subjects),
        prices=tuple(one for one in after.prices if one.subject in subjects),
        candidates=tuple(_candidates(versions, list(subjects), after)),
        elsewhere=tuple(one for one in both.payouts if one.either.subject not in subjects),
    )


def _candidates(versions: Sequence[Rules], subjects: Sequence[Subject], after: Result) -> list[Explanation]:
    """Each incentive for such facts, as declared; of periods or parts, each that pays, else the last."""
    about = {name: one.subject.record for rules in versions for name, one in rules.incentives.items()}
    found = []
    for subject in subjects:
        for name in sorted(after.incentives, key=lambda name: after.incentives[name].rank):
            if about[name] != subject.record:
                continue
            paid = [one for one in after.payouts if one.incentive == name and one.subject == subject]
            parts = [one.period if one.part is None else str(one.part) for one in paid] or [None]
            for part in dict.fromkeys(parts):
                try:
                    found.append(after.explainer(name, subject.key, part))
                except LookupError:
                    # No period or part of it has begun.
                    continue
    return found
