"""A fixed draw of single slips in the rules of two example programmes: the check or an example catches each of them."""

import importlib.util
import random
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MEASURE = ROOT / "benchmarks" / "mutants.py"
SAME = {("resale_margin, registration", "registration, resale_margin"), ("0", "1")}
"""What may change unnoticed: docs/mutants.md says why."""


@pytest.mark.parametrize("name", ["avaya", "bpos"])
def test_a_draw_of_slips_is_caught(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("mutants", MEASURE)
    assert spec is not None
    assert spec.loader is not None
    measure = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "mutants", measure)
    spec.loader.exec_module(measure)
    copy = tmp_path / name
    shutil.copytree(ROOT / "examples" / name, copy)
    known = measure.told(copy)
    made = [one for one in measure.mutants(copy, None, random.Random(1)) if (one.before, one.after) not in SAME]
    missed = [
        f"{one.file}:{one.line}: {one.kind}: {one.before.strip()!r} -> {one.after.strip()!r}"
        for one in random.Random(1).sample(made, 20)
        if not measure.caught(copy, one, known)
    ]
    assert missed == []
