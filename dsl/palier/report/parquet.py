"""A list of a result as a Parquet file."""

from __future__ import annotations

from typing import BinaryIO

from palier.report.arrow import to_arrow
from palier.result import Result


def write_parquet(result: Result, name: str, out: BinaryIO) -> None:
    """Writes the list to a file that was opened for it. The same result gives the same bytes."""
    from pyarrow import parquet

    parquet.write_table(to_arrow(result, name), out, compression="zstd")
