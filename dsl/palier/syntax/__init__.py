"""Rules as written: the tree, and the parser that makes it from a text."""

from palier.syntax.files import read_rules, source_from_text
from palier.syntax.parse import Parsed, parse

__all__ = ["Parsed", "parse", "read_rules", "source_from_text"]
