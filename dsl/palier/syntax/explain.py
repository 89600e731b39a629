"""Why a token cannot stand where it stands, in the words of the language."""

from __future__ import annotations

from collections.abc import Sequence

from palier.problems import Near, Problem, nearest
from palier.problems import syntax as slips
from palier.problems.problem import Edit, Fix
from palier.source import Span
from palier.syntax import phrases
from palier.syntax.explain_signs import figure, minus, number_apart, remedy, sign
from palier.syntax.scan import RESERVED
from palier.syntax.trouble import STRUCTURE, Trouble, put, short

_COMPARISONS = frozenset(["IS", "LT", "LE", "GT", "GE", "IN"])
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


def explain(trouble: Trouble) -> Problem:
    """The problem, in one sentence."""
    looks = (sign, figure, minus, number_apart, _ending, _row, _value, _window, _reserved, _begin, _operator, _word)
    for look in looks:
        problem = look(trouble)
        if problem is not None:
            return problem
    return _anything(trouble)


def _anything(trouble: Trouble) -> Problem:
    token = trouble.token
    wanted = phrases.wanted(trouble.machine, trouble.wanted())
    of = _of(trouble) or _title(trouble)
    if of is not None:
        return slips.UNEXPECTED.at(
            trouble.span(), found=f"`{short(token.text)}`", wanted=wanted, remedy=of[0], fix=of[1]
        )
    if token.kind == "_NL":
        return slips.ENDS_EARLY.at(_after(trouble), wanted=wanted)
    found = f"`{short(token.text)}`"
    if trouble.machine.wants_behind(trouble.states, "COMMA", trouble.tokens, trouble.index):
        words = f"write a comma before `{short(token.text)}`"
        end = trouble.previous.end
        fix = Fix((Edit(Span(trouble.source, end, end), ","),), safe=True)
        return slips.UNEXPECTED.at(trouble.span(), found=found, wanted=wanted, remedy=words, fix=fix)
    return slips.UNEXPECTED.at(trouble.span(), found=found, wanted=wanted, remedy=remedy(trouble))


def _of(trouble: Trouble) -> tuple[str, Fix] | None:
    """A percentage and what it is taken of, side by side."""
    token, previous = trouble.token, trouble.previous
    if previous.kind != "PERCENT" or token.kind not in ("NAME", "LPAR") or "OF" not in trouble.wanted():
        return None
    if token.text in RESERVED | {"points", "point"} or token.text in phrases.keywords(
        trouble.machine, trouble.wanted()
    ):
        return None
    place = Span(trouble.source, token.start, token.start)
    return f"write `{previous.text} of {short(token.text)}`", Fix((Edit(place, "of "),), safe=True)


def _title(trouble: Trouble) -> tuple[str, Fix] | None:
    """Words to the end of the line, where a title may stand."""
    words = [token for token in trouble.line.tokens if token.start >= trouble.token.start]
    if "STRING" not in trouble.wanted() or len(words) < 2 or any(token.kind != "NAME" for token in words):
        return None
    if words[0].text in RESERVED:
        return None
    place = trouble.span(words[0], words[-1])
    title = f'"{place.text}"'
    return f"if this is its title, write `{short(title)}`", Fix((Edit(place, title),))


def _after(trouble: Trouble) -> Span:
    """The last token of the line: where something is missing behind it."""
    return trouble.span(trouble.previous, trouble.previous)


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
        place = _after(trouble)
        end = Span(place.source, place.end, place.end)
        return slips.ROW_OPEN.at(place, fix=Fix((Edit(end, " |"),), safe=True))
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
    if not in_facts or token.kind in STRUCTURE or token.kind in ("PIPE", "COMMA", "COLON"):
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
    return slips.UNQUOTED.at(trouble.span(words[0], words[-1]), text=short(trouble.text(words[0], words[-1])))


def _window(trouble: Trouble) -> Problem | None:
    """A window behind the `where` that it belongs before."""
    before = [token.text for token in trouble.line.tokens if token.end <= trouble.token.start]
    if trouble.token.text not in ("within", "before", "by") or "where" not in before or trouble.begins_line:
        return None
    remedy = f"it stands before `where`: `… {trouble.token.text} … where …`"
    wanted = phrases.wanted(trouble.machine, trouble.wanted())
    return slips.UNEXPECTED.at(trouble.span(), found=f"`{trouble.token.text}`", wanted=wanted, remedy=remedy)


def _reserved(trouble: Trouble) -> Problem | None:
    token = trouble.token
    if token.kind != "NAME" or token.text not in RESERVED or "NAME" not in trouble.wanted() or trouble.begins_line:
        return None
    if phrases.is_expression(trouble.wanted()) or phrases.is_value(trouble.wanted()):
        return None
    return slips.RESERVED_WORD.at(trouble.span(), word=short(token.text))


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
        return slips.NOT_INDENTED.at(trouble.span(), word=short(token.text), home=home)
    if trouble.line.depth == 0:
        fix = _instead(trouble, near)
        return slips.NO_DECLARATION.at(trouble.span(), word=short(token.text), near=near, wanted=listed, fix=fix)
    if phrases.is_expression(wanted):
        return None
    block = phrases.block(trouble.above)
    if home is not None and home != block and near is None:
        return slips.WRONG_BLOCK.at(trouble.span(), word=short(token.text), block=block, home=home, wanted=listed)
    if "PIPE" in wanted and not words:
        return slips.NO_ROW.at(trouble.span(), block=block)
    word, fix = short(token.text), _instead(trouble, near)
    return slips.NO_CLAUSE.at(trouble.span(), word=word, block=block, near=near, wanted=listed, fix=fix)


def _instead(trouble: Trouble, near: Near | None) -> Fix | None:
    """The keyword for what is written: for as many words as it has, where those are like it."""
    if near is None or near.other is not None:
        return None
    written = trouble.tokens[trouble.index : trouble.index + near.count(" ") + 1]
    alike = all(token.kind == "NAME" for token in written)
    whole = alike and _close(" ".join(token.text for token in written), [near]) is not None
    return put(trouble.span(last=written[-1]) if whole else trouble.span(), near)


def _begin_as_field(trouble: Trouble) -> Problem | None:
    """A line of another block, where the first word was taken for the name of a field."""
    first = trouble.line.tokens[0]
    home, block = phrases.home(first.text), phrases.block(trouble.above)
    if "COLON" not in trouble.wanted() or trouble.previous is not first or home in (None, block):
        return None
    words = "`key`, `must`, `ordered by`, `FIELD:`"
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
        place = trouble.span(start, before[-1])
        negated = any(t.text == "not" for t in before[-3:-1])
        return slips.IS_IN.at(place, fix=put(place, "not in" if negated else "in"))
    return None


def _word(trouble: Trouble) -> Problem | None:
    """A word that is nearly the one that is wanted."""
    if trouble.token.kind != "NAME":
        return None
    first = trouble.line.tokens[0]
    if trouble.previous is first and trouble.above is not None and trouble.above.tokens[0].text in _WITH_CASES:
        case = _close(first.text, ("when", "otherwise"))
        if case is not None and case != first.text:
            place = trouble.span(first, first)
            return slips.MISSPELLED.at(place, word=first.text, near=case, fix=put(place, case))
    words = phrases.keywords(trouble.machine, trouble.wanted())
    near = _near(trouble, words)
    if near is None and trouble.previous.kind == "NAME":
        pair = f"{trouble.previous.text} {trouble.token.text}"
        before = trouble.tokens[trouble.index - 2].text if trouble.index > 1 else ""
        groups = [text for text in trouble.machine.tables.words.values() if text.count(" ") == 1]
        firsts = [first for first, second in map(str.split, groups) if second == trouble.token.text]
        begun = _close(trouble.previous.text, firsts)
        both = trouble.span(trouble.previous)
        if begun is not None and begun != trouble.previous.text:
            near = begun.each(lambda first: f"{first} {trouble.token.text}")
            return slips.MISSPELLED.at(both, word=pair, near=near, fix=None if near.other else put(both, near))
        # A calendar year is a whole by itself; a year of something is counted from its own day.
        if f"{trouble.previous.text} of" in groups and before not in ("calendar", "fiscal"):
            near = Near(f"{trouble.previous.text} of {trouble.token.text}")
            return slips.MISSPELLED.at(both, word=pair, near=near, fix=put(both, near))
    if near is None:
        return None
    fix = _instead(trouble, near)
    return slips.MISSPELLED.at(trouble.span(), word=short(trouble.token.text), near=near, fix=fix)


def _near(trouble: Trouble, words: Sequence[str]) -> Near | None:
    """The keyword most like what is written; for a group of words as many words are compared."""
    tokens, text = trouble.tokens, trouble.token.text
    # A keyword that is read as a name, because of what follows it, is spelled as it should be.
    words = [word for word in words if word != text]
    glued = [w for w in words if w in _GLUED and text.startswith(w) and text != w]
    if glued:
        keyword = max(glued, key=len)
        return Near(f"{keyword} {text[len(keyword) :]}")
    for length in (3, 2, 1):
        written = tokens[trouble.index : trouble.index + length]
        if len(written) < length or any(token.kind != "NAME" for token in written):
            continue
        found = _close(" ".join(token.text for token in written), [w for w in words if w.count(" ") == length - 1])
        if found is not None:
            return found
    firsts = {word.split()[0]: word for word in reversed(words)}
    found = _close(text, list(firsts))
    return found.each(firsts.__getitem__) if found is not None else None


def _close(written: str, words: Sequence[str]) -> Near | None:
    return nearest(written, words) if len(written) > 2 or written in words else None
