"""Facts: read from files or handed over in memory, and checked against the records of a programme."""

from palier.facts.add import add
from palier.facts.change import Add, Change, Changes, Withdraw
from palier.facts.change_files import read_changes
from palier.facts.data import Data
from palier.facts.fact import NOTHING, Collection, Fact, Facts, Key
from palier.facts.load import Condition, Conditions, Loaded, load
from palier.facts.read import facts_from, read
from palier.facts.set_aside import SetAside, write_set_aside
from palier.facts.table import snake

__all__ = [
    "NOTHING",
    "Add",
    "Change",
    "Changes",
    "Collection",
    "Condition",
    "Conditions",
    "Data",
    "Fact",
    "Facts",
    "Key",
    "Loaded",
    "SetAside",
    "Withdraw",
    "add",
    "facts_from",
    "load",
    "read",
    "read_changes",
    "snake",
    "write_set_aside",
]
