"""Catalogues of translations: `locale/CODE.po`, compiled when the package is built, as the parser's tables are."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import palier.resources as resources


@cache
def catalogue(code: str) -> GNUTranslations:
    """The translations into a language. In a checkout whose `.po` is newer, they are compiled anew."""
    compiled = resources.catalogue_path(code)
    if isinstance(compiled, Path) and resources.in_checkout():
        written = compiled.with_suffix(".po")
        if not compiled.is_file() or compiled.stat().st_mtime_ns < written.stat().st_mtime_ns:
            return GNUTranslations(BytesIO(compile_catalogue(written, compiled)))
    return GNUTranslations(BytesIO(compiled.read_bytes()))


def compile_catalogue(written: Path, compiled: Path) -> bytes:
    """Compile a `.po` file: what the build does. Gives the compiled form, whether or not it could be stored."""
    import os
    import tempfile
    from contextlib import suppress

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with written.open("rb") as file:
        made = read_po(file, locale=written.stem, abort_invalid=True)
    content = BytesIO()
    write_mo(content, made)
    with suppress(OSError):
        handle, temporary = tempfile.mkstemp(dir=compiled.parent, prefix=compiled.name)
        with os.fdopen(handle, "wb") as target:
            target.write(content.getvalue())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(compiled)
    return content.getvalue()
