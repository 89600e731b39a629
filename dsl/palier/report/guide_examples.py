"""An example of a guide in sentences: a fact, and what the run makes of it."""

from __future__ import annotations

from palier.meaning.types import ReferenceTo, present
from palier.report.cells import printable
from palier.report.guide_lines import Writing
from palier.report.phrase_names import Names
from palier.result import Money
from palier.result.illustration import Illustration
from palier.speech.noun import lowered, raised


def told(one: Illustration, writing: Writing) -> str:
    """`For example: technical assessment E1, completed on 2 March 2021 …. Alpha Systems gets €2,000.00.`"""
    names = Names(writing.rules, writing.language)
    say = writing.language.say
    record = writing.rules.model.records[one.record]
    noun = names.noun(one.record)
    fields = []
    for field, type_, value in one.values:
        declared = record.by_name[field]
        title = lowered(names.title(declared.titles, field))
        shown = str(value) if isinstance(present(type_), ReferenceTo) else names.value(type_, value, together=True)
        fields.append(say("{title}: {text}", title=title, text=printable(shown)))
    about = f"{noun.words} {printable(one.key)}"
    if one.period is not None:
        about = say("{what}, {period}", what=about, period=one.period)
    fact = f"{raised(about)} ({', '.join(fields)})" if fields else raised(about)
    if one.price is not None:
        return say(
            "For example: {fact}. The price begins at {start} and comes to {amount}.",
            fact=fact,
            start=names.words.money(one.price.start),
            amount=names.words.money(one.price.amount),
        )
    paid = []
    for payee, amount, on in one.paid:
        facts = {"payee": printable(payee), "day": writing.language.day(on)}
        if amount.amount < 0:
            back = names.words.amount(Money(-amount.amount, amount.currency))
            paid.append(say("{payee} gives {amount} back on {day}", amount=back, **facts))
        else:
            paid.append(say("{payee} gets {amount} on {day}", amount=names.words.amount(amount), **facts))
    if one.capped and one.gross is not None and one.paid:
        gross = names.words.amount(Money(one.gross, one.paid[0][1].currency))
        return say(
            "When a limit is met: {fact}. It would come to {gross}; {paid}.",
            fact=fact,
            gross=gross,
            paid=names.all_of(paid),
        )
    return say("For example: {fact}. {paid}.", fact=fact, paid=names.all_of(paid))
