"""The machine with the functions that make the tree: each rule of the grammar has one of its name."""

from __future__ import annotations

from functools import cache

from palier.syntax import (
    build_collections,
    build_declarations,
    build_examples,
    build_expressions,
    build_ladders,
    build_lines,
    build_tables,
)
from palier.syntax.build_literals import LITERALS
from palier.syntax.machine import Machine
from palier.syntax.tables import tables

MODULES = (
    build_declarations,
    build_tables,
    build_lines,
    build_ladders,
    build_examples,
    build_expressions,
    build_collections,
)


@cache
def machine() -> Machine:
    """The machine of this installation: made at the first parse."""
    made = tables()
    names = {rule.name for rule in made.rules} - {"", "="}
    actions = {name: getattr(module, name) for module in MODULES for name in names & vars(module).keys()}
    return Machine.of(made, actions, LITERALS)
