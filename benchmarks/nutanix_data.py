"""Writes the data of examples/nutanix: edges that are chosen, and ordinary sales that a seeded generator draws.

    python benchmarks/nutanix_data.py [FOLDER]

The same seed gives the same bytes. A sale whose id begins with S, and its registration R, stand at an edge, and
examples/nutanix/README.md says at which. All amounts are invented.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random

SEED = 20_200_801
FOLDER = Path(__file__).resolve().parents[1] / "examples" / "nutanix" / "data"

Row = tuple[str, ...]

PARTNERS = """
P01 | Alpha Systems      | FR | 2019-01-07 | Active | Reseller; MSP
P02 | Beta Networks      | DE | 2019-01-07 | Active | Integrator
P03 | Gamma Distribution | FR | 2019-01-07 | Active | Distributor; OEM
P04 | Delta Consulting   | IT | 2019-03-04 | Active | Consultant
P05 | Epsilon Cloud      | NL | 2019-03-04 | Active | ServiceProvider; Reseller
P06 | Zeta Integration   | FR | 2019-03-04 | Active | Integrator; Reseller
P07 | Eta Hosting        | BE | 2019-09-02 | Active | MSP
P08 | Theta Solutions    | SE | 2019-09-02 | Active | Reseller
P09 | Iota Data          | PL | 2020-01-06 | Active | OEM
P10 | Kappa Services     | IE | 2020-01-06 | Active | ServiceProvider
P11 | Lambda Software    | PT | 2020-08-03 | Active | Reseller
P12 | Omega Trading      | AT | 2020-11-02 | Active | Distributor; Reseller
"""

CUSTOMERS = """
C01 | Arbor Foods     | FR
C02 | Basalt Mining   | DE
C03 | Cedar Transport | ES
C04 | Dune Energy     | IT
C05 | Ember Media     | NL
C06 | Fjord Shipping  | SE
C07 | Grove Hospital  | BE
C08 | Harbour City    | PT
C09 | Islet Insurance | IE
C10 | Juniper Schools | PL
C11 | Kelp Fisheries  | FR
C12 | Lagoon Hotels   | FR
"""

SPECIALISATIONS = """
T01 | P01 | Business   |                | 2020-02-03 |
T02 | P01 | Technology | Infrastructure | 2020-02-03 | 2021-02-03
T03 | P02 | Technology | Databases      | 2020-01-06 |
T04 | P02 | Technology | Infrastructure | 2020-06-01 |
T05 | P05 | Business   |                | 2020-09-07 |
T06 | P06 | Technology | Desktops       | 2020-10-05 |
T07 | P06 | Business   |                | 2021-01-04 |
T08 | P10 | Technology | Databases      | 2020-11-02 |
"""

ACTIVITIES = """
A1 | P04 | C03 | Referral   | Approved | 2020-09-14
A2 | P04 | C08 | Referral   | Approved | 2020-10-12
A3 | P04 | C11 | Referral   | Approved | 2020-10-30
A4 | P04 | C12 | Referral   | Approved | 2020-11-02
A5 | P10 | C05 | Referral   | Rejected | 2021-02-08
A6 | P10 | C06 | Assessment | Approved | 2021-03-08
"""

TARGETS = """
P01 | 150 150 200 200
P02 | 300 300 350 350
P03 | 400 400 400 400
P05 | 80 80 100 100
P06 | 100 120 120 150
P07 | 60 60 60 60
"""
"""Thousands of euros, quarter by quarter."""

PLANS = """
P01 | Reseller MSP           | C01 C02 | 700
P02 | Integrator             | C03 C04 | 1300
P03 | Distributor OEM        | C05 C06 | 1700
P05 | ServiceProvider Reseller | C07   | 340
P06 | Integrator Reseller    | C08     | 480
P07 | MSP                    | C09     | 230
P08 | Reseller               | C10     | 120
P09 | OEM                    | C09     | 260
"""
"""Partner, what it acts as, customers, thousands of euros sold in a year."""

# Registration, partner, customer, solution, acting as, registered on, thousands expected.
REGISTRATIONS = """
R01 | P02 | C11 | Infrastructure | Integrator | 2021-01-31 | 200
R02 | P02 | C12 | Infrastructure | Integrator | 2021-02-01 | 200
R03 | P01 | C12 | Databases      | Reseller   | 2020-10-01 | 90
R04 | P08 | C12 | Databases      | Reseller   | 2020-10-15 | 90
R05 |     | C12 | Databases      | Other      | 2020-11-02 | 90
R06 | P06 | C08 | Desktops       | Integrator | 2020-09-01 | 60
R07 | P11 | C10 | Desktops       | MSP        | 2021-03-01 | 40
R08 |     | C10 | Databases      | Other      | 2020-12-01 | 70
R09 | P01 | C01 | Infrastructure | MSP        | 2021-01-11 | 110
"""

# Sale, registration, partner, customer, solution, acting as, closed on, thousands at list price and sold.
EDGES = """
S01 | R01 | P02 | C11 | Infrastructure | Integrator | 2021-04-12 | 240 200
S02 | R02 | P02 | C12 | Infrastructure | Integrator | 2021-04-12 | 240 200
S03 | R03 | P01 | C12 | Databases      | Reseller   | 2021-01-18 | 110 90
S04 | R04 | P08 | C12 | Databases      | Reseller   | 2021-01-25 | 110 90
S05 |     |     | C12 | Databases      | Other      | 2021-03-31 | 60 50
S06 |     |     | C12 | Databases      | Other      | 2021-04-01 | 60 50
S07 | R06 | P06 | C08 | Desktops       | Integrator | 2020-10-04 | 80 60
S08 |     | P06 | C08 | Desktops       | Integrator | 2020-10-05 | 80 60
S09 | R07 | P11 | C10 | Desktops       | MSP        | 2021-05-03 | 50 40
S10 |     | P08 | C10 | Databases      | Reseller   | 2021-02-01 | 80 70
S11 | R09 | P01 | C01 | Infrastructure | MSP        | 2021-02-02 | 130 110
S12 |     | P01 | C01 | Infrastructure | Reseller   | 2021-02-03 | 130 110
S13 |     | P12 | C11 | Desktops       | Reseller   | 2020-07-31 | 30 25
S14 |     | P12 | C11 | Desktops       | Reseller   | 2020-08-01 | 30 25
S15 |     | P03 | C05 | Databases      | OEM        | 2021-07-31 | 400 350
"""


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, "partner", "id,name,country,enrolled_on,status,profiles", table(PARTNERS))
    write(folder, "customer", "id,name,country", table(CUSTOMERS))
    write(folder, "specialisation", "id,partner,kind,solution,obtained_on,expires_on", table(SPECIALISATIONS))
    write(folder, "activity", "id,partner,customer,stage,status,completed_on", table(ACTIVITIES))
    write(folder, "target", "partner,quarter_starts_on,amount", targets())
    registered = [(*row[:6], f"{row[6]}000") for row in table(REGISTRATIONS)]
    sold = [(*row[:7], *(f"{amount}000" for amount in row[7].split())) for row in table(EDGES)]
    more_registered, more_sold = drawn(Random(SEED))
    write(
        folder,
        "registration",
        "id,partner,customer,solution,role,registered_on,expected",
        registered + more_registered,
    )
    header = "id,registration,partner,customer,solution,role,closed_on,list_amount,amount"
    write(folder, "sale", header, sold + more_sold)


def table(text: str) -> list[Row]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines()]


def write(folder: Path, record: str, header: str, rows: Iterable[Row]) -> None:
    with (folder / f"{record}.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def targets() -> Iterable[Row]:
    quarters = ("2020-08-01", "2020-11-01", "2021-02-01", "2021-05-01")
    for partner, amounts in table(TARGETS):
        for day, amount in zip(quarters, amounts.split(), strict=True):
            yield partner, day, f"{amount}000"


def drawn(random: Random) -> tuple[list[Row], list[Row]]:
    """A sale in each half-year for each plan, from the year before the programme on; two of three are registered."""
    registered: list[Row] = []
    sold: list[Row] = []
    solutions = ("Infrastructure", "Databases", "Desktops")
    halves = (date(2019, 8, 1), date(2020, 2, 1), date(2020, 8, 1), date(2021, 2, 1))
    for partner, roles, customers, volume in table(PLANS):
        for half, start in enumerate(halves):
            closed = start + timedelta(days=random.randint(60, 175))
            where = (customers.split()[half % len(customers.split())], solutions[half % 3])
            role = roles.split()[half % len(roles.split())]
            cents = int(volume) * 500 * random.randint(90, 115) + random.randrange(100)
            key = ""
            if random.randrange(3):
                key = f"G{len(registered) + 1:02}"
                opened = closed - timedelta(days=random.randint(10, 90))
                registered.append((key, partner, *where, role, opened.isoformat(), f"{int(volume) // 2}000"))
            at_list = cents * 5 // 4
            amounts = (f"{amount // 100}.{amount % 100:02}" for amount in (at_list, cents))
            sold.append((f"D{len(sold) + 1:02}", key, partner, *where, role, closed.isoformat(), *amounts))
    return registered, sold


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
