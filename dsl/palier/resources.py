"""Where the grammar, the standard library, the translations and the pages of problems lie.

In a wheel they are inside the package; in an editable install they are at the top of the checkout.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

CHECKOUT = Path(__file__).resolve().parents[2]


def grammar_text() -> str:
    """The grammar, as it is written."""
    return _folder("grammar", "grammar").joinpath("palier.lark").read_text(encoding="utf-8")


def tables_path() -> Traversable:
    """The parser's tables, made of the grammar when the package is built. The file may not exist."""
    return _folder("grammar", "grammar").joinpath("palier.tables")


def library_path() -> Traversable:
    """The folder of the standard library's modules."""
    return _folder("stdlib", "stdlib")


def problem_pages() -> Traversable:
    """The folder with a page for each code."""
    return _folder("problem_pages", "docs/problems")


def catalogue_path(code: str) -> Traversable:
    """The compiled translations into a language; beside it, in a checkout, the `.po` file that they are made of."""
    return _folder("locale", "locale").joinpath(f"{code}.mo")


def in_checkout() -> bool:
    """Whether the package runs from a checkout, where files made of others may be written beside them."""
    return (CHECKOUT / "grammar" / "palier.lark").is_file()


def _folder(packaged: str, checked_out: str) -> Traversable:
    inside = Path(__file__).parent / packaged
    if inside.is_dir():
        return inside
    if in_checkout():
        return CHECKOUT / checked_out
    from importlib.resources import files  # slow to load, and only needed where the package is no folder: in a zip

    return files("palier").joinpath(packaged)
