"""The customs of naming: values in small letters with `_` between words, kinds of things with a capital and no `_`."""

from __future__ import annotations

from collections.abc import Iterator

from palier.meaning.check.modules import Module, Modules
from palier.meaning.check.world import World
from palier.problems import Edit, Fix
from palier.problems import style as problems
from palier.source import Source, Span
from palier.syntax import clauses
from palier.syntax import declarations as written
from palier.syntax.actions import machine
from palier.syntax.expressions import Name
from palier.syntax.parse import pieces
from palier.syntax.scan import Token, scanner
from palier.syntax.walk import nodes


def customs(world: World, modules: Modules) -> None:
    """Warns of the first name of each declaration that is not written as its like are; a script may have no case."""
    names: _Names | None = None
    for module in modules.modules:
        for one in () if module.library else _all(module.file):
            for what, name in _declared(one):
                if what in _KINDS:
                    right, better, kind = is_camel(name.text), camel(name.text), problems.TYPE_NAME
                else:
                    right, better, kind = is_snake(name.text), snake(name.text), problems.VALUE_NAME
                if right:
                    continue
                names = names or _Names(modules)
                free = better if better not in names.keywords else None
                fix = names.renamed(name, better, module) if free else None
                world.report(kind, name.span, name=name.text, what=what, better=free, fix=fix)
                break


def is_snake(name: str) -> bool:
    """Whether a name has no capital."""
    return name.lower() == name


def is_camel(name: str) -> bool:
    """Whether a name begins with a capital and has no `_`; capitals throughout will do."""
    cased = any(letter.title() != letter for letter in name)
    return not cased or (name[0].title() == name[0] and "_" not in name)


def snake(name: str) -> str:
    """The name as a value has it: `DealSize` as `deal_size`."""
    found = ""
    for at, letter in enumerate(name):
        before, behind = name[at - 1 : at], name[at + 1 : at + 2]
        new_word = letter.lower() != letter and before not in ("", "_")
        if new_word and (before.lower() == before or (behind.upper() != behind and behind.lower() == behind)):
            found += "_"
        found += letter.lower()
    return found


def camel(name: str) -> str:
    """The name as a kind of things has it: `closed_won` as `ClosedWon`."""
    return "".join(word[:1].title() + word[1:] for word in name.split("_"))


_KINDS = frozenset(("a record", "an enumeration", "a member", "a tier", "a unit"))


def _all(file: written.File) -> Iterator[written.Declaration]:
    for one in file.declarations:
        yield one
        if isinstance(one, written.Group):
            yield from one.members


def _declared(one: written.Declaration) -> Iterator[tuple[str, Name]]:
    """The names that a declaration gives, each with what it is a name of."""
    match one:
        case written.Enumeration():
            yield "an enumeration", one.name
            yield from (("a member", member.name) for member in one.members)
        case written.Record():
            yield "a record", one.name
            for line in one.lines:
                if isinstance(line, written.Field):
                    yield "a field", line.name
                    if line.back is not None:
                        yield "a way back", line.back
        case written.Unit():
            yield "a unit", one.name
        case written.Parameter():
            yield "a parameter", one.name
        case written.Definition():
            yield "a definition", one.name
        case written.Table():
            yield "a table", one.name
            yield from (("a column", column.name) for column in (*one.inputs, *one.outputs))
        case written.Ladder():
            yield "a ladder", one.name
            yield from (("a tier", tier.name) for tier in one.tiers)
        case written.Incentive(kind=kind):
            yield "an incentive" if kind == "incentive" else f"a {kind}", one.name
        case written.Group():
            yield "a group", one.name
        case written.Stack():
            yield "a stack", one.name
        case written.Protection():
            yield "a protection", one.name
        case written.Template():
            yield "a template", one.name
            yield from (("a parameter", column.name) for column in one.parameters)
        case written.Facts():
            yield "facts", one.name
        case _:
            return
    if not isinstance(one, written.Group):
        yield from (("a value", let.name) for let in nodes(one) if isinstance(let, clauses.Let))


class _Names:
    """All words of a programme's files, for who would rename one."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules
        self.root = modules.modules[-1]
        self.keywords = {word for text in machine().tables.words.values() for word in text.split()}
        self.words = {module.file.source.name: _words(module.file.source) for module in modules.modules}
        declared = [one for module in modules.modules for one in _all(module.file)]
        self.given = [name.text for one in declared for _, name in _declared(one)]

    def renamed(self, name: Name, better: str, module: Module) -> Fix | None:
        """The name written anew wherever it stands; None where it may mean two things or stand elsewhere.

        A module may be used by files that nobody looks at; a member may stand in a table beside the rules.
        """
        head = any(isinstance(one, written.ProgrammeHead) for one in self.root.file.declarations)
        if module is not self.root or not head or name.text in self.keywords or self.given.count(name.text) != 1:
            return None
        everywhere = [word for words in self.words.values() for word in words]
        mine = [word for word in self.words[module.file.source.name] if word.text == name.text]
        if any(word.text == better for word in everywhere) or len(mine) != sum(
            word.text == name.text for word in everywhere
        ):
            return None
        if any(isinstance(one, written.Table) and one.file is not None for one in module.file.declarations):
            return None
        source = module.file.source
        return Fix(tuple(Edit(Span(source, word.start, word.end), better) for word in mine))


def _words(source: Source) -> list[Token]:
    scan = scanner(machine().tables)
    tokens = (token for start, end in pieces(source.text) for token in scan.tokens(source.text, start, end))
    return [token for token in tokens if token.kind == "NAME"]
