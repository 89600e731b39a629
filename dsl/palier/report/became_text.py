"""What became of an amount, in sentences: true-ups, minimums, instalments, splits, and what adjusts a payout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from palier.meaning.types import MONEY, Type
from palier.report.cells import printable
from palier.report.values import Words
from palier.result import Accrued, Became

BEFORE_CAPS = ("true-up", "minimum")
"""What is done before the caps are asked."""


def became_lines(step: Became, words: Words, due: Type) -> Iterator[str]:
    """One step, and the figures that it looked at."""
    line = printable(step.line)
    values = {one.text: one.value for one in step.seen}
    before, after = words.value(due, step.before), words.value(due, step.after)

    def amount(name: str, of: Type = due) -> str:
        return words.value(of, values[name])

    match step.kind:
        case "true-up":
            yield f"  `trued up within {line}`:"
            yield f"      {amount('so far')} for the window so far, less {amount('before')} of it before: {after}"
        case "part":
            yield f"  line by line: {amount('corrections')} of it corrects earlier payouts, {after} is its own"
        case "minimum":
            yield f"  `{line}`:"
            if "to come before" in values:
                yield f"      {before} earned, {amount('to come before')} kept from before: pays {after}"
                yield f"      keeps {amount('to come after')} for later"
            elif "to recover before" in values:
                yield f"      {before} earned, {amount('to recover before')} to recover: pays {after}"
                yield f"      leaves {amount('to recover after')} to recover"
            else:
                yield f"      {before} earned: pays {after}"
        case "instalment":
            yield f"  instalment `{line}`: {after} of {before}"
        case "split":
            yield f"  split, `{line}`: {after} of {before}"
        case "correction":
            yield f"  `trued up within {line}, line by line`:"
            part = f"{amount('its base', MONEY)} of a base of {amount('base so far', MONEY)}"
            yield f"      its part, {part}, comes to {after}; it came to {before}"
        case "cap":
            yield f"      a cap leaves {after} of {before}"
        case "ledger":
            yield f"  an earlier run paid otherwise: {before} becomes {after}"
        case _:
            yield f"  `{line}`:"
            for one in step.seen:
                yield f"      {printable(one.text)} {words.value(one.type, one.value)}"
            yield f"      leaves {after} of {before}"


def accrued_lines(lines: tuple[Accrued, ...], words: Words, due: Type) -> Iterator[str]:
    """What each subject of a settled payout earned."""
    for one in lines:
        part = "" if one.part is None else f", {one.part}"
        about = f"{one.subject.record} {printable(one.subject.key)}{part}"
        yield f"  {about}, earned on {one.earned_on}: {words.value(due, one.amount)}"


def named(payouts: tuple[Any, ...]) -> str:
    """Payouts in a sentence."""
    return ", ".join(f"`{printable(one)}`" for one in payouts)
