"""Writes the data of examples/dell_emc: edges that are chosen, and ordinary sales that a seeded generator draws.

    python benchmarks/dell_emc_data.py [FOLDER]

The same seed gives the same bytes. A deal whose id begins with S stands at an edge, and examples/dell_emc/README.md
says at which. All amounts are invented.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random

SEED = 20_170_201
FOLDER = Path(__file__).resolve().parents[1] / "examples" / "dell_emc" / "data"

PARTNERS = """
P01 | Alpha Systems    | Reseller   | 2015-01-05
P02 | Beta Networks    | Integrator | 2015-01-05
P03 | Gamma Hosting    | MSP        | 2015-01-05
P04 | Delta Storage    | Reseller   | 2015-01-05
P05 | Epsilon Cloud    | MSP        | 2015-01-05
P06 | Zeta Integration | Integrator | 2015-01-05
P07 | Eta Distribution | Reseller   | 2015-01-05
P08 | Theta Solutions  | Reseller   | 2016-04-01
P09 | Iota Data        | Reseller   | 2017-05-15
P10 | Kappa Services   | MSP        | 2015-01-05
P11 | Lambda Software  | Integrator | 2015-01-05
P12 | Omega Trading    | Reseller   | 2015-01-05
"""

CUSTOMERS = """
C01 | Arbor Foods
C02 | Basalt Mining
C03 | Cedar Transport
C04 | Dune Energy
C05 | Ember Media
C06 | Fjord Shipping
C07 | Grove Hospital
C08 | Harbour City
C09 | Islet Insurance
C10 | Juniper Schools
C11 | Kelp Fisheries
C12 | Lagoon Hotels
C13 | Meadow Dairies
C14 | North Rail
"""

CERTIFICATES = """
P01 | Dell | Premier    | 2016-02-01
P01 | EMC  | Silver     | 2016-02-01
P02 | EMC  | Signature  | 2016-02-01
P02 | Dell | Preferred  | 2016-02-01
P03 | EMC  | Silver     | 2016-02-01
P04 | EMC  | Silver     | 2016-02-01
P06 | Dell | Preferred  | 2016-02-01
P06 | EMC  | Silver     | 2016-02-01
P07 | Dell | Premier    | 2016-02-01
P07 | EMC  | Signature  | 2016-02-01
P08 | Dell | Registered | 2016-06-01
P10 | EMC  | Signature  | 2016-02-01
P10 | Dell | Preferred  | 2016-02-01
P12 | Dell | Preferred  | 2016-02-01
"""

ACCREDITATIONS = """
P02 | 2016-05-02 |
P07 | 2016-05-02 |
P10 | 2016-05-02 | 2017-11-01
P06 | 2017-06-01 |
"""

INVITATIONS = """
P07 | 2017-01-16
P01 | 2017-01-16
"""

TARGETS = """
P01 | 1500 1500 2000 2000
P02 | 4000 5000 5000 6000
P04 | 1500 1500 1500 1500
P06 | 1000 1500 2000 2000
P07 | 8000 8000 9000 9000
P10 | 800 800 900 1000
P12 | 200 200 200 200
"""
"""Thousands of euros, quarter by quarter."""

ENQUIRIES = """
Q01 | C01 | Servers | 2017-03-20
Q02 | C12 | Servers | 2017-04-03
Q03 | C14 | PCs     | 2017-07-31
Q04 | C14 | PCs     | 2017-09-15
Q05 | C05 | Storage | 2017-10-02
Q06 | C07 | Network | 2018-01-08
"""

PLANS = """
P01 | Servers Storage Network PCs | C01 C02 | 7600 | 9800
P02 | Servers Storage Network     | C03 C04 | 21500 | 23000
P03 | Storage                    | C05     | 3600 | 3900
P04 | Storage                    | C06     | 6200 | 6600
P05 | Servers Network             | C05 C07 | 620 | 900
P06 | Servers Storage             | C08     | 3900 | 7400
P07 | Servers Storage Network PCs | C09 C10 | 37500 | 39000
P08 | Servers PCs                 | C11     | 300 | 420
P10 | Servers Storage Network     | C07 C12 | 2700 | 3600
P11 | Servers PCs                 | C13     | 950 | 1200
P12 | Network PCs                | C13 C11 | 500 | 640
"""
"""Partner, lines, customers, thousands of euros sold in the fiscal years 2017 and 2018."""

# Deal, partner, customer, closed on, status, and its lines: product line, thousands of euros, support by the partner.
EDGES = """
S01 |     | C12 | 2016-03-01 | Won  | Servers 200
S02 | P06 | C12 | 2017-02-01 | Won  | Servers 150; Storage 100
S03 | P10 | C12 | 2017-03-01 | Won  | Servers 80 partner; Network 60 partner
S04 | P05 | C14 | 2017-04-28 | Lost | Servers 90
S05 | P05 | C14 | 2017-05-02 | Won  | Servers 90; Network 40
S06 | P02 | C14 | 2017-07-31 | Won  | PCs 75 partner
S07 | P12 | C14 | 2017-08-01 | Won  | PCs 60
S08 | P02 | C14 | 2017-09-01 | Won  | PCs 50; Servers 120
S09 |     | C14 | 2017-10-16 | Won  | Servers 300; Storage 110; PCs 45
S10 | P09 | C08 | 2017-06-12 | Won  | Network 700
S11 | P09 | C08 | 2017-07-31 | Won  | Servers 500
S12 | P09 | C08 | 2017-08-01 | Won  | Network 250
S13 | P10 | C07 | 2017-10-31 | Won  | Storage 240 partner
S14 | P10 | C07 | 2017-11-01 | Won  | Storage 240 partner
S15 | P06 | C08 | 2017-05-31 | Won  | Storage 150 partner
S16 | P06 | C08 | 2017-06-01 | Won  | Storage 150 partner
S17 | P07 | C06 | 2017-12-04 | Won  | Network 400 partner
S18 | P01 | C02 | 2018-01-31 | Won  | Storage 500
"""

Row = tuple[str, ...]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    random = Random(SEED)
    write(folder, "partner", "id,name,profile,enrolled_on", table(PARTNERS))
    write(folder, "customer", "id,name", table(CUSTOMERS))
    write(folder, "certificate", "partner,programme,level,obtained_on", table(CERTIFICATES))
    write(folder, "accreditation", "partner,obtained_on,expires_on", table(ACCREDITATIONS))
    write(folder, "invitation", "partner,made_on", table(INVITATIONS))
    write(folder, "enquiry", "id,customer,family,asked_on", table(ENQUIRIES))
    write(folder, "target", "partner,quarter_starts_on,amount", targets())
    deals, lines = chosen()
    more_deals, more_lines = drawn(random)
    write(
        folder,
        "deal",
        "id,partner,customer,closed_on,status",
        sorted(deals + more_deals, key=lambda row: row[3:4] + row[:1]),
    )
    write(folder, "line", "id,deal,family,amount,partner_delivers", sorted(lines + more_lines))


def table(text: str) -> list[Row]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines()]


def write(folder: Path, record: str, header: str, rows: Iterable[Row]) -> None:
    with (folder / f"{record}.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def targets() -> Iterable[Row]:
    quarters = ("2017-02-01", "2017-05-01", "2017-08-01", "2017-11-01")
    for partner, amounts in table(TARGETS):
        for day, amount in zip(quarters, amounts.split(), strict=True):
            yield partner, day, f"{amount}000"


def chosen() -> tuple[list[Row], list[Row]]:
    deals: list[Row] = []
    lines: list[Row] = []
    for key, partner, customer, closed, status, sold in table(EDGES):
        deals.append((key, partner, customer, closed, status))
        for number, line in enumerate(sold.split(";"), start=1):
            family, amount, *by = line.split()
            lines.append((f"{key}-{number}", key, family, f"{amount}000", "yes" if by else "no"))
    return deals, lines


def drawn(random: Random) -> tuple[list[Row], list[Row]]:
    """A sale in each half of a fiscal year for each plan, that come to about what the plan says; both years alike."""
    deals: list[Row] = []
    lines: list[Row] = []
    halves = (date(2016, 2, 1), date(2016, 8, 1), date(2017, 2, 1), date(2017, 8, 1))
    for partner, families, customers, before, after in table(PLANS):
        for half, start in enumerate(halves):
            share = int(before if half < 2 else after) * 1000 // 2
            key = f"D{len(deals) + 1:02}"
            closed = start + timedelta(days=random.randint(1, 175))
            customer = customers.split()[half % len(customers.split())]
            deals.append((key, partner, customer, closed.isoformat(), "Won"))
            sold = families.split()[-2:] if half % 2 else families.split()[:2]
            for number, family in enumerate(sold, start=1):
                cents = share * random.randint(90, 115) // len(sold) + random.randrange(100)
                delivers = "yes" if partner in {"P02", "P07", "P10"} and random.random() < 0.4 else "no"
                lines.append((f"{key}-{number}", key, family, f"{cents // 100}.{cents % 100:02}", delivers))
    return deals, lines


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
