"""What tests draw from: data models, facts for them, typed expressions, and whole programmes."""

from strategies.programmes import Drawn, drawn_programmes
from strategies.rows import FORMATS, write_files

__all__ = ["FORMATS", "Drawn", "drawn_programmes", "write_files"]
