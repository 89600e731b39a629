"""The data a programme wants: as a JSON Schema, as header rows to fill in, and as a page to read."""

from __future__ import annotations

import re
from typing import Any, Final, assert_never

from palier.facts import snake
from palier.meaning.model import Field, Model, Record
from palier.meaning.types import Basic, MemberOf, Optional, ReferenceTo, SetOf, TierOf, Type, UnitOf, present, shown
from palier.speech import title_in

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

# In the regular expressions that JSON Schema shares with JavaScript. They say what is read, but for the bounds.
_NUMBER: Final = "[+-]?[0-9]+(\\.[0-9]+)?"
_PATTERNS: Final[dict[Basic, str]] = {
    Basic.MONEY: f"^{_NUMBER} *([A-Z]{{3}})?$",
    Basic.RATE: f"^{_NUMBER} *%?$",
    Basic.NUMBER: f"^{_NUMBER}$",
    Basic.COUNT: "^[+-]?[0-9]+(\\.0+)?$",
    Basic.MONTHS: "^([+-]?[0-9]{1,6} *([Mm]onths?|[Qq]uarters?|[Yy]ears?)?|P([0-9]+Y)?([0-9]+M)?)$",
    Basic.DAYS: "^([+-]?[0-9]{1,6} *([Dd]ays?|[Ww]eeks?)?|P([0-9]+W)?([0-9]+D)?)$",
    Basic.DATE: "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    Basic.TEXT: "^[^\\u0000-\\u001f\\u007f-\\u009f]*$",
    Basic.YES_NO: "^([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$",
}
_SAMPLES: Final[dict[Basic, str]] = {
    Basic.MONEY: "`1234.50` or `1234.50 USD`",
    Basic.RATE: "`8.25%` or `0.0825`",
    Basic.NUMBER: "`1234.5`",
    Basic.COUNT: "`12`",
    Basic.MONTHS: "`12 months`, `1 year` or `P12M`",
    Basic.DAYS: "`90 days`, `2 weeks` or `P90D`",
    Basic.DATE: "`2021-03-01`",
    Basic.TEXT: "",
    Basic.YES_NO: "`yes` or `no`",
}
_MISSING: Final = {"enum": [None, ""]}


def json_schema(model: Model) -> dict[str, Any]:
    """The schema (draft 2020-12) of one JSON file with all the data: an object of lists by record.

    A definition for each record, by its name, is the schema of a row: of an element of `activity.json`, of a line of
    `activity.ndjson`. What a schema cannot say stays with the reading: references, keys, bounds, further conditions.
    """
    records = model.records.values()
    return {
        "$schema": _DIALECT,
        "type": "object",
        "properties": {
            snake(record.name): {"type": "array", "items": {"$ref": f"#/$defs/{record.name}"}} for record in records
        },
        "$defs": {record.name: _row(record, model) for record in records},
    }


def csv_headers(model: Model) -> dict[str, str]:
    """The header row of each file, by the name of the file: `activity.csv`, `id,partner,stage`."""
    return {
        f"{snake(record.name)}.csv": ",".join(field.name for field in record.fields) + "\n"
        for record in model.records.values()
    }


def markdown(model: Model) -> str:
    """A page with a table for each record: its fields, what each may hold, and whether it may be missing."""
    return "\n".join(line for record in model.records.values() for line in _page(record, model))


def _row(record: Record, model: Model) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for field in record.fields:
        properties[field.name] = {"title": title_in(field.titles, None, field.name), **_field(field, record, model)}
        code = f"{field.name}_currency"
        if present(field.type) is Basic.MONEY and code not in record.by_name:
            description = f"the currency of `{field.name}`, where it is not {model.currency}"
            properties[code] = {"description": description, "anyOf": [_MISSING, {"pattern": "^[A-Z]{3}$"}]}
    return {
        "title": title_in(record.titles, None, record.name),
        "description": " ".join(_about(record)),
        "type": "object",
        "properties": properties,
        "required": [field.name for field in record.fields if not _may_be_missing(field, record)],
    }


def _field(field: Field, record: Record, model: Model) -> dict[str, Any]:
    value = _value(present(field.type), model)
    holds = _holds(field, model)
    described = {"description": holds} if holds else {}
    return {**described, **({"anyOf": [value, _MISSING]} if _may_be_missing(field, record) else value)}


def _value(of: Type, model: Model, within: frozenset[str] = frozenset()) -> dict[str, Any]:
    match of:
        case Basic.TEXT:
            return {"type": ["string", "integer"], "minLength": 1, "maxLength": 10_000, "pattern": _PATTERNS[of]}
        case Basic.DATE:
            return {"type": "string", "format": "date", "pattern": _PATTERNS[of]}
        case Basic.YES_NO:
            return {"type": ["string", "boolean"], "pattern": _PATTERNS[of]}
        case Basic.COUNT | Basic.MONTHS | Basic.DAYS:
            return {"type": ["string", "integer"], "pattern": _PATTERNS[of]}
        case Basic():
            return {"type": ["string", "number"], "pattern": _PATTERNS[of]}
        case MemberOf(name):
            return {"enum": list(dict.fromkeys(model.enumerations[name].by_text))}
        case TierOf(ladder):
            return {"enum": list(model.tiers[ladder])}
        case UnitOf(unit):
            return {"type": ["string", "number"], "pattern": f"^{_NUMBER} *({re.escape(unit)})?$"}
        case ReferenceTo(record):
            return _key(model.records[record], model, within)
        case SetOf(inner):
            items = _value(inner, model)
            return {"anyOf": [{"type": "array", "items": items}, {"type": "string"}]}
        case Optional(inner):
            return _value(inner, model, within)
        case _:
            assert_never(of)


def _key(record: Record, model: Model, within: frozenset[str]) -> dict[str, Any]:
    if not record.key or record.name in within:
        return {"type": "string"}
    parts = [_value(present(record.by_name[name].type), model, within | {record.name}) for name in record.key]
    return parts[0] if len(parts) == 1 else {"type": ["string", "array"]}


def _page(record: Record, model: Model) -> list[str]:
    title = title_in(record.titles, None, "")
    lines = [
        f"## {record.name}" + (f": {_cell(title)}" if title else ""),
        "",
        f"File `{snake(record.name)}.csv` (or `.json`, `.ndjson`, `.parquet`, or a sheet `{snake(record.name)}`).",
        *_about(record),
        "",
        "| Field | Type | May be missing | What it holds |",
        "|---|---|---|---|",
    ]
    for field in record.fields:
        title = title_in(field.titles, None, "")
        holds = "; ".join(part for part in (title, _holds(field, model)) if part)
        missing = "yes" if _may_be_missing(field, record) else "no"
        lines.append(f"| `{field.name}` | {_cell(shown(present(field.type)))} | {missing} | {_cell(holds)} |")
    return [*lines, ""]


def _about(record: Record) -> list[str]:
    found = [f"Key: {_names(record.key)}."] if record.key else ["Without a key."]
    if record.dated is not None:
        until = "" if record.until is None else f" until the day before `{'.'.join(record.until)}`"
        found.append(f"Dated by `{'.'.join(record.dated)}`{until}.")
    if record.order:
        found.append(f"Ordered by {_names(tuple('.'.join(path) for path in record.order))}.")
    return found


def _holds(field: Field, model: Model) -> str:
    words = [_words(present(field.type), model)]
    if field.known_from is not None:
        words.append(f"known from `{'.'.join(field.known_from)}`")
    if field.as_it_happens:
        words.append("as it happens")
    return "; ".join(word for word in words if word)


def _words(of: Type, model: Model) -> str:
    match of:
        case Basic.MONEY:
            return f"in {model.currency} unless it names another currency; {_SAMPLES[of]}"
        case Basic():
            return _SAMPLES[of]
        case MemberOf(name):
            members = model.enumerations[name].members
            return "one of " + ", ".join(_member(one.name, tuple(one.labels.values())) for one in members)
        case TierOf(ladder):
            return f"one of {_names(model.tiers[ladder])}"
        case UnitOf(unit):
            return f"a multiple of {model.units[unit]}"
        case ReferenceTo(record):
            key = model.records[record].key
            return f"the key of a fact of `{record}`: {_names(key)}" if key else f"a fact of `{record}`"
        case SetOf(inner):
            each = _words(inner, model)
            return "several, with `;` between them, in JSON a list" + (f"; each {each}" if each else "")
        case Optional(inner):
            return _words(inner, model)
        case _:
            assert_never(of)


def _member(name: str, labels: tuple[str, ...]) -> str:
    also = ", ".join(f"“{label}”" for label in dict.fromkeys(labels))
    return f"`{name}` ({also})" if also else f"`{name}`"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _may_be_missing(field: Field, record: Record) -> bool:
    return isinstance(field.type, (Optional, SetOf)) and field.name not in record.key


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
