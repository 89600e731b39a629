"""The example of commissions: it checks, its examples hold every row, it pays to the cent, and its README is true."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from click.testing import CliRunner

import palier
from palier.cli.entry import palier as command_line

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "avaya"
RULES = "avaya.palier"
AS_OF = "2022-12-31"
LISTS = ("payouts", "totals", "measures", "benefits", "prices", "price_discounts")
CENT = Decimal("0.01")
_COMMANDS = re.compile(
    r"(?<=```console\n)(?P<command>\$ palier [^\n]*\n)(?P<output>.*?)(?=```$)", re.MULTILINE | re.DOTALL
)
_QUOTED = re.compile(r"```csv\n(.*?)```", re.DOTALL)

WITHOUT = {
    "A1": (RULES, "| from 36 months  | 6 ", "| from 36 months  | 4 "),
    "A2": (RULES, "until left_on", "until starts_on + term"),
    "A3": ("records.palier", "latest of recurring_rates", "first of recurring_rates"),
    "A4": (RULES, "is Commission and role is Referrer", "is Commission"),
    "A5": ("records.palier", 'family is "UCaaS" or family is "CCaaS"', 'family is "UCaaS"'),
    "A6": (RULES, "pays buy_back_share(age) of price_paid", "pays price_paid"),
}
"""For each row of the requirements, the line that says it, and the line with the rule taken out or bent."""

MORE = {
    "claw back of the bonus": (RULES, "    claw back unearned when", "    # claw back unearned when"),
    "in proportion": (RULES, "claw back unearned when", "claw back 100% when"),
    "window": (RULES, "left_on < starts_on + stay", "left_on <= starts_on + stay"),
    "fee of the renewal": ("records.palier", "then last_renewal.monthly_fee", "then monthly_fee"),
    "registered": (RULES, "  requires registered", "  requires list_amount >= 0"),
    "cap of the credit": (RULES, "  cap 12 * contract.monthly_fee", "  cap 99 * contract.monthly_fee"),
    "claw back of the credit": (RULES, "  claw back 100% when", "  # claw back 100% when"),
    "beginning": (RULES, "effective from 2021-01-01", "effective from 2020-12-31"),
}
"""Clauses beside the rows."""


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(EXAMPLE)
    return EXAMPLE


def test_rules_check_and_examples_hold_and_leave_nothing_out() -> None:
    programme = palier.load(EXAMPLE / RULES)
    report = programme.test(coverage=True)
    assert [one.message for one in programme.problems] == []
    assert [(one.title, one.failures) for one in report.results if not one.passed] == []
    assert report.coverage == ()


@pytest.mark.parametrize(("name", "rule", "instead"), [*WITHOUT.values(), *MORE.values()], ids=[*WITHOUT, *MORE])
def test_examples_fail_without_a_rule(name: str, rule: str, instead: str, tmp_path: Path) -> None:
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


def test_recurring_commission_is_that_computed_by_hand() -> None:
    """A share of each monthly fee, from what the CSV files say, with nothing of Palier's run."""
    partners = {row["id"]: row for row in _read("partner")}
    products = {row["id"]: row for row in _read("product")}
    due: dict[str, Decimal] = {}
    for contract in _read("contract"):
        distributor = partners[contract["partner"]]["distributor"]
        if products[contract["product"]]["family"] not in ("UCaaS", "CCaaS"):
            continue
        start, number = date.fromisoformat(contract["starts_on"]), 0
        while (day := _months_later(start, number)) <= date.fromisoformat(AS_OF):
            number += 1
            if contract["left_on"] and day.isoformat() >= contract["left_on"]:
                break
            fees = [
                row["monthly_fee"]
                for row in _read("renewal")
                if row["contract"] == contract["id"] and row["renewed_on"] <= day.isoformat()
            ]
            rates = [
                row["rate"]
                for row in _read("recurring_rate")
                if row["distributor"] == distributor and row["set_on"] <= day.isoformat()
            ]
            if rates and day >= date(2021, 1, 1):
                fee = Decimal([contract["monthly_fee"], *fees][-1])
                share = Decimal(rates[-1].rstrip("%")) / 100
                due[f"recurring_commission:{contract['id']}:{number}"] = (fee * share).quantize(CENT, ROUND_HALF_UP)
    paid = {
        row["id"]: Decimal(row["amount"])
        for row in _rows(EXAMPLE / "expected" / "payouts.csv")
        if row["incentive"] == "recurring_commission"
    }
    assert paid == due


def test_distributor_of_the_partner_pays_commissions() -> None:
    distributors = {row["id"]: row["distributor"] for row in _read("partner")}
    for row in _rows(EXAMPLE / "expected" / "payouts.csv"):
        assert row["payer"] == ("" if row["incentive"] == "buy_back_credit" else distributors[row["payee"]])


def test_whole_output_is_as_recorded(example: Path, tmp_path: Path, update: bool) -> None:
    folder = example / "expected" if update else tmp_path
    command = ["run", RULES, "--data", "data", "--as-of", AS_OF, "--format", "csv", "--out", str(folder)]
    ran = CliRunner().invoke(command_line, command)
    assert ran.exit_code == 0, ran.output
    for name in LISTS:
        assert (folder / f"{name}.csv").read_bytes() == (example / "expected" / f"{name}.csv").read_bytes()
    assert sorted(path.stem for path in folder.glob("*.csv")) == sorted(LISTS)


def test_data_are_what_the_generator_writes(tmp_path: Path) -> None:
    script = ROOT / "benchmarks" / "avaya_data.py"
    spec = spec_from_file_location("avaya_data", script)
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
    rows = {row for path in (example / "expected").iterdir() for row in path.read_text(encoding="utf-8").splitlines()}
    quoted = "".join(_QUOTED.findall(text)).splitlines()
    assert quoted
    assert set(quoted) <= rows


def test_every_edge_of_the_data_is_told_in_the_readme(example: Path) -> None:
    text = (example / "README.md").read_text(encoding="utf-8")
    told = {
        f"{letter}{number:02}"
        for letter, first, last in re.findall(r"\b([EFG])(\d\d)(?: to [EFG](\d\d))?", text)
        for number in range(int(first), int(last or first) + 1)
    }
    data = "".join(path.read_text(encoding="utf-8") for path in (example / "data").iterdir())
    assert set(re.findall(r"^([EFG]\d\d),", data, re.MULTILINE)) <= told


def _first_failure(folder: Path, name: str, rule: str, instead: str) -> str:
    """What the first example says that no longer holds."""
    for path in EXAMPLE.glob("*.palier"):
        shutil.copy(path, folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert rule in text
    (folder / name).write_text(text.replace(rule, instead), encoding="utf-8")
    report = palier.load(folder / RULES).test()
    return next(one.failures[0].message for one in report.results if not one.passed)


def _printed(command: str) -> str:
    """What a command prints: all of it, or as much as `| head -n N` lets through."""
    words, _, head = command.removeprefix("$ ").partition("|")
    ran = CliRunner().invoke(command_line, shlex.split(words)[1:])
    assert ran.exit_code == 0, ran.output
    lines = ran.output.splitlines(keepends=True)
    return "".join(lines[: int(head.split()[-1])] if head else lines)


def _read(record: str) -> list[dict[str, str]]:
    return _rows(EXAMPLE / "data" / f"{record}.csv")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _months_later(start: date, months: int) -> date:
    """As many months later, clipped to the month's end."""
    count = start.year * 12 + start.month - 1 + months
    year, month = count // 12, count % 12 + 1
    for day in range(start.day, 0, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise AssertionError(start)
