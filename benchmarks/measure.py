"""Measures Palier, each figure the best of several runs of a whole process, taken in turn with what it is compared to.

    python benchmarks/measure.py                    # all of it
    python benchmarks/measure.py start lines        # start to result; lines checked per second
    python benchmarks/measure.py w1 --scale 10      # workload W1 beside a hand-written program

It prints the tables of benchmarks/README.md. Seconds are those of the processor (user and system), which a busy machine
disturbs less than the clock on the wall; that stands beside them. It asserts nothing but that both pay the same.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import generate
import rule_files

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parent / "examples" / "vmware"
PALIER = (sys.executable, "-m", "palier")
VERSIONS = (str(EXAMPLE / "vmware_2020.palier"), str(EXAMPLE / "vmware_2021.palier"))
DATA = ("--data", str(EXAMPLE / "data"))
LINES = (1_000, 10_000, 100_000)


class Spent(NamedTuple):
    """What a process took: seconds of the processor and on the wall, and its peak memory."""

    cpu: float
    wall: float
    mebibytes: int


def main() -> None:
    """Measures what is asked for."""
    options = argparse.ArgumentParser(description="Measures Palier.")
    options.add_argument("what", nargs="*", help=f"{', '.join(MEASURES)}; all of them by default")
    options.add_argument("--scale", type=int, default=10, help="of W1: 1 is 20,000 activities")
    options.add_argument("--repeat", type=int, default=5)
    given = options.parse_args()
    unknown = set(given.what) - set(MEASURES)
    if unknown:
        options.error(f"there is no measure {', '.join(sorted(unknown))}")
    print(f"CPython {platform.python_version()}, {os.cpu_count()} cores, best of {given.repeat}, in turn\n")
    with TemporaryDirectory() as folder:
        for name in given.what or MEASURES:
            MEASURES[name](Path(folder), given.scale, given.repeat)


def start(folder: Path, scale: int, repeat: int) -> None:
    """From the command to its end, on the example."""
    del folder, scale
    best = in_turn(
        {
            "`palier --version`": (*PALIER, "--version"),
            "`palier check`, both versions": (*PALIER, "check", *VERSIONS),
            "`palier run`, as a table": (*PALIER, "run", *VERSIONS, *DATA),
            "`palier run --format json`": (*PALIER, "run", *VERSIONS, *DATA, "--format", "json"),
            "`palier explain` of one payout": (*PALIER, "explain", *VERSIONS, *DATA, "registered_deal_rebate:S18"),
        },
        repeat,
    )
    print("| start to result, examples/vmware | cpu s | wall s | MiB |\n|---|---|---|---|")
    for name, spent in best.items():
        print(f"| {name} | {spent.cpu:.2f} | {spent.wall:.2f} | {spent.mebibytes} |")
    print()


def w1(folder: Path, scale: int, repeat: int) -> None:
    """The interpreter beside a program written by hand."""
    data = folder / "w1"
    generate.main(scale, data)
    by_hand, ours = folder / "by_hand", folder / "ours"
    rules = str(HERE / "w1.palier")
    best = in_turn(
        {
            "hand-written": (sys.executable, str(HERE / "handwritten.py"), str(data), str(by_hand)),
            "interpreter": (*PALIER, "run", rules, "--data", str(data), "--format", "csv", "--out", str(ours)),
        },
        repeat,
    )
    if (by_hand / "payouts.csv").read_bytes() != (ours / "payouts.csv").read_bytes():
        sys.exit("the two do not pay the same")
    activities = generate.ACTIVITIES * scale
    print(
        f"| W1, scale {scale} ({activities:,} activities) | cpu s | ratio | activities/s | MiB |\n|---|---|---|---|---|"
    )
    for name, spent in best.items():
        ratio, speed = spent.cpu / best["hand-written"].cpu, activities / spent.cpu
        print(f"| {name} | {spent.cpu:.2f} | {ratio:.1f} | {speed:,.0f} | {spent.mebibytes} |")
    print()


def lines(folder: Path, scale: int, repeat: int) -> None:
    """How fast long rule files are checked, the start of the process included."""
    del scale
    files = {count: rule_files.write(folder / f"rules_{count}.palier", count) for count in LINES}
    best = in_turn({f"{count:,}": (*PALIER, "check", str(path)) for count, path in files.items()}, min(repeat, 3))
    print("| lines of rules | cpu s | lines/s | MiB |\n|---|---|---|---|")
    for name, spent in best.items():
        speed = int(name.replace(",", "")) / spent.cpu
        print(f"| {name} | {spent.cpu:.2f} | {speed:,.0f} | {spent.mebibytes} |")
    print()


MEASURES: Mapping[str, Callable[[Path, int, int], None]] = {"start": start, "w1": w1, "lines": lines}


def in_turn(commands: Mapping[str, Sequence[str]], repeat: int) -> dict[str, Spent]:
    """The best of each command, all of them run once before any is run again."""
    found: dict[str, list[Spent]] = {name: [] for name in commands}
    for _ in range(repeat):
        for name, command in commands.items():
            found[name].append(spent_by(command))
    return {name: Spent(*map(min, zip(*runs, strict=True))) for name, runs in found.items()}


def spent_by(command: Sequence[str]) -> Spent:
    """Runs a command to its end."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"this ended with {process.returncode}: {' '.join(command)}")
    return Spent(used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss // 1024)


if __name__ == "__main__":
    main()
