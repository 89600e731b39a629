"""The stages of a run in their order: candidates, then what stacks leave of them, then what is paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate

import attrs

from palier.facts.fact import Fact
from palier.meaning import strata
from palier.problems import RuleError
from palier.problems import incentives as problems
from palier.run import stacked
from palier.run.candidates import Candidate, Faults, Source, in_order
from palier.run.evaluate import Evaluator, Shared, Sums
from palier.run.exact import ZERO
from palier.run.settle import Settled, settle


def staged(
    evaluators: tuple[Evaluator, ...],
    sources: Mapping[str, tuple[Source, ...]],
    shared: Shared,
    as_of: date,
    faults: Faults,
) -> dict[str, Settled]:
    """What each incentive comes to, by the name of its ledger. What one asks of another is known when it asks."""
    found: dict[str, list[Candidate]] = {}
    settled: dict[str, Settled] = {}
    rules = [one.rules for one in evaluators]
    asking = [strata.asked(one) for each in rules for one in each.incentives.values()]
    asking += [strata.asked(one) for each in rules for one in each.guarantees]
    asked = {(shared.root("incentives", node.incentive), node.window is not None) for nodes in asking for node in nodes}
    for stage in _order(evaluators, list(sources)):
        name = stage.name
        match stage.kind:
            case strata.GROSS:
                found[name] = list(in_order(sources[name], as_of, faults))
                by_turn = shared.candidates.setdefault(name, {})
                for candidate in found[name]:
                    by_turn.setdefault((candidate.fact, candidate.stretch), []).append(candidate)
            case strata.STACK:
                stacked.settle(name, evaluators, found, faults)
            case _:
                settled[name] = settle(sources[name], found[name], as_of, faults)
                if (name, True) in asked:
                    shared.paid[name] = _sums(settled[name].candidates)
                if (name, False) in asked:
                    posted = shared.posted.setdefault(name, {})
                    for candidate in settled[name].candidates:
                        amount = sum((one.amount for one in candidate.payouts()), ZERO)
                        for stretch in dict.fromkeys((None, candidate.stretch)):
                            posted.setdefault((candidate.fact, stretch), []).append(amount)
    return {name: settled[name] for name in sources}


def _sums(candidates: Sequence[Candidate]) -> dict[Fact, Sums]:
    """By payee, the days on which anything was paid, and the sums before each."""
    found: dict[Fact, dict[date, Decimal]] = {}
    for candidate in candidates:
        for one in candidate.payouts():
            days = found.setdefault(one.payee, {})
            days[one.earned] = days.get(one.earned, ZERO) + one.amount
    return {
        payee: (sorted(days), list(accumulate((days[day] for day in sorted(days)), initial=ZERO)))
        for payee, days in found.items()
    }


def _order(evaluators: tuple[Evaluator, ...], names: list[str]) -> list[strata.Stage]:
    root = evaluators[-1].shared.root

    def one_for_all(stage: strata.Stage) -> strata.Stage:
        kind = "stacks" if stage.kind == strata.STACK else "incentives"
        return attrs.evolve(stage, name=root(kind, stage.name))

    versions = [one.rules for one in evaluators]
    stacks = list(dict.fromkeys(root("stacks", name) for rules in versions for name in stacked.outermost(rules)))
    edges = [
        attrs.evolve(edge, before=one_for_all(edge.before), after=one_for_all(edge.after))
        for rules in versions
        for edge in strata.edges(rules.incentives, rules.stacks)
    ]
    done, waiting = strata.ordered(strata.stages_of(names, stacks), edges)
    if waiting:
        # Each version is free of circles by itself: its check said so.
        way = strata.circle(waiting, edges)
        words = ", ".join(filter(None, (edge.words() for edge in way)))
        asking = next(edge.span for edge in way if edge.span is not None)
        raise RuleError([problems.CIRCLE.at(asking, circle=f"{words}, over the versions")])
    return done
