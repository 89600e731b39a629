"""The guide of a programme for its partners: the rules as a document, from the rule files alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from palier.meaning.programme import Benefit, Incentive, Rules
from palier.report.blocks import Block, Document, Heading, Item, Items, Note, Paragraph, Table
from palier.report.guide_examples import told
from palier.report.guide_incentives import incentive_blocks
from palier.report.guide_lines import Writing, said, scalars_of
from palier.report.guide_stacks import protection_blocks, stack_blocks
from palier.report.guide_tables import table_block
from palier.report.guide_tiers import ladder_blocks
from palier.report.phrase import Intricate
from palier.report.phrase_names import Names, quotation
from palier.result.illustration import Illustration
from palier.speech import Language
from palier.speech.noun import raised


def guide(
    versions: Sequence[Rules], illustrations: Sequence[Mapping[str, tuple[Illustration, ...]]], language: Language
) -> Document:
    """The whole guide. `illustrations` holds those of each version, by incentive or stack."""
    last = versions[-1]
    names = Names(last, language)
    blocks: list[Block] = [Heading(1, names.title(last.titles, last.name))]
    several = len(versions) > 1
    if several:
        blocks.append(
            Paragraph(language.say("This programme has several versions. Each governs what is earned in its time."))
        )
        head = (language.say("Version"), language.say("Governs"))
        blocks.append(Table(head, tuple((rules.version or "", _time(rules, language)) for rules in versions)))
    for rules, shown in reversed(list(zip(versions, illustrations, strict=True))):
        if several:
            title = language.say("Version {version}: {time}", version=rules.version or "", time=_time(rules, language))
            blocks.append(Heading(2, title))
        blocks.extend(_version(rules, shown, Writing(rules, language, 3 if several else 2), alone=not several))
    return Document(tuple(blocks))


def _version(
    rules: Rules, shown: Mapping[str, tuple[Illustration, ...]], writing: Writing, *, alone: bool
) -> Iterator[Block]:
    yield from _beginning(rules, writing, alone=alone)
    for ladder in rules.ladders.values():
        yield from ladder_blocks(ladder, writing)
    say = writing.language.say
    yield from _incentives(say("What is paid"), rules.incentives, shown, writing)
    together = [one for one in rules.stacks.values() if one.start is None]
    if together or len(rules.incentives) > 1:
        yield Heading(writing.level, say("What adds up, and what does not"))
        yield Paragraph(say("What is not named below is paid on its own, beside all else."))
    for stack in together:
        yield from stack_blocks(stack, writing)
        yield from _tables([*scalars_of(stack)], writing)
    yield from _incentives(say("What is taken off prices"), rules.discounts, shown, writing)
    prices = [one for one in rules.stacks.values() if one.start is not None]
    if prices:
        yield Heading(writing.level, say("Prices"))
    for stack in prices:
        yield from stack_blocks(stack, writing)
        yield from _tables([*scalars_of(stack)], writing)
        yield from (Note(told(one, writing)) for one in shown.get(stack.name, ()))
    yield from _benefits(rules, writing)
    if rules.protections:
        yield Heading(writing.level, say("What is protected"))
    for protection in rules.protections.values():
        yield from protection_blocks(protection, writing)
        yield from _tables([*scalars_of(protection)], writing)
    yield from _left(rules, writing)
    yield from _terms(rules, writing)


def _beginning(rules: Rules, writing: Writing, *, alone: bool) -> Iterator[Block]:
    language = writing.language
    say = language.say
    names = Names(rules, language)
    if alone:
        if rules.version is not None:
            yield Paragraph(say("Version {version}: {time}.", version=rules.version, time=_time(rules, language)))
        else:
            yield Paragraph(raised(say("{time}.", time=_time(rules, language))))
    items = [
        Item(say("Partners of this programme: {who}.", who=names.noun(rules.payee).plural)),
        Item(say("Amounts are in {currency}, rounded once, to its smallest coin.", currency=rules.model.currency)),
    ]
    if rules.fiscal_month != 1:
        from datetime import date

        first = language.day(date(2001, rules.fiscal_month, 1)).replace("2001", "").strip()
        items.append(
            Item(say("The fiscal year starts on {day}, and is named by the year in which it ends.", day=first))
        )
    yield Items(tuple(items))


def _time(rules: Rules, language: Language) -> str:
    start, end = rules.effective_from, rules.effective_to
    if start is None and end is None:
        return language.say("at all times")
    if end is None:
        assert start is not None
        return language.say("from {start} on", start=language.day(start))
    if start is None:
        return language.say("until {end}", end=language.day(end))
    return language.say("from {start} to {end}", start=language.day(start), end=language.day(end))


def _incentives(
    title: str,
    found: Mapping[str, Incentive],
    shown: Mapping[str, tuple[Illustration, ...]],
    writing: Writing,
) -> Iterator[Block]:
    if found:
        yield Heading(writing.level, title)
    names = Names(writing.rules, writing.language)
    for incentive in found.values():
        yield Heading(writing.level + 1, names.title(incentive.titles, incentive.name))
        yield from incentive_blocks(incentive, writing)
        yield from _stands_in(incentive.name, writing)
        yield from _tables([*scalars_of(incentive)], writing)
        yield from (Note(told(one, writing)) for one in shown.get(incentive.name, ()))


def _stands_in(name: str, writing: Writing) -> Iterator[Block]:
    """Which stacks it combines with others in."""
    names = Names(writing.rules, writing.language)
    stacks = [
        names.quoted(names.title(one.titles, one.name))
        for one in writing.rules.stacks.values()
        if any(name in line.members for line in one.lines)
    ]
    if stacks:
        yield Paragraph(
            writing.language.say("How it combines with others: see {stacks}.", stacks=names.all_of(stacks)), soft=True
        )


def _benefits(rules: Rules, writing: Writing) -> Iterator[Block]:
    if not rules.benefits:
        return
    say = writing.language.say
    names = Names(rules, writing.language)
    yield Heading(writing.level, say("What is granted besides money"))
    for benefit in rules.benefits.values():
        yield Heading(writing.level + 1, names.title(benefit.titles, benefit.name))
        yield from _benefit(benefit, writing, names)


def _benefit(benefit: Benefit, writing: Writing, names: Names) -> Iterator[Block]:
    say = writing.language.say
    if benefit.grant is not None:
        yield from incentive_blocks(benefit.grant, writing)
        yield from _tables([*scalars_of(benefit.grant)], writing)
    tiers = [
        names.title(tier.titles, tier.name)
        for ladder in writing.rules.ladders.values()
        for tier in ladder.tiers
        if benefit.name in tier.grants
    ]
    if tiers:
        yield Paragraph(say("Granted by these tiers: {tiers}.", tiers=names.all_of(tiers)))


def _tables(scalars: list[object], writing: Writing) -> Iterator[Block]:
    """The tables that something looks at, each where it is first spoken of."""
    for name in writing.mention(scalars):
        if name not in writing.tables_told:
            writing.tables_told.add(name)
            yield table_block(name, writing.wording())


def _left(rules: Rules, writing: Writing) -> Iterator[Block]:
    """Tables that nothing above looks at."""
    left = [name for name in rules.tables if name not in writing.tables_told]
    if left:
        yield Heading(writing.level, writing.language.say("Further tables"))
    for name in left:
        yield table_block(name, writing.wording())


def _terms(rules: Rules, writing: Writing) -> Iterator[Block]:
    """What the definitions mean that were spoken of, and those that partners are shown."""
    for key, definition in rules.definitions.items():
        if definition.shown:
            writing.mentioned.setdefault(key)
            writing.mention([definition.body])
    if not writing.mentioned:
        return
    wording = writing.wording()
    say = writing.language.say
    yield Heading(writing.level, say("What the words mean"))
    items = []
    for key in writing.mentioned:
        definition = rules.definitions[key]
        title = wording.names.title(definition.titles, definition.name)
        try:
            cases = wording.cases(definition.body)
        except Intricate:
            items.append(Item(title, quotation(definition.body)))
            continue
        if cases is None:
            text, rule = said(definition.body, wording)
            items.append(Item(title, rule) if rule else Item(say("{title}: {text}", title=title, text=text)))
            continue
        inside = []
        for condition, then in cases:
            text, rule = said(then, wording)
            if condition is None:
                inside.append(Item(say("in all other cases: {text}", text=text), rule))
            else:
                inside.append(Item(say("where {condition}: {text}", condition=condition, text=text), rule))
        items.append(Item(title, None, tuple(inside)))
    yield Items(tuple(items))
