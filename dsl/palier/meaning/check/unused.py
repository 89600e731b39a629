"""What is declared in the programme's own files and used nowhere."""

from __future__ import annotations

from palier.meaning.check.modules import Module, Modules
from palier.meaning.check.world import World
from palier.problems import Edit, Fix
from palier.problems import names as problems
from palier.source import Span
from palier.syntax import declarations as written


def unused(world: World, modules: Modules) -> None:
    """Warns of parameters, definitions, templates and facts that nothing refers to, and of idle `use` lines.

    A module is written to be used elsewhere: only what the programme itself declares is looked at.
    """
    root = modules.modules[-1]
    if not any(isinstance(one, written.ProgrammeHead) for one in root.file.declarations):
        return
    for one in root.file.declarations:
        match one:
            case written.Parameter(name=name) if ("parameter", name.text) not in world.used:
                world.report(problems.UNUSED, name.span, what="the parameter", name=name.text)
            case written.Definition(name=name, record=record, shown=False) if (
                "definition",
                f"{record.text}.{name.text}",
            ) not in world.used and record.text in world.records:
                world.report(problems.UNUSED, name.span, what="the definition", name=name.text)
            case written.Template(name=name) if ("template", name.text) not in world.used:
                world.report(problems.UNUSED, name.span, what="the template", name=name.text)
            case written.Facts(name=name) if ("facts", name.text) not in world.used:
                world.report(problems.UNUSED, name.span, what="the facts", name=name.text)
            case _:
                pass
    by_source = {module.file.source.name: module for module in modules.modules}
    for use, target in modules.uses.get(root.file.source.name, ()):
        if target in by_source and not _any_used(world, by_source[target], modules, by_source, set()):
            world.report(problems.UNUSED_MODULE, use.span, name=use.target, fix=_without(use.span))


def _without(line: Span) -> Fix | None:
    """A line taken out, unless a comment stands behind it."""
    text = line.source.text
    end = text.find("\n", line.end)
    end = len(text) if end < 0 else end
    if text[line.end : end].strip():
        return None
    return Fix((Edit(Span(line.source, line.start, min(end + 1, len(text))), ""),), safe=True)


def _any_used(world: World, module: Module, modules: Modules, by_source: dict[str, Module], seen: set[str]) -> bool:
    """Whether anything of a module, or of what it uses in turn, is referred to."""
    name = module.file.source.name
    if name in seen:
        return False
    seen.add(name)
    for one in module.file.declarations:
        match one:
            case written.Record(name=declared) | written.Enumeration(name=declared) | written.Unit(name=declared):
                if ("type", declared.text) in world.used or ("unit", declared.text) in world.used:
                    return True
            case written.Parameter(name=declared) if ("parameter", declared.text) in world.used:
                return True
            case written.Template(name=declared) if ("template", declared.text) in world.used:
                return True
            case written.Definition(name=declared, record=record):
                if ("definition", f"{record.text}.{declared.text}") in world.used:
                    return True
            case written.Facts(name=declared) if ("facts", declared.text) in world.used:
                return True
            case written.Incentive() | written.Group() | written.Ladder() | written.Protection() | written.Stack():
                return True
            case _:
                pass
    return any(
        _any_used(world, by_source[target], modules, by_source, seen)
        for _, target in modules.uses.get(name, ())
        if target in by_source
    )
