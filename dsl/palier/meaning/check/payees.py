"""Who is paid, and who pays."""

from __future__ import annotations

from palier.meaning import core
from palier.meaning.check import names
from palier.meaning.check.expressions import Elaboration
from palier.meaning.check.scope import Scope
from palier.meaning.check.world import World, listed
from palier.meaning.core import Scalar
from palier.meaning.types import Optional, ReferenceTo, in_a_sentence, present
from palier.problems import Related
from palier.problems import incentives as problems
from palier.problems import types as type_problems
from palier.source import Span
from palier.syntax import declarations as declared
from palier.syntax import expressions as tree


def someone(work: Elaboration, path: tree.Path, scope: Scope) -> Scalar | None:
    """Somebody named by a path: who is paid, or who pays."""
    value = work.there(tree.as_expression(path), scope)
    if value is not None and not isinstance(value.type, ReferenceTo):
        work.world.report(
            problems.NOT_A_PAYEE, value.span, payee=work.world.payee or "Partner", found=in_a_sentence(value.type)
        )
        return None
    return value


def default_payee(work: Elaboration, span: Span, scope: Scope, record: str, payee: str) -> Scalar | None:
    """The subject itself, or its one reference, or definition, to one; one that is always there goes first."""
    assert scope.element is not None
    if record == payee:
        return core.Local(ReferenceTo(record), span, core.SUBJECT, "this")
    fields = [one for one in work.world.records[record].fields if present(one.type) == ReferenceTo(payee)]
    always = [one for one in fields if not isinstance(one.type, Optional)]
    chosen = always or fields
    if not chosen:
        defined = [
            name
            for (owner, name), one in work.world.definitions.items()
            if owner == record and _refers(work.world, owner, one, payee)
        ]
        if len(defined) == 1:
            return someone(work, tree.Path(span, (tree.Name(span, defined[0]),)), scope)
    if len(chosen) != 1:
        if any(owner == record for owner, _ in work.world.untyped):
            # One of unknown type may be meant to be it.
            return None
        reason = (
            f"has no reference to a `{payee}`"
            if not chosen
            else (f"has several references to a `{payee}`: {listed(one.name for one in chosen)}")
        )
        work.world.report(problems.NO_PAYEE, span, record=record, reason=reason)
        return None
    asked = names.field_value(work, scope.element, chosen[0], span)
    if asked is None:
        return None
    value = work.narrowed(asked, scope)
    if isinstance(value.type, Optional):
        work.world.add(
            type_problems.MAY_BE_MISSING.at(
                span, text=chosen[0].name, related=[Related("this is who is paid", chosen[0].span)]
            )
        )
        return None
    return value


def _refers(world: World, record: str, one: declared.Definition, payee: str) -> bool:
    from palier.meaning.check.definitions import elaborated

    found = elaborated(world, (record, one.name.text))
    return found is not None and present(found.type) == ReferenceTo(payee)
