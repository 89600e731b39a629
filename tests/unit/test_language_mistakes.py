"""Files with ten mistakes, as designers make them: all ten are reported, each with a remedy, and no echo of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from fenced import fences, sections

from palier.meaning.check.programme import check_text

SPEC = Path(__file__).parents[1] / "spec"
CHAPTER = SPEC / "mistakes.md"
REPORTED = {
    section.title: fences(section.text)[0].body
    for section in sections((SPEC / "reports.md").read_text(encoding="utf-8"))
    if fences(section.text)
}
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


@pytest.mark.parametrize("rules", REPORTED.values(), ids=REPORTED)
def test_every_mistake_of_a_whole_file_is_told_once_and_has_a_remedy(rules: str) -> None:
    found = check_text(rules).problems
    assert len(found) >= 6
    assert len({(one.code, one.span, one.message) for one in found}) == len(found)
    assert len({one.code for one in found}) >= 5
    assert [one.code for one in found if one.help is None] == []


def test_ten_files_have_mistakes_made_by_hand() -> None:
    assert len(FILES) + len(REPORTED) >= 10
