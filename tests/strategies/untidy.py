"""Rules as nobody should write them: the same words and literals, with other room, breaks and comments between them."""

from __future__ import annotations

from random import Random

from palier.rewrite.spacing import written
from palier.rewrite.taken import Item, taken
from palier.source import Source
from palier.syntax import parse, source_from_text
from palier.syntax.scan import Token
from palier.syntax.walk import nodes

_COMMENTS = ("# one", "#two ", "#", "# 三 | drei", '# "', "# palier")


def untidy(text: str, random: Random) -> str:
    """The text, which must be read without a problem, with its room in disorder."""
    source = source_from_text("t", text)
    parsed = parse(source)
    assert parsed.problems == ()
    signs = {node.span.start for node in nodes(parsed.file)}
    step = random.choice((1, 2, 3, 5))
    lines: list[str] = []
    for entry in taken(Source("t", source.text)):
        if not isinstance(entry, Item):
            lines.append(" " * random.randrange(9) + entry.text)
            continue
        while random.random() < 0.15:
            lines.append(random.choice(("", "   ", " " * random.randrange(9) + random.choice(_COMMENTS))))
        indent = " " * (step * entry.depth)
        line = indent
        depth = 0
        for at, token in enumerate(entry.tokens):
            if at:
                before = entry.tokens[at - 1]
                line += _between(before, token, at, entry, signs, random)
                if depth and random.random() < 0.08:
                    line += random.choice(("", random.choice(_COMMENTS))) + "\n" + " " * random.randrange(1, 9)
            if token.kind in ("LPAR", "LBRACE"):
                depth += 1
            elif token.kind in ("RPAR", "RBRACE"):
                depth -= 1
            line += written(token)
        if random.random() < 0.15:
            line += " " * random.randrange(4) + random.choice(_COMMENTS)
        elif random.random() < 0.1:
            line += "  "
        lines.append(line)
    return "\n".join(lines) + random.choice(("", "\n", "\n\n", "\n# end", "\n      # deep"))


def _between(left: Token, right: Token, at: int, entry: Item, signs: set[int], random: Random) -> str:
    """Some room: none only where the words stay apart all the same; a new line where the text goes on."""
    free = " " * random.choice((1, 1, 2, 5))
    if "DOT" in (left.kind, right.kind):
        return ""
    if left.kind == "MINUS" and left.start in signs:
        return ""
    if "MINUS" in (left.kind, right.kind) or entry.is_row:
        return free
    room = random.random()
    if room < 0.1 and left.kind == "COMMA":
        return random.choice(("", " # in between", "\n\n# apart")) + "\n" + " " * random.randrange(1, 9)
    if room < 0.1 and right.kind == "NAME" and right.text in ("and", "where", "over", "within", "else"):
        return "\n" + " " * random.randrange(1, 9)
    if room < 0.5 and _apart(left.text[-1]) and _apart(right.text[0]):
        return "" if not (left.kind in _SIGNS and right.kind in _SIGNS) else free
    return free


def _apart(letter: str) -> bool:
    """Whether words stay apart beside that sign."""
    return not (letter.isalnum() or letter in '_"%|')


_SIGNS = frozenset(("LT", "LE", "GT", "GE", "EQUAL", "ARROW", "STAR", "SLASH", "PLUS"))
