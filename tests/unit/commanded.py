"""The command called from a test, and a programme to call it on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
from click.testing import CliRunner

from palier.cli.entry import palier

RULES = "rewards.palier"
DATA = ("--data", "data")


@attrs.frozen
class Called:
    """What a call came to."""

    status: int
    out: str
    err: str


def call(*arguments: str, **environment: str) -> Called:
    """Calls the command in this process."""
    result = CliRunner().invoke(palier, list(arguments), prog_name="palier", env=environment)
    return Called(result.exit_code, result.stdout, result.stderr)


def run_palier(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Calls the command in a process of its own."""
    environment = {**os.environ, **options.pop("environment", {})}
    return subprocess.run(
        [sys.executable, "-m", "palier", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=60,
        check=False,
        **options,
    )


def edited(old: str, new: str, file: str = RULES) -> None:
    """Changes a file of the programme at hand."""
    text = Path(file).read_text(encoding="utf-8")
    assert old in text
    Path(file).write_text(text.replace(old, new), encoding="utf-8")
