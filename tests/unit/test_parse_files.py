"""Rule texts from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from palier.syntax import parse, read_rules, source_from_text


def written(folder: Path, data: bytes) -> Path:
    path = folder / "rules.palier"
    path.write_bytes(data)
    return path


def test_a_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = written(tmp_path, b"use a\r\nuse b\r\n")
    source, problems = read_rules(path, "shown.palier")
    assert (source.name, source.path, source.text) == ("shown.palier", path, "use a\r\nuse b\r\n")
    assert problems == ()
    assert len(parse(source).file.declarations) == 2


def test_a_byte_order_mark_goes_and_letters_are_composed(tmp_path: Path) -> None:
    source, problems = read_rules(written(tmp_path, "\ufeffuse re\u0301el\n".encode()), "r")
    assert (source.text, problems) == ("use r\u00e9el\n", ())
    assert source_from_text("r", "\ufeffuse re\u0301el\n").text == source.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"use a\nuse \xff\n", "P101"),
        (b"use a\0", "P102"),
        (b"#" * 5_000_001, "P103"),
        ("use é".encode("utf-16"), "P101"),
    ],
)
def test_what_is_no_text_is_told_and_the_source_is_empty(tmp_path: Path, data: bytes, code: str) -> None:
    source, problems = read_rules(written(tmp_path, data), "r")
    assert source.text == ""
    assert [problem.code for problem in problems] == [code]
    assert problems[0].message


def test_a_file_that_is_not_there_is_the_callers(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_rules(tmp_path / "none.palier", "r")
