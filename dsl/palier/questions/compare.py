"""Compare: two programmes on the same deals, who gains, who loses, and by which rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from palier.facts import Data
from palier.facts.collecting import not_collecting
from palier.meaning.programme import Rules
from palier.problems import DataError, Fault, UsageError
from palier.problems.data import UNKNOWN_COLUMN, UNKNOWN_TABLE
from palier.questions.run import load, parameter_values, run_loaded
from palier.questions.whatif import latest
from palier.result import Cause, Comparison, DealPair, Difference, Pair, Payout, Result, Subject, TierSums
from palier.run.execute import Progress

MOST_DEALS: Final = 10
_UNUSED: Final = (UNKNOWN_TABLE, UNKNOWN_COLUMN)


def compare(
    old: Sequence[Rules],
    new: Sequence[Rules],
    data: Data,
    as_of: date | None = None,
    *,
    old_parameters: Mapping[str, Any] | None = None,
    new_parameters: Mapping[str, Any] | None = None,
    deals: int = MOST_DEALS,
    progress: Progress | None = None,
) -> Comparison:
    """Two programmes on the same data, as of one day: the one given, else the last in the data for either.

    `deals`: of how many deals that differ most the causes are told. Raises DataError with the faults of the data for
    either programme, UsageError where they pay in two currencies, for a wrong parameter, or where there is no day.
    """
    currencies = old[-1].model.currency, new[-1].model.currency
    if currencies[0] != currencies[1]:
        raise UsageError(
            f"the old programme pays in {currencies[0]} and the new one in {currencies[1]}, which cannot be compared"
        )
    values = [parameter_values(*one) for one in ((old, old_parameters or {}), (new, new_parameters or {}))]
    with not_collecting():
        first, second = _loaded(old, new, data)
        day = as_of or latest(first, second)
        before = run_loaded(old, first, day, values[0], progress=progress)
        after = run_loaded(new, second, day, values[1], progress=progress)
    difference = Difference(_noting(before, after), _noting(after, before))
    ladder, tiers = _tiers(old, new, difference)
    pairs = _deals(difference)
    told = tuple(
        DealPair(subject, payees, pair, _causes(old, before, subject), _causes(new, after, subject))
        for subject, payees, pair in pairs[:deals]
    )
    return Comparison(difference, ladder, tiers, told, len(pairs))


def _loaded(old: Sequence[Rules], new: Sequence[Rules], data: Data) -> list[Any]:
    """The facts for either programme. The faults of both are told at once, each once."""
    found = []
    faults: dict[Any, Fault] = {}
    for versions in (old, new):
        try:
            found.append(load(versions, data))
        except DataError as error:
            faults |= {fault.order(): fault for fault in error.faults}
    if faults:
        raise DataError([faults[key] for key in sorted(faults)])
    return found


def _noting(result: Result, other: Result) -> Result:
    """Without the remarks on what only the other programme reads."""
    import attrs

    elsewhere = {note.order() for note in other.notes}
    return attrs.evolve(
        result, notes=tuple(one for one in result.notes if one.kind not in _UNUSED or one.order() in elsewhere)
    )


def _tiers(
    old: Sequence[Rules], new: Sequence[Rules], difference: Difference
) -> tuple[str | None, tuple[TierSums, ...]]:
    for versions, result in ((new, difference.after), (old, difference.before)):
        held: dict[str, dict[str, str]] = {}
        for one in result.tiers:
            if one.member in result.payees and one.start <= result.as_of <= (one.until or result.as_of):
                held.setdefault(one.ladder, {})[one.member] = one.tier
        for ladder in versions[-1].model.tiers:
            if ladder in held:
                return ladder, _summed(held[ladder], versions[-1].model.tiers[ladder], difference)
    return None, ()


def _summed(held: Mapping[str, str], tiers: Sequence[str], difference: Difference) -> tuple[TierSums, ...]:
    """The highest tier first; the payees without one last."""
    currency = difference.after.currency
    paid = {one.payee: one.amounts for one in difference.by_payee if one.amounts.currency == currency}
    found = []
    for tier in (*reversed(tiers), None):
        members = [member for member in held if held[member] == tier]
        if tier is None:
            members = [payee for payee in paid if payee is not None and payee not in held]
        if members:
            pairs = [paid[member] for member in members if member in paid]
            before, after = (sum((getattr(one, side) for one in pairs), Decimal(0)) for side in ("before", "after"))
            found.append(TierSums(tier, len(members), Pair(before, after, currency)))
    return tuple(found)


def _deals(difference: Difference) -> list[tuple[Subject, tuple[str, ...], Pair]]:
    """The subjects for which something else is paid, those that differ most first."""
    currency = difference.after.currency
    sums: dict[Subject, list[Decimal]] = {}
    payees: dict[Subject, dict[str, dict[int, Decimal]]] = {}
    for at, result in enumerate((difference.before, difference.after)):
        for one in result.payouts:
            if one.unit is None:
                sums.setdefault(one.subject, [Decimal(0), Decimal(0)])[at] += one.amount.amount
                both = payees.setdefault(one.subject, {}).setdefault(one.payee, {})
                both[at] = both.get(at, Decimal(0)) + one.amount.amount
    found = [
        (subject, tuple(sorted(payees[subject])), Pair(before, after, currency))
        for subject, (before, after) in sums.items()
        if any(both.get(0, 0) != both.get(1, 0) for both in payees[subject].values())
    ]
    found.sort(key=lambda one: (-abs(one[2].difference), one[0].record, one[0].key))
    return found


def _causes(versions: Sequence[Rules], result: Result, subject: Subject) -> tuple[Cause, ...]:
    """What each incentive of a programme for such subjects does for this one."""
    paid: dict[str, list[Payout]] = {}
    for one in result.payouts:
        if one.subject == subject:
            paid.setdefault(one.incentive, []).append(one)
    found = []
    for name in sorted(result.incentives, key=lambda name: result.incentives[name].rank):
        written = [rules.incentives[name] for rules in versions if name in rules.incentives]
        if written[-1].subject.record != subject.record:
            continue
        payouts = paid.get(name, [])
        titles = result.incentives[name].titles
        if payouts:
            named = [rules for rules in versions if rules.version == payouts[-1].version and name in rules.incentives]
            span = (named or [versions[-1]])[-1].incentives[name].span if named else written[-1].span
            amount = sum((one.amount.amount for one in payouts), Decimal(0))
            found.append(Cause(name, titles, span, len(payouts), amount, payouts[0].amount.currency, None))
            continue
        try:
            why = result.explainer(name, subject.key, None)
        except LookupError:
            # This programme has no such subject, or no period of it: nothing to tell.
            continue
        found.append(Cause(name, titles, why.span, 0, Decimal(0), why.currency, why))
    return tuple(found)
