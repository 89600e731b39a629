"""Files with ten mistakes, as designers make them: all ten are reported, each with a remedy, and no echo of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from fenced import fences, sections

from palier.meaning.check.programme import check_text

CHAPTER = Path(__file__).parents[1] / "spec" / "mistakes.md"
FILES = {
    section.title: fences(section.text)[0].body
    for section in sections(CHAPTER.read_text(encoding="utf-8"))
    if section.title in ("Flat fees", "Rebates", "Commission")
}


@pytest.mark.parametrize("rules", FILES.values(), ids=FILES)
def test_ten_mistakes_are_ten_reports(rules: str) -> None:
    assert len(check_text(rules).problems) == 10


@pytest.mark.parametrize("rules", FILES.values(), ids=FILES)
def test_ten_mistakes_of_a_file_are_ten_lines_and_ten_kinds(rules: str) -> None:
    found = check_text(rules).problems
    assert len({one.span.first.line for one in found}) == 10
    assert len({one.code for one in found}) == 10


@pytest.mark.parametrize("rules", FILES.values(), ids=FILES)
def test_every_mistake_has_a_remedy(rules: str) -> None:
    assert [one.code for one in check_text(rules).problems if one.help is None] == []
