"""The payouts of examples/vmware once more, by hand: what its rules say, in plain Python, with nothing of Palier's run.

It reads the CSV files itself and keeps its own ledgers, so that a mistake would have to be made twice to stay unseen.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

Row = dict[str, str]
CENT = Decimal("0.01")
CHANGE = date(2021, 3, 1)
"""From this day on the version of 2021 governs."""


class Paid(NamedTuple):
    """One payout."""

    payee: str
    earned_on: date
    gross: Decimal
    amount: Decimal


class Limit(NamedTuple):
    """A cap: which entry of the ledger it counts in, and how much that may hold. `payments`: it counts those."""

    entry: tuple[object, ...]
    most: Decimal
    payments: bool = False


class Channel:
    """The data, and what the rules ask of it."""

    def __init__(self, folder: Path) -> None:
        self.partners = {row["id"]: row for row in _read(folder, "partner")}
        self.certifications = _read(folder, "certification")
        self.activities = _read(folder, "activity")
        self.deals = _read(folder, "deal")
        rates = [(date.fromisoformat(row["date"]), Decimal(row["rate"])) for row in _read(folder, "exchange_rate")]
        for deal in self.deals:
            deal["euros"] = str(Decimal(deal["amount"]) * _rate(rates, deal))

    def enrolled(self, partner: str, day: date) -> bool:
        return date.fromisoformat(self.partners[partner]["enrolled_on"]) <= day

    def master(self, partner: str, day: date) -> bool:
        return any(
            row["partner"] == partner
            and row["level"] == "Master"
            and row["area"] in ("VCF", "Tanzu", "Workspace ONE")
            and date.fromisoformat(row["obtained_on"]) <= day
            and (not row["expires_on"] or day < date.fromisoformat(row["expires_on"]))
            for row in self.certifications
        )

    def sold(self, partner: str, day: date, kind: str | None = None) -> Decimal:
        after = day.replace(year=day.year - 1)
        return sum(
            (
                Decimal(row["euros"])
                for row in self.deals
                if row["partner"] == partner
                and row["status"] == "Won"
                and after < date.fromisoformat(row["closed_on"]) <= day
                and not (row["cancelled_on"] and date.fromisoformat(row["cancelled_on"]) <= day)
                and kind in (None, row["kind"])
            ),
            Decimal(0),
        )


def payouts(folder: Path) -> dict[str, Paid]:
    """All payouts by their identity, those that a cap brought to nothing too."""
    channel = Channel(folder)
    found: dict[str, Paid] = {}
    for name, (facts, dated, judge) in _incentives(channel).items():
        used: dict[tuple[object, ...], Decimal] = {}
        for row in sorted(facts, key=lambda row: (row[dated], row["id"])):
            day = date.fromisoformat(row[dated])
            judged = judge(row, day)
            if judged is None:
                continue
            gross, limits = judged
            amount = gross
            for limit in limits:
                left = max(Decimal(0), limit.most - used.get(limit.entry, Decimal(0)))
                amount = min(amount, (gross if left >= 1 else Decimal(0)) if limit.payments else left)
            for limit in limits:
                counted = Decimal(amount > 0) if limit.payments else amount
                used[limit.entry] = used.get(limit.entry, Decimal(0)) + counted
            if gross:
                found[f"{name}:{row['id']}"] = Paid(row["partner"], day, gross, amount)
    return found


Judge = Callable[[Row, date], tuple[Decimal, list[Limit]] | None]
"""What a row earns and under which caps; None for nothing."""


def _incentives(channel: Channel) -> dict[str, tuple[Iterable[Row], str, Judge]]:
    def stage(name: str) -> list[Row]:
        return [row for row in channel.activities if row["stage"] == name and row["status"] == "Approved"]

    def yearly(row: Row, day: date, most: int, *, payments: bool = False) -> Limit:
        return Limit((row["partner"], day.year), Decimal(most), payments)

    def quarterly(day: date, most: int) -> Limit:
        return Limit(("fiscal quarter", (day.year * 12 + day.month - 2) // 3), Decimal(most))

    def eligible(row: Row, day: date) -> bool:
        return day >= CHANGE and channel.enrolled(row["partner"], day) and channel.master(row["partner"], day)

    def deployment(row: Row, day: date) -> tuple[Decimal, list[Limit]] | None:
        if day < date(2020, 2, 1) or not channel.enrolled(row["partner"], day):
            return None
        return Decimal(1500), [yearly(row, day, 4, payments=True)]

    def assessment(row: Row, day: date) -> tuple[Decimal, list[Limit]] | None:
        if not eligible(row, day) or not row["customer"]:
            return None
        return Decimal(2500 if day >= date(2021, 9, 1) else 2000), [yearly(row, day, 10_000)]

    def proof(row: Row, day: date) -> tuple[Decimal, list[Limit]] | None:
        if not eligible(row, day) or row["sale_kind"] not in ("Transactional", "Subscription"):
            return None
        return Decimal(4000), [yearly(row, day, 12_000), quarterly(day, 20_000)]

    def referral(row: Row, day: date) -> tuple[Decimal, list[Limit]] | None:
        partner, second = row["partner"], row["second_partner"]
        if not eligible(row, day) or second in ("", partner):
            return None
        profiles = {one.strip() for one in channel.partners[partner]["profiles"].split(";")}
        if "Reseller" not in profiles or "Integrator" in profiles:
            sold = channel.sold(partner, day)
            if not sold or channel.sold(partner, day, "Transactional") * 2 < sold:
                return None
        return Decimal(3000), [yearly(row, day, 9_000)]

    def rebate(row: Row, day: date) -> tuple[Decimal, list[Limit]] | None:
        if not row["partner"] or row["status"] != "Won" or day < date(2020, 2, 1):
            return None
        if not channel.enrolled(row["partner"], day) or not row["registered_on"]:
            return None
        euros = Decimal(row["euros"])
        if day >= CHANGE:
            rate, most = "0.05" if euros >= 250_000 else "0.03", 20_000
        else:
            if day - date.fromisoformat(row["registered_on"]) < timedelta(days=14):
                return None
            small = "0.025" if day >= date(2020, 8, 1) else "0.02"
            rate, most = "0.04" if euros >= 250_000 else "0.03" if euros >= 100_000 else small, 15_000
        gross = (Decimal(rate) * euros).quantize(CENT, ROUND_HALF_UP)
        return gross, [yearly(row, day, most), quarterly(day, 40_000)]

    return {
        "deployment_fee": (stage("Deployment"), "completed_on", deployment),
        "technical_assessment": (stage("Assessment"), "completed_on", assessment),
        "proof_of_concept": (stage("ProofOfConcept"), "completed_on", proof),
        "partner_to_partner": (stage("Referral"), "completed_on", referral),
        "registered_deal_rebate": (channel.deals, "closed_on", rebate),
    }


def _read(folder: Path, record: str) -> list[Row]:
    with (folder / f"{record}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rate(rates: list[tuple[date, Decimal]], deal: Row) -> Decimal:
    if deal["amount_currency"] in ("", "EUR"):
        return Decimal(1)
    assert deal["amount_currency"] == "USD"
    day = date.fromisoformat(deal["closed_on"])
    return max((when, rate) for when, rate in rates if when <= day)[1]
