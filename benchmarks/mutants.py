"""Which single slips of a designer are caught: by the check, or by the examples that stand in the rules themselves.

`python mutants.py [FOLDER…] [--most 5] [--seed 1]` makes changes in the rule files of the example programmes, one at a
time, each of a kind that people make, and prints for each kind how many are caught by what. Those that nothing catches
are listed, with file and line. `--most` draws so many of each kind and file; without it all of them are made.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import attrs

import palier
from palier.meaning.check.programme import Checked, check_file

EXAMPLES = Path(__file__).parents[1] / "examples"
TOLD_APART = re.compile(r'"[^"\n]*"|#[^\n]*')
"""Titles and comments: what is in them changes nothing."""


@attrs.frozen
class Mutant:
    """One change: the file, the place, what stands there now, and the kind of slip."""

    kind: str
    file: str
    line: int
    before: str
    after: str
    text: str


def blocks(text: str) -> Iterator[tuple[str, int, int]]:
    """The declarations: the first word, and where each begins and ends."""
    starts = [found.start() for found in re.finditer(r"^(?=[a-z])", text, re.M)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text[start:].split(None, 1)[0], start, end


def masked(text: str) -> str:
    """The text with titles and comments blanked, every place kept."""
    return TOLD_APART.sub(lambda found: " " * len(found.group()), text)


Change = tuple[str, int, int, str]


def changes(text: str, checked: Checked) -> Iterator[Change]:
    """All slips: kind, start, end, and what is written instead."""
    for word, start, end in blocks(text):
        if word in ("example", "facts", "use", "enum", "unit", "programme", "benefit", "record"):
            continue
        body = masked(text[start:end])
        for kind, at, to, new in (*figures(body), *words(body), *lines(body, word), *names(body, checked)):
            yield kind, start + at, start + to, new


def figures(body: str) -> Iterator[Change]:
    """Thresholds, rates, durations and dates."""
    for found in re.finditer(r"(?<![\w.-])(\d{4})-(\d\d)-(\d\d)(?![\w-])", body):
        day = date(*(int(one) for one in found.groups()))
        yield "date, a day", found.start(), found.end(), (day + timedelta(days=1)).isoformat()
        yield "date, a month", found.start(), found.end(), (day - timedelta(days=30)).isoformat()
    for found in re.finditer(r"(?<![\w.-])(\d[\d_]*)(\.\d+)?(%)?(?![\w-]|\.\d)", body):
        whole, rest, percent = found.groups()
        number = int(whole.replace("_", ""))
        kind = "rate" if percent else "threshold or amount"
        yield kind, found.start(), found.end(), f"{number + 1}{rest or ''}{percent or ''}"
        if number:
            yield f"{kind}, a digit too many", found.start(), found.end(), f"{number}0{rest or ''}{percent or ''}"


SWAPPED = {
    ">=": ["comparison", ">", "<="],
    "<=": ["comparison", "<", ">="],
    ">": ["comparison", ">=", "<"],
    "<": ["comparison", "<=", ">"],
    "and": ["and, or", "or"],
    "or": ["and, or", "and"],
    "is not": ["comparison", "is"],
    "is": ["comparison", "is not"],
    "not in": ["comparison", "in"],
    "some": ["collection", "no"],
    "no": ["collection", "some"],
    "sum": ["collection", "largest"],
    "calendar": ["period", "fiscal"],
    "fiscal": ["period", "calendar"],
    "year": ["period", "quarter"],
    "quarter": ["period", "year"],
    "month": ["period", "quarter"],
    "trailing": ["period", "previous"],
    "months": ["period", "days"],
    "add": ["stack line", "best of"],
    "best of": ["stack line", "add"],
    "first of": ["stack line", "best of"],
    "from": ["table limit", "above"],
    "above": ["table limit", "from"],
    "below": ["table limit", "up to"],
    "up to": ["table limit", "below"],
    "min": ["function", "max"],
    "max": ["function", "min"],
}
WORD = re.compile(r"(?<![\w.=-])(is not|not in|best of|first of|up to|>=|<=|[<>]|[a-z]+)(?![\w-])(?!=)")


def words(body: str) -> Iterator[Change]:
    """Signs and words taken for one another."""
    for found in WORD.finditer(body):
        kind, *others = SWAPPED.get(found.group(1), ("", *()))
        for other in others:
            yield kind, found.start(1), found.end(1), other


DROPPED = ("requires", "cap", "claw", "at", "lost", "to", "when", "on", "add", "best", "earned", "moves")


def lines(body: str, word: str) -> Iterator[Change]:
    """Lines left out, and lines that change places."""
    found = list(re.finditer(r"^[ ]+(\S+)[^\n]*\n", body, re.M))
    rows = [one for one in found if one.group(1) == "|"][1:]
    for row in rows:
        yield "row missing", row.start(), row.end(), ""
    for one in found:
        if one.group(1) in DROPPED:
            yield "dropped line", one.start(), one.end(), ""
    for where in re.finditer(r" where [^\n]*", body):
        yield "dropped where", where.start(), where.end(), ""
    for first, second in pairwise(found):
        begins = {first.group(1), second.group(1)}
        alike = first.end() == second.start() and indent(first.group()) == indent(second.group())
        if alike and (begins <= {"when"} or (word == "stack" and begins <= {"add", "best", "on", "first"})):
            yield "swapped lines", first.start(), second.end(), second.group() + first.group()
    for members in re.finditer(r"^ +(?:add|best of|first of|on what is left:) (\w+), (\w+)", body, re.M):
        yield "swapped members", members.start(1), members.end(2), f"{members.group(2)}, {members.group(1)}"
    tiers = list(re.finditer(r"^  tier (\w+)", body, re.M))
    for first, second in pairwise(tiers):
        between = body[first.end(1) : second.start(1)]
        yield "swapped tiers", first.start(1), second.end(1), f"{second.group(1)}{between}{first.group(1)}"


def indent(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip())


def names(body: str, checked: Checked) -> Iterator[Change]:
    """A path, or a member, taken for another one of its type."""
    if checked.rules is None:
        return
    model = checked.rules.model
    other: dict[str, str] = {}
    for record in model.records.values():
        for field in record.fields:
            same = [one.name for one in record.fields if one.type == field.type and one.name != field.name]
            if same:
                other.setdefault(field.name, same[0])
    members: dict[str, str] = {}
    for enumeration in model.enumerations.values():
        found = [one.name for one in enumeration.members]
        members.update(zip(found, [*found[1:], found[0]], strict=True))
    for tiers in model.tiers.values():
        members.update(zip(tiers, [*tiers[1:], tiers[0]], strict=True))
    for found_name in re.finditer(r"(?<![\w])[A-Za-z_]\w*", body):
        name = found_name.group()
        if name in other:
            yield "path", found_name.start(), found_name.end(), other[name]
        elif name in members and not re.search(r"^  tier $", body[: found_name.start()][-7:]):
            yield "member", found_name.start(), found_name.end(), members[name]


def mutants(folder: Path, most: int | None, draw: random.Random) -> Iterator[Mutant]:
    """The changes of the rule files of one example."""
    for path in sorted(folder.rglob("*.palier")):
        text = path.read_text(encoding="utf-8")
        by_kind: dict[str, list[Change]] = defaultdict(list)
        for change in changes(text, check_file(path)):
            by_kind[change[0]].append(change)
        for kind, found in by_kind.items():
            for _, start, end, new in found if most is None else draw.sample(found, min(most, len(found))):
                changed = text[:start] + new + text[end:]
                line = text.count("\n", 0, start) + 1
                yield Mutant(kind, str(path.relative_to(folder)), line, text[start:end], new, changed)


def caught(folder: Path, mutant: Mutant, known: Counter[tuple[str, str]]) -> str:
    """What catches a change: `check`, `examples` or `` (nothing). The folder is a copy that may be written to."""
    path = folder / mutant.file
    before = path.read_text(encoding="utf-8")
    path.write_text(mutant.text, encoding="utf-8")
    try:
        if told(folder) - known:
            return "check"
        for file in sorted(folder.rglob("*.palier")):
            if re.search(r"^programme ", file.read_text(encoding="utf-8"), re.M) and palier.load(file).test().failed:
                return "examples"
        return ""
    finally:
        path.write_text(before, encoding="utf-8")


def told(folder: Path) -> Counter[tuple[str, str]]:
    """What the check tells of all files of a folder: code and message."""
    return Counter(
        (one.code, one.message) for path in sorted(folder.rglob("*.palier")) for one in check_file(path).problems
    )


def main() -> None:
    """Makes the changes, and prints what became of them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--most", type=int)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    draw = random.Random(wanted.seed)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    began = time.perf_counter()
    for name in wanted.folders or sorted(one.name for one in EXAMPLES.iterdir() if one.is_dir()):
        with tempfile.TemporaryDirectory() as place:
            copy = Path(place) / name
            shutil.copytree(EXAMPLES / name, copy)
            known = told(copy)
            for mutant in mutants(copy, wanted.most, draw):
                by = caught(copy, mutant, known)
                counts[mutant.kind][by] += 1
                if not by:
                    change = f"{mutant.before.strip()!r} -> {mutant.after.strip()!r}"
                    print(f"{name}/{mutant.file}:{mutant.line}: {mutant.kind}: {change}", flush=True)
    print(f"\n{'kind':36}  made  check  examples  nothing  caught")
    for kind, found in [*sorted(counts.items()), ("all", sum(counts.values(), Counter()))]:
        made = found.total()
        share = (made - found[""]) * 100 / made
        print(f"{kind:36} {made:5} {found['check']:6} {found['examples']:9} {found['']:8} {share:6.1f}%")
    print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
