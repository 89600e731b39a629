"""Where documents go: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from palier.cli.wrong_use import WrongUse, unreadable


def show(pieces: Iterable[str]) -> None:
    """Writes a document to standard output, in UTF-8 whatever the terminal thinks."""
    sys.stdout.flush()
    out = sys.stdout.buffer
    for piece in pieces:
        out.write(piece.encode("utf-8", "backslashreplace"))
    out.flush()


def deliver(pieces: Iterable[str], out: Path | None) -> None:
    """Writes a document to a file, or, where none is named, to standard output."""
    if out is None:
        show(pieces)
    else:
        write(out, pieces)


def write(path: Path, pieces: Iterable[str]) -> None:
    """Writes a document to a file."""

    def fill(place: Path) -> None:
        with place.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
            out.writelines(pieces)

    write_whole(path, fill)


def write_whole(path: Path, fill: Callable[[Path], None]) -> None:
    """Lets `fill` write a file beside the one that is wanted, and puts it in its place when it is whole."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as made:
            beside = Path(made.name)
        try:
            fill(beside)
            beside.chmod(_rights(path))
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unwritable(error, path) from None


def folder(path: Path) -> Path:
    """A folder to write to; it is made when it is not there."""
    if path.exists() and not path.is_dir():
        raise WrongUse(f"`{path}` is a file, and a folder is wanted", "name another place")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(error, path) from None
    return path


def writable(path: Path) -> Path:
    """Says early what would keep a file from being written."""
    if path.is_dir():
        raise WrongUse(f"`{path}` is a folder, and a file is wanted", "name a file")
    if not path.parent.is_dir():
        raise WrongUse(f"there is no folder `{path.parent}` to write to", "make it first")
    return path


def _rights(path: Path) -> int:
    """Those of the file that is replaced, else those that a new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _unwritable(error: OSError, path: Path) -> WrongUse:
    if isinstance(error, FileNotFoundError):
        return WrongUse(f"there is no folder `{path.parent}` to write to", "make it first")
    if isinstance(error, PermissionError):
        return WrongUse(f"`{path}` may not be written", "name another place")
    return unreadable(error, str(path))
