"""Members of one line of a stack of which the order decides how much is left."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from palier.meaning import core, programme
from palier.meaning.check.world import World
from palier.meaning.types import MONEY
from palier.meaning.walk import walk
from palier.problems import incentives as problems


def stack_order(
    world: World, stacks: Mapping[str, programme.Stack], members: Mapping[str, programme.Incentive | None]
) -> None:
    """Warns where an amount and a share stand side by side on one line `on what is left`.

    Shares alone come to the same in any order, and so do amounts. On two lines the order is what was meant.
    """
    for stack in stacks.values():
        for line in stack.lines:
            if line.kind != "on what is left":
                continue
            for first, second in pairwise(line.members):
                kinds = [_is_share(members.get(first)), _is_share(members.get(second))]
                if None not in kinds and kinds[0] is not kinds[1]:
                    amount, share = (second, first) if kinds[0] else (first, second)
                    world.report(
                        problems.ORDER_MATTERS, line.span, amount=amount, share=share, first=first, second=second
                    )
                    break


def _is_share(one: programme.Incentive | None) -> bool | None:
    """Whether what is taken goes by what is left; None where that is not known."""
    if one is None or one.amount is None:
        return None
    if one.kind == "discount":
        return one.amount.type is not MONEY
    if one.base is None:
        return None
    slot = one.base.slot
    return any(isinstance(node, core.Local) and node.slot == slot for node in walk(one.amount))
