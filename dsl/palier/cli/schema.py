"""`palier schema`: the data that a programme wants."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from palier.cli import options
from palier.cli.loading import programme_of
from palier.cli.output import folder, show, writable, write

if TYPE_CHECKING:
    from palier.meaning.model import Model


@click.command("schema")
@options.files
@click.option(
    "--format",
    "form",
    type=click.Choice(["json-schema", "csv", "markdown"]),
    default="json-schema",
    show_default=True,
    help="csv: the header rows, to be filled in.",
)
@click.option(
    "--out",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Write to this file; csv: to this folder, a file for each record.",
)
def command(files: tuple[str, ...], form: str, out: Path | None) -> None:
    """Tell which data a programme wants: its records, their fields and what each may hold."""
    if out is not None and form != "csv":
        writable(out)
    model = programme_of(files, quiet=True).model
    if form == "csv":
        _headers(model, out)
        return
    text = _text(model, form)
    if out is None:
        show([text])
    else:
        write(out, [text])


def _headers(model: Model, out: Path | None) -> None:
    from palier.report.schema import csv_headers

    headers = csv_headers(model)
    if out is None:
        show(f"{name}\n{header.rstrip()}\n\n" for name, header in headers.items())
        return
    place = folder(out)
    for name, header in headers.items():
        write(place / name, [header])


def _text(model: Model, form: str) -> str:
    from palier.report import schema

    if form == "markdown":
        return schema.markdown(model)
    import json

    return json.dumps(schema.json_schema(model), ensure_ascii=False, indent=1) + "\n"
