"""A difference as CSV: what each incentive pays each payee, before and after."""

from __future__ import annotations

import csv
from io import StringIO

from palier.report.values import plain
from palier.result import Difference


def difference_csv(difference: Difference) -> str:
    """A row for each incentive and payee, equal ones too."""
    digits = difference.after.minor_digits
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["incentive", "payee", "before", "after", "difference", "currency"])
    for one in difference.sums:
        pair = one.amounts
        figures = [plain(amount, digits) for amount in (pair.before, pair.after, pair.difference)]
        writer.writerow([one.incentive, one.payee, *figures, pair.currency])
    return out.getvalue()
