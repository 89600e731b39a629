"""In which language a command speaks: that of `--lang`, else that of the terminal."""

from __future__ import annotations

import os
from typing import Any, Final

import click

from palier.speech import ENGLISH, LANGUAGES, Language, language_of

_GIVEN: Final = "palier.language"


def reader(given: Language | None = None) -> Language:
    """The language to speak: the one given, that of `--lang`, that of `LC_ALL`, `LC_MESSAGES` or `LANG`, or English."""
    told = given or _told()
    if told is not None:
        return told
    said = next((one for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (one := os.environ.get(name))), "")
    return language_of(said) or ENGLISH


def of_documents() -> Language:
    """The language of the words in a document for programs: the same everywhere, unless `--lang` names another."""
    return _told() or ENGLISH


def _told() -> Language | None:
    ctx = click.get_current_context(silent=True)
    found: Language | None = None if ctx is None else ctx.find_root().meta.get(_GIVEN)
    return found


def _remember(ctx: click.Context, param: click.Parameter, given: str | None) -> Language | None:
    del param
    if given is None:
        return None
    language = language_of(given)
    if language is None:
        from palier.cli.wrong_use import WrongUse

        raise WrongUse(f"there is no language `{given}`", f"there are {', '.join(LANGUAGES)}")
    ctx.find_root().meta[_GIVEN] = language
    return language


_SETTINGS: Final[dict[str, Any]] = {
    "metavar": "CODE",
    "callback": _remember,
    "is_eager": True,
    "help": "The language of the reader, en or fr; by default that of the terminal.",
}

exposed = click.option("--lang", "language", **_SETTINGS)
"""`--lang` as an argument `language` of a command: a Language, or None when it is not given."""


def language_option() -> click.Option:
    """`--lang` of a command that need not know of it: what it says on its way is in that language."""
    return click.Option(["--lang", "language"], expose_value=False, **_SETTINGS)
