"""The command line. Only here is anything printed, and only here does a run end with a status."""

from palier.cli.entry import main

__all__ = ["main"]
