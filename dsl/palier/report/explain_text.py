"""How a payout came about, or why there is none, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from palier.meaning.types import COUNT, MONEY, Type, UnitOf, present
from palier.report.became_text import BEFORE_CAPS, accrued_lines, became_lines, named
from palier.report.cells import cell_width, printable
from palier.report.counted import counted
from palier.report.gap_text import gap_text
from palier.report.paint import PLAIN, Paint
from palier.report.place_text import place_name
from palier.report.values import Words, number
from palier.result import CapStep, Explanation, Given, Judged, JudgedWay, JudgedWays, Result, Seen, StackStep
from palier.result.explanation import Step
from palier.speech import title_in


def explain_text(explanation: Explanation, result: Result, paint: Paint = PLAIN) -> str:
    """The whole of it: what, for whom, by which rule, line by line, and the caps."""
    return "".join(f"{line}\n" for line in _Telling(explanation, result, paint).lines())


def headline(explanation: Explanation, result: Result) -> str:
    """One sentence: what is paid for which subject, or that nothing is."""
    return _Telling(explanation, result, PLAIN).headline()


def requirement_lines(explanation: Explanation, result: Result, paint: Paint, indent: str) -> Iterator[str]:
    """The lines of a rule with what each came to."""
    telling = _Telling(explanation, result, paint)
    for step in explanation.steps:
        for line in telling.step(step):
            yield f"{indent}{line.removeprefix('  ')}"


class _Telling:
    def __init__(self, explanation: Explanation, result: Result, paint: Paint) -> None:
        self.explanation = explanation
        self.names = result.names
        self.paint = paint
        self.words = Words(result.currency, result.minor_digits)
        self.due: Type = UnitOf(explanation.currency) if explanation.currency != result.currency else MONEY

    def lines(self) -> Iterator[str]:
        """The headline, then what led to it in the order in which it was computed."""
        told = self.explanation
        yield self.paint("strong", self.headline())
        yield f"  {self.source()}"
        for field, amount, currency, rate in told.converted:
            yield (
                f"  `{field}` came as {number(amount)} {printable(currency)} and was converted at {number(rate)} "
                f"to {self.words.money(amount * rate)}."
            )
        if told.outcome == "no candidate":
            return
        if told.lines:
            yield ""
            yield from accrued_lines(told.lines, self.words, self.due)
        if told.steps:
            yield ""
        for step in told.steps:
            yield from self.step(step)
        if told.pays is not None:
            yield ""
            yield from self.payment(told.pays)
        for line in told.stacks:
            yield from self.stacked(line)
        if told.became and told.pays is None:
            yield ""
        for one in told.became:
            if one.kind in BEFORE_CAPS:
                yield from became_lines(one, self.words, self.due)
        for cap in told.caps:
            yield from self.cap(cap)
        for one in told.became:
            if one.kind not in BEFORE_CAPS:
                yield from became_lines(one, self.words, self.due)
        if told.amount is not None:
            word = "Accrues" if told.outcome == "accrues" else "Amount"
            yield f"  {self.paint('strong', f'{word}: {self.words.value(self.due, told.amount)}')}"
        yield from self.related()

    def related(self) -> Iterator[str]:
        """The payouts that it is paid as, that it is a line of, and that correct it."""
        told = self.explanation
        if told.payouts:
            yield f"  It is paid as {named(told.payouts)}."
        if told.to_come is not None:
            yield f"  {self.words.value(self.due, told.to_come)} of it is still to come."
        if told.settled_in is not None:
            yield f"  It is settled in {named((told.settled_in,))}."
        if told.adjusts is not None:
            yield f"  It adjusts {named((told.adjusts,))}."
        if told.adjusted_by:
            yield f"  It is adjusted by {named(told.adjusted_by)}."

    def headline(self) -> str:
        """What came of it."""
        told = self.explanation
        title = printable(title_in(told.titles, None, told.incentive))
        about = f"{told.subject.record} {printable(told.subject.key)}"
        if told.period is not None:
            about += f", {told.period}"
        if told.part is not None:
            about += f", part {told.part}"
        when = "" if told.earned_on is None else f", earned on {told.earned_on}"
        whom = "" if told.payee is None else f"{self.partner(told.payee)} "
        amount = "nothing" if not told.amount else self.words.value(self.due, told.amount)
        match told.outcome:
            case "paid":
                return f"{title} pays {whom}{amount} for {about}{when}."
            case "capped":
                return f"{title} pays {whom}{amount} for {about}{when}: a cap took the rest."
            case "accrues":
                settled = "settled with its period" if told.settled_in is not None else "its period is not over"
                to = "" if told.payee is None else f"to {self.partner(told.payee)} "
                return f"{title} accrues {amount} {to}for {about}{when}: {settled}."
            case "adjusts" if told.amount and told.amount > 0:
                return f"{title} pays {whom}{amount} more for {about}, on {told.earned_on}."
            case "adjusts":
                back = self.words.value(self.due, -(told.amount or 0))
                whose = "" if told.payee is None else f" from {self.partner(told.payee)}"
                return f"{title} takes back {back}{whose} for {about}, on {told.earned_on}."
            case "nothing":
                return f"{title} pays {whom}nothing for {about}{when}: {self.missing()}."
            case _:
                reason = f": {printable(told.reason)}" if told.reason else ""
                return f"{title} has no candidate in {about}{reason}."

    def missing(self) -> str:
        """What was not met."""
        failed = [step for step in self.explanation.steps if not isinstance(step, Given) and step.outcome == "failed"]
        if not failed:
            least = any(one.kind == "minimum" for one in self.explanation.became)
            return self.passed_over() or ("it is below the least" if least else "its amount is zero")
        if len(failed) == 1:
            return self.unmet(failed[0])
        return f"{counted(len(failed), 'requirement')} are not met"

    def passed_over(self) -> str | None:
        """Which stack took something else instead, if one did."""
        for line in self.explanation.stacks:
            if line.before and not line.after:
                if line.chosen is not None:
                    return f"`{printable(line.stack)}` takes `{printable(line.chosen)}` instead"
                return f"nothing is left of it in `{printable(line.stack)}`"
        return None

    def name(self, step: Judged | JudgedWays) -> str:
        """A requirement in a sentence."""
        match step:
            case Judged():
                return f"“{printable(step.titles[None])}”" if None in step.titles else f"`{printable(step.text)}`"
            case JudgedWays():
                return "the ways"
            case _:
                assert_never(step)

    def unmet(self, step: Judged | JudgedWays) -> str:
        """A requirement that is not met, in a clause."""
        return "none of the ways is met" if isinstance(step, JudgedWays) else f"{self.name(step)} is not met"

    def partner(self, payee: str) -> str:
        """A partner by name and key."""
        name = self.names.get(payee)
        return printable(payee if name is None else f"{name} ({payee})")

    def source(self) -> str:
        """Where the rule is written, and who pays."""
        told = self.explanation
        version = "" if told.version is None else f", version {printable(told.version)}"
        template = "" if told.template is None else f", from the template `{printable(told.template)}`"
        payer = "" if told.payer is None else f"; paid by {self.partner(told.payer)}"
        return f"Rule `{printable(told.incentive)}`, {place_name(told.span)}{version}{template}{payer}."

    def step(self, step: Step) -> Iterator[str]:
        """A line of the rule with what it came to."""
        match step:
            case Judged():
                yield from self.judged(step, "  ")
            case JudgedWays():
                yield f"  {self.mark(step.outcome)} one of {counted(len(step.ways), 'way')}"
                for way in step.ways:
                    yield from self.way(way)
            case Given(name, seen):
                asked = seen.note != "not asked"
                value = self.words.value(seen.type, seen.value) if asked else self.paint("dim", "not asked")
                yield f"  = {printable(name)}: {value}"
                if asked:
                    own = () if seen.text == name else (seen,)
                    yield from self.seen(own if own and not seen.inside else seen.inside, "      ")
            case _:
                assert_never(step)

    def way(self, way: JudgedWay) -> Iterator[str]:
        """One of several ways."""
        title = f"“{printable(way.titles[None])}”" if None in way.titles else "a way"
        yield f"      {self.mark(way.outcome)} {title}"
        for judged in way.requirements:
            yield from self.judged(judged, "          ")

    def judged(self, judged: Judged, indent: str) -> Iterator[str]:
        """A requirement with what it saw."""
        title = f"{printable(judged.titles[None])}: " if None in judged.titles else ""
        line = f"{indent}{self.mark(judged.outcome)} {title}`{printable(judged.text)}`"
        gap = gap_text(judged, self.words) if judged.outcome == "failed" else None
        match judged.outcome:
            case "failed":
                line += f" {self.paint('error', 'fails' if gap is None else f'fails, {gap}')}"
            case "not asked":
                line += f" {self.paint('dim', 'was not asked')}"
            case _:
                pass
        yield line
        yield from self.seen(judged.seen, f"{indent}    ")

    def mark(self, outcome: str) -> str:
        """A sign for how it turned out."""
        match outcome:
            case "met":
                return self.paint("good", "✓")
            case "failed":
                return self.paint("error", "✗")
            case _:
                return self.paint("dim", "·")

    def seen(self, seen: tuple[Seen, ...], indent: str) -> Iterator[str]:
        """Values that were looked at, under each other, with what they were made of."""
        width = max((cell_width(printable(one.text)) for one in seen), default=0)
        for one in seen:
            text = printable(one.text)
            note = "" if one.note is None else f"  {self.paint('dim', f'({printable(one.note)})')}"
            pad = " " * (min(width, 40) - cell_width(text))
            yield f"{indent}{text}{pad}  {self.words.value(one.type, one.value)}{note}"
            yield from self.seen(one.inside, f"{indent}    ")

    def payment(self, pays: Seen) -> Iterator[str]:
        """What the rule pays before the caps, and its rounding."""
        told = self.explanation
        gross = None if told.gross is None else self.words.value(self.due, told.gross)
        exact = told.exact if told.exact is not None else pays.value
        rounded = "" if gross is None or exact == told.gross else f", rounded to {gross}"
        yield f"  pays `{printable(pays.text)}`: {self.words.value(present(pays.type), exact)}{rounded}"
        yield from self.seen(pays.inside, "      ")

    def stacked(self, line: StackStep) -> Iterator[str]:
        """A line of a stack: what it takes of the candidate, and why."""
        yield f"  stack `{printable(line.stack)}`, `{printable(line.line)}`:"
        after = self.words.value(self.due, line.after)
        match line.kind:
            case "cap" if line.cap is not None:
                told = list(self.cap(line.cap))
                yield from (f"    {one.lstrip()}" if number == 0 else one for number, one in enumerate(told))
                lost = line.before - line.after
                yield f"      takes {self.words.value(self.due, lost)} of this, and leaves {after}"
            case "on what is left":
                base = "" if line.base is None else f", of {self.words.value(MONEY, line.base)}"
                yield f"      {self.words.value(MONEY, line.taken)} is taken off its base: {after}{base}"
            case "add":
                yield f"      adds {after}"
            case _ if line.before and not line.after and line.chosen is not None:
                word = "the best" if line.kind == "best of" else "the first"
                yield f"      not {word} of them, which is `{printable(line.chosen)}`: {after}"
            case _:
                yield f"      takes this one: {after}" if line.after else f"      {after}"

    def cap(self, cap: CapStep) -> Iterator[str]:
        """One cap: what it allows, what was used, and what it lets through."""
        scope = f" per {printable(cap.scope)}" if cap.scope else ""
        values = [printable(value) for value in cap.values]
        if cap.period is not None:
            values.append(cap.period)
        where = f" ({', '.join(values)})" if values else ""
        yield f"  cap {self.capped(cap, cap.limit)}{scope}{where}:"
        if cap.payments:
            used = f"{self.capped(cap, cap.used)} before, {number(cap.left)} left"
        else:
            used = f"{self.words.value(self.due, cap.used)} paid before, {self.words.value(self.due, cap.left)} left"
        yield f"      {used}; lets {self.words.value(self.due, cap.after)} through"

    def capped(self, cap: CapStep, value: object) -> str:
        """A limit: an amount, or a number of payments."""
        if cap.payments:
            shown = self.words.value(COUNT, value)
            return f"{shown} {'payment' if value == 1 else 'payments'}"
        return self.words.value(self.due, value)
