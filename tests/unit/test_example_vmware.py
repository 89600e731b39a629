"""The flagship example: it checks, its examples say everything, it pays to the cent, and its README tells the truth."""

from __future__ import annotations

from pathlib import Path

import pytest
import vmware_by_hand
from example_programmes import ROOT, Bent, Example

import palier

VERSIONS = _, NEW = ("vmware_2020.palier", "vmware_2021.palier")

ROWS = {
    "V1": Bent(NEW, "for_stage Assessment,", "for_stage Training,"),
    "V2": Bent(NEW, "sale_kind is known and sale_kind is Transactional", "sale_kind is known and 1 > 2"),
    "V3": Bent(NEW, "second_partner is not partner", "second_partner is known"),
    "V4": Bent(NEW, "yearly_cap 10_000 EUR", "yearly_cap 1 M EUR"),
    "V5": Bent(
        "membership.palier", "area in {VCF, Tanzu, WorkspaceOne}", "area in {VCF, Tanzu, WorkspaceOne, Security}", NEW
    ),
    "V6": Bent(NEW, "effective from 2021-03-01", "effective from 2021-03-02"),
}
"""For each row of the requirements, the line that says it, and the line with the rule taken out or bent."""

EXAMPLE = Example(ROOT / "examples" / "vmware", VERSIONS, ROWS, "vmware_data")


@pytest.fixture(autouse=True)
def _in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLE.folder)


@pytest.fixture(scope="module")
def result() -> palier.Result:
    return palier.load(*(EXAMPLE.folder / name for name in VERSIONS)).run(palier.read(EXAMPLE.folder / "data"))


@pytest.mark.parametrize("name", VERSIONS)
def test_rules_check_and_examples_hold_and_leave_nothing_out(name: str) -> None:
    EXAMPLE.holds_and_leaves_nothing_out(name)


def test_examples_fail_without_the_rule_of_a_row_and_the_readme_says_how(tmp_path: Path, update: bool) -> None:
    EXAMPLE.readme_tells_what_fails(tmp_path, update)


def test_payouts_are_those_computed_by_hand(result: palier.Result) -> None:
    paid = {
        one.id: vmware_by_hand.Paid(one.payee, one.earned_on, one.gross.amount, one.amount.amount)
        for one in result.payouts
    }
    assert paid == vmware_by_hand.payouts(EXAMPLE.folder / "data")


def test_whole_output_is_as_recorded(tmp_path: Path, update: bool) -> None:
    EXAMPLE.output_is_on_record([*VERSIONS, "--data", "data"], EXAMPLE.folder / "expected", tmp_path, update)


def test_data_are_what_the_generator_writes(tmp_path: Path) -> None:
    EXAMPLE.data_are_as_generated(tmp_path)


def test_readme_tells_the_truth(update: bool) -> None:
    EXAMPLE.readme_commands_print_what_it_shows(update)
    EXAMPLE.readme_tells_the_edges("ES")
