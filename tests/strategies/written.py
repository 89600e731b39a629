"""Rules that somebody wrote: the standard library, the examples, the language reference, the pages of problems."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_TOP = Path(__file__).parents[2]
_FENCE = re.compile(r"^```palier(?P<kind>[^\n]*)\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)


@cache
def written_rules() -> tuple[str, ...]:
    """All of them as texts, in a stable order; a fragment with the preamble of its page."""
    texts = [
        path.read_text(encoding="utf-8")
        for path in sorted([*_TOP.glob("stdlib/**/*.palier"), *_TOP.glob("examples/**/*.palier")])
    ]
    for page in sorted([*_TOP.glob("tests/spec/**/*.md"), *_TOP.glob("docs/problems/*.md")]):
        preamble = ""
        for found in _FENCE.finditer(page.read_text(encoding="utf-8")):
            if "preamble" in found["kind"]:
                preamble = found["text"]
            else:
                texts.append(preamble + found["text"] if "fragment" in found["kind"] else found["text"])
    return tuple(texts)
