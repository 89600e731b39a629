"""Changes: what is to be otherwise in data: one fact more, other values in one, one fact less."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import attrs

from palier.problems import DataPlace


@attrs.frozen
class Add:
    """One fact more. `values` are those of a row of data; `place` is what faults name."""

    record: str
    values: Mapping[str, Any]
    place: DataPlace | None = None


@attrs.frozen
class Change:
    """Other values in some fields of a fact; None empties a field.

    `key` is written as references to the fact are, or is a mapping that holds the fields of the key.
    """

    record: str
    key: Any
    values: Mapping[str, Any]
    place: DataPlace | None = None


@attrs.frozen
class Withdraw:
    """One fact less."""

    record: str
    key: Any
    place: DataPlace | None = None


Changes: TypeAlias = Add | Change | Withdraw
"""One change; several are made in their order."""
