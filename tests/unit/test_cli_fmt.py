"""`palier fmt`: files in their one form, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from commanded import RULES, Called, call

from palier.cli.entry import palier
from palier.cli.status import DONE, FAULT_OF_PALIER, FINDING, WRONG_USE
from palier.rewrite.format import AlteredError

pytestmark = pytest.mark.usefixtures("programme")

UNTIDY = "use   channel\nparameter a:money=5 EUR# why\n"
TIDY = "use channel\nparameter a: money = 5 EUR  # why\n"


def put(text: str, name: str = "a.palier", encoding: str = "utf-8") -> Path:
    path = Path(name)
    path.write_bytes(text.encode(encoding))
    return path


def piped(text: bytes, *options: str) -> Called:
    result = CliRunner().invoke(palier, ["fmt", "-", *options], input=text, prog_name="palier")
    return Called(result.exit_code, result.stdout, result.stderr)


def test_a_file_is_written_in_its_form_and_named() -> None:
    path = put(UNTIDY)
    assert call("fmt", "a.palier") == Called(DONE, "formatted a.palier\n", "")
    assert path.read_text(encoding="utf-8") == TIDY
    assert call("fmt", "a.palier") == Called(DONE, "", "")


def test_a_new_programme_is_formatted() -> None:
    assert call("fmt", "--check", RULES) == Called(DONE, "", "")


def test_check_names_what_is_not_formatted_and_writes_nothing() -> None:
    path = put(UNTIDY)
    found = call("fmt", "--check", "a.palier", RULES)
    assert (found.status, found.out, found.err) == (FINDING, "a.palier\n", "1 file to format\n")
    assert path.read_text(encoding="utf-8") == UNTIDY


def test_diff_shows_what_would_change_and_writes_nothing() -> None:
    path = put(UNTIDY)
    found = call("fmt", "--diff", "a.palier")
    assert found.status == FINDING
    assert found.out.splitlines() == [
        "--- a.palier",
        "+++ a.palier (formatted)",
        "@@ -1,2 +1,2 @@",
        *(f"-{line}" for line in UNTIDY.splitlines()),
        *(f"+{line}" for line in TIDY.splitlines()),
    ]
    assert path.read_text(encoding="utf-8") == UNTIDY


def test_standard_input_goes_to_standard_output() -> None:
    assert piped(UNTIDY.encode()) == Called(DONE, TIDY, "")
    assert piped(UNTIDY.encode(), "--check").status == FINDING
    assert piped(TIDY.encode(), "--check") == Called(DONE, "", "")


def test_of_standard_input_that_cannot_be_read_nothing_comes() -> None:
    found = piped(b"parameter a = 5\n")
    assert (found.status, found.out) == (FINDING, "")
    assert "standard input:1:13" in found.err


def test_standard_input_stands_alone() -> None:
    assert call("fmt", "-", RULES).status == WRONG_USE


def test_a_file_with_a_slip_is_left_and_the_others_are_written() -> None:
    faulty = put("parameter a: money = 5 EUR\ndefine b for\n", "b.palier")
    path = put(UNTIDY)
    found = call("fmt", "b.palier", "a.palier")
    assert (found.status, found.out) == (FINDING, "formatted a.palier\n")
    assert "P161" in found.err
    assert faulty.read_text(encoding="utf-8") == "parameter a: money = 5 EUR\ndefine b for\n"
    assert path.read_text(encoding="utf-8") == TIDY


@pytest.mark.parametrize("data", [b"use caf\xe9\n", b"use\0\n"])
def test_what_is_no_text_is_left(data: bytes) -> None:
    Path("a.palier").write_bytes(data)
    found = call("fmt", "a.palier")
    assert found.status == FINDING
    assert "P10" in found.err
    assert Path("a.palier").read_bytes() == data


def test_line_ends_stay_as_the_first_one_is_and_a_mark_at_the_front_goes() -> None:
    path = put("\ufeff" + UNTIDY.replace("\n", "\r\n") + "\r\n")
    assert call("fmt", "a.palier").status == DONE
    assert path.read_bytes() == TIDY.replace("\n", "\r\n").encode()
    assert call("fmt", "--check", "a.palier").status == DONE


def test_a_last_line_without_its_end_gets_one() -> None:
    path = put(TIDY.rstrip("\n"))
    found = call("fmt", "--diff", "a.palier")
    assert "\\ No newline at end of file\n" in found.out
    assert call("fmt", "a.palier").out == "formatted a.palier\n"
    assert path.read_text(encoding="utf-8") == TIDY


def test_nothing_is_written_when_one_of_the_files_is_not_there() -> None:
    path = put(UNTIDY)
    found = call("fmt", "a.palier", "rewads.palier")
    assert (found.status, found.out) == (WRONG_USE, "")
    assert "did you mean `rewards.palier`?" in found.err
    assert path.read_text(encoding="utf-8") == UNTIDY


def test_a_folder_is_no_file() -> None:
    found = call("fmt", ".")
    assert (found.status, found.err) == (WRONG_USE, "error: `.` is a folder\n  help: name a file\n")


def test_a_read_only_file_stays() -> None:
    path = put(UNTIDY)
    path.chmod(0o444)
    found = call("fmt", "a.palier")
    assert (found.status, found.out) == (WRONG_USE, "")
    assert "`a.palier` may not be written" in found.err
    assert path.read_text(encoding="utf-8") == UNTIDY


def test_the_rights_of_a_file_and_a_link_to_it_stay() -> None:
    path = put(UNTIDY)
    path.chmod(0o640)
    Path("link.palier").symlink_to("a.palier")
    assert call("fmt", "link.palier").status == DONE
    assert path.stat().st_mode & 0o777 == 0o640
    assert Path("link.palier").is_symlink()
    assert path.read_text(encoding="utf-8") == TIDY


def test_what_would_not_say_the_same_is_a_fault_of_palier_and_leaves_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def altered(source: object) -> None:
        raise AlteredError(source)

    path = put(UNTIDY)
    monkeypatch.setattr("palier.cli.fmt.formatted", altered)
    found = call("fmt", "a.palier")
    assert (found.status, found.out) == (FAULT_OF_PALIER, "")
    assert path.read_text(encoding="utf-8") == UNTIDY
