"""What came out of a run, and why: data that reports put into words."""

from palier.result.explanation import (
    Accrued,
    Became,
    Compared,
    Explanation,
    Given,
    Judged,
    JudgedWay,
    JudgedWays,
    Seen,
    StackStep,
)
from palier.result.guarantee import Unkept
from palier.result.listing import Balance, Granted, TierHeld
from palier.result.money import Money
from palier.result.payout import CapStep, Measured, Payout, Subject, Total
from palier.result.price import Price, Reduction
from palier.result.price_explanation import PriceExplanation, Taken
from palier.result.protection import Conflict, Protected
from palier.result.result import IncentiveInfo, Result

__all__ = [
    "Accrued",
    "Balance",
    "Became",
    "CapStep",
    "Compared",
    "Conflict",
    "Explanation",
    "Given",
    "Granted",
    "IncentiveInfo",
    "Judged",
    "JudgedWay",
    "JudgedWays",
    "Measured",
    "Money",
    "Payout",
    "Price",
    "PriceExplanation",
    "Protected",
    "Reduction",
    "Result",
    "Seen",
    "StackStep",
    "Subject",
    "Taken",
    "TierHeld",
    "Total",
    "Unkept",
]
