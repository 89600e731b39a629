"""Where a partner stands, in sentences of its language: sections of lines and tables, for a terminal and for a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from palier.meaning.types import MemberOf, ReferenceTo, TierOf, Type, present
from palier.report.judged_told import JudgedTold, Line
from palier.report.values import Words
from palier.result import Explanation, Given, Judged, JudgedWays, Money, Subject
from palier.result.explanation import Step
from palier.result.progress import (
    CapLeft,
    LadderProgress,
    Missed,
    Named,
    NextStep,
    Progress,
    Proposal,
    Proposed,
    TierAhead,
    UnderWay,
)
from palier.speech import Language
from palier.speech.noun import noun_of, raised


@attrs.frozen
class Table:
    """Rows of texts under heads; `figures` are the columns of figures."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int]


@attrs.frozen
class Section:
    """A part of the whole under a title."""

    title: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None


@attrs.frozen
class Told:
    """The whole: its title, what it is judged by, and its sections."""

    programme: str
    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]


def told(progress: Progress, language: Language) -> Told:
    """Puts it into words."""
    return _Telling(progress, language).told()


class _Telling:
    def __init__(self, progress: Progress, language: Language) -> None:
        self.progress = progress
        self.language = language
        self.words = Words(progress.currency, progress.minor_digits, language)
        self.judging = JudgedTold(language, self.value)

    def told(self) -> Told:
        say, progress = self.language.say, self.progress
        who = progress.partner if progress.name is None else f"{progress.name} ({progress.partner})"
        return Told(
            self.named(progress.programme),
            say("{partner} on {day}", partner=who, day=self.language.day(progress.as_of)),
            (say("What lies ahead is judged by what is known on this day, if nothing else happens until then."),),
            tuple(one for one in self.sections() if one.lines or one.table is not None),
        )

    def sections(self) -> Iterator[Section]:
        """In the order in which a partner asks."""
        say, progress = self.language.say, self.progress
        for ladder in progress.ladders:
            yield Section(self.named(ladder.ladder), tuple(self.ladder(ladder)))
        yield Section(say("Under way"), tuple(self.ways_ahead()))
        yield Section(say("Nearly earned in the last twelve months"), tuple(map(self.missed, progress.missed)))
        yield Section(say("What the limits leave"), table=self.caps(progress.caps))
        yield Section(say("Carried on"), tuple(self.balances()))
        yield Section(say("Protected for the partner"), tuple(self.claims()))
        yield Section(say("Granted"), tuple(self.benefits()))
        yield Section(say("Figures of the day"), table=self.figures())
        yield Section(say("Earned so far"), table=self.earned())

    # --- tiers

    def ladder(self, ladder: LadderProgress) -> Iterator[Line]:
        """The tier held, what keeps it, and those above."""
        say, day = self.language.say, self.language.day
        tier, start = self.named(ladder.tier), day(ladder.start)
        if ladder.until is None:
            yield Line(say("{tier} since {start}, with no end.", tier=tier, start=start))
        else:
            until = day(ladder.until)
            yield Line(say("{tier} since {start}, at least until {until}.", tier=tier, start=start, until=until))
        if ladder.review is not None:
            yield Line(say("The next review is on {day}.", day=day(ladder.review)))
        for condition in ladder.lost_when:
            yield Line(say("It is lost at once when “{condition}” holds.", condition=condition))
        if ladder.grants:
            yield Line(say("It grants: {benefits}.", benefits=self.list(ladder.grants)))
        if ladder.keep and ladder.keep_by is not None:
            facts = {"tier": tier, "day": day(ladder.keep_by)}
            if ladder.kept:
                text = say("{tier} is kept beyond its year, as things stand on {day}:", **facts)
            else:
                text = say("To keep {tier} beyond its year, by {day}:", **facts)
            yield Line(text, "met" if ladder.kept else "failed", tuple(self.judging.lines(ladder.keep)))
        for above in ladder.above:
            yield self.above(above)

    def above(self, above: TierAhead) -> Line:
        """A tier above the one held."""
        say, day = self.language.say, self.language.day
        facts = {"tier": self.named(above.tier), "review": day(above.review), "day": day(above.by)}
        inside = list(self.judging.lines(above.steps))
        if above.invited is not None:
            text = say("Invited to this tier") if above.invited else say("Only by invitation: not invited yet")
            inside.insert(0, Line(text, "met" if above.invited else "failed"))
        if above.grants:
            inside.append(Line(say("It adds: {benefits}.", benefits=self.list(above.grants))))
        inside.extend(self.proposal(above.proposal, tier=self.named(above.tier)))
        missing = [part for step in above.steps if (part := self.short(step)) is not None]
        if above.met:
            text = say("{tier} is reached at the review of {review}, as things stand.", **facts)
        elif missing:
            text = say("{missing} short of {tier}, by {day}.", missing=self.language.listed(missing), **facts)
        else:
            text = say("{tier} is not reached at the review of {review}, as things stand.", **facts)
        return Line(text, "met" if above.met else "failed", tuple(inside))

    def short(self, step: Step) -> str | None:
        """What is missing of a requirement, as part of a sentence."""
        match step:
            case Judged(outcome="met") | JudgedWays(outcome="met") | Given():
                return None
            case JudgedWays(ways=ways):
                parts = [part for one in ways[0].requirements if (part := self.short(one)) is not None]
                return self.language.listed(parts) or None
            case Judged():
                size = self.judging.gap(step)
                if size is None or step.compared is None:
                    return self.language.say("“{text}”", text=self.judging.asked(step))
                what = self.language.title(step.compared.titles, step.compared.name)
                return self.language.say("{size} of “{what}”", size=size, what=what)

    # --- what is under way, what was missed

    def ways_ahead(self) -> Iterator[Line]:
        """Periods one by one; parts that will be paid together."""
        together: dict[str, list[UnderWay]] = {}
        for one in self.progress.under_way:
            if one.explanation.part is not None and one.explanation.amount:
                together.setdefault(one.incentive.name, []).append(one)
            else:
                yield self.way_ahead(one)
        for several in together.values():
            amounts = [one.explanation.amount for one in several if one.explanation.amount is not None]
            total = self.amount(sum(amounts[1:], amounts[0]), several[0].explanation.currency)
            days = [one.explanation.earned_on for one in several if one.explanation.earned_on is not None]
            facts = {
                "incentive": self.named(several[0].incentive),
                "amount": total,
                "day": self.language.day(max(days)),
            }
            number = len(several)
            yield Line(
                self.language.several(
                    "{incentive}: the next payment comes to {amount}, by {day}, as things stand.",
                    "{incentive}: the next {number} payments come to {amount}, by {day}, as things stand.",
                    number,
                    **facts,
                ),
                "met",
            )

    def way_ahead(self, one: UnderWay) -> Line:
        """A period or a part whose day is still to come."""
        say, found = self.language.say, one.explanation
        day = found.earned_on or self.progress.as_of
        facts = {"incentive": self.about(one.incentive, found), "day": self.language.day(day)}
        inside = list(self.judging.lines(found.steps, failed=bool(found.amount)))
        if one.least is not None and found.gross is not None:
            have, wanted = self.amount(found.gross, found.currency), self.amount(one.least, found.currency)
            inside = [Line(say("{have} so far; the least is {wanted}", have=have, wanted=wanted))]
        for step in one.steps:
            inside.append(self.next_step(step))
        inside.extend(self.proposal(one.proposal))
        if found.amount:
            amount = self.amount(found.amount, found.currency)
            text = say("{incentive}: {amount} on {day}, as things stand.", amount=amount, **facts)
            return Line(text, "met", tuple(inside))
        text = say("{incentive}: nothing on {day}, as things stand.", **facts)
        return Line(text, "failed", tuple(inside))

    def next_step(self, step: NextStep) -> Line:
        """What is missing to the next step of a table."""
        facts = {
            "table": self.named(step.table),
            "measure": self.named(step.measure),
            "now": self.value(step.type, step.now),
            "limit": self.value(step.type, step.limit),
            "gives": self.value(step.output, step.gives),
            "then": self.value(step.output, step.would_give),
        }
        text = self.language.say("{table}: {gives} at {now}, {then} from {limit} of “{measure}” on", **facts)
        return Line(text, None, tuple(self.proposal(step.proposal)))

    def missed(self, missed: Missed) -> Line:
        """A candidate that earned nothing, and what it lacked."""
        found = missed.explanation
        facts = {
            "incentive": self.about(missed.incentive, found),
            "day": self.language.day(found.earned_on or date.min),
        }
        text = self.language.say("{incentive}, on {day}, earned nothing.", **facts)
        inside = [*self.judging.lines(found.steps, failed=True), *self.proposal(missed.proposal, past=True)]
        if missed.number > 1:
            others = self.language.several(
                "{number} other lacked the same.", "{number} others lacked the same.", missed.number - 1
            )
            inside.append(Line(others))
        return Line(text, "failed", tuple(inside))

    def about(self, incentive: Named, found: Explanation) -> str:
        """An incentive, and for what."""
        title = self.named(incentive)
        if found.subject.key == self.progress.partner:
            return title if found.period is None else f"{title} ({found.period})"
        subject = self.value(ReferenceTo(found.subject.record), found.subject)
        record = self.thing(self.progress.records.get(found.subject.record, {}), found.subject.record)
        return f"{title} ({record} {subject})"

    def proposal(self, proposal: Proposal | None, tier: str | None = None, *, past: bool = False) -> Iterator[Line]:
        """What would earn it, and what it then pays."""
        if proposal is None:
            return
        say = self.language.say
        if proposal.amount is None:
            text = say("{tier} is reached with:", tier=tier or "")
        elif past:
            text = say("It would have paid {amount} with:", amount=self.money(proposal.amount))
        else:
            text = say("It pays {amount} with:", amount=self.money(proposal.amount))
        yield Line(text, "idea", tuple(Line(self.proposed(one)) for one in proposal.changes))

    def proposed(self, one: Proposed) -> str:
        """Facts more, or other values in one."""
        say = self.language.say
        told = [
            say("{what}: {value}", what=self.named(field.called), value=self.value(field.type, field.value))
            for field in one.told
        ]
        fields = self.language.listed(told)
        record, number = self.thing(one.record.titles, one.record.name), len(one.rows)
        if one.key is not None:
            return say("{record} {key}, with {fields}", record=raised(record), key=one.key, fields=fields)
        several = self.language.several
        if one.on is None:
            head = several("one more “{record}”", "{number} more “{record}”", number, record=record)
        else:
            day = self.language.day(one.on)
            head = several(
                "one more “{record}” on {day}", "{number} more “{record}” on {day}", number, record=record, day=day
            )
        return say("{record}, with {fields}", record=head, fields=fields) if fields else head

    # --- limits, balances, claims, benefits, figures

    def caps(self, caps: Sequence[CapLeft]) -> Table | None:
        """A row for each limit."""
        say = self.language.say
        heads = (say("Incentive"), say("Limit"), say("Used"), say("Left"), say("Until"))
        rows = []
        for one in caps:
            named = self.named(one.incentive)
            if one.everybody:
                named = say("{incentive}, all partners together", incentive=named)
            if one.beside:
                named = f"{named} ({', '.join(one.beside)})"
            limit, used, left = (self.capped(one, value) for value in (one.limit, one.used, one.left))
            until = say("no end") if one.until is None else self.language.day(one.until)
            rows.append((named, limit, used, left, until))
        return Table(heads, tuple(rows), frozenset({1, 2, 3})) if rows else None

    def capped(self, cap: CapLeft, value: Any) -> str:
        """A limit: an amount, or a number of payments."""
        if cap.payments:
            return self.language.several("{number} payment", "{number} payments", int(value))
        return self.amount(value, cap.unit)

    def balances(self) -> Iterator[Line]:
        """What is owed, or was advanced."""
        say = self.language.say
        for incentive, balance in self.progress.balances:
            facts = {"incentive": self.named(incentive), "amount": self.words.money(balance.amount)}
            if balance.kind == "to recover":
                yield Line(say("{incentive}: {amount} advanced, to be taken off later payouts.", **facts))
            else:
                yield Line(say("{incentive}: {amount} still to come.", **facts))

    def claims(self) -> Iterator[Line]:
        """What is protected, and until when."""
        for one in self.progress.claims:
            on = ", ".join(self.value(part.type, part.value) for part in one.on)
            facts = {"protection": self.named(one.protection), "on": on, "by": one.by.key}
            until = self.language.day(one.until)
            yield Line(self.language.say("{protection}: {on}, until {day} (by {by}).", day=until, **facts))

    def benefits(self) -> Iterator[Line]:
        """What is not money."""
        for one in self.progress.benefits:
            keys = [subject.key for subject in one.subjects if subject.key != self.progress.partner]
            named = self.named(one.benefit)
            yield Line(f"{named} ({', '.join(keys)})" if keys else named)

    def figures(self) -> Table | None:
        """What the rules show of a partner."""
        rows = [(self.named(one.called), self.value(one.type, one.value)) for one in self.progress.figures]
        return Table((), tuple(rows), frozenset({1})) if rows else None

    def earned(self) -> Table | None:
        """What each incentive paid by the day."""
        rows = [(self.named(incentive), self.money(amount)) for incentive, amount in self.progress.earned]
        return Table((), tuple(rows), frozenset({1})) if rows else None

    # --- values

    def named(self, one: Named) -> str:
        """Its title in the language of the reader, else its name in words."""
        return self.language.title(one.titles, one.name)

    def thing(self, titles: Mapping[str | None, str], name: str) -> str:
        """What a fact of a record is called within a sentence, without an article."""
        title = self.language.title(titles, name)
        words = noun_of(title, self.language).words
        return words if title.endswith(words) else title

    def list(self, several: Sequence[Named]) -> str:
        """Several of them in a row."""
        return self.language.listed([self.named(one) for one in several])

    def value(self, of: Type, value: Any) -> str:
        """A value; members and tiers by their titles, facts by their names."""
        match present(of), value:
            case (MemberOf(name) | TierOf(name), str()):
                return self.language.title(self.progress.labels.get((name, value), {}), value)
            case _, Subject(record, key):
                called = self.progress.name_of(record, key)
                return key if called is None else f"{called} ({key})"
            case _:
                return self.words.value(of, value)

    def money(self, amount: Money) -> str:
        """An amount of money or of a unit."""
        return self.words.amount(amount)

    def amount(self, amount: Any, unit: str) -> str:
        """An amount of a currency or unit."""
        return self.words.amount(Money(amount, unit))
