"""Guarantees: what must hold of every subject, whatever the data: `always "…" for each X`."""

from __future__ import annotations

from collections.abc import Mapping

from palier.meaning import core, programme
from palier.meaning.check import depth
from palier.meaning.check.expressions import Elaboration
from palier.meaning.check.members import same_form, words
from palier.meaning.check.narrowing import where_true
from palier.meaning.check.scope import Scope, subject_scope
from palier.meaning.check.scoped import subject_form
from palier.meaning.check.world import World, titles_of
from palier.meaning.types import MONEY, ReferenceTo
from palier.meaning.walk import walk
from palier.problems import examples as problems
from palier.problems import incentives as line_problems
from palier.problems import names as name_problems
from palier.problems import nearest
from palier.syntax import clauses as written
from palier.syntax import declarations as declared


def guarantee(
    world: World, one: declared.Always, incentives: Mapping[str, programme.Incentive | None]
) -> programme.Guarantee | None:
    """A guarantee as meant; None when an error keeps it from being judged. All incentives are made already."""
    before = world.errors
    made = _made(world, one)
    if made is None:
        return None
    for node in walk(made.condition.condition):
        if isinstance(node, core.OfIncentive) and node.window is None:
            other = incentives.get(node.incentive)
            reason = None if other is None else _apart(other, made.about.subject)
            if other is not None and reason is not None:
                subject = words(made.about.subject.span)
                world.report(problems.GUARANTEE_OF_WHAT, node.span, other=other.name, reason=reason, subject=subject)
    return made if world.errors == before else None


def _made(world: World, one: declared.Always) -> programme.Guarantee | None:
    line = one.for_each
    record = line.subject.record
    if record.text not in world.records:
        near = nearest(record.text, world.records)
        world.add(name_problems.UNKNOWN_RECORD.at(record.span, name=record.text, near=near))
        return None
    world.use("type", record.text)
    work = Elaboration(world)
    name = one.title.texts[0][1]
    work.asking, work.in_all = name, True
    scope = subject_scope(
        record.text,
        line.span,
        has_period=not isinstance(line.subject, written.RecordSubject),
        part=line.subject.unit if isinstance(line.subject, written.PartSubject) else None,
    ).narrowed(world.sure.get(record.text, frozenset()))
    this = core.Local(ReferenceTo(record.text), line.span, core.SUBJECT, "this")

    def who(scope: Scope) -> core.Scalar | None:
        """Whose payments a window holds: the subject's own, where it is one who is paid."""
        del scope
        return this if record.text == world.payee else None

    work.payee = who
    each = subject_form(work, line.subject, record.text, scope)
    where = None if line.where is None else work.condition(line.where, scope)
    condition = work.condition(one.condition, scope if where is None else scope.narrowed(where_true(where)))
    if each is None or condition is None or (line.where is not None and where is None):
        return None
    if isinstance(condition, core.Constant) and condition.value:
        world.report(line_problems.ALWAYS_TRUE, condition.span, line="guarantee")
    about = programme.Incentive(
        name=name,
        titles=titles_of(one.title),
        kind="always",
        span=one.span,
        subject=each,
        where=where,
        effective_from=None,
        effective_to=None,
        earned_on=None,
        governed_by=None,
        payee=this,
        payee_relies_on=frozenset(),
        payer=None,
        steps=(),
        base=None,
        amount=core.Constant(MONEY, one.span, core.NUMBER_ZERO),
        caps=(),
        slots=work.slots,
        continues=None,
        template=None,
        settlement=programme.Settlement(),
    )
    levels = max(depth.deepest(about, world.depths), depth.depth(condition, world.depths))
    if levels > depth.LIMIT:
        world.report(name_problems.TOO_DEEP, one.span.head, name=name, depth=levels, limit=depth.LIMIT)
        return None
    return programme.Guarantee(about, core.Requirement(condition.span, about.titles, condition))


def _apart(other: programme.Incentive, each: programme.Subject) -> str | None:
    """Why what an incentive pays is not paid for a subject of this form; None where it is."""
    minimum = other.settlement.minimum
    if minimum is None:
        whole = isinstance(each, programme.EachFact)
        alike = other.subject.record == each.record if whole else same_form(other.subject, each)
        return None if alike else f"is for each `{words(other.subject.span)}`"
    # What is settled is paid for the first fact of its scope, period by period.
    record = next((path.type.record for path in minimum.scope if isinstance(path.type, ReferenceTo)), None)
    if isinstance(each, programme.EachFact) and each.record == record:
        return None
    return "is settled over a period" if record is None else f"is settled for each `{record}` over a period"
