"""What became of an amount: the steps from what a candidate comes to, to one payout of it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from palier.meaning.types import MONEY, RATE, ReferenceTo
from palier.result import Accrued, Became, Seen, Subject
from palier.run.candidates import Candidate
from palier.run.exact import simple
from palier.run.identity import key_text
from palier.run.postings import How, Posting
from palier.run.returns import base_of


def of_window(candidate: Candidate) -> tuple[Became, ...]:
    """What was taken off for the earlier periods of the window."""
    within = candidate.source.incentive.settlement.trued_up
    if within is None or candidate.so_far is None:
        return ()
    due = candidate.source.incentive.amount.type
    before = candidate.so_far - candidate.gross
    seen = (Seen("so far", due, candidate.so_far), Seen("before", due, before))
    return (Became("true-up", _words(within), seen, candidate.so_far, candidate.gross),)


def of_minimum(candidate: Candidate) -> tuple[Became, ...]:
    """What the minimum made of the sum of its lines."""
    minimum = candidate.source.incentive.settlement.minimum
    assert minimum is not None
    due = candidate.source.incentive.amount.type
    kept, keeps = candidate.kept
    seen = [Seen("at least", due, candidate.least)]
    if minimum.below in ("or later", "as a draw"):
        word = "to recover" if minimum.below == "as a draw" else "to come"
        seen += [Seen(f"{word} before", due, kept), Seen(f"{word} after", due, keeps)]
    return (Became("minimum", _words(minimum), tuple(seen), candidate.gross, candidate.left),)


def lines(candidate: Candidate) -> tuple[Accrued, ...]:
    """What its subjects earned, in order."""
    return tuple(
        Accrued(
            Subject(one.fact.record.name, key_text(one.fact.key)),
            None if one.stretch is None else one.stretch.name,
            one.earned,
            one.amount,
        )
        for one in candidate.lines
    )


def of_posting(candidate: Candidate, posting: Posting) -> tuple[Became, ...]:
    """From what the candidate comes to, to this payout of it; of a correction, what the payout came and comes to."""
    if candidate.corrections:
        return _line(candidate, posting)
    return tuple(_step(candidate, one) for one in posting.how)


def _line(candidate: Candidate, posting: Posting) -> tuple[Became, ...]:
    within = candidate.source.incentive.settlement.trued_up
    due = candidate.source.incentive.amount.type
    if posting.of is None:
        corrected = Seen("corrections", due, candidate.amount - posting.amount)
        return (Became("part", _words(within), (corrected,), candidate.amount, posting.amount),)
    one = next(one for one in candidate.corrections if one.candidate is posting.of)
    seen = (Seen("its base", MONEY, one.base), Seen("base so far", MONEY, one.whole))
    found = [Became("correction", _words(within), seen, one.before, one.after)]
    if posting.amount != posting.gross:
        found.append(Became("cap", "", (), posting.gross, posting.amount))
    return tuple(found)


def _step(candidate: Candidate, how: How) -> Became:
    settlement = candidate.source.incentive.settlement
    share: Any = simple(how.share)
    match how.kind:
        case "instalment" | "split":
            parts = settlement.instalments if how.kind == "instalment" else settlement.split
            line = ", ".join(_words(parts[at]) for at in how.at)
            return Became(how.kind, line, (_share(share),), how.before, how.after)
        case "claw-back":
            clawed = settlement.claw_backs[how.at[0]]
            seen = (*_cause(how), _share(share))
            return Became(how.kind, _words(clawed), seen, how.before, how.after)
        case _:
            assert settlement.returns is not None
            base = base_of(candidate)
            seen = (
                *_cause(how),
                Seen("base", MONEY, base),
                Seen("returned", MONEY, simple(-how.share * Fraction(base))),
            )
            return Became(how.kind, _words(settlement.returns), seen, how.before, how.after)


def _share(share: Any) -> Seen:
    return Seen("share", RATE, share)


def _cause(how: How) -> tuple[Seen, ...]:
    """The fact that takes back, where one does."""
    if how.cause is None:
        return ()
    record = how.cause.record.name
    return (Seen(record, ReferenceTo(record), Subject(record, key_text(how.cause.key))),)


def _words(node: Any) -> str:
    return " ".join(node.span.text.split())
