"""The example of two agreements: they check, their examples hold every row, and what the README says is true."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
from collections import defaultdict
from datetime import date
from decimal import Decimal
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from click.testing import CliRunner

import palier
from palier.cli.entry import palier as command_line

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "bpos"
AGREEMENTS = ("bpos", "spla")
AS_OF = "2012-04-30"
LISTS = {
    "bpos": ("benefits", "measures", "payouts", "totals"),
    "spla": ("measures", "payouts", "totals"),
}
_COMMANDS = re.compile(
    r"(?<=```console\n)(?P<command>\$ palier [^\n]*\n)(?P<output>.*?)(?=```$)", re.MULTILINE | re.DOTALL
)
_QUOTED = re.compile(r"```csv\n(.*?)```", re.DOTALL)
_BESIDE = re.compile(r"^\| (?P<contract>E\d\d) \| (?P<told>[^|\n]+) \|[^|\n]*\|[^|\n]*\|$", re.MULTILINE)

WITHOUT = {
    "B1": ("bpos.palier", "sale_rate of base", "yearly_rate of base"),
    "B2": ("bpos.palier", "for each year of Contract from starts_on until over_on", "for each Contract"),
    "B3": ("bpos.palier", "in_france and offer is not DesklessWorkerSuite", "in_france"),
    "B4": ("bpos.palier", "customer.office_seats >= seats", "seats >= 1"),
    "B5": ("spla.palier", "| from 36 months  | 10% ", "| from 36 months  | 12% "),
    "B6": ("bpos.palier", "effective from 2009-04-01", "effective from 2009-01-01"),
}
"""For each row of the requirements, the line that says it, and the line with the rule taken out or bent."""

MORE = {
    "first year included": ("bpos.palier", "    pays yearly_rate", "    requires year.number > 1\n"),
    "France alone": ("records.palier", 'customer.country is "FR"', "1 < 2"),
    "entry offer": ("bpos.palier", "    requires is_entry", "    requires is_entry and seats > 10_000"),
    "cancelled": ("records.palier", "min(cancelled_on, ends_on)", "ends_on"),
    "opportunity": ("records.palier", "max(0, seats - customer.office_seats)", "seats"),
    "hosters' condition": ("spla.palier", "customer.office_seats >= seats", "seats >= 1"),
    "hosters' beginning": ("spla.palier", "effective from 2009-04-01", "effective from 2009-01-01"),
}
"""Clauses beside the rows."""


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(EXAMPLE)
    return EXAMPLE


@pytest.mark.parametrize("name", AGREEMENTS)
def test_rules_check_and_examples_hold_and_leave_nothing_out(name: str) -> None:
    programme = palier.load(EXAMPLE / f"{name}.palier")
    report = programme.test(coverage=True)
    assert [one.message for one in programme.problems] == []
    assert [(one.title, one.failures) for one in report.results if not one.passed] == []
    assert report.coverage == ()


@pytest.mark.parametrize(("name", "rule", "instead"), [*WITHOUT.values(), *MORE.values()], ids=[*WITHOUT, *MORE])
def test_examples_fail_without_a_rule(name: str, rule: str, instead: str, tmp_path: Path) -> None:
    if instead.endswith("\n"):
        instead += rule
    assert _first_failure(tmp_path, name, rule, instead)


def test_readme_says_what_fails_without_the_rule_of_a_row(example: Path, tmp_path: Path, update: bool) -> None:
    readme = example / "README.md"
    text = told = readme.read_text(encoding="utf-8")
    for row, bent in WITHOUT.items():
        message = _first_failure(tmp_path, *bent)
        told = re.sub(rf"(?m)^(\| {row} \| `[^\n]*` \| `[^\n]*` \|)[^|\n]*\|$", rf"\1 {message} |", told)
        assert message in told
    if update:
        readme.write_text(told, encoding="utf-8")
    assert told == text or update


@pytest.mark.parametrize("name", AGREEMENTS)
def test_whole_output_is_as_recorded(name: str, example: Path, tmp_path: Path, update: bool) -> None:
    folder = example / "expected" / name if update else tmp_path
    command = ["run", f"{name}.palier", "--data", "data", "--as-of", AS_OF, "--format", "csv", "--out", str(folder)]
    ran = CliRunner().invoke(command_line, command)
    assert ran.exit_code == 0, ran.output
    for one in LISTS[name]:
        assert (folder / f"{one}.csv").read_bytes() == (example / "expected" / name / f"{one}.csv").read_bytes()
    assert sorted(path.stem for path in folder.glob("*.csv")) == sorted(LISTS[name])


def test_a_contract_that_runs_its_term_is_paid_alike_under_both_agreements() -> None:
    online, hosted = map(_by_contract, AGREEMENTS)
    licences = _rows(EXAMPLE / "data" / "office_licence.csv")
    countries = {row["id"]: row["country"] for row in _rows(EXAMPLE / "data" / "customer.csv")}
    alike = 0
    for row in _rows(EXAMPLE / "data" / "contract.csv"):
        start, end = date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"])
        seats = sum(
            int(one["seats"])
            for one in licences
            if one["customer"] == row["customer"] and one["bought_on"] <= row["starts_on"]
        )
        paid = (
            countries[row["customer"]] == "FR"
            and date(2009, 4, 1) <= start
            and (row["offer"] == "DesklessWorkerSuite" or seats >= int(row["seats"]))
        )
        if paid and not row["cancelled_on"]:
            years = end.year - start.year
            assert (start.month, start.day) == (end.month, end.day)
            due = Decimal(row["seats"]) * Decimal(row["seat_fee"]) * 12 * (12 + 6 * years) / 100
            assert online[row["id"]] == hosted[row["id"]] == due
            alike += 1
    assert alike >= 15


def test_readme_puts_the_agreements_side_by_side(example: Path, update: bool) -> None:
    readme = example / "README.md"
    text = readme.read_text(encoding="utf-8")
    online, hosted = map(_by_contract, AGREEMENTS)

    def beside(found: re.Match[str]) -> str:
        key = found["contract"]
        return f"| {key} | {found['told']} | {online[key]:,.2f} | {hosted[key]:,.2f} |"

    told, count = _BESIDE.subn(beside, text)
    assert count == 10
    if update:
        readme.write_text(told, encoding="utf-8")
    assert told == text or update


def test_data_are_what_the_generator_writes(tmp_path: Path) -> None:
    script = ROOT / "benchmarks" / "bpos_data.py"
    spec = spec_from_file_location("bpos_data", script)
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


def test_rows_that_the_readme_quotes_are_in_the_output(example: Path) -> None:
    text = (example / "README.md").read_text(encoding="utf-8")
    lists = (example / "expected").glob("*/*.csv")
    rows = {row for path in lists for row in path.read_text(encoding="utf-8").splitlines()}
    quoted = "".join(_QUOTED.findall(text)).splitlines()
    assert quoted
    assert set(quoted) <= rows


def test_every_edge_of_the_data_is_told_in_the_readme(example: Path) -> None:
    text = (example / "README.md").read_text(encoding="utf-8")
    told = {
        f"E{number:02}"
        for first, last in re.findall(r"\bE(\d\d)(?: to E(\d\d))?", text)
        for number in range(int(first), int(last or first) + 1)
    }
    assert {row["id"] for row in _rows(example / "data" / "contract.csv") if row["id"].startswith("E")} <= told


def _first_failure(folder: Path, name: str, rule: str, instead: str) -> str:
    """What the first example says that no longer holds."""
    for path in EXAMPLE.glob("*.palier"):
        shutil.copy(path, folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert rule in text
    (folder / name).write_text(text.replace(rule, instead), encoding="utf-8")
    report = palier.load(folder / (name if name != "records.palier" else "bpos.palier")).test()
    return next(one.failures[0].message for one in report.results if not one.passed)


def _printed(command: str) -> str:
    """What a command prints: all of it, or as much as `| head -n N` lets through."""
    words, _, head = command.removeprefix("$ ").partition("|")
    ran = CliRunner().invoke(command_line, shlex.split(words)[1:])
    assert ran.exit_code == 0, ran.output
    lines = ran.output.splitlines(keepends=True)
    return "".join(lines[: int(head.split()[-1])] if head else lines)


def _by_contract(name: str) -> defaultdict[str, Decimal]:
    """What an agreement pays for each contract."""
    paid: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in _rows(EXAMPLE / "expected" / name / "payouts.csv"):
        paid[row["subject_key"]] += Decimal(row["amount"])
    return paid


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
