"""Makes the parser's tables of the grammar when the package is built, for a wheel as for an editable install."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TablesHook(BuildHookInterface[Any]):
    """Writes `grammar/palier.tables` beside the grammar; it is an artifact, so the wheel takes it along."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before the files are gathered."""
        del version, build_data
        root = Path(self.root)
        sys.path.insert(0, str(root / "dsl"))
        try:
            from palier.syntax.tables import write_tables

            write_tables(root / "grammar" / "palier.lark", root / "grammar" / "palier.tables")
        finally:
            sys.path.remove(str(root / "dsl"))
