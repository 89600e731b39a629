"""What the tests of the parser share: texts read, and trees written short."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterator
from typing import Any

import attrs

from palier.source import Source, Span
from palier.syntax import Parsed, parse, source_from_text
from palier.syntax.clauses import WordValue
from palier.syntax.declarations import NamedType
from palier.syntax.expressions import Name, Path, Reference, TextLiteral, Title


def read(text: str) -> Parsed:
    """A text read."""
    return parse(source_from_text("t", text))


def codes(text: str) -> list[str]:
    """The codes of what is wrong with a text."""
    return [problem.code for problem in read(text).problems]


def said(text: str) -> list[str]:
    """What is said about a text: code, line, message and help."""
    return [
        f"{p.code} {p.span.first.line} {p.message}" + (f" ({p.help})" if p.help else "") for p in read(text).problems
    ]


def tree(text: str) -> Any:
    """The one declaration of a text that must be right."""
    parsed = read(text)
    assert parsed.problems == (), said(text)
    (declaration,) = parsed.file.declarations
    return declaration


def told(name: str) -> list[tuple[str, list[str]]]:
    """Texts, and what is expected of each behind `>>>`, from a file beside this one; `\\t` and the like are escapes."""
    found = []
    for block in (pathlib.Path(__file__).parent / name).read_text(encoding="utf-8").split("\n\n"):
        lines = block.rstrip("\n").split("\n")
        text = "".join(one + "\n" for one in lines if not one.startswith(">>> "))
        text = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
        for escape, letter in {"\\t": "\t", "\\r": "\r", "\\f": "\f"}.items():
            text = text.replace(escape, letter)
        found.append((text, [one.removeprefix(">>> ") for one in lines if one.startswith(">>> ")]))
    return found


def line(text: str) -> Any:
    """The one line of an incentive."""
    (only,) = tree(f"incentive i\n  {text}\n").lines
    return only


def expression(text: str) -> Any:
    """An expression."""
    return line(f"let x = {text}").value


def shape(node: Any) -> str:
    """A tree in short: names and literals as written, other nodes by their class and what they hold."""
    match node:
        case Name() | Reference() | WordValue() | NamedType() | Path():
            return str(node.span.text)
        case Title():
            return " ".join(f"{language or ''}{text!r}" for language, text in node.texts)
        case TextLiteral():
            return repr(node.value)
        case Span() | Source():
            return ""
        case tuple():
            return f"[{', '.join(shape(part) for part in node)}]"
        case str():
            return node
        case None | False:
            return ""
    if not attrs.has(type(node)):
        return str(node)
    fields = [shape(getattr(node, field.name)) for field in attrs.fields(type(node)) if field.name != "span"]
    if type(node).__name__.endswith("Literal") and type(node).__name__ != "SetLiteral":
        return str(node.span.text)
    return f"{type(node).__name__}({', '.join(part for part in fields if part not in ('', '[]'))})"


def nodes(root: Any) -> Iterator[Any]:
    """Every node of a tree."""
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Span | Source):
            continue
        if isinstance(one, tuple):
            waiting += one
        elif attrs.has(type(one)):
            if hasattr(one, "span"):
                yield one
            waiting += [getattr(one, field.name) for field in attrs.fields(type(one))]
