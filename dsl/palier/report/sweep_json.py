"""A sweep as the JSON document of `palier whatif --sweep`."""

from __future__ import annotations

from palier.meaning.types import shown
from palier.report.document import document
from palier.report.values import exact, plain
from palier.result import Sweep


def sweep_json(sweep: Sweep) -> str:
    """The document: the points in order, and, where they were looked for, the jumps."""
    digits = sweep.minor_digits
    of = sweep.type
    return document(
        {
            "programme": sweep.programme,
            "currency": sweep.currency,
            "as_of": sweep.as_of.isoformat(),
            "parameter": sweep.parameter,
            "type": shown(of),
            "now": exact(of, sweep.now, digits),
            "points": [
                {
                    "value": exact(of, point.value, digits),
                    "total": plain(point.total, digits),
                    "by_incentive": {name: plain(paid, digits) for name, paid in point.by_incentive.items()},
                }
                for point in sweep.points
            ],
            "jumps": None
            if sweep.jumps is None
            else [
                {
                    "last": exact(of, one.last, digits),
                    "first": exact(of, one.first, digits),
                    "before": plain(one.before, digits),
                    "after": plain(one.after, digits),
                }
                for one in sweep.jumps
            ],
            "gradual": [[exact(of, first, digits), exact(of, last, digits)] for first, last in sweep.gradual],
        }
    )
