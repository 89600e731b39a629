"""Payouts of an earlier run, read back from the document or the table that it wrote."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from palier.problems import DataError, DataPlace, Fault
from palier.problems.running import NOT_A_PAYOUT
from palier.result import Money, Payout, Subject


def read_payouts(path: Path) -> tuple[Payout, ...]:
    """The payouts of a JSON document of `palier run`, or of its `payouts.csv`.

    Raises DataError where the file is neither, OSError where it cannot be opened.
    """
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    rows = _rows(path, text)
    found, faults = [], []
    for number, row in enumerate(rows, 1):
        try:
            found.append(_payout(row))
        except (KeyError, TypeError, ValueError) as reason:
            faults.append(Fault(NOT_A_PAYOUT, DataPlace(str(path), number), {"reason": _words(reason)}))
    if faults:
        raise DataError(faults)
    return tuple(found)


def _rows(path: Path, text: str) -> list[Mapping[str, Any]]:
    if path.suffix.lower() == ".csv":
        return [
            {**row, "subject": {"record": row.get("subject_record"), "key": row.get("subject_key")}}
            for row in csv.DictReader(text.splitlines())
        ]
    try:
        document = json.loads(text, parse_float=Decimal)
        rows = list(document["payouts"])
    except (ValueError, KeyError, TypeError, RecursionError):
        place = DataPlace(str(path))
        reason = "it is no document of `palier run --format json`"
        raise DataError([Fault(NOT_A_PAYOUT, place, {"reason": reason})]) from None
    return rows


def _payout(row: Mapping[str, Any]) -> Payout:
    currency = row.get("unit") or row["currency"]
    part = row.get("part")
    return Payout(
        id=_text(row["id"]),
        incentive=_text(row["incentive"]),
        payee=_text(row["payee"]),
        payer=row.get("payer") or None,
        subject=Subject(_text(row["subject"]["record"]), _text(row["subject"]["key"])),
        period=row.get("period") or None,
        part=int(part) if part not in (None, "") else None,
        earned_on=date.fromisoformat(row["earned_on"]),
        gross=Money(_amount(row["gross"]), _text(currency)),
        amount=Money(_amount(row["amount"]), _text(currency)),
        unit=row.get("unit") or None,
        capped=row.get("capped") in (True, "true", "yes", "True"),
        adjusts=row.get("adjusts") or None,
        version=None,
    )


def _amount(text: Any) -> Decimal:
    try:
        value = Decimal(_text(text))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise ValueError(f"`{text}` is no amount")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"`{value}` stands where a text is wanted")
    return value


def _words(reason: Exception) -> str:
    return f"`{reason.args[0]}` is missing" if isinstance(reason, KeyError) else str(reason) or "it has another form"
