"""The grammar: no conflict, every terminal named, every rule with its function, and tables that agree with it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark.exceptions import GrammarError

from palier import resources
from palier.syntax import tables as tables_module
from palier.syntax.actions import MODULES
from palier.syntax.scan import LITERALS, RESERVED, scanner
from palier.syntax.tables import Tables, tables, write_tables

GRAMMAR = resources.grammar_text()
TABLES = resources.tables_path()


def made(grammar: str, folder: Path) -> bytes:
    (folder / "g.lark").write_text(grammar, encoding="utf-8")
    write_tables(folder / "g.lark", folder / "g.tables")
    return (folder / "g.tables").read_bytes()


def test_the_grammar_has_no_conflict_and_its_tables_are_the_same_each_time(tmp_path: Path) -> None:
    tables()
    assert made(GRAMMAR, tmp_path) == TABLES.read_bytes()


@pytest.mark.parametrize(
    ("rule", "conflicting"),
    [
        ('scope: ("per" (path | period))+', 'scope: ("per" (path ("," path)* | period))+'),
        ('path ["by" path] [alias] [extent] -> pick', 'path [alias] [extent] ["by" path] -> pick'),
        ('| "count of" collection -> count', '| "count of" collection ["where" condition] -> count'),
    ],
)
def test_a_conflict_is_refused(rule: str, conflicting: str, tmp_path: Path) -> None:
    assert rule in GRAMMAR
    with pytest.raises(GrammarError):
        made(GRAMMAR.replace(rule, conflicting), tmp_path)


def test_every_terminal_is_named_at_the_end_of_the_grammar() -> None:
    split = GRAMMAR.index("// ---------- terminals")
    rules, terminals = GRAMMAR[:split], GRAMMAR[split:]
    named = set(re.findall(r'^[A-Z][A-Z_]*: "([^"]+)"$', terminals, re.MULTILINE))
    used = set(re.findall(r'"([^"]+)"', "\n".join(line.split("//")[0] for line in rules.splitlines())))
    assert used <= named
    assert not [kind for kind in (*tables().words, *tables().patterns) if "ANON" in kind]


def test_a_terminal_of_words_is_named_after_its_words() -> None:
    for kind, text in tables().words.items():
        if text[0].isalpha():
            assert kind == text.upper().replace(" ", "_")


def test_every_rule_has_its_function_and_every_function_its_rule() -> None:
    named = {rule.name for rule in tables().rules} - {"", "="}
    functions = {
        name: module
        for module in MODULES
        for name, value in vars(module).items()
        if callable(value) and getattr(value, "__module__", "") == module.__name__ and name[0].islower()
    }
    helpers = {"check_cells"}
    assert named == functions.keys() - helpers


def test_every_reserved_word_is_a_keyword() -> None:
    assert set(tables().words.values()) >= RESERVED


@pytest.mark.parametrize("kind", [kind for kind in LITERALS if kind != "NAME"])
def test_a_literal_is_scanned_as_itself(kind: str) -> None:
    pattern = re.compile(tables().patterns[kind])
    plain = re.sub(r"\(\?!.*?\)+$|\(\?!\\w\).*$", "", pattern.pattern)

    @settings(max_examples=60, deadline=None)
    @given(st.from_regex(re.compile(plain, re.ASCII), fullmatch=True))
    def scanned(text: str) -> None:
        assert [token.kind for token in scanner(tables()).tokens(text, 0, len(text))] == [kind]

    scanned()


def test_the_parser_loads_without_lark() -> None:
    assert resources.tables_path().is_file()
    program = (
        "import sys; from palier.syntax import parse, source_from_text; "
        "assert not parse(source_from_text('t', 'use a')).problems; print('lark' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def fresh() -> Tables:
    return tables.__wrapped__()


@pytest.mark.parametrize("stored", [None, b"", b"{}", b'{"stamp": [0, "0", ""]}', b"[1, 2]", b"\xff\xfe"])
def test_tables_that_do_not_agree_are_made_anew_and_kept(
    stored: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "palier.tables"
    if stored is not None:
        target.write_bytes(stored)
    monkeypatch.setattr(resources, "tables_path", lambda: target)
    monkeypatch.setattr(resources, "in_checkout", lambda: True)
    document = TABLES
    monkeypatch.setattr(tables_module, "_document", lambda grammar: _loaded(document))
    assert fresh().rules == tables().rules
    assert target.read_bytes()
    assert not [path for path in tmp_path.iterdir() if path != target]


def test_outside_a_checkout_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "palier.tables"
    monkeypatch.setattr(resources, "tables_path", lambda: target)
    monkeypatch.setattr(resources, "grammar_text", lambda: GRAMMAR)
    monkeypatch.setattr(resources, "in_checkout", lambda: False)
    monkeypatch.setattr(tables_module, "_document", lambda grammar: _loaded(TABLES))
    assert fresh().rules == tables().rules
    assert not target.exists()


def _loaded(path: Path) -> dict[str, object]:
    tables()
    document: dict[str, object] = json.loads(path.read_bytes())
    return document


def test_the_resources_are_found() -> None:
    assert "file: declaration*" in GRAMMAR
    assert resources.library_path().is_dir()
    assert resources.problem_pages().name in ("problems", "problem_pages")
