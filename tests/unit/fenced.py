"""Markdown whose fenced blocks are tests: rules, data, and the recorded output of checking and running them.

A fence opens with three backquotes, a kind and perhaps words and options (`palier fragment`, `csv name=deal.csv`).
In order of the text:

- `palier`: a rule file, called `rules.palier` or `name=…`. The nameless is checked and its examples are run; both must
  be without a finding, unless a recorded output follows. `palier preamble` stands before every `palier fragment` of the
  chapter, and its lines do not count. `palier faulty`: its examples cannot be run. `encoding=…`: the file is written in
  another one than UTF-8.
- `csv name=…`, `json name=…`, `ndjson name=…`: data, in the folder `data`; with `file=…` beside the rules.
- `run`: what one would type, `palier run rules.palier --data data --as-of 2021-12-31`.
- `python`: statements in the folder of the files; what they raise is recorded like a run.
- `problems`, `failures`, `faults`, `payouts`, `measures`, `report`: the recorded output of the rules, the run or the
  statements before it.
- `explanation of=…`: what `palier explain` says of a payout, a candidate or a price of the run.
- `text`: nothing.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

import palier
from palier.embed import from_checked
from palier.meaning.check.programme import check_file
from palier.problems import DataError, Fault, Kind, Problem, RuleError, Severity
from palier.report.examples_text import examples_text
from palier.report.faults_text import fault_place, faults_text
from palier.report.paid_file import read_payouts
from palier.report.problems_text import problems_text
from palier.result import Result
from palier.result.testing import ExampleResult, TestReport
from palier.source import Span

RULES = "rules.palier"
DATA = ("csv", "json", "ndjson")
OUTPUTS = ("problems", "failures", "faults", "payouts", "measures", "report", "explanation")

_FENCE = re.compile(r"^```(?P<head>[^\n`]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (?P<title>.*)$", re.MULTILINE)


@attrs.frozen
class Fence:
    """A fenced block: its kind, what else its first line says, and its text, with the place of that text."""

    kind: str
    words: tuple[str, ...]
    options: Mapping[str, str]
    body: str
    start: int
    end: int


@attrs.frozen
class Section:
    """A heading with what stands under it, and the text that goes before its fragments."""

    title: str
    text: str
    preamble: str


@attrs.define
class Found:
    """What was found out by checking, running or executing. `shift`: lines of the preamble, which do not count.

    `idle`: there are examples, and an error elsewhere kept them from being run.
    """

    shift: int = 0
    idle: bool = False
    problems: tuple[Problem, ...] = ()
    faults: tuple[Fault, ...] = ()
    tested: TestReport | None = None
    result: Result | None = None

    @property
    def failed(self) -> list[ExampleResult]:
        """The examples that do not hold."""
        return [] if self.tested is None else [one for one in self.tested.results if not one.passed]

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of all findings of rules and data."""
        return [one.kind for one in (*self.problems, *self.faults)]


@attrs.define
class Folder:
    """The folder in which the fences of one section are written and run; it is the current one."""

    preamble: str = ""
    shift: int = 0
    now: Found = attrs.Factory(Found)

    def take(self, fence: Fence) -> None:
        """Writes a file, runs a command: whatever an input fence says. `now` is what came of it."""
        match fence.kind:
            case "palier":
                self._rules(fence)
            case "run":
                self.now = self.run(fence.body)
            case "python":
                self.now = self._execute(fence.body)
            case kind if kind in DATA:
                path = Path("data", fence.options["name"]) if "name" in fence.options else Path(fence.options["file"])
                path.parent.mkdir(exist_ok=True)
                path.write_text(fence.body, encoding=fence.options.get("encoding", "utf-8"))
                self.now = Found()
            case kind:
                raise AssertionError(f"nobody knows what a fence `{kind}` is")

    def _rules(self, fence: Fence) -> None:
        name = fence.options.get("name", RULES)
        fragment = "fragment" in fence.words
        text = f"{self.preamble}\n{fence.body}" if fragment else fence.body
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(fence.options.get("encoding", "utf-8")))
        self.shift = self.preamble.count("\n") + 1 if fragment else 0
        self.now = self.checked(name, nameless="name" not in fence.options)

    def checked(self, name: str, *, nameless: bool = True) -> Found:
        """The findings of a check of a file, and, where it has no error, of its examples."""
        checked = check_file(Path(name), name)
        found = Found(self.shift, problems=tuple(one for one in checked.problems if not self._of_preamble(one)))
        text = checked.sources[-1].text
        first = text.find("\nexample ")
        found.idle = bool(checked.errors) and first >= 0 and all(one.span.start < first for one in checked.problems)
        if nameless and checked.rules is not None:
            found.tested = from_checked([checked]).test()
        return found

    def _of_preamble(self, problem: Problem) -> bool:
        return problem.severity is Severity.WARNING and problem.span.first.line <= self.shift

    def run(self, body: str) -> Found:
        words = shlex.split(body)
        assert words[:2] == ["palier", "run"], body
        files: list[str] = []
        as_of: date | None = None
        data, parameters = "data", {}
        paid: str | None = None
        waiting = iter(words[2:])
        for word in waiting:
            match word:
                case "--as-of":
                    as_of = date.fromisoformat(next(waiting))
                case "--data":
                    data = next(waiting)
                case "--paid":
                    paid = next(waiting)
                case "--set":
                    name, _, value = next(waiting).partition("=")
                    parameters[name] = value
                case _:
                    files.append(word)
        found = Found()
        with _caught(found):
            programme = palier.load(*files)
            found.problems = programme.problems
            payouts = () if paid is None else read_payouts(Path(paid))
            found.result = programme.run(palier.read(data), as_of, parameters, paid=payouts)
            found.problems += tuple(one.problem for one in found.result.guarantees)
            found.faults = found.result.notes
        return found

    def _execute(self, body: str) -> Found:
        found = Found()
        names: dict[str, Any] = {"palier": palier, "Path": Path, "date": date}
        with _caught(found):
            exec(compile(body, "statements", "exec"), names)
        if not found.faults and isinstance(names.get("result"), Result):
            found.result = names["result"]
            found.faults = found.result.notes
        return found


class _caught:  # noqa: N801 - it is used as a statement
    """Keeps what a run complains of."""

    def __init__(self, found: Found) -> None:
        self.found = found

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, raised: BaseException | None, trace: object) -> bool:
        match raised:
            case RuleError(problems=problems):
                self.found.problems = problems
            case DataError(faults=faults):
                self.found.faults = faults
            case _:
                return False
        return True


def fences(text: str) -> list[Fence]:
    """The fenced blocks of a text."""
    found = []
    for match in _FENCE.finditer(text):
        kind, *rest = match["head"].split()
        options = dict(one.split("=", 1) for one in rest if "=" in one)
        words = tuple(one for one in rest if "=" not in one)
        found.append(Fence(kind, words, options, match["body"], match.start("body"), match.end("body")))
    return found


def sections(text: str) -> list[Section]:
    """The text by headings; a preamble holds from where it stands."""
    spans = [(one.start("body"), one.end("body")) for one in _FENCE.finditer(text)]
    heads = [one for one in _HEADING.finditer(text) if not any(start <= one.start() < end for start, end in spans)]
    ends = [*(one.start() for one in heads[1:]), len(text)]
    found, preamble = [], ""
    for head, end in zip(heads, ends, strict=True):
        body = text[head.start() : end]
        for fence in fences(body):
            if "preamble" in fence.words:
                preamble = fence.body
        found.append(Section(head["title"], body, preamble))
    return found


def played(section: Section) -> tuple[str, list[str]]:
    """The section with its recorded outputs as they come out now, in the current folder; and what is not recorded."""
    folder = Folder(section.preamble)
    complaints: list[str] = []
    edits: list[tuple[int, int, str]] = []
    for given, recorded in _steps(section.text):
        if "preamble" in given.words:
            continue
        folder.take(given)
        if folder.now.idle and recorded and "faulty" not in given.words:
            complaints.append("an error stands beside examples, which were not run")
        # A file beside the rules is looked at through them.
        if recorded or given.kind != "palier" or "name" not in given.options:
            complaints.extend(unrecorded(folder.now, {fence.kind for fence in recorded}))
        edits.extend((fence.start, fence.end, _recorded(fence, folder.now)) for fence in recorded)
    text = section.text
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text, complaints


def _steps(text: str) -> list[tuple[Fence, list[Fence]]]:
    """What is to be done, each with the records of what comes of it."""
    found: list[tuple[Fence, list[Fence]]] = []
    for fence in fences(text):
        if fence.kind in OUTPUTS:
            found[-1][1].append(fence)
        elif fence.kind != "text":
            found.append((fence, []))
    return found


def _recorded(fence: Fence, found: Found) -> str:
    if fence.kind != "explanation":
        return output(fence.kind, found)
    assert found.result is not None, unrecorded(found)
    return str(found.result.explain(fence.options["of"]))


def output(kind: str, found: Found) -> str:
    """What came out, as it is recorded."""
    lines: Sequence[str] | Iterator[str]
    match kind:
        case "problems":
            lines = [_problem(one, found.shift) for one in found.problems]
        case "faults":
            lines = [f"{fault_place(one.place)} {one.code} {one.message}" for one in found.faults]
        case "failures":
            lines = [
                f"{_place(each.span, found.shift)} {each.message}" for one in found.failed for each in one.failures
            ]
        case "payouts":
            lines = _payouts(found)
        case "measures":
            lines = _measures(found)
        case _:
            return report(found)
    return "".join(f"{line}\n" for line in lines)


def report(found: Found) -> str:
    """What a user reads."""
    text = problems_text(found.problems) + faults_text(found.faults)
    if found.tested is not None:
        text += examples_text(found.tested)
    return text.rstrip("\n") + "\n"


def unrecorded(found: Found, recorded: Container[str] = ()) -> list[str]:
    """What came out and is recorded by nothing."""
    if "report" in recorded:
        return []
    kinds = [kind for kind in ("problems", "faults", "failures") if kind not in recorded]
    return [line for kind in kinds for line in output(kind, found).splitlines()]


def _problem(problem: Problem, shift: int) -> str:
    warning = " (warning)" if problem.severity is Severity.WARNING else ""
    return f"{_place(problem.span, shift)} {problem.code}{warning} {problem.message}"


def _place(span: Span, shift: int) -> str:
    line, column = span.first
    if span.source.name == RULES:
        return f"{line - shift}:{column}"
    return f"{span.source.name}:{line}:{column}"


def _payouts(found: Found) -> Iterator[str]:
    assert found.result is not None, unrecorded(found)
    for one in found.result.payouts:
        unit = one.unit or one.amount.currency
        yield f"{one.id} {one.earned_on} {one.amount.amount} {unit}{', capped' if one.capped else ''}"


def _measures(found: Found) -> Iterator[str]:
    assert found.result is not None, unrecorded(found)
    for one in found.result.measures:
        value = getattr(one.value, "key", one.value)
        shown = "missing" if value is None else f"{value:f}" if hasattr(value, "as_tuple") else str(value)
        yield f"{one.subject.record} {one.subject.key} {one.name} {shown}"
