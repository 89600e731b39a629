"""The LALR(1) machine: runs the grammar's tables over the lines of a declaration and makes the tree as it goes.

Lark makes the tables; running them here lets a word be read by what the grammar wants at its place, gives every node
the exact span of what was written, keeps no state between two parses, and leaves Lark unloaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from palier.problems import Problem
from palier.source import Source, Span
from palier.syntax.layout import Line
from palier.syntax.scan import END, RESERVED, Token
from palier.syntax.tables import Tables

Action = Callable[..., Any]
Words = tuple[tuple[tuple[str, ...], str], ...]


class SlipError(Exception):
    """A node that cannot be made of what is written. `few` when something is missing, perhaps only for another slip."""

    def __init__(self, problem: Problem, *, few: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.few = few


class UnexpectedError(Exception):
    """A token that the grammar does not want: its index, and the states the machine was in before it."""

    def __init__(self, index: int, states: list[int]) -> None:
        super().__init__(index)
        self.index = index
        self.states = states


@attrs.frozen(eq=False)
class Machine:
    """The tables with the functions that make the nodes: made once, and only read after that."""

    tables: Tables
    rules: list[tuple[int, str, Action | None, bool, int, int, tuple[int, ...]]]
    literals: Mapping[str, Action]
    keywords: Mapping[str, Words]
    """For each first word, the groups of words it may begin, the longest first."""

    @classmethod
    def of(cls, tables: Tables, actions: Mapping[str, Action], literals: Mapping[str, Action]) -> Machine:
        """The machine of these tables: `actions` by rule, `literals` by terminal."""
        rules = [
            (rule.size, rule.origin, actions[rule.name] if rule.name not in ("", "=") else None, rule.name == "=",
             rule.first, rule.last, rule.plan)
            for rule in tables.rules
        ]  # fmt: skip
        keywords: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for kind, text in tables.words.items():
            if text[0].isalpha():
                words = tuple(text.split())
                keywords.setdefault(words[0], []).append((words, kind))
        longest = {first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in keywords.items()}
        return cls(tables, rules, literals, longest)

    def run(self, source: Source, tokens: Sequence[Token]) -> Any:
        """What the tokens, the last of them the end, make; raises SlipError or UnexpectedError."""
        rows, rules, literals, keywords = self.tables.rows, self.rules, self.literals, self.keywords
        states = [self.tables.start]
        values: list[Any] = []
        starts: list[int] = []
        ends: list[int] = []
        index, total = 0, len(tokens)
        texts = self.tables.words
        span = tuple.__new__
        while index < total:
            kind, text, start, end = tokens[index]
            following = index + 1
            before = states.copy()
            if kind == "NAME" and text in keywords:
                kind, following = self.word(before, tokens, index)
                if kind != "NAME":
                    text = texts[kind]
                    end = tokens[following - 1].end
            while True:
                row = rows[states[-1]]
                action = row.get(kind)
                if action is None:
                    raise UnexpectedError(index, before)
                if action > 0:
                    break
                size, origin, make, passes, first, last, plan = rules[-action - 1]
                if passes:
                    states.pop()
                    states.append(rows[states[-1]][origin] - 1)
                    continue
                if size:
                    parts = values[-size:]
                    reached = Span(source, starts[first - size], ends[last - size]) if first >= 0 else None
                    del states[-size:], values[-size:], starts[-size:], ends[-size:]
                else:
                    parts, reached = [], Span(source, ends[-1] if ends else 0, ends[-1] if ends else 0)
                if reached is None:
                    reached = Span(source, start, start)
                if make is None and plan and plan[0] == 1:
                    children = parts[0]
                    rest = plan[1:]
                else:
                    children = []
                    rest = plan
                for step in rest:
                    if step < 0:
                        children.append(None)
                    elif step & 1:
                        children += parts[step >> 1]
                    else:
                        children.append(parts[step >> 1])
                states.append(rows[states[-1]][origin] - 1)
                values.append(children if make is None else make(reached, *children))
                starts.append(reached[1])
                ends.append(reached[2])
            states.append(action - 1)
            literal = literals.get(kind)
            values.append(text if literal is None else literal(span(Span, (source, start, end)), text))
            starts.append(start)
            ends.append(end)
            index = following
        return values[-2]

    def word(self, states: list[int], tokens: Sequence[Token], index: int) -> tuple[str, int]:
        """What a word is where it stands, a keyword if the grammar wants one, else a name; and the index behind it."""
        text = tokens[index].text
        row = self.tables.rows[states[-1]]
        total = len(tokens)
        for words, kind in self.keywords[text]:
            if kind not in row:
                continue
            after = index + len(words)
            if after >= total:
                continue
            if len(words) > 1 and any(
                tokens[index + n].text != word or tokens[index + n].kind != "NAME" for n, word in enumerate(words)
            ):
                continue
            behind = tokens[after].kind
            if (behind == "DOT" or (behind == "COLON" and len(words) == 1)) and text not in RESERVED:
                continue
            if row[kind] > 0 or self.wants(states, kind):
                return kind, after
        if text in RESERVED:
            return next(kind for words, kind in self.keywords[text] if len(words) == 1), index + 1
        return "NAME", index + 1

    def wants(self, states: list[int], kind: str) -> bool:
        """Whether a token of that kind may come next."""
        rows, rules = self.tables.rows, self.tables.rules
        states = states.copy()
        while True:
            action = rows[states[-1]].get(kind)
            if action is None:
                return False
            if action > 0:
                return True
            rule = rules[-action - 1]
            if rule.size:
                del states[-rule.size :]
            states.append(rows[states[-1]][rule.origin] - 1)

    def wants_behind(self, states: list[int], kind: str, tokens: Sequence[Token], index: int) -> bool:
        """Whether a keyword could stand if a token of a kind stood before it."""
        text = tokens[index].text
        if text not in self.keywords or tokens[index].kind != "NAME" or not self.wants(states, kind):
            return False
        behind = self._taken(states, kind)
        found, _ = self.word(behind, tokens, index)
        return found != "NAME" and self.wants(behind, found)

    def _taken(self, states: list[int], kind: str) -> list[int]:
        """The states behind a token that is wanted."""
        rows, rules = self.tables.rows, self.tables.rules
        states = states.copy()
        while (action := rows[states[-1]][kind]) <= 0:
            rule = rules[-action - 1]
            if rule.size:
                del states[-rule.size :]
            states.append(rows[states[-1]][rule.origin] - 1)
        return [*states, action - 1]

    def wanted(self, states: list[int]) -> set[str]:
        """The kinds of token that may come next."""
        return {
            kind
            for kind in self.tables.rows[states[-1]]
            if (kind.isupper() or kind == END) and self.wants(states, kind)
        }


def stream(lines: Sequence[Line], skipped: set[int]) -> Iterator[tuple[Token, int]]:
    """The tokens of the lines that are not skipped, with line ends and indentation, each with its line's index."""
    depth, end, last = 0, 0, 0
    for number, line in enumerate(lines):
        if number in skipped:
            continue
        start = line.start
        if line.depth > depth:
            yield Token("_INDENT", "", start, start), number
            depth += 1
        while line.depth < depth:
            yield Token("_DEDENT", "", start, start), number
            depth -= 1
        for token in line.tokens:
            yield token, number
        end, last = line.tokens[-1].end, number
        yield Token("_NL", "", end, end), number
    for _ in range(depth):
        yield Token("_DEDENT", "", end, end), last
    yield Token(END, "", end, end), last
