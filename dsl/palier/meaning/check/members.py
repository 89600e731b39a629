"""What can be combined or asked of each other: the same subject, the same day, the same payee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from palier.meaning import programme
from palier.meaning.check.narrowing import path_of
from palier.meaning.core import Scalar
from palier.meaning.types import in_a_sentence


@attrs.frozen(eq=False)
class Members:
    """All incentives and discounts by name; None for one with an error."""

    by_name: Mapping[str, programme.Incentive | None]


def member_fault(
    leaf: programme.Incentive,
    each: programme.Subject,
    others: Sequence[programme.Incentive],
    *,
    priced: bool,
) -> tuple[str, str] | None:
    """Why something cannot stand in a stack for a subject beside the others, and what to do; None when it can."""
    first = others[0] if others else None
    if priced and leaf.kind != "discount":
        return "it is paid, and a price is made of what is taken off", "write a `discount`, or a stack without `from`."
    if first is not None and first.kind != leaf.kind:
        return f"it is {_article(leaf)}, and `{first.name}` is {_article(first)}", "combine them in two stacks."
    if leaf.settlement.minimum is not None or leaf.settlement.trued_up is not None:
        return (
            "what it pays is settled over a period, and a stack settles each subject by itself",
            "leave the `at least` or `trued up` out, or pay it outside the stack.",
        )
    if not same_form(leaf.subject, each):
        return (
            f"it is for each `{words(leaf.subject.span)}`, and the stack for each `{words(each.span)}`",
            "give both the same subject, in the same words.",
        )
    if leaf.kind == "discount" or first is None:
        return None
    if not same_day(leaf, first):
        return (
            f"it is earned on {earned_words(leaf)}, and `{first.name}` on {earned_words(first)}",
            "give both the same line `earned on`, in the same words.",
        )
    if not same_version(leaf, first):
        return (
            f"it is governed by {governed_words(leaf)}, and `{first.name}` by {governed_words(first)}",
            "give both the same line `governed by`, in the same words.",
        )
    if not same_scalar(leaf.payee, first.payee):
        return (
            f"it pays `{words(leaf.payee.span)}`, and `{first.name}` pays `{words(first.payee.span)}`",
            "give both the same line `to`.",
        )
    if leaf.amount is not None and first.amount is not None and leaf.amount.type != first.amount.type:
        return (
            f"it pays {in_a_sentence(leaf.amount.type)}, and `{first.name}` {in_a_sentence(first.amount.type)}",
            "combine what is of one kind.",
        )
    return None


def same_form(one: programme.Subject, other: programme.Subject) -> bool:
    """Whether two subjects are of the same form, as written."""
    match one, other:
        case programme.EachFact(record=first), programme.EachFact(record=second):
            return first == second
        case programme.EachPeriod(record=first, period=cut), programme.EachPeriod(record=second, period=cuts):
            return first == second and (cut.calendar, cut.unit) == (cuts.calendar, cuts.unit)
        case programme.EachPart(), programme.EachPart():
            return words(one.span) == words(other.span)
        case _:
            return False


def same_day(one: programme.Incentive, other: programme.Incentive) -> bool:
    """Whether two incentives for the same subject are earned on the same day, as written."""
    if one.earned_on is None or other.earned_on is None:
        return one.earned_on is other.earned_on
    return same_scalar(one.earned_on, other.earned_on)


def same_version(one: programme.Incentive, other: programme.Incentive) -> bool:
    """Whether two incentives earned on the same day are governed by the same version, as written."""
    if one.governed_by is None or other.governed_by is None:
        return one.governed_by is other.governed_by
    return same_scalar(one.governed_by.date, other.governed_by.date)


def same_scalar(one: Scalar, other: Scalar) -> bool:
    """Whether two values are the same path, or are written in the same words."""
    path = path_of(one)
    if path is not None and path == path_of(other):
        return True
    return words(one.span) == words(other.span)


def earned_words(one: programme.Incentive) -> str:
    """The day an incentive is earned, in a sentence."""
    return "the day of its subject" if one.earned_on is None else f"`{words(one.earned_on.span)}`"


def governed_words(one: programme.Incentive) -> str:
    """The day whose version governs an incentive, in a sentence."""
    return "the day it is earned" if one.governed_by is None else f"`{words(one.governed_by.date.span)}`"


def words(span: object) -> str:
    """User text on one line."""
    return " ".join(span.text.split())  # type: ignore[attr-defined]


def _article(one: programme.Incentive) -> str:
    return "an incentive" if one.kind == "incentive" else f"a {one.kind}"
