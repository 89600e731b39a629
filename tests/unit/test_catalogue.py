"""Every sentence that is said has its French, with the same facts in it; and none is kept that nobody says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

import palier
import palier.problems
from palier.problems import Kind
from palier.speech import ENGLISH, FRENCH, Phrase, language_of
from palier.speech.fragment import CONTEXT, skeleton

FOLDER = Path(palier.__file__).parent
SAYING = {"say", "template", "several", "Phrase", "listed"}
LISTED = {"and", "or"}
"""What `listed` puts before the last part."""

ONLY_A_FACT = re.compile(r"\{\w+\}|`[^`]*`")
"""A template that is nothing but a fact, or something to type: there is nothing to translate."""

COMMANDS = {"pip install 'palier[parquet]'"}
"""What is to be typed."""


def _texts(call_name: str, arguments: list[object]) -> Iterator[tuple[str, ...]]:
    texts = [one for one in arguments if isinstance(one, str)]
    if call_name == "several" and len(texts) >= 2:
        yield texts[0], texts[1]
    elif call_name in ("say", "template", "Phrase") and texts:
        yield (texts[0],)


def _said_in_code(path: Path) -> Iterator[tuple[str, ...]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in SAYING:
            yield from _texts(called, [one.value for one in node.args[:2] if isinstance(one, ast.Constant)])


def _said_in_templates(path: Path) -> Iterator[tuple[str, ...]]:
    for node in Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
        if isinstance(node.node, nodes.Name) and node.node.name in SAYING:
            yield from _texts(node.node.name, [one.value for one in node.args[:2] if isinstance(one, nodes.Const)])


def _said_of_problems() -> Iterator[tuple[str, ...]]:
    for module in iter_modules(palier.problems.__path__):
        for kind in vars(import_module(f"palier.problems.{module.name}")).values():
            if isinstance(kind, Kind):
                yield from ((text,) for text in (kind.message, *kind.help) if not ONLY_A_FACT.fullmatch(text))


def _said() -> set[tuple[str, ...]]:
    """Each sentence that the package says: one form, or one for one and one for many."""
    found: set[tuple[str, ...]] = {(word,) for word in LISTED}
    for path in FOLDER.rglob("*.py"):
        found.update(_said_in_code(path))
    found.update(_said_of_problems())
    for path in FOLDER.rglob("*.html"):
        found.update(_said_in_templates(path))
    return found


def _catalogue() -> dict[tuple[str, ...], tuple[str, ...]]:
    with (Path(__file__).parents[2] / "locale" / "fr.po").open("rb") as file:
        made = read_po(file, locale="fr", abort_invalid=True)
    found = {}
    for message in made:
        if message.id and message.context != CONTEXT:
            one = (message.id,) if isinstance(message.id, str) else tuple(message.id)
            other = (message.string,) if isinstance(message.string, str) else tuple(message.string)
            found[one] = other
    return found


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _fragments() -> dict[str, str]:
    with (Path(__file__).parents[2] / "locale" / "fr.po").open("rb") as file:
        return {one.id: one.string for one in read_po(file, locale="fr") if one.context == CONTEXT}


def _wrong_uses() -> Iterator[str]:
    """What users are told of a wrong use, each as a text with `0` for what is filled in."""
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("WrongUse", "UsageError"):
                for one in node.args:
                    if isinstance(one, ast.JoinedStr):
                        yield "".join(part.value if isinstance(part, ast.Constant) else "0" for part in one.values)
                    elif isinstance(one, ast.Constant) and isinstance(one.value, str) and " " in one.value:
                        yield one.value


def test_every_sentence_has_its_french():
    said, known = _said(), _catalogue()
    missing = sorted(said - set(known))
    assert missing == [], "sentences without French in locale/fr.po"
    assert sorted(one for one in known if not all(known[one])) == []


def test_no_french_is_kept_that_nobody_says():
    assert sorted(set(_catalogue()) - _said()) == []


def test_every_wrong_use_has_its_french():
    assert sorted({skeleton(one) for one in _wrong_uses()} - set(_fragments()) - COMMANDS) == []


def test_the_french_of_a_fragment_keeps_what_is_the_users():
    assert {one: said for one, said in _fragments().items() if one.count("{}") != said.count("{}") or not said} == {}


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("a reference to `X`, which may be missing", "a reference to `X`, qui peut manquer"),
        ("a member of `an amount`", "un membre de `an amount`"),
        ("an expression, `known` or `missing`", "une expression, `known` ou `missing`"),
        ("`amount` (money)", "`amount` (un montant)"),
        ("3 values", "3 valeurs"),
        ("`a`, `b and c` and `d`", "`a`, `b and c` et `d`"),
        ("2\xa0000.00\xa0EUR", "2\xa0000.00\xa0EUR"),
    ],
)
def test_a_fragment_is_said_part_by_part(english, french):
    """What is not known stays English; what stands in backticks is the user's."""
    assert FRENCH.fragment(english) == french


def test_the_french_has_the_facts_of_the_english():
    wrong = {
        one: other for one, other in _catalogue().items() if any(_facts(text) != _facts(one[-1]) for text in other)
    }
    assert wrong == {}


def test_french_colons_and_questions_stand_apart():
    """A French sentence has a space that does not break before a colon, a semicolon and the like."""
    signs = ":;?!»%"
    wrong = [
        text
        for other in _catalogue().values()
        for text in other
        for at, sign in enumerate(text)
        if sign in signs and at and text[at - 1] == " "
    ]
    assert wrong == []


def test_figures_follow_the_customs_of_the_reader():
    amount = Decimal("1234567.50")
    assert ENGLISH.money(amount, "EUR") == "€1,234,567.50"
    assert FRENCH.money(amount, "EUR") == "1\u202f234\u202f567,50\xa0€"
    assert (ENGLISH.rate(Decimal("0.0825")), FRENCH.rate(Decimal("0.0825"))) == ("8.25%", "8,25\xa0%")
    assert (ENGLISH.day(date(2021, 7, 1)), FRENCH.day(date(2021, 8, 2))) == ("1 July 2021", "2 août 2021")
    assert FRENCH.number(Decimal("12345.600")) == "12\u202f345,6"


def test_no_digit_of_an_amount_is_lost():
    long = Decimal("123456789012345678901.123456789012345678901234")
    assert ENGLISH.money(long, "EUR") == "€123,456,789,012,345,678,901.123456789012345678901234"
    assert ENGLISH.number(long) == "123,456,789,012,345,678,901.123456789012345678901234"


def test_a_phrase_is_said_in_the_language_of_the_whole():
    assert FRENCH.say(Phrase("“{text}”", text=Phrase("yes"))) == "«\xa0oui\xa0»"
    assert str(Phrase("“{text}”", text=Phrase("yes"))) == "“yes”"


@pytest.mark.parametrize(
    ("code", "language"), [("fr", FRENCH), ("fr_BE.UTF-8", FRENCH), ("en-GB", ENGLISH), ("C.UTF-8", None), ("", None)]
)
def test_a_locale_names_a_language(code, language):
    assert language_of(code) is language
