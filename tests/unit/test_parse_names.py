"""A word is a keyword only where the grammar wants it, but for the fourteen that are reserved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from palier.source import Span
from palier.syntax import parse, source_from_text
from palier.syntax.clauses import WordValue
from palier.syntax.declarations import NamedType
from palier.syntax.expressions import Name, Reference
from palier.syntax.scan import RESERVED
from palier.syntax.tables import tables

POSITIONS = r"""
programme ?
programme a\n  payees are ?
enum ? = A
enum A = ?, ?
record ? dated ?.? until ?
record A dated ?
record A\n  ?: text
record A\n  key ?: ? as ? known from ?.? "t"
record A\n  key ?, ?
record A\n  key ?
record A\n  a: ?
record A\n  a: optional ? as it happens
record A\n  a: set of ?
record A\n  must ?.? is ? "t"
record A\n  ordered by ?, ?.?
unit ? to ?
parameter ?: ? = ?
parameter a: b from ? to ?, default ?
parameter a: b\n  from 2021-01-01: ? source "x"
define ? for ? "t" shown\n  ?
define a for A\n  when ? then ?\n  otherwise ?
define a for A\n  when ?.? is ? then ? + ?\n  otherwise ? / ?
incentive a\n  let b = ?.? + ? * ?.?
incentive a\n  let b = (-? - -?)
incentive a\n  let b = (?) / (?.?)
incentive a\n  let b = ?(?, ?).?
incentive a\n  let b = (?).?.?
incentive a\n  let b = 5% of ? of ?
incentive a\n  let b = ? of ? by band above ?
incentive a\n  let b = ?(?) of ?.? interpolated
incentive a\n  let b = ? is ? and ? is not ? or ? < ?
incentive a\n  let b = not ? and not ?
incentive a\n  let b = ? in {?, ?} or ? not in ?.?
incentive a\n  let b = ?.? is known and ? is not missing
incentive a\n  let b = if ? then ? else ?
incentive a\n  let b = ? otherwise ? otherwise ?
incentive a\n  let b = ? as of ?.?
incentive a\n  let b = months between ? and ?
incentive a\n  let b = round ? to ?
incentive a\n  let b = round up ?.? to 5
incentive a\n  let b = started units of ? in ?
incentive a\n  let b = sum of ? over ?.? as ? within calendar year before ? by ?.? where ?
incentive a\n  let b = count of ? where ?
incentive a\n  let b = count of ?.? as ? before this by ?
incentive a\n  let b = count of distinct ? over ?
incentive a\n  let b = latest of ?.? by ? as ? within previous fiscal quarter
incentive a\n  let b = first of ? where ? is ?
incentive a\n  let b = rank of ? among ?
incentive a\n  let b = some ? where ?
incentive a\n  let b = no ?.? where ? is ?
incentive a\n  let b = all ? where ? have ?
incentive a\n  let b = all ?.? have ? > ?
incentive a\n  let b = some ? and no ? or ?
incentive a\n  let b = date when sum of ? over ? reaches ?
table ? (?: ?, ?: ?) -> ?: ?\n  | ? | ? | ? |\n  | 1 | 2 | 3 |
table a (b: c) -> d: e\n  | b | d |\n  | A | ? |
table a (b: c) -> d: e\n  | b | d |\n  | A | ?.? + ? |
table a (b: c) -> d: e\n  | b | d |\n  | A, ? | ?(?) |\n  | not ? | 5 |
table a (b: c) -> d: e\n  | b | d |\n  | from ? to ? | 5 |\n  | from ? below ? | 5 |\n  | above ? up to ? | 5 |
tiers ? for ?\n  reviewed every calendar year from ?.?\n  held for ?\n  starts at ?\n  tier ?\n    grants ?, ?
tiers a for A\n  starts at\n    when ? then ?\n    otherwise ?\n  tier B by invitation when ?\n    lost when ?
tiers a for A\n  continues ?\n  tier B\n    either "x"\n      requires ? "t"\n    or "y"\n      requires ?
incentive ?\n  for each ? where ?\n  pays ?
discount ?\n  for each ? every calendar year\n  takes ?
benefit ?\n  for each month of ? from ? until ?
benefit ?
group ?\n  let ? = ?\n  incentive ?\n    pays ?
incentive a\n  like ? with ? ?, ? 5
incentive a\n  like ?
incentive a\n  requires ? "t"\n  base ?.?\n  earned on ?\n  governed by ?\n  effective from ? to ?
incentive a\n  to ?.? paid by ?\n  continues ?\n  returns adjust ?.?
incentive a\n  to ?\n  paid by ?.?
incentive a\n  split ? to ?, 40% to ?.?
incentive a\n  at least ? per ? per ?.? per calendar year, or nothing\n  cap ? per ?.? per fiscal year, whole or nothing
incentive a\n  cap ? per ?\n  cap ?
incentive a\n  in instalments ? on ?, ? on ?.?
incentive a\n  claw back ? when ? on ?\n  claw back ? for each ?, giving the cap back
stack ? for ?\n  add ?, ?\n  best of ?, ?\n  first of ?\n  on what is left: ?, ?, after ? and ?
stack ? for ? from ?\n  add ?
protection ?\n  for each ?\n  protects ?, ?.? for ?\n  from ? for ?
template ? (?: ?)\n  pays ?
facts ?\n  given ? ?: ? ?, ? 5
example "x"\n  given ?: ? ?, ? {?, ?}
example "x"\n  given Record ?\n  set ? = ?
example "x"\n  given Record\n    | ? | ? |\n    | ? | ? |
example "x"\n  expect ? for ?, ? part 2 in 2025 pays ? 5 EUR
example "x"\n  expect ? for ? takes back 5 EUR on 2021-01-01\n  expect ? for ? leaves 5 EUR to recover
example "x"\n  expect ? for ? is ?\n  expect ? for ? is held by ?\n  expect ? refuses ?, ?
example "x"\n  expect ?.?.? is ?\n  expect ?.? as of 2021-01-01 is not ?
example "x"\n  expect ?.? >= 5\n  expect ?.? is known
""".strip().split("\n")

IN_CELLS = (r"| A | ?", r"| A, ? |")
EXCEPTIONS: dict[str, tuple[str, ...]] = {
    "optional": (": ?", "a: "),
    "each": ("stack ? for ?",),
    "after": ("on what is left: ?, ?",),
    "missing": ("is ?", "is not ?", *IN_CELLS),
    "known": ("is ?", "is not ?"),
    "any": IN_CELLS,
    "otherwise": IN_CELLS,
    "above": IN_CELLS,
    "below": IN_CELLS,
    "from": IN_CELLS,
    **dict.fromkeys(("average", "largest", "median", "rank", "smallest", "sum", "count", "first", "latest"), ("of ?",)),
    "date": ("claw back ? when",),
    "nothing": ("pays ?",),
    "in": ("some ? and no ?",),
    "is": ("some ? and no ?",),
    "interpolated": ("no ? or",),
    "when": ('define ? for ? "t" shown',),
    "distinct": ("count of ? where",),
    "down": ("round ? to",),
    "up": ("round ? to",),
    "granted": ("for ? is ?",),
    "this": ("before ? by",),
}
"""The words that are keywords at some place where another name may stand, and those places."""


def names(node: Any) -> Iterator[tuple[str, Span]]:
    """Every name in a tree, with its place."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        match one:
            case Name() | WordValue():
                yield one.text, one.span
            case Reference() | NamedType():
                yield one.name, one.span
                continue
            case Span():
                continue
            case tuple():
                waiting += one
                continue
        if attrs.has(type(one)):
            waiting += [getattr(one, field.name) for field in attrs.fields(type(one)) if field.name != "source"]


def keywords() -> list[str]:
    """Every word that is, or belongs to, a keyword."""
    words = {word for text in tables().words.values() if text[0].isalpha() for word in text.split()}
    return sorted(words - RESERVED)


def not_names(word: str) -> set[str]:
    """The positions where the word is not read as a name."""
    refused = set()
    for position in POSITIONS:
        text = position.replace("\\n", "\n") + "\n"
        parsed = parse(source_from_text("t", text.replace("?", word)))
        found = {span.start for name, span in names(parsed.file.declarations) if name == word == span.text}
        at = 0
        for part in text.split("?")[:-1]:
            at += len(part)
            if at not in found or parsed.problems:
                refused.add(position)
            at += len(word)
    return refused


def test_a_plain_word_is_a_name_everywhere() -> None:
    assert not_names("zinc") == set()


@pytest.mark.parametrize("word", keywords())
def test_a_keyword_is_a_name_wherever_the_grammar_does_not_want_it(word: str) -> None:
    places = EXCEPTIONS.get(word, ())
    refused = not_names(word)
    assert {position for position in refused if not any(place in position for place in places)} == set()
    assert bool(refused) == bool(places), "an exception that is none should go"


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_reserved_word_is_a_name_nowhere(word: str) -> None:
    for text in (f"define {word} for Deal\n  amount\n", f"record Deal\n  key {word}: text\n"):
        assert [problem.code for problem in parse(source_from_text("t", text)).problems] == ["P154"]


def test_fourteen_words_are_reserved() -> None:
    assert len(RESERVED) == 14


@pytest.mark.parametrize("name", ["Größe", "montant_payé", "金额", "ارزش", "तारीख", "შედეგი", "x1", "a_"])
def test_names_take_letters_of_every_script(name: str) -> None:
    parsed = parse(source_from_text("t", f"define {name} for Deal\n  {name}.{name}\n"))
    assert not parsed.problems
    assert {text for text, _ in names(parsed.file.declarations)} == {name, "Deal"}


def test_a_name_is_the_same_composed_or_not() -> None:
    parsed = parse(source_from_text("t", "define re\u0301el for Deal\n  r\u00e9el\n"))
    assert [text for text, _ in names(parsed.file.declarations)].count("r\u00e9el") == 2


@pytest.mark.parametrize("name", ["_1", "a²", "١a", "a\u200db", "1x"])
def test_what_is_no_identifier_is_no_name(name: str) -> None:
    assert parse(source_from_text("t", f"define {name} for Deal\n  amount\n")).problems


@pytest.mark.parametrize(
    "glued",
    [
        "requires a orb",
        "requires x isolated",
        "requires a otherwiseb",
        "pays sum of a over b withinperiod",
        "cap 5 EUR perpartner",
        "requires all deals haveactive",
        "requires a andb",
        "pays 5% ofa",
    ],
)
def test_words_glued_together_are_not_read_as_two(glued: str) -> None:
    assert len(parse(source_from_text("t", f"incentive i\n  {glued}\n")).problems) == 1
