"""A sweep as CSV: a row for each value."""

from __future__ import annotations

import csv
from io import StringIO

from palier.report.values import exact, plain
from palier.result import Sweep


def sweep_csv(sweep: Sweep) -> str:
    """The value, the cost in all, and that of each incentive that pays anywhere."""
    digits = sweep.minor_digits
    names = [name for name in sweep.incentives if any(name in point.by_incentive for point in sweep.points)]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([sweep.parameter, "total", *names])
    for point in sweep.points:
        paid = [plain(point.by_incentive.get(name, 0), digits) for name in names]
        writer.writerow([exact(sweep.type, point.value, digits), plain(point.total, digits), *paid])
    return out.getvalue()
