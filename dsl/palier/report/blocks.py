"""Documents for readers: headings, paragraphs, lists, tables, notes. What is put in them is plain text."""

from __future__ import annotations

from typing import TypeAlias

import attrs


@attrs.frozen
class Heading:
    """A heading of a level: 1 for the whole document."""

    level: int
    text: str


@attrs.frozen
class Paragraph:
    """A paragraph; `rule` is text of the rules, quoted after it. `soft`: of less weight."""

    text: str
    rule: str | None = None
    soft: bool = False


@attrs.frozen
class Item:
    """A line of a list. `mark` is `good`, `bad`, or None."""

    text: str
    rule: str | None = None
    inside: tuple[Item, ...] = ()
    mark: str | None = None


@attrs.frozen
class Items:
    """A list."""

    items: tuple[Item, ...]


@attrs.frozen
class Table:
    """A table. `figures` numbers the columns of figures; `total`: the last row sums the others."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    total: bool = False
    title: str | None = None


@attrs.frozen
class Note:
    """Something set apart: an example, a remark."""

    text: str


Block: TypeAlias = Heading | Paragraph | Items | Table | Note


@attrs.frozen
class Document:
    """A document: its blocks in order, the first a heading of level 1."""

    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The text of the first heading."""
        return next((one.text for one in self.blocks if isinstance(one, Heading)), "")
