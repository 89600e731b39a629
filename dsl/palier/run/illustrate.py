"""Illustrations for a guide: figures that the examples of the rules come to, a plain one and a capped one of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from palier.facts.fact import Fact
from palier.meaning import programme
from palier.meaning.types import ReferenceTo, UnitOf, present
from palier.result import Money
from palier.result.illustration import Illustration
from palier.run.candidates import Candidate
from palier.run.execute import Outcome
from palier.run.identity import key_text
from palier.run.testing import run_example


def illustrations(
    rules: programme.Rules, others: Callable[[str], programme.Rules | str]
) -> Mapping[str, tuple[Illustration, ...]]:
    """By incentive, and by stack that makes a price: the first that pays whole, and the first that meets a limit."""
    found: dict[tuple[str, bool], Illustration] = {}
    for example in rules.examples:
        tested = run_example(rules, example, others)
        if tested.outcome is None or not tested.result.passed:
            continue
        for name, candidates in tested.outcome.candidates.items():
            for candidate in _own(candidates, rules):
                if (name, candidate.capped) not in found and candidate.amount:
                    found[name, candidate.capped] = _payout(example.title, candidate)
        for price in tested.outcome.prices:
            if (price.stack, False) not in found and price.amount != price.start:
                fact = _fact(tested.outcome, price.subject.record, price.key)
                values = () if fact is None else _values(fact)
                found[price.stack, False] = Illustration(
                    example.title, price.subject.record, price.subject.key, None, values, (), None, False, price
                )
    names = dict.fromkeys(name for name, _ in found)
    return {name: tuple(found[name, capped] for capped in (False, True) if (name, capped) in found) for name in names}


def _own(candidates: Iterable[Candidate], rules: programme.Rules) -> Iterable[Candidate]:
    return (one for one in candidates if one.source.rules is rules and not one.lines)


def _payout(title: str, candidate: Candidate) -> Illustration:
    source = candidate.source
    type_ = source.incentive.amount.type
    currency = type_.unit if isinstance(type_, UnitOf) else source.rules.model.currency
    if candidate.postings is None:
        paid: tuple[Any, ...] = ((candidate.payee, candidate.amount, candidate.earned),)
    else:
        paid = tuple((one.payee, one.amount, one.earned) for one in candidate.postings)
    return Illustration(
        example=title,
        record=candidate.fact.record.name,
        key=key_text(candidate.fact.key),
        period=None if candidate.stretch is None else candidate.stretch.name,
        values=_values(candidate.fact),
        paid=tuple(
            (_called(payee), Money(amount.quantize(source.smallest), currency), day) for payee, amount, day in paid
        ),
        gross=candidate.gross,
        capped=candidate.capped,
    )


def _fact(outcome: Outcome, record: str, key: Any) -> Fact | None:
    found: Fact | None = outcome.facts.by_record.get(record, {}).get(key)
    return found


def _values(fact: Fact) -> tuple[tuple[str, Any, Any], ...]:
    """The fields of a fact that are given, its key left out."""
    found = []
    for field in fact.record.fields:
        value = fact.values[field.index]
        if value is None or field.name in fact.record.key:
            continue
        if isinstance(present(field.type), ReferenceTo):
            value = _called(value)
        found.append((field.name, field.type, value))
    return tuple(found)


def _called(fact: Any) -> str:
    """The name of a fact where it has one, else its key."""
    if not isinstance(fact, Fact):
        return str(fact)
    field = fact.record.by_name.get("name")
    name = None if field is None else fact.values[field.index]
    return str(name) if name else key_text(fact.key)
