"""What is said about a slip: the code, the line, the message and the remedy."""

from __future__ import annotations

import re

import pytest
from tree_shapes import read, said, told

from palier.problems import Kind
from palier.problems import syntax as slips

SLIPS = told("parse_slips.txt")


@pytest.mark.parametrize(("text", "expected"), SLIPS, ids=[text for text, _ in SLIPS])
def test_a_slip_is_told_in_the_words_of_the_language(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_a_no_break_space_is_a_space() -> None:
    assert said("define a for P\n  b\u00a0+ 10\u00a0EUR\n") == []


@pytest.mark.parametrize(("text", "expected"), SLIPS, ids=[text for text, _ in SLIPS])
def test_no_message_names_a_token(text: str, expected: list[str]) -> None:
    for problem in read(text).problems:
        written = re.sub(r"`[^`]*`", "", f"{problem.message} {problem.help or ''}")
        assert not re.search(
            r"\b[A-Z][A-Z_]{3,}\b|\bNone\b|\$|_NL|token", re.sub(r"U\+[0-9A-F]+ [A-Z -]+", "", written)
        )


def test_every_place_lies_where_the_text_is() -> None:
    for text, _ in SLIPS:
        for problem in read(text).problems:
            assert 0 <= problem.span.start <= problem.span.end <= len(text)


def kinds() -> list[Kind]:
    return [kind for kind in vars(slips).values() if isinstance(kind, Kind)]


def test_codes_and_names_are_each_used_once() -> None:
    assert len({kind.code for kind in kinds()}) == len(kinds())
    assert all(re.fullmatch(r"P1[0-9]{2}", kind.code) for kind in kinds())
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kind.name) for kind in kinds())
    assert len({kind.name for kind in kinds()}) == len(kinds())


def test_messages_are_sentences_and_each_has_a_remedy() -> None:
    for kind in kinds():
        assert kind.message.endswith(".")
        assert all(one.endswith((".", "?")) for one in kind.help)
        # What can be said there is said by the message: what is wanted.
        assert kind.help or "{wanted}" in kind.message
        assert kind.message[0].islower() or kind.message[0] in "`{"
