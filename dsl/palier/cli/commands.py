"""The commands by name, each loaded when it is called, and what becomes of an exception that nobody expected."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final, NoReturn

import click

from palier.cli.language import language_option
from palier.cli.status import FAULT_OF_PALIER, INTERRUPTED, NOBODY_READS, WRONG_USE

COMMANDS: Final[Mapping[str, str]] = {
    "new": "Make a small working programme to start from.",
    "check": "Check rule files.",
    "fmt": "Format rule files.",
    "test": "Run the examples of rule files.",
    "run": "Run rules on data: who is paid what.",
    "explain": "Tell how one payout, or a partner's statement, came about.",
    "progress": "Tell where a partner stands, and what is missing to earn more.",
    "guide": "Write the programme as a guide for its partners.",
    "whatif": "Tell what a change would do, or what a programme costs along a parameter.",
    "compare": "Compare two programmes on the same deals: who gains, who loses.",
    "quote": "Tell what a deal that is not closed yet would earn.",
    "schema": "Tell which data a programme wants.",
    "explain-code": "Tell what the code of a problem means.",
    "version": "Print the version.",
}
"""With the sentence that `palier --help` shows, so that it need not load them."""

_DEBUG: Final = "palier.debug"
_REPORT: Final = """\
this is a fault of Palier, not of your rules or data: {kind}.
  help: please report it with the command you gave and, if you may, the files:
        run it again with --debug, and send what it prints."""


class Commands(click.Group):
    """The group of all commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of their use."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, from its module."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"palier.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        known = {one.name for one in command.params}
        if "language" not in known:
            command.params.append(language_option())
        if "debug" not in known:
            command.params.append(debug_option())
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A misspelled command is answered with the nearest one."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from palier.cli.wrong_use import WrongUse
            from palier.problems import nearest

            near = nearest(name, COMMANDS)
            hint = near.question if near else f"there are {', '.join(COMMANDS)}"
            raise WrongUse(f"no command is called `{name}`", hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with a sentence each."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(self, *args: Any, **options: Any) -> Any:
        """Calls the command. Where what it tells finds no room, that is said in a sentence."""
        try:
            return super().main(*args, **options)
        except OSError as error:
            if not _no_room(error):
                raise
            from palier.cli.wrong_use import WrongUse

            WrongUse("what is told cannot be written: there is no room for it", "make room, or write elsewhere").show()
            _forget_output()
            raise SystemExit(WRONG_USE) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command. Whatever it does, no traceback is shown unless it was asked for."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        try:
            found = super().invoke(ctx)
            sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _forget_output()
            ctx.exit(NOBODY_READS)
        except OSError as error:
            if _no_room(error):
                raise
            _own_fault(ctx, error)
        except Exception as error:
            _own_fault(ctx, error)
        return found


def debug_option() -> click.Option:
    """`--debug`, before the command or after it."""

    def remember(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
        del parameter
        if value:
            ctx.find_root().meta[_DEBUG] = True

    return click.Option(
        ["--debug"],
        is_flag=True,
        hidden=True,
        expose_value=False,
        is_eager=True,
        callback=remember,
        help="Show the traceback of an unexpected exception.",
    )


def _own_fault(ctx: click.Context, error: Exception) -> NoReturn:
    from palier.version import __version__

    if ctx.find_root().meta.get(_DEBUG):
        import traceback

        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    kind = f"{type(error).__name__} in version {__version__}"
    click.echo(f"error: {_REPORT.format(kind=kind)}", err=True)
    ctx.exit(FAULT_OF_PALIER)


def _no_room(error: OSError) -> bool:
    """Whether a disk is full, or a quota used up, where standard output goes: an error that names no file."""
    return error.filename is None and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _forget_output() -> None:
    """Nothing more goes to standard output: let the interpreter not trip over it when it ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
