"""Loading: from data to facts, checked against the records of a programme, linked, dated and converted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import attrs

from palier.facts.changed import change_rows
from palier.facts.collecting import not_collecting
from palier.facts.data import Data
from palier.facts.dating import date_facts
from palier.facts.exchange import RATES, Rates, convert
from palier.facts.fact import Fact, Facts
from palier.facts.findings import Findings, listed
from palier.facts.index import index
from palier.facts.link import Indexes, drop, link, link_back
from palier.facts.rows import Rows, read_rows
from palier.facts.set_aside import SetAside, set_aside_rows
from palier.facts.table import Table, snake
from palier.meaning.model import Model
from palier.problems import DataPlace, Fault, nearest
from palier.problems.data import CONDITION_FAILED, RECORD_TWICE, UNKNOWN_TABLE, UNREAD_FORMAT

Condition: TypeAlias = tuple[str, Callable[[Fact], bool]]
"""What a record demands of its facts: in words, and as a question to a linked fact."""

Conditions: TypeAlias = Mapping[str, Sequence[Condition]]
"""By record."""


@attrs.frozen(eq=False)
class Loaded:
    """What came of loading.

    `facts` is None exactly when there are `faults`, which are in the order they are shown; then nothing can be
    computed. `notes` are warnings. `set_aside` are the rows left out, `lost` how many each record lost.
    """

    facts: Facts | None
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    set_aside: tuple[SetAside, ...] = ()
    lost: Mapping[str, int] = attrs.field(factory=dict)


def load(data: Data, model: Model, conditions: Conditions | None = None, set_aside: bool = False) -> Loaded:
    """Reads and checks the facts of all records of a model.

    All faults at once. With `set_aside`, a faulty row is left out, and so is all that refers to it; a fault of a whole
    file or column still stops. An OSError is the caller's.
    """
    findings = Findings(set_aside=set_aside)
    with not_collecting():
        tables = _tables(data, model, findings)
        rows = {
            name: read_rows(tables[name], record, model, findings) if name in tables else Rows(record)
            for name, record in model.records.items()
        }
        change_rows(data.changes, rows, model, findings)
        absent = [name for name in rows if name not in tables and not rows[name].facts and tables]
        facts = _linked(rows, model, conditions or {}, findings, absent)
    notes = tuple(sorted(findings.notes, key=Fault.order))
    if facts is None or findings.stops:
        return Loaded(None, findings.faults(), notes)
    ordered = {name: tables.get(name) for name in model.records}
    out = set_aside_rows(findings, ordered) if findings.rows else ()
    return Loaded(facts, (), notes, out, dict(Counter(row.record for row in out)))


def _tables(data: Data, model: Model, findings: Findings) -> dict[str, Table]:
    names = {spelling: name for name in model.records for spelling in (name, snake(name))}
    found: dict[str, Table] = {}
    for table in data.tables():
        if isinstance(table, Fault):
            findings.file(table)
            continue
        record = names.get(table.name)
        if table.blocks is None:
            if record is not None:
                findings.note(Fault(UNREAD_FORMAT, DataPlace(table.file), {"record": record}))
        elif record is None:
            known = [snake(name) for name in model.records]
            words = {"name": table.name, "near": nearest(table.name[:100], known), "known": listed(known) or "no data"}
            findings.note(Fault(UNKNOWN_TABLE, DataPlace(table.file), words))
        elif record in found:
            words = {"record": record, "first": found[record].file, "second": table.file}
            findings.file(Fault(RECORD_TWICE, DataPlace(table.file), words))
        else:
            found[record] = table
    return found


def _linked(
    rows: Mapping[str, Rows], model: Model, conditions: Conditions, findings: Findings, absent: Sequence[str]
) -> Facts | None:
    indexes = {name: index(of_record, findings) for name, of_record in rows.items()}
    drop(link(rows, indexes, findings, absent), rows, indexes, findings)
    if findings.files_at_fault:
        # What follows looks at values that may not be there.
        return None
    for of_record in rows.values():
        date_facts(of_record.record, of_record.facts, model)
    if RATES in rows:
        drop(_breaking(rows[RATES], conditions.get(RATES, ()), findings), rows, indexes, findings)
    _convert(rows, indexes, model, findings)
    facts = Facts(model, indexes)
    link_back(facts)
    # Where a row was taken out, a condition that counts rows may fail elsewhere: again, until nothing changes.
    while True:
        breaking: set[Fact] = set()
        for name, demands in conditions.items():
            if name != RATES and name in rows:
                breaking |= _breaking(rows[name], demands, findings)
        if not breaking or not findings.set_aside:
            return facts
        drop(breaking, rows, indexes, findings)
        facts = Facts(model, indexes)
        link_back(facts)


def _breaking(rows: Rows, demands: Sequence[Condition], findings: Findings) -> set[Fact]:
    breaking: set[Fact] = set()
    for condition, holds in demands:
        for fact in rows.facts:
            if not holds(fact):
                breaking.add(fact)
                findings.fact(fact, CONDITION_FAILED, None, record=rows.record.name, condition=condition)
    return breaking


def _convert(rows: Mapping[str, Rows], indexes: Indexes, model: Model, findings: Findings) -> None:
    foreign = [of_record for of_record in rows.values() if of_record.foreign]
    if not foreign:
        return
    rates = Rates(model, rows[RATES].facts if RATES in rows else (), findings)
    drop(rates.doubted, rows, indexes, findings)
    lost: set[Fact] = set()
    for of_record in foreign:
        lost |= convert(of_record.facts, sorted(of_record.foreign), rates, model, findings)
    drop(lost, rows, indexes, findings)
