"""Lines that say what becomes of an amount once it is known: true-ups, minimums, splits, instalments, claw-backs."""

from __future__ import annotations

from fractions import Fraction

from palier.meaning import core, programme
from palier.meaning.check import payees
from palier.meaning.check.expressions import Elaboration
from palier.meaning.check.lines import OF_PAYMENTS, Lines
from palier.meaning.check.narrowing import path_of, where_true
from palier.meaning.check.scope import Scope
from palier.meaning.check.scoped import scope_value
from palier.meaning.core import Scalar
from palier.meaning.types import DATE, RATE, RATIOS, ReferenceTo, Type, present, shown
from palier.problems import incentives as problems
from palier.problems import names as name_problems
from palier.problems import nearest
from palier.problems import types as type_problems
from palier.source import Span
from palier.syntax import clauses as written
from palier.syntax import expressions as tree


class SettlementLines:
    """The work on the settlement of one incentive."""

    def __init__(self, work: Elaboration, record: str, each: programme.Subject, lines: Lines) -> None:
        self.work = work
        self.world = work.world
        self.record = record
        self.each = each
        self.lines = lines

    def refuse_pairs(self) -> None:
        """Complains of lines that cannot stand beside each other."""
        by_line = [one for one, _ in self.lines.of(written.TruedUp) if getattr(one, "line_by_line", False)]
        kinds: tuple[type, ...] = (written.Split, written.Instalments, written.ClawBack, written.ClawBackEach)
        for line, _ in self.lines.of(*kinds, written.AtLeast) if by_line else ():
            hint = "leave `line by line` out, or pay this by an incentive of its own."
            where = "an incentive that is trued up line by line"
            self.world.report(problems.WRONG_LINE, line.span, line=OF_PAYMENTS[type(line)], where=where, hint=hint)
        if self.lines.one(written.AtLeast) is not None:
            for line, _ in self.lines.of(written.ReturnsAdjust):
                hint = "leave `at least` out, or let the amount of a return be a claw-back."
                where = "an incentive that is settled over a period"
                self.world.report(problems.WRONG_LINE, line.span, line="returns adjust", where=where, hint=hint)

    def trued_up(self, line: written.TruedUp, name: tree.Name) -> core.Stretch | None:
        """`trued up within WINDOW`."""
        if not isinstance(self.each, programme.EachPeriod):
            self.world.report(problems.TRUED_UP_SUBJECT, line.span, found=f"each `{self.record}`")
            return None
        if line.line_by_line and self.lines.one(written.Base) is None:
            self.world.report(problems.LINES_WITHOUT_BASE, line.span, name=name.text)
            return None
        match line.window:
            case tree.SoFar(span=span, period=period, a_year_before=False):
                return core.Stretch(span, "so far", period.calendar, period.unit)
            case window:
                hint = "a window that starts anew: `within fiscal year`."
                self.world.report(problems.WRONG_LINE, window.span, line="this window", where="`trued up`", hint=hint)
                return None

    def minimum(self, line: written.AtLeast, scope: Scope, amount: Scalar | None) -> programme.Minimum | None:
        """`at least AMOUNT per PATH per PERIOD, or nothing`."""
        wanted: Type = present(amount.type) if amount is not None else present(RATE)
        limit = self.work.wanted(line.amount, scope, wanted) if amount is not None else None
        paths = [scope_value(self.work, path, scope, "minimum") for path in line.scope.paths]
        if len(line.scope.periods) != 1 or not paths:
            hint = "say for whom and for when: `per partner per fiscal quarter`."
            self.world.report(problems.WRONG_LINE, line.span, line="at least", where="this form", hint=hint)
            return None
        if line.below is None:
            hint = "say what happens below: `, or nothing`, `, or later`, `, topped up` or `, as a draw`."
            self.world.report(problems.WRONG_LINE, line.span, line="at least", where="this form", hint=hint)
            return None
        if limit is None or any(path is None for path in paths):
            return None
        period = programme.Period(line.scope.periods[0].calendar, line.scope.periods[0].unit)
        found = tuple(path for path in paths if path is not None)
        return programme.Minimum(line.span, limit, found, period, line.below)

    def split(self, line: written.Split, scope: Scope) -> tuple[programme.Share, ...]:
        """`split 60% to partner, 40% to second_partner`."""
        found = []
        for one in line.shares:
            share, payee = self.work.there(one.share, scope, RATE), payees.someone(self.work, one.payee, scope)
            if payee is not None and self.world.payee is not None and payee.type != ReferenceTo(self.world.payee):
                self.world.report(problems.NOT_A_PAYEE, payee.span, payee=self.world.payee, found=shown(payee.type))
                return ()
            if share is None or payee is None or not self._is_share(share, one.share):
                return ()
            found.append(programme.Share(one.span, share, payee))
        self._whole([one.share for one in found], line.span, "split", may_exceed=line.may_exceed)
        return tuple(found)

    def instalments(self, line: written.Instalments, scope: Scope) -> tuple[programme.Share, ...]:
        """`in instalments 50% on a, 50% on b`."""
        found = []
        for one in line.parts:
            share, day = self.work.there(one.share, scope, RATE), self.work.scalar(one.date, scope, DATE)
            if share is None or day is None or not self._is_share(share, one.share):
                return ()
            if present(day.type) is not DATE:
                self.work.wrong_type(day, DATE, one.date)
                return ()
            found.append(programme.Share(one.span, share, day))
        self._whole([one.share for one in found], line.span, "in instalments", may_exceed=False)
        return tuple(found)

    def claw_back(self, line: written.ClawBack, scope: Scope) -> programme.ClawBack | None:
        """`claw back SHARE when C on D`."""
        day = self.work.scalar(line.date, scope, DATE)
        if day is not None and present(day.type) is not DATE:
            self.work.wrong_type(day, DATE, line.date)
            return None
        known = scope
        if day is not None:
            # On that day, the date itself is there.
            path = path_of(day)
            known = scope.narrowed(frozenset({path}) if path is not None else frozenset())
        before = len(self.world.problems)
        condition = self.work.condition(line.condition, known)
        if day is not None:
            # `when cancelled_on is known on cancelled_on` says twice what must be said once: no fault of the writer's.
            self.world.forgive(before, type_problems.NEVER_MISSING, " ".join(line.date.span.text.split()))
        if condition is not None:
            known = known.narrowed(where_true(condition))
        share = self.work.there(line.share, known, RATE)
        if day is None or condition is None or share is None or not self._is_share(share, line.share):
            return None
        return programme.ClawBack(line.span, share, condition, day, None, None, 0, line.giving_back)

    def claw_back_each(self, line: written.ClawBackEach, scope: Scope) -> programme.ClawBack | None:
        """`claw back SHARE for each Return`: the share is read on the return."""
        name = line.record.text
        record = self.world.records.get(name)
        if record is None:
            near = nearest(name, self.world.records)
            self.world.add(name_problems.UNKNOWN_RECORD.at(line.record.span, name=name, near=near))
            return None
        self.world.use("type", name)
        references = [one.name for one in record.fields if present(one.type) == ReferenceTo(self.record)]
        if len(references) != 1:
            count = "no" if not references else str(len(references))
            self.world.report(
                problems.NO_REFERENCE_BACK, line.record.span, record=name, subject=self.record, count=count
            )
            return None
        slot = self.work.slot()
        element = core.Local(ReferenceTo(name), line.record.span, slot, name)
        inside = scope.inside(element, None).narrowed(frozenset({f"${slot}.{references[0]}"}))
        share = self.work.there(line.share, inside, RATE)
        if share is None or not self._is_share(share, line.share):
            return None
        return programme.ClawBack(line.span, share, None, None, name, references[0], slot, line.giving_back)

    def _is_share(self, share: Scalar, expression: tree.Expression) -> bool:
        if share.type in RATIOS:
            return True
        self.work.wrong_type(share, RATE, expression)
        return False

    def _whole(self, shares: list[Scalar], span: Span, line: str, *, may_exceed: bool) -> None:
        if may_exceed or not all(isinstance(one, core.Constant) for one in shares):
            return
        total = sum((Fraction(one.value) for one in shares if isinstance(one, core.Constant)), Fraction(0))
        if total != 1:
            self.world.report(problems.SHARES_SUM, span, line=line, total=f"{float_free(total)}%")


def float_free(ratio: Fraction) -> str:
    """A ratio in per cent, to two decimals at the most."""
    hundredths = round(ratio * 10_000)
    whole, rest = divmod(abs(hundredths), 100)
    text = f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
    return f"-{text}" if hundredths < 0 else text
