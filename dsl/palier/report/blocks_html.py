"""A document as a page: one file with nothing to fetch, to read on a phone and to print."""

from __future__ import annotations

from palier.report.blocks import Document
from palier.report.page import page
from palier.speech import Language


def blocks_html(document: Document, language: Language) -> str:
    """The whole page."""
    blocks = [(type(block).__name__, block) for block in document.blocks]
    return page("blocks.html", language, document=document, blocks=blocks)
