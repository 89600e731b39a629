"""Changed: the facts of some data as they would be after changes, before they are linked and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from palier.facts.cell import reader
from palier.facts.change import Add, Change, Changes, Withdraw
from palier.facts.column import columns
from palier.facts.fact import Fact
from palier.facts.findings import Findings, listed
from palier.facts.index import next_number, number
from palier.facts.key import near_key, shown_key
from palier.facts.rows import Rows
from palier.facts.table import snake
from palier.facts.wrong import Wrong, shown
from palier.meaning.model import Model, Record
from palier.meaning.types import MONEY, ReferenceTo, present
from palier.problems import DataPlace, Fault, nearest
from palier.problems.data import MISSING_KEY, MISSING_VALUE, UNKNOWN_FACT, UNKNOWN_FIELD, UNKNOWN_RECORD

NUMBER: Final = "key"
"""What the key of a fact is called in a file of changes, where its record has none: `rate#3`."""


def change_rows(changes: Sequence[Changes], rows: Mapping[str, Rows], model: Model, findings: Findings) -> None:
    """Makes the changes one after the other. A change that cannot be made is a fault, which names it."""
    names = {spelling: name for name in model.records for spelling in (name, snake(name))}
    at_work: dict[str, _Changing] = {}
    for at, change in enumerate(changes, 1):
        place = change.place or DataPlace(_named(change, at))
        name = names.get(change.record)
        if name is None:
            facts = {"name": shown(change.record), "near": nearest(change.record[:100], names)}
            findings.file(Fault(UNKNOWN_RECORD, place, {**facts, "known": listed(list(model.records))}))
            continue
        if name not in at_work:
            at_work[name] = _Changing(rows[name], model, findings)
        match change:
            case Add():
                at_work[name].add(change.values, place)
            case Change():
                at_work[name].change(change.key, change.values, place)
            case Withdraw():
                at_work[name].withdraw(change.key, place)
    for changing in at_work.values():
        changing.close()


def _named(change: Changes, at: int) -> str:
    key = "" if isinstance(change, Add) else f" {shown(_written(change.key))}"
    return f"change {at} ({shown(change.record)}{key})"


def _written(key: Any) -> Any:
    if isinstance(key, Mapping):
        key = tuple(key.values())
    return ", ".join(map(str, key)) if isinstance(key, tuple) else key


class _Changing:
    """The facts of one record, while they are changed."""

    def __init__(self, rows: Rows, model: Model, findings: Findings) -> None:
        self.rows, self.model, self.findings = rows, model, findings
        self.record: Record = rows.record
        if not self.record.key:
            # Before anything changes, so that the others keep their numbers.
            number(rows)
            rows.numbered = True
        self.by_key = {fact.key: fact for fact in rows.facts}
        self.numbered = {} if self.record.key else dict(self.by_key)
        self.added: list[Fact] = []
        self.out: set[Fact] = set()
        self.key = reader(ReferenceTo(self.record.name), model)

    def add(self, values: Mapping[str, Any], place: DataPlace) -> None:
        """One fact more, unless it cannot be read."""
        found = self._read(values, [field.name for field in self.record.fields], place)
        if found is None:
            return
        fact = Fact(self.record, None, [found[field.name] for field in self.record.fields], place.file, place.row)
        if self.record.key:
            fact.key = self._key_of(fact)
        else:
            fact.key, at = next_number(self.record, self.numbered)
            fact.order = (at,)
            self.numbered[fact.key] = fact
        self.added.append(fact)
        self.by_key.setdefault(fact.key, fact)

    def change(self, key: Any, values: Mapping[str, Any], place: DataPlace) -> None:
        """Another fact in the place of one, with some other values."""
        known = self._known(key, place, "to change")
        if not self.record.key:
            values = {name: value for name, value in values.items() if name != NUMBER}
        found = self._read(values, [name for name in values if name in self.record.by_name], place)
        if known is None or found is None:
            return
        whole = [found.get(field.name, known.values[field.index]) for field in self.record.fields]
        fact = Fact(self.record, known.key, whole, place.file, place.row)
        fact.order = known.order
        if self.record.key:
            fact.key = self._key_of(fact)
        self._take_out(known, place)
        self.added.append(fact)
        self.by_key.setdefault(fact.key, fact)

    def withdraw(self, key: Any, place: DataPlace) -> None:
        """One fact less."""
        known = self._known(key, place, "to withdraw")
        if known is not None:
            self._take_out(known, place)

    def close(self) -> None:
        """Puts the facts in the place of those that there were."""
        self.rows.facts = [one for one in (*self.rows.facts, *self.added) if one not in self.out]
        for fact in self.rows.facts:
            self.rows.withdrawn.pop(fact.key, None)

    def _take_out(self, fact: Fact, place: DataPlace) -> None:
        self.out.add(fact)
        self.by_key.pop(fact.key)
        self.rows.withdrawn[fact.key] = place

    def _key_of(self, fact: Fact) -> Any:
        parts = tuple(fact.values[self.record.by_name[name].index] for name in self.record.key)
        return parts[0] if len(parts) == 1 else parts

    def _known(self, key: Any, place: DataPlace, wish: str) -> Fact | None:
        if isinstance(key, Mapping):
            wanted = self.record.key or (NUMBER,)
            lacking = [name for name in wanted if key.get(name) in (None, "")]
            for name in lacking:
                self.findings.file(Fault(MISSING_KEY, attrs.evolve(place, column=name), {"field": name}))
            if lacking:
                return None
            parts = [key[name] for name in wanted]
            key = parts[0] if len(parts) == 1 else parts
        read = self.key(key)
        if isinstance(read, Wrong):
            self.findings.file(Fault(read.kind, place, read.facts))
            return None
        found = self.by_key.get(read)
        # A row that is faulty by itself has its own fault.
        told = self.rows.cut_short or (read in self.rows.bad_keys and not self.findings.set_aside)
        if found is None and not told:
            facts = {"record": self.record.name, "key": shown_key(read), "near": near_key(read, self.by_key)}
            self.findings.file(Fault(UNKNOWN_FACT, place, {**facts, "wish": wish}))
        return found

    def _read(self, values: Mapping[str, Any], wanted: Sequence[str], place: DataPlace) -> dict[str, Any] | None:
        """The values of fields; None, and faults, where one cannot be read or is of no field."""
        faults = [*self._strangers(values, place)]
        found: dict[str, Any] = {}
        for column in columns(self.record, self.model, frozenset(values)):
            name = column.field.name
            if name not in wanted:
                continue
            codes = [values.get(f"{name}_currency")] if column.with_currency else None
            value = column.read([values.get(name)], textual=False, currencies=codes)[0]
            if isinstance(value, Wrong):
                faults.append(Fault(value.kind, attrs.evolve(place, column=name), value.facts))
            if column.foreign:
                self.rows.foreign.add(column.field.index)
            found[name] = value
        for fault in faults:
            self.findings.file(fault)
        return None if faults else found

    def _strangers(self, values: Mapping[str, Any], place: DataPlace) -> list[Fault]:
        """A field that is not there is no remark, as it is in data: whoever changes it means it."""
        fields = self.record.by_name
        codes = {f"{name}_currency": name for name, field in fields.items() if present(field.type) is MONEY}
        found = []
        for name in map(str, values):
            if name in codes and codes[name] not in values:
                found.append(Fault(MISSING_VALUE, attrs.evolve(place, column=codes[name])))
            elif name not in fields and name not in codes:
                near = nearest(name[:100], [one for one in fields if one not in values])
                facts = {"record": self.record.name, "field": shown(name), "near": near, "known": listed(list(fields))}
                found.append(Fault(UNKNOWN_FIELD, attrs.evolve(place, column=shown(name)), facts))
        return found
