"""Workload W1 as a good Python program says it by hand: one pass, integer cents, no explanation.

    python benchmarks/handwritten.py DATA OUT

It reads the CSV files that `palier run benchmarks/w1.palier --data DATA --format csv --out OUT` reads and writes the
same payouts, in the same order, to OUT/payouts.csv. Like a program of its kind it trusts its data.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

FEES = {
    "Assessment": ("technical_assessment", 0, 2_000_00, 5_000_00),
    "ProofOfConcept": ("proof_of_concept", 1, 4_000_00, 10_000_00),
    "Referral": ("partner_to_partner", 2, 3_000_00, 9_000_00),
}
"""By stage: the incentive, its rank, its fee and its cap."""
AREAS = {"VCF", "Tanzu", "WorkspaceOne"}
HEADER = "id,incentive,payee,payer,subject_record,subject_key,period,part,earned_on,gross,amount,currency,unit,capped,"
HEADER += "adjusts"
NEVER = "9999-12-31"


def main(data: Path, folder: Path) -> None:
    """Computes and writes."""
    eligible_from = members(data)
    candidates = []
    with (data / "activity.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        at = next(rows)
        key, partner, stage, status, done = map(at.index, ("id", "partner", "stage", "status", "completed_on"))
        for row in rows:
            day = row[done]
            if row[status] == "Approved" and row[stage] in FEES and eligible_from.get(row[partner], NEVER) <= day:
                fee = FEES[row[stage]]
                candidates.append((day, fee[1], row[key], row[partner], fee))
    candidates.sort()
    used: defaultdict[tuple[int, str, str], int] = defaultdict(int)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "payouts.csv").open("w", encoding="utf-8", newline="") as out:
        out.write(f"{HEADER}\n")
        for day, rank, activity, payee, (incentive, _, gross, cap) in candidates:
            ledger = rank, payee, day[:4]
            amount = min(gross, cap - used[ledger])
            used[ledger] += amount
            out.write(
                f"{incentive}:{activity},{incentive},{payee},,Activity,{activity},,,{day},"
                f"{gross // 100}.{gross % 100:02},{amount // 100}.{amount % 100:02},EUR,,"
                f"{'true' if amount < gross else 'false'},\n"
            )


def members(data: Path) -> dict[str, str]:
    """The day from which each partner is a member and holds a Master competency; ISO dates compare as text."""
    masters: dict[str, str] = {}
    with (data / "certification.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["level"] == "Master" and row["area"] in AREAS:
                partner, day = row["partner"], row["obtained_on"]
                masters[partner] = min(day, masters.get(partner, NEVER))
    with (data / "partner.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: max(row["enrolled_on"], masters[row["id"]])
            for row in csv.DictReader(file)
            if row["id"] in masters
        }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
