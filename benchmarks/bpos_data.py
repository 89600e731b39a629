"""Writes the data of examples/bpos: edges that are chosen, and ordinary rows that a seeded generator draws.

    python benchmarks/bpos_data.py [FOLDER]

The same seed gives the same bytes. A contract whose number begins with E stands at an edge, and examples/bpos/README.md
says at which.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

SEED = 20_090_401
FOLDER = Path(__file__).resolve().parents[1] / "examples" / "bpos" / "data"
FEES = {"DesklessWorkerSuite": "3.00", "MailOnline": "10.00", "ShareOnline": "7.50", "FullSuite": "15.00"}

PARTNERS = """
P01 | Anvil Office Systems  | FR | 2006-09-04 | Reseller
P02 | Bobbin Business IT    | FR | 2006-09-04 | Reseller; System integrator
P03 | Caliper Consulting    | FR | 2007-01-08 | Consultant
P04 | Dovetail Networks     | FR | 2007-03-05 | System integrator
P05 | Escapement Software   | FR | 2007-03-05 | Reseller
P06 | Flywheel Hosting      | FR | 2007-10-01 | Managed service provider
P07 | Gimlet Services       | FR | 2008-02-04 | Service provider
P08 | Hopper Hosting        | FR | 2008-02-04 | Managed service provider
P09 | Ingot Informatics     | FR | 2008-04-07 | Reseller
P10 | Joist Associates      | FR | 2008-06-02 | Consultant
P11 | Keystone Workplace    | FR | 2008-09-01 | System integrator
P12 | Lathe and Partners    | BE | 2008-09-01 | Reseller
"""

# The last two are the edges that a country makes.
CUSTOMERS = """
C01 | Marble Press        | FR
C02 | Nettle Bakeries     | FR
C03 | Ochre Mills         | FR
C04 | Parsley Caterers    | FR
C05 | Quartz Watches      | FR
C06 | Russet Orchards     | FR
C07 | Slate Roofing       | FR
C08 | Thistle Wines       | FR
C09 | Umber Paints        | FR
C10 | Velvet Theatres     | FR
C11 | Walnut Furniture    | BE
C12 | Yarrow Laboratories |
"""

# id, customer, seats, bought on
LICENCES = """
O01 | C01 | 250 | 2007-05-14
O02 | C02 | 40  | 2008-01-21
O03 | C02 | 20  | 2010-05-17
O04 | C03 | 60  | 2008-03-10
O05 | C05 | 500 | 2007-11-05
O06 | C06 | 80  | 2009-01-12
O07 | C07 | 120 | 2008-06-16
O08 | C08 | 90  | 2010-02-15
O09 | C09 | 300 | 2008-10-06
O10 | C10 | 30  | 2009-09-07
O11 | C11 | 100 | 2008-10-06
O12 | C12 | 100 | 2008-10-06
"""

# id, partner, customer, offer, seats, starts on, ends on, cancelled on
CONTRACTS = """
E01 | P01 | C01 | FullSuite           | 100 | 2009-03-31 | 2012-03-31 |
E02 | P01 | C01 | FullSuite           | 100 | 2009-04-01 | 2010-04-01 |
E03 | P01 | C01 | FullSuite           | 100 | 2009-04-15 | 2011-04-15 |
E04 | P01 | C01 | FullSuite           | 100 | 2009-04-15 | 2012-04-15 |
E05 | P02 | C05 | DesklessWorkerSuite | 50  | 2009-05-04 | 2010-05-04 |
E06 | P02 | C05 | MailOnline          | 50  | 2009-05-04 | 2010-05-04 |
E07 | P03 | C02 | ShareOnline         | 60  | 2009-06-01 | 2011-06-01 |
E08 | P03 | C03 | ShareOnline         | 60  | 2009-06-01 | 2011-06-01 |
E09 | P04 | C04 | MailOnline          | 25  | 2009-06-01 | 2010-06-01 |
E10 | P04 | C04 | DesklessWorkerSuite | 25  | 2009-06-01 | 2010-06-01 |
E11 | P06 | C09 | FullSuite           | 200 | 2009-08-31 | 2012-02-29 | 2010-08-31
E12 | P06 | C09 | FullSuite           | 200 | 2009-08-31 | 2012-02-29 | 2010-09-01
E13 | P08 | C07 | FullSuite           | 120 | 2009-09-07 | 2011-09-07 | 2009-12-10
E14 | P12 | C11 | FullSuite           | 100 | 2009-06-01 | 2010-06-01 |
E15 | P12 | C12 | FullSuite           | 100 | 2009-06-01 | 2010-06-01 |
"""

Row = Sequence[str]


def main(folder: Path) -> None:
    """Writes all files."""
    folder.mkdir(parents=True, exist_ok=True)
    random = Random(SEED)
    write(folder, "partner", "id,name,country,enrolled_on,profiles", table(PARTNERS))
    write(folder, "customer", "id,name,country", table(CUSTOMERS))
    write(folder, "office_licence", "id,customer,seats,bought_on", table(LICENCES))
    edges = [[*row[:5], FEES[row[3]], *row[5:]] for row in table(CONTRACTS)]
    write(
        folder,
        "contract",
        "id,partner,customer,offer,seats,seat_fee,starts_on,ends_on,cancelled_on",
        sorted([*edges, *contracts(random, 21)], key=lambda row: (row[6], row[0])),
    )


def table(text: str) -> list[Row]:
    """The rows of a text with bars; cells that are left out at the end are empty."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]


def write(folder: Path, record: str, header: str, rows: Iterable[Row]) -> None:
    """One CSV file."""
    with (folder / f"{record}.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def contracts(random: Random, count: int) -> Iterable[Row]:
    """Ordinary contracts of the first two years, of one or two years; one in ten is cancelled."""
    for number in range(1, count + 1):
        offer = random.choice(list(FEES))
        starts = date(2009, 4, 6) + timedelta(weeks=random.randint(0, 80))
        cancelled = starts + timedelta(days=random.randint(90, 330))
        yield (
            f"K{number:02}",
            f"P{random.randint(1, 11):02}",
            f"C{random.randint(1, 10):02}",
            offer,
            str(random.randint(2, 60) * 2),
            FEES[offer],
            starts.isoformat(),
            starts.replace(year=starts.year + random.choice([1, 1, 2])).isoformat(),
            cancelled.isoformat() if random.random() < 0.1 else "",
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
