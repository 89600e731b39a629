"""`palier explain`: how one payout, or a partner's whole statement, came about."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from palier.cli import options
from palier.cli.loading import programme_of
from palier.cli.output import show, writable, write
from palier.cli.running import partner_in, result_of
from palier.cli.terminal import paint_for
from palier.cli.wrong_use import WrongUse
from palier.problems import UsageError, nearest
from palier.speech import Language

if TYPE_CHECKING:
    from palier.embed import Programme
    from palier.report.paint import Paint
    from palier.report.period import Period
    from palier.result import Explanation, PriceExplanation, Result


@click.command("explain")
@click.argument("arguments", metavar="FILE... [PAYOUT_ID]", nargs=-1, required=True)
@options.data
@click.option("--partner", metavar="KEY", help="The whole statement of this partner, in place of one payout.")
@click.option("--period", metavar="PERIOD", help="Of a statement: 2021, 2021-Q3, 2021-07 or fiscal 2018-Q3.")
@options.day_option("--from", "start", "Of a statement: what was earned from this day on.")
@options.day_option("--to", "end", "Of a statement: what was earned up to this day, that day included.")
@options.as_of
@options.parameters
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    help="By default that of the file named with --out (.html, .json), else text.",
)
@options.language
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Write to this file.")
def command(
    arguments: tuple[str, ...],
    data: str,
    partner: str | None,
    period: str | None,
    start: date | None,
    end: date | None,
    as_of: date | None,
    parameters: dict[str, str],
    form: str | None,
    language: Language | None,
    out: Path | None,
) -> None:
    """Tell how a payout or a price came about: what was asked, what was seen, what each cap left.

    PAYOUT_ID is `incentive:key`, and `stack:key` for a price; for a candidate that earned nothing it tells why not, and
    what was missing. With --partner it is a partner's statement: each payout with its reasons, what is still to come,
    and what was refused.
    """
    files, payout = _divided(arguments, partner)
    form = form or _form_of(out)
    if partner is None and (period, start, end) != (None, None, None):
        raise WrongUse("a period belongs to a statement", "name a partner with --partner")
    if partner is None and form == "html":
        raise WrongUse("only a statement is a page", "name a partner with --partner")
    if out is not None:
        writable(out)
    programme = programme_of(files, as_json=form == "json")
    within = _period(programme, period, start, end)
    result = result_of(programme, data, as_of, parameters, as_json=form == "json")
    paint = paint_for(sys.stdout) if out is None else None
    if payout is None:
        assert partner is not None
        text = _statement(programme, result, partner_in(result, partner), within, form, options.reader(language), paint)
    else:
        text = _explanation(result, _explained(result, payout), form, paint)
    if out is None:
        show([text])
    else:
        write(out, [text])


def _form_of(path: Path | None) -> str:
    suffixes = {".html": "html", ".htm": "html", ".json": "json"}
    return "text" if path is None else suffixes.get(path.suffix.lower(), "text")


def _divided(arguments: tuple[str, ...], partner: str | None) -> tuple[tuple[str, ...], str | None]:
    """The files, and the payout: the last argument, unless a partner is asked for."""
    if partner is not None:
        if len(arguments) > 1 and ":" in arguments[-1] and not arguments[-1].endswith(".palier"):
            raise WrongUse("a payout and --partner are two questions", "ask them one after the other")
        return arguments, None
    if len(arguments) < 2 or arguments[-1].endswith(".palier"):
        raise WrongUse("nothing says what to explain", "name a payout (`incentive:key`), or a partner with --partner")
    return arguments[:-1], arguments[-1]


def _period(programme: Programme, name: str | None, start: date | None, end: date | None) -> Period:
    try:
        return programme.period(name, start, end)
    except UsageError as error:
        raise WrongUse(str(error)) from None


def _explained(result: Result, payout: str) -> Explanation | PriceExplanation:
    try:
        return result.explain(payout)
    except LookupError as error:
        if type(error) is not LookupError:
            raise
        incentive, _, key = payout.partition(":")
        near = None if incentive in result.incentives else nearest(incentive, result.incentives)
        raise WrongUse(str(error), None if near is None else near.each(lambda name: f"{name}:{key}").question) from None


def _statement(
    programme: Programme,
    result: Result,
    partner: str,
    period: Period,
    form: str,
    language: Language,
    paint: Paint | None,
) -> str:
    if form == "json":
        from palier.report.statement import statement_of
        from palier.report.statement_json import statement_json

        return statement_json(statement_of(partner, result, period), result)
    made = programme.statement(result, partner, start=period.start, end=period.end, language=language.code)
    if form == "html":
        return made.html
    if paint is None:
        return made.text
    from palier.report.blocks_text import blocks_text

    return blocks_text(made.document, paint)


def _explanation(result: Result, explanation: Explanation | PriceExplanation, form: str, paint: Paint | None) -> str:
    from palier.result import PriceExplanation

    if isinstance(explanation, PriceExplanation):
        return _price(result, explanation, form, paint)
    if form == "json":
        from palier.report.explain_json import explain_json

        return explain_json(explanation, result)
    from palier.report.explain_text import explain_text
    from palier.report.paint import PLAIN

    return explain_text(explanation, result, paint or PLAIN)


def _price(result: Result, explanation: PriceExplanation, form: str, paint: Paint | None) -> str:
    if form == "json":
        from palier.report.price_json import price_json

        return price_json(explanation, result)
    from palier.report.paint import PLAIN
    from palier.report.price_text import price_text

    return price_text(explanation, result, paint or PLAIN)
