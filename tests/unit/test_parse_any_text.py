"""Any text at all is read without a crash; every node stands where it was written; threads agree."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tree_shapes import nodes, read, shape, told

from palier.syntax import Parsed, parse, source_from_text
from palier.syntax.clauses import WordValue
from palier.syntax.declarations import NamedType
from palier.syntax.expressions import Name, Reference
from palier.syntax.scan import RESERVED, scanner
from palier.syntax.tables import tables

FAST = settings(max_examples=80, deadline=None)
DECLARATIONS = [text for text, _ in told("parse_declarations.txt")]
EXAMPLES = [f'example "x"\n  {text}' for text, _ in told("parse_examples.txt")]
LINES = [f"incentive i\n  {text}" for text, _ in told("parse_lines.txt")]
EXPRESSIONS = [f"incentive i\n  let x = {text}" for text, _ in told("parse_expressions.txt")]
SLIPS = [text for text, _ in told("parse_slips.txt")]
WRITTEN = [*DECLARATIONS, *EXAMPLES, *LINES, *EXPRESSIONS]
WORDS = sorted(
    {*tables().words.values(), "x", "Deal", "5", "5 EUR", "2021-01-01", '"t"', "12%", "6 months", "\n", "\n  "}
)


def check(parsed: Parsed) -> None:
    """What holds for every text."""
    text = parsed.file.source.text
    for problem in parsed.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
        assert problem.message
        assert problem.help is None or problem.help
        assert len(problem.message) < 500
    for node in nodes(parsed.file.declarations):
        assert 0 <= node.span.start <= node.span.end <= len(text)
        assert node.span.text == node.span.text.strip()
        match node:
            case Name() | WordValue():
                assert node.span.text == node.text
            case Reference() | NamedType():
                assert node.span.text == node.name


@FAST
@given(st.text())
@example("\x00")
@example("use a\n \n\t\n")
@example("\ud7ff\u0345")
def test_any_text_is_read(text: str) -> None:
    check(read(text))


@FAST
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_words_of_the_language_are_read(words: Sequence[str]) -> None:
    check(read(" ".join(words)))


CHANGES = st.tuples(
    st.sampled_from(("drop", "double", "insert")), st.integers(0, 400), st.sampled_from('()|,:="\n\t -x5§é_%{}')
)


@FAST
@given(st.sampled_from(WRITTEN + SLIPS), st.lists(CHANGES, min_size=1, max_size=4))
def test_a_text_with_changed_letters_is_read(text: str, changes: Sequence[tuple[str, int, str]]) -> None:
    for change, place, letter in changes:
        at = place % (len(text) + 1)
        match change:
            case "drop":
                text = text[:at] + text[at + 1 :]
            case "double":
                text = text[:at] + text[at : at + 1] + text[at:]
            case _:
                text = text[:at] + letter + text[at:]
    check(read(text))


@FAST
@given(
    st.sampled_from(WRITTEN),
    st.lists(st.tuples(st.integers(0, 200), st.sampled_from(("", *WORDS))), min_size=1, max_size=3),
)
def test_a_text_with_changed_words_is_read(text: str, changes: Sequence[tuple[int, str]]) -> None:
    for place, word in changes:
        tokens = scanner(tables()).tokens(text, 0, len(text))
        token = tokens[place % len(tokens)]
        text = text[: token.start] + word + text[token.end :]
    check(read(text))


@FAST
@given(st.lists(st.sampled_from([text.rstrip("\n") for text in WRITTEN]), min_size=1, max_size=6))
def test_declarations_in_any_order_make_the_same_trees(texts: Sequence[str]) -> None:
    parsed = read("\n".join(texts))
    assert parsed.problems == ()
    assert [shape(declaration) for declaration in parsed.file.declarations] == [
        shape(read(text).file.declarations[0]) for text in texts
    ]


@pytest.mark.parametrize("text", WRITTEN)
def test_every_node_stands_where_it_was_written(text: str) -> None:
    parsed = read(text)
    assert parsed.problems == ()
    check(parsed)


names = st.sampled_from(["x", "deal", "amount", "Gold", "größe", "count", "rank", "first", "date"])
paths = st.lists(names, min_size=1, max_size=3).map(".".join)
literals = st.sampled_from(
    ["5", "2_000 EUR", "12%", "0.5 points", "3 months", "2021-01-01", '"t"', "yes", "no", "7 Points"]
)
FORMS = """
{} + {}
{} - {}
{} * {}
{} / {}
- {}
{} of {}
{} is {}
{} is not {}
{} <= {}
{} in {{{}, {}}}
{} not in ({}.x)
{} is known
{} is not missing
{} and {} and {}
{} or {} or {}
not {}
if {} then {} else {}
{} otherwise {} otherwise {}
f({}, {})
months between {} and {}
round {} to {}
round up {} to {}
started units of {} in {}
sum of {} over deals.lines where {}
count of deals where {}
count of distinct {} over deals within fiscal year where {}
some deals as d before this where {}
all deals where {} have {}
no deals
rank of {} among Partner
t of {} by band above {}
t({}) of {} interpolated
{{{}, {}}}
date when sum of {} over deals reaches {}
""".strip().split("\n")


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Expressions made of others; each in brackets, so that any may stand anywhere."""
    parts = st.lists(inner, min_size=3, max_size=3).map(lambda drawn: [f"({part})" for part in drawn])
    return st.tuples(st.sampled_from(FORMS), parts).map(lambda drawn: drawn[0].format(*drawn[1]))


@FAST
@given(st.recursive(paths | literals, grown, max_leaves=12))
def test_every_expression_the_grammar_makes_is_read(text: str) -> None:
    parsed = read(f"define a for B\n  0 + ({text})\n")
    assert parsed.problems == ()
    check(parsed)


def test_threads_agree() -> None:
    text = "\n".join(WRITTEN[::3] + SLIPS[::3])
    alone = read(text)
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(read, [text] * 40))
    wanted = shape(alone.file.declarations), [problem.message for problem in alone.problems]
    for parsed in together:
        assert (shape(parsed.file.declarations), [problem.message for problem in parsed.problems]) == wanted


@FAST
@given(st.text(alphabet=st.characters(categories=["L", "Nd", "Mn", "Mc", "Pc", "Cf", "Sk"]), min_size=1, max_size=6))
def test_a_word_is_a_name_exactly_when_it_is_an_identifier(word: str) -> None:
    parsed = parse(source_from_text("t", f"define {word} for B\n  c\n"))
    composed = unicodedata.normalize("NFC", word)
    is_name = composed.isidentifier() and not composed.startswith("_") and composed not in RESERVED
    assert (parsed.problems == ()) == is_name
