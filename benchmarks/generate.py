"""Writes the data of workload W1 at a scale: 1 is 1,000 partners and 20,000 activities.

    python benchmarks/generate.py SCALE FOLDER

CSV files as the library's records want them. The same scale gives the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

SEED = 20_260_301
PARTNERS, ACTIVITIES = 1_000, 20_000
FIRST, LAST = date(2020, 1, 1), date(2021, 12, 31)
STAGES = ("Assessment", "ProofOfConcept", "Referral", "Deployment", "Training")
AREAS = ("VCF", "Tanzu", "WorkspaceOne", "Networking", "Storage", "Security", "Cloud")
LEVELS = ("Foundation", "Professional", "Master")


def main(scale: int, folder: Path) -> None:
    """Writes the three files."""
    random = Random(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    count = PARTNERS * scale
    write(folder / "partner.csv", "id,name,enrolled_on", partners(random, count))
    write(folder / "certification.csv", "partner,area,level,obtained_on", certifications(random, count))
    write(
        folder / "activity.csv", "id,partner,stage,status,completed_on", activities(random, ACTIVITIES * scale, count)
    )


def write(path: Path, header: str, rows: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(f"{header}\n")
        out.writelines(f"{row}\n" for row in rows)


def partners(random: Random, count: int) -> Iterator[str]:
    """Most are members before the first activity."""
    for number in range(count):
        enrolled = FIRST - timedelta(days=random.randint(1, 900)) if random.random() < 0.7 else day(random)
        yield f"p{number},Partner {number},{enrolled}"


def certifications(random: Random, count: int) -> Iterator[str]:
    """None to four for each partner; about half of the partners are eligible in the end."""
    for number in range(count):
        for _ in range(random.randint(0, 4)):
            area = random.choices(AREAS, (3, 3, 3, 1, 1, 1, 1))[0]
            level = random.choices(LEVELS, (1, 1, 2))[0]
            yield f"p{number},{area},{level},{day(random) - timedelta(days=365)}"


def activities(random: Random, count: int, owners: int) -> Iterator[str]:
    for number in range(count):
        status = random.choices(("Approved", "Submitted", "Rejected"), (8, 1, 1))[0]
        yield f"a{number},p{random.randrange(owners)},{random.choice(STAGES)},{status},{day(random)}"


def day(random: Random) -> date:
    return FIRST + timedelta(days=random.randint(0, (LAST - FIRST).days))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
