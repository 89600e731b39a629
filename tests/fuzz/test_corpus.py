"""What the fuzzer found once stays mended."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from strategies.attempts import everything

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.palier"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_what_was_found_is_rules_or_problems(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", errors="surrogatepass")
    head = text.partition("\n")[0]
    chances = [int(head.split()[-1])] if head.startswith("# chance ") else range(8)
    began = time.process_time()
    for chance in chances:
        everything(text, Random(chance))
    assert time.process_time() - began < 15
