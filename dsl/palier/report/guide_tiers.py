"""A ladder of tiers in the sentences of a guide: what each asks, what it grants, how it is reviewed, held and lost."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from palier.meaning import core
from palier.meaning.programme import Ladder, Tier
from palier.report import phrase_times
from palier.report.blocks import Block, Heading, Item, Items, Paragraph, Table
from palier.report.guide_lines import Writing, requirements, said, step_scalars
from palier.report.guide_tables import table_block
from palier.report.phrase import Wording, lets_of


def ladder_blocks(ladder: Ladder, writing: Writing) -> Iterator[Block]:
    """The whole section."""
    wording = writing.wording(lets_of(tuple(step for tier in ladder.tiers for step in tier.steps)))
    yield Heading(writing.level, wording.names.title(ladder.titles, ladder.name))
    tiers = [wording.names.title(tier.titles, tier.name) for tier in ladder.tiers]
    yield Paragraph(
        wording.say(
            "There are these tiers, from the lowest to the highest: {tiers}.", tiers=wording.names.all_of(tiers)
        )
    )
    yield _overview(ladder, wording)
    for tier, title in zip(ladder.tiers, tiers, strict=True):
        if (
            tier.invitation is not None
            or tier.lost is not None
            or any(isinstance(one, core.Ways) for one in tier.steps)
        ):
            yield Heading(writing.level + 1, title)
            yield from _tier(tier, wording)
    used = writing.mention([scalar for tier in ladder.tiers for scalar in step_scalars(tier.steps)])
    for name in used:
        if name not in writing.tables_told:
            writing.tables_told.add(name)
            yield table_block(name, wording)
    yield Heading(writing.level + 1, wording.say("How a tier is reached, held and lost"))
    yield Items(tuple(Item(text, rule) for text, rule in _reviews(ladder, wording)))
    if isinstance(ladder.starts_at, core.If):
        yield Paragraph(wording.say("Who is new begins at:"))
        yield Items(tuple(_starts(ladder.starts_at, wording)))
    elif ladder.starts_at is not None:
        text, rule = said(ladder.starts_at, wording)
        yield Paragraph(
            wording.say("Who is new begins at: {tier}.", tier=text)
            if rule is None
            else wording.say("Who is new begins at:"),
            rule,
        )


def _overview(ladder: Ladder, wording: Wording) -> Block:
    """A row for each tier: what is asked, in the titles of its requirements, and what is granted."""
    grants = any(tier.grants for tier in ladder.tiers)
    rows = []
    for tier in ladder.tiers:
        asked = []
        for item in requirements(tier.steps, wording):
            asked.append(item.text or item.rule or "")
            asked.extend(one.text or one.rule or "" for one in item.inside)
        row = [wording.names.title(tier.titles, tier.name), "; ".join(asked) or wording.say("nothing")]
        if grants:
            row.append(
                wording.names.all_of([wording.incentive(name) for name in tier.grants]) or wording.say("nothing")
            )
        rows.append(tuple(row))
    head = [wording.say("Tier"), wording.say("What it asks"), wording.say("What it grants")]
    return Table(tuple(head[: 3 if grants else 2]), tuple(rows))


def _tier(tier: Tier, wording: Wording) -> Iterator[Block]:
    asked = list(requirements(tier.steps, wording))
    if tier.invitation is not None:
        text, rule = said(tier.invitation, wording)
        asked.insert(
            0,
            Item(
                wording.say("By invitation: {condition}", condition=text)
                if rule is None
                else wording.say("By invitation:"),
                rule,
            ),
        )
    if asked:
        yield Paragraph(wording.say("What is asked:"))
        yield Items(tuple(asked))
    else:
        yield Paragraph(wording.say("Nothing is asked."))
    if tier.grants:
        yield Paragraph(
            wording.say(
                "It grants: {benefits}.", benefits=wording.names.all_of([wording.incentive(one) for one in tier.grants])
            )
        )
    if tier.lost is not None:
        text, rule = said(tier.lost, wording)
        yield Paragraph(
            wording.say("It is lost at once when: {condition}.", condition=text)
            if rule is None
            else wording.say("It is lost at once when:"),
            rule,
        )


def _reviews(ladder: Ladder, wording: Wording) -> Iterator[tuple[str, str | None]]:
    say, number = wording.say, wording.language.number
    if ladder.period is not None:
        yield (
            say(
                "Tiers are reviewed on the first day of {period}.",
                period=phrase_times.each(ladder.period, wording.language),
            ),
            None,
        )
    else:
        months = say("every month")
        if ladder.months != 1:
            months = say("every {number} months", number=number(Decimal(ladder.months)))
        start = ladder.start or wording.rules.effective_from
        if start is None:
            yield say("Tiers are reviewed {rhythm}.", rhythm=months), None
        else:
            yield (
                say("Tiers are reviewed {rhythm}, from {day} on.", rhythm=months, day=wording.language.day(start)),
                None,
            )
    yield say("A review looks at what was dated before its day; the tier that it finds holds from that day on."), None
    if ladder.hold is None:
        yield say("A tier is held for ever."), None
    else:
        held = wording.language.several("{number} month", "{number} months", ladder.hold)
        yield (
            say(
                "A tier is held for {duration}; who meets it again at a review holds it anew for as long.",
                duration=held,
            ),
            None,
        )
    if ladder.steps is not None:
        text = say("A review moves nobody by more than one tier.")
        if ladder.steps != 1:
            text = say("A review moves nobody by more than {number} tiers.", number=number(Decimal(ladder.steps)))
        yield text, None
    if ladder.lost is not None:
        text, rule = said(ladder.lost, wording)
        yield (
            (
                say("Every tier is lost at once when: {condition}.", condition=text)
                if rule is None
                else say("Every tier is lost at once when:")
            ),
            rule,
        )


def _starts(scalar: core.If, wording: Wording) -> Iterator[Item]:
    at: core.Scalar = scalar
    while isinstance(at, core.If):
        text, rule = said(at.condition, wording)
        tier, _ = said(at.then, wording)
        if rule is None:
            yield Item(wording.say("{tier}, where {condition}", tier=tier, condition=text))
        else:
            yield Item(wording.say("{tier}, where this holds:", tier=tier), rule)
        at = at.otherwise
    yield Item(wording.say("{tier} in all other cases", tier=said(at, wording)[0]))
