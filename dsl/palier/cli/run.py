"""`palier run`: rules on data."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from palier.cli import options
from palier.cli.drawing import draw
from palier.cli.language import reader
from palier.cli.loading import programme_of
from palier.cli.output import deliver, folder, show, writable, write, write_whole
from palier.cli.running import partner_in, result_of
from palier.cli.status import FINDING
from palier.cli.terminal import columns_for, paint_for
from palier.cli.wrong_use import WrongUse

if TYPE_CHECKING:
    from palier.facts import SetAside
    from palier.result import Result


@click.command("run")
@options.files
@options.data
@options.as_of
@click.option("--partner", metavar="KEY", help="Show what this partner gets; all are computed.")
@options.parameters
@click.option("--set-aside", metavar="FILE", type=click.Path(path_type=Path), help="Write faulty rows there and go on.")
@click.option(
    "--paid",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Payouts of an earlier run (JSON or CSV): they stand, differences become adjustments.",
)
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv", "parquet"]), default="table", show_default=True
)
@click.option(
    "--out",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Write to this file; csv and parquet: to this folder, a file for each list.",
)
@click.option("--engine", type=click.Choice(["auto", "interpreter"]), default="auto", show_default=True)
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    data: str,
    as_of: date | None,
    partner: str | None,
    parameters: dict[str, str],
    set_aside: Path | None,
    paid: Path | None,
    form: str,
    out: Path | None,
    engine: str,
) -> None:
    """Run rules on data: who is paid what.

    Several FILEs are the versions of one programme, each governing its time. Ends with status 1, after writing the
    result, when a guarantee (`always`) does not hold.
    """
    del engine  # both are the interpreter: there is no other yet
    _refuse_early(form, out, set_aside)
    programme = programme_of(files, as_json=form == "json")
    result = result_of(
        programme, data, as_of, parameters, set_aside=set_aside is not None, paid=paid, as_json=form == "json"
    )
    if set_aside is not None:
        _write_set_aside(result, set_aside)
    if partner is not None:
        result = _of_partner(result, partner_in(result, partner), programme.versions[-1].payee)
    match form:
        case "json":
            from palier.report.result_json import result_json

            deliver(result_json(result), out)
        case "csv":
            _csv(result, out)
        case "parquet":
            _parquet(result, out)
        case _:
            _table(result, out)
    if result.guarantees:
        _tell_guarantees(result)
        ctx.exit(FINDING)


def _refuse_early(form: str, out: Path | None, set_aside: Path | None) -> None:
    """What would fail in the end is told before anything is computed."""
    if form == "parquet":
        if out is None:
            raise WrongUse("parquet files need a folder to be written to", "name one with --out")
        if find_spec("pyarrow") is None:
            message = "writing parquet files needs a package that is not installed"
            raise WrongUse(message, "pip install 'palier[parquet]'")
    if out is not None:
        if form not in ("csv", "parquet"):
            writable(out)
        elif out.exists() and not out.is_dir():
            folder(out)
    if set_aside is not None:
        writable(set_aside)


def _table(result: Result, out: Path | None) -> None:
    from palier.report.result_table import result_table

    deliver(draw(lambda columns: result_table(result, columns, reader()), out), out)


def _csv(result: Result, out: Path | None) -> None:
    from palier.report.lists import lists
    from palier.report.result_csv import result_csv

    if out is None:
        show(result_csv(result, "payouts"))
        return
    place = folder(out)
    for name, (rows, _) in lists(result).items():
        if rows:
            write(place / f"{name}.csv", result_csv(result, name))


def _parquet(result: Result, out: Path | None) -> None:
    from palier.report.lists import lists

    assert out is not None
    place = folder(out)
    for name, (rows, _) in lists(result).items():
        if rows:
            write_whole(place / f"{name}.parquet", partial(_fill, result, name))


def _fill(result: Result, name: str, place: Path) -> None:
    from palier.report.parquet import write_parquet

    with place.open("wb") as out:
        write_parquet(result, name, out)


def _of_partner(result: Result, partner: str, record: str) -> Result:
    """What concerns one partner: its payouts and their sums, its tiers and measures, what is granted to it."""
    import attrs

    return attrs.evolve(
        result,
        payouts=tuple(one for one in result.payouts if one.payee == partner),
        tiers=tuple(one for one in result.tiers if one.member == partner),
        balances=tuple(one for one in result.balances if one.key == partner),
        benefits=tuple(one for one in result.benefits if one.to == partner),
        prices=tuple(one for one in result.prices if one.partner == partner),
        protections=tuple(one for one in result.protections if one.holder == partner),
        conflicts=tuple(one for one in result.conflicts if partner in (one.holder, one.claimant)),
        measures=tuple(one for one in result.measures if one.subject.record == record and one.subject.key == partner),
    )


def _tell_guarantees(result: Result) -> None:
    """The subjects for which a guarantee does not hold: the first of each guarantee, and how many more."""
    from palier.report.guarantees_text import guarantees_text

    paint, columns = paint_for(sys.stderr), columns_for(sys.stderr)
    click.echo(guarantees_text(result.guarantees, paint, columns, reader()), nl=False, err=True)


def _write_set_aside(result: Result, place: Path) -> None:
    from palier.facts import write_set_aside
    from palier.report.counted import counted
    from palier.speech import ENGLISH

    lost = cast("tuple[SetAside, ...]", result.set_aside)
    write_whole(place, lambda beside: write_set_aside(beside, lost))
    rows = len(result.set_aside)
    by_record = ENGLISH.listed([f"{count} {record}" for record, count in result.lost.items()])
    click.echo(f"{counted(rows, 'row')} set aside in {place}{f': {by_record}' if by_record else ''}", err=True)
    if result.incentives_that_lost:
        names = ENGLISH.listed([f"`{name}`" for name in result.incentives_that_lost])
        click.echo(f"these incentives look at records that lost rows: {names}", err=True)
