"""What goes on from one version to the next: whether what has one ledger can have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from palier.meaning import core, lineage, programme
from palier.meaning.alike import alike, timeless
from palier.meaning.check.continuing import told_twice
from palier.meaning.check.members import words
from palier.meaning.core import Scalar
from palier.meaning.lineage import Continuing
from palier.meaning.types import ReferenceTo, present, shown
from palier.problems import Problem, Related, nearest
from palier.problems import time as problems

KINDS = {"incentives": "incentive", "ladders": "ladder", "protections": "protection", "stacks": "stack"}
"""What goes on over versions, as rules hold it, and what it is called."""


def carried_on(versions: Sequence[programme.Rules]) -> Iterator[Problem]:
    """What keeps ledgers from going on over versions, which are given in the order of their time."""
    for kind, word in KINDS.items():
        declared: list[Mapping[str, Any]] = [getattr(one, kind) for one in versions]
        by_root = lineage.roots(declared)
        yield from _nothing_before(versions, declared, word)
        if any(True for one in declared for _ in lineage.twins(one, by_root)):
            for one in declared:
                yield from told_twice(one, by_root)
            continue
        for root in dict.fromkeys(by_root.values()):
            line = [
                (rules, one)
                for rules, each in zip(versions, declared, strict=True)
                for name, one in each.items()
                if by_root[name] == root
            ]
            for before, after in pairwise(line):
                if kind == "ladders":
                    yield from _ladder(before, after)
                elif kind == "incentives":
                    found = _paid_otherwise(before, after) or _subject(before, after) or _governed(before, after)
                    yield from [] if found is None else [found]


def follows(before: programme.Rules, after: programme.Rules) -> bool:
    """Whether a version is the one that another says it follows, as far as it says so."""
    return after.follows is None or after.follows == before.version


def called(rules: programme.Rules) -> str:
    """A version by its name; a programme that has none by its own."""
    return rules.version or rules.name


def _nothing_before(
    versions: Sequence[programme.Rules], declared: Sequence[Mapping[str, Continuing]], word: str
) -> Iterator[Problem]:
    """Lines `continues` that name what no version before has; where that version is not there, nobody can tell."""
    for number in range(1, len(versions)):
        known = {name for each in declared[:number] for name in each}
        for one in declared[number].values():
            if one.continues is None or one.continues in known or not follows(versions[number - 1], versions[number]):
                continue
            yield problems.NOTHING_TO_CONTINUE.at(
                one.span.head,  # type: ignore[attr-defined]
                name=one.name,
                old=one.continues,
                kind=word,
                version=called(versions[number - 1]),
                near=nearest(one.continues, known),
            )


Incentive = tuple[programme.Rules, programme.Incentive]


def _paid_otherwise(before: Incentive, after: Incentive) -> Problem | None:
    """It pays money in one version and a unit in another."""
    (rules, one), (others, other) = before, after
    if one.amount.type == other.amount.type:
        return None
    both = f"it pays {shown(one.amount.type)} in the one and {shown(other.amount.type)} in the other"
    return problems.VERSIONS_DISAGREE.at(
        other.span.head,
        name=other.name,
        difference=both,
        first=called(rules),
        second=called(others),
        related=[Related("declared here as well", one.span.head)],
    )


def _subject(before: Incentive, after: Incentive) -> Problem | None:
    """It is about facts of one record in one version, and about others in another."""
    (rules, one), (others, other) = before, after
    if type(one.subject) is type(other.subject) and one.subject.record == other.subject.record:
        return None
    both = (
        f"it is for each `{words(one.subject.span)}` in the one and for each `{words(other.subject.span)}` in the other"
    )
    return problems.GOES_ON_OTHERWISE.at(
        other.span.head,
        name=other.name,
        difference=both,
        first=called(rules),
        second=called(others),
        related=[Related("declared here as well", one.span.head)],
    )


def _governed(before: Incentive, after: Incentive) -> Problem | None:
    """Two versions that go by different days: both might pay for one fact, or neither."""
    (rules, one), (others, other) = before, after
    first, second = _governing(rules, one), _governing(others, other)
    if first is None or second is None:
        agree = first is second
    else:
        agree = alike(first, rules, second, others)
        if agree and not timeless(first):
            # What changes with the date in hand is asked on the same day, or it is not the same.
            agree = (one.governed_by is None) == (other.governed_by is None) and _same_day(before, after)
    if agree and one.governed_by is None and isinstance(one.subject, programme.EachPart):
        agree = _same_parts(before, after)
    if agree:
        return None
    return problems.GOVERNED_OTHERWISE.at(
        other.span.head,
        name=other.name,
        first=called(rules),
        second=called(others),
        one=_governing_words(one),
        other=_governing_words(other),
        related=[Related("declared here as well", one.span.head)],
    )


def _governing(rules: programme.Rules, one: programme.Incentive) -> Scalar | None:
    """The day that says which version governs; None for the own day of a period or a part."""
    if one.governed_by is not None:
        return one.governed_by.date
    if one.earned_on is not None:
        return one.earned_on
    record = rules.model.records[one.subject.record]
    if not isinstance(one.subject, programme.EachFact) or record.dated is None:
        return None
    span = one.subject.span
    value: Scalar = core.Local(ReferenceTo(record.name), span, core.SUBJECT, "this")
    for name in record.dated:
        assert isinstance(value.type, ReferenceTo)
        field = rules.model.records[value.type.record].by_name[name]
        value = core.Field(present(field.type), span, value, value.type.record, name, field.as_it_happens)
    return value


def _same_day(before: Incentive, after: Incentive) -> bool:
    (rules, one), (others, other) = before, after
    if one.earned_on is None or other.earned_on is None:
        return one.earned_on is other.earned_on
    return alike(one.earned_on, rules, other.earned_on, others)


def _same_parts(before: Incentive, after: Incentive) -> bool:
    (rules, one), (others, other) = before, after
    first, second = one.subject, other.subject
    assert isinstance(first, programme.EachPart)
    assert isinstance(second, programme.EachPart)
    form = (first.unit, first.calendar) == (second.unit, second.calendar)
    return form and alike(first.start, rules, second.start, others)


def _governing_words(one: programme.Incentive) -> str:
    if one.governed_by is not None:
        return f"`{words(one.governed_by.date.span)}`"
    if one.earned_on is not None:
        return f"`{words(one.earned_on.span)}`"
    return f"the day of each `{words(one.subject.span)}`"


def _ladder(
    before: tuple[programme.Rules, programme.Ladder], after: tuple[programme.Rules, programme.Ladder]
) -> Iterator[Problem]:
    """Members of another record; tiers that are gone, and nothing says what becomes of those who hold them."""
    (rules, one), (others, other) = before, after
    names: dict[str, Any] = {"first": called(rules), "second": called(others)}
    if one.record != other.record:
        yield problems.GOES_ON_OTHERWISE.at(
            other.span,
            name=other.name,
            difference=f"it is for `{one.record}` in the one and for `{other.record}` in the other",
            related=[Related("declared here as well", one.span)],
            **names,
        )
        return
    old, new = {tier.name: tier for tier in one.tiers}, {tier.name for tier in other.tiers}
    for name, tier in old.items():
        if name not in new and name not in other.taken_over:
            related = [Related(f"`{name}` is declared here", tier.span)]
            yield problems.TIER_LEFT_OUT.at(other.span, tier=name, ladder=other.name, related=related, **names)
    if follows(rules, others):
        for name, span in other.taken_over.items():
            if name not in old:
                near, known = nearest(name, old), ", ".join(f"`{tier}`" for tier in old)
                yield problems.NO_PREVIOUS_TIER.at(
                    span, tier=name, ladder=one.name, first=called(rules), near=near, known=known
                )
