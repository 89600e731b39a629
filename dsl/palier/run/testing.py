"""Examples run: their facts, the rules, and what was expected of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import Any

import attrs

from palier.facts import facts_from, load
from palier.meaning import programme
from palier.meaning.model import Model
from palier.meaning.types import Type
from palier.problems import DataError, Problem, Severity
from palier.result import Explanation, Judged, JudgedWays, Payout, Result, Unkept
from palier.result.figures import THIN, figure, number
from palier.result.testing import ExampleResult, Failure
from palier.run import claim_expected
from palier.run.broken import Broken
from palier.run.conditions import conditions
from palier.run.evaluate import Recorder, frame_for
from palier.run.exact import exactly
from palier.run.execute import Outcome, execute, merged_model
from palier.run.identity import key_text
from palier.run.outcome import result
from palier.run.shown import shown_value
from palier.run.versions import disagreements, in_order
from palier.speech import Phrase


@attrs.frozen(eq=False)
class Tested:
    """An example that was run: how it turned out, and the run, for coverage. None when it could not be run."""

    result: ExampleResult
    outcome: Outcome | None


def run_example(
    rules: programme.Rules,
    example: programme.Example,
    others: Callable[[str], programme.Rules | str],
    recorder: Recorder | None = None,
) -> Tested:
    """Runs one example. `others` gives another version by the name of its file, or says why it cannot."""
    versions = [rules]
    for name in example.versions:
        other = others(name)
        if isinstance(other, str):
            return _broken(example, [Failure(example.span, other)])
        versions.append(other)
    apart = [one for one in disagreements(versions) if one.severity is Severity.ERROR] if example.versions else []
    if apart:
        return _broken(example, [_apart(example, rules, one) for one in apart])
    model = merged_model(versions, lenient=True)
    rows: dict[str, list[dict[str, Any]]] = {}
    spans: dict[tuple[str, int], Any] = {}
    for fact in example.facts:
        of_record = rows.setdefault(fact.record, [])
        of_record.append(dict(fact.values))
        spans[fact.record, len(of_record)] = fact.span
    loaded = load(facts_from(rows), model, conditions(versions, model, lenient=True))
    if loaded.facts is None:
        return _broken(
            example,
            [
                Failure(_span(spans, fault.place.file, fault.place.row) or example.span, fault)
                for fault in loaded.faults
            ],
        )
    as_of = example.as_of or loaded.facts.last_date
    if as_of is None:
        return _broken(
            example,
            [
                Failure(
                    example.span,
                    Phrase("the example has no date, and no fact in it is dated"),
                    Phrase("add a line `as of …`"),
                )
            ],
        )
    try:
        outcome = execute(
            in_order(versions), loaded.facts, as_of, example.set_parameters, lenient=True, recorder=recorder
        )
    except DataError as error:
        return _broken(
            example,
            [Failure(_span(spans, one.place.file, one.place.row) or example.span, one) for one in error.faults],
        )
    ran = result(outcome, loaded, as_of_given=True)
    failures = [_unkept(example, one) for one in ran.guarantees]
    for expected in example.expectations:
        failure = _judge(expected, outcome, ran, rules)
        if failure is not None:
            failures.append(failure)
    return Tested(ExampleResult(example.title, example.span, not failures, tuple(failures)), outcome)


def _broken(example: programme.Example, failures: list[Failure]) -> Tested:
    return Tested(ExampleResult(example.title, example.span, False, tuple(failures)), None)


def _unkept(example: programme.Example, one: Unkept) -> Failure:
    """A guarantee that does not hold on the facts of an example."""
    span = one.problem.span
    place = f"{span.source.name}:{span.first.line}"
    return Failure(example.span, one.problem, Phrase("it is written in {place}.", place=place))


def _apart(example: programme.Example, rules: programme.Rules, problem: Problem) -> Failure:
    """Why versions do not go together; what stands in another file is told with the name of that file."""
    span = problem.span
    if span.source is rules.span.source:
        return Failure(span, problem)
    place = f"{span.source.name}:{span.first.line}"
    return Failure(example.span, problem, Phrase("it is written in {place}.", place=place))


def _span(spans: dict[tuple[str, int], Any], file: str, row: int | None) -> Any:
    return next((span for (record, number), span in spans.items() if number == row and record in file), None)


def _judge(expected: programme.Expectation, outcome: Outcome, ran: Result, rules: programme.Rules) -> Failure | None:
    match expected:
        case programme.ExpectedPayment():
            return _payment(expected, ran)
        case programme.ExpectedPrice():
            return _price(expected, ran)
        case programme.ExpectedReturn():
            return _returned(expected, ran)
        case programme.ExpectedPayer():
            return _payer(expected, ran)
        case programme.ExpectedBalance():
            return _balance(expected, ran)
        case programme.ExpectedGrant():
            key = key_text(expected.key)
            granted = any(one.benefit == expected.benefit and one.subject.key == key for one in ran.benefits)
            if granted == expected.granted:
                return None
            name = {"benefit": expected.benefit, "key": key}
            if granted:
                return Failure(expected.span, Phrase("`{benefit}` is granted for `{key}`.", **name))
            return Failure(expected.span, Phrase("`{benefit}` is not granted for `{key}`.", **name))
        case programme.ExpectedValue():
            return _value(expected, outcome, rules)
        case programme.ExpectedHolder():
            return claim_expected.holder(expected, outcome, outcome.evaluator(rules))
        case programme.ExpectedRefusal():
            return claim_expected.refusal(expected, outcome, outcome.evaluator(rules))


def _price(expected: programme.ExpectedPrice, ran: Result) -> Failure | None:
    found = next((one for one in ran.prices if one.stack == expected.stack and one.key == expected.key), None)
    name = _named(expected.stack, key_text(expected.key))
    if found is None:
        said = Phrase("{what} has no price: the fact is not seen by {day}.", what=name, day=ran.as_of)
        return Failure(expected.span, said)
    if found.amount == expected.amount:
        return None
    taken = [
        Phrase("`{discount}` takes {amount}", discount=one.discount, amount=_amount(one.amount, ran, []))
        for one in found.discounts
    ]
    held = [Phrase("the floor holds")] if found.floored else []
    return Failure(
        expected.span,
        Phrase(
            "{what} is {amount}, and {wanted} was expected.",
            what=name,
            amount=_amount(found.amount, ran, []),
            wanted=_amount(expected.amount, ran, []),
        ),
        _sentence([*taken, *held]) if taken else Phrase("no discount applies."),
    )


def _payment(expected: programme.ExpectedPayment, ran: Result) -> Failure | None:
    found = [one for one in ran.payouts if _meant(expected, one)]
    key = None if expected.key is None else key_text(expected.key)
    name = _named(expected.incentive, key)
    amount = Decimal(0) if expected.amount is None else expected.amount
    total = sum((one.amount.amount for one in found), Decimal(0))
    explanation = _explanation(expected, ran, key)
    reason = None if explanation is None else _reason(explanation)
    paying = [one for one in found if one.amount.amount]
    if not expected.in_total and len(paying) > 1 and key is None:
        return Failure(
            expected.span,
            _paid_times(name, expected, len(paying)),
            Phrase("say which one with `for`, or write `in total`."),
        )
    if total != amount:
        wanted = Phrase("nothing") if expected.amount is None else _amount(amount, ran, found)
        paid = Phrase("nothing") if not total else _amount(total, ran, found)
        if expected.payee is None:
            said = Phrase("{what} pays {amount}, and {wanted} was expected.", what=name, amount=paid, wanted=wanted)
        else:
            said = Phrase(
                "{what} pays {payee} {amount}, and {wanted} was expected.",
                what=name,
                payee=key_text(expected.payee),
                amount=paid,
                wanted=wanted,
            )
        return Failure(expected.span, said, reason)
    if expected.capped and not any(one.capped for one in found):
        return Failure(expected.span, Phrase("no cap took anything of {what}.", what=name), reason)
    if expected.want is not None:
        missing = [] if explanation is None else list(_failed(explanation))
        if expected.want not in missing:
            return Failure(
                expected.span,
                Phrase(
                    "{what} pays nothing for want of {missing}, and “{wanted}” was expected.",
                    what=name,
                    missing=_titles(missing) if missing else Phrase("no requirement"),
                    wanted=expected.want,
                ),
                reason,
            )
    return None


def _named(name: str, key: str | None) -> Phrase:
    """What an expectation is about."""
    return Phrase("`{name}`", name=name) if key is None else Phrase("`{name}` for `{key}`", name=name, key=key)


def _paid_times(name: Phrase, expected: programme.ExpectedPayment, number: int) -> Phrase:
    if expected.payee is None:
        return Phrase("{what} pays {number} times, and one payment was expected.", what=name, number=number)
    return Phrase(
        "{what} pays {payee} {number} times, and one payment was expected.",
        what=name,
        payee=key_text(expected.payee),
        number=number,
    )


def _titles(titles: Sequence[str]) -> Phrase:
    return _together([Phrase("“{title}”", title=one) for one in titles])


def _together(parts: Sequence[Phrase]) -> Phrase:
    """One and another."""
    return reduce(lambda first, following: Phrase("{first} and {next}", first=first, next=following), parts)


def _sentence(parts: Sequence[Phrase]) -> Phrase:
    """One, another, and a full stop."""
    return Phrase("{text}.", text=reduce(lambda one, other: Phrase("{first}, {next}", first=one, next=other), parts))


def _explanation(expected: programme.ExpectedPayment, ran: Result, key: str | None) -> Explanation | None:
    """Why the one candidate that is meant was paid as it was; None when several are, or none."""
    if key is None:
        return None
    try:
        return ran.explainer(expected.incentive, key, None if expected.part is None else str(expected.part))
    except LookupError:
        return None


def _returned(expected: programme.ExpectedReturn, ran: Result) -> Failure | None:
    key = key_text(expected.key)
    found = [
        one
        for one in ran.payouts
        if one.adjusts is not None and one.incentive == expected.incentive and one.subject.key == key
    ]
    total = -sum((one.amount.amount for one in found if expected.day in (None, one.earned_on)), Decimal(0))
    if total == (expected.amount or 0):
        return None
    name = _named(expected.incentive, key)
    days = [
        Phrase("{amount} on {day}", amount=_amount(-one.amount.amount, ran, found), day=one.earned_on) for one in found
    ]
    taken = _amount(total, ran, found) if total else Phrase("nothing")
    wanted = Phrase("nothing") if expected.amount is None else _amount(expected.amount, ran, found)
    if expected.day is None:
        said = Phrase("{what} takes back {amount}, and {wanted} was expected.", what=name, amount=taken, wanted=wanted)
    else:
        said = Phrase(
            "{what} takes back {amount} on {day}, and {wanted} was expected.",
            what=name,
            amount=taken,
            day=expected.day,
            wanted=wanted,
        )
    listed = Phrase("it takes back {parts}", parts=_sentence(days)) if days else Phrase("it takes back nothing.")
    return Failure(expected.span, said, listed)


def _payer(expected: programme.ExpectedPayer, ran: Result) -> Failure | None:
    key, payer = key_text(expected.key), key_text(expected.payer)
    paying = [one for one in ran.payouts if one.incentive == expected.incentive and one.subject.key == key]
    name = _named(expected.incentive, key)
    if not paying:
        return Failure(expected.span, Phrase("{what} pays nothing, and nobody pays it.", what=name))
    if all((one.payer == payer) != expected.negated for one in paying):
        return None
    found = _together([Phrase("`{key}`", key=one) for one in dict.fromkeys(one.payer for one in paying)])
    if expected.negated:
        said = Phrase(
            "{what} is paid by {payer}, and another than `{wanted}` was expected.", what=name, payer=found, wanted=payer
        )
    else:
        said = Phrase("{what} is paid by {payer}, and `{wanted}` was expected.", what=name, payer=found, wanted=payer)
    return Failure(expected.span, said)


def _balance(expected: programme.ExpectedBalance, ran: Result) -> Failure | None:
    key = key_text(expected.key)
    found = [one for one in ran.balances if one.incentive == expected.incentive and one.key == key]
    total = sum((one.amount for one in found if one.kind == expected.kind), Decimal(0))
    wanted = Decimal(0) if expected.amount is None else expected.amount
    if total == wanted:
        return None
    facts = {
        "what": _named(expected.incentive, key),
        "amount": _amount(total, ran, []),
        "wanted": _amount(wanted, ran, []),
    }
    if expected.kind == "to come":
        return Failure(expected.span, Phrase("{what} leaves {amount} to come, and {wanted} was expected.", **facts))
    return Failure(expected.span, Phrase("{what} leaves {amount} to recover, and {wanted} was expected.", **facts))


def _meant(expected: programme.ExpectedPayment, payout: Payout) -> bool:
    return (
        payout.incentive == expected.incentive
        and (expected.key is None or payout.subject.key == key_text(expected.key))
        and (expected.payee is None or payout.payee == key_text(expected.payee))
        and (expected.start is None or expected.start <= payout.earned_on)
        and (expected.end is None or payout.earned_on <= expected.end)
        and (expected.part is None or payout.part == expected.part)
    )


def _amount(amount: Decimal, ran: Result, found: list[Payout]) -> str:
    unit = next((one.unit for one in found if one.unit is not None), None)
    return f"{number(amount)}{THIN}{unit}" if unit else f"{figure(amount, ran.minor_digits)}{THIN}{ran.currency}"


def _failed(explanation: Explanation) -> Iterator[str]:
    """How the requirements that failed may be named: by title, by text, by the title of a way."""
    for step in explanation.steps:
        match step:
            case Judged(outcome="failed"):
                yield from _names(step)
            case JudgedWays(outcome="failed", ways=ways):
                for way in ways:
                    yield from way.titles.values()
                    for one in way.requirements:
                        if one.outcome == "failed":
                            yield from _names(one)
            case _:
                pass


def _names(one: Judged) -> list[str]:
    return list(one.titles.values()) if one.titles else [one.text]


def _reason(explanation: Explanation) -> Phrase | str | None:
    match explanation.outcome:
        case "no candidate":
            return explanation.reason
        case "nothing":
            failed = list(_failed(explanation))
            return Phrase("it fails for want of {missing}.", missing=_titles(failed)) if failed else None
        case "capped":
            return Phrase("a cap took the rest.")
        case _:
            return None


def _value(expected: programme.ExpectedValue, outcome: Outcome, rules: programme.Rules) -> Failure | None:
    facts = outcome.facts
    fact = facts.by_record.get(expected.record, {}).get(expected.key)
    if fact is None:
        said = Phrase("there is no `{record}` `{key}`.", record=expected.record, key=key_text(expected.key))
        return Failure(expected.span, said)
    evaluator = next(one for one in outcome.evaluators if one.rules is rules)
    frame = frame_for(expected.slots, expected.as_of or outcome.as_of, fact)
    try:
        with exactly():
            if evaluator.scalar(expected.condition)(frame):
                return None
            value = evaluator.scalar(expected.shown)(frame)
    except Broken as broken:
        return Failure(expected.span, broken.fault(fact))
    said = Phrase(
        "`{text}` is {found}.",
        text=" ".join(expected.shown.span.text.split()),
        found=_shown(value, expected.shown.type, facts.model),
    )
    hint = Phrase("round it: `round … to 0.01`.") if isinstance(value, Fraction) else None
    return Failure(expected.span, said, hint)


def _shown(value: Any, type_: Type, model: Model) -> str | Phrase:
    found = shown_value(value, type_, model)
    if value is None:
        return Phrase("missing")
    return (Phrase("yes") if value else Phrase("no")) if isinstance(value, bool) else found
