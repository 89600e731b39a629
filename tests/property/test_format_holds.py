"""Whatever can be read is formatted: into what means the same, holds every comment, and is formatted already."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palier.meaning.check.programme import check_text
from palier.rewrite.format import comments, formatted
from palier.rewrite.taken import taken
from palier.syntax import parse, source_from_text
from palier.syntax.walk import alike
from strategies.mutations import mutated
from strategies.programmes import Drawn, drawn_programmes
from strategies.untidy import untidy
from strategies.written import written_rules

TOP = Path(__file__).parents[2]
FILES = sorted(path for path in TOP.rglob("*.palier") if not any(part.startswith(".") for part in path.parts))


def one_form(text: str) -> str | None:
    """The text in its one form, when it can be read; all that must hold of it is looked at."""
    source = source_from_text("t", text)
    before = parse(source)
    made = formatted(source)
    if made.text is None:
        assert [one.code for one in made.problems] == [one.code for one in before.problems] != []
        return None
    again = source_from_text("t", made.text)
    after = parse(again)
    assert after.problems == ()
    assert alike(before.file, after.file)
    assert comments(taken(source)) == comments(taken(again))
    assert words(made.text) == words(text)
    assert formatted(again).text == made.text
    assert made.text == "" or made.text.endswith("\n")
    assert not any(line != line.rstrip() for line in made.text.split("\n"))
    assert "\n\n\n" not in made.text
    return made.text


def words(text: str) -> list[str]:
    """What is written, without room, and without comments, which may stand before what they stood behind."""
    source = source_from_text("t", text)
    found = []
    for entry in taken(source):
        found += ["".join(token.text.split()) for token in getattr(entry, "tokens", ())]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TOP)))
def test_every_file_of_rules_has_one_form(path: Path) -> None:
    one_form(path.read_bytes().decode("utf-8", errors="replace"))


def test_every_rule_on_a_page_has_one_form() -> None:
    assert sum(one_form(text) is not None for text in written_rules()) > 100


@given(drawn_programmes(), st.randoms(use_true_random=False))
def test_a_programme_has_one_form_however_untidy_it_is(drawn: Drawn, random: Random) -> None:
    """Room, breaks and comments where they may stand, and no form that would change when it is formatted again."""
    assert one_form(drawn.text) is not None
    assert one_form(untidy(drawn.text, random)) is not None


@given(st.sampled_from(written_rules()), st.randoms(use_true_random=False))
def test_written_rules_have_one_form_however_untidy_they_are(text: str, random: Random) -> None:
    if parse(source_from_text("t", text)).problems == ():
        assert one_form(untidy(text, random)) is not None


@given(st.sampled_from(written_rules()), st.randoms(use_true_random=False))
def test_any_text_that_can_be_read_has_one_form(text: str, random: Random) -> None:
    one_form(mutated(text, random, written_rules()))


@given(drawn_programmes())
def test_a_formatted_programme_is_checked_alike(drawn: Drawn) -> None:
    text = one_form(drawn.text)
    assert text is not None
    before, after = check_text(drawn.text), check_text(text)
    assert [one.code for one in before.problems] == [one.code for one in after.problems]
