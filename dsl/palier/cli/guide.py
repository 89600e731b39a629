"""`palier guide`: the programme as a document for its partners, and whether a published one still agrees."""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path

import click

from palier.cli import options
from palier.cli.loading import programme_of
from palier.cli.output import show, writable, write
from palier.cli.status import FINDING
from palier.cli.terminal import paint_for
from palier.cli.wrong_use import WrongUse, unreadable
from palier.speech import Language


@click.command("guide")
@options.files
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html", "text"]),
    help="By default that of the file named with --out or --check (.md, .html, .txt), else markdown.",
)
@options.language
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Write to this file.")
@click.option(
    "--check",
    "published",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Compare with a published guide: where it differs from the rules, show the lines, and end with status 1.",
)
def command(
    files: tuple[str, ...], form: str | None, language: Language | None, out: Path | None, published: Path | None
) -> None:
    """Write the programme as a guide for partners: its rules in sentences and tables, with examples."""
    if out is not None and published is not None:
        raise WrongUse("--out writes a guide and --check compares one", "do the one, then the other")
    if out is not None:
        writable(out)
    named = out or published
    text = _guide(files, form or _form_of(named), options.reader(language))
    if published is not None:
        _compare(published, text)
    elif out is not None:
        write(out, [text])
    else:
        show([text])


def _form_of(path: Path | None) -> str:
    suffixes = {".html": "html", ".htm": "html", ".txt": "text"}
    return "markdown" if path is None else suffixes.get(path.suffix.lower(), "markdown")


def _guide(files: tuple[str, ...], form: str, language: Language) -> str:
    made = programme_of(files, quiet=True).guide(language.code)
    match form:
        case "html":
            return made.html
        case "text":
            return made.text
        case _:
            return made.markdown


def _compare(published: Path, now: str) -> None:
    try:
        before = published.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise unreadable(error, str(published)) from None
    if before == now:
        return
    paint = paint_for(sys.stdout)
    lines = []
    for line in unified_diff(before.splitlines(), now.splitlines(), str(published), "the rules", lineterm=""):
        match line[:1]:
            case "-":
                lines.append(paint("error", line))
            case "+":
                lines.append(paint("good", line))
            case _:
                lines.append(line)
    show(f"{line}\n" for line in lines)
    click.echo(f"`{published}` no longer says what the rules say", err=True)
    raise click.exceptions.Exit(FINDING)
