"""Guides: every programme of the specification has one, in every language, that leaves nothing out; examples publish theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from commanded import call
from fenced import Fence, Folder, Section, fences, played, sections

import palier
from palier.cli.status import DONE, FINDING, WRONG_USE
from palier.embed import from_checked
from palier.meaning.check.programme import check_file
from palier.meaning.programme import Rules
from palier.meaning.types import YES_NO
from palier.report.guide_tables import table_block
from palier.report.phrase import Intricate, Wording
from palier.speech import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted({*(ROOT / "tests" / "spec").glob("*.md")} - {ROOT / "tests" / "spec" / "index.md"})
EXAMPLES = ROOT / "examples"
PUBLISHED = {
    "avaya/expected": ("avaya/avaya.palier",),
    "bpos/expected/bpos": ("bpos/bpos.palier",),
    "bpos/expected/spla": ("bpos/spla.palier",),
    "dell_emc/expected/dell_2016": ("dell_emc/dell_2016.palier",),
    "dell_emc/expected/emc_2016": ("dell_emc/emc_2016.palier",),
    "dell_emc/expected/partner_program_2017": ("dell_emc/partner_program_2017.palier",),
    "nutanix/expected": ("nutanix/partner_program_2020.palier",),
    "vmware/expected": ("vmware/vmware_2020.palier", "vmware/vmware_2021.palier"),
}
"""The folder of each published guide, and its rules."""


@pytest.fixture(scope="module")
def programmes(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, palier.Programme]]:
    """Every programme of the specification that checks, with the place where it stands."""
    found: list[tuple[str, palier.Programme]] = []
    with pytest.MonkeyPatch.context() as patched:
        take = Folder.take

        def noted(self: Folder, fence: Fence) -> None:
            take(self, fence)
            path = Path(fence.options.get("name", "rules.palier"))
            if fence.kind == "palier" and path.is_file() and "encoding" not in fence.options:
                checked = check_file(path, str(path))
                if not checked.errors and checked.rules is not None:
                    found.append((place, from_checked([checked])))

        patched.setattr(Folder, "take", noted)
        for chapter, section in _sections():
            place = f"{chapter.stem}: {section.title}"
            patched.chdir(tmp_path_factory.mktemp("spec"))
            played(section)
    return found


def _sections() -> Iterator[tuple[Path, Section]]:
    for chapter in CHAPTERS:
        for section in sections(chapter.read_text(encoding="utf-8")):
            if fences(section.text):
                yield chapter, section


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_programme_has_a_guide_that_leaves_nothing_out(
    programmes: list[tuple[str, palier.Programme]], language: str
) -> None:
    assert len(programmes) > 150
    for place, programme in programmes:
        made = programme.guide(language)
        said = made.text.replace("\n", " ")
        said = re.sub(r" +", " ", said)
        rules = programme.versions[0]
        wording = Wording(rules, LANGUAGES[language])
        for title in _titles(rules, wording):
            assert re.sub(r" +", " ", title) in said, (place, title)
        for table in rules.tables:
            for row in table_block(table, wording).rows:
                assert all(re.sub(r" +", " ", cell) in said for cell in row), (place, table)
        lead = "At most" if language == "en" else "Au plus"
        caps = [one for each in (rules.incentives, rules.discounts) for holder in each.values() for one in holder.caps]
        caps += [one for stack in rules.stacks.values() for one in stack.caps]
        assert len(re.findall(rf"{lead} ", made.markdown)) >= len(caps), place
        assert made.html.startswith("<!DOCTYPE html>")
        assert "{" not in re.sub(r"`[^`]*`", "", made.markdown), "no fact is left unsaid"
        assert programme.guide(language).markdown == made.markdown, "the same rules, the same bytes"


def _titles(rules: Rules, wording: Wording) -> Iterator[str]:
    names = wording.names
    for known in (rules.incentives, rules.discounts, rules.benefits, rules.stacks, rules.protections, rules.ladders):
        yield from (names.title(one.titles, one.name) for one in known.values())
    for ladder in rules.ladders.values():
        yield from (names.title(tier.titles, tier.name) for tier in ladder.tiers)
    for known in (rules.incentives, rules.discounts):
        for incentive in known.values():
            for step in incentive.steps:
                titles = getattr(step, "titles", {})
                if None in titles:
                    yield names.title(titles, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_expressions_of_the_language_are_said_in_words(
    programmes: list[tuple[str, palier.Programme]], language: str
) -> None:
    """Nearly every expression of the specification comes out as a sentence; the rest is quoted."""
    quoted, all_said = [], 0
    for place, programme in programmes:
        rules = programme.versions[0]
        wording = Wording(rules, LANGUAGES[language])
        for definition in rules.definitions.values():
            try:
                if definition.body.type is YES_NO:
                    text = wording.condition(definition.body)
                else:
                    text = wording.value(definition.body)
            except Intricate:
                quoted.append((place, definition.name))
                continue
            all_said += 1
            assert text
            assert "_" not in text, (place, text)
    assert all_said > 180
    assert len(quoted) < all_said / 20, quoted


@pytest.mark.parametrize("folder", PUBLISHED)
@pytest.mark.parametrize("name", ["guide.en.md", "guide.fr.md"])
def test_the_published_guides_of_the_examples_agree_with_their_rules(folder: str, name: str, update: bool) -> None:
    published = EXAMPLES / folder / name
    rules = [str(EXAMPLES / one) for one in PUBLISHED[folder]]
    language = name.split(".")[1]
    if update:
        published.write_text(palier.load(*rules).guide(language).markdown, encoding="utf-8")
    found = call("guide", *rules, "--lang", language, "--check", str(published))
    assert (found.status, found.out, found.err) == (DONE, "", "")


def test_every_example_publishes_its_guides() -> None:
    published = {str(path.parent.relative_to(EXAMPLES)) for path in EXAMPLES.glob("*/expected/**/payouts.csv")}
    assert published == set(PUBLISHED)


def test_a_guide_that_no_longer_agrees_is_told_with_the_lines_that_differ(tmp_path: Path) -> None:
    rules = str(EXAMPLES / "avaya" / "avaya.palier")
    text = (EXAMPLES / "avaya" / "expected" / "guide.en.md").read_text(encoding="utf-8")
    published = tmp_path / "guide.md"
    published.write_text(text.replace("It takes 30% off.", "It takes 35% off."), encoding="utf-8")
    found = call("guide", rules, "--lang", "en", "--check", str(published))
    assert found.status == FINDING
    assert "\n-It takes 35% off.\n" in found.out
    assert "\n+It takes 30% off.\n" in found.out
    assert "no longer says what the rules say" in found.err


def test_a_guide_is_written_in_the_form_of_its_file(tmp_path: Path) -> None:
    rules = str(EXAMPLES / "bpos" / "bpos.palier")
    page = tmp_path / "guide.html"
    assert call("guide", rules, "--lang", "fr", "--out", str(page)).status == DONE
    assert page.read_text(encoding="utf-8").startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert call("guide", rules, "--lang", "fr", "--check", str(page)).status == DONE
    assert call("guide", rules, "--out", str(page), "--check", str(page)).status == WRONG_USE
    assert call("guide", rules, "--check", str(tmp_path / "none.md")).status == WRONG_USE
    assert call("guide", rules, "--lang", "en", "--format", "text").out.startswith("Microsoft online services\n===")


def test_from_python_a_language_that_there_is_not_is_a_wrong_call() -> None:
    programme = palier.load(EXAMPLES / "bpos" / "bpos.palier")
    with pytest.raises(palier.UsageError, match="there is no language `de`"):
        programme.guide("de")
