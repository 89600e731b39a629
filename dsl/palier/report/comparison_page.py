"""A comparison as a page."""

from __future__ import annotations

from palier.report.comparison_told import Told
from palier.report.page import page
from palier.result import Comparison
from palier.speech import Language


def comparison_page(comparison: Comparison, language: Language) -> str:
    """The page: sums, partners, tiers, and the deals that differ most."""
    return page("comparison.html", language, told=Told(comparison, language), comparison=comparison)
