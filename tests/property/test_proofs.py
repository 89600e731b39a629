"""What the check says of requirements and tiers, against all the facts there can be: nothing false, nothing left out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from palier.meaning.check.programme import check_text

KINDS = ("A", "B", "C")
MOST = 6
FACTS = [
    {"kind": kind, "quantity": quantity, "urgent": urgent}
    for kind, quantity, urgent in product(KINDS, range(MOST + 1), (True, False))
]
"""All the deals that the records allow."""

HEAD = f"""programme spec
  currency EUR
  effective from 2021-01-01

enum Kind = A, B, C

record Partner
  key id: text

record Deal dated closed_on
  key id: text
  partner: Partner as deals
  closed_on: date
  kind: Kind
  quantity: count
  urgent: yes/no
  must quantity >= 0 and quantity <= {MOST}

parameter three: count = 3

table weight (kind: Kind, quantity: count) -> points: count
  | kind | quantity | points |
  | A    | below 2  | 0      |
  | A    | from 2   | 4      |
  | B, C | up to 4  | 2      |
  | B, C | above 4  | 5      |

define size for Deal
  when quantity >= 5 then 2
  when kind is A then 1
  otherwise 0
"""

Deal = dict[str, Any]
Condition = tuple[str, Callable[[Deal], bool]]


def weight(deal: Deal) -> int:
    if deal["kind"] == "A":
        return 0 if deal["quantity"] < 2 else 4
    return 2 if deal["quantity"] <= 4 else 5


def size(deal: Deal) -> int:
    return 2 if deal["quantity"] >= 5 else 1 if deal["kind"] == "A" else 0


COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "is": lambda a, b: a == b,
    "is not": lambda a, b: a != b,
}
NUMBERS: dict[str, Callable[[Deal], Any]] = {
    "quantity": lambda deal: deal["quantity"],
    "2 * quantity - 1": lambda deal: 2 * deal["quantity"] - 1,
    "weight(kind, quantity)": weight,
    "size": size,
    "min(quantity, three)": lambda deal: min(deal["quantity"], 3),
    "quantity - weight(kind, quantity)": lambda deal: deal["quantity"] - weight(deal),
}


@st.composite
def comparisons(draw: st.DrawFn) -> Condition:
    """One comparison."""
    what = draw(st.sampled_from(["number", "number", "kind", "urgent"]))
    if what == "number":
        name = draw(st.sampled_from(list(NUMBERS)))
        sign = draw(st.sampled_from(list(COMPARED)))
        limit = draw(st.integers(-1, MOST + 1))
        return f"{name} {sign} {limit}", lambda deal: COMPARED[sign](NUMBERS[name](deal), limit)
    if what == "kind":
        among = draw(st.sets(st.sampled_from(KINDS), min_size=1, max_size=2))
        negated = draw(st.booleans())
        word = "not in" if negated else "in"
        return f"kind {word} {{{', '.join(sorted(among))}}}", lambda deal: (deal["kind"] in among) is not negated
    return "urgent", lambda deal: deal["urgent"]


def joined(word: str, parts: list[Condition]) -> Condition:
    asked = all if word == "and" else any
    return f"({f' {word} '.join(text for text, _ in parts)})", lambda deal: asked(holds(deal) for _, holds in parts)


CONDITIONS = st.recursive(
    comparisons(),
    lambda inner: st.one_of(
        st.builds(joined, st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3)),
        inner.map(lambda one: (f"(not {one[0]})", lambda deal: not one[1](deal))),
    ),
    max_leaves=5,
)


def holding(conditions: list[Condition]) -> list[Deal]:
    return [deal for deal in FACTS if all(holds(deal) for _, holds in conditions)]


@given(st.lists(CONDITIONS, min_size=1, max_size=4))
def test_of_requirements_it_is_told_which_contradict_and_which_change_nothing(conditions: list[Condition]) -> None:
    lines = "".join(f"  requires {text}\n" for text, _ in conditions)
    text = f"{HEAD}\nincentive bonus\n  for each Deal\n{lines}  pays 1 EUR * size\n"
    found = check_text(text)
    assert found.errors == 0
    first = text[: text.index("  requires ")].count("\n") + 1
    told = {(one.code, one.span.first[0] - first) for one in found.problems}
    dead = next((at for at in range(len(conditions)) if not holding(conditions[: at + 1])), None)
    assert [at for code, at in sorted(told) if code == "P509"] == ([] if dead is None else [dead])
    idle = {at for code, at in told if code == "P554"}
    if dead is not None:
        assert not idle
        return
    left = [one for at, one in enumerate(conditions) if at not in idle]
    assert holding(left) == holding(conditions), "without those that change nothing, all stays as it is"
    for at in range(len(left)):
        assert holding(left[:at] + left[at + 1 :]) != holding(left), "of those that are left, each keeps somebody out"


LADDER = """
tiers grade for Deal
  reviewed every 12 months
  held forever
  tier Low
"""


@given(st.lists(st.lists(comparisons(), min_size=1, max_size=2), min_size=2, max_size=3))
def test_of_tiers_it_is_told_which_are_out_of_reach(tiers: list[list[Condition]]) -> None:
    lines = "".join(
        f"  tier T{at}\n" + "".join(f"    requires {text}\n" for text, _ in conditions)
        for at, conditions in enumerate(tiers)
    )
    text = f"{HEAD}{LADDER}{lines}\nincentive bonus\n  for each Deal where grade is T0\n  pays 1 EUR * size\n"
    found = check_text(text)
    assert found.errors == 0
    out = {one.facts["name"] for one in found.problems if one.code == "P430"}
    reached = {max((at for at, asks in enumerate(tiers) if deal in holding(asks)), default=-1) for deal in FACTS}
    for at, asks in enumerate(tiers):
        if f"T{at}" in out:
            assert at not in reached, "told to be out of reach, and reached"
        elif not holding(asks):
            raise AssertionError(f"T{at} is met by nobody, and nobody was told")
    for one in found.problems:
        if one.code == "P429":
            low, high = (int(one.facts[name][1:]) for name in ("lower", "higher"))
            case = [deal for deal in holding(tiers[low]) if deal in holding(tiers[high])]
            assert case, "told to be met as well, and met by nobody"
