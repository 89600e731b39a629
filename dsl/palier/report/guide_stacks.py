"""Stacks, prices and protections in the sentences of a guide."""

from __future__ import annotations

from collections.abc import Iterator

from palier.meaning.programme import EachFact, Protection, Stack
from palier.report.blocks import Block, Heading, Item, Items, Paragraph
from palier.report.guide_incentives import caps, subject
from palier.report.guide_lines import Writing, requirements, said
from palier.report.phrase import Wording, lets_of
from palier.report.phrase_names import quotation


def stack_blocks(stack: Stack, writing: Writing) -> Iterator[Block]:
    """How its members combine, line by line."""
    wording = writing.wording()
    say = wording.say
    yield Heading(writing.level + 1, wording.names.title(stack.titles, stack.name))
    yield Paragraph(subject(stack.subject, None, wording)[0])
    if stack.start is not None:
        text, rule = said(stack.start, wording)
        yield Paragraph(
            say("The price begins at: {start}.", start=text) if rule is None else say("The price begins at:"), rule
        )
    items = []
    for line in stack.lines:
        members = [wording.names.quoted(wording.incentive(one)) for one in line.members]
        items.append(
            Item(
                _line(line.kind, members, [wording.names.quoted(wording.incentive(one)) for one in line.after], wording)
            )
        )
    yield Items(tuple(items))
    if stack.floor is not None:
        text, rule = said(stack.floor, wording)
        yield Paragraph(
            say("The price is never below: {floor}.", floor=text) if rule is None else say("The price is never below:"),
            rule,
        )
    yield from caps(stack.caps, wording)
    if stack.caps and len(stack.leaves) > 1:
        last = wording.names.quoted(wording.incentive(stack.leaves[-1]))
        yield Paragraph(
            say("Where a limit is met, what is written last gives way first: {last}.", last=last), soft=True
        )


def _line(kind: str, members: list[str], after: list[str], wording: Wording) -> str:
    say = wording.say
    both, either = wording.names.all_of(members), wording.names.any_of(members)
    match kind:
        case "add":
            return (
                say("{members}: paid in full.", members=both)
                if len(members) == 1
                else say("{members}: all are paid, and add up.", members=both)
            )
        case "best of":
            return say("{members}: only the one that comes to most.", members=either)
        case "first of":
            return say("{members}: only the first of them, in this order, that comes to anything.", members=either)
        case _ if after:
            return say(
                "{members}: taken of what is left after {after}.", members=both, after=wording.names.all_of(after)
            )
        case _ if len(members) == 1:
            return say("{members}: taken of what is left by those before.", members=both)
        case _:
            return say("{members}: taken one after the other, each of what is left by those before.", members=both)


def protection_blocks(protection: Protection, writing: Writing) -> Iterator[Block]:
    """Who may claim what, for how long, and who comes first."""
    wording = writing.wording(lets_of(protection.steps))
    say = wording.say
    yield Heading(writing.level + 1, wording.names.title(protection.titles, protection.name))
    yield Paragraph(*subject(EachFact(protection.span, protection.record), protection.where, wording))
    asked = requirements(protection.steps, wording)
    if asked:
        yield Paragraph(say("What is asked:"))
        yield Items(asked)
    keys = wording.names.all_of([said(one, wording)[0] or quotation(one) for one in protection.keys])
    claimant, rule = said(protection.claimant, wording)
    start, start_rule = said(protection.start, wording)
    duration, duration_rule = said(protection.duration, wording)
    yield Items(
        (
            Item(say("What is protected: {keys}.", keys=keys)),
            Item(say("For: {claimant}.", claimant=claimant or rule)),
            Item(say("From {start}, for {duration}.", start=start or start_rule, duration=duration or duration_rule)),
            Item(say("Who comes first holds it while it lasts; each further claim of the holder renews it.")),
        )
    )
