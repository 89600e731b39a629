"""Whether incentives may ask what they ask of each other."""

from __future__ import annotations

from collections.abc import Mapping

from palier.meaning import programme, strata
from palier.meaning.check.members import earned_words, same_day, same_form, words
from palier.meaning.check.world import World
from palier.problems import incentives as problems


def asks(world: World, incentives: Mapping[str, programme.Incentive], stacks: Mapping[str, programme.Stack]) -> None:
    """Complains of what is asked across subjects or days, within one stack, or in a circle."""
    found = strata.edges(incentives, stacks)
    before = world.errors
    for name, incentive in incentives.items():
        for node in strata.asked(incentive):
            other = incentives.get(node.incentive)
            if other is None or other is incentive:
                continue
            # What is paid in a window is asked for the payee, whatever it was paid for.
            reason = None if node.window is not None else _apart(incentive, other)
            shared = [one.name for one in stacks.values() if name in one.leaves and other.name in one.leaves]
            if reason is not None:
                world.report(problems.OTHER_SUBJECT, node.span, name=name, other=other.name, reason=reason)
            elif shared:
                world.report(problems.SAME_STACK, node.span, name=name, other=other.name, stack=shared[0])
    if world.errors > before:
        return
    _, waiting = strata.ordered(strata.stages_of(list(incentives), list(stacks)), found)
    if waiting:
        way = strata.circle(waiting, found)
        asking = next(edge.span for edge in way if edge.span is not None)
        world.report(problems.CIRCLE, asking, circle=", ".join(filter(None, (edge.words() for edge in way))))


def _apart(one: programme.Incentive, other: programme.Incentive) -> str | None:
    if other.settlement.minimum is not None:
        return "is settled over a period"
    if not same_form(one.subject, other.subject):
        return f"is for each `{words(other.subject.span)}`"
    if not same_day(one, other):
        return f"is earned on {earned_words(other)}"
    return None
