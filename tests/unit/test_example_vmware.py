"""The flagship example: it checks, its examples say everything, it pays to the cent, and its README tells the truth."""

from __future__ import annotations

import re
import shlex
import shutil
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
import vmware_by_hand
from click.testing import CliRunner

import palier
from palier.cli.entry import palier as command_line

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "vmware"
VERSIONS = ("vmware_2020.palier", "vmware_2021.palier")
LISTS = ("payouts", "totals", "measures")
_COMMANDS = re.compile(
    r"(?<=```console\n)(?P<command>\$ palier [^\n]*\n)(?P<output>.*?)(?=```$)", re.MULTILINE | re.DOTALL
)

WITHOUT = {
    "V1": ("vmware_2021.palier", "for_stage Assessment,", "for_stage Training,"),
    "V2": ("vmware_2021.palier", "sale_kind is known and sale_kind is Transactional", "sale_kind is known and 1 > 2"),
    "V3": ("vmware_2021.palier", "second_partner is not partner", "second_partner is known"),
    "V4": ("vmware_2021.palier", "yearly_cap 10_000 EUR", "yearly_cap 1 M EUR"),
    "V5": ("membership.palier", "area in {VCF, Tanzu, WorkspaceOne}", "area in {VCF, Tanzu, WorkspaceOne, Security}"),
    "V6": ("vmware_2021.palier", "effective from 2021-03-01", "effective from 2021-03-02"),
}
"""For each row of the requirements, the line that says it, and the line with the rule taken out or bent."""


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(EXAMPLE)
    return EXAMPLE


@pytest.fixture(scope="module")
def result() -> palier.Result:
    return palier.load(*(EXAMPLE / name for name in VERSIONS)).run(palier.read(EXAMPLE / "data"))


@pytest.mark.parametrize("name", VERSIONS)
def test_rules_check_and_examples_hold_and_leave_nothing_out(name: str) -> None:
    programme = palier.load(EXAMPLE / name)
    report = programme.test(coverage=True)
    assert [one.message for one in programme.problems] == []
    assert [(one.title, one.failures) for one in report.results if not one.passed] == []
    assert report.coverage == ()


@pytest.mark.parametrize("row", WITHOUT)
def test_examples_fail_without_the_rule_of_a_row(row: str, tmp_path: Path) -> None:
    name, rule, instead = WITHOUT[row]
    for path in EXAMPLE.glob("*.palier"):
        shutil.copy(path, tmp_path)
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert rule in text
    (tmp_path / name).write_text(text.replace(rule, instead), encoding="utf-8")
    report = palier.load(tmp_path / VERSIONS[1]).test()
    assert report.failed
    if row == "V1":
        first = next(one for one in report.results if not one.passed)
        shown = (EXAMPLE / "README.md").read_text(encoding="utf-8")
        assert f"failed example “{first.title}”" in shown
        assert first.failures[0].message in shown


def test_payouts_are_those_computed_by_hand(result: palier.Result) -> None:
    paid = {
        one.id: vmware_by_hand.Paid(one.payee, one.earned_on, one.gross.amount, one.amount.amount)
        for one in result.payouts
    }
    assert paid == vmware_by_hand.payouts(EXAMPLE / "data")


def test_whole_output_is_as_recorded(example: Path, tmp_path: Path, update: bool) -> None:
    folder = example / "expected" if update else tmp_path
    command = ["run", *VERSIONS, "--data", "data", "--format", "csv", "--out", str(folder)]
    ran = CliRunner().invoke(command_line, command)
    assert ran.exit_code == 0, ran.output
    for name in LISTS:
        assert (folder / f"{name}.csv").read_bytes() == (example / "expected" / f"{name}.csv").read_bytes()
    assert sorted(path.stem for path in folder.glob("*.csv")) == sorted(LISTS)


def test_data_are_what_the_generator_writes(tmp_path: Path) -> None:
    script = ROOT / "benchmarks" / "vmware_data.py"
    spec = spec_from_file_location("vmware_data", script)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(tmp_path)
    for path in (EXAMPLE / "data").iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()
    assert len(list(tmp_path.iterdir())) == len(list((EXAMPLE / "data").iterdir()))


def test_commands_of_the_readme_print_what_it_shows(example: Path, update: bool) -> None:
    readme = example / "README.md"
    text = readme.read_text(encoding="utf-8")
    played = _COMMANDS.sub(lambda found: found["command"] + _printed(found["command"]), text)
    assert played.count("$ palier ") >= 5
    if update:
        readme.write_text(played, encoding="utf-8")
    assert played == text or update


def test_every_edge_of_the_data_is_told_in_the_readme(example: Path) -> None:
    text = (example / "README.md").read_text(encoding="utf-8")
    told = {
        f"{letter}{number:02}"
        for letter, first, last in re.findall(r"\b([ES])(\d\d)(?: to [ES](\d\d))?", text)
        for number in range(int(first), int(last or first) + 1)
    }
    data = "".join((example / "data" / f"{name}.csv").read_text(encoding="utf-8") for name in ("activity", "deal"))
    assert set(re.findall(r"^([ES]\d\d),", data, re.MULTILINE)) <= told


def _printed(command: str) -> str:
    """What a command prints: all of it, or as much as `| head -n N` lets through."""
    words, _, head = command.removeprefix("$ ").partition("|")
    ran = CliRunner().invoke(command_line, shlex.split(words)[1:])
    assert ran.exit_code == 0, ran.output
    lines = ran.output.splitlines(keepends=True)
    return "".join(lines[: int(head.split()[-1])] if head else lines)
