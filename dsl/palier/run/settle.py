"""From gross amounts to what is paid: true-ups, minimums, caps, and the payouts that come of it, in order."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from decimal import Decimal
from heapq import heappop, heappush
from typing import Any, TypeAlias

from palier.facts.fact import Fact
from palier.meaning import calendar, core
from palier.meaning.calendar import DAY
from palier.meaning.types import ReferenceTo
from palier.meaning.walk import walk
from palier.result import Balance
from palier.run.broken import Broken
from palier.run.candidates import Candidate, Faults, Source
from palier.run.caps import Ledger
from palier.run.exact import ZERO, rounded
from palier.run.identity import escaped, key_text
from palier.run.subjects import Stretch, periods_in_force
from palier.run.true_ups import trued_up

Periods: TypeAlias = dict[tuple[date, date], list[Candidate]]
"""The candidates of each period, by its last and its first day: versions may settle in periods of other lengths."""


class Settled:
    """What an incentive came to: candidates in order, each with its postings, and the balances that are left."""

    def __init__(self) -> None:
        self.candidates: list[Candidate] = []
        self.balances: list[Balance] = []
        self.ledger = Ledger()


def settle(sources: tuple[Source, ...], candidates: list[Candidate], as_of: date, faults: Faults) -> Settled:
    """Trues up, settles minimums, caps and posts, in this order: an incentive in all versions, whatever its names."""
    result = Settled()
    if any(one.incentive.settlement.trued_up is not None for one in sources):
        # To the end before anything else: a cap changes what a candidate comes to.
        candidates = list(trued_up(candidates))
    if any(one.incentive.settlement.minimum is not None for one in sources):
        candidates = _with_minimum(sources, candidates, as_of, result.balances)
    for source in sources:
        if source.returns is not None:
            source.returns.find(as_of, faults)
    ledger = result.ledger
    returns: list[tuple[date, int, Decimal, list[tuple[Hashable, bool]]]] = []
    for number, candidate in enumerate(candidates):
        name = candidate.source.incentive.name
        while returns and returns[0][0] < candidate.earned:
            _, _, amount, entries = heappop(returns)
            ledger.give_back(entries, amount)
        try:
            if candidate.source.caps:
                candidate.amount, candidate.caps = ledger.pay(
                    candidate.source.caps, candidate.frame, candidate.earned, candidate.amount, name, candidate.fact
                )
            suffix = suffix_of(candidate)
            if suffix or candidate.source.incentive.settlement.posts:
                postings, to_come, taken = candidate.source.postings.of(candidate, as_of, suffix)
                candidate.postings = tuple(postings)
                if to_come:
                    result.balances.append(Balance(name, key_text(candidate.fact.key), "to come", to_come))
                for one in taken:
                    if one.giving_back and candidate.source.caps:
                        heappush(returns, (one.day, number, one.amount, ledger.last))
        except Broken as broken:
            faults.add(broken, candidate.fact)
    for day, _, amount, entries in returns:
        if day <= as_of:
            ledger.give_back(entries, amount)
    result.candidates = candidates
    return result


def suffix_of(candidate: Candidate) -> str:
    """What follows the period in the identity of what is settled for several paths: the first of them is the key."""
    beside = candidate.source.minimum_beside(candidate.frame)
    return "".join(f":{escaped(key_text(getattr(part, 'key', part)))}" for part in beside)


def _with_minimum(
    sources: tuple[Source, ...], candidates: list[Candidate], as_of: date, balances: list[Balance]
) -> list[Candidate]:
    """One candidate for each scope and period, paid by what its minimum says of the sum; those of a version that has no
    minimum as they are."""
    groups: dict[tuple[Any, ...], Periods] = {}
    found: list[Candidate] = []
    for candidate in candidates:
        minimum = candidate.source.incentive.settlement.minimum
        if minimum is None:
            found.append(candidate)
            continue
        scope = tuple(candidate.source.minimum_scope(candidate.frame))
        groups.setdefault(scope, {}).setdefault(_last_and_first(candidate), []).append(candidate)
    for source in sources:
        for fact, empty in _guaranteed(source, as_of):
            groups.setdefault((fact,), {}).setdefault(_last_and_first(empty), [empty])
    for scope, periods in groups.items():
        name = periods[max(periods)][-1].source.incentive.name
        key = ",".join(key_text(getattr(part, "key", part)) for part in scope)
        for word, kept in _settle_scope(found, scope, periods, as_of).items():
            if kept:
                balances.append(Balance(name, key, word, kept))
    found.sort(key=lambda one: (one.earned, one.fact.order[-1], one.part))
    return found


def _last_and_first(candidate: Candidate) -> tuple[date, date]:
    """The last and the first day of the period in which the minimum of its version settles a candidate."""
    minimum = candidate.source.incentive.settlement.minimum
    assert minimum is not None
    first = candidate.source.rules.fiscal_month if minimum.period.calendar == "fiscal" else 1
    start, end = calendar.period(candidate.earned, minimum.period.unit, first)
    return end - DAY, start


def _guaranteed(source: Source, as_of: date) -> Iterator[tuple[Fact, Candidate]]:
    """A candidate of nothing for each payee and period: what is topped up is paid to who earned nothing, too.

    Only where the minimum looks at no subject: there is none to look at.
    """
    minimum = source.incentive.settlement.minimum
    if minimum is None or minimum.below not in ("topped up", "as a draw") or len(minimum.scope) != 1:
        return
    if minimum.scope[0].type != ReferenceTo(source.rules.payee):
        return
    if any(isinstance(one, core.Local) and one.slot != core.TODAY for one in walk(minimum.limit)):
        return
    collection = source.evaluator.facts.collections[source.rules.payee]
    for stretch in periods_in_force(source, minimum.period, as_of):
        if not source.rules.governs(stretch.earned):
            continue
        for fact in collection.seen(stretch.earned):
            frame: list[Any] = [None] * source.incentive.slots
            frame[core.TODAY] = stretch.earned
            yield fact, Candidate(source, fact, None, stretch.earned, frame, fact, None, ZERO, ZERO)


_BALANCES = {"or later": "to come", "as a draw": "to recover"}
"""What becomes of the balance that a minimum keeps; the others keep none."""


def _settle_scope(found: list[Candidate], scope: tuple[Any, ...], periods: Periods, as_of: date) -> dict[str, Decimal]:
    """Period by period: what is paid, and the balance that goes on; the balances at the end, by what becomes of them.

    What a version keeps for later and what another has drawn are two balances: neither is settled with the other.
    """
    kept: dict[str, Decimal] = {}
    for closing, start in sorted(periods):
        members = periods[closing, start]
        last = members[-1]
        source = last.source
        minimum = source.incentive.settlement.minimum
        assert minimum is not None
        if closing > as_of:
            continue
        frame = list(last.frame)
        frame[core.TODAY] = closing
        least = rounded(source.minimum_limit(frame), source.smallest, source.rules.rounding)
        total = sum((one.amount for one in members), ZERO)
        word = _BALANCES.get(minimum.below)
        before = ZERO if word is None else kept.get(word, ZERO)
        paid, after = _paid(minimum.below, total, least, before)
        if word is not None:
            kept[word] = after
        period_name = calendar.period_name(
            start, minimum.period.unit, minimum.period.calendar, source.rules.fiscal_month
        )
        fact = next((part for part in scope if isinstance(part, Fact)), last.fact)
        stretch = Stretch(start, closing + DAY, closing, period_name)
        settled = Candidate(source, fact, stretch, closing, frame, last.payee, last.payer, total, total)
        settled.amount = settled.left = paid
        settled.lines = tuple(one for one in members if one.gross)
        settled.least = least
        settled.kept = before, after
        found.append(settled)
    return kept


def _paid(below: str, total: Decimal, least: Decimal, kept: Decimal) -> tuple[Decimal, Decimal]:
    """What is paid of a period's sum, and the balance after it."""
    match below:
        case "or nothing":
            return (total if total >= least else ZERO), ZERO
        case "or later":
            due = total + kept
            return (due, ZERO) if due >= least else (ZERO, due)
        case "topped up":
            return max(total, least), ZERO
        case _:
            # A draw: topped up, and recovered from what later periods earn above the minimum.
            if total < least:
                return least, kept + least - total
            recovered = min(kept, total - least)
            return total - recovered, kept - recovered
