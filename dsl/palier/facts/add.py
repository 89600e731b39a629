"""Adding: one more fact to facts that are loaded, at the cost of what it touches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import attrs

from palier.facts.amount import Foreign
from palier.facts.column import Column, columns
from palier.facts.dating import Dater, dater
from palier.facts.exchange import RATES, Rates, convert
from palier.facts.fact import NOTHING, Collection, Fact, Facts
from palier.facts.findings import Findings, listed
from palier.facts.index import next_number
from palier.facts.key import near_key, shown_key
from palier.facts.link import link_several, targets
from palier.facts.load import Condition
from palier.facts.wrong import Wrong
from palier.meaning.model import Model, Record
from palier.meaning.types import SetOf, present
from palier.problems import DataError, DataPlace, Fault, nearest
from palier.problems.data import CONDITION_FAILED, KEY_TWICE, UNKNOWN_COLUMN, UNKNOWN_RECORD, UNKNOWN_REFERENCE


@attrs.frozen(eq=False)
class Added:
    """A fact that came in; `notes` are warnings about fields that its record does not have."""

    fact: Fact
    notes: tuple[Fault, ...]


@attrs.frozen(eq=False)
class _Entrance:
    """What every fact of a record passes on its way in, made once."""

    columns: Sequence[Column]
    dater: Dater
    ways: Mapping[str, Collection]


def add(
    facts: Facts, model: Model, record: str, values: Mapping[str, Any], conditions: Sequence[Condition] = ()
) -> Added:
    """Checks one more fact, links it and puts it in its place.

    `values` are those of a row in memory; `conditions` those of the record. Raises DataError, with all faults and
    nothing changed, when the fact cannot be taken. A fact of a record without a key gets the next number, which may be
    another one than it would have had, had it been there from the beginning.
    """
    place = DataPlace(f"memory ({record})")
    declared = model.records.get(record)
    if declared is None:
        words = {"name": record, "near": nearest(record[:100], model.records), "known": listed(list(model.records))}
        raise DataError([Fault(UNKNOWN_RECORD, place, words)])
    findings = Findings()
    entrance = _entrance(facts, model, declared, values)
    fact = _read(entrance.columns, declared, values, place, findings)
    _check_key(facts, fact, findings)
    _link(facts, fact, findings)
    _stop(findings)
    entrance.dater([fact])
    _convert(facts, fact, model, findings)
    _stop(findings)
    fact.back = dict(entrance.ways)
    for condition, holds in conditions:
        if not holds(fact):
            findings.fact(fact, CONDITION_FAILED, None, record=record, condition=condition)
    _stop(findings)
    _insert(facts, fact)
    return Added(fact, _notes(declared, values, place))


def _entrance(facts: Facts, model: Model, record: Record, values: Mapping[str, Any]) -> _Entrance:
    codes = frozenset(name for name in values if name.endswith("_currency"))
    known: _Entrance | None = facts.entrances.get((record.name, codes))
    if known is None:
        ways = dict.fromkeys(model.ways_back[record.name], NOTHING)
        known = _Entrance(columns(record, model, codes), dater(record, model), ways)
        facts.entrances[record.name, codes] = known
    return known


def _read(
    of_fields: Sequence[Column], record: Record, values: Mapping[str, Any], place: DataPlace, findings: Findings
) -> Fact:
    found: list[Any] = []
    for column in of_fields:
        name = column.field.name
        code = f"{name}_currency"
        codes = [values.get(code)] if column.with_currency else None
        value = column.read([values.get(name)], textual=False, currencies=codes)[0]
        if type(value) is Wrong:
            findings.cell(record.name, value, attrs.evolve(place, column=name))
        found.append(value)
    key: Any = None
    if record.key:
        parts = tuple(found[record.by_name[name].index] for name in record.key)
        key = parts[0] if len(parts) == 1 else parts
    return Fact(record, key, found, place.file, None)


def _check_key(facts: Facts, fact: Fact, findings: Findings) -> None:
    known = facts.by_record[fact.record.name]
    if not fact.record.key:
        fact.key, number = next_number(fact.record, known)
        fact.order = (number,)
        return
    parts = fact.key if isinstance(fact.key, tuple) else (fact.key,)
    if any(isinstance(part, Wrong) for part in parts):
        return
    earlier = known.get(fact.key)
    if earlier is not None:
        first = earlier.file if earlier.row is None else f"{earlier.file}, row {earlier.row}"
        words = {"record": fact.record.name, "key": shown_key(fact.key), "first": first, "second": "what is added"}
        findings.fact(fact, KEY_TWICE, None, **words)


def _link(facts: Facts, fact: Fact, findings: Findings) -> None:
    for field in fact.record.fields:
        value = fact.values[field.index]
        if field.target is None or value is None or isinstance(value, Wrong):
            continue
        known = facts.by_record[field.target]
        if isinstance(present(field.type), SetOf):
            unknown = link_several(fact, field.index, known)
        else:
            fact.values[field.index] = known.get(value)
            unknown = [] if value in known else [value]
        for key in unknown:
            words = {"record": field.target, "key": shown_key(key), "near": near_key(key, known)}
            findings.fact(fact, UNKNOWN_REFERENCE, field.name, **words)


def _convert(facts: Facts, fact: Fact, model: Model, findings: Findings) -> None:
    fields = [at for at, value in enumerate(fact.values) if type(value) is Foreign]
    if not fields:
        return
    known: Sequence[Fact] = ()
    if RATES in model.records:
        known = facts.collections[RATES].facts
        if model.records[RATES].dated == ("date",) and fact.seen_from is not None:
            oldest, day = timedelta(days=model.rate_age), timedelta(days=1)
            known = facts.collections[RATES].between(fact.seen_from - oldest, fact.seen_from + day)
    convert([fact], fields, Rates(model, known, Findings()), model, findings)


def _insert(facts: Facts, fact: Fact) -> None:
    facts.by_record[fact.record.name][fact.key] = fact
    facts.collections[fact.record.name].insert(fact)
    for field in fact.record.fields:
        if field.back is None:
            continue
        for target in targets(fact, field):
            there = target.back[field.back]
            if there is not NOTHING:
                there.insert(fact)
            elif fact.seen_from is not None or fact.record.dated is None:
                target.back = {**target.back, field.back: Collection(fact.record, [fact], ordered=True)}
    facts.changed(fact.seen_from if fact.record.dated is not None else None)


def _notes(record: Record, values: Mapping[str, Any], place: DataPlace) -> tuple[Fault, ...]:
    unused = [name for name in values if name not in record.by_name]
    unused = [name for name in unused if name.removesuffix("_currency") not in record.by_name]
    free = [field.name for field in record.fields if field.name not in values]
    return tuple(
        Fault(
            UNKNOWN_COLUMN,
            attrs.evolve(place, column=name),
            {"record": record.name, "column": name, "near": nearest(name[:100], free)},
        )
        for name in unused
    )


def _stop(findings: Findings) -> None:
    if findings.stops:
        raise DataError(findings.faults())
