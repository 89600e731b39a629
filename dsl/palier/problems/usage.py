"""Wrong calls: what a caller asked for that cannot be."""

from __future__ import annotations


class UsageError(ValueError):
    """A wrong call: a parameter that is not there, a value that does not fit, no date to run by."""
