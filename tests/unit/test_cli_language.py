"""In which language commands speak: `--lang`, else the terminal's; documents for programs are English unless told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commanded import DATA, RULES, call, edited

from palier.cli.status import FAULTY_DATA, FINDING, WRONG_USE

FRENCH = "`Deal` n'a pas de champ `amuont`."
ENGLISH = "`Deal` has no field `amuont`."


@pytest.fixture(autouse=True)
def _here(programme: None) -> None: ...


@pytest.fixture
def misspelled(_here: None) -> None:
    edited("pays 3% of amount", "pays 3% of amuont")


@pytest.mark.usefixtures("misspelled")
def test_problems_are_told_in_the_language_asked_for():
    found = call("check", RULES, "--lang", "fr")
    assert f"erreur P204 unknown-field\xa0: {FRENCH}" in found.out
    assert "= aide\xa0: vouliez-vous dire `amount`\xa0?" in found.out
    assert found.out.endswith("1 erreur dans rewards.palier\n")
    assert found.status == FINDING


@pytest.mark.usefixtures("misspelled")
@pytest.mark.parametrize(
    ("surroundings", "said"),
    [
        ({"LANG": "fr_FR.UTF-8"}, FRENCH),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, ENGLISH),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_CA"}, FRENCH),
        ({"LANG": "de_DE.UTF-8"}, ENGLISH),
        ({}, ENGLISH),
    ],
)
def test_without_the_option_it_is_that_of_the_terminal(surroundings, said):
    assert said in call("check", RULES, **surroundings).out


@pytest.mark.usefixtures("misspelled")
def test_a_document_for_programs_does_not_depend_on_the_terminal():
    there = json.loads(call("check", RULES, "--format", "json", LANG="fr_FR.UTF-8").out)
    asked = json.loads(call("check", RULES, "--format", "json", "--lang", "fr").out)
    assert there["diagnostics"][0]["message"] == ENGLISH
    assert asked["diagnostics"][0]["message"] == FRENCH


@pytest.mark.usefixtures("misspelled")
def test_the_place_the_code_and_the_fix_are_the_same_in_every_language():
    def bare(*more: str) -> list[dict[str, object]]:
        found = json.loads(call("check", RULES, "--format", "json", *more).out)["diagnostics"]
        return [{name: one[name] for name in one if name not in ("message", "help", "related")} for one in found]

    assert bare("--lang", "fr") == bare()


def test_faults_of_data_are_told_in_french_wherever_the_option_stands():
    deals = Path("data/deal.csv")
    deals.write_text(deals.read_text(encoding="utf-8").replace("2026-01-20", "20/01/26"), encoding="utf-8")
    found = call("run", RULES, *DATA, "--lang", "fr")
    assert found.status == FAULTY_DATA
    assert "n'est pas une date." in found.err
    assert "1 faute dans data/deal.csv\xa0: rien n'a été calculé" in found.err


def test_a_wrong_use_is_told_in_french():
    found = call("check", "--lang", "fr", "reward.palier")
    assert found.status == WRONG_USE
    assert found.err == (
        "erreur\xa0: il n'y a pas de fichier `reward.palier`\n  aide\xa0: vouliez-vous dire `rewards.palier`\xa0?\n"
    )


def test_a_language_that_there_is_not():
    found = call("check", RULES, "--lang", "tlh")
    assert found.status == WRONG_USE
    assert found.err == "error: there is no language `tlh`\n  help: there are en, fr\n"
