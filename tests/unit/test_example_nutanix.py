"""The Nutanix example: it checks, its examples say everything, each row holds, and its README tells the truth."""

from __future__ import annotations

import re
import shlex
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from click.testing import CliRunner

import palier
from palier.cli.entry import palier as command_line

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "nutanix"
RULES = EXAMPLE / "partner_program_2020.palier"
_COMMANDS = re.compile(
    r"(?<=```console\n)(?P<command>\$ palier [^\n]*\n)(?P<output>.*?)(?=```$)", re.MULTILINE | re.DOTALL
)
_SHOWN = re.compile(r"(?<=<!-- shown: written by the test -->\n).*?(?=<!-- end -->)", re.DOTALL)
_NAMED = re.compile(
    r"^ *(?:programme|enum|record|define|parameter|tiers|tier|protection|group|incentive|discount|benefit|stack) [^\n]*"
    r"|^ *requires [^\n]*\"[^\n]*",
    re.MULTILINE,
)

WITHOUT = {
    "N1": ("rate_of_the_day as of registered_on", "rate_of_the_day"),
    "N2": ("best of business_margin, technology_margin", "add business_margin, technology_margin"),
    "N3": ("from registered_on for 6 months", "from registered_on for 1 month"),
    "N4": ("max(0 EUR, target_of_quarter - sold_in_quarter)", "target_of_quarter"),
    "N5": ("for each Partner every fiscal quarter", "for each Partner every fiscal year"),
    "N6": ("requires some partner.specialisations where kind is Business", "requires some partner.specialisations"),
    "N7": ("role in partner.profiles", "Reseller in partner.profiles"),
}
"""For each row of the requirements but the last, the words that say it, and the words with the rule bent."""


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(EXAMPLE)
    return EXAMPLE


def test_rules_check_and_examples_hold_and_leave_nothing_out() -> None:
    programme = palier.load(RULES)
    report = programme.test(coverage=True)
    assert [one.message for one in programme.problems] == []
    assert [(one.title, one.failures) for one in report.results if not one.passed] == []
    assert report.coverage == ()


@pytest.mark.parametrize("row", WITHOUT)
def test_examples_fail_without_the_rule_of_a_row(row: str, tmp_path: Path) -> None:
    rule, instead = WITHOUT[row]
    assert palier.load(_bent(tmp_path, rule, instead)).test().failed
    said = next(line for line in _readme().splitlines() if line.startswith(f"| {row} |"))
    assert f"`{rule}` to `{instead}`" in said


def test_check_asks_whether_incentives_add_up_that_no_stack_combines(tmp_path: Path) -> None:
    bent = _bent(tmp_path, "best of business_margin, technology_margin", "best of business_margin")
    assert {one.code for one in palier.load(bent).problems} == {"P549"}


def test_all_that_a_partner_sees_is_titled_in_french() -> None:
    text = RULES.read_text(encoding="utf-8").partition("\nfacts ")[0]
    assert _untitled(text) == []
    assert _untitled(text.replace(' fr "Niveau de partenaire"', "", 1)) != []
    assert ' fr "Niveau de partenaire"' in _readme()


def test_what_is_earned_on_a_registered_deal_is_what_was_quoted() -> None:
    """Against a run as of the day of each registration: the promise then, and the payment later."""
    programme = palier.load(RULES)
    data = palier.read(EXAMPLE / "data")
    later = programme.run(data)
    for registration, sale, day in (("R01", "S01", date(2021, 1, 31)), ("R02", "S02", date(2021, 2, 1))):
        then = programme.run(data, as_of=day)
        quoted = next(one.value for one in then.measures if (one.name, one.subject.key) == ("quote", registration))
        paid = next(one for one in later.payouts if one.id == f"registered_margin:{sale}")
        assert paid.amount.amount == quoted


def test_whole_output_is_as_recorded(example: Path, tmp_path: Path, update: bool) -> None:
    recorded = example / "expected"
    folder = recorded if update else tmp_path
    command = ["run", RULES.name, "--data", "data", "--format", "csv", "--out", str(folder)]
    ran = CliRunner().invoke(command_line, command)
    assert ran.exit_code == 0, ran.output
    assert sorted(path.name for path in folder.glob("*.csv")) == sorted(path.name for path in recorded.glob("*.csv"))
    for path in folder.glob("*.csv"):
        assert path.read_bytes() == (recorded / path.name).read_bytes()


def test_data_are_what_the_generator_writes(tmp_path: Path) -> None:
    script = ROOT / "benchmarks" / "nutanix_data.py"
    spec = spec_from_file_location("nutanix_data", script)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in (EXAMPLE / "data").iterdir()
    }


def test_readme_shows_what_the_commands_print_and_what_a_partner_sees(example: Path, update: bool) -> None:
    text = _readme()
    played = _COMMANDS.sub(lambda found: found["command"] + _printed(found["command"]), text)
    played = _SHOWN.sub(lambda _: _shown("P07", date(2021, 1, 31)), played)
    assert played.count("$ palier ") >= 5
    if update:
        (example / "README.md").write_text(played, encoding="utf-8")
    assert played == text or update


def test_every_edge_of_the_data_is_told_in_the_readme() -> None:
    told = set(re.findall(r"\b[RS]\d\d\b", _readme().partition("## The edges in the data")[2]))
    for name in ("sale", "registration"):
        data = (EXAMPLE / "data" / f"{name}.csv").read_text(encoding="utf-8")
        assert set(re.findall(r"^([RS]\d\d),", data, re.MULTILINE)) <= told


def _bent(folder: Path, rule: str, instead: str) -> Path:
    text = RULES.read_text(encoding="utf-8")
    assert rule in text
    bent = folder / RULES.name
    bent.write_text(text.replace(rule, instead, 1), encoding="utf-8")
    return bent


def _untitled(text: str) -> list[str]:
    """The declarations and requirements without a title in French."""
    return [line for line in _NAMED.findall(text) if not re.search(r'" fr "', line)]


def _readme() -> str:
    return (EXAMPLE / "README.md").read_text(encoding="utf-8")


def _shown(partner: str, day: date) -> str:
    """What the rules show of a partner at a date, by its titles: a row for each definition, and its tier."""
    result = palier.load(RULES).run(palier.read(EXAMPLE / "data"), as_of=day)
    titles = dict(re.findall(r'^define (\w+) for Partner "([^"]+)"', RULES.read_text(encoding="utf-8"), re.MULTILINE))
    rows = [
        (titles[one.name], f"{one.value:,.2f} EUR" if one.type == "money" else f"{one.value}")
        for one in result.measures
        if one.subject.key == partner and one.name in titles
    ]
    rows += [("Partner tier", one.tier) for one in result.tiers if one.member == partner and one.start <= day][-1:]
    return f"| {partner} on {day} | |\n|---|--:|\n" + "".join(f"| {title} | {value} |\n" for title, value in rows)


def _printed(command: str) -> str:
    """What a command prints: all of it, or as much as `| head -n N` lets through."""
    words, _, head = command.removeprefix("$ ").partition("|")
    ran = CliRunner().invoke(command_line, shlex.split(words)[1:])
    assert ran.exit_code == 0, ran.output
    lines = ran.output.splitlines(keepends=True)
    return "".join(lines[: int(head.split()[-1])] if head else lines)
