"""The Dell EMC example: it checks, its examples say everything, each row holds, and its README tells the truth."""

from __future__ import annotations

import re
import shlex
import shutil
from decimal import Decimal
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from click.testing import CliRunner

import palier
from palier.cli.entry import palier as command_line

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "dell_emc"
NEW, EMC, DELL = PROGRAMMES = ("partner_program_2017", "emc_2016", "dell_2016")
_COMMANDS = re.compile(
    r"(?<=```console\n)(?P<command>\$ palier [^\n]*\n)(?P<output>.*?)(?=```$)", re.MULTILINE | re.DOTALL
)
_COMPARED = re.compile(r"(?<=<!-- compared: written by the test -->\n).*?(?=<!-- end -->)", re.DOTALL)

WITHOUT = {
    "D1": (NEW, " by invitation when some invitations", ""),
    "D2": (NEW, "asked(profile, breadth).gold", "asked(profile, 2).gold"),
    "D3": (NEW, "500 K EUR", "400 K EUR"),
    "D4": (NEW, ".sale of base", ".sale * (if deal.partner.breadth >= 2 then 1 else 0.5) of base"),
    "D5": (NEW, "requires sold >= target", "requires sold >= 0 EUR"),
    "D6": (NEW, "\n      and earlier.family is this.family", ""),
    "D7": (NEW, "requires partner_delivers otherwise no", "requires amount >= 0 EUR"),
    "D8": (NEW, "on what is left: service_rebate", "add service_rebate"),
    "D9": (NEW, "held for 1 year", "held for 6 months"),
    "D10": (NEW, "level is Signature then Titanium", "level is Signature then Gold"),
    "D11": (NEW, "from 2017-08-01", "from 2017-09-01"),
    "D12": (EMC, " and family is Storage", ""),
}
"""For each row of the requirements, the words that say it, and the words with the rule taken out or bent."""


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(EXAMPLE)
    return EXAMPLE


@pytest.fixture(scope="module")
def results() -> dict[str, palier.Result]:
    data = palier.read(EXAMPLE / "data")
    return {name: palier.load(EXAMPLE / f"{name}.palier").run(data) for name in PROGRAMMES}


@pytest.mark.parametrize("name", PROGRAMMES)
def test_rules_check_and_examples_hold_and_leave_nothing_out(name: str) -> None:
    programme = palier.load(EXAMPLE / f"{name}.palier")
    report = programme.test(coverage=True)
    assert [one.message for one in programme.problems] == []
    assert [(one.title, one.failures) for one in report.results if not one.passed] == []
    assert report.coverage == ()


@pytest.mark.parametrize("row", WITHOUT)
def test_examples_fail_without_the_rule_of_a_row(row: str, tmp_path: Path) -> None:
    name, rule, instead = WITHOUT[row]
    for path in EXAMPLE.glob("*.palier"):
        shutil.copy(path, tmp_path)
    bent = tmp_path / f"{name}.palier"
    text = bent.read_text(encoding="utf-8")
    assert rule in text
    bent.write_text(text.replace(rule, instead, 1), encoding="utf-8")
    assert palier.load(bent).test().failed
    said = next(line for line in _readme().splitlines() if line.startswith(f"| {row} |"))
    assert rule.strip() in said
    assert instead in said


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
    rows = (EXAMPLE / "data" / "line.csv").read_text(encoding="utf-8").splitlines()[1:]
    amounts = {line.split(",")[0]: Decimal(line.split(",")[3]) for line in rows}
    assert paid
    assert all(paid[line] <= amounts[line] * 9 / 100 + Decimal("0.005") for line in paid)


@pytest.mark.parametrize("name", PROGRAMMES)
def test_whole_output_is_as_recorded(name: str, example: Path, tmp_path: Path, update: bool) -> None:
    recorded = example / "expected" / name
    folder = recorded if update else tmp_path
    command = ["run", f"{name}.palier", "--data", "data", "--format", "csv", "--out", str(folder)]
    ran = CliRunner().invoke(command_line, command)
    assert ran.exit_code == 0, ran.output
    assert sorted(path.name for path in folder.glob("*.csv")) == sorted(path.name for path in recorded.glob("*.csv"))
    for path in folder.glob("*.csv"):
        assert path.read_bytes() == (recorded / path.name).read_bytes()


def test_data_are_what_the_generator_writes(tmp_path: Path) -> None:
    script = ROOT / "benchmarks" / "dell_emc_data.py"
    spec = spec_from_file_location("dell_emc_data", script)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in (EXAMPLE / "data").iterdir()
    }


def test_readme_shows_what_the_commands_print_and_how_the_programmes_compare(
    example: Path, results: dict[str, palier.Result], update: bool
) -> None:
    text = _readme()
    played = _COMMANDS.sub(lambda found: found["command"] + _printed(found["command"]), text)
    played = _COMPARED.sub(lambda _: _compared(results), played)
    assert played.count("$ palier ") >= 5
    if update:
        (example / "README.md").write_text(played, encoding="utf-8")
    assert played == text or update


def test_every_edge_of_the_data_is_told_in_the_readme() -> None:
    told = {
        f"S{number:02}"
        for first, last in re.findall(r"\bS(\d\d)(?: to S(\d\d))?", _readme())
        for number in range(int(first), int(last or first) + 1)
    }
    data = (EXAMPLE / "data" / "deal.csv").read_text(encoding="utf-8")
    assert set(re.findall(r"^(S\d\d),", data, re.MULTILINE)) <= told


def _readme() -> str:
    return (EXAMPLE / "README.md").read_text(encoding="utf-8")


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


def _printed(command: str) -> str:
    """What a command prints: all of it, or as much as `| head -n N` lets through."""
    words, _, head = command.removeprefix("$ ").partition("|")
    ran = CliRunner().invoke(command_line, shlex.split(words)[1:])
    assert ran.exit_code == 0, ran.output
    lines = ran.output.splitlines(keepends=True)
    return "".join(lines[: int(head.split()[-1])] if head else lines)
