"""The language reference is the test suite: every programme in `tests/spec` is checked, and its examples are run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fenced import Section, fences, played, sections

SPEC = Path(__file__).parents[1] / "spec"
INDEX = SPEC / "index.md"
CHAPTERS = sorted(set(SPEC.glob("*.md")) - {INDEX})


def cases() -> list[tuple[Path, Section]]:
    return [
        (chapter, section)
        for chapter in CHAPTERS
        for section in sections(chapter.read_text(encoding="utf-8"))
        if fences(section.text)
    ]


@pytest.mark.parametrize(
    ("chapter", "section"), cases(), ids=lambda one: one.stem if isinstance(one, Path) else one.title
)
def test_the_programmes_of_a_section_do_what_it_says(
    chapter: Path, section: Section, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    text, unrecorded = played(section)
    if update and text != section.text:
        whole = chapter.read_text(encoding="utf-8")
        assert whole.count(section.text) == 1
        chapter.write_text(whole.replace(section.text, text), encoding="utf-8")
    assert unrecorded == []
    if not update:
        assert text == section.text


def test_no_two_sections_of_a_chapter_have_the_same_heading() -> None:
    for chapter in CHAPTERS:
        titles = [section.title for section in sections(chapter.read_text(encoding="utf-8"))]
        assert len(set(titles)) == len(titles), chapter.name


def test_the_index_names_every_chapter_once() -> None:
    named = re.findall(r"\]\((\w+\.md)\)", INDEX.read_text(encoding="utf-8"))
    assert sorted(named) == [chapter.name for chapter in CHAPTERS]
