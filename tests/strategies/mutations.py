"""Texts that are almost right: rules with words, lines and signs taken out, doubled, moved or exchanged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

_TOKEN = re.compile(r'"[^"\n]*"|[\w.]+|[^\w\s]|\n[ ]*|[ ]+')

WORDS = [
    "\nprogramme",
    "version",
    "follows",
    "currency",
    "effective",
    "from",
    "to",
    "fiscal",
    "year",
    "starts",
    "in",
    "rounding",
    "half",
    "up",
    "even",
    "down",
    "unstacked\nincentives",
    "add",
    "payees",
    "are",
    "use",
    "enum",
    "record",
    "dated",
    "until",
    "key",
    "optional",
    "set",
    "of",
    "list",
    "as",
    "known",
    "happens",
    "must",
    "ordered",
    "by",
    "unit\nparameter",
    "source",
    "default",
    "define",
    "shown",
    "when",
    "then",
    "otherwise",
    "table",
    "tiers",
    "reviewed",
    "every",
    "held",
    "forever",
    "moves",
    "at",
    "most",
    "step",
    "per\nreview",
    "requires",
    "grants",
    "either",
    "or",
    "and",
    "not",
    "is",
    "missing",
    "some",
    "no",
    "all",
    "have",
    "count",
    "sum",
    "average",
    "median",
    "smallest",
    "largest",
    "first\nlatest",
    "rank",
    "among",
    "date",
    "reaches",
    "within",
    "trailing",
    "months",
    "days",
    "between",
    "previous",
    "same",
    "quarter",
    "calendar",
    "month",
    "before",
    "this\ntoday",
    "for",
    "each",
    "where",
    "earned",
    "on",
    "paid",
    "base",
    "pays",
    "let",
    "cap",
    "payments",
    "whole",
    "nothing",
    "like",
    "with",
    "template",
    "facts",
    "example",
    "given\nexpect",
    "set",
    "stack",
    "best",
    "left",
    "group",
    "benefit",
    "discount",
    "protection",
    "protects",
    "round",
    "units",
    "started",
    "full",
    "interpolated",
    "band",
    "above\nyes",
    "EUR",
    "EUR",
    "USD",
    "0",
    "1",
    "0%",
    "5%",
    "1_000",
    "2_000",
    "EUR",
    "12",
    "months",
    "90",
    "days",
    "2021-02-29",
    "2020-02-29",
    "9999-12-31",
    "0001-01-01",
    "1900-01-01\n(",
    ")",
    "{",
    "}",
    ",",
    ".",
    ":",
    "=",
    "<",
    "<=",
    ">",
    ">=",
    "+",
    "-",
    "*",
    "/",
    "->",
    "|",
    "#",
    '"x"',
    '""',
    "'",
    "€",
    "é",
    "٣",
    "²",
    "\xa0",
    "\u200b",
    "\t",
    "\ufeff\n",
]

HUGE = (
    "9" * 31,
    "9" * 400,
    "1e9",
    "0." + "0" * 40 + "1",
    "-1",
    "99999999999 months",
    "99999999999999999999 days",
    "1_000_000_000 M EUR",
)


def mutated(text: str, random: Random, others: Sequence[str] = ()) -> str:
    """The text with a few of its parts changed; `others` lend lines."""
    for _ in range(random.choice((1, 1, 1, 1, 2, 2, 4))):
        text = _once(text, random, others)
    return text


def _once(text: str, random: Random, others: Sequence[str]) -> str:
    tokens = _TOKEN.findall(text)
    if not tokens:
        return random.choice(WORDS)
    at = random.randrange(len(tokens))
    match random.randrange(10):
        case 0:
            del tokens[at : at + random.choice((1, 1, 2, 5))]
        case 1:
            tokens.insert(at, random.choice(WORDS) + " ")
        case 2:
            tokens[at] = random.choice(WORDS)
        case 3:
            tokens[at] = random.choice(tokens)
        case 4:
            other = random.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        case 5:
            tokens[at] = random.choice(HUGE)
        case 6:
            return _lines(text, random, others)
        case 7:
            # A name for another one, everywhere from here on.
            names = [one for one in tokens if one[:1].isalpha()]
            if names:
                old, new = random.choice(names), random.choice(names)
                tokens[at:] = [new if one == old else one for one in tokens[at:]]
        case 8:
            tokens.insert(
                at, random.choice(("(", ")", "(" * 30, "not " * 30, "- " * 30, "{", "}", '"', "\n", "\n  ", "\n      "))
            )
        case _:
            cut = random.randrange(len(text) + 1)
            return (
                text[:cut] + random.choice(("", chr(random.randrange(32, 0x2FFF)), text[cut : cut + 40])) + text[cut:]
            )
    return "".join(tokens)


def _lines(text: str, random: Random, others: Sequence[str]) -> str:
    lines = text.split("\n")
    at = random.randrange(len(lines))
    match random.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[random.randrange(len(lines))])
        case 2:
            lines[at] = random.choice(("", " ", "  ", "    ")) + lines[at].lstrip()
        case 3 if others:
            lines.insert(at, random.choice(random.choice(others).split("\n")))
        case _:
            random.shuffle(lines[at : at + 4])
            lines[at : at + 4] = reversed(lines[at : at + 4])
    return "\n".join(lines)
