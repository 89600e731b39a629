"""ARCHITECTURE.md names what is there, and nothing that is not."""

import ast
from pathlib import Path

import palier

TOP = Path(__file__).parents[2]
PAGE = TOP / "ARCHITECTURE.md"
PACKAGE = Path(palier.__file__).parent
START, END = (
    "<!-- modules: one line for each, from its docstring; `pytest --update` rewrites it -->",
    "<!-- end of modules -->",
)


def _lines() -> list[str]:
    found = ["", "| module | what it is |", "|---|---|"]
    for path in sorted(PACKAGE.rglob("*.py"), key=lambda one: one.relative_to(PACKAGE).as_posix()):
        name = path.relative_to(PACKAGE).as_posix()
        if "starter" in path.parts or (path.name == "__init__.py" and path.parent != PACKAGE):
            continue
        sentence = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0]
        found.append(f"| `{name}` | {' '.join(sentence.split())} |")
    return [*found, ""]


def test_every_module_has_its_line(update):
    """The list of modules is that of the package, each with the first sentence of its docstring."""
    before, rest = PAGE.read_text(encoding="utf-8").split(START)
    recorded, after = rest.split(END)
    wanted = "\n".join(_lines()) + "\n"
    if update:
        PAGE.write_text(before + START + wanted + END + after, encoding="utf-8")
        recorded = wanted
    assert recorded == wanted


def test_no_module_outgrows_one_noun_or_one_verb():
    """A file above 600 lines has more than one thing in it."""
    large = {path.name: count for path in PACKAGE.rglob("*.py") if (count := len(path.read_text().splitlines())) > 600}
    assert large == {}
