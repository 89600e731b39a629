"""Columns: the cells of one field, read block by block."""

from __future__ import annotations

from typing import Any, Final

from palier.facts.amount import Foreign, in_currency
from palier.facts.cell import converter, parser
from palier.facts.key import Parse
from palier.facts.table import Cells
from palier.facts.words import all_plain
from palier.facts.wrong import Wrong
from palier.meaning.model import Field, Model, Record
from palier.meaning.types import MONEY, TEXT, Optional, SetOf, present
from palier.problems.data import FOREIGN_AMONG_OTHERS, MISSING_KEY, MISSING_VALUE

_REMEMBERED: Final = 1 << 16


class Column:
    """Turns the cells of one field into its values; where it cannot, there is a Wrong.

    A reference is read as the key it refers to, an amount in another currency as a Foreign. Once there was a Wrong or a
    Foreign, `wrong` or `foreign` says so for good: only from then on need a block be searched for them.
    """

    __slots__ = (
        "_code",
        "_convert",
        "_is_key",
        "_model",
        "_read",
        "_unique",
        "field",
        "foreign",
        "missing",
        "with_currency",
        "wrong",
    )

    def __init__(self, field: Field, record: Record, model: Model, *, with_currency: bool = False) -> None:
        self.field = field
        self.wrong = False
        self.foreign = False
        self.missing: Any = None
        self._is_key = field.name in record.key
        if self._is_key:
            self.missing = Wrong(MISSING_KEY, field=field.name)
        elif isinstance(field.type, SetOf):
            # A set that must be there may be empty, and a CSV file has no other way to say so.
            self.missing = () if field.type.ordered else frozenset()
        elif not isinstance(field.type, Optional):
            self.missing = Wrong(MISSING_VALUE)
        of = present(field.type)
        parse = parser(of, model, keep_code=with_currency)
        self.with_currency = with_currency
        self._code = f"{field.name}_currency"
        self._model = model
        self._read = _Memory(parse, self)
        self._convert = converter(of, model, parse)
        # The keys of a record are all different: remembering them would cost more than reading them.
        self._unique = self._is_key and len(record.key) == 1 and of is TEXT

    def read(self, cells: Cells, *, textual: bool, currencies: Cells | None = None) -> list[Any]:
        """The values of these cells. `currencies` are the cells of the column of currencies, if there is one."""
        if textual:
            values = self._texts(cells)
        else:
            remembered = self._read
            values = [remembered[one] if type(one) is str else self._other(one) for one in cells]
        if currencies is not None:
            values = [
                self._noted(in_currency(value, cell, self._code, self._model))
                for value, cell in zip(values, currencies, strict=True)
            ]
        return values

    def _texts(self, cells: Cells) -> list[Any]:
        if self._unique:
            stripped = list(map(str.strip, cells))
            if all_plain(stripped):
                return stripped
        return list(map(self._read.__getitem__, cells))

    def _other(self, cell: object) -> Any:
        value = self._convert(cell)
        return self._noted(self.missing if value is None else value)

    def _noted(self, value: Any) -> Any:
        if type(value) is Wrong:
            self.wrong = True
        elif type(value) is Foreign:
            if self._is_key:
                return self._noted(Wrong(FOREIGN_AMONG_OTHERS, currency=value.currency))
            self.foreign = True
        return value


class _Memory(dict[str, Any]):
    """The values of the cells read lately: most columns say few things many times."""

    __slots__ = ("column", "parse")

    def __init__(self, parse: Parse, column: Column) -> None:
        self.parse = parse
        self.column = column

    def __missing__(self, cell: str) -> Any:
        if len(self) >= _REMEMBERED:
            self.clear()
        text = cell.strip()
        value = self.column._noted(self.parse(text) if text else self.column.missing)
        self[cell] = value
        return value


def columns(record: Record, model: Model, names: frozenset[str]) -> list[Column]:
    """A column for every field of a record, in order; `names` are those that the table has."""
    return [
        Column(field, record, model, with_currency=present(field.type) is MONEY and f"{field.name}_currency" in names)
        for field in record.fields
    ]
