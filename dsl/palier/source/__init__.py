"""Rule texts and places in them.

A place is two offsets into one text; lines and columns are worked out only when a place is shown.
"""

from palier.source.span import Place, Span
from palier.source.text import Source

__all__ = ["Place", "Source", "Span"]
