"""Any text as rules ends soon: in problems, or in rules that run."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import FAULTS

import palier
from palier.embed import from_checked
from palier.meaning.check.programme import check_text
from strategies.attempts import everything, explain_all, run
from strategies.mutations import mutated
from strategies.written import written_rules

BASE = """programme p
  currency EUR
record Partner
  key id: text
record Deal dated closed_on
  key id: text
  partner: Partner as deals
  closed_on: date
  amount: money
  quantity: number
"""
ROWS: dict[str, Any] = {
    "Partner": [{"id": "p1"}],
    "Deal": [{"id": "k0", "partner": "p1", "closed_on": "2021-03-31", "amount": "10", "quantity": "3.123456789012"}],
}
PAYS = "incentive i\n  for each Deal\n"


@contextmanager
def soon(seconds: float) -> Iterator[None]:
    """It ends within so many seconds (on a machine as slow as they come)."""
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds


def codes(text: str) -> set[str]:
    return {problem.code for problem in check_text(text).problems}


def ran(text: str) -> bool:
    """Whether a text checks and runs; explained is whatever comes out."""
    checked = check_text(text)
    if checked.errors:
        return False
    programme = from_checked([checked])
    try:
        result = programme.run(palier.facts_from(ROWS))
    except FAULTS:
        return False
    explain_all(result)
    return True


@given(st.text(max_size=300))
def test_any_text_is_rules_or_problems(text: str) -> None:
    with soon(5):
        everything(text, Random(0))


@given(st.integers(0, 2**32))
def test_rules_that_are_almost_right_are_rules_or_problems(seed: int) -> None:
    random = Random(seed)
    texts = written_rules()
    with soon(10):
        everything(mutated(random.choice(texts), random, texts), random)


@given(st.integers(0, 2**32))
def test_rules_that_somebody_wrote_run_on_any_facts(seed: int) -> None:
    random = Random(seed)
    with soon(10):
        everything(random.choice(written_rules()), random)


def chain(length: int, *, backwards: bool = False, operator: str = "+", end: str = "1", first: str = "quantity") -> str:
    links = [f"define s0 for Deal\n  {first}\n"]
    links += [f"define s{n} for Deal\n  s{n - 1} {operator} {end.format(n - 1)}\n" for n in range(1, length)]
    if backwards:
        links.reverse()
    return "".join(links) + PAYS + f"  pays max(0 EUR, s{length - 1} * 1 EUR)\n"


@pytest.mark.parametrize("backwards", [False, True])
def test_definitions_rest_on_each_other_in_any_order_of_the_text(backwards: bool) -> None:
    assert ran(BASE + chain(70, backwards=backwards))


LONG: dict[str, Callable[[], str]] = {
    "a chain of 1,000 definitions": lambda: chain(1_000),
    "the same from its end": lambda: chain(1_000, backwards=True),
    "a circle of 1,000 definitions": lambda: "".join(
        f"define s{n} for Deal\n  s{(n + 1) % 1_000} + 1\n" for n in range(1_000)
    ),
    "1,200 cases": lambda: (
        PAYS
        + "  pays\n"
        + "".join(f"    when quantity < {n} then {n} EUR\n" for n in range(1_200))
        + "    otherwise 0 EUR\n"
    ),
    "1,200 cases of a definition": lambda: (
        "define x for Deal\n"
        + "".join(f"  when quantity < {n} then {n} EUR\n" for n in range(1_200))
        + "  otherwise 0 EUR\n"
        + PAYS
        + "  pays x\n"
    ),
    "a condition of 3,000 parts": lambda: (
        PAYS + "  requires " + "\n    and ".join(f"quantity < {n}" for n in range(1, 3_000)) + "\n  pays 1 EUR\n"
    ),
    "1,000 ways": lambda: (
        PAYS
        + "  either\n    requires quantity > 0\n"
        + "".join(f"  or\n    requires quantity > {n}\n" for n in range(1_000))
        + "  pays 1 EUR\n"
    ),
    "2,000 requirements": lambda: (
        PAYS + "".join(f"  requires quantity > {-n}\n" for n in range(2_000)) + "  pays 1 EUR\n"
    ),
    "2,000 lets": lambda: (
        PAYS
        + "  let x0 = quantity\n"
        + "".join(f"  let x{n} = x{n - 1} + 1\n" for n in range(1, 2_000))
        + "  pays x1999 * 1 EUR\n"
    ),
    "2,000 incentives": lambda: "".join(f"incentive i{n}\n  for each Deal\n  pays 1 EUR\n" for n in range(2_000)),
    "3,000 parameters": lambda: (
        "".join(f"parameter x{n}: money = 5 EUR\n" for n in range(3_000)) + PAYS + "  pays x2999\n"
    ),
    "1,000 names like 1,000 others": lambda: (
        "".join(f"parameter amount_{n}: money = 5 EUR\n" for n in range(1_000))
        + PAYS
        + "".join(f"  requires amounts_{n} > 5 EUR\n" for n in range(1_000))
        + "  pays 1 EUR\n"
    ),
    "2,000 errors": lambda: PAYS + "".join(f"  requires amount > {n}\n" for n in range(2_000)) + "  pays 1 EUR\n",
    "brackets": lambda: PAYS + f"  pays {'(' * 3_000}1 EUR{')' * 3_000}\n",
    "brackets that stay open": lambda: PAYS + f"  pays {'(' * 3_000}1 EUR\n",
    "negations": lambda: PAYS + f"  requires {'not ' * 3_000}yes\n  pays 1 EUR\n",
    "minus signs": lambda: PAYS + f"  pays {'- ' * 3_000}1 EUR\n",
    "deep quantifiers": lambda: (
        PAYS + "  requires " + "".join(f"some Deal as e{n} where " for n in range(50)) + "quantity > 0\n  pays 1 EUR\n"
    ),
    "a record of 2,000 fields": lambda: (
        "record Wide\n" + "".join(f"  f{n}: optional money\n" for n in range(2_000)) + PAYS + "  pays 1 EUR\n"
    ),
    "1,000 records that refer to each other": lambda: (
        "".join(
            f"record R{n}\n  key id: text\n  next: optional R{(n + 1) % 1_000} as previous_{n}\n" for n in range(1_000)
        )
        + PAYS
        + "  pays 1 EUR\n"
    ),
    "keys that hold each other": lambda: (
        "".join(f"record R{n}\n  key next: R{(n + 1) % 30}\n" for n in range(30)) + PAYS + "  pays 1 EUR\n"
    ),
    "an enumeration of 3,000 members": lambda: (
        f"enum E = {', '.join(f'M{n}' for n in range(3_000))}\n" + PAYS + "  pays 1 EUR\n"
    ),
    "a path of 1,000 names": lambda: PAYS + f"  pays {'partner.' * 1_000}amount\n",
}


@pytest.mark.parametrize("kind", LONG)
def test_long_rules_end_soon(kind: str) -> None:
    with soon(20):
        ran(BASE + LONG[kind]())


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (chain(12, operator="*", end="s{}"), "D220"),
        (chain(25, operator="*", end="s{}", first="quantity / 3"), "D220"),
        (PAYS + "  pays amount * 9_999_999_999_999\n", "D205"),
        (PAYS + f"  pays amount * {'9' * 30} * {'9' * 30} / {'9' * 29}\n", "D205"),
    ],
)  # fmt: skip
def test_figures_without_bounds_are_faults_and_no_crash(body: str, code: str) -> None:
    programme = from_checked([check_text(BASE + body)])
    with soon(5), pytest.raises(palier.DataError) as caught:
        programme.run(palier.facts_from(ROWS))
    assert {fault.code for fault in caught.value.faults} == {code}


@pytest.mark.parametrize(
    "line",
    [
        "closed_on + 999_999_999 months > closed_on",
        "closed_on - 999_999_999 days < closed_on",
        "closed_on + months(quantity * 999_999_999_999) > closed_on",
        "count of Deal within trailing 999_999_999_999_999_999 months > 0",
        "count of Deal within previous 999_999_999_999 fiscal years is 0",
        "months between 0001-01-01 and 9999-12-31 > 0 months",
        "(count of Deal) as of (closed_on - 99_999 months) is 0",
    ],
)
def test_no_date_leaves_the_calendar(line: str) -> None:
    with soon(5):
        assert ran(f"{BASE}{PAYS}  requires {line}\n  pays 1 EUR\n"), codes(
            f"{BASE}{PAYS}  requires {line}\n  pays 1 EUR\n"
        )


# --- files


def test_modules_that_use_each_other_are_a_problem_and_no_crash(tmp_path: Path) -> None:
    for first, second in (("a", "b"), ("b", "c"), ("c", "a")):
        (tmp_path / f"{first}.palier").write_text(f'use "{second}.palier"\n')
    with pytest.raises(palier.RuleError) as caught:
        palier.load(tmp_path / "a.palier")
    assert "P212" in {problem.code for problem in caught.value.problems}


def test_a_long_chain_of_modules_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    for number in range(600):
        (tmp_path / f"m{number}.palier").write_text(f'use "m{number + 1}.palier"\n')
    (tmp_path / "m600.palier").write_text("enum A = B\n")
    with pytest.raises(palier.RuleError) as caught:
        palier.load(tmp_path / "m0.palier")
    assert "P226" in {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize(
    "target",
    [
        "../outside.palier",
        "/etc/passwd",
        "~/x.palier",
        "a/../../outside.palier",
        "//x",
        "..",
        ".",
        "",
        "x" * 5_000,
        "a\x00b",
        "link.palier",
        "folder/outside.palier",
    ],
)
def test_no_module_is_read_outside_the_folder_of_the_rules(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    (tmp_path / "outside.palier").write_text("enum Secret = Value\n")
    (folder / "link.palier").symlink_to(tmp_path / "outside.palier")
    (folder / "folder").symlink_to(tmp_path, target_is_directory=True)
    (folder / "p.palier").write_text(f'use "{target}"\n', encoding="utf-8")
    with pytest.raises(palier.RuleError) as caught:
        palier.load(folder / "p.palier")
    assert not any("Secret" in problem.message for problem in caught.value.problems)
    assert {problem.code for problem in caught.value.problems} & {"P101", "P102", "P202", "P213"}


def test_folders_loops_and_pipes_under_the_name_of_rules_are_told(tmp_path: Path) -> None:
    (tmp_path / "folder.palier").mkdir()
    (tmp_path / "loop.palier").symlink_to(tmp_path / "loop.palier")
    for name in ("folder", "loop", "missing"):
        (tmp_path / "p.palier").write_text(f'use "{name}.palier"\n')
        with pytest.raises(palier.RuleError):
            palier.load(tmp_path / "p.palier")
        with pytest.raises(OSError, match="palier"):
            palier.load(tmp_path / f"{name}.palier")


@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", bytes(range(256)), os.urandom(2_000), b"\r" * 100, b"\x1a"]
)  # fmt: skip
def test_any_bytes_as_rules_are_problems(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.palier"
    path.write_bytes(content)
    with pytest.raises(palier.RuleError) as caught:
        palier.load(path)
    assert all(problem.message for problem in caught.value.problems)


@given(st.lists(st.sampled_from(["partner", "deal", "x", "Deal", "all"]), min_size=1, max_size=3), st.binary(max_size=200), st.sampled_from(["csv", "json", "ndjson", "xlsx", "parquet"]))  # fmt: skip
def test_any_bytes_as_data_are_facts_or_faults(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], content: bytes, form: str
) -> None:
    folder = tmp_path_factory.mktemp("data")
    for name in names:
        (folder / f"{name}.{form}").write_bytes(content)
    programme = from_checked([check_text(f"{BASE}{PAYS}  pays amount\n")])
    for path in (folder, folder / f"{names[0]}.{form}"):
        try:
            programme.run(palier.read(path), as_of=date(2021, 1, 1))
        except (*FAULTS, OSError) as error:
            assert str(error)


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.floats(), st.decimals(), st.dates(), st.binary(max_size=4)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=6,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["Partner", "Deal", "deal", "x"]), st.lists(st.dictionaries(st.sampled_from(["id", "partner", "closed_on", "amount", "quantity", "amount_currency", "x"]), VALUES), max_size=3)))  # fmt: skip
def test_any_values_in_memory_are_facts_or_faults(rows: Any) -> None:
    programme = from_checked([check_text(f"{BASE}{PAYS}  pays amount\n")])
    run(programme, rows, Random(0))


# --- what was found, and stays mended


def test_a_requirement_that_divides_is_not_asked_where_the_one_that_keeps_it_from_zero_failed() -> None:
    text = (
        f"{BASE}{PAYS}  requires quantity > 0\n  let each = amount / quantity\n  requires each >= 10 EUR\n  pays each\n"
    )
    rows = {**ROWS, "Deal": [{**ROWS["Deal"][0], "quantity": "0"}]}
    programme = from_checked([check_text(text)])
    explained = programme.run(palier.facts_from(rows)).explain("i:k0")
    assert [getattr(step, "outcome", "let") for step in explained.steps] == ["failed", "let", "not asked"]


def test_a_field_known_from_a_date_that_a_missing_reference_leads_to_is_never_known() -> None:
    text = BASE.replace(
        "  amount: money\n", "  amount: money\n  other: optional Deal\n  state: text known from other.closed_on\n"
    )
    rows = {**ROWS, "Deal": [{**ROWS["Deal"][0], "other": None, "state": "a"}]}
    programme = from_checked([check_text(f'{text}{PAYS}  requires not state is "a"\n  pays 1 EUR\n')])
    assert len(programme.run(palier.facts_from(rows)).payouts) == 1


def test_a_shown_definition_that_asks_too_early_is_a_fault_of_the_data() -> None:
    text = BASE.replace("  amount: money\n", "  amount: money\n  paid_on: date\n  state: text known from paid_on\n")
    rows = {**ROWS, "Deal": [{**ROWS["Deal"][0], "paid_on": "2021-12-31", "state": "a"}]}
    programme = from_checked([check_text(f"{text}define told for Deal shown\n  state\n{PAYS}  pays 1 EUR\n")])
    with pytest.raises(palier.DataError) as caught:
        programme.run(palier.facts_from(rows))
    assert [fault.code for fault in caught.value.faults] == ["D201"]


def test_a_demand_that_something_has_happened_says_nothing_of_earlier_days() -> None:
    text = "programme p\n  currency EUR\nrecord Partner\n  key id: text\n  left_on: optional date as it happens\n  must left_on is known\n"
    text += "record Deal dated closed_on\n  key id: text\n  partner: Partner as deals\n  closed_on: date\n"
    assert "P304" in codes(f"{text}{PAYS}  requires some Partner where left_on <= today\n  pays 1 EUR\n")


def test_a_zero_beside_an_amount_that_is_multiplied_is_a_number() -> None:
    assert codes(f"{BASE}{PAYS}  pays 0 * amount + amount * 0\n") == set()


def test_a_dated_parameter_that_is_not_zero_today_may_have_been() -> None:
    parameter = "parameter share: number\n  from 1900-01-01: 0\n  from 2021-01-01: 2\n"
    text = f"{BASE}{parameter}{PAYS}  requires share > 0\n  pays (amount / share) as of 2020-01-01\n"
    assert "P304" in codes(text)


@pytest.mark.parametrize("step", ["100", "0.5", "0.25", "1.00", "3"])
def test_units_are_paid_in_whole_steps(step: str) -> None:
    text = f"{BASE}unit Points to {step}\n{PAYS}  pays quantity * 77 Points\n"
    (payout,) = from_checked([check_text(text)]).run(palier.facts_from(ROWS)).payouts
    assert payout.amount.amount % Decimal(step) == 0


def test_an_example_of_a_day_beyond_the_calendar_is_a_problem() -> None:
    example = 'example "x"\n  as of 9999-12-31\n  given Partner p1\n  expect i pays nothing\n'
    text = f"{BASE}incentive i\n  for each Partner every calendar month\n  pays 1 EUR\n{example}"
    assert "P318" in codes(text)
