"""Faults of data as text: by file, each with its row and column, what was expected and the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from palier.problems import DataPlace, Fault, Severity, spoken
from palier.report.cells import printable
from palier.report.paint import PLAIN, Paint
from palier.speech import ENGLISH, Language

_MORE: Final = "D199"


def faults_text(faults: Sequence[Fault], paint: Paint = PLAIN, language: Language = ENGLISH) -> str:
    """Every fault under its file, with how many it has."""
    return "".join(f"{line}\n" for line in _lines(spoken(faults, language), paint, language))


def faults_summary(faults: Sequence[Fault], language: Language = ENGLISH) -> str:
    """`3 faults in 2 files: nothing was computed`."""
    named = [fault for fault in faults if fault.code != _MORE]
    more = next((fault.facts["count"] for fault in faults if fault.code == _MORE), None)
    files = {fault.place.file for fault in named}
    many = language.several("{number} file", "{number} files", len(files))
    where = printable(named[0].place.file) if len(files) == 1 else many
    found = language.several("{number} fault", "{number} faults", len(named))
    if more is not None:
        found = language.say("{faults} and {count} more", faults=found, count=more)
    return language.say("{faults} in {place}: nothing was computed", faults=found, place=where)


def fault_place(place: DataPlace) -> str:
    """`activity.csv:17:stage`."""
    parts = (place.file, place.row, place.column)
    return printable(":".join(str(part) for part in parts if part is not None))


def _lines(faults: Sequence[Fault], paint: Paint, language: Language) -> Iterator[str]:
    for file, group in groupby(faults, key=lambda fault: fault.place.file):
        found = list(group)
        stops = any(fault.kind.severity is Severity.ERROR for fault in found)
        named = sum(fault.code != _MORE for fault in found)
        faults_ = language.several("{number} fault", "{number} faults", named)
        count = faults_ if stops else language.several("{number} note", "{number} notes", named)
        head = paint("strong", printable(file))
        yield f"{head} ({count})" if named else head
        for fault in found:
            yield from _fault(fault, paint, language)
        yield ""


def _fault(fault: Fault, paint: Paint, language: Language) -> Iterator[str]:
    style: Final = "error" if fault.kind.severity is Severity.ERROR else "warning"
    label = f"{paint(style, fault.code)} {paint('dim', fault.kind.name)}"
    said = language.say("{label}: {text}", label=label, text=printable(fault.message))
    yield f"  {paint('place', fault_place(fault.place))}: {said}"
    if fault.help is not None:
        label = paint("good", language.say("help"))
        yield f"      {language.say('{label}: {text}', label=label, text=printable(fault.help))}"
