"""What came out of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import attrs

from palier.meaning.model import Titles
from palier.problems import Fault
from palier.result.explanation import Became, Explanation
from palier.result.guarantee import Unkept
from palier.result.listing import Balance, Granted, TierHeld
from palier.result.money import Money
from palier.result.payout import Measured, Payout, Total
from palier.result.price import Price
from palier.result.price_explanation import PriceExplanation
from palier.result.protection import Conflict, Protected


@attrs.frozen
class IncentiveInfo:
    """What reports need of an incentive: its titles, and where it stands among the others."""

    name: str
    titles: Titles
    rank: int


@attrs.frozen(eq=False, slots=False)
class Result:
    """The payouts of a run and what belongs to them, in the orders the contract states.

    `as_of_given` is false when the date is the last one in the data. `unseen` counts the facts dated after it, by
    record. `payees` holds the keys of all who may be paid, `names` their names by key, where their record has a field
    `name`. `notes` are remarks on the data that stopped nothing. `set_aside` lists the rows that were left out, `lost`
    counts them by record and `incentives_that_lost` names the incentives whose subjects or measures look at such a
    record.
    """

    programme: str
    titles: Titles
    versions: tuple[str, ...]
    currency: str
    minor_digits: int
    as_of: date
    as_of_given: bool
    rules_sha256: str
    digest_of_data: Callable[[], str] = attrs.field(repr=False)
    engine: str
    payouts: tuple[Payout, ...]
    tiers: tuple[TierHeld, ...]
    measures: tuple[Measured, ...]
    balances: tuple[Balance, ...]
    benefits: tuple[Granted, ...]
    prices: tuple[Price, ...]
    incentives: Mapping[str, IncentiveInfo]
    names: Mapping[str, str]
    payees: frozenset[str]
    unseen: Mapping[str, int]
    notes: tuple[Fault, ...]
    set_aside: tuple[object, ...]
    lost: Mapping[str, int]
    incentives_that_lost: tuple[str, ...]
    explainer: Callable[[str, str, str | None], Explanation] = attrs.field(repr=False)
    """From an incentive, the text of a key, and a period or part (None: the latest), to the explanation."""
    statements: Callable[[str], Sequence[Explanation]] = attrs.field(repr=False)
    """From a payee's key to the explanations of all its candidates, paid or not."""
    protections: tuple[Protected, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    guarantees: tuple[Unkept, ...] = ()
    """The guarantees that do not hold, each with a subject for which it does not."""
    posted: Callable[[str], Explanation | None] | None = attrs.field(default=None, repr=False)
    """From the identity of a payout to its explanation; None for one that is not of this run."""
    priced: Callable[[str, str], PriceExplanation] | None = attrs.field(default=None, repr=False)
    """From a stack and the text of a key to the explanation of a price. Raises LookupError where there is none."""
    tables: Callable[[Result, str], Any] | None = attrs.field(default=None, repr=False)
    """Makes arrow tables of the lists."""

    @cached_property
    def data_sha256(self) -> str:
        """The SHA-256 of the facts in a canonical form, computed when it is first asked for."""
        return self.digest_of_data()

    @cached_property
    def by_id(self) -> Mapping[str, Payout]:
        """The payouts by their identity."""
        return {payout.id: payout for payout in self.payouts}

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """What each incentive pays each payee, in the order of the incentives, then of the payees' keys."""
        sums: dict[tuple[str, str], Money] = {}
        for payout in self.payouts:
            key = payout.incentive, payout.payee
            before = sums.get(key)
            amount = payout.amount.amount if before is None else before.amount + payout.amount.amount
            sums[key] = Money(amount, payout.amount.currency)
        ordered = sorted(sums, key=lambda key: (self.incentives[key[0]].rank, key[1]))
        return tuple(Total(incentive, payee, sums[incentive, payee]) for incentive, payee in ordered)

    def to_arrow(self, name: str) -> Any:
        """A list of the result (`payouts`, `totals`, `tiers`, …) as a pyarrow table: for pandas, polars, DuckDB.

        Needs the extra `palier[parquet]`. Raises LookupError for a list that there is not.
        """
        if self.tables is None:
            raise LookupError("this result was made by hand: it has no tables")
        return self.tables(self, name)

    def explain(self, payout: str) -> Explanation | PriceExplanation:
        """How a payout, or a candidate that earned nothing (`incentive:key`), or a price (`stack:key`), came about.

        Raises LookupError, with a sentence that says what is known, when there is no such candidate or price.
        """
        found = self.by_id.get(payout)
        if found is not None:
            return self._explained(found)
        incentive, colon, rest = payout.partition(":")
        if colon and self.priced is not None and incentive in {one.stack for one in self.prices}:
            return self.priced(incentive, rest.replace("%3A", ":").replace("%25", "%"))
        if not colon and incentive in self.incentives:
            raise LookupError(f"`{incentive}` has many payouts; name one as `{incentive}:key`")
        if not colon or incentive not in self.incentives:
            raise LookupError(f"there is no incentive `{incentive}`; a payout is named `incentive:key`")
        key, colon, part = rest.partition(":")
        return self.explainer(incentive, key.replace("%3A", ":").replace("%25", "%"), part if colon else None)

    def _explained(self, payout: Payout) -> Explanation:
        """One payout; beside what an earlier run paid, with the difference from that."""
        told = None if self.posted is None else self.posted(payout.id)
        amount = payout.amount.amount
        if told is not None and told.amount is not None:
            if told.amount == amount:
                return told
            ledger = Became("ledger", "", (), told.amount, amount)
            return attrs.evolve(told, amount=amount, became=(*told.became, ledger))
        part = payout.period if payout.part is None else str(payout.part)
        told = self.explainer(payout.incentive, payout.subject.key, part)
        if payout.adjusts is None:
            return told
        paid = [one for one in self.payouts if payout.adjusts in (one.id, one.adjusts) and one.id != payout.id]
        before = sum((one.amount.amount for one in paid), Decimal(0))
        ledger = Became("ledger", "", (), before, before + amount)
        return attrs.evolve(
            told,
            payout=payout.id,
            payee=payout.payee,
            earned_on=payout.earned_on,
            outcome="adjusts",
            reason=None,
            steps=(),
            pays=None,
            exact=None,
            gross=amount,
            stacks=(),
            caps=(),
            lines=(),
            payouts=(),
            amount=amount,
            adjusts=payout.adjusts,
            became=(ledger,),
        )

    def statement(self, payee: str) -> Sequence[Explanation]:
        """Every candidate of a payee, in the order of the payouts, paid or not."""
        return self.statements(payee)
