"""Whether examples find of protections what they expect."""

from __future__ import annotations

from palier.facts.fact import Fact
from palier.meaning import programme
from palier.meaning.calendar import DAY
from palier.result.testing import Failure
from palier.run.broken import Broken
from palier.run.claims import Held
from palier.run.evaluate import Evaluator
from palier.run.exact import exactly
from palier.run.execute import Outcome
from palier.run.identity import key_text
from palier.run.protections import Claims, claims_of
from palier.speech import Phrase


def holder(expected: programme.ExpectedHolder, outcome: Outcome, evaluator: Evaluator) -> Failure | None:
    """`… is held by p1`, `… is held by nobody`: at the end of the day."""
    by_record = outcome.facts.by_record
    key = tuple(part if record is None else by_record[record].get(part) for record, part in expected.keys)
    words = ", ".join(key_text(part) for _, part in expected.keys)
    try:
        with exactly():
            held = claims_of(evaluator, expected.protection).held(key, expected.as_of or outcome.as_of)
    except Broken as broken:
        return _unreadable(broken, expected)
    if expected.holder is None:
        as_expected = held is None
    else:
        as_expected = held is not None and held.holder is not None and held.holder.key == expected.holder
    if as_expected is not expected.negated:
        return None
    found = Phrase("nobody") if held is None else _who(held)
    claim = None
    if held is not None:
        claim = Phrase("`{key}` claimed it, up to {day}.", key=key_text(held.first.fact.key), day=held.end - DAY)
    said = Phrase(
        "`{protection}` for `{key}` is held by {holder}.", protection=expected.protection, key=words, holder=found
    )
    return Failure(expected.span, said, claim)


def refusal(expected: programme.ExpectedRefusal, outcome: Outcome, evaluator: Evaluator) -> Failure | None:
    """`… refuses l9`: it meets a claim of somebody else."""
    fact = outcome.facts.by_record.get(expected.record, {}).get(expected.key)
    try:
        with exactly():
            claims = claims_of(evaluator, expected.protection)
            claims.held((), outcome.as_of)
    except Broken as broken:
        return _unreadable(broken, expected)
    if any(one.claim.fact is fact for one in claims.ledger.met):
        return None
    return Failure(
        expected.span,
        Phrase("`{protection}` does not refuse `{key}`.", protection=expected.protection, key=key_text(expected.key)),
        _instead(claims, fact),
    )


def _instead(claims: Claims, fact: Fact | None) -> Phrase:
    if fact not in claims.ledger.numbers:
        return Phrase("it is no claim.")
    return Phrase("it claims what nobody else holds.")


def _who(held: Held) -> Phrase:
    return Phrase("the vendor itself") if held.holder is None else Phrase("`{key}`", key=key_text(held.holder.key))


def _unreadable(broken: Broken, expected: programme.ExpectedHolder | programme.ExpectedRefusal) -> Failure:
    assert broken.fact is not None, "the claims name the fact that cannot be read"
    return Failure(expected.span, broken.fault(broken.fact))
