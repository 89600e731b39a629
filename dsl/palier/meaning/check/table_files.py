"""Tables whose rows stand in a file beside the rules: a CSV file, or a sheet of a workbook."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import attrs

from palier.meaning import table
from palier.meaning.check.world import World
from palier.meaning.types import TEXT, present
from palier.problems import tables as problems
from palier.source import Source, Span
from palier.syntax import declarations as written
from palier.syntax import parse, read_rules, source_from_text

_CELL = re.compile(r'[ \t]*(?P<cell>"(?:[^"]|"")*"|[^,;"\n]*)[ \t]*(?P<end>[,;]|$)')
_WORDS = re.compile(r"(any|missing|not missing|otherwise)\Z|not ")


def fill(world: World, one: written.Table, known: table.Table) -> written.Table | None:
    """The table with the rows of its file, each cell at its own place there; None with a complaint."""
    assert one.file is not None
    source = _source(world, one)
    if source is None:
        return None
    lines = [_cells(source, number) for number in range(1, source.text.count("\n") + 2) if source.line(number).strip()]
    if not lines:
        _complain(world, one, "it is empty")
        return None
    types = {column.name: column.type for column in (*known.inputs, *known.outputs)}
    names = [text for text, _ in lines[0]]
    header = tuple(_name(text, span) for text, span in lines[0])
    rows = []
    for line in lines[1:]:
        if len(line) != len(names):
            place = line[0][1].to(line[-1][1])
            _complain(world, one, f"line {place.first.line} has {len(line)} cells, and the first {len(names)}")
            return None
        cells = []
        for (text, span), name in zip(line, names, strict=True):
            cell = _cell(world, text, span, is_text=name in types and present(types[name]) is TEXT)
            if cell is None:
                return None
            cells.append(cell)
        rows.append(written.Row(line[0][1].to(line[-1][1]), tuple(cells)))
    return attrs.evolve(one, header=header, rows=tuple(rows), file=None)


def _source(world: World, one: written.Table) -> Source | None:
    assert one.file is not None
    beside = one.span.source.path
    if beside is None:
        _complain(world, one, "these rules are no file, so nothing lies beside them")
        return None
    folder = beside.resolve().parent
    try:
        path = (folder / one.file).resolve()
        if not path.is_relative_to(folder):
            _complain(world, one, "it lies outside the folder of this file")
            return None
        shown = str(Path(one.span.source.name).parent / one.file)
        if path.suffix.lower() == ".xlsx":
            return _sheet(world, one, path, shown)
        source, found = read_rules(path, shown)
    except (OSError, ValueError) as reason:
        _complain(world, one, getattr(reason, "strerror", None) or "it cannot be opened")
        return None
    for problem in found:
        world.add(problem)
    return None if found else source


def _sheet(world: World, one: written.Table, path: Path, shown: str) -> Source | None:
    """A sheet, named after the table or else the first, as the text of a CSV file: lines are its rows."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        _complain(world, one, "reading workbooks needs `pip install 'palier[xlsx]'`")
        return None
    try:
        book: Any = load_workbook(path, read_only=True, data_only=True)
        sheet = book[one.name.text] if one.name.text in book.sheetnames else book.worksheets[0]
        lines = [",".join(_quoted(value) for value in row) for row in sheet.iter_rows(values_only=True)]
        title = sheet.title
        book.close()
    except Exception as reason:
        _complain(world, one, f"it is no workbook that can be read ({type(reason).__name__})")
        return None
    return source_from_text(f"{shown}[{title}]", "\n".join(lines))


def _quoted(value: Any) -> str:
    if value is None:
        return ""
    text = f"{value:%Y-%m-%d}" if hasattr(value, "strftime") else str(value)
    return '"' + text.replace('"', '""').replace("\n", " ") + '"' if any(mark in text for mark in ',;"\n') else text


def _cells(source: Source, number: int) -> list[tuple[str, Span]]:
    """The cells of a line with their places."""
    line = source.line(number)
    start = sum(len(one) + 1 for one in source.text.split("\n")[: number - 1])
    found, at = [], 0
    while at <= len(line):
        match = _CELL.match(line, at)
        if match is None:
            found.append((line[at:].strip(), Span(source, start + at, start + len(line))))
            break
        text = match["cell"]
        if text.startswith('"'):
            text = text[1:-1].replace('""', '"')
        found.append((text.strip(), Span(source, start + match.start("cell"), start + match.end("cell"))))
        at = match.end()
        if not match["end"]:
            break
    return found


def _name(text: str, span: Span) -> Any:
    from palier.syntax.expressions import Name

    return Name(span, text)


def _cell(world: World, text: str, span: Span, *, is_text: bool) -> written.Cell | None:
    """A cell, read as the language reads it, at its place in the file."""
    if is_text and not _WORDS.match(text):
        text = ", ".join(f'"{part.strip()}"' for part in text.replace('"', "").split(","))
    parsed = parse(source_from_text(span.source.name, f"table t (a: text) -> b: text\n  | a | b |\n  | {text} | 0 |\n"))
    tables = [one for one in parsed.file.declarations if isinstance(one, written.Table) and one.rows]
    if parsed.problems or not tables:
        first = parsed.problems[0] if parsed.problems else None
        if first is not None:
            world.add(attrs.evolve(first, span=span, related=(), fix=None))
        else:
            world.report(problems.TABLE_FILE, span, table="t", file=span.source.name, reason=f"`{text}` is no cell")
        return None
    return _placed(tables[0].rows[0].cells[0], span)  # type: ignore[no-any-return]


def _placed(node: Any, span: Span) -> Any:
    """A node, and all below it, at another place."""
    if isinstance(node, Span):
        return span
    if isinstance(node, tuple):
        return tuple(_placed(one, span) for one in node)
    if attrs.has(type(node)):
        return attrs.evolve(
            node, **{field.name: _placed(getattr(node, field.name), span) for field in attrs.fields(type(node))}
        )
    return node


def _complain(world: World, one: written.Table, reason: str) -> None:
    world.report(problems.TABLE_FILE, one.name.span, table=one.name.text, file=one.file, reason=reason)
