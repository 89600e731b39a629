"""`palier`: where it begins."""

from __future__ import annotations

import gc
import os
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
    # A command ends soon, and what it made with it: looking for cycles among millions of facts took a fifth of a run.
    gc.disable()
    status: object = INTERRUPTED
    try:
        palier.main(prog_name="palier")
    except KeyboardInterrupt:
        pass
    except SystemExit as end:
        status = end.code
    _leave(status)


def _leave(status: object) -> NoReturn:
    """Ends the process at once: to let go of millions of facts one by one takes longer than to compute some payouts."""
    if status is not None and not isinstance(status, int):
        print(status, file=sys.stderr)
        status = 1
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 0)


def _print_version(ctx: click.Context) -> None:
    click.echo(f"palier {__version__}")
    ctx.exit()
