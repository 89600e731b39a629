"""The README tells the truth: its rules check, its example holds, its commands work, its code gives what it shows."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from fenced import Fence, Folder, fences, unrecorded

import palier
from palier.cli.entry import palier as command_line

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "examples" / "vmware"
LEFT_OUT = "…"


def blocks(kind: str) -> list[Fence]:
    found = [fence for fence in fences(README) if fence.kind == kind]
    assert found
    return found


def commands() -> list[list[str]]:
    """The commands as they are typed, without what they are piped into."""
    lines = [line for fence in blocks("console") for line in fence.body.splitlines()]
    return [shlex.split(line.removeprefix("$ ").partition(" | ")[0], comments=True) for line in lines]


def test_the_rules_check_and_their_example_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for fence in blocks("palier"):
        folder = Folder()
        folder.take(fence)
        assert [line for line in unrecorded(folder.now) if "(warning)" not in line] == []
        assert folder.now.tested is not None
        assert folder.now.tested.passed


@pytest.mark.parametrize("command", commands(), ids=shlex.join)
def test_the_commands_and_their_options_exist(command: list[str]) -> None:
    if command[0] == "make":
        targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        assert command[1] in targets
        return
    assert command[0] == "palier"
    context = click.Context(command_line)
    known = command_line.get_command(context, command[1])
    assert known is not None
    options = {name for one in known.params for name in one.opts}
    assert {word for word in command[2:] if word.startswith("--")} <= options


def test_the_commands_work_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    payout = "volume_rebate:d2"
    for command in commands():
        if command[0] != "palier" or LEFT_OUT in command:
            continue
        words = [payout if word == "PAYOUT_ID" else _found(word) for word in command[1:]]
        ran = CliRunner().invoke(command_line, words)
        assert ran.exit_code == 0, f"{shlex.join(command)}\n{ran.output}"


def _found(word: str) -> str:
    """A name with a star in it as the one file it stands for."""
    if "*" not in word:
        return word
    (one,) = Path().glob(word)
    return str(one)


def test_the_code_gives_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "vmware")
    monkeypatch.chdir(tmp_path / "vmware")
    (fence,) = blocks("python")
    names: dict[str, Any] = {}
    shown = 0
    lines = fence.body.splitlines()
    for statement in ast.parse(fence.body).body:
        if not isinstance(statement, ast.Expr):
            exec(compile(ast.Module([statement], []), "README", "exec"), names)
            continue
        value = eval(compile(ast.Expression(statement.value), "README", "eval"), names)
        _, _, remark = lines[statement.lineno - 1].partition("# ")
        if remark.startswith("Money("):
            assert value == eval(remark, {"Money": palier.Money, "Decimal": Decimal})
            shown += 1
        else:
            assert all(hasattr(value[0], name) for name in re.findall(r"\w+(?=,|:)", remark)), remark
            shown += 1
    assert shown == 2
    assert names["result"].as_of == names["date"](2021, 12, 31)
