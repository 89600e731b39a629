"""What caps still leave a partner on a day: limit, used, left, in which period and until when."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from typing import Any

from palier.facts.fact import Fact
from palier.meaning import calendar, core
from palier.meaning.calendar import DAY
from palier.meaning.types import ReferenceTo, UnitOf, present
from palier.meaning.walk import walk
from palier.result.progress import CapLeft, Named
from palier.run.broken import Broken
from palier.run.candidates import Candidate, Source
from palier.run.caps import CapLine, Ledger, shown_part
from palier.run.evaluate import Frame
from palier.run.exact import ZERO, rounded
from palier.run.execute import Outcome


def caps_of(outcome: Outcome, partner: Fact) -> tuple[CapLeft, ...]:
    """The caps of incentives in force that count what the partner is paid, as declared."""
    day = outcome.as_of
    found: list[CapLeft] = []
    for name, sources in outcome.sources.items():
        source = next((one for one in reversed(sources) if one.rules.governs(day)), None)
        if source is None:
            continue
        mine = [one for one in outcome.candidates[name] if one.payee is partner or partner in _counted_for(one)]
        for line in source.caps:
            for entry, beside in _entries(line, outcome.ledgers[name], mine, partner, day):
                limit = _limit(source, line, mine, entry, day)
                if limit is None:
                    continue
                used = outcome.ledgers[name].used.get(entry, ZERO)
                period, until = _period(line, day)
                amount = source.incentive.amount.type
                found.append(
                    CapLeft(
                        incentive=Named(name, source.incentive.titles),
                        scope=line.cap.ledger,
                        beside=beside,
                        everybody=not line.cap.scope,
                        period=period,
                        until=until,
                        payments=line.cap.payments,
                        limit=limit,
                        used=used,
                        left=max(ZERO, limit - used),
                        unit=amount.unit if isinstance(amount, UnitOf) else source.rules.model.currency,
                    )
                )
    return tuple(found)


def _counted_for(candidate: Candidate) -> list[Any]:
    """What the caps of a candidate are for."""
    return [part(candidate.frame) for line in candidate.source.caps for part in line.scope]


def _entries(
    line: CapLine, ledger: Ledger, mine: list[Candidate], partner: Fact, day: date
) -> Iterator[tuple[tuple[Hashable, ...], tuple[str, ...]]]:
    """The entries of the period in hand that are the partner's, with what else they are for."""
    tail: tuple[Hashable, ...] = () if line.period is None else (line.period(day)[0],)
    scope = line.cap.scope
    if all(present(part.type) == ReferenceTo(partner.record.name) for part in scope) and len(scope) <= 1:
        yield (line.cap.ledger, *(partner for _ in scope), *tail), ()
        return
    seen = set()
    for candidate in mine:
        entry: Any = line.entry(candidate.frame, candidate.earned)[0]
        values = entry[1 : 1 + len(scope)]
        if entry in seen or entry[1 + len(scope) :] != tail or entry not in ledger.used:
            continue
        seen.add(entry)
        yield entry, tuple(shown_part(value) for value in values if value is not partner)


def _limit(source: Source, line: CapLine, mine: list[Candidate], entry: tuple[Hashable, ...], day: date) -> Any:
    """The limit: on the day where it looks at no subject, else as it was for the last candidate of the entry."""
    frame: Frame = [None] * source.incentive.slots
    frame[core.TODAY] = day
    looks = any(isinstance(one, core.Local) and one.slot != core.TODAY for one in walk(line.cap.limit))
    try:
        if looks:
            last = next((one for one in reversed(mine) if line.entry(one.frame, one.earned)[0] == entry), None)
            if last is None:
                return None
            frame = last.frame
        return rounded(line.limit(frame), line.step, line.rounding)
    except Broken:
        return None


def _period(line: CapLine, day: date) -> tuple[str | None, date | None]:
    if line.cap.period is None or line.period is None:
        return None, None
    start, name = line.period(day)
    return name, calendar.add_months(start, calendar.MONTHS_IN[line.cap.period.unit]) - DAY
