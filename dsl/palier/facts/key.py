"""Keys: how a reference is written, and what a fact is known by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from palier.facts.wrong import Wrong, shown
from palier.meaning.model import Model, Record
from palier.meaning.types import TEXT, ReferenceTo, Type, present
from palier.problems.data import KEY_PARTS

Parse: TypeAlias = Callable[[str], Any]
"""From the text of a cell, not empty and without blanks around it, to its value or a Wrong."""


@attrs.frozen(eq=False)
class KeyShape:
    """What a key is made of: the types of its parts in order, and how their values make the key.

    A key of one field is the value of that field, of several their tuple; for a reference stands the key it refers to.
    """

    record: str
    parts: tuple[Type, ...]
    names: tuple[str, ...]
    make: Callable[[Iterator[Any]], Any]


def key_shape(record: Record, model: Model, within: frozenset[str] = frozenset()) -> KeyShape:
    """The shape of a record's keys. The facts of one without a key are known by a text."""
    if not record.key or record.name in within:
        return KeyShape(record.name, (TEXT,), ("key",), next)
    shapes = [_part(record, name, model, within | {record.name}) for name in record.key]
    if len(shapes) == 1:
        return attrs.evolve(shapes[0], record=record.name)

    def make(values: Iterator[Any]) -> Any:
        return tuple([shape.make(values) for shape in shapes])

    parts = tuple(part for shape in shapes for part in shape.parts)
    names = tuple(name for shape in shapes for name in shape.names)
    return KeyShape(record.name, parts, names, make)


def _part(record: Record, name: str, model: Model, within: frozenset[str]) -> KeyShape:
    of = present(record.by_name[name].type)
    if isinstance(of, ReferenceTo):
        inner = key_shape(model.records[of.record], model, within)
        return inner if len(inner.parts) > 1 else attrs.evolve(inner, names=(name,))
    return KeyShape(record.name, (of,), (name,), next)


def keys(shape: KeyShape, parses: Sequence[Parse]) -> Parse:
    """A parser of references: the key; the parts of a compound one with a comma between them."""
    if len(parses) == 1:
        return parses[0]

    def parse(text: str) -> Any:
        return assembled(shape, [one.strip() for one in text.split(",")], parses, text)

    return parse


def assembled(shape: KeyShape, cells: Sequence[Any], read: Iterable[Callable[[Any], Any]], value: object) -> Any:
    """A key from the cells of its parts; a Wrong when there are too many or too few, or one is wrong."""
    wanted = len(shape.parts)
    if len(cells) != wanted or "" in cells:
        names = ", ".join(f"`{name}`" for name in shape.names)
        found = sum(cell != "" for cell in cells)
        return Wrong(KEY_PARTS, value=shown(value), found=found, wanted=wanted, record=shape.record, parts=names)
    values = [one(cell) for one, cell in zip(read, cells, strict=True)]
    for one in values:
        if isinstance(one, Wrong):
            return one
    return shape.make(iter(values))


def shown_key(key: Any) -> str:
    """A key as data writes it."""
    return ", ".join(map(shown_key, key)) if isinstance(key, tuple) else shown(key)


def near_key(key: Any, known: Mapping[Any, Any]) -> str | None:
    """The key that was perhaps meant; not sought among very many."""
    from palier.problems import nearest

    if not isinstance(key, str) or len(known) > 2_000 or len(key) > 100:
        return None
    return nearest(key, (one for one in known if isinstance(one, str)))
