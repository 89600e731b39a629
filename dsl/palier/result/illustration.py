"""An illustration: one figure that the run of an example gives, with the fact that it is about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from palier.meaning.types import Type
from palier.result.money import Money
from palier.result.price import Price


@attrs.frozen
class Illustration:
    """What came out for one fact of an example.

    `values` holds the fields of the fact that are given: name, type and value, a fact by its name or key. `paid` holds
    who got how much, and when. `gross` is the amount before limits, `capped` whether one took something. `price` is set
    where it is one.
    """

    example: str
    record: str
    key: str
    period: str | None
    values: tuple[tuple[str, Type, Any], ...]
    paid: tuple[tuple[str, Money, date], ...]
    gross: Decimal | None
    capped: bool
    price: Price | None = None
