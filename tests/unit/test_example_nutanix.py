"""The Nutanix example: it checks, its examples say everything, each row holds, and its README tells the truth."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from example_programmes import ROOT, Bent, Example

import palier

NAME = "partner_program_2020.palier"
RULES = ROOT / "examples" / "nutanix" / NAME
_SHOWN = re.compile(r"(?<=<!-- shown: written by the test -->\n).*?(?=<!-- end -->)", re.DOTALL)
_NAMED = re.compile(
    r"^ *(?:programme|enum|record|define|parameter|tiers|tier|protection|group|incentive|discount|benefit|stack) [^\n]*"
    r"|^ *requires [^\n]*\"[^\n]*",
    re.MULTILINE,
)

ROWS = {
    "N1": Bent(NAME, "rate_of_the_day as of registered_on", "rate_of_the_day"),
    "N2": Bent(NAME, "best of business_margin, technology_margin", "add business_margin, technology_margin"),
    "N3": Bent(NAME, "from registered_on for 6 months", "from registered_on for 1 month"),
    "N4": Bent(NAME, "max(0 EUR, target_of_quarter - sold_in_quarter)", "target_of_quarter"),
    "N5": Bent(NAME, "for each Partner every fiscal quarter", "for each Partner every fiscal year"),
    "N6": Bent(
        NAME, "requires some partner.specialisations where kind is Business", "requires some partner.specialisations"
    ),
    "N7": Bent(NAME, "role in partner.profiles", "Reseller in partner.profiles"),
}
"""For each row of the requirements but the last, the words that say it, and the words with the rule bent."""

EXAMPLE = Example(RULES.parent, (NAME,), ROWS, "nutanix_data")


@pytest.fixture(autouse=True)
def _in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLE.folder)


def test_rules_check_and_examples_hold_and_leave_nothing_out() -> None:
    EXAMPLE.holds_and_leaves_nothing_out(NAME)


def test_examples_fail_without_the_rule_of_a_row_and_the_readme_says_how(tmp_path: Path, update: bool) -> None:
    EXAMPLE.readme_tells_what_fails(tmp_path, update)


def test_check_asks_whether_incentives_add_up_that_no_stack_combines(tmp_path: Path) -> None:
    text = RULES.read_text(encoding="utf-8")
    bent = tmp_path / NAME
    both = "best of business_margin, technology_margin"
    bent.write_text(text.replace(both, "best of business_margin"), encoding="utf-8")
    assert {one.code for one in palier.load(bent).problems} == {"P549"}


def test_all_that_a_partner_sees_is_titled_in_french() -> None:
    text = RULES.read_text(encoding="utf-8").partition("\nfacts ")[0]
    assert _untitled(text) == []
    assert _untitled(text.replace(' fr "Niveau de partenaire"', "", 1)) != []
    assert ' fr "Niveau de partenaire"' in EXAMPLE.text


def test_what_is_earned_on_a_registered_deal_is_what_was_quoted() -> None:
    """Against a run as of the day of each registration: the promise then, and the payment later."""
    programme = palier.load(RULES)
    data = palier.read(EXAMPLE.folder / "data")
    later = programme.run(data)
    for registration, sale, day in (("R01", "S01", date(2021, 1, 31)), ("R02", "S02", date(2021, 2, 1))):
        then = programme.run(data, as_of=day)
        quoted = next(one.value for one in then.measures if (one.name, one.subject.key) == ("quote", registration))
        paid = next(one for one in later.payouts if one.id == f"registered_margin:{sale}")
        assert paid.amount.amount == quoted


def test_whole_output_is_as_recorded(tmp_path: Path, update: bool) -> None:
    EXAMPLE.output_is_on_record([NAME, "--data", "data"], EXAMPLE.folder / "expected", tmp_path, update)


def test_data_are_what_the_generator_writes(tmp_path: Path) -> None:
    EXAMPLE.data_are_as_generated(tmp_path)


def test_readme_tells_the_truth(update: bool) -> None:
    EXAMPLE.readme_commands_print_what_it_shows(update)
    EXAMPLE.readme_tells_the_edges("RS")


def test_readme_shows_what_a_partner_sees(update: bool) -> None:
    EXAMPLE.rewritten(_SHOWN.sub(lambda _: _shown("P07", date(2021, 1, 31)), EXAMPLE.text), update)


def _untitled(text: str) -> list[str]:
    """The declarations and requirements without a title in French."""
    return [line for line in _NAMED.findall(text) if not re.search(r'" fr "', line)]


def _shown(partner: str, day: date) -> str:
    """What the rules show of a partner at a date, by its titles: a row for each definition, and its tier."""
    result = palier.load(RULES).run(palier.read(EXAMPLE.folder / "data"), as_of=day)
    titles = dict(re.findall(r'^define (\w+) for Partner "([^"]+)"', RULES.read_text(encoding="utf-8"), re.MULTILINE))
    rows = [
        (titles[one.name], f"{one.value:,.2f} EUR" if one.type == "money" else f"{one.value}")
        for one in result.measures
        if one.subject.key == partner and one.name in titles
    ]
    rows += [("Partner tier", one.tier) for one in result.tiers if one.member == partner and one.start <= day][-1:]
    return f"| {partner} on {day} | |\n|---|--:|\n" + "".join(f"| {title} | {value} |\n" for title, value in rows)
