"""A programme run on data for a command: faults are told, and end it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from palier.cli.output import show
from palier.cli.progress import ProgressBar
from palier.cli.status import FAULTY_DATA
from palier.cli.terminal import paint_for
from palier.cli.wrong_use import WrongUse, unreadable
from palier.problems import DataError, Fault, nearest

if TYPE_CHECKING:
    from palier.embed import Programme
    from palier.result import Result


class Day(click.ParamType):
    """A date, ISO 8601."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """A date from its text."""
        if isinstance(value, date):
            return value
        try:
            if len(value) != len("2021-12-31"):
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"`{value}` is no date; write it as year-month-day, such as 2021-12-31", param, ctx)


def settings(ctx: click.Context, param: click.Parameter, given: Sequence[str]) -> dict[str, str]:
    """Parameters by name, from `NAME=VALUE`."""
    found: dict[str, str] = {}
    for one in given:
        name, sign, value = one.partition("=")
        name, value = name.strip(), value.strip()
        if not sign or not name or not value:
            raise click.BadParameter(f"`{one}` gives no parameter a value; write NAME=VALUE", ctx, param)
        if name in found:
            raise click.BadParameter(f"`{name}` is given twice", ctx, param)
        found[name] = value
    return found


def result_of(
    programme: Programme,
    path: str,
    as_of: date | None,
    parameters: Mapping[str, str],
    *,
    set_aside: bool = False,
    as_json: bool = False,
) -> Result:
    """The result of a run, with a progress bar where it takes long. `as_json`: faults also as a document."""
    from palier.embed import UsageError
    from palier.facts import read

    try:
        data = read(path)
        with ProgressBar("running") as progress:
            result = programme.run(
                data, as_of=as_of, parameters=dict(parameters), set_aside=set_aside, progress=progress
            )
    except DataError as error:
        _tell_faults(error.faults, stops=True)
        if as_json:
            from palier.report.faults_json import faults_json

            show([faults_json(error.faults)])
        raise click.exceptions.Exit(FAULTY_DATA) from None
    except UsageError as error:
        raise WrongUse(str(error)) from None
    except OSError as error:
        raise unreadable(error, path) from None
    if result.notes:
        _tell_faults(result.notes, stops=False)
    return result


def partner_in(result: Result, partner: str) -> str:
    """The key of a partner that the run knows; one that it does not know ends the command."""
    known = {*result.names, *(one.payee for one in result.payouts)}
    if partner in known or result.statement(partner):
        return partner
    by_name = {name: key for key, name in result.names.items()}
    near = nearest(partner, known) or by_name.get(nearest(partner, by_name) or "")
    help = f"did you mean `{near}`?" if near else "--partner takes the key that the data has for it"
    raise WrongUse(f"there is no partner `{partner}`", help)


def _tell_faults(faults: Sequence[Fault], *, stops: bool) -> None:
    from palier.report.faults_text import faults_summary, faults_text

    click.echo(faults_text(faults, paint_for(sys.stderr)), nl=False, err=True)
    if stops:
        click.echo(faults_summary(faults), err=True)
