"""`palier fmt`: writes rule files in the one form they have."""

from __future__ import annotations

import sys

import click

from palier.cli import options
from palier.cli.language import reader
from palier.cli.loading import tell_problems
from palier.cli.output import show
from palier.cli.rule_files import RuleFile, rule_file, standard_input
from palier.cli.status import FINDING
from palier.cli.wrong_use import WrongUse
from palier.problems import Problem
from palier.report.cells import printable
from palier.report.difference import difference
from palier.rewrite.format import formatted


@click.command("fmt")
@options.files
@click.option("--check", is_flag=True, help="Write nothing; name the files that are not formatted, with status 1.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change, with status 1 if anything would.")
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], check: bool, diff: bool) -> None:
    """Format rule files in place; `-` stands for standard input, and writes to standard output.

    Words, literals and comments stay as they are; a file with errors of syntax is left as it is.
    """
    names = list(dict.fromkeys(files))
    if "-" in names and len(names) > 1:
        raise WrongUse("`-` stands alone", "name files, or give one text on standard input")
    given = [standard_input(sys.stdin.buffer.read()) if name == "-" else rule_file(name) for name in names]
    problems: list[Problem] = []
    changed = 0
    for file in given:
        text, wrong = _formatted(file)
        problems += wrong
        if text is None:
            continue
        differs = not file.is_now(text)
        changed += differs
        if diff:
            show([difference(file.name, file.source.text.replace("\r\n", "\n"), text, what="formatted")])
        elif check:
            if differs:
                show([f"{file.name}\n"])
        elif file.path is None:
            show([file.encoded(text).decode()])
        elif differs:
            file.write(text)
            show([reader().say("formatted {file}", file=printable(file.name)) + "\n"])
    if check and changed:
        click.echo(reader().several("{number} file to format", "{number} files to format", changed), err=True)
    if problems:
        tell_problems(problems, [file.name for file in given])
    if problems or (changed and (check or diff)):
        ctx.exit(FINDING)


def _formatted(file: RuleFile) -> tuple[str | None, tuple[Problem, ...]]:
    if file.problems:
        return None, file.problems
    made = formatted(file.source)
    return made.text, made.problems
