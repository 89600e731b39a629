"""The files a programme is made of: its own and those it uses, each once, used before users."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import attrs

from palier import resources
from palier.meaning.check.world import listed
from palier.problems import Kind, Problem, nearest
from palier.problems import names as problems
from palier.source import Source, Span
from palier.syntax import declarations as written
from palier.syntax import parse, read_rules, source_from_text

MOST_DEEP = 40
"""Files on the way from the first to one that it uses."""


@attrs.frozen(eq=False)
class Module:
    """A file and how it came in. `name` is what `use` says; `library` tells the standard library's own.

    `problems` are those of its text.
    """

    name: str
    file: written.File
    library: bool
    problems: tuple[Problem, ...]
    used_by: Span | None = None


@attrs.frozen(eq=False)
class Modules:
    """All modules, used ones before those that use them; the last is the file that was asked for."""

    modules: tuple[Module, ...]
    uses: dict[str, tuple[tuple[written.Use, str], ...]]
    """By the name of a source, its `use` lines and the sources they lead to."""
    problems: tuple[Problem, ...]


def gather(source: Source, read_problems: tuple[Problem, ...] = (), texts: Mapping[Path, str] | None = None) -> Modules:
    """Parses a file and everything it uses. `texts`: by resolved path what takes the place of what a file holds."""
    work = _Gathering(source, texts or {})
    work.visit(source, None, library=False, name=source.name, read_problems=read_problems)
    return Modules(tuple(work.modules), work.uses, tuple(work.problems))


class _Gathering:
    def __init__(self, root: Source, texts: Mapping[Path, str]) -> None:
        self.texts = texts
        self.folder = root.path.resolve().parent if root.path is not None else None
        self.modules: list[Module] = []
        self.uses: dict[str, tuple[tuple[written.Use, str], ...]] = {}
        self.problems: list[Problem] = []
        self.under_way: list[tuple[object, str]] = []
        self.done: set[object] = set()

    def visit(
        self, source: Source, used_by: Span | None, *, library: bool, name: str, read_problems: tuple[Problem, ...] = ()
    ) -> None:
        """Parses one source and, before it is added, all that it uses."""
        identity: object = name if library or source.path is None else source.path.resolve()
        parsed = parse(source)
        self.under_way.append((identity, name))
        uses = []
        for declaration in parsed.file.declarations:
            if isinstance(declaration, written.Use):
                target = self._use(declaration, source, library=library)
                if target is not None:
                    uses.append((declaration, target))
        self.under_way.pop()
        self.done.add(identity)
        self.uses[source.name] = tuple(uses)
        self.modules.append(Module(name, parsed.file, library, (*read_problems, *parsed.problems), used_by))

    def _use(self, use: written.Use, source: Source, *, library: bool) -> str | None:
        if not use.quoted:
            return self._library(use)
        if library or source.path is None or self.folder is None:
            self._report(problems.FILE_NOT_FOUND, use.span, name=use.target, near=None)
            return None
        beside = source.path.resolve().parent
        try:
            path = (beside / use.target).resolve()
        except (OSError, ValueError, RuntimeError):
            self._report(problems.FILE_NOT_FOUND, use.span, name=use.target, near=None)
            return None
        if not path.is_relative_to(self.folder):
            self._report(problems.OUTSIDE_PROJECT, use.span, name=use.target)
            return None
        shown = str(Path(source.name).parent / use.target) if Path(source.name).parent != Path() else use.target
        if self._known(path, shown, use.span):
            return shown
        if not _is_file(path):
            near = nearest(path.name[:100], [one.name for one in _siblings(path)])
            near = near and near.each(lambda name: use.target.removesuffix(path.name) + name)
            self._report(problems.FILE_NOT_FOUND, use.span, name=use.target, near=near)
            return None
        if len(self.under_way) >= MOST_DEEP:
            reason = f"files use each other more than {MOST_DEEP} deep"
            self._report(problems.UNREADABLE_MODULE, use.span, name=use.target, reason=reason)
            return None
        try:
            given = self.texts.get(path)
            found = read_rules(path, shown) if given is None else (source_from_text(shown, given, path), ())
            module, read_problems = found
        except OSError as reason:
            self._report(problems.UNREADABLE_MODULE, use.span, name=use.target, reason=reason.strerror or "unreadable")
            return None
        self.visit(module, use.span, library=False, name=shown, read_problems=read_problems)
        return shown

    def _library(self, use: written.Use) -> str | None:
        shown = f"{use.target}.palier"
        if self._known(use.target, use.target, use.span):
            return shown
        folder = resources.library_path()
        available = sorted(one.name.removesuffix(".palier") for one in folder.iterdir() if one.name.endswith(".palier"))
        if use.target not in available:
            near = nearest(use.target, available)
            self._report(problems.UNKNOWN_MODULE, use.span, name=use.target, near=near, known=listed(available))
            return None
        text = (folder / shown).read_text(encoding="utf-8")
        self.visit(source_from_text(shown, text), use.span, library=True, name=use.target)
        return shown

    def _known(self, identity: object, name: str, span: Span) -> bool:
        """Whether a module is there already; one that is being visited is a circle, which is reported."""
        if identity in self.done:
            return True
        waiting = [one for one, _ in self.under_way]
        if identity not in waiting:
            return False
        around = [shown for _, shown in self.under_way[waiting.index(identity) :]]
        self._report(problems.MODULE_CIRCLE, span, circle=" → ".join(f"`{one}`" for one in (*around, name)))
        return True

    def _report(self, kind: Kind, span: Span, **facts: object) -> None:
        self.problems.append(kind.at(span, **facts))  # type: ignore[arg-type]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        # A name longer than any file has, and the like.
        return False


def _siblings(path: Path) -> list[Path]:
    try:
        return sorted(path.parent.glob("*.palier"))
    except OSError:
        return []
