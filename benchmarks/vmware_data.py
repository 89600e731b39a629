"""Writes the data of examples/vmware: edges that are chosen, and ordinary rows that a seeded generator draws.

    python benchmarks/vmware_data.py [FOLDER]

The same seed gives the same bytes. A row whose id begins with E (an activity) or S (a sale) stands at an edge, and
examples/vmware/README.md says at which.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

SEED = 20_210_301
FOLDER = Path(__file__).resolve().parents[1] / "examples" / "vmware" / "data"

PARTNERS = """
P01 | Alpha Systems    | FR | 2020-02-01 | Reseller
P02 | Beta Networks    | DE | 2020-02-01 | Reseller; Integrator
P03 | Gamma Services   | ES | 2020-06-15 | Integrator
P04 | Delta Consulting | IT | 2020-02-01 | Consultant
P05 | Epsilon Cloud    | NL | 2020-09-01 | ServiceProvider; MSP
P06 | Zeta Integration | FR | 2021-03-15 | Integrator
P07 | Eta Distribution | BE | 2020-02-01 | Distributor
P08 | Theta Solutions  | SE | 2020-02-01 | Reseller
P09 | Iota Data        | PL | 2020-04-01 | Reseller
P10 | Kappa Hosting    | IE | 2020-02-01 | MSP
P11 | Lambda Software  | PT | 2021-01-01 | Reseller; OEM
P12 | Omega Trading    | AT | 2021-12-31 | Reseller
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
"""

CERTIFICATIONS = """
P01 | VCF           | Master       | 2020-05-04 |
P02 | Tanzu         | Master       | 2020-11-16 |
P03 | Workspace ONE | Master       | 2021-04-12 |
P04 | VCF           | Professional | 2020-03-02 |
P04 | Security      | Master       | 2020-03-02 |
P05 | VCF           | Master       | 2020-01-15 | 2021-06-30
P05 | Tanzu         | Master       | 2021-09-01 |
P06 | VCF           | Master       | 2021-01-11 |
P07 | VCF           | Master       | 2020-03-02 |
P08 | Tanzu         | Foundation   | 2020-01-06 |
P08 | Tanzu         | Master       | 2020-07-01 |
P08 | VCF           | Master       | 2021-01-04 |
P09 | VCF           | Foundation   | 2020-05-04 |
P10 | VCF           | Master       | 2021-02-01 | 2023-02-01
P11 | Workspace ONE | Master       | 2021-02-15 |
P12 | VCF           | Master       | 2021-06-01 |
"""

# id, partner, second partner, customer, stage, status, kind of sale in view, completed on
ACTIVITIES = """
E01 | P01 |     | C01 | Assessment     | Approved  |               | 2021-02-28
E02 | P01 |     | C01 | Assessment     | Approved  |               | 2021-03-01
E03 | P01 |     | C02 | Assessment     | Approved  |               | 2021-03-22
E04 | P01 |     | C03 | Assessment     | Rejected  |               | 2021-04-06
E05 | P01 |     | C03 | Assessment     | Approved  |               | 2021-04-13
E06 | P01 |     |     | Assessment     | Approved  |               | 2021-04-20
E07 | P01 |     | C04 | Assessment     | Approved  |               | 2021-05-17
E08 | P01 |     | C05 | Assessment     | Approved  |               | 2021-08-31
E09 | P01 |     | C06 | Assessment     | Approved  |               | 2021-10-04
E10 | P08 |     | C01 | Assessment     | Approved  |               | 2021-04-01
E11 | P08 |     | C02 | Assessment     | Approved  |               | 2021-08-31
E12 | P08 |     | C03 | Assessment     | Approved  |               | 2021-09-01
E13 | P08 |     | C04 | Assessment     | Approved  |               | 2021-09-02
E14 | P08 |     | C05 | Assessment     | Approved  |               | 2021-12-30
E15 | P08 |     | C06 | Assessment     | Approved  |               | 2021-12-31
E16 | P03 |     | C02 | Assessment     | Approved  |               | 2021-04-11
E17 | P03 |     | C02 | Assessment     | Approved  |               | 2021-04-12
E18 | P05 |     | C05 | Assessment     | Approved  |               | 2021-06-29
E19 | P05 |     | C05 | Assessment     | Approved  |               | 2021-06-30
E20 | P05 |     | C05 | Assessment     | Approved  |               | 2021-08-31
E21 | P05 |     | C05 | Assessment     | Approved  |               | 2021-09-01
E22 | P06 |     | C07 | Assessment     | Approved  |               | 2021-03-14
E23 | P06 |     | C07 | Assessment     | Approved  |               | 2021-03-15
E24 | P04 |     | C04 | Assessment     | Approved  |               | 2021-05-03
E25 | P12 |     | C10 | Assessment     | Approved  |               | 2021-12-30
E26 | P12 |     | C10 | Assessment     | Approved  |               | 2021-12-31
E27 | P02 |     | C08 | Assessment     | Submitted |               | 2021-11-15
E31 | P02 |     | C02 | ProofOfConcept | Approved  | Transactional | 2021-05-03
E32 | P02 |     | C03 | ProofOfConcept | Approved  | Subscription  | 2021-05-10
E33 | P02 |     | C04 | ProofOfConcept | Approved  | Transactional | 2021-05-17
E34 | P02 |     | C05 | ProofOfConcept | Approved  | Transactional | 2021-05-24
E35 | P10 |     | C06 | ProofOfConcept | Approved  |               | 2021-06-01
E36 | P10 |     | C06 | ProofOfConcept | Approved  | Subscription  | 2021-06-07
E37 | P07 |     | C07 | ProofOfConcept | Approved  | Transactional | 2021-07-30
E38 | P11 |     | C08 | ProofOfConcept | Approved  | Transactional | 2021-07-31
E39 | P11 |     | C08 | ProofOfConcept | Approved  | Transactional | 2021-08-01
E40 | P07 |     | C07 | ProofOfConcept | Rejected  | Transactional | 2021-08-02
E41 | P01 |     | C09 | ProofOfConcept | Approved  | Transactional | 2021-02-28
E51 | P01 | P03 | C01 | Referral       | Approved  |               | 2021-03-08
E52 | P01 |     | C02 | Referral       | Approved  |               | 2021-03-09
E53 | P01 | P01 | C03 | Referral       | Approved  |               | 2021-03-10
E54 | P01 | P06 | C04 | Referral       | Approved  |               | 2021-06-14
E55 | P01 | P03 | C05 | Referral       | Approved  |               | 2021-09-06
E56 | P01 | P03 | C06 | Referral       | Approved  |               | 2021-12-31
E57 | P02 | P03 | C02 | Referral       | Approved  |               | 2021-06-14
E58 | P02 | P03 | C02 | Referral       | Approved  |               | 2021-06-15
E59 | P07 | P10 | C07 | Referral       | Approved  |               | 2021-03-29
E60 | P09 | P03 | C10 | Referral       | Approved  |               | 2021-05-10
E71 | P01 |     | C01 | Deployment     | Approved  |               | 2020-01-31
E72 | P01 |     | C01 | Deployment     | Approved  |               | 2020-02-01
E73 | P01 |     | C02 | Deployment     | Approved  |               | 2020-12-31
E74 | P01 |     | C02 | Deployment     | Approved  |               | 2021-01-01
E75 | P01 |     | C03 | Deployment     | Approved  |               | 2021-02-28
E76 | P01 |     | C03 | Deployment     | Approved  |               | 2021-03-01
E77 | P01 |     | C04 | Deployment     | Approved  |               | 2021-03-02
E78 | P01 |     | C05 | Deployment     | Approved  |               | 2021-03-03
"""

# id, partner, customer, registered on, closed on, status, cancelled on, kind, amount, currency
DEALS = """
S01 | P01 | C01 | 2020-06-01 | 2020-07-31 | Won  |            | Transactional | 60000     |
S02 | P01 | C02 | 2020-06-01 | 2020-08-01 | Won  |            | Transactional | 60000     |
S03 | P01 | C03 | 2020-10-05 | 2020-12-31 | Won  |            | Transactional | 249999.99 |
S04 | P01 | C04 | 2020-10-05 | 2021-01-01 | Won  |            | Subscription  | 250000    |
S05 | P01 | C05 | 2021-01-11 | 2021-02-28 | Won  |            | Transactional | 250000    |
S06 | P01 | C06 | 2021-01-11 | 2021-03-01 | Won  |            | Transactional | 250000    |
S07 | P08 | C01 | 2020-03-01 | 2020-03-15 | Won  |            | Subscription  | 40000     |
S08 | P08 | C01 | 2020-03-02 | 2020-03-15 | Won  |            | Subscription  | 40000     |
S09 | P08 | C02 |            | 2020-04-20 | Won  |            | Subscription  | 40000     |
S10 | P03 | C03 | 2020-05-11 | 2020-06-14 | Won  |            | Subscription  | 100000    |
S11 | P03 | C03 | 2020-05-11 | 2020-06-15 | Won  |            | Subscription  | 100000    |
S12 | P07 | C07 | 2020-09-07 | 2020-10-04 | Won  |            | Transactional | 12345.67  | USD
S13 | P07 | C07 | 2020-09-07 | 2020-10-05 | Won  |            | Transactional | 12345.67  | USD
S14 | P02 | C08 | 2021-04-12 | 2021-05-31 | Won  |            | Subscription  | 80000     |
S15 | P02 | C08 | 2021-04-12 | 2021-06-15 | Won  |            | Transactional | 80000     |
S16 |     | C09 | 2021-04-12 | 2021-06-15 | Won  |            | Transactional | 500000    |
S17 | P10 | C09 | 2021-05-03 | 2021-06-28 | Won  | 2021-10-11 | Subscription  | 300000    |
S18 | P07 | C10 | 2021-05-03 | 2021-07-05 | Won  |            | Transactional | 420000    | USD
S19 | P05 | C10 | 2021-05-03 | 2021-07-12 | Won  |            | Subscription  | 330000    |
S20 | P04 | C04 | 2021-05-03 | 2021-07-31 | Won  |            | Subscription  | 200000    |
S21 | P04 | C04 | 2021-05-03 | 2021-08-01 | Won  |            | Subscription  | 200000    |
"""

Row = Sequence[str]


def main(folder: Path) -> None:
    """Writes all files."""
    folder.mkdir(parents=True, exist_ok=True)
    random = Random(SEED)
    partners = table(PARTNERS)
    customers = table(CUSTOMERS)
    write(folder, "partner", "id,name,country,enrolled_on,profiles", partners)
    write(folder, "customer", "id,name,country", customers)
    write(folder, "certification", "partner,area,level,obtained_on,expires_on", table(CERTIFICATIONS))
    write(
        folder,
        "activity",
        "id,partner,second_partner,customer,stage,status,sale_kind,completed_on",
        in_time([*table(ACTIVITIES), *activities(random, 94)], 7),
    )
    write(
        folder,
        "deal",
        "id,partner,customer,registered_on,closed_on,status,cancelled_on,kind,amount,amount_currency",
        in_time([*table(DEALS), *deals(random, 50)], 4),
    )
    write(folder, "exchange_rate", "from_currency,to_currency,date,rate", rates(random))


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


def activities(random: Random, count: int) -> Iterable[Row]:
    """Ordinary work of the two years; P12 is not there yet and has none."""
    for number in range(1, count + 1):
        stage = random.choice(["Assessment", "ProofOfConcept", "Referral", "Deployment", "Training"])
        status = random.choices(["Approved", "Submitted", "Rejected"], [8, 1, 1])[0]
        partner = random.randint(2, 11)
        second = random.choice([other for other in range(1, 12) if other != partner])
        yield (
            f"A{number:03}",
            f"P{partner:02}",
            f"P{second:02}" if stage == "Referral" else "",
            f"C{random.randint(1, 10):02}",
            stage,
            status,
            random.choice(["Transactional", "Subscription"]) if stage == "ProofOfConcept" else "",
            day_between(random, date(2020, 2, 3), date(2021, 12, 20)).isoformat(),
        )


def deals(random: Random, count: int) -> Iterable[Row]:
    """Ordinary sales of the two years; P01 and P12 have none of these."""
    for number in range(1, count + 1):
        closed = day_between(random, date(2020, 2, 3), date(2021, 12, 20))
        registered = "" if random.random() < 0.15 else (closed - timedelta(days=random.randint(5, 90))).isoformat()
        status = random.choices(["Won", "Lost"], [7, 3])[0]
        cancelled = closed + timedelta(days=random.randint(20, 60))
        yield (
            f"D{number:03}",
            f"P{random.randint(2, 11):02}",
            f"C{random.randint(1, 10):02}",
            registered,
            closed.isoformat(),
            status,
            cancelled.isoformat() if status == "Won" and random.random() < 0.08 else "",
            random.choice(["Transactional", "Subscription", ""]),
            str(Decimal(random.randint(300_000, 15_000_000)) / 100),
            random.choices(["EUR", "", "USD"], [6, 2, 2])[0],
        )


def day_between(random: Random, first: date, last: date) -> date:
    """A day, both ends included."""
    return first + timedelta(days=random.randint(0, (last - first).days))


def rates(random: Random) -> Iterable[Row]:
    """Euros for a dollar, each Monday: a walk around 0.86, not what the market paid."""
    day, rate = date(2020, 1, 27), 8600
    while day <= date(2021, 12, 31):
        yield "USD", "EUR", day.isoformat(), f"{Decimal(rate) / 10_000:.4f}"
        day += timedelta(days=7)
        rate += random.randint(-60, 60)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
