"""What the unit tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from commanded import call


@pytest.fixture
def programme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working folder is a small working programme with its data."""
    assert call("new", str(tmp_path / "start")).status == 0
    monkeypatch.chdir(tmp_path / "start")
