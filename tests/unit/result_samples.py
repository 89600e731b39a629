"""Results, explanations and problems made by hand, for the tests of reports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from palier.meaning.types import COUNT, DATE, DAYS, MONEY, NUMBER, YES_NO, MemberOf, optional
from palier.problems import DataPlace, Fault
from palier.problems.data import UNKNOWN_COLUMN
from palier.result import (
    CapStep,
    Explanation,
    Given,
    IncentiveInfo,
    Judged,
    JudgedWay,
    JudgedWays,
    Measured,
    Money,
    Payout,
    Price,
    Reduction,
    Result,
    Seen,
    Subject,
)
from palier.result.listing import Balance, Granted, TierHeld
from palier.source import Source, Span

RULES = Source(
    "vmware.palier",
    "programme p\nincentive assessment\n  for each Activity\n  requires partner.revenue >= 5_000 EUR\n  pays fee\n",
)
HEAD = Span(RULES, 22, 32)
NOTE = Fault(UNKNOWN_COLUMN, DataPlace("activity.csv", 1, "colour"), {"record": "Activity", "column": "colour"})


def eur(text: str) -> Money:
    return Money(Decimal(text), "EUR")


def payout(number: int, payee: str = "p1", **changes: Any) -> Payout:
    usual: dict[str, Any] = {
        "id": f"assessment:a{number}",
        "incentive": "assessment",
        "payee": payee,
        "payer": None,
        "subject": Subject("Activity", f"a{number}"),
        "period": None,
        "part": None,
        "earned_on": date(2021, 3, number),
        "gross": eur("2000.00"),
        "amount": eur("2000.00"),
        "unit": None,
        "capped": False,
        "adjusts": None,
        "version": "2021",
    }
    return Payout(**{**usual, **changes})


PAYOUTS = (
    payout(1),
    payout(2, "p2"),
    payout(3, amount=eur("0.00"), capped=True),
    payout(
        4,
        "p2",
        id="training:a4",
        incentive="training",
        gross=Money(Decimal(30), "Points"),
        amount=Money(Decimal(30), "Points"),
        unit="Points",
    ),
    payout(5, "p2", id="referral:a5", incentive="referral", gross=eur("1234567.80"), amount=eur("1234567.80")),
)


def result(payouts: tuple[Payout, ...] = PAYOUTS, **changes: Any) -> Result:
    names = ("assessment", "referral", "training")
    titles = ("Technical Assessment Incentive", "Referral fee", "Training")
    usual: dict[str, Any] = {
        "programme": "partner_connect",
        "titles": {None: "Partner Connect"},
        "versions": ("2020", "2021"),
        "currency": "EUR",
        "minor_digits": 2,
        "as_of": date(2021, 12, 31),
        "as_of_given": False,
        "rules_sha256": "a" * 64,
        "digest_of_data": lambda: "b" * 64,
        "engine": "interpreter",
        "payouts": payouts,
        "tiers": (
            TierHeld("grade", "p1", "Gold", date(2021, 1, 1), date(2021, 6, 30), "start"),
            TierHeld("grade", "p1", "Platinum", date(2021, 7, 1), None, "review"),
        ),
        "balances": (Balance("draw", "p1", "to recover", Decimal("1700")),),
        "benefits": (Granted("console", Subject("Subscription", "s1"), "p1"),),
        "prices": (
            Price(
                "partner_price",
                Subject("Line", "l1"),
                date(2021, 3, 1),
                Decimal("100.00"),
                Decimal("68.40"),
                (
                    Reduction("registration", Decimal("0.2"), Decimal("20.00")),
                    Reduction("voucher", None, Decimal("11.60")),
                ),
                Decimal("60.00"),
                False,
                "p1",
                "l1",
            ),
        ),
        "measures": (
            Measured("revenue", Subject("Partner", "p1"), Decimal("612400"), "money"),
            Measured("share", Subject("Partner", "p1"), None, "optional rate"),
        ),
        "incentives": {
            name: IncentiveInfo(name, {None: title}, rank)
            for rank, (name, title) in enumerate(zip(names, titles, strict=True))
        },
        "payees": frozenset({"p1", "p2"}),
        "names": {"p1": "Alpha", "p2": "Société Générale de Réseaux"},
        "unseen": {"Activity": 2, "Deal": 1},
        "notes": (NOTE,),
        "set_aside": (),
        "lost": {},
        "incentives_that_lost": (),
        "explainer": lambda incentive, key, part: explanation(),
        "statements": lambda payee: (explanation(), nothing()) if payee == "p1" else (),
    }
    return Result(**{**usual, **changes})


def seen(text: str, of: Any, value: Any, *inside: Seen, note: str | None = None) -> Seen:
    return Seen(text, of, value, inside, note)


def judged(text: str, outcome: str, *looked_at: Seen, title: str | None = None, gap: Any = None) -> Judged:
    return Judged({} if title is None else {None: title}, text, HEAD, outcome, looked_at, gap)


ENGINEERS = seen("engineers", COUNT, Decimal(12), note="12 of 40: e1, e2")


def explanation(**changes: Any) -> Explanation:
    usual: dict[str, Any] = {
        "payout": "assessment:a3",
        "incentive": "assessment",
        "titles": {None: "Technical Assessment Incentive"},
        "span": HEAD,
        "version": "2021",
        "template": "flat_fee",
        "subject": Subject("Activity", "a3"),
        "period": None,
        "part": None,
        "earned_on": date(2021, 3, 3),
        "payee": "p1",
        "payer": "d1",
        "outcome": "capped",
        "reason": None,
        "steps": (
            judged(
                "partner.enrolled_on <= today",
                "met",
                seen("partner.enrolled_on", DATE, date(2020, 3, 1)),
                seen("today", DATE, date(2021, 3, 3)),
                title="Member of Partner Connect",
            ),
            Given("fee", seen("2_000 EUR * share", MONEY, Decimal(2000), seen("share", NUMBER, Decimal(1)))),
            JudgedWays(
                HEAD,
                "met",
                (
                    JudgedWay(
                        {None: "by revenue"},
                        "failed",
                        (
                            judged(
                                "revenue >= 5_000 EUR",
                                "failed",
                                seen("revenue", MONEY, Decimal("2000")),
                                gap=(MONEY, Decimal("3000")),
                            ),
                        ),
                    ),
                    JudgedWay(
                        {None: "by training"},
                        "met",
                        (judged("engineers >= 10", "met", ENGINEERS),),
                    ),
                ),
            ),
        ),
        "pays": seen("fee", MONEY, Decimal("2000.005")),
        "exact": Decimal("2000.005"),
        "gross": Decimal("2000.01"),
        "caps": (
            CapStep(
                "partner per calendar year",
                ("p1",),
                "2021",
                False,
                Decimal("10000"),
                Decimal("9000"),
                Decimal("1000"),
                Decimal("1000"),
            ),
            CapStep("partner", ("p1",), None, True, Decimal(6), Decimal(5), Decimal(1), Decimal("2000.01")),
        ),
        "amount": Decimal("1000.00"),
        "currency": "EUR",
        "converted": (("amount", Decimal("10.50"), "USD", Decimal("0.9")),),
    }
    return Explanation(**{**usual, **changes})


def nothing(**changes: Any) -> Explanation:
    usual: dict[str, Any] = {
        "payout": None,
        "subject": Subject("Activity", "a7"),
        "template": None,
        "payer": None,
        "outcome": "nothing",
        "steps": (
            judged(
                "partner.enrolled_on <= today",
                "failed",
                seen("partner.enrolled_on", DATE, date(2021, 3, 15)),
                seen("today", DATE, date(2021, 3, 3)),
                title="Member of Partner Connect",
                gap=(DAYS, 12),
            ),
            judged("second_partner is known", "failed", seen("second_partner", optional(MemberOf("X")), None)),
            judged("second_partner is not partner", "not asked"),
            judged("partner.active", "met", seen("partner.active", YES_NO, True)),
        ),
        "pays": None,
        "exact": None,
        "gross": None,
        "caps": (),
        "amount": None,
        "converted": (),
    }
    return explanation(**{**usual, **changes})
