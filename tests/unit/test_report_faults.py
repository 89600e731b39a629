"""Faults of data as text and JSON."""

from __future__ import annotations

import json

from recorded import agrees

from palier.problems import DataPlace, Fault
from palier.problems.data import MALFORMED_FILE, MORE_FAULTS, NOT_A_NUMBER, UNKNOWN_MEMBER
from palier.report.faults_json import faults_json
from palier.report.faults_text import faults_summary, faults_text

FAULTS = (
    Fault(
        UNKNOWN_MEMBER,
        DataPlace("data/activity.csv", 17, "stage"),
        {"value": "Assesment", "enumeration": "Stage", "near": "Assessment"},
    ),
    Fault(
        NOT_A_NUMBER,
        DataPlace("data/activity.csv", 18, "amount"),
        {"value": "1 000\x1b[31m", "type": "amount", "sample": "1000.00"},
    ),
    Fault(MALFORMED_FILE, DataPlace("data/deal.json"), {"format": "JSON", "reason": "it ends too early"}),
)


def test_the_text_names_file_row_and_column(update: bool) -> None:
    agrees("faults.txt", faults_text(FAULTS) + faults_summary(FAULTS) + "\n", update)


def test_what_is_not_shown_is_counted() -> None:
    more = Fault(MORE_FAULTS, DataPlace("data/deal.json"), {"count": "1,234"})
    assert faults_summary((*FAULTS, more)) == "3 faults and 1,234 more in 2 files: nothing was computed"


def test_the_json_document_lists_every_fault() -> None:
    document = json.loads(faults_json(FAULTS))
    assert list(document) == ["palier", "format", "faults"]
    first, _, third = document["faults"]
    assert first == {
        "code": "D104",
        "name": "unknown-member",
        "severity": "error",
        "message": "`Assesment` is no Stage.",
        "file": "data/activity.csv",
        "row": 17,
        "column": "stage",
        "value": "Assesment",
        "help": "did you mean `Assessment`?",
    }
    assert (third["row"], third["column"]) == (None, None)
    assert "value" not in third
