"""Lines and indentation: tokens gathered into logical lines, each with its depth.

A line goes on inside brackets, after an operator or a comma, and where the next one begins with an operator or with
`and`, `or`, `else`, `over`, `where`, `within`. The `or` of an alternative, alone or before its title, does not go on.
"""

from __future__ import annotations

import attrs

from palier.problems import Problem
from palier.problems import syntax as slips
from palier.problems.problem import Edit, Fix
from palier.source import Source, Span
from palier.syntax.scan import COMMENT, NEWLINE, Token

MOST_TOKENS = 5_000
MOST_BRACKETS = 50
MOST_BLOCKS = 50
MOST_UNCLOSED = 50
"""After so many brackets without their end the rest of the declaration is not looked at: each costs a look ahead."""

_GOES_ON_AFTER = frozenset(["COMMA", "EQUAL", "PLUS", "MINUS", "STAR", "SLASH", "ARROW", "LT", "LE", "GT", "GE"])
_GOES_ON_WITH = frozenset(["EQUAL", "PLUS", "MINUS", "STAR", "SLASH", "ARROW", "LT", "LE", "GT", "GE"])
_WORDS_AFTER = frozenset(("and", "or"))
_WORDS_WITH = frozenset(["and", "or", "else", "over", "where", "within"])
_OPEN = {"LPAR": "RPAR", "LBRACE": "RBRACE"}
_CLOSE = frozenset(_OPEN.values())


@attrs.define(eq=False)
class Line:
    """A logical line: its depth (0 is column 1), its tokens, and what is wrong with it as a line."""

    depth: int
    tokens: list[Token]
    fault: Problem | None = None

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.tokens[0].start


class Layout:
    """The lines of one declaration. Nothing is kept between two: each parse makes its own."""

    def __init__(self, source: Source, tokens: list[Token]) -> None:
        self.source = source
        self.tokens = tokens
        self.lines: list[Line] = []
        self.problems: list[Problem] = []
        """What is wrong and mended at once: tabs, uneven indentation."""
        self.columns = [0]
        self.tabs: list[Edit] = []
        """For each indentation with a tab in it the spaces that are as wide."""
        self.unclosed = 0

    def read(self) -> list[Line]:
        """Gather the lines."""
        at, tokens = 0, self.tokens
        while at < len(tokens):
            if tokens[at].kind in (NEWLINE, COMMENT):
                at += 1
            else:
                depth = self._depth(tokens[at])
                at = self._line(at, depth)
        if self.tabs:
            place = self.tabs[0].span
            tab = place.start + place.text.index("\t")
            fix = Fix(tuple(self.tabs), safe=True)
            self.problems.append(slips.TAB.at(Span(self.source, tab, tab + 1), fix=fix))
        return self.lines

    def _line(self, at: int, depth: int) -> int:
        """Take a logical line from token `at`; the index behind it."""
        line = Line(depth, [])
        self.lines.append(line)
        took = line.tokens
        open_brackets: list[Token] = []
        tokens, total = self.tokens, len(self.tokens)
        after_first = 0
        while at < total:
            token = tokens[at]
            kind = token.kind
            if kind == NEWLINE:
                after = self._next(at)
                if open_brackets:
                    after_first = after_first or at
                elif after == total or not self._goes_on(took, after):
                    return after
                at = after
                continue
            if kind in _OPEN:
                open_brackets.append(token)
                if len(open_brackets) > MOST_BRACKETS and line.fault is None:
                    line.fault = slips.BRACKETS_TOO_DEEP.at(self._span(token), most=MOST_BRACKETS)
            elif kind in _CLOSE and open_brackets:
                open_brackets.pop()
                if not open_brackets:
                    after_first = 0
            elif kind == COMMENT:
                at += 1
                continue
            if len(took) == MOST_TOKENS and line.fault is None:
                line.fault = slips.LINE_TOO_LONG.at(self._span(took[0]), most=MOST_TOKENS)
                if open_brackets:
                    break
            if kind == "NAME" and not took and token.text == "or" and self._is_alternative(at):
                token = Token("ALT_OR", "or", token.start, token.end)
            took.append(token)
            at += 1
        if open_brackets:
            return self._unclosed(line, open_brackets[0], after_first or at)
        return at

    def _unclosed(self, line: Line, bracket: Token, resume: int) -> int:
        """A bracket without its end takes only its own line with it; the index where the next one begins."""
        self.unclosed += 1
        if self.unclosed > MOST_UNCLOSED:
            return len(self.tokens)
        if line.fault is None or line.fault.kind is slips.LINE_TOO_LONG:
            line.fault = slips.UNCLOSED_BRACKET.at(
                self._span(bracket), bracket=bracket.text, closing={"(": ")", "{": "}"}[bracket.text]
            )
        if resume < len(self.tokens):
            line.tokens = [token for token in line.tokens if token.end <= self.tokens[resume].start]
        return self._next(resume)

    def _next(self, at: int) -> int:
        """The next token that is no line end and no comment."""
        while at < len(self.tokens) and self.tokens[at].kind in (NEWLINE, COMMENT):
            at += 1
        return at

    def _goes_on(self, took: list[Token], after: int) -> bool:
        last, following = took[-1], self.tokens[after]
        if last.kind in _GOES_ON_AFTER or (last.text in _WORDS_AFTER and last.kind == "NAME"):
            return True
        if following.kind == "NAME":
            if following.text == "or":
                return not self._is_alternative(after)
            return following.text in _WORDS_WITH
        return following.kind in _GOES_ON_WITH

    def _is_alternative(self, at: int) -> bool:
        """Whether the `or` at that index has nothing but a title behind it."""
        at += 1
        while at < len(self.tokens) and self.tokens[at].kind not in (NEWLINE, COMMENT):
            kind = self.tokens[at].kind
            if kind not in ("STRING", "NAME") or (kind == "NAME" and self.tokens[at - 1].kind != "STRING"):
                return False
            at += 1
        return self.tokens[at - 1].kind == "STRING" or self.tokens[at - 1].text == "or"

    def _depth(self, token: Token) -> int:
        """How deep a line stands that begins with this token."""
        text = self.source.text
        start = text.rfind("\n", 0, token.start) + 1
        column = token.start - start
        if "\t" in text[start : token.start]:
            spaces = text[start : token.start].expandtabs(2)
            self.tabs.append(Edit(Span(self.source, start, token.start), " " * len(spaces)))
            column = len(spaces)
        columns = self.columns
        if column > columns[-1]:
            columns.append(column)
            if len(columns) == MOST_BLOCKS + 2:
                self.problems.append(slips.BLOCKS_TOO_DEEP.at(self._span(token), most=MOST_BLOCKS))
            return len(columns) - 1
        while column < columns[-1]:
            left = columns.pop()
            if column > columns[-1]:
                self.problems.append(
                    slips.UNEVEN.at(self._span(token), column=column, outer=columns[-1] or None, inner=left)
                )
                if left - column <= column - columns[-1] or len(columns) == 1:
                    columns.append(left)
                return len(columns) - 1
        return len(columns) - 1

    def _span(self, token: Token) -> Span:
        return Span(self.source, token.start, token.end)
