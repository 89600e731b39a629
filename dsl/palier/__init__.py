"""Palier: the rules of partner programmes, checked, run on deal data, every cent explained.

`load` a programme, `read` data, `run` the one on the other. What needs more than a moment to import is loaded when it
is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from palier.version import __version__

if TYPE_CHECKING:
    from palier.embed import Programme, Session, compare, load
    from palier.facts import Add, Change, Data, Withdraw, facts_from
    from palier.facts.read import read
    from palier.problems import DataError, Fault, Problem, RuleError, UsageError
    from palier.result import Explanation, Money, Payout, Result

_HOMES = {
    "Add": "palier.facts",
    "Change": "palier.facts",
    "Data": "palier.facts",
    "DataError": "palier.problems",
    "Explanation": "palier.result",
    "Fault": "palier.problems",
    "Money": "palier.result",
    "Payout": "palier.result",
    "Problem": "palier.problems",
    "Programme": "palier.embed",
    "Result": "palier.result",
    "RuleError": "palier.problems",
    "Session": "palier.embed",
    "UsageError": "palier.problems",
    "Withdraw": "palier.facts",
    "compare": "palier.embed",
    "facts_from": "palier.facts",
    "load": "palier.embed",
    "read": "palier.facts",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'palier' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__]


__all__ = [
    "Add",
    "Change",
    "Data",
    "DataError",
    "Explanation",
    "Fault",
    "Money",
    "Payout",
    "Problem",
    "Programme",
    "Result",
    "RuleError",
    "Session",
    "UsageError",
    "Withdraw",
    "__version__",
    "compare",
    "facts_from",
    "load",
    "read",
]
