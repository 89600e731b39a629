"""Notes to Palier in comments, `# palier: …`, each with the stretch of the text that it is about."""

from __future__ import annotations

import re

import attrs

from palier.source import Source, Span
from palier.syntax.layout import Layout, Line
from palier.syntax.parse import pieces
from palier.syntax.scan import COMMENT, NEWLINE, Token, scanner
from palier.syntax.tables import tables

_NOTE = re.compile(r"#\s*palier:\s*(?P<text>.*?)\s*$")


@attrs.frozen(eq=False)
class Note:
    """What a note says, where it stands, and from where to where it holds.

    Behind a line it holds for that line; above one, for that line and the block under it.
    """

    span: Span
    text: str
    start: int
    end: int
    behind: bool

    def holds(self, place: Span) -> bool:
        """Whether it is about what begins there."""
        return place.source is self.span.source and self.start <= place.start < self.end


def notes(source: Source) -> list[Note]:
    """The notes of a text, in their order."""
    if "palier:" not in source.text:
        return []
    lines: list[Line] = []
    found: list[tuple[Token, str, bool]] = []
    for start, end in pieces(source.text):
        raw = scanner(tables()).tokens(source.text, start, end)
        lines += Layout(source, list(raw)).read()
        before = NEWLINE
        for token in raw:
            said = _NOTE.match(token.text) if token.kind == COMMENT else None
            if said is not None:
                found.append((token, said["text"], before != NEWLINE))
            before = token.kind
    return [_note(source, lines, *one) for one in found]


def _note(source: Source, lines: list[Line], comment: Token, text: str, behind: bool) -> Note:
    place = Span(source, comment.start, comment.start + len(comment.text.rstrip()))
    number = next((n for n, line in enumerate(lines) if _end(line) > comment.start), len(lines))
    inside = number < len(lines) and lines[number].start < comment.start
    if behind and not inside:
        number -= 1
    if not 0 <= number < len(lines):
        return Note(place, text, comment.start, comment.start, behind)
    last = number
    if not behind and not inside:
        while last + 1 < len(lines) and lines[last + 1].depth > lines[number].depth:
            last += 1
    return Note(place, text, lines[number].start, _end(lines[last]), behind)


def _end(line: Line) -> int:
    return line.tokens[-1].end
