"""Why a token cannot stand where it stands, in the words of the language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

import attrs

from palier.problems import Problem, nearest
from palier.problems import syntax as slips
from palier.source import Source, Span
from palier.syntax import phrases
from palier.syntax.build_literals import MOST_DIGITS
from palier.syntax.currencies import MINOR_UNITS
from palier.syntax.layout import Line
from palier.syntax.machine import Machine
from palier.syntax.scan import (
    BAD_DATE,
    BAD_DECIMAL,
    BAD_NUMBER,
    BAD_SIGN,
    BAD_STRING,
    END,
    GLUED,
    OTHER,
    RESERVED,
    Token,
)

_COMPARISONS = frozenset(["IS", "LT", "LE", "GT", "GE", "IN"])
_REMEDIES = {
    "−": "write `-` for a minus",
    "–": "write `-` for a minus",
    "×": "write `*`",
    "÷": "write `/`",
    "≤": "write `<=`",
    "≥": "write `>=`",
    "≠": "write `is not`",
    "[": "write `(` or `{`",
    "]": "write `)` or `}`",
    "€": "write the currency's three letters, `EUR`",
    "$": "write the currency's three letters, `USD`",
    "£": "write the currency's three letters, `GBP`",
}
_SIGNS = {"==": "is", "!=": "is not", "<>": "is not", "=>": ">=", "=<": "<=", "&&": "and", "&": "and", "**": None}
_GLUED = frozenset(
    (
        "and",
        "or",
        "of",
        "in",
        "is",
        "per",
        "to",
        "by",
        "within",
        "where",
        "over",
        "otherwise",
        "have",
        "then",
        "else",
        "until",
        "period",
    )
)
_WITH_CASES = ("define", "pays", "takes", "starts")
_MOST_SHOWN = 80
_STRUCTURE = frozenset(("_NL", "_INDENT", "_DEDENT", END))


@attrs.frozen(eq=False)
class Trouble:
    """A token that the grammar does not want, and all that is known about its place."""

    machine: Machine
    source: Source
    tokens: Sequence[Token]
    index: int
    states: list[int]
    line: Line
    above: Line | None
    """The line whose block this one stands in."""

    @property
    def token(self) -> Token:
        """The token itself."""
        return self.tokens[self.index]

    @property
    def previous(self) -> Token:
        """The one before it; a line end if there is none."""
        return self.tokens[self.index - 1] if self.index else Token("_NL", "", 0, 0)

    @property
    def begins_line(self) -> bool:
        """Whether nothing stands before it on its line."""
        return self.token.start == self.line.start and self.token.kind not in _STRUCTURE

    def wanted(self) -> set[str]:
        """What could stand there."""
        return self.machine.wanted(self.states)

    def span(self, first: Token | None = None, last: Token | None = None) -> Span:
        """From one token to another; the token itself if not said."""
        return Span(self.source, (first or self.token).start, (last or self.token).end)

    def text(self, first: Token, last: Token) -> str:
        """What is written from one token to another."""
        return self.source.text[first.start : last.end]


def explain(trouble: Trouble) -> Problem:
    """The problem, in one sentence."""
    for look in (_sign, _figure, _minus, _number_apart, _ending, _row, _value, _reserved, _begin, _operator, _word):
        problem = look(trouble)
        if problem is not None:
            return problem
    return _anything(trouble)


def _anything(trouble: Trouble) -> Problem:
    token = trouble.token
    wanted = phrases.wanted(trouble.machine, trouble.wanted())
    if token.kind == "_NL":
        return slips.ENDS_EARLY.at(_after(trouble), wanted=wanted)
    return slips.UNEXPECTED.at(trouble.span(), found=f"`{_short(token.text)}`", wanted=wanted)


def _after(trouble: Trouble) -> Span:
    """The last token of the line: where something is missing behind it."""
    return trouble.span(trouble.previous, trouble.previous)


def _sign(trouble: Trouble) -> Problem | None:
    token, span = trouble.token, trouble.span()
    if token.kind == OTHER:
        letter = token.text[0]
        place = Span(trouble.source, token.start, token.start + 1)
        remedy = _REMEDIES.get(letter)
        return slips.CHARACTER.at(place, character=character(letter), remedy=remedy)
    if token.kind == BAD_STRING:
        return slips.UNCLOSED_TEXT.at(Span(trouble.source, token.start, token.start + 1))
    if token.kind == "PIPE" and trouble.previous.kind == "PIPE" and trouble.previous.end == token.start:
        if trouble.line.tokens[0].kind != "PIPE":
            return slips.SIGN.at(trouble.span(trouble.previous), sign="||", remedy="or")
        return None
    if token.kind == "PIPE" and "OR" in trouble.wanted() and trouble.line.tokens[0].kind != "PIPE":
        following = trouble.tokens[trouble.index + 1]
        if following.kind == "PIPE":
            return slips.SIGN.at(trouble.span(token, following), sign="||", remedy="or")
    if token.kind == "EQUAL":
        return slips.EQUALS.at(span) if trouble.wanted() & _COMPARISONS else None
    if token.kind != BAD_SIGN:
        return None
    if token.text[0] in "‘’“”„«»'":
        return slips.SMART_QUOTE.at(
            Span(trouble.source, token.start, token.start + 1), character=character(token.text[0])
        )
    if token.text[0] == "_":
        return slips.UNDERSCORE.at(span, text=_short(token.text))
    if token.text == "%":
        return slips.PERCENT.at(span)
    sign = "==" if token.text.startswith("==") else token.text
    return slips.SIGN.at(span, sign=_short(token.text), remedy=_SIGNS.get(sign))


def _short(text: str) -> str:
    """What is written, cut where it is long."""
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def character(letter: str) -> str:
    """A character by what it looks like, or by its name where nobody can see it."""
    name = unicodedata.name(letter, "")
    code = f"U+{ord(letter):04X}"
    if not name:
        name = {"\r": "CARRIAGE RETURN", "\f": "FORM FEED", "\v": "VERTICAL TAB", "\b": "BACKSPACE"}.get(letter, "")
    if letter.isprintable() and not letter.isspace() and not unicodedata.combining(letter):
        return f"`{letter}` ({code} {name})" if not letter.isascii() and name else f"`{letter}`"
    return f"the character {code}{' ' + name if name else ''}"


def _figure(trouble: Trouble) -> Problem | None:
    token, span = trouble.token, trouble.span()
    if token.kind == BAD_DECIMAL:
        remedy = (
            _short(token.text).replace(",", ".", 1) if token.text.count(",") == 1 and "." not in token.text else None
        )
        if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?%?", token.text):
            remedy = _short(token.text).replace(",", "_")
        return slips.DECIMAL_COMMA.at(span, text=_short(token.text), remedy=remedy)
    if token.kind == BAD_NUMBER:
        return slips.NOT_A_NUMBER.at(span, text=_short(token.text), remedy=_number_remedy(token.text))
    if token.kind in (BAD_DATE, "YEAR_PART"):
        if phrases.is_value(trouble.wanted()) and not re.fullmatch(r"[0-9-]+", token.text):
            return slips.UNQUOTED.at(span, text=_short(token.text))
        return slips.NOT_A_DATE.at(span, text=_short(token.text), remedy=_date_remedy(token.text))
    return None


def _number_remedy(text: str) -> str | None:
    if re.fullmatch(r"\.[0-9]+", text):
        return f"write `0{text}`"
    if re.fullmatch(r"[0-9]+\.", text):
        return f"write `{text[:-1]}`"
    if len(text) <= MOST_DIGITS and re.fullmatch(r"[0-9][0-9_]*", text):
        return f"write `{int(text.replace('_', '')):_}`"
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([KM]?)([A-Z]{3})", text)
    if found and found[3] in MINOR_UNITS:
        return f"write `{' '.join(part for part in found.groups() if part)}`"
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([A-Za-z]+)", text)
    if found:
        return f"put a space between: `{found[1]} {found[2]}`"
    return None


def _date_remedy(text: str) -> str | None:
    found = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", text)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return None


def _minus(trouble: Trouble) -> Problem | None:
    token = trouble.token
    if token.kind != GLUED:
        return None
    if phrases.is_value(trouble.wanted()):
        return slips.UNQUOTED.at(trouble.span(), text=_short(token.text))
    return slips.MINUS.at(trouble.span(), text=_short(token.text), remedy=_short(token.text).replace("-", "_"))


def _number_apart(trouble: Trouble) -> Problem | None:
    """`10 000 EUR`: figures side by side."""
    token, previous = trouble.token, trouble.previous
    figures = ("NUMBER", "MONEY", "PERCENT", "POINTS", "DURATION")
    if previous.kind == "NUMBER" and token.kind in figures and re.match(r"[0-9]{3}(?![0-9])", token.text):
        text = trouble.text(previous, token)
        gap = trouble.source.text[previous.end : token.start]
        remedy = text.replace(gap, "_", 1)
        return slips.SPACED_NUMBER.at(trouble.span(previous), text=text, remedy=remedy)
    return None


def _ending(trouble: Trouble) -> Problem | None:
    if trouble.token.kind in ("RPAR", "RBRACE"):
        opens = {"RPAR": "LPAR", "RBRACE": "LBRACE"}[trouble.token.kind]
        before = [token.kind for token in trouble.line.tokens if token.start < trouble.token.start]
        if before.count(opens) <= before.count(trouble.token.kind):
            return slips.STRAY_BRACKET.at(trouble.span(), bracket=trouble.token.text)
    return None


def _row(trouble: Trouble) -> Problem | None:
    in_row = trouble.line.tokens[0].kind == "PIPE"
    if in_row and trouble.token.kind == "_NL" and "PIPE" in trouble.wanted():
        return slips.ROW_OPEN.at(_after(trouble))
    if in_row and trouble.token.kind == "PIPE" and trouble.wanted() <= {"NAME", "_NL"}:
        return slips.NO_COLUMN_NAME.at(trouble.span())
    return None


def _value(trouble: Trouble) -> Problem | None:
    """Unquoted text of several words, where a fact wants a value."""
    token, previous = trouble.token, trouble.previous
    first = trouble.line.tokens[0]
    in_facts = first.text == "given" or (
        first.kind == "PIPE" and trouble.above is not None and trouble.above.tokens[0].text == "given"
    )
    if not in_facts or token.kind in _STRUCTURE or token.kind in ("PIPE", "COMMA", "COLON"):
        return None
    if first.kind != "PIPE" and not any(t.kind == "COLON" and t.start < token.start for t in trouble.line.tokens):
        return None
    plain = ("NAME", "NUMBER", "DATE", "MINUS", "DOT", "SLASH", "PLUS")
    if token.kind not in plain or not (previous.kind in plain or token.text in RESERVED):
        return None
    at = trouble.line.tokens.index(token)
    start = at if previous.kind not in plain else at - 1
    if first.kind == "PIPE":
        while trouble.line.tokens[start - 1].kind in plain:
            start -= 1
    end = at
    while end + 1 < len(trouble.line.tokens) and trouble.line.tokens[end + 1].kind in plain:
        end += 1
    words = trouble.line.tokens[start : end + 1]
    return slips.UNQUOTED.at(trouble.span(words[0], words[-1]), text=_short(trouble.text(words[0], words[-1])))


def _reserved(trouble: Trouble) -> Problem | None:
    token = trouble.token
    if token.kind != "NAME" or token.text not in RESERVED or "NAME" not in trouble.wanted() or trouble.begins_line:
        return None
    if phrases.is_expression(trouble.wanted()) or phrases.is_value(trouble.wanted()):
        return None
    return slips.RESERVED_WORD.at(trouble.span(), word=_short(token.text))


def _begin(trouble: Trouble) -> Problem | None:
    """The first word of a line."""
    if not trouble.begins_line:
        return _begin_as_field(trouble)
    token, wanted = trouble.token, trouble.wanted()
    words = phrases.keywords(trouble.machine, wanted)
    near = _near(trouble, words)
    listed = phrases.listed(phrases.in_order(words))
    home = phrases.home(token.text)
    if trouble.line.depth == 0 and home is not None and near is None:
        return slips.NOT_INDENTED.at(trouble.span(), word=_short(token.text), home=home)
    if trouble.line.depth == 0:
        return slips.NO_DECLARATION.at(trouble.span(), word=_short(token.text), nearest=near, wanted=listed)
    if phrases.is_expression(wanted):
        return None
    block = phrases.block(trouble.above)
    if home is not None and home != block and near is None:
        return slips.WRONG_BLOCK.at(trouble.span(), word=_short(token.text), block=block, home=home, wanted=listed)
    if "PIPE" in wanted and not words:
        return slips.NO_ROW.at(trouble.span(), block=block)
    return slips.NO_CLAUSE.at(trouble.span(), word=_short(token.text), block=block, nearest=near, wanted=listed)


def _begin_as_field(trouble: Trouble) -> Problem | None:
    """A line of another block, where the first word was taken for the name of a field."""
    first = trouble.line.tokens[0]
    home, block = phrases.home(first.text), phrases.block(trouble.above)
    if "COLON" not in trouble.wanted() or trouble.previous is not first or home in (None, block):
        return None
    words = "`key`, `must`, `ordered by`, or a field's name and `:`"
    return slips.WRONG_BLOCK.at(trouble.span(first, first), word=first.text, block=block, home=home, wanted=words)


def _operator(trouble: Trouble) -> Problem | None:
    """An operator or a word behind something that takes no more."""
    token = trouble.token
    before = [t for t in trouble.line.tokens if t.end <= token.start]
    kinds = {"is": "IS", "in": "IN"}
    kind = kinds.get(token.text, token.kind)
    if kind in _COMPARISONS and token.text != "in" and phrases.after_operand(trouble.wanted()):
        for word in ("where", "have", "else"):
            if any(t.text == word for t in before):
                form = {"where": "`… where …`", "have": "`all … have …`", "else": "`if … else …`"}[word]
                return slips.OPEN_FORM.at(trouble.span(), word=word, form=form)
        return slips.CHAINED.at(trouble.span())
    if token.text == "otherwise" and phrases.after_operand(trouble.wanted()):
        return slips.LOOSE_OTHERWISE.at(trouble.span())
    if len(before) > 1 and before[-1].text == "in" and before[-2].text in ("is", "not"):
        start = before[-3] if len(before) > 2 and before[-3].text == "is" else before[-2]
        return slips.IS_IN.at(trouble.span(start, before[-1]))
    return None


def _word(trouble: Trouble) -> Problem | None:
    """A word that is nearly the one that is wanted."""
    if trouble.token.kind != "NAME":
        return None
    first = trouble.line.tokens[0]
    if trouble.previous is first and trouble.above is not None and trouble.above.tokens[0].text in _WITH_CASES:
        near = _close(first.text, ("when", "otherwise"))
        if near is not None:
            return slips.MISSPELLED.at(trouble.span(first, first), word=first.text, nearest=near)
    words = phrases.keywords(trouble.machine, trouble.wanted())
    near = _near(trouble, words)
    if near is None and trouble.previous.kind == "NAME":
        pair = f"{trouble.previous.text} {trouble.token.text}"
        groups = [text for text in trouble.machine.tables.words.values() if text.count(" ") == 1]
        firsts = [first for first, second in map(str.split, groups) if second == trouble.token.text]
        near = _close(trouble.previous.text, firsts)
        if near is not None and near != trouble.previous.text:
            return slips.MISSPELLED.at(
                trouble.span(trouble.previous), word=pair, nearest=f"{near} {trouble.token.text}"
            )
        if f"{trouble.previous.text} of" in groups:
            near = f"{trouble.previous.text} of {trouble.token.text}"
            return slips.MISSPELLED.at(trouble.span(trouble.previous), word=pair, nearest=near)
    if near is None:
        return None
    return slips.MISSPELLED.at(trouble.span(), word=_short(trouble.token.text), nearest=near)


def _near(trouble: Trouble, words: Sequence[str]) -> str | None:
    """The keyword most like what is written; for a group of words as many words are compared."""
    tokens, text = trouble.tokens, trouble.token.text
    glued = [w for w in words if w in _GLUED and text.startswith(w) and text != w]
    if glued:
        keyword = max(glued, key=len)
        return f"{keyword} {text[len(keyword) :]}"
    for length in (3, 2, 1):
        written = tokens[trouble.index : trouble.index + length]
        if len(written) < length or any(token.kind != "NAME" for token in written):
            continue
        found = _close(" ".join(token.text for token in written), [w for w in words if w.count(" ") == length - 1])
        if found is not None:
            return found
    firsts = {word.split()[0]: word for word in reversed(words)}
    found = _close(text, list(firsts))
    return firsts[found] if found is not None else None


def _close(written: str, words: Sequence[str]) -> str | None:
    return nearest(written, words) if len(written) > 2 or written in words else None
