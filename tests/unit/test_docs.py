"""The guides tell the truth: what they show is run, where they point there is something, and they leave nothing out.

The blocks of a guide are taken in their order, in one folder that is empty at first:

- `console`: lines `$ palier …` are called, and what follows them is what they print: all of it, or as much as
  `| head -n N` or `| jq .NAME` leaves; a line `…` stands for any lines. With nothing behind it, a command ends with
  status 0. Of other commands there are `cat`, `cmp`, `echo $?` and `cd`, which goes from the folder of all to one
  below, and finds there a copy of what the checkout has.
- `palier`: rules that check without a finding, and whose examples hold. `palier preamble` stands before each
  `palier fragment` that follows. `file=…` writes the file, `add=…` adds to it: the commands that follow tell how it is.
  `of=…`: it stands in that file as it is here.
- `diff file=…`: lines of a file, taken out and put in.
- `yaml`: the steps of a build; those that call `palier` end with status 0.
- `csv`, `json`, `ndjson`, `text`, `yaml` with `file=…` or `add=…`: likewise a file.
- `python`: is run, all blocks of a guide in one go; a block `text` right behind it is what it prints.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from fenced import Fence, Folder, fences, unrecorded

from palier.cli.commands import COMMANDS
from palier.cli.entry import palier as command_line
from palier.meaning.check.calls import FUNCTIONS
from palier.resources import grammar_text
from palier.rewrite.format import formatted
from palier.syntax import source_from_text

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
GUIDES = sorted(DOCS.glob("*.md"))
PAGES = sorted([*DOCS.rglob("*.md"), *(ROOT / "examples").rglob("*.md"), *ROOT.glob("*.md")])
ANY_LINES = "…"
UNTIDY = "untidy.palier"
"""The file that a guide has put in order."""

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"\b([PD]\d)(?:\d\d|xx)\b")
_INLINE = re.compile(r"`([^`\n]+)`")


@attrs.define
class Player:
    """Plays the blocks of a guide in the current folder, and tells what is otherwise than shown."""

    text: str
    home: Path
    preamble: str = ""
    status: int = 0
    printed: str | None = None
    names: dict[str, Any] = attrs.Factory(dict)
    edits: list[tuple[int, int, str]] = attrs.Factory(list)
    complaints: list[str] = attrs.Factory(list)

    def play(self) -> str:
        """The text as it would be if it showed what comes out."""
        for fence in fences(self.text):
            self.take(fence)
        text = self.text
        for start, end, new in reversed(self.edits):
            text = text[:start] + new + text[end:]
        return text

    def take(self, fence: Fence) -> None:
        file = fence.options.get("file")
        add = fence.options.get("add")
        printed, self.printed = self.printed, None
        if fence.kind == "diff":
            _change(Path(fence.options["file"]), fence.body)
        elif file is not None:
            Path(file).parent.mkdir(parents=True, exist_ok=True)
            Path(file).write_text(fence.body, encoding="utf-8")
        elif add is not None:
            old = Path(add).read_text(encoding="utf-8")
            Path(add).write_text(old + fence.body, encoding="utf-8")
        elif fence.kind == "console":
            self.console(fence)
        elif fence.kind == "yaml":
            self.steps(fence)
        elif "of" in fence.options:
            assert fence.body in Path(fence.options["of"]).read_text(encoding="utf-8"), fence.body
        elif fence.kind == "palier":
            self.rules(fence)
        elif fence.kind == "python":
            self.python(fence)
        elif fence.kind == "text":
            if printed is not None:
                self.compare(fence.start, fence.body, printed)
        else:
            self.complaints.append(f"nobody runs a block `{fence.kind}`")

    def console(self, fence: Fence) -> None:
        at = fence.start
        for command in re.split(r"^(?=\$ )", fence.body, flags=re.MULTILINE):
            line, _, shown = command.partition("\n")
            if line:
                assert line.startswith("$ "), f"a block begins with its output: {line}"
                printed = self.ran(line.removeprefix("$ "))
                if shown.strip():
                    gap = "\n" if shown.endswith("\n\n") else ""
                    self.compare(at + len(line) + 1, shown, printed + gap)
                elif self.status:
                    self.complaints.append(f"`{line}` ends with status {self.status}:\n{printed}")
            at += len(command)

    def ran(self, line: str) -> str:
        """What a command prints; its status is kept."""
        line, _, kept = line.partition(" > ")
        words, *filters = [shlex.split(part, comments=True) for part in line.split(" | ")]
        beside = ""
        match words:
            case ["palier", *arguments]:
                result = CliRunner().invoke(command_line, arguments, prog_name="palier")
                self.status, printed = result.exit_code, result.output
                if filters or kept:
                    beside, printed = result.stderr, result.stdout
            case ["cd", folder]:
                place = self.home / folder
                if not place.exists():
                    shutil.copytree(ROOT / folder, place)
                os.chdir(place)
                return ""
            case ["cmp", one, other]:
                self.status = int(Path(one).read_bytes() != Path(other).read_bytes())
                return ""
            case ["cat", file]:
                printed = Path(file).read_text(encoding="utf-8")
            case ["echo", "$?"]:
                return f"{self.status}\n"
            case _:
                raise AssertionError(f"nobody runs `{line}`")
        for one in filters:
            printed = _filtered(one, printed)
        if kept:
            Path(kept).write_text(printed, encoding="utf-8")
            return beside
        return beside + printed

    def steps(self, fence: Fence) -> None:
        """The steps of a build: those that call the command."""
        for line in re.findall(r"run: (palier .*)", fence.body):
            printed = self.ran(line)
            if self.status:
                self.complaints.append(f"`{line}` ends with status {self.status}:\n{printed}")

    def rules(self, fence: Fence) -> None:
        if "preamble" in fence.words:
            self.preamble = fence.body
        here = Path.cwd()
        beside = self.home / "rules"
        beside.mkdir(exist_ok=True)
        os.chdir(beside)
        folder = Folder(self.preamble)
        folder.take(fence)
        os.chdir(here)
        if "preamble" not in fence.words:
            self.complaints.extend(f"{line}\n{fence.body}" for line in unrecorded(folder.now))

    def python(self, fence: Fence) -> None:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(fence.body, "guide", "exec"), self.names)
        self.printed = out.getvalue()

    def compare(self, at: int, shown: str, printed: str) -> None:
        if not _agrees(shown, printed):
            if f"{ANY_LINES}\n" not in shown.splitlines(keepends=True):
                self.edits.append((at, at + len(shown), printed))
            else:
                self.complaints.append(f"shown:\n{shown}\nprinted:\n{printed}")


def _agrees(shown: str, printed: str) -> bool:
    lines = [".*" if line == f"{ANY_LINES}\n" else re.escape(line) for line in shown.splitlines(keepends=True)]
    return re.fullmatch("".join(lines), printed, re.DOTALL) is not None


def _filtered(words: list[str], printed: str) -> str:
    match words:
        case ["head", "-n", count]:
            return "".join(printed.splitlines(keepends=True)[: int(count)])
        case ["jq", path]:
            value = json.loads(printed)
            for name, number in re.findall(r"\.(\w+)|\[(\d+)\]", path):
                value = value[name] if name else value[int(number)]
            return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
        case _:
            raise AssertionError(f"nobody runs `{shlex.join(words)}`")


def _change(path: Path, lines: str) -> None:
    """Takes out the lines that begin with `-`, where they stand in one piece, and puts in those with `+`."""
    old = "".join(line[1:] for line in lines.splitlines(keepends=True) if line[0] in "- ")
    new = "".join(line[1:] for line in lines.splitlines(keepends=True) if line[0] in "+ ")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path} does not hold this once:\n{old}"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda one: one.stem)
def test_what_a_guide_shows_is_what_comes_out(
    guide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    player = Player(guide.read_text(encoding="utf-8"), tmp_path)
    text = player.play()
    if update:
        guide.write_text(text, encoding="utf-8")
    assert not player.complaints, "\n\n".join(player.complaints)
    if not update:
        assert text == player.text


@pytest.mark.parametrize("guide", [*GUIDES, ROOT / "README.md"], ids=lambda one: one.stem)
def test_rules_in_a_guide_have_the_form_of_fmt(guide: Path) -> None:
    for fence in fences(guide.read_text(encoding="utf-8")):
        if fence.kind == "palier" and fence.options.get("file") != UNTIDY:
            shown = fence.body.lstrip("\n")
            assert formatted(source_from_text(guide.name, shown)).text == shown


@pytest.mark.parametrize("page", PAGES, ids=lambda one: str(one.relative_to(ROOT)))
def test_links_lead_to_files_and_headings_that_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [link for link in _LINK.findall(_without_blocks(text)) if not _leads_somewhere(page, link)] == []


def test_the_index_names_every_guide() -> None:
    named = set(_LINK.findall((DOCS / "README.md").read_text(encoding="utf-8")))
    assert {guide.name for guide in GUIDES} - {"README.md"} <= named


def test_each_decision_has_a_number_of_its_own_and_stands_in_the_index() -> None:
    pages = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    numbers = [page.name[:4] for page in pages]
    assert numbers == sorted(set(numbers))
    titles = [page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for page in pages]
    index = (DOCS / "decisions/README.md").read_text(encoding="utf-8").splitlines()
    listed = [line for line in index if line.startswith("- ")]
    assert listed == [f"- [{page.name[:4]}]({page.name}) {title}" for page, title in zip(pages, titles, strict=True)]


def test_the_guides_name_every_command_and_every_option() -> None:
    told = _guides()
    wanted = {f"palier {name}" for name in COMMANDS}
    for name in COMMANDS:
        printed = CliRunner().invoke(command_line, [name, "--help"]).output
        wanted |= set(re.findall(r"--[a-z][a-z-]+", printed)) - {"--help"}
    assert sorted(one for one in wanted if one not in told) == []


def test_the_guide_to_a_run_names_every_key_of_its_document() -> None:
    folder = ROOT / "examples" / "vmware"
    rules = [str(one) for one in sorted(folder.glob("vmware_*.palier"))]
    ran = CliRunner().invoke(command_line, ["run", *rules, "--data", str(folder / "data"), "--format", "json"])
    document = json.loads(ran.stdout)
    told = _INLINE.findall((DOCS / "run.md").read_text(encoding="utf-8"))
    assert sorted({*document, *document["payouts"][0], *document["payouts"][0]["subject"]} - set(told)) == []


def test_the_guides_name_every_family_of_codes() -> None:
    families = {code.stem[:2] for code in (DOCS / "problems").glob("*.md")}
    assert sorted(families - set(_CODE.findall(_guides()))) == []


def test_every_keyword_stands_somewhere_in_the_documents() -> None:
    terminals = re.findall(r'^[A-Z_]+: "([a-z][a-z ]*)"$', grammar_text(), re.MULTILINE)
    words = re.findall(r'"([a-z][a-z ]*)"', grammar_text())
    told = _rules_shown()
    assert sorted(word for word in {*terminals, *words} if not re.search(rf"\b{word}\b", told)) == []


def test_every_function_stands_somewhere_in_the_documents() -> None:
    told = _rules_shown()
    assert [name for name in FUNCTIONS if not re.search(rf"\b{name}\(", told)] == []


def _guides() -> str:
    return "\n".join(guide.read_text(encoding="utf-8") for guide in GUIDES)


def _rules_shown() -> str:
    """All rules in the documents, and what stands between backquotes; white space made one blank."""
    found: list[str] = []
    for page in [*DOCS.rglob("*.md"), *(ROOT / "tests" / "spec").glob("*.md")]:
        text = page.read_text(encoding="utf-8")
        found.extend(fence.body for fence in fences(text) if fence.kind == "palier")
        found.extend(_INLINE.findall(_without_blocks(text)))
    return " ".join(" ".join(found).split())


def _without_blocks(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def _leads_somewhere(page: Path, link: str) -> bool:
    if link.startswith(("http://", "https://")):
        return True
    file, _, heading = link.partition("#")
    target = page if not file else page.parent / file
    if not target.exists():
        return False
    return not heading or heading in _anchors(target)


def _anchors(page: Path) -> Iterator[str]:
    for title in re.findall(r"^#+ (.*)$", _without_blocks(page.read_text(encoding="utf-8")), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")
