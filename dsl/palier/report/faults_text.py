"""Faults of data as text: by file, each with its row and column, what was expected and the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from palier.problems import DataPlace, Fault, Severity
from palier.report.cells import printable
from palier.report.counted import counted
from palier.report.paint import PLAIN, Paint

_MORE: Final = "D199"


def faults_text(faults: Sequence[Fault], paint: Paint = PLAIN) -> str:
    """Every fault under its file, with how many it has."""
    return "".join(f"{line}\n" for line in _lines(faults, paint))


def faults_summary(faults: Sequence[Fault]) -> str:
    """`3 faults in 2 files: nothing was computed`."""
    named = [fault for fault in faults if fault.code != _MORE]
    more = "".join(f" and {fault.facts['count']} more" for fault in faults if fault.code == _MORE)
    files = {fault.place.file for fault in named}
    where = printable(named[0].place.file) if len(files) == 1 else counted(len(files), "file")
    return f"{counted(len(named), 'fault')}{more} in {where}: nothing was computed"


def fault_place(place: DataPlace) -> str:
    """`activity.csv:17:stage`."""
    parts = (place.file, place.row, place.column)
    return printable(":".join(str(part) for part in parts if part is not None))


def _lines(faults: Sequence[Fault], paint: Paint) -> Iterator[str]:
    for file, group in groupby(faults, key=lambda fault: fault.place.file):
        found = list(group)
        noun = "fault" if any(fault.kind.severity is Severity.ERROR for fault in found) else "note"
        named = sum(fault.code != _MORE for fault in found)
        head = paint("strong", printable(file))
        yield f"{head} ({counted(named, noun)})" if named else head
        for fault in found:
            yield from _fault(fault, paint)
        yield ""


def _fault(fault: Fault, paint: Paint) -> Iterator[str]:
    style: Final = "error" if fault.kind.severity is Severity.ERROR else "warning"
    place = paint("place", fault_place(fault.place))
    yield f"  {place}: {paint(style, fault.code)} {paint('dim', fault.kind.name)}: {printable(fault.message)}"
    if fault.help is not None:
        yield f"      {paint('good', 'help')}: {printable(fault.help)}"
