"""One declaration read, with every slip in it.

A line that cannot be read is reported and left out, with what is indented under it; then the rest is read again. So
each slip is reported once, the ones behind it too, and what is left of the declaration can still be checked.
"""

from __future__ import annotations

from palier.problems import Problem
from palier.problems import syntax as slips
from palier.source import Source, Span
from palier.syntax import phrases
from palier.syntax.declarations import Declaration
from palier.syntax.depth import MOST_DEPTH, too_deep
from palier.syntax.explain import explain
from palier.syntax.layout import Layout, Line
from palier.syntax.machine import Machine, SlipError, UnexpectedError, stream
from palier.syntax.scan import END, Token, scanner
from palier.syntax.trouble import Trouble

_ROUNDS = 21
_WORK = 400_000
"""A declaration is read again while that many tokens are not reached: one of 100,000 lines is not read twenty times."""


class Reader:
    """Reads the declaration that stands from `start` to `end` in a text."""

    def __init__(self, machine: Machine, source: Source, start: int, end: int) -> None:
        self.machine = machine
        self.source = source
        layout = Layout(source, scanner(machine.tables).tokens(source.text, start, end))
        self.lines = layout.read()
        self.problems = layout.problems
        self.skipped: set[int] = set()

    def read(self) -> tuple[Declaration, ...]:
        """The declaration, or nothing where it cannot be mended."""
        if self._prepare():
            work = 0
            for _ in range(_ROUNDS):
                if 0 in self.skipped:
                    break
                tokens, numbers = zip(*stream(self.lines, self.skipped), strict=True)
                try:
                    made: tuple[Declaration, ...] = self.machine.run(self.source, tokens)
                    self._check_depth(made)
                except SlipError as slip:
                    self._slip(slip)
                except UnexpectedError as unexpected:
                    self._unexpected(unexpected, tokens, numbers)
                else:
                    return made
                work += len(tokens)
                if work > _WORK:
                    break
        return ()

    def _prepare(self) -> bool:
        """Leave out the lines that are faulty as lines; whether anything is left to read."""
        if not self.lines:
            return False
        if self.lines[0].depth:
            first = self.lines[0].tokens[0]
            self.problems.append(slips.FIRST_INDENTED.at(Span(self.source, first.start, first.end)))
            return False
        for number, line in enumerate(self.lines):
            if line.fault is not None and number not in self.skipped:
                self._skip(number, line.fault)
        return True

    def _check_depth(self, made: tuple[Declaration, ...]) -> None:
        if any(len(line.tokens) > MOST_DEPTH for line in self.lines):
            deep = too_deep(made)
            if deep is not None:
                raise SlipError(slips.TOO_DEEP.at(deep.span, most=MOST_DEPTH))

    def _slip(self, slip: SlipError) -> None:
        start = slip.problem.span.start
        number = max(n for n, line in enumerate(self.lines) if line.start <= start)
        echo = slip.few and self.skipped & set(self._block(number))
        self._skip(number, None if echo else slip.problem)

    def _unexpected(self, unexpected: UnexpectedError, tokens: tuple[Token, ...], numbers: tuple[int, ...]) -> None:
        token, number = tokens[unexpected.index], numbers[unexpected.index]
        wanted = self.machine.wanted(unexpected.states)
        trouble = Trouble(
            self.machine,
            self.source,
            tokens,
            unexpected.index,
            unexpected.states,
            self.lines[number],
            self._above(number),
        )
        if token.kind == "_INDENT":
            self._indented(number)
        elif wanted == {"_INDENT"} or token.kind in ("_DEDENT", END):
            self._lines_missing(numbers[_last_solid(tokens, unexpected.index)], wanted)
        else:
            self._skip(number, explain(trouble))

    def _indented(self, number: int) -> None:
        """Lines below one that takes none."""
        header = self._last_read(number - 1)
        first = self.lines[number].tokens[0]
        name = self._called(header)
        self.problems.append(slips.INDENTED.at(Span(self.source, first.start, first.end), above=name))
        depth = self.lines[number].depth
        self.skipped.update(
            below for below in range(number, len(self.lines))
            if all(self.lines[n].depth >= depth for n in range(number, below + 1))
        )  # fmt: skip

    def _lines_missing(self, last: int, wanted: set[str]) -> None:
        """A line that needs lines below it, and has none, or not enough; `last` is the last line that could be read."""
        header = last
        if wanted != {"_INDENT"}:
            depth = max(self.lines[last].depth - 1, 0)
            header = max(n for n in range(last + 1) if self.lines[n].depth <= depth)
        if self.skipped & set(self._block(header)):
            self._skip(header, None)
            return
        line = self.lines[header]
        place = Span(self.source, line.start, line.tokens[-1].end)
        below = phrases.below(line, phrases.keywords(self.machine, wanted))
        self._skip(header, slips.NEEDS_LINES.at(place, above=self._called(header), wanted=below))

    def _last_read(self, number: int) -> int:
        """The last line up to that one which is not left out."""
        return max((n for n in range(number + 1) if n not in self.skipped), default=0)

    def _called(self, number: int) -> str:
        """A line by its first words."""
        line = self.lines[number]
        if line.tokens[0].kind == "PIPE":
            return "a row"
        words = [token.text for token in line.tokens[:2] if token.kind == "NAME"]
        return f"`{' '.join(words)}`" if words else "the line above"

    def _above(self, number: int) -> Line | None:
        """The line whose block that one stands in."""
        depth = self.lines[number].depth
        return next((self.lines[n] for n in range(number - 1, -1, -1) if self.lines[n].depth < depth), None)

    def _block(self, number: int) -> range:
        """The lines under a line; under `either` the other ways too."""
        header = self.lines[number]
        ways = header.tokens[0].text == "either"
        end = number + 1
        while end < len(self.lines):
            below = self.lines[end]
            if below.depth < header.depth:
                break
            if below.depth == header.depth and not (ways and below.tokens[0].kind == "ALT_OR"):
                break
            end += 1
        return range(number + 1, end)

    def _skip(self, number: int, problem: Problem | None) -> None:
        """Leave a line out, and what depends on it: its block; the rows, where it is the one with their names."""
        if problem is not None:
            self.problems.append(problem)
        self.skipped.add(number)
        self.skipped.update(self._block(number))
        if self._is_header(number):
            depth, following = self.lines[number].depth, number + 1
            while following < len(self.lines) and self.lines[following].depth == depth:
                self.skipped.add(following)
                following += 1
            if self.lines[number - 1].tokens[0].text == "given":
                self.skipped.add(number - 1)

    def _is_header(self, number: int) -> bool:
        line, before = self.lines[number], self.lines[number - 1]
        return line.tokens[0].kind == "PIPE" and (before.depth != line.depth or before.tokens[0].kind != "PIPE")


def _last_solid(tokens: tuple[Token, ...], index: int) -> int:
    """The last token before that one that is written."""
    while tokens[index - 1].kind in ("_NL", "_INDENT", "_DEDENT"):
        index -= 1
    return index - 1
