"""`palier check --fix`: what can be put right is, what is left is told, and no file is harmed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commanded import RULES, call, edited

from palier.cli.status import DONE, FINDING, WRONG_USE
from palier.problems import Edit, Fix, Problem
from palier.problems import names as problems
from palier.rewrite.fix import MOST_ROUNDS, corrected
from palier.source import Source, Span

pytestmark = pytest.mark.usefixtures("programme")


def text_of(file: str = RULES) -> str:
    return Path(file).read_text(encoding="utf-8")


def spoil() -> str:
    """Puts three slips into the rules, which become one another's neighbours as they are mended."""
    sound = text_of()
    edited("requires amount >= 10_000 EUR", "requires amount >= 10_000")
    edited("requires new_customer is yes", "requires new_custmer = yes")
    return sound


def test_what_can_be_put_right_is_round_after_round() -> None:
    sound = spoil()
    found = call("check", RULES, "--fix")
    assert (found.status, found.out, found.err) == (DONE, "3 problems corrected\nno errors in rewards.palier\n", "")
    assert text_of() == sound


def test_what_is_left_is_told_and_ends_with_1() -> None:
    spoil()
    edited("pays 3% of amount", "pays 3% of")
    found = call("check", RULES, "--fix")
    assert found.status == FINDING
    assert found.out.startswith("error P161")
    assert found.out.endswith("problems corrected\n1 error in rewards.palier\n")


def test_diff_shows_and_writes_nothing() -> None:
    spoil()
    before = text_of()
    found = call("check", RULES, "--fix", "--diff")
    assert found.status == FINDING
    assert "+  requires new_customer is yes" in found.out
    assert found.err == "3 problems would be corrected\n"
    assert text_of() == before
    assert call("check", RULES, "--fix", "--diff", "--format", "json").status == WRONG_USE


def test_what_may_not_be_meant_is_corrected_only_when_asked() -> None:
    edited("pays 3% of amount", "pays 3,5% of amount")
    assert call("check", RULES, "--fix").out.endswith("\nno problem corrected\n1 error in rewards.palier\n")
    assert call("check", RULES, "--unsafe-fixes").status == DONE
    assert "pays 3.5% of amount" in text_of()


def test_the_document_says_how_many_were_corrected() -> None:
    spoil()
    document = json.loads(call("check", RULES, "--fix", "--format", "json").out)
    assert document["summary"] == {"errors": 0, "warnings": 0, "fixed": 3}


def test_concise_is_a_line_for_each_problem() -> None:
    spoil()
    lines = call("check", RULES, "--format", "concise").out.splitlines()
    assert [line.split(": ")[1].split()[0] for line in lines] == ["P303", "P123"]
    assert all(line.startswith(f"{RULES}:") for line in lines)


def test_a_module_beside_the_file_is_corrected_with_it() -> None:
    Path("common").mkdir()
    Path("common/fees.palier").write_text("parameter fee: money = 5 eur\n", encoding="utf-8")
    edited("parameter bonus", 'use "common/fees.palier"\n\nparameter bonus')
    edited("pays bonus", "pays bonus + fee")
    assert call("check", RULES, "--fix").out == "1 problem corrected\nno errors in rewards.palier\n"
    assert text_of("common/fees.palier") == "parameter fee: money = 5 EUR\n"


def test_line_ends_stay() -> None:
    sound = spoil()
    Path(RULES).write_bytes(text_of().replace("\n", "\r\n").encode())
    assert call("check", RULES, "--fix").status == DONE
    assert Path(RULES).read_bytes() == sound.replace("\n", "\r\n").encode()


def test_a_read_only_file_stays() -> None:
    spoil()
    Path(RULES).chmod(0o444)
    before = text_of()
    found = call("check", RULES, "--fix")
    assert (found.status, found.out) == (WRONG_USE, "")
    assert text_of() == before


def problem(source: Source, *edits: tuple[int, int, str], safe: bool = True) -> Problem:
    fix = Fix(tuple(Edit(Span(source, start, end), text) for start, end, text in edits), safe)
    return problems.UNUSED.at(Span(source, 0, 1), what="it", name="x", fix=fix)


def checked(path: Path, *edits: tuple[int, int, str]):  # type: ignore[no-untyped-def]
    """A check that offers these corrections in the first round, and none after it."""

    def check(texts):  # type: ignore[no-untyped-def]
        if texts:
            return ()
        source = Source(path.name, path.read_text(encoding="utf-8"), path)
        return tuple(problem(source, edit) for edit in edits)

    return check


def test_of_corrections_that_meet_the_first_is_made() -> None:
    path = Path("a.palier").resolve()
    path.write_text("use abcdef\n", encoding="utf-8")
    found = corrected(checked(path, (4, 7, "x"), (6, 8, "y"), (8, 10, "zz")), [path.parent])
    assert (found.texts[path], found.count) == ("use xdzz\n", 2)


def test_a_correction_that_leaves_a_text_harder_to_read_is_not_made() -> None:
    path = Path("a.palier").resolve()
    path.write_text("use abcdef\nuse b\n", encoding="utf-8")
    found = corrected(checked(path, (0, 3, "uise"), (15, 16, "c")), [path.parent])
    assert (found.texts[path], found.count) == ("use abcdef\nuse c\n", 1)


def test_nothing_outside_the_folders_is_changed() -> None:
    path = Path("a.palier").resolve()
    path.write_text("use abcdef\n", encoding="utf-8")
    assert corrected(checked(path, (4, 7, "x")), [path.parent / "below"]).texts == {}
    library = Source("channel.palier", "use abcdef\n")
    assert corrected(lambda _: [problem(library, (4, 7, "x"))], [path.parent]).texts == {}


def test_corrections_that_undo_each_other_end() -> None:
    path = Path("a.palier").resolve()
    path.write_text("use a\n", encoding="utf-8")
    rounds = []

    def check(texts):  # type: ignore[no-untyped-def]
        rounds.append(1)
        source = Source(path.name, texts.get(path, "use a\n"), path)
        return [problem(source, (4, 5, "b" if "a" in source.text else "a"))]

    corrected(check, [path.parent])
    assert len(rounds) <= MOST_ROUNDS
