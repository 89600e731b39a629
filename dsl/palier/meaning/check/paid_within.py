"""What another incentive paid in a window to the payee in hand: `bonus.paid within fiscal quarter`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from palier.meaning.check import aggregates, names
from palier.meaning.check.scope import Scope
from palier.meaning.core import Scalar
from palier.problems import incentives as problems
from palier.syntax import expressions as tree

if TYPE_CHECKING:
    from palier.meaning.check.expressions import Elaboration


def paid_within(work: Elaboration, expression: tree.WithinWindow, scope: Scope) -> Scalar | None:
    """A sum of payouts: those of the incentive that name the payee and are earned in the window."""
    world, operand = work.world, expression.operand
    found = _of_incentive(work, operand, scope)
    if found is None:
        text = " ".join(operand.span.text.split())
        hint = "facts have windows of their own: `sum of amount over deals within fiscal year`."
        if work.asking is None:
            hint = "only an incentive asks what another is paid."
        world.report(problems.WITHIN_OF_WHAT, operand.span, text=text, hint=hint)
        return None
    asked = names.of_incentive(work, *found)
    window = aggregates.stretch(work, expression.window, scope)
    if asked is None:
        return None
    payee = None if work.payee is None else work.payee(scope)
    if payee is None or isinstance(payee, str):
        reason = "nothing says who that is" if payee is None else f"`{payee}` is not known on this line"
        world.report(problems.PAID_TO_WHOM, expression.span, name=asked.incentive, reason=reason)
        return None
    if window is None:
        return None
    return attrs.evolve(asked, span=expression.span, payee=payee, window=window)


def _of_incentive(work: Elaboration, operand: tree.Expression, scope: Scope) -> tuple[tree.FieldOf, str] | None:
    match operand:
        case tree.FieldOf(of=tree.Reference(name=name) as of, name=tree.Name(text="paid")) if names.is_incentive(
            work, of, scope
        ):
            return operand, name
    return None
