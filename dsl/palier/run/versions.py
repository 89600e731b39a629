"""The versions of one programme side by side, each governing its time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from palier.meaning import programme
from palier.meaning.calendar import DAY, period_name, period_start
from palier.meaning.model import Record
from palier.meaning.types import shown
from palier.problems import Problem, Related
from palier.problems import time as problems
from palier.run.carried_on import called, carried_on


def in_order(versions: Sequence[programme.Rules]) -> tuple[programme.Rules, ...]:
    """The versions by the day from which they govern."""
    return tuple(sorted(versions, key=lambda one: (one.effective_from or date.min, one.version or "")))


def disagreements(versions: Sequence[programme.Rules]) -> tuple[Problem, ...]:
    """What keeps versions from being run together, and the gaps between them."""
    found: list[Problem] = []
    ordered = in_order(versions)
    first = ordered[0]
    seen: dict[str | None, programme.Rules] = {}
    for one in ordered:
        if one.name != first.name:
            found.append(problems.OTHER_PROGRAMME.at(one.span, first=first.name, second=one.name))
        elif one.version in seen:
            found.append(
                problems.SAME_VERSION.at(
                    one.span,
                    version=one.version or "without a name",
                    name=one.name,
                    related=[Related("the other one", seen[one.version].span)],
                )
            )
        else:
            seen[one.version] = one
    # A version that is there twice is compared once: what else is wrong with the second follows from that.
    different = tuple(seen.values())
    for one in different[1:]:
        found.extend(_unlike(first, one))
    found.extend(carried_on(different))
    for before, after in pairwise(different):
        found.extend(_times(before, after))
        found.extend(_straddling(before, after))
    return tuple(found)


def _times(before: programme.Rules, after: programme.Rules) -> list[Problem]:
    start = after.effective_from
    names: dict[str, Any] = {"first": called(before), "second": called(after)}
    if start is None or before.effective_to is None or start <= before.effective_to:
        return [problems.VERSIONS_OVERLAP.at(after.span, day=start or "every day", **names)]
    if before.effective_to + DAY < start:
        return [problems.VERSION_GAP.at(after.span, start=before.effective_to + DAY, end=start - DAY)]
    return []


def _straddling(before: programme.Rules, after: programme.Rules) -> Iterator[Problem]:
    """Periods of an incentive that begin under one version and end under the next, which then governs all of them."""
    start = after.effective_from
    if start is None:
        return
    for name, incentive in after.incentives.items():
        subject, earlier = incentive.subject, before.incentives.get(name)
        if not isinstance(subject, programme.EachPeriod) or earlier is None:
            continue
        calendar, unit = subject.period.calendar, subject.period.unit
        first_month = after.fiscal_month if calendar == "fiscal" else 1
        opened = period_start(start, unit, first_month)
        if opened < start:
            yield problems.PERIOD_STRADDLES.at(
                incentive.span.head,
                name=name,
                period=period_name(opened, unit, calendar, first_month),
                first=called(before),
                second=called(after),
            )


def _unlike(first: programme.Rules, other: programme.Rules) -> list[Problem]:
    """Records and enumerations that both declare, and not alike."""
    names: dict[str, Any] = {"first": called(first), "second": called(other)}
    found = []
    if first.model.currency != other.model.currency:
        both = f"{first.model.currency} and {other.model.currency}"
        found.append(problems.VERSIONS_DISAGREE.at(other.span, name="currency", difference=both, **names))
    for name, record in first.model.records.items():
        twin = other.model.records.get(name)
        difference = None if twin is None else _difference(record, twin)
        if difference is not None and twin is not None:
            found.append(problems.VERSIONS_DISAGREE.at(twin.span, name=name, difference=difference, **names))
    for name, enumeration in first.model.enumerations.items():
        same = other.model.enumerations.get(name)
        if same is not None and tuple(same.ranks) != tuple(enumeration.ranks):
            found.append(
                problems.VERSIONS_DISAGREE.at(
                    same.span, name=name, difference="other members, or another order", **names
                )
            )
    return found


def _difference(first: Record, second: Record) -> str | None:
    if first.key != second.key:
        return "another key"
    if (first.dated, first.until) != (second.dated, second.until):
        return "dated otherwise"
    for name in {**first.by_name, **second.by_name}:
        one, two = first.by_name.get(name), second.by_name.get(name)
        if one is None or two is None:
            return f"only one has a field `{name}`"
        if one.type != two.type:
            return f"`{name}` is {shown(one.type)} in the one and {shown(two.type)} in the other"
    return None
