"""What is too large is refused with a reason: never a crash, never a hang."""

from __future__ import annotations

import gc
import time

import pytest
from tree_shapes import codes, expression, read

from palier.syntax.build_literals import MOST_DIGITS, MOST_LETTERS
from palier.syntax.depth import MOST_DEPTH
from palier.syntax.parse import MOST_CHARACTERS, MOST_PROBLEMS


def define(text: str) -> list[str]:
    return codes(f"define a for B\n  {text}\n")


@pytest.mark.parametrize(
    "nested",
    [
        lambda n: "c" + " + c" * (n - 1),
        lambda n: "c" + " * c" * (n - 1),
        lambda n: "5% of " * (n - 1) + "c",
        lambda n: "c" + " otherwise c" * (n - 1),
        lambda n: "not " * (n - 1) + "c",
        lambda n: "(- " * 0 + "- " * (n - 1) + "c" if n < 3 else "c - " + "- " * (n - 2) + "c",
        lambda n: "c" + ".c" * (n - 1),
        lambda n: "c" + " as of d" * (n - 1),
        lambda n: "if c then d else " * (n - 1) + "e",
        lambda n: "some x where " * (n - 1) + "c",
    ],
)
def test_expressions_nest_so_deep_and_no_deeper(nested: object) -> None:
    assert define(nested(MOST_DEPTH)) == []  # type: ignore[operator]
    assert define(nested(MOST_DEPTH + 1)) == ["P164"]  # type: ignore[operator]


@pytest.mark.parametrize("word", ["and", "or"])
def test_a_chain_of_and_or_or_is_one_node(word: str) -> None:
    chain = expression(f" {word} ".join(["a"] * 2_000))
    assert len(chain.parts) == 2_000


def test_cases_are_not_depth() -> None:
    assert codes("define a for B\n" + "  when c then d\n" * 500 + "  otherwise e\n") == []


def test_a_number_has_so_many_digits_and_no_more() -> None:
    assert define("1" * MOST_DIGITS) == []
    assert define("1" * (MOST_DIGITS + 1)) == ["P137"]
    assert define("0." + "1" * MOST_DIGITS) == ["P137"]
    assert define("1" * 100_000 + " EUR") == ["P137"]


def test_a_name_has_so_many_letters_and_no_more() -> None:
    assert define("c" * MOST_LETTERS) == []
    assert define("c" * (MOST_LETTERS + 1)) == ["P155"]


def test_a_text_has_so_many_characters_and_no_more() -> None:
    assert codes("#" * MOST_CHARACTERS) == []
    assert codes("#" * (MOST_CHARACTERS + 1)) == ["P103"]


def test_a_file_has_so_many_problems_and_no_more() -> None:
    told = codes("nonsense\n" * (MOST_PROBLEMS + 50))
    assert told == ["P151"] * MOST_PROBLEMS + ["P104"]
    assert codes("nonsense\n" * MOST_PROBLEMS) == ["P151"] * MOST_PROBLEMS


@pytest.mark.parametrize(
    "text",
    [
        "(" * 1_000_000,
        "define a for B\n  " + "(" * 100_000 + "c",
        "define a for B\n  " + "((c) + " * 20_000,
        "not " * 500_000,
        '"' * 1_000_000,
        "a\n" * 500_000,
        " " * 1_000_000 + "a",
        "incentive i\n" + "  pays (\n" * 20_000,
        "incentive i\n" + "  nonsense\n" * 20_000,
        "a-" * 300_000,
        "1_" * 300_000,
        "1," * 300_000,
        "2021-" * 100_000,
        "or\n" * 100_000,
        "incentive i\n  pays a" + "\n  or b" * 100_000,
        "incentive i\n" + "".join(" " * (n % 50) + "x\n" for n in range(20_000)),
        "\u0301" * 300_000,
        "é" * 300_000,
        "a²" * 100_000,
        "\n" * 1_000_000,
        "\x00" * 100_000,
    ],
    ids=range(21),
)
def test_a_hostile_text_is_refused_soon(text: str) -> None:
    start = time.perf_counter()
    assert read(text).problems or not text.strip()
    assert time.perf_counter() - start < 10


def test_a_long_file_is_read_in_time_that_grows_with_its_length() -> None:
    piece = "incentive i\n  for each Deal where status is Won\n  requires amount > 5 EUR\n  pays 5% of amount\n\n"

    def seconds(count: int) -> float:
        start = time.perf_counter()
        assert len(read(piece * count).file.declarations) == count
        return time.perf_counter() - start

    seconds(10)
    assert seconds(1_600) < 12 * min(seconds(400), seconds(400))


def test_the_collector_runs_again_after_a_parse() -> None:
    read("use a\n")
    assert gc.isenabled()
