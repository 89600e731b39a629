"""Payouts as they are posted: each with the candidate that it is made of, in the order of the run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from palier.run.candidates import Candidate
from palier.run.identity import key_text, payout_id
from palier.run.postings import Posting


@attrs.frozen(eq=False)
class Posted:
    """A posting with its identity, and the identity of the payout that it corrects; `order` is its place in the run."""

    id: str
    adjusts: str | None
    candidate: Candidate
    posting: Posting
    order: tuple[Any, ...]


def posted(candidates: Mapping[str, tuple[Candidate, ...]]) -> Iterator[Posted]:
    """All that is listed, by incentive as declared, in no order yet: what is paid, and what a cap took whole."""
    for rank, of_incentive in enumerate(candidates.values()):
        for candidate in of_incentive:
            record = candidate.fact.record
            order = candidate.fact.order if record.order else candidate.fact.order[-1:]
            for number, posting in enumerate(candidate.payouts()):
                if posting.amount or candidate.capped:
                    key = (posting.earned, rank, record.name, order, candidate.part, number)
                    name = identity(candidate if posting.of is None else posting.of)
                    adjusts = None if posting.adjusts is None else name + posting.adjusts
                    yield Posted(name + posting.suffix, adjusts, candidate, posting, key)


def identity(candidate: Candidate) -> str:
    """The identity of a candidate, which that of each payout begins with."""
    stretch = candidate.stretch
    part = None if stretch is None else stretch.name
    return payout_id(candidate.source.incentive.name, key_text(candidate.fact.key), part)
