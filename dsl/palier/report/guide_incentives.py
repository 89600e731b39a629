"""An incentive, a discount or a benefit in the sentences of a guide."""

from __future__ import annotations

from collections.abc import Iterator

from palier.meaning import core, programme
from palier.meaning.programme import Incentive
from palier.report import phrase_times
from palier.report.blocks import Block, Item, Items, Paragraph
from palier.report.guide_lines import Writing, amount, requirements, said
from palier.report.phrase import Intricate, Wording, lets_of, scope_of
from palier.report.phrase_names import quotation
from palier.speech import Phrase


def incentive_blocks(incentive: Incentive, writing: Writing) -> Iterator[Block]:
    """What it is for, what is asked, what it pays, and what bounds it."""
    lets = lets_of(incentive.steps, incentive.base)
    wording = writing.wording(lets)
    yield Paragraph(*subject(incentive.subject, incentive.where, wording))
    yield from _time(incentive, wording)
    asked = requirements(incentive.steps, wording)
    if asked:
        yield Paragraph(wording.say("What is asked:"))
        yield Items(asked)
    if incentive.kind == "discount":
        yield from amount(
            Phrase("It takes {amount} off."), incentive.amount, wording, wording.say("What it takes off:")
        )
    elif incentive.kind != "benefit":
        yield from amount(Phrase("It pays {amount}."), incentive.amount, wording, wording.say("What it pays:"))
        yield Paragraph(*_who(incentive, wording))
    yield from settlement(incentive, wording)
    yield from caps(incentive.caps, wording)


def subject(of: programme.Subject, where: core.Scalar | None, wording: Wording) -> tuple[str, str | None]:
    """For what there is a candidate, in a sentence, and the rule text of a condition that no sentence says."""
    noun = wording.names.noun(of.record)
    match of:
        case programme.EachFact():
            what = noun.each
        case programme.EachPeriod(period=period):
            what = f"{noun.each} {phrase_times.every(period, wording.language)}"
        case programme.EachPart(unit=unit, calendar=calendar, start=start, until=until):
            what = _part(unit, calendar, wording, noun.of, start, until)
    if where is None:
        return wording.say("For {what}.", what=what), None
    text, rule = said(where, wording)
    if rule is not None:
        return wording.say("For {what}, where this holds:", what=what), rule
    return wording.say("For {what} where {condition}.", what=what, condition=text), None


def _part(unit: str, calendar: bool, wording: Wording, of: str, start: core.Scalar, until: core.Scalar) -> str:
    first, first_rule = said(start, wording)
    last, last_rule = said(until, wording)
    facts = {"of": of, "start": first or f"`{first_rule}`", "until": last or f"`{last_rule}`"}
    if unit == "year":
        return wording.say("each year {of} from {start} until {until}", **facts)
    if calendar:
        return wording.say("each calendar month {of} from {start} until {until}", **facts)
    return wording.say("each month {of} from {start} until {until}", **facts)


def _time(incentive: Incentive, wording: Wording) -> Iterator[Block]:
    start, end = incentive.effective_from, incentive.effective_to
    if start is not None or end is not None:
        facts = {
            "start": None if start is None else (said(start, wording)[0] or quotation(start)),
            "end": None if end is None else (said(end, wording)[0] or quotation(end)),
        }
        if end is None:
            yield Paragraph(wording.say("It runs from {start} on.", start=facts["start"]))
        elif start is None:
            yield Paragraph(wording.say("It runs until {end}, that day included.", end=facts["end"]))
        else:
            yield Paragraph(wording.say("It runs from {start} to {end}, both days included.", **facts))
    if incentive.governed_by is not None:
        text, rule = said(incentive.governed_by.date, wording)
        if rule is None:
            yield Paragraph(wording.say("The version in force on this day governs it: {date}.", date=text))
        else:
            yield Paragraph(wording.say("The version in force on this day governs it:"), rule)
    if incentive.earned_on is not None:
        text, rule = said(incentive.earned_on, wording)
        if rule is None:
            yield Paragraph(wording.say("It is earned on: {date}.", date=text))
        else:
            yield Paragraph(wording.say("It is earned on:"), rule)


def _who(incentive: Incentive, wording: Wording) -> tuple[str, str | None]:
    if incentive.settlement.split:
        shares = [
            wording.say(
                "{share} to: {payee}",
                share=said(one.share, wording)[0] or quotation(one.share),
                payee=_payee(one.to, wording),
            )
            for one in incentive.settlement.split
        ]
        return wording.say("It is split: {shares}.", shares=wording.names.all_of(shares)), None
    facts = {"payee": _payee(incentive.payee, wording)}
    if incentive.payer is None:
        return wording.say("Paid to: {payee}.", **facts), None
    return wording.say("Paid to: {payee}. Paid by: {payer}.", **facts, payer=_payee(incentive.payer, wording)), None


def _payee(scalar: core.Scalar, wording: Wording) -> str:
    try:
        return wording.value(scalar)
    except Intricate:
        return quotation(scalar)


def settlement(incentive: Incentive, wording: Wording) -> Iterator[Block]:
    """What becomes of the amount: true-ups, minimums, instalments, claw-backs."""
    of = incentive.settlement
    say = wording.say
    if of.trued_up is not None:
        yield Paragraph(
            say(
                "The amount is reckoned anew over all that counts {window}; what was paid for it before is taken off.",
                window=phrase_times.window(of.trued_up, wording.language),
            )
        )
    if of.minimum is not None:
        least = of.minimum
        facts = {
            "least": said(least.limit, wording)[0] or quotation(least.limit),
            "scope": scope_of(least.scope, least.period, wording),
        }
        match least.below:
            case "or nothing":
                text = say(
                    "It is paid out {scope}, from a sum of {least} on; of a lower one nothing is paid.",
                    **facts,
                )
            case "or later":
                text = say(
                    "It is paid out {scope}, from a sum of {least} on; a lower one is kept for the next time.",
                    **facts,
                )
            case "topped up":
                text = say("It is paid out {scope}; a sum below {least} is raised to it.", **facts)
            case _:
                text = say(
                    "It is paid out {scope}; a sum below {least} is raised to it by an advance, paid back later.",
                    **facts,
                )
        yield Paragraph(text)
    if of.instalments:
        items = [
            Item(
                say(
                    "{share} on this day: {date}",
                    share=said(one.share, wording)[0] or quotation(one.share),
                    date=said(one.to, wording)[0] or quotation(one.to),
                )
            )
            for one in of.instalments
        ]
        yield Paragraph(say("It is paid in instalments:"))
        yield Items(tuple(items))
    for one in of.claw_backs:
        yield _claw_back(one, wording)


def _claw_back(one: programme.ClawBack, wording: Wording) -> Block:
    say = wording.say
    if one.record is not None:
        noun = wording.names.noun(one.record)
        wording.elements[one.slot] = one.record
        try:
            share = wording.value(one.share)
            text, rule = (
                say("For {each} that refers to it, this share is taken back: {share}.", each=noun.each, share=share),
                None,
            )
        except Intricate:
            text, rule = (
                say("For {each} that refers to it, a share is taken back:", each=noun.each),
                quotation(one.share),
            )
        finally:
            del wording.elements[one.slot]
    else:
        share, share_rule = said(one.share, wording)
        always: tuple[str, str | None] = (say("always"), None)
        condition, condition_rule = always if one.condition is None else said(one.condition, wording)
        day, day_rule = said(one.date, wording) if one.date is not None else (say("that day"), None)
        rules = [rule for rule in (share_rule, condition_rule, day_rule) if rule is not None]
        if rules:
            text, rule = say("A part of it may be taken back:"), "; ".join(rules)
        else:
            text, rule = (
                say(
                    "This share is taken back: {share}. When: {condition}. On this day: {day}.",
                    share=share,
                    condition=condition,
                    day=day,
                ),
                None,
            )
    if one.giving_back:
        text = f"{text} {say('What is taken back counts no longer against the limits.')}"
    return Paragraph(text, rule)


def caps(found: tuple[programme.Cap, ...], wording: Wording) -> Iterator[Block]:
    """The most that is paid, a sentence for each cap."""
    for one in found:
        yield Paragraph(cap_sentence(one, wording))


def cap_sentence(one: programme.Cap, wording: Wording) -> str:
    """`At most €10,000.00 per partner and per calendar year.`"""
    limit = said(one.limit, wording)[0] or quotation(one.limit)
    scope = scope_of(one.scope, one.period, wording)
    if scope and not one.scope:
        scope = wording.say("{period} for all together", period=scope)
    if one.payments:
        limit = wording.say("{limit} payments", limit=limit)
    facts = {"limit": limit, "scope": scope}
    if one.whole_or_nothing:
        if scope:
            return wording.say("At most {limit} {scope}: what does not fit whole is not paid.", **facts)
        return wording.say("At most {limit} in all: what does not fit whole is not paid.", limit=limit)
    if scope:
        return wording.say("At most {limit} {scope}.", **facts)
    return wording.say("At most {limit} in all.", limit=limit)
