"""The version of Palier, in one place: the package, its JSON and its wheel all say this one."""

__version__ = "0.1.0"
