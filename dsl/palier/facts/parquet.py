"""Parquet files. Their decimals, dates and texts are exact; a column of floats is a fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from palier.facts.delimited import header
from palier.facts.table import ROWS_PER_BLOCK, Block, Blocks
from palier.facts.wrong import printable
from palier.problems import DataPlace, Fault
from palier.problems.data import MALFORMED_FILE, MISSING_EXTRA


def parquet(path: Path, file: str) -> Blocks:
    """The rows of a Parquet file, numbered from 1."""
    with path.open("rb") as content:
        try:
            from pyarrow.parquet import ParquetFile
        except ImportError:
            yield Fault(MISSING_EXTRA, DataPlace(file), {"format": ".parquet", "extra": "parquet"})
            return
        try:
            yield from _blocks(ParquetFile(content), file)
        except Exception as wrong:  # whatever the package makes of a file that is broken, or of what Python cannot hold
            reason = printable(str(wrong).strip() or "it is broken").splitlines()[0][:200].rstrip(".")
            yield Fault(MALFORMED_FILE, DataPlace(file), {"format": "Parquet", "reason": reason})


def _blocks(content: Any, file: str) -> Blocks:
    from pyarrow.types import is_floating, is_string

    schema = content.schema_arrow
    columns = header(list(schema.names), file)
    if isinstance(columns, Fault):
        yield columns
        return
    floats = frozenset(name for name, field in zip(columns, schema, strict=True) if is_floating(field.type))
    texts = all(is_string(field.type) and not field.nullable for field in schema)
    yield Block(dict.fromkeys(columns, ()), (), textual=texts, fixed=True, floats=floats)
    first = 1
    for batch in content.iter_batches(batch_size=ROWS_PER_BLOCK):
        cells = [column.to_pylist() for column in batch.columns]
        numbers = range(first, first + batch.num_rows)
        first += batch.num_rows
        yield Block(dict(zip(columns, cells, strict=True)), numbers, textual=texts, fixed=True, floats=floats)
