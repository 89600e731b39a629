"""A rule text cut into tokens, whatever it holds: what is no token of the language comes out as a kind of its own."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from palier.syntax.tables import Tables

RESERVED = frozenset(
    ("if", "not", "some", "no", "all", "round", "yes", "and", "or", "else", "over", "where", "within", "of")
)
"""The fourteen words that are never names."""

SPACES = " \t\xa0\u2007\u202f"
"""A no-break space is a space: it comes with pasted figures, and nobody sees it."""

LITERALS = ("DATE", "YEAR_PART", "MONEY", "PERCENT", "POINTS", "DURATION", "NUMBER", "STRING", "YES_NO", "NAME")

NEWLINE, COMMENT, END = "NEWLINE", "COMMENT", "$END"
BAD_DATE, BAD_NUMBER, BAD_DECIMAL, BAD_STRING = "BAD_DATE", "BAD_NUMBER", "BAD_DECIMAL", "BAD_STRING"
BAD_SIGN, GLUED, OTHER = "BAD_SIGN", "GLUED", "OTHER"


class Token(NamedTuple):
    """A piece of the text: its terminal, or one of the kinds above; what is written; and from where to where."""

    kind: str
    text: str
    start: int
    end: int


class Scanner:
    """The pattern of the whole language, made of the grammar's terminals."""

    def __init__(self, tables: Tables) -> None:
        literals = {kind: tables.patterns[kind] for kind in LITERALS}
        signs = {text: kind for kind, text in tables.words.items() if not text[0].isalpha()}
        parts = [
            ("NEWLINE", r"\r?\n"),
            ("COMMENT", r"\#[^\n]*"),
            (BAD_DECIMAL, r"[0-9][0-9_]*,[0-9][0-9,._]*(?:[ ]?%)?"),
            *((kind, literals[kind]) for kind in LITERALS[:2]),
            (BAD_DATE, r"[0-9]+-\w[\w-]*"),
            *((kind, literals[kind]) for kind in LITERALS[2:-2]),
            (BAD_NUMBER, r"\.?[0-9][\w.]*"),
            (BAD_STRING, r'"[^\n]*'),
            ("YES_NO", literals["YES_NO"]),
            ("NAME", rf"{literals['NAME']}(?:-\w+)*"),
            (BAD_SIGN, r"==+|!=|<>|=>|=<|&&?|\*\*|[!%;]|_\w*|[‘’“”„«»]|'[^'\n]*'?"),
            ("SIGN", "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))),
            (OTHER, r"(?s:.)"),
        ]
        self.signs = signs
        self.pattern = re.compile(
            f"[{SPACES}]*(?:" + "|".join(f"(?P<{kind.strip('$')}>{p})" for kind, p in parts) + ")"
        )

    def tokens(self, text: str, start: int, end: int) -> list[Token]:
        """The tokens of a stretch of the text."""
        while end > start and text[end - 1] in SPACES:
            end -= 1  # blanks behind which nothing stands, not even a line end, belong to no token
        signs = self.signs
        found: list[Token] = []
        new, append = tuple.__new__, found.append
        for match in self.pattern.finditer(text, start, end):
            kind: str = match.lastgroup  # type: ignore[assignment]
            first, last = match.span(kind)
            written = match[kind]
            if kind == "SIGN":
                kind = signs[written]
            elif kind == "NAME":
                if "-" in written:
                    kind = GLUED
                elif not written.isascii() and not written.isidentifier():
                    found += _unclean(written, first)
                    continue
            append(new(Token, (kind, written, first, last)))
        return found


def _unclean(written: str, start: int) -> list[Token]:
    """A word with a character that no name may hold: what stands before it, and the character."""
    good = next((n for n in range(len(written)) if not written[: n + 1].isidentifier()), len(written))
    tokens = [Token("NAME", written[:good], start, start + good)] if good else []
    kind = BAD_SIGN if written[good] in "‘’“”„«»" else OTHER
    return [*tokens, Token(kind, written[good:], start + good, start + len(written))]


@cache
def scanner(tables: Tables) -> Scanner:
    """The scanner of these tables: made once."""
    return Scanner(tables)
