"""Changes of facts as options say them: what is added, changed and withdrawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from palier.cli.wrong_use import WrongUse, unreadable
from palier.problems import DataPlace

if TYPE_CHECKING:
    from palier.facts import Changes

_NEXT: Final = re.compile(r",(?=\s*[^\W\d]\w*\s*=)")
"""A comma after which another field begins; any other belongs to the value."""
_KEYED: Final = re.compile(r"(?P<key>.*?):(?P<fields>\s*[^\W\d]\w*\s*=.*)", re.DOTALL)
_FIELDS: Final = re.compile(r"\s*[^\W\d]\w*\s*=.*", re.DOTALL)

add = click.option(
    "--add",
    "added",
    metavar="RECORD:FIELD=VALUE,…",
    multiple=True,
    help="One fact more: `Deal:id=d9,partner=p1,amount=5000`.",
)
change = click.option(
    "--change",
    "changed",
    metavar="RECORD:KEY:FIELD=VALUE,…",
    multiple=True,
    help="Other values in a fact: `Deal:d4:status=Won`; nothing behind the sign empties the field.",
)
withdraw = click.option(
    "--withdraw", "withdrawn", metavar="RECORD:KEY", multiple=True, help="One fact less: `Deal:d4`."
)
files = click.option(
    "--changes",
    "change_files",
    metavar="PATH",
    multiple=True,
    help="Changes from a JSON file, or from a folder with `add`, `change` and `withdraw`, each in the forms of data.",
)


def changes_of(
    added: Sequence[str], changed: Sequence[str], withdrawn: Sequence[str], paths: Sequence[str]
) -> tuple[Changes, ...]:
    """The changes, those of files first. Raises DataError for a file that cannot be read as changes."""
    found: list[Changes] = []
    for path in paths:
        found += changes_in(path)
    found += [_added(one) for one in added]
    found += [_changed(one) for one in changed]
    found += [_withdrawn(one) for one in withdrawn]
    return tuple(found)


def changes_in(path: str) -> tuple[Changes, ...]:
    """The changes of a file or folder."""
    from palier.facts import read_changes

    try:
        return read_changes(path)
    except OSError as error:
        raise unreadable(error, path) from None


def facts_of(given: Sequence[str]) -> tuple[Changes, ...]:
    """The facts of a deal: what is to be added or changed for it; one that stays as it is has no other values.

    Each is `RECORD:FIELD=VALUE,…`, `RECORD:KEY:FIELD=VALUE,…`, `RECORD:KEY`, or a file of changes.
    """
    changes: list[Changes] = []
    for one in given:
        record, colon, rest = one.partition(":")
        if Path(one).exists() or Path(one).suffix.lower() in (".json", ".csv", ".xlsx", ".ndjson", ".parquet"):
            changes += changes_in(one)
        elif colon and _FIELDS.fullmatch(rest):
            changes.append(_added(one, "--deal"))
        elif colon and _KEYED.fullmatch(rest):
            changes.append(_changed(one, "--deal"))
        elif colon and record.strip() and rest.strip():
            changes.append(_kept(record.strip(), rest.strip()))
        else:
            raise WrongUse(
                f"`{one}` is no fact of a deal",
                "write `--deal RECORD:FIELD=VALUE,…`, `--deal RECORD:KEY`, or name a file",
            )
    return tuple(changes)


def _kept(record: str, key: str) -> Changes:
    from palier.facts import Change

    return Change(record, key, {}, DataPlace(f"--deal {record}:{key}"))


def _added(text: str, option: str = "--add") -> Changes:
    from palier.facts import Add

    record, colon, rest = text.partition(":")
    if not colon or not record.strip() or not _FIELDS.fullmatch(rest):
        raise WrongUse(f"`{text}` is no fact to add", "write `--add RECORD:FIELD=VALUE,FIELD=VALUE`")
    return Add(record.strip(), _values(rest, text), DataPlace(f"{option} {record.strip()}"))


def _changed(text: str, option: str = "--change") -> Changes:
    from palier.facts import Change

    record, colon, rest = text.partition(":")
    keyed = _KEYED.fullmatch(rest)
    if not colon or not record.strip() or keyed is None or not keyed["key"].strip():
        raise WrongUse(f"`{text}` is no change of a fact", "write `--change RECORD:KEY:FIELD=VALUE,FIELD=VALUE`")
    key = keyed["key"].strip()
    return Change(record.strip(), key, _values(keyed["fields"], text), DataPlace(f"{option} {record.strip()}:{key}"))


def _withdrawn(text: str) -> Changes:
    from palier.facts import Withdraw

    record, colon, key = (part.strip() for part in text.partition(":"))
    if not colon or not record or not key:
        raise WrongUse(f"`{text}` is no fact to withdraw", "write `--withdraw RECORD:KEY`")
    return Withdraw(record, key, DataPlace(f"--withdraw {record}:{key}"))


def _values(text: str, whole: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in _NEXT.split(text):
        name, _, value = part.partition("=")
        name = name.strip()
        if name in found:
            raise WrongUse(f"`{whole}` gives `{name}` twice", "leave one")
        found[name] = value.strip()
    return found
