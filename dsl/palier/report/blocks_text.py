"""A document for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Final, assert_never

from palier.report.blocks import Block, Document, Heading, Item, Items, Note, Paragraph, Table
from palier.report.cells import cell_width
from palier.report.paint import PLAIN, Paint, Style

_COLUMNS: Final = 100
_MARKS: Final[dict[str | None, tuple[str, Style]]] = {"good": ("✓", "good"), "bad": ("✗", "error"), None: ("-", "dim")}


def blocks_text(document: Document, paint: Paint = PLAIN) -> str:
    """The whole document."""
    said = []
    for block in document.blocks:
        said.append("".join(f"{line}\n" for line in _lines(block, paint)))
    return "\n".join(said)


def _lines(block: Block, paint: Paint) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield paint("strong", text)
            if level < 3:
                yield paint("dim", ("=" if level == 1 else "-") * min(cell_width(text), _COLUMNS))
        case Paragraph(text, rule, soft):
            for line in _wrapped(_with_rule(text, rule), ""):
                yield paint("dim", line) if soft else line
        case Items(items):
            for item in items:
                yield from _item(item, "", paint)
        case Table():
            yield from _table(block, paint)
        case Note(text):
            yield from _wrapped(text, "    ")
        case _:
            assert_never(block)


def _item(item: Item, indent: str, paint: Paint) -> Iterator[str]:
    sign, style = _MARKS[item.mark]
    first, *rest = _wrapped(_with_rule(item.text, item.rule), f"{indent}  ") or [indent]
    yield f"{indent}{paint(style, sign)} {first[len(indent) + 2 :]}"
    yield from rest
    for one in item.inside:
        yield from _item(one, f"{indent}  ", paint)


def _table(table: Table, paint: Paint) -> Iterator[str]:
    if table.title is not None:
        yield table.title
    rows = [table.head, *table.rows]
    widths = [max(cell_width(row[at]) for row in rows) for at in range(len(table.head))]
    for number, row in enumerate(rows):
        cells = []
        for at, cell in enumerate(row):
            pad = " " * (widths[at] - cell_width(cell))
            cells.append(pad + cell if at in table.figures else cell + pad)
        line = "  " + "  ".join(cells).rstrip()
        if number == 0:
            if any(row):
                yield paint("dim", line)
        else:
            yield paint("strong", line) if table.total and number == len(rows) - 1 else line


def _with_rule(text: str, rule: str | None) -> str:
    return text if rule is None else f"{text} `{rule}`".strip()


def _wrapped(text: str, indent: str) -> list[str]:
    """Broken at plain spaces only: one that does not break keeps an amount together."""
    kept = text.replace("\N{NO-BREAK SPACE}", "\x00").replace("\N{NARROW NO-BREAK SPACE}", "\x01")
    lines = wrap(
        kept, _COLUMNS, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return [line.replace("\x00", "\N{NO-BREAK SPACE}").replace("\x01", "\N{NARROW NO-BREAK SPACE}") for line in lines]
