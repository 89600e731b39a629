"""The standard library: its modules check, its examples run and leave nothing out, and little data is enough."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import palier
from palier import resources
from palier.meaning.check.programme import check_file, check_text
from palier.result.testing import TestReport

LIBRARY = Path(str(resources.library_path()))
MODULES = sorted(path.name for path in LIBRARY.glob("*.palier"))
DECLARATION = re.compile(r"^(?:enum|record|template|define) (\w+).*$", re.MULTILINE)

PROGRAMME = """\
programme partner_connect "VMware Partner Connect: Customer Lifecycle Incentives"
  version "2021" follows "2020"
  currency EUR
  effective from 2021-03-01
  fiscal year starts in February

use channel
use lifecycle

parameter assessment_fee: money = 2_000 EUR     # illustrative

define master_services for Partner "Holds a Master Services competency"
  some certifications where level is Master and area in {VCF, Tanzu, WorkspaceOne}

incentive technical_assessment "Technical Assessment Incentive" fr "Prime d'évaluation technique"
  for each Activity where stage is Assessment and status is Approved
  requires partner.enrolled_on <= today "Member of Partner Connect"
  requires partner.master_services
  pays assessment_fee
  cap 10_000 EUR per partner per calendar year

incentive partner_to_partner "Partner-to-Partner Accelerator"
  like flat_fee with for_stage Referral, fee 3_000 EUR         # a template of the standard library
  requires partner.master_services
  requires second_partner is known "A second partner joins for the services"
  requires second_partner is not partner
  cap 9_000 EUR per partner per calendar year

example "the sixth assessment earns nothing: the cap is used up"
  as of 2021-12-31
  given Partner p1: name "Alpha", enrolled_on 2020-03-01
  given Certification: partner p1, area VCF, level Master, obtained_on 2020-06-01
  given Activity
    | id | partner | stage      | status   | completed_on |
    | a1 | p1      | Assessment | Approved | 2021-03-02   |
    | a2 | p1      | Assessment | Approved | 2021-04-02   |
    | a3 | p1      | Assessment | Approved | 2021-05-02   |
    | a4 | p1      | Assessment | Approved | 2021-06-02   |
    | a5 | p1      | Assessment | Approved | 2021-07-02   |
    | a6 | p1      | Assessment | Approved | 2021-08-02   |
  expect technical_assessment for a5 pays 2_000 EUR
  expect technical_assessment for a6 pays nothing, capped
  expect technical_assessment pays p1 10_000 EUR in total
"""
"""The whole programme of the design of the language."""

LEAST = {
    "partner.csv": "id,name,enrolled_on\np1,Alpha Systems,2020-03-01\n",
    "certification.csv": "partner,area,level,obtained_on\np1,Workspace ONE,Master,2020-06-01\n",
    "activity.csv": "id,partner,stage,status,completed_on\na1,p1,Technical assessment,Approved,2021-03-02\n",
}
"""As little data as that programme can be run on."""


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> palier.Programme:
    path = tmp_path_factory.mktemp("rules") / "vmware.palier"
    path.write_text(PROGRAMME, encoding="utf-8")
    return palier.load(path)


def report_of(path: Path) -> TestReport:
    return palier.load(path).test(coverage=True)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_checks_by_itself(module: str) -> None:
    checked = check_file(LIBRARY / module, module)
    assert checked.is_module
    assert not checked.errors


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_examples_that_run_and_leave_nothing_out(module: str) -> None:
    path = LIBRARY / "examples" / module
    assert palier.load(path).problems == ()
    report = report_of(path)
    assert [(one.title, one.failures) for one in report.results if not one.passed] == []
    assert report.coverage == ()


@pytest.mark.parametrize("module", MODULES)
def test_each_declaration_has_a_sentence_titles_in_two_languages_and_a_place_in_the_examples(module: str) -> None:
    text = (LIBRARY / module).read_text(encoding="utf-8")
    examples = (LIBRARY / "examples" / module).read_text(encoding="utf-8")
    lines = text.splitlines()
    for found in DECLARATION.finditer(text):
        above = lines[text[: found.start()].count("\n") - 1]
        assert above.startswith("# "), found[1]
        assert re.search(r'\w+ "[^"]+" fr "[^"]+"', found[0]), found[1]
        if not found[0].startswith("enum"):
            assert re.search(rf"\b{found[1]}\b", examples), found[1]


def test_a_module_says_nothing_in_a_currency() -> None:
    for module in MODULES:
        checked = check_text(f'programme p "P"\n  currency JPY\n\nuse {module.removesuffix(".palier")}\n')
        assert not checked.errors


def test_the_programme_of_the_language_runs_as_it_is_written(programme: palier.Programme) -> None:
    assert programme.problems == ()
    assert [one.passed for one in programme.test().results] == [True]


def test_little_data_is_enough(programme: palier.Programme, tmp_path: Path) -> None:
    for name, text in LEAST.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = programme.run(palier.read(tmp_path), as_of=date(2021, 12, 31))
    assert [(one.id, str(one.amount.amount)) for one in result.payouts] == [("technical_assessment:a1", "2000.00")]


def test_a_deal_is_not_registered_after_it_closes(programme: palier.Programme) -> None:
    deal = {
        "id": "d1",
        "customer": "c1",
        "registered_on": "2021-03-02",
        "closed_on": "2021-03-01",
        "status": "Won",
        "amount": "10",
    }
    facts = palier.facts_from({"Customer": [{"id": "c1"}], "Deal": [deal]})
    with pytest.raises(palier.DataError, match="registered before it closes"):
        programme.run(facts, as_of=date(2021, 12, 31))
