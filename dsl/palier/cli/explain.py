"""`palier explain`: how one payout, or a partner's whole statement, came about."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from palier.cli import options
from palier.cli.loading import programme_of
from palier.cli.output import show
from palier.cli.running import partner_in, result_of
from palier.cli.terminal import paint_for
from palier.cli.wrong_use import WrongUse
from palier.problems import nearest

if TYPE_CHECKING:
    from palier.result import Explanation, Result


@click.command("explain")
@click.argument("arguments", metavar="FILE... [PAYOUT_ID]", nargs=-1, required=True)
@options.data
@click.option("--partner", metavar="KEY", help="The whole statement of this partner, in place of one payout.")
@options.as_of
@options.parameters
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    arguments: tuple[str, ...],
    data: str,
    partner: str | None,
    as_of: date | None,
    parameters: dict[str, str],
    form: str,
) -> None:
    """Tell how a payout came about: what was asked, what was seen, what each cap left.

    PAYOUT_ID is `incentive:key`; for a candidate that earned nothing it tells why not, and what was missing.
    """
    files, payout = _divided(arguments, partner)
    programme = programme_of(files, as_json=form == "json")
    result = result_of(programme, data, as_of, parameters, as_json=form == "json")
    if partner is not None:
        show([_statement(result, partner_in(result, partner), form)])
    elif payout is not None:
        show([_explanation(result, _explained(result, payout), form)])


def _divided(arguments: tuple[str, ...], partner: str | None) -> tuple[tuple[str, ...], str | None]:
    """The files, and the payout: the last argument, unless a partner is asked for."""
    if partner is not None:
        if len(arguments) > 1 and ":" in arguments[-1] and not arguments[-1].endswith(".palier"):
            raise WrongUse("a payout and --partner are two questions", "ask them one after the other")
        return arguments, None
    if len(arguments) < 2 or arguments[-1].endswith(".palier"):
        raise WrongUse("nothing says what to explain", "name a payout (`incentive:key`), or a partner with --partner")
    return arguments[:-1], arguments[-1]


def _explained(result: Result, payout: str) -> Explanation:
    try:
        return result.explain(payout)
    except LookupError as error:
        if type(error) is not LookupError:
            raise
        incentive, _, key = payout.partition(":")
        near = None if incentive in result.incentives else nearest(incentive, result.incentives)
        raise WrongUse(str(error), None if near is None else f"did you mean `{near}:{key}`?") from None


def _statement(result: Result, partner: str, form: str) -> str:
    from palier.report.statement import statement_of

    statement = statement_of(partner, result)
    if form == "json":
        from palier.report.statement_json import statement_json

        return statement_json(statement, result)
    from palier.report.statement_text import statement_text

    return statement_text(statement, result, paint_for(sys.stdout))


def _explanation(result: Result, explanation: Explanation, form: str) -> str:
    if form == "json":
        from palier.report.explain_json import explain_json

        return explain_json(explanation, result)
    from palier.report.explain_text import explain_text

    return explain_text(explanation, result, paint_for(sys.stdout))
