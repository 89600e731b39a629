"""`palier explain-code`: what a code means, with a bad and a good example."""

from __future__ import annotations

from typing import Final

import click

from palier.cli.output import show
from palier.cli.wrong_use import WrongUse
from palier.problems import nearest
from palier.resources import problem_pages

MOST_NAMED: Final = 5
FAMILIES: Final = {
    "P1": "text and syntax",
    "P2": "names and modules",
    "P3": "types and money",
    "P4": "tables and tiers",
    "P5": "incentives, caps, stacks and templates",
    "P6": "time and versions",
    "P7": "examples",
    "P8": "style",
    "D1": "data that cannot be read",
    "D2": "data on which a rule cannot be computed",
}


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
        raise WrongUse(f"there is no code `{code}`", _hint(code.upper(), list(pages)) if pages else None)
    text = page.read_text(encoding="utf-8")
    show([text if text.endswith("\n") else f"{text}\n"])


def _hint(code: str, codes: list[str]) -> str:
    """The nearest codes of the family that is asked for; or which families there are."""
    family = sorted(one for one in codes if one[:2] == code[:2])
    if not family:
        return f"codes begin with {', '.join(f'`{first}` ({about})' for first, about in FAMILIES.items())}"
    likely = nearest(code, family)
    if likely is not None and len(code) > len(likely):
        return likely.question
    asked = int("".join(letter for letter in code[1:4] if letter in "0123456789").ljust(3, "0"))
    near = sorted(family, key=lambda one: (abs(int(one[1:]) - asked), one))[:MOST_NAMED]
    return f"near it are {', '.join(f'`{one}`' for one in sorted(near))}; {code[:2]}xx are about {FAMILIES[code[:2]]}"
