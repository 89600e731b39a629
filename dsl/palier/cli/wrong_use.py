"""What the user got wrong on the command line, said in a sentence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, Any

import click

from palier.cli.status import WRONG_USE
from palier.cli.terminal import paint_for
from palier.problems import nearest
from palier.report.cells import printable


class WrongUse(click.ClickException):
    """Ends the command with a sentence and, where there is one, a remedy."""

    exit_code = WRONG_USE

    def __init__(self, message: str, remedy: str | None = None) -> None:
        super().__init__(message)
        self.remedy = remedy

    def show(self, file: IO[Any] | None = None) -> None:
        """Says it on standard error."""
        out = file or sys.stderr
        paint = paint_for(out)
        click.echo(f"{paint('error', 'error')}: {printable(self.message)}", file=out)
        if self.remedy is not None:
            click.echo(f"  {paint('good', 'help')}: {printable(self.remedy)}", file=out)


def unreadable(error: OSError, path: str) -> WrongUse:
    """What an error of the file system comes to. `path` is named where the error names none."""
    name = str(error.filename or path)
    match error:
        case FileNotFoundError():
            return WrongUse(f"there is no file `{name}`", _near(Path(name)))
        case IsADirectoryError():
            return WrongUse(f"`{name}` is a folder", "name a file")
        case NotADirectoryError():
            return WrongUse(f"`{name}` lies in something that is no folder")
        case PermissionError():
            return WrongUse(f"`{name}` may not be opened", "ask for the right to, or name another place")
        case _:
            return WrongUse(f"`{name}` cannot be used: {error.strerror or 'the system refuses'}")


def _near(path: Path) -> str | None:
    try:
        names = [one.name for one in path.parent.iterdir()]
    except OSError:
        return f"there is no folder `{path.parent}` either" if path.parent.name else None
    near = nearest(path.name, names)
    return None if near is None else f"did you mean `{path.with_name(near)}`?"
