"""Where a partner stands, as a page."""

from __future__ import annotations

from palier.report.page import page
from palier.report.progress_told import told
from palier.result.progress import Progress
from palier.speech import Language


def progress_page(progress: Progress, language: Language) -> str:
    """The page, in the language of the reader."""
    return page("progress.html", language, told=told(progress, language))
