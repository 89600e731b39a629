"""Each kind of problem has a page: what it means, a mistake, the exact report, and the remedy."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import attrs
import pytest
from fenced import DATA, Folder, Found, Section, fences, output, sections

import palier
from palier.problems import Kind
from palier.speech.catalogue import catalogue
from palier.speech.fragment import CONTEXT, JOINT, translated

PAGES = Path(__file__).parents[2] / "docs" / "problems"
FAMILIES = ("data", "examples", "incentives", "names", "running", "style", "syntax", "tables", "time", "types")

UNUSED: set[str] = set()
"""Kinds that nothing reports, so that there is nothing to show: none."""

THEIRS = {
    "{}xc{}",  # a byte
    "column {}: expecting ',' delimiter",  # what the reader of a format says
    "Permission denied",
    "No such file",
    "directory",
    ".xlsx",
    "grade",  # a ladder
    "worth something",  # titles
    "A referral",
    "A refferal",
    "a referral",
    "bounded",
    "never above a thousand",
}
"""What stands outside backticks, and is no word of ours."""

NAMES = {
    kind: name
    for family in FAMILIES
    for name, kind in vars(importlib.import_module(f"palier.problems.{family}")).items()
    if isinstance(kind, Kind)
}
KINDS = sorted(NAMES, key=lambda kind: kind.code)
SHOWN = [kind for kind in KINDS if kind.code not in UNUSED]


def by_code(kind: Kind) -> str:
    return kind.code


def parts(kind: Kind) -> tuple[str, Section, Section]:
    """The text of a page, and its mistake and its remedy."""
    text = (PAGES / f"{kind.code}.md").read_text(encoding="utf-8")
    head, mistake, remedy = sections(text)
    assert head.title == f"{kind.code} {kind.name}"
    assert (mistake.title, remedy.title) == ("The mistake", "The remedy")
    assert re.fullmatch(r"# .+\n\n(?:\S.*\n)+\n", head.text), "one paragraph says what it means"
    return text, mistake, remedy


def played(section: Section, folder: Folder) -> tuple[Found, set[str]]:
    """What the last block of a section comes to, and which other codes the section says come with it."""
    also: set[str] = set()
    data = False
    for fence in fences(section.text):
        if fence.kind in ("report", "text"):
            continue
        also |= set(filter(None, fence.options.get("also", "").split(",")))
        folder.take(fence)
        data = fence.kind in DATA
    if data:
        folder.now = folder.run("palier run rules.palier --data data")
    return folder.now, also


def codes(found: Found) -> set[str]:
    """The codes of all that was found. A fault that an example meets has no code: its words tell which it is."""
    met = {one.code for one in found.kinds}
    for example in found.failed:
        met |= {code for failure in example.failures for code in codes_of(failure.message)}
    return met


def codes_of(message: str) -> Iterator[str]:
    for kind in KINDS:
        if kind.code[:2] == "D2" and re.fullmatch(re.sub(r"\\\{\w+\\\}", ".*", re.escape(kind.message)), message):
            yield kind.code
            return
    yield f"failed: {message}"


def english_left(found: Found) -> Iterator[str]:
    """The parts of what is told that have no French: what stands in backticks or quotes is the user's."""
    for one in (*found.problems, *found.faults):
        templates = [one.kind.message, *filter(None, [one.kind.remedy_template(one.facts)])]
        texts = [str(one.facts[name]) for template in templates for name in facts_outside_backticks(template)]
        for text in (*texts, *(other.message for other in getattr(one, "related", ()))):
            yield from without_french(text)


def facts_outside_backticks(template: str) -> Iterator[str]:
    quoted = False
    for literal, name, _, _ in Formatter().parse(template):
        quoted ^= literal.count("`") % 2 == 1
        if name is not None and not quoted:
            yield name


def without_french(text: str) -> list[str]:
    unknown: list[str] = []

    def known(words: str) -> str | None:
        said: str = catalogue("fr").pgettext(CONTEXT, words)
        if said == words and re.search(r"\b[a-z]{2,}", words):
            unknown.append(words)
        return None if said == words else said

    translated(text, known)
    return [words for words in unknown if len(JOINT.split(words)) == 1]


def test_every_code_stands_for_one_kind() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)


def test_every_kind_has_a_name_of_its_own_in_its_family() -> None:
    assert len({(kind.code[0], kind.name) for kind in KINDS}) == len(KINDS)


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert sorted(page.stem for page in PAGES.glob("*.md")) == [kind.code for kind in SHOWN]


def test_what_is_reported_is_shown() -> None:
    package = Path(palier.__file__).parent
    code = [path.read_text(encoding="utf-8") for path in package.rglob("*.py") if path.parent.name != "problems"]
    words = {word for text in code for word in re.findall(r"\w+", text)}
    assert {kind.code for kind, name in NAMES.items() if name not in words} == UNUSED


@pytest.mark.parametrize("kind", SHOWN, ids=by_code)
def test_the_mistake_is_reported_with_its_code_alone_in_the_words_of_the_page(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update: bool
) -> None:
    text, mistake, _ = parts(kind)
    monkeypatch.chdir(tmp_path)
    for name in re.findall(r"without=(\w+)", mistake.text):
        monkeypatch.setitem(sys.modules, name, None)
    found, also = played(mistake, Folder())
    reports = [fence for fence in fences(mistake.text) if fence.kind == "report"]
    assert len(reports) == 1
    last = int(reports[0].options.get("last", len(found.problems)))
    said = output("report", attrs.evolve(found, problems=found.problems[-last:] if last else ()))
    if update:
        new = mistake.text[: reports[0].start] + said + mistake.text[reports[0].end :]
        (PAGES / f"{kind.code}.md").write_text(text.replace(mistake.text, new), encoding="utf-8")
    assert codes(found) == {kind.code} | also
    if not update:
        assert said == reports[0].body
    assert set(english_left(found)) - THEIRS == set(), "fragments without French in locale/fr.po"


@pytest.mark.parametrize("kind", SHOWN, ids=by_code)
def test_the_remedy_leaves_nothing_to_complain_of(kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, mistake, remedy = parts(kind)
    monkeypatch.chdir(tmp_path)
    folder = Folder()
    for fence in fences(mistake.text):
        # What the remedy does not write anew stays as it was.
        if fence.kind in ("palier", *DATA):
            folder.take(fence)
    found, also = played(remedy, folder)
    assert codes(found) == also


@pytest.mark.parametrize("kind", KINDS, ids=by_code)
def test_the_words_of_a_kind_are_one_sentence_and_its_remedies_too(kind: Kind) -> None:
    for words in (kind.message, *kind.help):
        assert not words.startswith(" ")
        assert "  " not in words
        assert not words[0].isupper() or words.startswith("`"), words
