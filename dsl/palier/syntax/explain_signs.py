"""Signs, characters, numbers and dates that are not written as the language has them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from palier.problems import Problem
from palier.problems import syntax as slips
from palier.problems.problem import Edit, Fix
from palier.source import Span
from palier.syntax import phrases
from palier.syntax.build_literals import MOST_DIGITS
from palier.syntax.currencies import MINOR_UNITS
from palier.syntax.scan import BAD_DATE, BAD_DECIMAL, BAD_NUMBER, BAD_SIGN, BAD_STRING, GLUED, OTHER
from palier.syntax.trouble import Trouble, put, short

_COMPARISONS = frozenset(("IS", "LT", "LE", "GT", "GE", "IN"))
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
_INSTEAD = {"−": "-", "–": "-", "×": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "is not"}
_SIGNS = {"==": "is", "!=": "is not", "<>": "is not", "=>": ">=", "=<": "<=", "&&": "and", "&": "and", "**": None}


def sign(trouble: Trouble) -> Problem | None:
    """A sign or a character that is none of the language."""
    token, span = trouble.token, trouble.span()
    if token.kind == OTHER:
        letter = token.text[0]
        place = Span(trouble.source, token.start, token.start + 1)
        remedy = _REMEDIES.get(letter)
        instead = _INSTEAD.get(letter)
        fix = None if instead is None else put(place, instead)
        return slips.CHARACTER.at(place, character=character(letter), remedy=remedy, fix=fix)
    if token.kind == BAD_STRING:
        return slips.UNCLOSED_TEXT.at(Span(trouble.source, token.start, token.start + 1))
    if token.kind == "PIPE" and trouble.previous.kind == "PIPE" and trouble.previous.end == token.start:
        if trouble.line.tokens[0].kind != "PIPE":
            both = trouble.span(trouble.previous)
            return slips.SIGN.at(both, sign="||", remedy="or", fix=put(both, "or"))
        return None
    if token.kind == "PIPE" and "OR" in trouble.wanted() and trouble.line.tokens[0].kind != "PIPE":
        following = trouble.tokens[trouble.index + 1]
        if following.kind == "PIPE":
            both = trouble.span(token, following)
            return slips.SIGN.at(both, sign="||", remedy="or", fix=put(both, "or"))
    if token.kind == "EQUAL":
        return slips.EQUALS.at(span, fix=put(span, "is")) if trouble.wanted() & _COMPARISONS else None
    if token.kind != BAD_SIGN:
        return None
    if token.text[0] in "‘’“”„«»'":
        return slips.SMART_QUOTE.at(
            Span(trouble.source, token.start, token.start + 1),
            character=character(token.text[0]),
            fix=_quotes(trouble),
        )
    if token.text[0] == "_":
        return slips.UNDERSCORE.at(span, text=short(token.text))
    if token.text == "%":
        return slips.PERCENT.at(span)
    written = "==" if token.text.startswith("==") else token.text
    remedy = _SIGNS.get(written)
    fix = None if remedy is None else put(span, remedy)
    return slips.SIGN.at(span, sign=short(token.text), remedy=remedy, fix=fix)


def _quotes(trouble: Trouble) -> Fix | None:
    """Straight quotes for the one that was met and the one that closes it on the same line."""
    text, start = trouble.source.text, trouble.token.start
    end = text.find("\n", start)
    found = re.match(r"[‘’“”„«»']([^\"‘’“”„«»'\n]*)[‘’“”„«»']", text[start : end if end >= 0 else len(text)])
    if found is None:
        return None
    ends = (start, start + found.end() - 1)
    return Fix(tuple(Edit(Span(trouble.source, at, at + 1), '"') for at in ends), safe=True)


def character(letter: str) -> str:
    """A character by what it looks like, or by its name where nobody can see it."""
    name = unicodedata.name(letter, "")
    code = f"U+{ord(letter):04X}"
    if not name:
        name = {"\r": "CARRIAGE RETURN", "\f": "FORM FEED", "\v": "VERTICAL TAB", "\b": "BACKSPACE"}.get(letter, "")
    if letter.isprintable() and not letter.isspace() and not unicodedata.combining(letter):
        return f"`{letter}` ({code} {name})" if not letter.isascii() and name else f"`{letter}`"
    return f"the character {code}{' ' + name if name else ''}"


def figure(trouble: Trouble) -> Problem | None:
    """A number or a date that is written otherwise."""
    token, span = trouble.token, trouble.span()
    if token.kind == BAD_DECIMAL:
        remedy = (
            short(token.text).replace(",", ".", 1) if token.text.count(",") == 1 and "." not in token.text else None
        )
        if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?%?", token.text):
            remedy = short(token.text).replace(",", "_")
        return slips.DECIMAL_COMMA.at(span, text=short(token.text), remedy=remedy)
    if token.kind == BAD_NUMBER:
        remedy = _number_remedy(token.text)
        plain = None if remedy is None else remedy[remedy.index("`") + 1 : -1]
        # Figures in groups of another size may be a slip of a digit; all else is written plainly.
        fix = None if plain is None else Fix((Edit(span, plain),), safe=not re.fullmatch(r"[0-9_]+", token.text))
        return slips.NOT_A_NUMBER.at(span, text=short(token.text), remedy=remedy, fix=fix)
    if token.kind in (BAD_DATE, "YEAR_PART"):
        if phrases.is_value(trouble.wanted()) and not re.fullmatch(r"[0-9-]+", token.text):
            return slips.UNQUOTED.at(span, text=short(token.text))
        return slips.NOT_A_DATE.at(span, text=short(token.text), remedy=_date_remedy(token.text))
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


def minus(trouble: Trouble) -> Problem | None:
    """Words joined by a minus."""
    token = trouble.token
    if token.kind != GLUED:
        return None
    if phrases.is_value(trouble.wanted()):
        return slips.UNQUOTED.at(trouble.span(), text=short(token.text))
    return slips.MINUS.at(trouble.span(), text=short(token.text), remedy=short(token.text).replace("-", "_"))


_BESIDE = {"before": "<", "after": ">", "below": "<", "above": ">", "until": "<=", "from": ">=", "since": ">="}
"""Words for a comparison, behind `is`."""


def remedy(trouble: Trouble) -> str | None:
    """What an amount, a product or a line that goes on was perhaps meant to be."""
    token, previous = trouble.token, trouble.previous
    if token.kind == "NUMBER" and previous.text in MINOR_UNITS:
        return f"the currency stands behind the amount: `{token.text} {previous.text}`"
    if token.text in ("x", "X") and phrases.after_operand(trouble.wanted()):
        return "a share of an amount is written `5% of amount`, a product with `*`"
    if previous.text == "within" and token.text in ("last", "past"):
        return "up to the date in hand is `within trailing 12 months`, the period before it `within previous …`"
    if previous.text in _BESIDE and trouble.tokens[trouble.index - 2].text == "is":
        return f"write `{_BESIDE[previous.text]}` for `is {previous.text}`"
    written = re.match(r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}\b", trouble.source.text[token.start : token.start + 11])
    if written and "DATE" in trouble.wanted():
        return "a date is written with the year first: `2021-03-01`"
    line = trouble.source.text.rfind("\n", 0, token.start) + 1
    if token.kind == "MINUS" and not trouble.source.text[line : token.start].strip():
        return "a line that begins with an operator goes on with the one above: write `0 - …`"
    return None


def number_apart(trouble: Trouble) -> Problem | None:
    """`10 000 EUR`: figures side by side."""
    token, previous = trouble.token, trouble.previous
    figures = ("NUMBER", "MONEY", "PERCENT", "POINTS", "DURATION")
    if previous.kind == "NUMBER" and token.kind in figures and re.match(r"[0-9]{3}(?![0-9])", token.text):
        text = trouble.text(previous, token)
        gap = trouble.source.text[previous.end : token.start]
        remedy = text.replace(gap, "_", 1)
        return slips.SPACED_NUMBER.at(trouble.span(previous), text=text, remedy=remedy)
    return None
