"""JSON files: a list of objects, one object on each line (NDJSON), or an object of lists by record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

from palier.facts.delimited import not_utf8
from palier.facts.number import Numeral
from palier.facts.table import ROWS_PER_BLOCK, Block, Blocks, Broken, Table, column_name
from palier.facts.wrong import shown
from palier.problems import DataPlace, Fault
from palier.problems.data import FIELD_TWICE, MALFORMED_FILE, NOT_A_ROW

_TOO_DEEP: Final = "lists or objects are nested too deeply"


class _Doubled(dict[str, Any]):
    """An object that gives a field twice."""

    __slots__ = ("field",)

    def __init__(self, pairs: Sequence[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.field = next(name for at, name in enumerate(names) if name in names[:at])


def document(path: Path, file: str) -> Blocks:
    """The rows of a JSON file that holds a list of objects, numbered from 1."""
    rows = loaded_json(path, file)
    if isinstance(rows, Fault):
        yield rows
    elif not isinstance(rows, list):
        yield _malformed(file, "a list of objects is wanted at the top", None)
    else:
        yield from listed_rows(rows, file)


def document_lines(path: Path, file: str) -> Blocks:
    """The rows of an NDJSON file, numbered by line; empty lines are no rows."""
    decode = _decoder()
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as lines:
            rows = (
                (number, _decoded(decode, line, file, number))
                for number, line in enumerate(lines, 1)
                if not line.isspace()
            )
            while some := list(islice(rows, ROWS_PER_BLOCK)):
                yield _block(some, file)
    except UnicodeDecodeError:
        yield not_utf8(path, file)


def documents(path: Path, file: str) -> Iterator[Table | Fault]:
    """The tables of one JSON file: an object of lists by record, or a list for the record the file is named after."""
    content = loaded_json(path, file)
    if isinstance(content, Fault):
        yield content
    elif isinstance(content, _Doubled):
        yield _malformed(file, f"`{shown(content.field)}` is there twice", None)
    elif isinstance(content, dict):
        for name, rows in content.items():
            shown_as = f"{file} ({column_name(name)})"
            if isinstance(rows, list):
                yield Table(column_name(name), shown_as, partial(listed_rows, rows, shown_as))
            else:
                yield _malformed(shown_as, "a list of objects is wanted for each record", None)
    elif isinstance(content, list):
        yield Table(path.stem, file, partial(listed_rows, content, file))
    else:
        yield _malformed(file, "an object of lists by record is wanted at the top", None)


def listed_rows(rows: Iterable[Any], file: str) -> Blocks:
    """The rows of a list of mappings, numbered from 1."""
    numbered = enumerate(rows, 1)
    while some := list(islice(numbered, ROWS_PER_BLOCK)):
        yield _block(some, file)


def _block(rows: Sequence[tuple[int, Any]], file: str) -> Block:
    good: list[Mapping[str, Any]] = []
    numbers: list[int] = []
    broken: list[Broken] = []
    names: dict[str, None] = {}
    for number, row in rows:
        if isinstance(row, Mapping) and not isinstance(row, _Doubled):
            good.append(row)
            numbers.append(number)
            names |= dict.fromkeys(row)
        else:
            broken.append(_broken(row, number, file))
    columns = {column_name(str(name)): [row.get(name) for row in good] for name in names}
    return Block(columns, numbers, textual=False, fixed=False, broken=broken)


def _broken(row: Any, number: int, file: str) -> Broken:
    if isinstance(row, Broken):
        return row
    place = DataPlace(file, number)
    if isinstance(row, _Doubled):
        name = column_name(row.field)
        return Broken(number, Fault(FIELD_TWICE, DataPlace(file, number, name), {"field": shown(name)}), row)
    found = "a list" if isinstance(row, (list, tuple)) else "nothing" if row is None else f"`{shown(row)}`"
    return Broken(number, Fault(NOT_A_ROW, place, {"found": found}), {"": row})


def loaded_json(path: Path, file: str) -> Any:
    """What a JSON file holds, its numbers as they are written; a Fault where it holds no JSON."""
    """What a JSON file holds, its numbers as they are written; a Fault where it holds no JSON."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return not_utf8(path, file)
    found = _decoded(_decoder(), text, file, None)
    return found.fault if isinstance(found, Broken) else found


def _decoder() -> Callable[[str], Any]:
    import json

    return json.JSONDecoder(
        object_pairs_hook=_object, parse_float=Numeral, parse_int=Numeral, parse_constant=Numeral
    ).decode


def _decoded(decode: Callable[[str], Any], text: str, file: str, line: int | None) -> Any:
    from json import JSONDecodeError

    try:
        return decode(text)
    except JSONDecodeError as wrong:
        where = f"column {wrong.colno}" if line is not None else f"line {wrong.lineno}, column {wrong.colno}"
        reason = f"{where}: {wrong.msg[:1].lower()}{wrong.msg[1:]}"
    except RecursionError:
        reason = _TOO_DEEP
    return Broken(line or 0, _malformed(file, reason, line), {"": shown(text)})


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Doubled(pairs)


def _malformed(file: str, reason: str, row: int | None) -> Fault:
    return Fault(MALFORMED_FILE, DataPlace(file, row), {"format": "JSON", "reason": reason})
