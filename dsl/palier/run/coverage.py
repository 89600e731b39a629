"""What the examples of a programme exercise, and what they leave out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from palier.meaning import core, programme
from palier.meaning.walk import scalars
from palier.result.testing import Part
from palier.run.boundaries import limits
from palier.run.candidates import Candidate
from palier.run.exact import exactly, rounded
from palier.run.execute import Outcome
from palier.run.guarantees import guarded
from palier.run.protections import claims_of
from palier.run.stack_coverage import stacks
from palier.run.watch import Watch
from palier.source import Span


def parts(rules: programme.Rules, outcomes: Sequence[Outcome], watch: Watch) -> Iterator[Part]:
    """All parts of the rules, each with whether the runs of its examples exercise it.

    What stands in the standard library is the library's own to exercise.
    """
    found = (
        *_paid(rules, outcomes, watch),
        *_requirements(rules, watch),
        *_cases(rules, watch),
        *_parameters(rules, watch),
        *_rows(rules, outcomes),
        *_tiers(rules, outcomes),
        *stacks(rules, outcomes),
        *_benefits(rules, outcomes),
        *_protections(rules, outcomes),
        *_guarantees(rules, outcomes),
        *limits(rules, outcomes, watch),
    )
    return (one for one in found if _own(rules, one.span))


def _own(rules: programme.Rules, span: Span) -> bool:
    return span.source is rules.span.source or span.source.path is not None


def _paid(rules: programme.Rules, outcomes: Sequence[Outcome], watch: Watch) -> Iterator[Part]:
    """Incentives that pay, their caps, minimums, true-ups and claw-backs that do something."""
    for name, incentive in rules.incentives.items():
        made = [
            one
            for outcome in outcomes
            for one in outcome.candidates[name]
            if one.source.rules is rules and one.source.incentive is incentive
        ]
        yield Part("incentive", f"`{name}` never pays", incentive.span, any(one.amount for one in made))
        for cap in incentive.caps:
            taken = any(step.scope == cap.ledger and step.after < one.left for one in made for step in one.caps)
            yield Part("cap", f"`{name}`: the cap per {cap.ledger} never takes anything", cap.span, taken)
        yield from _settlement(name, incentive, made, watch)


def _settlement(name: str, incentive: programme.Incentive, made: Sequence[Candidate], watch: Watch) -> Iterator[Part]:
    settlement = incentive.settlement
    minimum = settlement.minimum
    if minimum is not None:
        sums = [(one.gross, one.least) for one in made if one.least is not None]
        words = _words(minimum.span)
        yield Part(
            "minimum", f"`{name}`: `{words}` is never reached", minimum.span, any(one >= least for one, least in sums)
        )
        yield Part(
            "minimum", f"`{name}`: `{words}` is always reached", minimum.span, any(one < least for one, least in sums)
        )
    if settlement.trued_up is not None:
        trued = any(rounded(one.exact, one.source.smallest, one.source.rules.rounding) != one.gross for one in made)
        span = settlement.trued_up.span
        yield Part("true-up", f"`{name}`: nothing was paid before in the window of `{_words(span)}`", span, trued)
    for line in settlement.claw_backs:
        words = _words(line.span)
        took = any(one.adjusts is not None for candidate in made for one in candidate.postings or ())
        if line.condition is None:
            took = took and line.share in watch.computed
        else:
            seen = watch.outcomes.get(line.condition, set())
            took = took and True in seen
            yield Part("claw-back", f"`{name}`: `{words}` always takes back", line.span, False in seen)
        yield Part("claw-back", f"`{name}`: `{words}` never takes back", line.span, took)


def _requirements(rules: programme.Rules, watch: Watch) -> Iterator[Part]:
    """Requirements that hold and that fail, where everything above them holds; ways that are the first to be met."""
    for name, steps in _asking(rules):
        for step in steps:
            match step:
                case core.Requirement():
                    yield from _requirement(name, step, watch)
                case core.Ways(ways=ways):
                    for way in ways:
                        met = True in watch.outcomes.get(way.requirements[-1].condition, set())
                        title = way.titles.get(None)
                        said = f"“{title}”" if title else _words(way.span).partition(" requires ")[0]
                        yield Part("way", f"`{name}`: {said} is never the way that is met", way.span, met)
                        for one in way.requirements:
                            yield from _requirement(name, one, watch)
                case core.Assign():
                    pass


def _requirement(name: str, one: core.Requirement, watch: Watch) -> Iterator[Part]:
    words = one.titles.get(None) or _words(one.condition.span)
    seen = watch.outcomes.get(one.condition, set())
    yield Part("requirement", f"`{name}`: “{words}” never holds", one.span, True in seen)
    yield Part("requirement", f"`{name}`: “{words}” never fails", one.span, False in seen)


def _asking(rules: programme.Rules) -> Iterator[tuple[str, Iterable[core.Step]]]:
    """Whatever has requirements."""
    for name, incentive in (*rules.incentives.items(), *rules.discounts.items()):
        yield name, incentive.steps
    for name, benefit in rules.benefits.items():
        if benefit.grant is not None:
            yield name, benefit.grant.steps
    for name, ladder in rules.ladders.items():
        for tier in ladder.tiers:
            yield f"{name} {tier.name}", tier.steps
    for name, protection in rules.protections.items():
        yield name, protection.steps


def _cases(rules: programme.Rules, watch: Watch) -> Iterator[Part]:
    """The cases of every `when … then … otherwise` and `if … then … else`."""
    done = set()
    for name, node in scalars(rules):
        if not isinstance(node, core.If) or node in done:
            continue
        done.add(node)
        seen = watch.outcomes.get(node.condition, set())
        words = _words(node.condition.span)
        yield Part("case", f"`{name}`: `{words}` is never the case", node.then.span, True in seen)
        if not isinstance(node.otherwise, core.If):
            other = _words(node.otherwise.span)
            said = f"`{name}`: never what is left, `{other}`"
            yield Part("case", said, node.otherwise.span, False in seen)


def _parameters(rules: programme.Rules, watch: Watch) -> Iterator[Part]:
    """The values of parameters that change in time."""
    for name, parameter in rules.parameters.items():
        if len(parameter.values) == 1:
            continue
        used = watch.parameters.get(name, set())
        ends = [one.start for one in parameter.values[1:]]
        for number, value in enumerate(parameter.values):
            start = value.start if number else None
            end = ends[number] if number < len(ends) else None
            met = any(
                (start is None or start <= day) and (end is None or day < end) and asked == value.value
                for day, asked in used
            )
            words = _words(value.span)
            yield Part("dated value", f"`{name}`: `{words}` is never in force", value.span, met)


def _rows(rules: programme.Rules, outcomes: Sequence[Outcome]) -> Iterator[Part]:
    """The rows of tables."""
    for name, table in rules.tables.items():
        asked = {number for outcome in outcomes for number in outcome.evaluator(rules).table(name).known.values()}
        for number, row in enumerate(table.rows):
            yield Part("table row", f"`{name}`: the row `{_words(row.span)}` is never met", row.span, number in asked)


def _tiers(rules: programme.Rules, outcomes: Sequence[Outcome]) -> Iterator[Part]:
    """The tiers that members hold."""
    for name, ladder in rules.ladders.items():
        held = {
            state.tier
            for outcome in outcomes
            for states in outcome.evaluator(rules).ladder(name).histories.values()
            for state in states
        }
        for tier in ladder.tiers:
            yield Part("tier", f"`{name}`: nobody ever holds `{tier.name}`", tier.span, tier.name in held)


def _benefits(rules: programme.Rules, outcomes: Sequence[Outcome]) -> Iterator[Part]:
    """The benefits that are granted on their own; what a tier grants is exercised with it."""
    for name, benefit in rules.benefits.items():
        if benefit.grant is not None:
            granted = any(one.source.rules is rules for outcome in outcomes for one in outcome.granted.get(name, ()))
            yield Part("benefit", f"`{name}` is never granted", benefit.span, granted)


def _protections(rules: programme.Rules, outcomes: Sequence[Outcome]) -> Iterator[Part]:
    """The protections by which something is claimed, and something refused."""
    for name, protection in rules.protections.items():
        with exactly():
            ledgers = [claims_of(outcome.evaluator(rules), name).ledger for outcome in outcomes]
        claimed = any(state.first.protection is protection for one in ledgers for state in one.spells())
        refused = any(met.claim.protection is protection for one in ledgers for met in one.met)
        yield Part("protection", f"`{name}`: nothing is ever claimed", protection.span, claimed)
        yield Part("protection", f"`{name}` never refuses a claim", protection.span, refused)


def _guarantees(rules: programme.Rules, outcomes: Sequence[Outcome]) -> Iterator[Part]:
    """The guarantees that have a subject to be asked of."""
    judged = {one for outcome in outcomes for one in guarded(outcome).judged}
    for one in rules.guarantees:
        yield Part("guarantee", f"“{one.about.name}” is asked of no subject", one.about.span.head, one in judged)


def _words(span: Span) -> str:
    return " ".join(span.text.split())
