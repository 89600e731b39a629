"""“Did you mean …?”: one name, or the two that are equally near; never one of several at random."""

from __future__ import annotations

import pytest

from palier.meaning.check.programme import check_text
from palier.problems import nearest, spoken
from palier.speech import FRENCH


@pytest.mark.parametrize(
    ("name", "known", "found", "other"),
    [
        ("amuont", ["amount", "status"], "amount", None),
        ("Amount", ["amount", "amounts"], "amount", None),
        ("tier3", ["tier2", "tier1", "other"], "tier1", "tier2"),
        ("GOLD", ["gold", "Gold"], "Gold", "gold"),
        ("tier4", ["tier1", "tier2", "tier3"], None, None),
        ("status", ["amount"], None, None),
        ("status", [], None, None),
    ],
)
def test_the_nearest_is_named_or_both_that_are(
    name: str, known: list[str], found: str | None, other: str | None
) -> None:
    near = nearest(name, known)
    assert near == found
    assert (near.other if near is not None else None) == other


def test_two_names_of_one_thing_are_one() -> None:
    by_text = {"gold": "Gold", "Gold": "Gold"}
    near = nearest("GOLD", by_text, by_text.get)
    assert near is not None
    assert (near, near.other) == ("Gold", None)


def test_both_are_told_and_neither_is_written() -> None:
    checked = check_text(
        "record Deal\n  key id: text\n  price1: money\n  price2: money\n\ndefine double for Deal\n  price3 * 2\n"
    )
    (problem,) = [one for one in checked.problems if one.code == "P204"]
    assert problem.help == "did you mean `price1` or `price2`?"
    assert problem.fix is None
    (said,) = spoken([problem], FRENCH)
    assert said.help == "vouliez-vous dire `price1` ou `price2`\N{NO-BREAK SPACE}?"
