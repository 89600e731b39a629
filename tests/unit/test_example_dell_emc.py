"""The Dell EMC example: it checks, its examples say everything, each row holds, and its README tells the truth."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from example_programmes import ROOT, Bent, Example

import palier

NEW, EMC, DELL = PROGRAMMES = ("partner_program_2017.palier", "emc_2016.palier", "dell_2016.palier")
_COMPARED = re.compile(r"(?<=<!-- compared: written by the test -->\n).*?(?=<!-- end -->)", re.DOTALL)

ROWS = {
    "D1": Bent(NEW, " by invitation when some invitations", ""),
    "D2": Bent(NEW, "asked(profile, breadth).gold", "asked(profile, 2).gold"),
    "D3": Bent(NEW, "500 K EUR", "400 K EUR"),
    "D4": Bent(NEW, ".sale of base", ".sale * (if deal.partner.breadth >= 2 then 1 else 0.5) of base"),
    "D5": Bent(NEW, "requires sold >= target", "requires sold >= 0 EUR"),
    "D6": Bent(NEW, "\n      and earlier.family is this.family", ""),
    "D7": Bent(NEW, "requires partner_delivers otherwise no", "requires amount >= 0 EUR"),
    "D8": Bent(NEW, "on what is left: service_rebate", "add service_rebate"),
    "D9": Bent(NEW, "held for 1 year", "held for 6 months"),
    "D10": Bent(NEW, "level is Signature then Titanium", "level is Signature then Gold"),
    "D11": Bent(NEW, "from 2017-08-01", "from 2017-09-01"),
    "D12": Bent(EMC, " and family is Storage", ""),
}
"""For each row of the requirements, the words that say it, and the words with the rule taken out or bent."""

EXAMPLE = Example(ROOT / "examples" / "dell_emc", PROGRAMMES, ROWS, "dell_emc_data")


@pytest.fixture(autouse=True)
def _in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLE.folder)


@pytest.fixture(scope="module")
def results() -> dict[str, palier.Result]:
    data = palier.read(EXAMPLE.folder / "data")
    return {name: palier.load(EXAMPLE.folder / name).run(data) for name in PROGRAMMES}


@pytest.mark.parametrize("name", PROGRAMMES)
def test_rules_check_and_examples_hold_and_leave_nothing_out(name: str) -> None:
    EXAMPLE.holds_and_leaves_nothing_out(name)


def test_examples_fail_without_the_rule_of_a_row_and_the_readme_says_how(tmp_path: Path, update: bool) -> None:
    EXAMPLE.readme_tells_what_fails(tmp_path, update)


def test_new_programme_pays_about_five_times_the_one_and_three_to_four_times_the_other(
    results: dict[str, palier.Result],
) -> None:
    new, emc, dell = (sum(_paid(results[name]).values()) for name in PROGRAMMES)
    assert Decimal("4.75") <= new / emc <= Decimal("5.25")
    assert 3 <= new / dell <= 4


def test_a_cascade_never_pays_more_than_the_cap_of_its_stack(results: dict[str, palier.Result]) -> None:
    stacked = ("tier_rebate", "new_customer_bonus", "new_line_bonus", "service_rebate")
    paid: dict[str, Decimal] = {}
    for one in results[NEW].payouts:
        if one.incentive in stacked:
            line = one.id.partition(":")[2]
            paid[line] = paid.get(line, Decimal(0)) + one.amount.amount
    rows = (EXAMPLE.folder / "data" / "line.csv").read_text(encoding="utf-8").splitlines()[1:]
    amounts = {line.split(",")[0]: Decimal(line.split(",")[3]) for line in rows}
    assert paid
    assert all(paid[line] <= amounts[line] * 9 / 100 + Decimal("0.005") for line in paid)


@pytest.mark.parametrize("name", PROGRAMMES)
def test_whole_output_is_as_recorded(name: str, tmp_path: Path, update: bool) -> None:
    recorded = EXAMPLE.folder / "expected" / name.removesuffix(".palier")
    EXAMPLE.output_is_on_record([name, "--data", "data"], recorded, tmp_path, update)


def test_data_are_what_the_generator_writes(tmp_path: Path) -> None:
    EXAMPLE.data_are_as_generated(tmp_path)


def test_readme_tells_the_truth(update: bool) -> None:
    EXAMPLE.readme_commands_print_what_it_shows(update)
    EXAMPLE.readme_tells_the_edges("S")


def test_readme_shows_how_the_programmes_compare(results: dict[str, palier.Result], update: bool) -> None:
    EXAMPLE.rewritten(_COMPARED.sub(lambda _: _compared(results), EXAMPLE.text), update)


def _paid(result: palier.Result) -> dict[str, Decimal]:
    """What each partner is paid."""
    paid: dict[str, Decimal] = {}
    for one in result.payouts:
        paid[one.payee] = paid.get(one.payee, Decimal(0)) + one.amount.amount
    return paid


def _compared(results: dict[str, palier.Result]) -> str:
    """What each partner is paid under the three programmes, side by side, and how the totals compare."""
    new, emc, dell = (_paid(results[name]) for name in PROGRAMMES)
    rows = [(payee, new[payee], emc.get(payee, Decimal(0)), dell.get(payee, Decimal(0))) for payee in sorted(new)]
    nothing = Decimal(0)
    rows.append(("all", sum(new.values(), nothing), sum(emc.values(), nothing), sum(dell.values(), nothing)))
    lines = [
        "| partner | new, EUR | old EMC, EUR | new to EMC | old Dell, EUR | new to Dell |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {name} | {now:,.2f} | {first:,.2f} | {_times(now, first)} | {second:,.2f} | {_times(now, second)} |"
        for name, now, first, second in rows
    ]
    return "\n".join(lines) + "\n"


def _times(now: Decimal, then: Decimal) -> str:
    return f"{now / then:.1f}" if then else ""
