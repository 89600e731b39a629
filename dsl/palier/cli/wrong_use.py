"""What the user got wrong on the command line, said in a sentence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, Any

import click

from palier.cli.language import reader
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
        # When it is shown, the command and what it was told are gone.
        self.language = reader()

    def show(self, file: IO[Any] | None = None) -> None:
        """Says it on standard error."""
        out = file or sys.stderr
        paint = paint_for(out)
        language = self.language
        error = paint("error", language.say("error"))
        click.echo(language.say("{label}: {text}", label=error, text=self._words(self.message)), file=out)
        if self.remedy is not None:
            help_ = paint("good", language.say("help"))
            click.echo(f"  {language.say('{label}: {text}', label=help_, text=self._words(self.remedy))}", file=out)

    def _words(self, text: str) -> str:
        return printable(self.language.fragment(text))


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
    return None if near is None else near.each(lambda name: str(path.with_name(name))).question
