"""The options that commands share, and how their values are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Final

import click

from palier.cli.language import exposed as language
from palier.cli.language import reader
from palier.cli.wrong_use import WrongUse

__all__ = ["as_of", "data", "files", "language", "parameters", "reader"]

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(ctx: click.Context, param: click.Parameter, given: str | None) -> date | None:
    """A day, from its text."""
    del ctx
    if given is None:
        return None
    option = param.opts[0]
    if _DATE.fullmatch(given):
        with suppress(ValueError):
            return date.fromisoformat(given)
    raise WrongUse(f"`{given}` is no date", f"write it as year-month-day, such as `{option} 2021-12-31`")


def settings(ctx: click.Context, param: click.Parameter, given: Sequence[str]) -> dict[str, str]:
    """Values of parameters by name, from `NAME=VALUE`."""
    del ctx, param
    found: dict[str, str] = {}
    for one in given:
        name, sign, value = (part.strip() for part in one.partition("="))
        if not sign or not name or not value:
            raise WrongUse(f"`{one}` gives no parameter a value", "write `--set NAME=VALUE`")
        if name in found:
            raise WrongUse(f"the parameter `{name}` is set twice", "leave one")
        found[name] = value
    return found


files = click.argument("files", metavar="FILE...", nargs=-1, required=True)
data = click.option("--data", metavar="PATH", required=True, help="A folder with a file for each record, or one file.")
as_of = click.option(
    "--as-of", metavar="DATE", callback=day, help="The end of this day; by default the last date in the data."
)


def day_option(flag: str, name: str, words: str) -> Callable[[Any], Any]:
    """An option whose value is a day."""
    return click.option(flag, name, metavar="DATE", callback=day, help=words)


parameters = click.option(
    "--set",
    "parameters",
    metavar="NAME=VALUE",
    multiple=True,
    callback=settings,
    help="Give a parameter another value, as the rules write it.",
)
