"""Identities of payouts: `incentive:key[:n][:payee][~k]`, the same in every run on the same data."""

from __future__ import annotations

from datetime import date
from typing import Any

from palier.facts.fact import Fact


def key_text(key: Any) -> str:
    """The key of a fact as text; the parts of a compound one with a comma between them."""
    match key:
        case tuple():
            return ",".join(key_text(part) for part in key)
        case Fact():
            return key_text(key.key)
        case date():
            return key.isoformat()
        case str():
            return key
        case _:
            return f"{key:f}" if hasattr(key, "as_tuple") else str(key)


def escaped(text: str) -> str:
    """A key inside an identity: a colon separates its parts, so the key's own are written `%3A`."""
    return text.replace("%", "%25").replace(":", "%3A") if "%" in text or ":" in text else text


def payout_id(incentive: str, key: str, part: str | None = None) -> str:
    """The identity of a payout; `part` is the name of its period, or the number of its part."""
    return f"{incentive}:{escaped(key)}" + ("" if part is None else f":{part}")
