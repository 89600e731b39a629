"""What the tests of the example programmes share: rules that check and leave nothing out, rules bent row by row, outputs
on record, data as generated, and a README that tells the truth."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import attrs
from click.testing import CliRunner

import palier
from palier.cli.entry import palier as command_line

ROOT = Path(__file__).resolve().parents[2]
_COMMANDS = re.compile(
    r"(?<=```console\n)(?P<command>\$ palier [^\n]*\n)(?P<output>.*?)(?=```$)", re.MULTILINE | re.DOTALL
)
_QUOTED = re.compile(r"```csv\n(.*?)```", re.DOTALL)
_BENT = re.compile(r"(?<=<!-- bent: written by the test -->\n).*?(?=<!-- end -->)", re.DOTALL)


@attrs.frozen
class Bent:
    """A rule taken out or bent: what is written in a file, and what is put in its place. `loaded` is the programme
    whose examples are run, where the file is a module."""

    file: str
    rule: str
    instead: str
    loaded: str | None = None


@attrs.frozen
class Example:
    """A folder under `examples/`: its programmes, and for each row of the requirements the rule that says it."""

    folder: Path
    programmes: tuple[str, ...]
    rows: Mapping[str, Bent]
    generator: str

    @property
    def readme(self) -> Path:
        """The text that walks through it."""
        return self.folder / "README.md"

    @property
    def text(self) -> str:
        """The text of the README."""
        return self.readme.read_text(encoding="utf-8")

    def holds_and_leaves_nothing_out(self, name: str) -> None:
        """A programme checks without a word, its examples hold, and they exercise every part and every limit."""
        programme = palier.load(self.folder / name)
        report = programme.test(coverage=True)
        assert [one.message for one in programme.problems] == []
        assert [(one.title, one.failures) for one in report.results if not one.passed] == []
        assert report.coverage == ()
        assert report.parts

    def first_failure(self, bent: Bent, folder: Path) -> str:
        """What the first example says that no longer holds once a rule is bent; the copy lies in a folder."""
        for path in self.folder.glob("*.palier"):
            shutil.copy(path, folder)
        at = folder / bent.file
        text = at.read_text(encoding="utf-8")
        assert bent.rule in text
        at.write_text(text.replace(bent.rule, bent.instead, 1), encoding="utf-8")
        report = palier.load(folder / (bent.loaded or bent.file)).test()
        return next(one.failures[0].message for one in report.results if not one.passed)

    def readme_tells_what_fails(self, folder: Path, update: bool) -> None:
        """The README has, for each row, the rule, what is put in its place, and what then fails."""
        lines = ["| row | in | the rule | put in its place | what `palier test` then says |", "|---|---|---|---|---|"]
        for row, bent in self.rows.items():
            said = self.first_failure(bent, folder)
            rule, instead = (" ".join(one.split()).replace("|", r"\|") for one in (bent.rule, bent.instead))
            lines.append(f"| {row} | `{bent.file}` | `{rule}` | {f'`{instead}`' if instead else 'nothing'} | {said} |")
        table = "\n".join(lines) + "\n"
        assert _BENT.search(self.text)
        self.rewritten(_BENT.sub(lambda _: table, self.text, count=1), update)

    def readme_commands_print_what_it_shows(self, update: bool) -> None:
        """Every command in the README is played, in the folder of the example."""
        played = _COMMANDS.sub(lambda found: found["command"] + printed(found["command"]), self.text)
        assert played.count("$ palier ") >= 5
        self.rewritten(played, update)

    def readme_quotes_the_output(self) -> None:
        """Every row that the README quotes stands in a recorded list."""
        rows = {
            row
            for path in (self.folder / "expected").rglob("*.csv")
            for row in path.read_text(encoding="utf-8").splitlines()
        }
        quoted = "".join(_QUOTED.findall(self.text)).splitlines()
        assert quoted
        assert set(quoted) <= rows

    def readme_tells_the_edges(self, letters: str) -> None:
        """Every row of the data whose key begins with one of the letters is told in the README."""
        told = set(_keys(letters, self.text))
        data = "".join(path.read_text(encoding="utf-8") for path in (self.folder / "data").iterdir())
        edges = set(re.findall(rf"^([{letters}]\d\d),", data, re.MULTILINE))
        assert edges
        assert edges <= told

    def rewritten(self, text: str, update: bool) -> None:
        """The README has this text, or is given it."""
        before = self.text
        if update:
            self.readme.write_text(text, encoding="utf-8")
        assert text == before or update

    def output_is_on_record(self, arguments: Iterable[str], recorded: Path, folder: Path, update: bool) -> None:
        """`palier run` with these arguments writes the lists on record, byte for byte."""
        into = recorded if update else folder
        ran = CliRunner().invoke(command_line, ["run", *arguments, "--format", "csv", "--out", str(into)])
        assert ran.exit_code == 0, ran.output
        assert sorted(path.name for path in into.glob("*.csv")) == sorted(path.name for path in recorded.glob("*.csv"))
        for path in into.glob("*.csv"):
            assert path.read_bytes() == (recorded / path.name).read_bytes()

    def data_are_as_generated(self, folder: Path) -> None:
        """The generator writes the data that are there, byte for byte."""
        spec = spec_from_file_location(self.generator, ROOT / "benchmarks" / f"{self.generator}.py")
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        module.main(folder)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
            path.name: path.read_bytes() for path in (self.folder / "data").iterdir()
        }


def printed(command: str) -> str:
    """What a command prints: all of it, or as much as `| head -n N` lets through."""
    words, _, head = command.removeprefix("$ ").partition("|")
    ran = CliRunner().invoke(command_line, shlex.split(words)[1:])
    assert ran.exit_code == 0, ran.output
    lines = ran.output.splitlines(keepends=True)
    return "".join(lines[: int(head.split()[-1])] if head else lines)


def _keys(letters: str, text: str) -> Iterator[str]:
    """The keys a text names, alone or as `S10 to S12`."""
    for letter, first, last in re.findall(rf"\b([{letters}])(\d\d)(?: to [{letters}](\d\d))?", text):
        for number in range(int(first), int(last or first) + 1):
            yield f"{letter}{number:02}"
