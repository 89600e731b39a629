"""A document as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, assert_never

from palier.report.blocks import Block, Document, Heading, Item, Items, Note, Paragraph, Table

_SIGNS: Final = re.compile(r"([\\`*_\[\]<>|])")
_MARKS: Final = {"good": "✓ ", "bad": "✗ ", None: ""}


def blocks_markdown(document: Document) -> str:
    """The whole document."""
    return "\n".join("\n".join(_lines(block)) + "\n" for block in document.blocks)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"{'#' * min(level, 6)} {_escaped(text)}"
        case Paragraph(text, rule):
            yield _with_rule(_line_start(_escaped(text)), rule)
        case Items(items):
            for item in items:
                yield from _item(item, "")
        case Table(head, rows, figures, _, title):
            if title is not None:
                yield f"**{_escaped(title)}**"
                yield ""
            yield _row(head)
            yield "|" + "|".join(" ---: " if at in figures else " --- " for at in range(len(head))) + "|"
            yield from map(_row, rows)
        case Note(text):
            yield f"> {_escaped(text)}"
        case _:
            assert_never(block)


def _item(item: Item, indent: str) -> Iterator[str]:
    yield f"{indent}- {_with_rule(_MARKS[item.mark] + _escaped(item.text), item.rule)}"
    for one in item.inside:
        yield from _item(one, f"{indent}  ")


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def _with_rule(text: str, rule: str | None) -> str:
    if rule is None:
        return text
    fence = "``" if "`" in rule else "`"
    return f"{text} {fence}{rule}{fence}".strip()


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)


def _line_start(text: str) -> str:
    """What would begin a list or a heading does not."""
    return re.sub(r"^(\d+)([.)])|^([#+-])", lambda found: (found[1] or "") + "\\" + (found[2] or found[3]), text)
