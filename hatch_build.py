"""Makes the parser's tables and the compiled translations, for a wheel as for an editable install."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TablesHook(BuildHookInterface[Any]):
    """Writes `grammar/palier.tables` and `locale/*.mo` beside their sources; they are artifacts: the wheel has them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before the files are gathered."""
        del version, build_data
        root = Path(self.root)
        sys.path.insert(0, str(root / "dsl"))
        try:
            from palier.speech.catalogue import compile_catalogue
            from palier.syntax.tables import write_tables

            write_tables(root / "grammar" / "palier.lark", root / "grammar" / "palier.tables")
            for written in sorted((root / "locale").glob("*.po")):
                compile_catalogue(written, written.with_suffix(".mo"))
        finally:
            sys.path.remove(str(root / "dsl"))
