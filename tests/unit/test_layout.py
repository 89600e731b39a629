"""Lines, indentation, comments and line ends."""

from __future__ import annotations

import pytest
from tree_shapes import codes, read, said, shape, tree

from palier.syntax.layout import MOST_BLOCKS, MOST_BRACKETS, MOST_TOKENS

INCENTIVE = "incentive i\n  for each Deal\n  pays 5 EUR\n"


@pytest.mark.parametrize(
    "text",
    [
        "define a for B\n  c\n  and d\n",
        "define a for B\n  c and\n  d\n",
        "define a for B\n  c\n    or d\n",
        "define a for B\n  c or\n  # a comment\n\n  d\n",
        "define a for B\n  if c then d\n  else e\n",
        "define a for B\n  sum of c\n    over d\n    within fiscal year\n    where e\n",
        "define a for B\n  c\n  + d\n  * e\n  - f\n  / g\n",
        "define a for B\n  c >=\n    d\n",
        "define a for B\n  c\n# a comment in column 1\n  < d\n",
        "define a for B\n  f(c,\nd)\n",
        "enum A = B,\n  C,\nD\n",
        "parameter a: money =\n  5 EUR\n",
        "table t (a: b,\n  c: d)\n  -> e: f from \"a.csv\"\n",
        "define a for B\n  (c\n    and d)\n",
    ],
)  # fmt: skip
def test_a_line_goes_on(text: str) -> None:
    if "\nd)" in text or "\nD" in text:
        assert codes(text) != []
    else:
        assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "incentive i\n  like t with\n    a 5\n",
        "define a for B\n  if c then\n    d else e\n",
        "define a for B\n  if c\n    then d else e\n",
        "incentive i\n  requires a\n    \"a title\"\n",
    ],
)  # fmt: skip
def test_a_line_that_ends_in_then_or_with_does_not_go_on(text: str) -> None:
    assert len(codes(text)) == 1


def test_an_or_before_a_title_opens_an_alternative() -> None:
    ladder = tree(
        'tiers t for P\n  tier A\n    either "a" fr "b"\n      requires c\n        or d\n    # between\n'
        '    or "e" fr "f"   # behind\n      requires g\n    or\n      requires h\n'
    )
    (either,) = ladder.tiers[0].lines
    assert len(either.alternatives) == 3
    assert shape(either.alternatives[0].requirements[0].condition) == "Or([c, d])"


@pytest.mark.parametrize(
    "text",
    [
        INCENTIVE.rstrip("\n"),
        INCENTIVE.rstrip("\n") + "  ",
        INCENTIVE + "  ",
        INCENTIVE + "  # last",
        INCENTIVE + "            # last, deep",
        INCENTIVE.replace("\n", "\r\n"),
        INCENTIVE.replace("\n", "\n\n\n"),
        INCENTIVE.replace("\n", "  \n"),
        INCENTIVE.replace("\n", " # behind \n# in column 1\n"),
        "# first\n" + INCENTIVE,
        "\n\n   \n" + INCENTIVE,
        INCENTIVE.replace("  ", "\u00a0\u00a0"),
        INCENTIVE.replace("  ", "     "),
    ],
)
def test_comments_blank_lines_and_line_ends_do_not_matter(text: str) -> None:
    assert shape(tree(text)) == shape(tree(INCENTIVE))


def test_a_byte_order_mark_is_taken_off() -> None:
    assert shape(tree("\ufeff" + INCENTIVE)) == shape(tree(INCENTIVE))


def test_a_tab_is_told_once_for_a_declaration_and_read_as_indentation() -> None:
    parsed = read(INCENTIVE.replace("  ", "\t"))
    assert [problem.code for problem in parsed.problems] == ["P110"]
    assert shape(parsed.file.declarations[0]) == shape(tree(INCENTIVE))


def test_a_tab_between_words_or_in_brackets_is_a_space() -> None:
    assert codes("define a for B\n  min(\n\tc,\n\td)\t+\te\n") == []


def test_an_uneven_line_goes_with_the_nearer_level() -> None:
    parsed = read("tiers t for P\n    tier A\n        requires b\n         requires c\n       requires d\n    tier E\n")
    assert [problem.code for problem in parsed.problems] == ["P113", "P111"]
    assert [tier.name.text for tier in parsed.file.declarations[0].tiers] == ["A", "E"]  # type: ignore[union-attr]


def test_a_line_in_column_1_ends_every_bracket() -> None:
    parsed = read("define a for B\n  min(c, (d\nuse lifecycle\n")
    assert [problem.code for problem in parsed.problems] == ["P115"]
    assert len(parsed.file.declarations) == 1


def test_an_unclosed_bracket_takes_only_its_own_line() -> None:
    assert said("incentive i\n  pays min(a, b\n  cap 5 VCF\n") == [
        "P115 2 the bracket `(` is not closed. (close it with `)`.)",
        "P136 3 `VCF` is no currency of ISO 4217. (money is written `2_000 EUR`; a unit of points is a word such as "
        "`Points`, not three capitals.)",
    ]


def test_signs_in_quotes_are_text() -> None:
    text = 'example "a # b | c"\n  given A\n    | name |\n    | "x | y # z" |\n'
    assert codes(text) == []


def test_brackets_may_stand_so_deep_and_no_deeper() -> None:
    for depth, expected in ((MOST_BRACKETS, []), (MOST_BRACKETS + 1, ["P190"])):
        assert codes(f"define a for B\n  {'(' * depth}c{')' * depth}\n") == expected


def test_blocks_may_stand_so_deep_and_no_deeper() -> None:
    text = "incentive i\n" + "".join(" " * n + "x\n" for n in range(1, MOST_BLOCKS + 10))
    assert "P191" in codes(text)


def test_a_line_has_so_many_words_and_no_more() -> None:
    for count, expected in ((MOST_TOKENS // 2 - 2, []), (MOST_TOKENS, ["P192"])):
        assert codes("enum A = " + ", ".join(["B"] * count) + "\n") == expected
