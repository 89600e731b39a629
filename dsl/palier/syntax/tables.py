"""The parser's tables: what Lark makes of the grammar, in a form that loads in milliseconds.

Lark reads the grammar and refuses it where it is not LALR(1). That takes a second, so the tables are made when the
package is built and kept beside the grammar. They hold the grammar's hash and Lark's version: tables that do not agree
are made anew.
"""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import attrs

from palier import resources

FORM = 3
"""Counts the forms of the file: tables of another form are made anew."""

LARK = "1.3.1"
"""The version of Lark that the package requires: asking which one is installed takes longer than loading the tables."""


class RuleRow(NamedTuple):
    """A rule, as the parser needs it."""

    size: int
    """How many symbols it takes from the stack."""
    origin: str
    name: str
    """The function that makes its node; empty where its parts go up as a list, `=` where its one part does."""
    first: int
    last: int
    """Between which symbols its span reaches: without line ends and indentation; -1 where there are none."""
    plan: tuple[int, ...]
    """What goes into the node: -1 for nothing, 2n for the value of symbol n, 2n + 1 for each value in its list."""


@attrs.frozen(eq=False)
class Tables:
    """LALR(1) tables: a row for each state; in it n + 1 is “go to state n”, and -n - 1 is “apply rule n”."""

    rows: list[dict[str, int]]
    start: int
    rules: list[RuleRow]
    words: dict[str, str]
    """Keywords and punctuation: the text of each terminal."""
    patterns: dict[str, str]
    """Literals and names: the pattern of each terminal."""


@cache
def tables() -> Tables:
    """The tables of the grammar in this installation."""
    grammar = resources.grammar_text()
    stored = resources.tables_path()
    wanted = _stamp(grammar)
    with suppress(OSError, ValueError, KeyError, TypeError):
        document = json.loads(stored.read_bytes())
        if document["stamp"] == wanted:
            return _read(document)
    document = _document(grammar)
    if isinstance(stored, Path) and resources.in_checkout():
        with suppress(OSError):
            _store(document, stored)
    return _read(document)


def write_tables(grammar: Path, target: Path) -> None:
    """Make the tables of a grammar: what the build does."""
    _store(_document(grammar.read_text(encoding="utf-8")), target)


def _stamp(grammar: str) -> list[Any]:
    from hashlib import sha256

    return [FORM, LARK, sha256(grammar.encode()).hexdigest()]


def _store(document: dict[str, Any], target: Path) -> None:
    import os
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=target.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(document, file, separators=(",", ":"))
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _read(document: dict[str, Any]) -> Tables:
    return Tables(
        rows=document["rows"],
        start=document["start"],
        rules=[
            RuleRow(size, origin, name, first, last, tuple(plan))
            for size, origin, name, first, last, plan in document["rules"]
        ],
        words=document["words"],
        patterns=document["patterns"],
    )


def _document(grammar: str) -> dict[str, Any]:
    from lark import Lark
    from lark.lexer import Lexer, PatternStr
    from lark.parsers.lalr_analysis import Shift

    class NoLexer(Lexer):
        """Lark wants one; the parser brings its own."""

        def __init__(self, conf: Any) -> None: ...

        def lex(self, lexer_state: Any, parser_state: Any) -> Any:
            """Never called."""

    made: Any = Lark(grammar, parser="lalr", lexer=NoLexer, strict=True, start="file", maybe_placeholders=True)
    table = made.parser.parser._parse_table
    rules = sorted(made.rules, key=repr)
    terminals = sorted(made.terminals, key=lambda terminal: str(terminal.name))
    numbers = {rule: number for number, rule in enumerate(rules)}
    order = _order(table.states, table.start_states["file"], Shift)
    rows = [
        {
            terminal: order[argument] + 1 if action is Shift else -numbers[argument] - 1
            for terminal, (action, argument) in sorted(table.states[state].items())
        }
        for state in order
    ]
    end = order[table.end_states["file"]]
    rows[end]["$END"] = end + 1
    words = {t.name: t.pattern.value for t in terminals if isinstance(t.pattern, PatternStr)}
    patterns = {t.name: t.pattern.value for t in terminals if t.name not in words}
    return {
        "stamp": _stamp(grammar),
        "start": 0,
        "rows": rows,
        "rules": [_rule(rule) for rule in rules],
        "words": words,
        "patterns": patterns,
    }


def _order(states: dict[int, Any], start: int, shift: Any) -> dict[int, int]:
    """New numbers for the states, in the order they are met from the start: Lark's differ from one run to the next."""
    order, waiting = {start: 0}, [start]
    for state in waiting:
        for _, (action, argument) in sorted(states[state].items(), key=lambda entry: entry[0]):
            if action is shift and argument not in order:
                order[argument] = len(order)
                waiting.append(argument)
    return order


def _rule(rule: Any) -> list[Any]:
    """A rule of Lark's: which parts go into the node is decided here as Lark's own tree builder decides it."""
    symbols = rule.expansion
    blanks = [0] * (len(symbols) + 1)
    if rule.options.empty_indices:
        runs = "".join("1" if empty else "0" for empty in rule.options.empty_indices).split("0")
        blanks = [len(run) for run in runs]
    plan: list[int] = []
    for number, symbol in enumerate(symbols):
        plan += [-1] * blanks[number]
        if not symbol.is_term:
            plan.append(2 * number + symbol.name.startswith("_"))
        elif rule.options.keep_all_tokens or not symbol.filter_out:
            plan.append(2 * number)
    plan += [-1] * blanks[-1]
    solid = [n for n, symbol in enumerate(symbols) if not (symbol.is_term and symbol.name.startswith("_"))]
    name = rule.alias or rule.origin.name
    if rule.options.expand1 and not rule.alias and len(plan) == 1 and plan[0] >= 0 and not plan[0] % 2:
        name = "="
    elif name.startswith("_"):
        name = ""
    return [len(symbols), str(rule.origin.name), str(name), solid[0] if solid else -1, solid[-1] if solid else -1, plan]
