"""What protections come to in a run: who holds what, and which facts met a claim of somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

from palier.result.payout import Subject


@attrs.frozen
class Protected:
    """What somebody holds, from its first to its last day, both included.

    `on` is what is protected: the parts of the key, as texts. `holder` None: the vendor itself. `by` is the fact whose
    claim it began with; later ones of the same holder may have renewed it.
    """

    protection: str
    on: Mapping[str, str]
    holder: str | None
    start: date
    until: date
    by: Subject


@attrs.frozen
class Conflict:
    """A fact that met a claim of somebody else. `holder` or `claimant` None: the vendor itself."""

    protection: str
    subject: Subject
    holder: str | None
    claimant: str | None
