"""How the command ends: the statuses, no traceback, quietly when nobody reads, and soon."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from commanded import DATA, RULES, call, run_palier

from palier.cli.commands import COMMANDS
from palier.cli.status import DONE, FAULT_OF_PALIER, INTERRUPTED, NOBODY_READS, WRONG_USE

pytestmark = pytest.mark.usefixtures("programme")


def breaks(error: BaseException) -> object:
    def raises(*arguments: object, **named: object) -> None:
        raise error

    return raises


def test_an_unexpected_exception_shows_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palier.embed.load", breaks(RuntimeError("boom")))
    found = call("run", RULES, *DATA)
    assert (found.status, found.out) == (FAULT_OF_PALIER, "")
    assert "this is a fault of Palier, not of your rules or data" in found.err
    assert "please report it" in found.err
    assert "Traceback" not in found.err


@pytest.mark.parametrize("arguments", [("--debug", "run", RULES, *DATA), ("run", RULES, *DATA, "--debug")])
def test_debug_shows_the_traceback(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palier.embed.load", breaks(RuntimeError("boom")))
    found = call(*arguments)
    assert found.status == FAULT_OF_PALIER
    assert "Traceback (most recent call last)" in found.err
    assert "RuntimeError: boom" in found.err


def test_debug_is_hidden() -> None:
    assert "--debug" not in call("--help").out
    assert "--debug" not in call("run", "--help").out


def test_an_interruption_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palier.embed.load", breaks(KeyboardInterrupt()))
    found = call("run", RULES, *DATA)
    assert (found.status, found.out, found.err) == (INTERRUPTED, "", "")


@pytest.mark.parametrize("arguments", [(), ("no-such",), ("check",), ("run", RULES, *DATA, "--format", "xml")])
def test_wrong_use_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert call(*arguments).status == WRONG_USE


def test_a_misspelled_command_is_answered_with_the_nearest() -> None:
    assert "did you mean `check`?" in call("chekc", RULES).err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    found = call(name, "--help")
    assert found.status == DONE
    assert found.out.startswith(f"Usage: palier {name} ")


# --- in a process of its own


def test_the_module_is_the_command() -> None:
    found = run_palier("check", RULES)
    assert (found.returncode, found.stdout, found.stderr) == (DONE, "no errors in rewards.palier\n", "")


def test_the_output_is_utf_8_whatever_the_terminal_thinks() -> None:
    found = run_palier(
        "explain", RULES, *DATA, "volume_rebate:d1", environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    )
    assert found.returncode == DONE
    assert "✓" in found.stdout


def test_a_message_is_shown_though_the_terminal_lacks_a_letter() -> None:
    found = run_palier("check", "prämie.palier", environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert found.returncode == WRONG_USE
    assert "there is no file `pr" in found.stderr


@pytest.mark.skipif(os.name != "posix", reason="a pipe is closed otherwise elsewhere")
def test_it_ends_quietly_when_nobody_reads_its_output() -> None:
    with Path("data/deal.csv").open("a", encoding="utf-8") as out:
        out.writelines(f"x{number},p2,2026-03-17,Won,9.00,yes\n" for number in range(20_000))
    command = [sys.executable, "-m", "palier", "run", RULES, *DATA, "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == NOBODY_READS


def test_check_loads_neither_the_run_nor_rich() -> None:
    code = (
        "import sys\nfrom palier.cli.entry import palier\n"
        "palier.main(['check', 'rewards.palier'], standalone_mode=False)\n"
        "loaded = [one for one in sys.modules if one.split('.')[0] in ('rich', 'pyarrow')"
        " or one.startswith(('palier.run', 'palier.facts', 'palier.result', 'palier.embed'))]\n"
        "print(loaded)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert found.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize(
    "arguments", [("--version",), ("--help",), ("check", RULES), ("run", RULES, *DATA, "--format", "json")]
)
def test_no_room_for_what_is_told_is_said_in_a_sentence(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "palier", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=60,
        )
    assert done.returncode == WRONG_USE
    assert done.stderr.startswith("error: what is told cannot be written: there is no room for it\n")
    assert "Traceback" not in done.stderr
