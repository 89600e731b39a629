"""Writes the data of examples/avaya: edges that are chosen, and ordinary rows that a seeded generator draws.

    python benchmarks/avaya_data.py [FOLDER]

The same seed gives the same bytes. A row whose id begins with E (a contract), F (an order) or G (a licence) stands at
an edge, and examples/avaya/README.md says at which.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

SEED = 20_210_101
FOLDER = Path(__file__).resolve().parents[1] / "examples" / "avaya" / "data"

PARTNERS = """
M1  | Meridian Distribution | FR | 2019-01-07 | Distributor                 |
M2  | Solstice Distribution | FR | 2019-01-07 | Distributor                 |
P01 | Alder Telecom         | FR | 2019-03-04 | Reseller; Integrator        | M1
P02 | Birch Networks        | FR | 2019-03-04 | Reseller                    | M2
P03 | Cypress Voice         | FR | 2019-05-06 | Reseller; Service provider  | M1
P04 | Dogwood Systems       | FR | 2019-09-02 | System integrator           | M2
P05 | Elder Consulting      | FR | 2020-02-03 | Consultant                  | M1
P06 | Fir Connect           | FR | 2020-02-03 | Reseller                    | M2
P07 | Ginkgo Services       | FR | 2020-06-01 | Managed service provider    | M1
P08 | Hazel Contact         | FR | 2020-06-01 | System integrator           | M2
P09 | Ivy Infrastructure    | FR | 2020-10-05 | Reseller                    | M1
P10 | Juniper Grove Telecom | FR | 2021-01-11 | Reseller                    |
"""

CUSTOMERS = """
C01 | Quarry Foods       | FR
C02 | Lantern Hotels     | FR
C03 | Bellows Foundry    | FR
C04 | Causeway Transport | FR
C05 | Drumlin Insurance  | FR
C06 | Estuary Water      | FR
C07 | Fallow Farms       | FR
C08 | Granary Retail     | FR
C09 | Headland Clinics   | FR
C10 | Inlet Marine       | FR
C11 | Kiln Ceramics      | FR
C12 | Lockside Homes     | FR
"""

PRODUCTS = """
cloud-telephony | Cloud telephony            | UCaaS
cloud-meetings  | Cloud meetings             | UCaaS
cloud-contact   | Cloud contact centre       | CCaaS
exchange        | Telephone exchange         | Telephony
contact-suite   | Contact centre on site     | Contact centre
handset         | Desk telephone             | Devices
"""

# distributor, from, share of the monthly fee
RATES = """
M1 | 2021-01-01 | 10%
M1 | 2022-01-01 | 12%
M2 | 2021-02-01 | 11%
M2 | 2021-10-15 | 9.5%
"""

# id, partner, customer, product, role, signed on, billed from, commitment, monthly fee, left on
CONTRACTS = """
E01 | P01 | C01 | cloud-telephony | Referrer        | 2020-12-31 | 2020-12-31 | 12 months | 1000.00 |
E02 | P01 | C02 | cloud-telephony | Referrer        | 2021-01-01 | 2021-02-01 | 60 months | 1234.56 |
E03 | P01 | C03 | cloud-meetings  | ServiceProvider | 2021-03-15 | 2021-04-01 | 11 months | 800.00  |
E04 | P01 | C03 | cloud-contact   | ServiceProvider | 2021-03-15 | 2021-04-01 | 12 months | 800.00  |
E05 | P02 | C04 | cloud-telephony | Referrer        | 2021-01-15 | 2021-01-31 | 24 months | 950.00  |
E06 | P03 | C05 | cloud-telephony | ServiceProvider | 2021-05-03 | 2021-06-01 | 36 months | 1500.00 | 2021-10-20
E07 | P03 | C06 | cloud-meetings  | Referrer        | 2021-05-03 | 2021-06-01 | 36 months | 1500.00 | 2022-05-31
E08 | P03 | C07 | cloud-contact   | Referrer        | 2021-05-03 | 2021-06-01 | 36 months | 1500.00 | 2022-06-01
E09 | P04 | C08 | cloud-contact   | ServiceProvider | 2021-07-01 | 2021-08-01 | 24 months | 600.00  | 2021-07-20
E10 | P07 | C09 | cloud-telephony | Referrer        | 2021-06-01 | 2021-07-01 | 12 months | 700.00  |
E11 | P07 | C10 | cloud-telephony | Referrer        | 2021-06-01 | 2021-07-01 | 12 months | 700.00  | 2022-07-01
E12 | P10 | C11 | cloud-telephony | Referrer        | 2021-09-01 | 2021-10-01 | 36 months | 400.00  |
E13 | P09 | C12 | exchange        | Referrer        | 2021-09-01 | 2021-10-01 | 36 months | 400.00  |
"""

# id, contract, renewed on, commitment, monthly fee
RENEWALS = """
R01 | E04 | 2022-04-01 | 12 months | 880.00
R02 | E10 | 2022-07-01 | 24 months | 650.00
R03 | E03 | 2022-03-01 | 24 months | 800.00
"""

# id, partner, customer, product, ordered on, registered, list amount
ORDERS = """
F01 | P01 | C01 | exchange        | 2021-02-10 | no  | 10000.00
F02 | P01 | C01 | exchange        | 2021-02-10 | yes | 10000.00
F03 | P02 | C04 | handset         | 2021-02-22 | yes | 0.05
F04 | P02 | C04 | cloud-telephony | 2021-02-22 | yes | 2500.00
"""

# id, customer, contract, bought on, given back on, price paid
LICENCES = """
G01 | C02 | E02 | 2020-02-02 | 2021-02-01 | 6000.00
G02 | C02 | E02 | 2020-02-01 | 2021-02-01 | 6000.00
G03 | C02 | E02 | 2018-02-01 | 2021-02-01 | 6000.00
G04 | C02 | E02 | 2016-02-01 | 2021-02-01 | 6000.00
G05 | C02 | E02 | 2020-06-01 | 2021-05-01 | 32000.00
G06 | C02 | E02 | 2020-06-01 | 2021-05-02 | 1000.00
G07 | C05 | E06 | 2019-06-03 | 2021-06-14 | 9000.00
G08 | C07 | E08 | 2019-06-03 | 2021-06-14 | 9000.00
G09 | C01 | E02 | 2020-02-02 | 2021-02-01 | 6000.00
G10 | C12 | E13 | 2020-10-05 | 2021-10-04 | 3000.00
G11 | C09 | E10 | 2019-04-01 | 2021-05-31 | 5000.00
"""

Row = Sequence[str]


def main(folder: Path) -> None:
    """Writes all files."""
    folder.mkdir(parents=True, exist_ok=True)
    random = Random(SEED)
    write(folder, "partner", "id,name,country,enrolled_on,profiles,distributor", table(PARTNERS))
    write(folder, "customer", "id,name,country", table(CUSTOMERS))
    write(folder, "product", "id,name,family", table(PRODUCTS))
    write(folder, "recurring_rate", "distributor,set_on,rate", table(RATES))
    write(
        folder,
        "contract",
        "id,partner,customer,product,role,signed_on,starts_on,term,monthly_fee,left_on",
        in_time([*table(CONTRACTS), *contracts(random, 12)], 5),
    )
    write(folder, "renewal", "id,contract,renewed_on,term,monthly_fee", table(RENEWALS))
    write(
        folder,
        "order_line",
        "id,partner,customer,product,ordered_on,registered,list_amount",
        in_time([*table(ORDERS), *orders(random, 24)], 4),
    )
    write(folder, "licence_return", "id,customer,contract,bought_on,returned_on,price_paid", table(LICENCES))


def table(text: str) -> list[Row]:
    """The rows of a text with bars; cells that are left out at the end are empty."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]


def in_time(rows: list[Row], column: int) -> list[Row]:
    """By date, then by id."""
    return sorted(rows, key=lambda row: (row[column], row[0]))


def write(folder: Path, record: str, header: str, rows: Iterable[Row]) -> None:
    """One CSV file."""
    with (folder / f"{record}.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def contracts(random: Random, count: int) -> Iterable[Row]:
    """Ordinary contracts, billed from the first of the month after next; one in five customers leaves."""
    for number in range(1, count + 1):
        signed = day_between(random, date(2021, 4, 1), date(2022, 9, 30))
        starts = first_of_a_month(signed, 2)
        left = starts + timedelta(days=random.randint(60, 400))
        yield (
            f"K{number:02}",
            f"P{random.randint(1, 9):02}",
            f"C{random.randint(1, 12):02}",
            random.choice(["cloud-telephony", "cloud-meetings", "cloud-contact"]),
            random.choice(["Referrer", "ServiceProvider"]),
            signed.isoformat(),
            starts.isoformat(),
            random.choice(["12 months", "24 months", "36 months", "60 months"]),
            f"{random.randint(30, 400) * 5}.00",
            left.isoformat() if random.random() < 0.2 and left <= date(2022, 12, 31) else "",
        )


def orders(random: Random, count: int) -> Iterable[Row]:
    """Ordinary orders of products on site."""
    for number in range(1, count + 1):
        yield (
            f"O{number:02}",
            f"P{random.randint(1, 10):02}",
            f"C{random.randint(1, 12):02}",
            random.choice(["exchange", "contact-suite", "handset"]),
            day_between(random, date(2021, 1, 4), date(2022, 12, 20)).isoformat(),
            random.choice(["yes", "no"]),
            f"{random.randint(20_000, 2_500_000) / 100:.2f}",
        )


def first_of_a_month(day: date, later: int) -> date:
    """The first day of a later month."""
    months = day.year * 12 + day.month - 1 + later
    return date(months // 12, months % 12 + 1, 1)


def day_between(random: Random, first: date, last: date) -> date:
    """A day, both ends included."""
    return first + timedelta(days=random.randint(0, (last - first).days))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
