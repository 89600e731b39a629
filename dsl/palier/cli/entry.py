"""`palier`: where it begins."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import NoReturn

import click

from palier.cli.commands import Commands, debug_option
from palier.cli.status import INTERRUPTED
from palier.version import __version__

palier = Commands(
    "palier",
    help="Palier: the rules of partner programmes, checked, run on deal data, every cent explained.",
    params=[
        click.Option(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            help="Print the version.",
            callback=lambda ctx, _, value: _print_version(ctx) if value else None,
        ),
        debug_option(),
    ],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
)


def main() -> NoReturn:
    """Runs the command that the arguments name, and ends with its status."""
    with suppress(KeyboardInterrupt):
        palier.main(prog_name="palier")
    sys.exit(INTERRUPTED)


def _print_version(ctx: click.Context) -> None:
    click.echo(f"palier {__version__}")
    ctx.exit()
