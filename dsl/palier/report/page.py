"""Pages: documents for readers as HTML, one file with nothing to fetch, to read on a phone and to print."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from palier.speech import Language


def page(template: str, language: Language, **content: Any) -> str:
    """A template of `report/templates/` filled in. It extends `page.html`, and has `say`, `several` and `language`.

    What is filled in is escaped.
    """
    found = _templates().get_template(template)
    return found.render(say=language.say, several=language.several, language=language, **content).strip() + "\n"


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("palier.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
