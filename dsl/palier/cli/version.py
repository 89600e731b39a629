"""`palier version`."""

from __future__ import annotations

import click

from palier.version import __version__


@click.command("version")
def command() -> None:
    """Print the version."""
    click.echo(f"palier {__version__}")
