"""Sweeps: what a programme costs along the values of one of its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from palier.meaning.model import Titles
from palier.meaning.types import Type
from palier.result.result import IncentiveInfo


@attrs.frozen
class Point:
    """The cost at one value: in the money of the programme, in all and by incentive (those that pay money)."""

    value: Any
    total: Decimal
    by_incentive: Mapping[str, Decimal]


@attrs.frozen
class Jump:
    """Two neighbouring values, the smallest step of the parameter apart, between which the cost jumps."""

    last: Any
    first: Any
    before: Decimal
    after: Decimal


@attrs.frozen
class Sweep:
    """The points in order of their values.

    `now` is the value without the sweep, on the day of the run. `jumps` are those that were looked for between points;
    None where nobody asked. `gradual` holds the pairs of points between which the cost changes too often to tell.
    """

    programme: str
    titles: Titles
    currency: str
    minor_digits: int
    as_of: date
    parameter: str
    parameter_titles: Titles
    type: Type
    now: Any
    points: tuple[Point, ...]
    incentives: Mapping[str, IncentiveInfo]
    jumps: tuple[Jump, ...] | None = None
    gradual: tuple[tuple[Any, Any], ...] = ()
