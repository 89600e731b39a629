"""How large and how deep rules may be: what docs/check.md says is what is built; at a limit all is well, beyond it it is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from palier.meaning.check import definitions, depth, modules, world
from palier.meaning.check.programme import check_text
from palier.meaning.prove import reading, solve
from palier.syntax import build_literals, files, layout
from palier.syntax import depth as expressions

parse = sys.modules["palier.syntax.parse"]
"""The module: the package has a function of that name."""

PAGE = (Path(__file__).parents[2] / "docs" / "check.md").read_text(encoding="utf-8")
BASE = "programme p\n  currency EUR\nrecord Deal dated on\n  key id: text\n  on: date\n  partner: P as deals\n  size: number\n"
BASE += "record P\n  key id: text\n"
INCENTIVE = "incentive i\n  for each Deal\n"


def paying(text: str) -> str:
    return f"{BASE}{INCENTIVE}  pays ({text}) * 1 EUR\n"


def nested(number: int) -> str:
    """An expression that is so many deep without brackets: minus a minus."""
    return paying("- " * (number - 2) + "size")


def blocks(number: int) -> str:
    return "".join(f"{' ' * 2 * level}a\n" for level in range(number + 1))


def words(number: int) -> str:
    """A line of so many words and signs: a list with commas."""
    return f"enum E = {', '.join(f'm{one}' for one in range((number - 3) // 2 + 1))}\n"


def chained(number: int) -> str:
    links = "".join(f"define s{one} for Deal\n  s{one - 1} + 1\n" for one in range(1, number))
    return f"{BASE}define s0 for Deal\n  size\n{links}{INCENTIVE}  pays s{number - 1} * 1 EUR\n"


LIMITS = {
    "P103": (lambda number: "#" * number, parse.MOST_CHARACTERS),
    "P137": (lambda number: paying("9" * number), build_literals.MOST_DIGITS),
    "P155": (lambda number: f"enum {'E' * number} = A\n", build_literals.MOST_LETTERS),
    "P190": (lambda number: paying("(" * (number - 1) + "size" + ")" * (number - 1)), layout.MOST_BRACKETS),
    "P191": (blocks, layout.MOST_BLOCKS),
    "P192": (words, layout.MOST_TOKENS),
}
"""By code what makes a text of a size, and the largest size that is allowed."""


def codes(text: str) -> set[str]:
    return {one.code for one in check_text(text).problems}


@pytest.mark.parametrize("code", LIMITS)
def test_a_limit_allows_what_lies_on_it_and_no_more(code: str) -> None:
    make, most = LIMITS[code]
    assert code not in codes(make(most))
    assert code in codes(make(most + 2))


def test_deep_expressions_and_long_chains_of_definitions_are_told() -> None:
    assert "P164" not in codes(nested(expressions.MOST_DEPTH - 2))
    assert "P164" in codes(nested(expressions.MOST_DEPTH + 4))
    assert "P230" not in codes(chained(depth.LIMIT // 2 - 5))
    assert "P230" in codes(chained(depth.LIMIT + 5))


@pytest.mark.parametrize("text", ["record R\n" * 2_000, "".join(f"define d{one} for Q\n  1\n" for one in range(2_000))])
def test_after_so_many_errors_the_check_ends_and_says_so(text: str) -> None:
    found = check_text(text).problems
    assert len(found) <= world.MOST_ERRORS + 2
    assert "P104" in {one.code for one in found}


def test_the_limits_are_those_of_the_page() -> None:
    _, _, section = PAGE.partition("\n## How large rules may be\n")
    section = section.partition("\n## ")[0].replace("\u00a0", " ")
    said = [
        f"{parse.MOST_CHARACTERS // 10**6} MB",
        f"{layout.MOST_TOKENS:,}".replace(",", " ") + " words and signs",
        f"{layout.MOST_BRACKETS} brackets",
        f"{layout.MOST_BLOCKS} blocks",
        f"{expressions.MOST_DEPTH} deep",
        f"{build_literals.MOST_DIGITS} digits",
        f"{build_literals.MOST_LETTERS} characters",
        f"{depth.LIMIT} levels",
        f"{modules.MOST_DEEP} files",
        f"{world.MOST_ERRORS} errors",
        f"{reading.CASES} cases",
        f"{solve.STEPS:,}".replace(",", " ") + " steps",
    ]
    assert [one for one in said if one not in section] == []
    assert files.MOST_BYTES == parse.MOST_CHARACTERS
    assert parse.MOST_PROBLEMS == world.MOST_ERRORS
    assert definitions.MOST_UNDER_WAY < depth.LIMIT
