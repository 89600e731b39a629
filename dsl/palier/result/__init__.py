"""What came out of a run, and why: data that reports put into words."""

from palier.result.comparison import Cause, Comparison, DealPair, TierSums
from palier.result.difference import Difference, Pair, PayoutPair, PricePair, SumPair, TierPair
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
from palier.result.quote import Quote, Quoted
from palier.result.result import IncentiveInfo, Result
from palier.result.sweep import Jump, Point, Sweep

__all__ = [
    "Accrued",
    "Balance",
    "Became",
    "CapStep",
    "Cause",
    "Compared",
    "Comparison",
    "Conflict",
    "DealPair",
    "Difference",
    "Explanation",
    "Given",
    "Granted",
    "IncentiveInfo",
    "Judged",
    "JudgedWay",
    "JudgedWays",
    "Jump",
    "Measured",
    "Money",
    "Pair",
    "Payout",
    "PayoutPair",
    "Point",
    "Price",
    "PriceExplanation",
    "PricePair",
    "Protected",
    "Quote",
    "Quoted",
    "Reduction",
    "Result",
    "Seen",
    "StackStep",
    "Subject",
    "SumPair",
    "Sweep",
    "Taken",
    "TierHeld",
    "TierPair",
    "TierSums",
    "Total",
    "Unkept",
]
