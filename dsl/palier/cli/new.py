"""`palier new`: a small working programme with data, to start from."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from palier.cli.output import folder
from palier.cli.wrong_use import WrongUse, unreadable


@click.command("new")
@click.argument("place", metavar="FOLDER", type=click.Path(path_type=Path))
def command(place: Path) -> None:
    """Make FOLDER with a small working programme and its data, to start from."""
    folder(place)
    try:
        if any(place.iterdir()):
            raise WrongUse(f"the folder `{place}` is not empty", "name one that is not there yet")
        for path, file in _starter(files("palier.cli").joinpath("starter"), Path()):
            target = place / path
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(file.read_bytes())
    except OSError as error:
        raise unreadable(error, str(place)) from None
    click.echo(f"made {place}; now try:")
    click.echo(f"  cd {place}")
    for line in ("check rewards.palier", "test rewards.palier", "run rewards.palier --data data"):
        click.echo(f"  palier {line}")


def _starter(folder: Traversable, at: Path) -> Iterator[tuple[Path, Traversable]]:
    for one in sorted(folder.iterdir(), key=lambda found: found.name):
        if one.is_dir():
            yield from _starter(one, at / one.name)
        elif not one.name.startswith("."):
            yield at / one.name, one
