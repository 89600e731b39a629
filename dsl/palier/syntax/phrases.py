"""What the grammar wants at a place, said in the words of the language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from palier.syntax.layout import Line
from palier.syntax.machine import Machine
from palier.syntax.scan import END

_LITERALS = frozenset(["NUMBER", "MONEY", "PERCENT", "POINTS", "DURATION", "DATE", "STRING"])
_OPERATORS = frozenset(["PLUS", "MINUS", "STAR", "SLASH"])
_EXPRESSION_WORDS = frozenset(
    (
        "YES",
        "NO",
        "NOT",
        "IF",
        "SOME",
        "ALL",
        "SUM_OF",
        "AVERAGE_OF",
        "MEDIAN_OF",
        "SMALLEST_OF",
        "LARGEST_OF",
        "COUNT_OF",
        "COUNT_OF_DISTINCT",
        "FIRST_OF",
        "LATEST_OF",
        "RANK_OF",
        "DAYS_BETWEEN",
        "MONTHS_BETWEEN",
        "YEARS_BETWEEN",
        "ROUND",
        "ROUND_UP",
        "ROUND_DOWN",
        "STARTED_UNITS_OF",
        "FULL_UNITS_OF",
        "DATE_WHEN",
    )
)
_OPERAND_WORDS = frozenset(
    (
        "AND",
        "OR",
        "OF",
        "AS_OF",
        "BY_BAND",
        "INTERPOLATED",
        "IS",
        "IN",
        "NOT",
        "WHERE",
        "AS",
        "WITHIN",
        "BEFORE",
        "BEFORE_THIS",
        "UP_TO_THIS",
        "BY",
    )
)
_MOST = 8
_MOST_LISTED = 19

_PLAIN = {
    "NAME": "a name",
    "NUMBER": "a number",
    "STRING": "a text in quotes",
    "DATE": "a date",
    "DURATION": "a duration such as `6 months`",
    "PERCENT": "a percentage",
    "MONEY": "an amount of money",
    "YES_NO": "`yes/no`",
    "YEAR_PART": "a month or quarter such as `2025-Q1`",
    "_NL": "the end of the line",
    "_INDENT": "indented lines",
    "_DEDENT": "the end of the block",
    END: "the end of the file",
    "ALT_OR": "`or`",
}

_BLOCKS = {
    "programme": "a programme",
    "record": "a record",
    "parameter": "a parameter",
    "define": "a definition",
    "table": "a table",
    "tiers": "a ladder of tiers",
    "tier": "a tier",
    "incentive": "an incentive",
    "discount": "a discount",
    "benefit": "a benefit",
    "group": "a group",
    "template": "a template",
    "stack": "a stack",
    "protection": "a protection",
    "facts": "a set of facts",
    "example": "an example",
    "given": "a table of facts",
    "always": "a property",
    "either": "an alternative",
    "or": "an alternative",
    "pays": "`pays`",
    "takes": "`takes`",
    "starts": "`starts at`",
}

_HOMES = {
    "a programme": "version currency effective fiscal rounding unstacked payees exchange",
    "a record": "key must ordered",
    "a ladder of tiers": "reviewed held moves starts tier",
    "a tier": "grants lost",
    "an incentive": "for requires pays takes cap to let base like either earned governed effective split at trued in "
    "claw paid continues returns",
    "a stack": "add best first on",
    "a protection": "protects",
    "an example": "as set expect with",
    "an example or a set of facts": "given",
    "a definition, `pays` or `starts at`": "when otherwise",
}


def keywords(machine: Machine, wanted: Iterable[str]) -> list[str]:
    """The keywords among what is wanted, as they are written."""
    words = machine.tables.words
    return sorted(words[kind] for kind in wanted if kind in words and words[kind][0].isalpha())


def listed(words: Sequence[str]) -> str:
    """Keywords in a row, cut where there are too many."""
    shown = [f"`{word}`" for word in words]
    return ", ".join(shown if len(shown) <= _MOST_LISTED else [*shown[:_MOST], "…"])


def in_order(words: Sequence[str]) -> list[str]:
    """Keywords that begin lines, the usual ones first."""
    usual = [first for firsts in _HOMES.values() for first in firsts.split()]
    return sorted(words, key=lambda word: usual.index(word.split()[0]) if word.split()[0] in usual else -1)


def is_expression(wanted: set[str]) -> bool:
    """Whether an expression may begin there."""
    return wanted >= {"NAME", "NUMBER", "LPAR"}


def is_value(wanted: set[str]) -> bool:
    """Whether a value of a fact may begin there: a literal or one word, no expression."""
    return wanted >= {"NAME", "NUMBER", "STRING"} and "LPAR" not in wanted


def after_operand(wanted: set[str]) -> bool:
    """Whether an expression may go on there."""
    return bool(wanted & {"AND", "OR"})


def wanted(machine: Machine, kinds: set[str]) -> str:
    """What is wanted, grouped: an expression, an operator, words."""
    left, found = set(kinds), []
    if is_expression(left):
        found.append("an expression")
        left -= _LITERALS | _EXPRESSION_WORDS | {"NAME", "LPAR", "LBRACE", "MINUS"}
    elif is_value(left):
        found.append("a value")
        left -= _LITERALS | _EXPRESSION_WORDS | {"NAME", "LBRACE", "MINUS"}
    elif left >= _LITERALS:
        found.append("an amount")
        left -= _LITERALS | _EXPRESSION_WORDS | {"MINUS"}
    if left >= _OPERATORS:
        found.append("an operator")
        left -= _OPERATORS | _OPERAND_WORDS | {"LT", "LE", "GT", "GE", "DOT", "LPAR"}
        left.discard("OTHERWISE")
    if "FISCAL_YEAR" in left:
        found.append("a period such as `calendar quarter`")
        left = {kind for kind in left if not kind.startswith(("CALENDAR", "FISCAL"))}
    words = keywords(machine, left)
    found += [_PLAIN[kind] for kind in sorted(left & _PLAIN.keys())]
    signs = machine.tables.words
    found += [f"`{signs[kind]}`" for kind in sorted(left) if kind in signs and signs[kind] not in words]
    found += [f"`{word}`" for word in words]
    if len(found) > _MOST:
        return ", ".join([*found[:_MOST], "…"])
    return " or ".join(found) if len(found) < 3 else ", ".join(found[:-1]) + " or " + found[-1]


def block(above: Line | None) -> str:
    """The block a line stands in, by the line above it."""
    if above is None:
        return "the file"
    return _BLOCKS.get(above.tokens[0].text, f"`{above.tokens[0].text}`")


def home(word: str) -> str | None:
    """The block that has lines that begin with the word."""
    return next((place for place, words in _HOMES.items() if word in words.split()), None)


def below(line: Line, words: Sequence[str]) -> str:
    """What stands under a line that has nothing under it."""
    first = line.tokens[0].text
    if first in ("table", "first"):
        return "a row of names between pipes, then the rows"
    if first == "define":
        return "an expression, or cases that begin with `when`"
    if first in ("pays", "takes", "starts"):
        return "cases that begin with `when`"
    if first in ("either", "or"):
        return "`requires`"
    if first == "parameter":
        return "`from 2021-01-01: VALUE`"
    known = _HOMES.get(_BLOCKS.get(first, ""), "").split() or _HOMES["an incentive"].split()[:6]
    if first in ("example", "facts"):
        known = ["given", "expect"] if first == "example" else ["given"]
    return listed(words) or listed(known[:6])
