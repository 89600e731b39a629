"""A programme from its files for a command: what is wrong with the rules is told, and ends it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from palier.cli.language import of_documents, reader
from palier.cli.output import show
from palier.cli.status import FINDING
from palier.cli.terminal import columns_for, paint_for
from palier.cli.wrong_use import unreadable
from palier.problems import Problem, RuleError, spoken

if TYPE_CHECKING:
    from palier.embed import Programme


def programme_of(files: Sequence[str], *, as_json: bool = False, quiet: bool = False) -> Programme:
    """The programme; its warnings are told on standard error, unless `quiet`.

    Errors end the command: they are told on standard error, and `as_json` also as the document of a check.
    """
    from palier.embed import load

    try:
        programme = load(*files)
    except RuleError as error:
        tell_problems(error.problems, files)
        if as_json:
            from palier.report.problems_json import problems_json

            show([problems_json(spoken(error.problems, of_documents()), files)])
        raise click.exceptions.Exit(FINDING) from None
    except OSError as error:
        raise unreadable(error, files[0]) from None
    if programme.problems and not quiet:
        tell_problems(programme.problems, files)
    return programme


def tell_problems(problems: Sequence[Problem], files: Sequence[str]) -> None:
    """Problems of rules on standard error, with how many there are."""
    from palier.report.problems_text import problems_text, summary

    language = reader()
    text = problems_text(problems, paint_for(sys.stderr), columns_for(sys.stderr), language)
    click.echo(f"{text}{summary(problems, files, language)}", err=True)
