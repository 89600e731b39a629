"""`palier explain-code`: what a code means, with a bad and a good example."""

from __future__ import annotations

import click

from palier.cli.output import show
from palier.cli.wrong_use import WrongUse
from palier.problems import nearest
from palier.resources import problem_pages


@click.command("explain-code")
@click.argument("code")
def command(code: str) -> None:
    """Tell what the CODE of a problem means, with a bad and a good example."""
    folder = problem_pages()
    pages = (
        {one.name.removesuffix(".md"): one for one in folder.iterdir() if one.name.endswith(".md")}
        if folder.is_dir()
        else {}
    )
    page = pages.get(code.upper())
    if page is None:
        near = nearest(code.upper(), pages)
        hint = f"did you mean `{near}`?" if near else f"there are {', '.join(sorted(pages))}"
        raise WrongUse(f"there is no code `{code}`", hint if pages else None)
    text = page.read_text(encoding="utf-8")
    show([text if text.endswith("\n") else f"{text}\n"])
