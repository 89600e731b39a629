"""A programme run on data for a command: faults are told, and end it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from palier.cli.language import of_documents, reader
from palier.cli.output import show
from palier.cli.progress_bar import ProgressBar
from palier.cli.status import FAULTY_DATA
from palier.cli.terminal import paint_for
from palier.cli.wrong_use import WrongUse, unreadable
from palier.problems import DataError, Fault, UsageError, nearest, spoken

if TYPE_CHECKING:
    from palier.embed import Programme
    from palier.result import Payout, Result

Answer = TypeVar("Answer")


def result_of(
    programme: Programme,
    path: str,
    as_of: date | None,
    parameters: Mapping[str, str],
    *,
    set_aside: bool = False,
    paid: Path | None = None,
    as_json: bool = False,
) -> Result:
    """The result of a run, with a progress bar where it takes long. `as_json`: faults also as a document."""
    from palier.facts import read

    def run() -> Result:
        data = read(path)
        payouts = () if paid is None else _paid(paid)
        with ProgressBar("running") as progress:
            return programme.run(
                data, as_of=as_of, parameters=dict(parameters), set_aside=set_aside, paid=payouts, progress=progress
            )

    result = asked_of_data(run, path, as_json=as_json)
    if result.notes:
        _tell_faults(result.notes, stops=False)
    return result


def asked_of_data(ask: Callable[[], Answer], path: str, *, as_json: bool = False) -> Answer:
    """The answer to a question that reads data: faults are told, and end the command."""
    try:
        return ask()
    except DataError as error:
        _tell_faults(error.faults, stops=True)
        if as_json:
            from palier.report.faults_json import faults_json

            show([faults_json(spoken(error.faults, of_documents()))])
        raise click.exceptions.Exit(FAULTY_DATA) from None
    except UsageError as error:
        raise WrongUse(str(error)) from None
    except OSError as error:
        raise unreadable(error, path) from None


def _paid(path: Path) -> tuple[Payout, ...]:
    from palier.report.paid_file import read_payouts

    try:
        return read_payouts(path)
    except OSError as error:
        raise unreadable(error, str(path)) from None


def partner_in(result: Result, partner: str) -> str:
    """The key of a partner that the run knows; one that it does not know ends the command."""
    known = result.payees
    if partner in known:
        return partner
    by_name = {name: key for key, name in result.names.items()}
    named = nearest(partner, by_name)
    near = nearest(partner, known) or (named and named.each(by_name.__getitem__))
    remedy = near.question if near else "--partner takes the key that the data has for it"
    raise WrongUse(f"there is no partner `{partner}`", remedy)


def _tell_faults(faults: Sequence[Fault], *, stops: bool) -> None:
    from palier.report.faults_text import faults_summary, faults_text

    language = reader()
    click.echo(faults_text(faults, paint_for(sys.stderr), language), nl=False, err=True)
    if stops:
        click.echo(faults_summary(faults, language), err=True)


def tell_notes(notes: Sequence[Fault]) -> None:
    """Remarks on data, which stopped nothing, on standard error."""
    if notes:
        _tell_faults(notes, stops=False)
