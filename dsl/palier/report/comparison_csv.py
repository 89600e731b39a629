"""A comparison as CSV: what each partner is paid under either programme."""

from __future__ import annotations

import csv
from io import StringIO

from palier.report.values import plain
from palier.result import Comparison


def comparison_csv(comparison: Comparison) -> str:
    """A row for each partner, in the order of keys."""
    difference = comparison.difference
    digits = difference.after.minor_digits
    names = {**difference.before.names, **difference.after.names}
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["payee", "name", "old", "new", "difference", "ratio", "currency"])
    for one in difference.by_payee:
        pair = one.amounts
        figures = [plain(amount, digits) for amount in (pair.before, pair.after, pair.difference)]
        ratio = "" if pair.ratio is None else plain(pair.ratio)
        writer.writerow([one.payee, names.get(one.payee or "", ""), *figures, ratio, pair.currency])
    return out.getvalue()
