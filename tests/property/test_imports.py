"""What imports what: one direction, and nothing heavy by `import palier`."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import palier

FOLDER = Path(palier.__file__).parent
ORDER = [
    "version",
    "resources",
    "speech",
    "source",
    "problems",
    "syntax",
    "meaning",
    "facts",
    "result",
    "run",
    "questions",
    "report",
    "rewrite",
    "embed",
    "cli",
]
LATER = {
    # A rule file is checked where it is read; whoever embeds asks for runs.
    stage: ORDER[number + 1 :]
    for number, stage in enumerate(ORDER)
}
APART = [
    # Beyond the order: neither knows of the other.
    ("report", "cli"), ("meaning", "run"), ("meaning", "facts"), ("facts", "run"), ("facts", "result"), ("syntax", "facts"),
    ("embed", "cli"), ("run", "report"), ("report", "embed"), ("questions", "report"), ("questions", "embed"),
]  # fmt: skip
HEAVY = [
    "duckdb",
    "fastapi",
    "starlette",
    "flask",
    "pandas",
    "polars",
    "pyarrow",
    "numpy",
    "openpyxl",
    "rich",
    "click",
    "lark",
    "matplotlib",
    "babel",
    "jinja2",
    "sqlalchemy",
    "z3",
]


def modules() -> list[Path]:
    return sorted(path for path in FOLDER.rglob("*.py") if "starter" not in path.parts)


def stage_of(path: Path) -> str:
    return path.relative_to(FOLDER).parts[0].removesuffix(".py")


def imported(path: Path, *, top_only: bool) -> Iterator[tuple[str, int]]:
    """The stages that a module imports from; `top_only`: when it is loaded, not when a function of it is called."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = _at_the_top(tree) if top_only else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "palier":
            inner = node.module.split(".")[1:]
            for name in inner[:1] or [alias.name for alias in node.names]:
                yield name, node.lineno
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("palier."):
                    yield alias.name.split(".")[1], node.lineno


def _at_the_top(tree: ast.Module) -> Iterator[ast.AST]:
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield node
            waiting.extend(ast.iter_child_nodes(node))


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_no_module_imports_what_comes_after_it(path: Path) -> None:
    stage = stage_of(path)
    if stage in ("__init__", "__main__"):
        return
    assert stage in ORDER, f"{stage} has no place in the order of stages"
    for name, line in imported(path, top_only=False):
        assert name not in LATER[stage], f"line {line} imports {name}"


@pytest.mark.parametrize(("first", "second"), APART)
def test_some_stages_know_nothing_of_each_other(first: str, second: str) -> None:
    for path in modules():
        if stage_of(path) == first:
            assert second not in {name for name, _ in imported(path, top_only=False)}, path


def test_the_python_interface_loads_nothing_heavy() -> None:
    code = f"""
import sys, palier
before = set(sys.modules)
from palier import Data, Money, Programme, Result, facts_from, load, read
loaded = {{name.split(".")[0] for name in sys.modules}}
print(sorted(loaded & set({HEAVY!r})))
print(sorted(name for name in before if name.startswith("palier.")))
"""
    path = [str(FOLDER.parent)]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n{code}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    heavy, own = done.stdout.strip().split("\n")
    assert heavy == "[]"
    assert own == "['palier.version']"


def test_a_whole_run_needs_no_engine_and_no_terminal_library(tmp_path: Path) -> None:
    (tmp_path / "p.palier").write_text(
        "programme p\n  currency EUR\nrecord Partner\n  key id: text\nrecord Deal dated d\n  key id: text\n"
        "  partner: Partner\n  d: date\nincentive i\n  for each Deal\n  pays 5 EUR\n"
    )
    (tmp_path / "partner.csv").write_text("id\np1\n")
    (tmp_path / "deal.csv").write_text("id,partner,d\nd1,p1,2021-01-01\n")
    code = f"""
import sys
sys.path[:0] = {[str(FOLDER.parent)]!r}
import palier
programme = palier.load({str(tmp_path / "p.palier")!r})
result = programme.run(palier.read({str(tmp_path)!r}))
assert result.payouts[0].amount.amount == 5
result.explain("i:d1")
print(sorted({{name.split(".")[0] for name in sys.modules}} & (set({HEAVY!r}) - {{"lark"}})))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
