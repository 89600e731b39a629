"""Faults of data as a JSON document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from palier.problems import Fault
from palier.report.document import document


def faults_json(faults: Sequence[Fault]) -> str:
    """The document that takes the place of a result."""
    return document({"faults": [fault_row(fault) for fault in faults]})


def fault_row(fault: Fault) -> dict[str, Any]:
    """One fault. `value` is what the data has, where it is a matter of a value."""
    found: dict[str, Any] = {
        "code": fault.code,
        "name": fault.kind.name,
        "severity": fault.kind.severity.value,
        "message": fault.message,
        "file": fault.place.file,
        "row": fault.place.row,
        "column": fault.place.column,
    }
    if "value" in fault.facts:
        found["value"] = str(fault.facts["value"])
    if fault.help is not None:
        found["help"] = fault.help
    return found
