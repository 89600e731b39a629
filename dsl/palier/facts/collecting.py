"""Looking for garbage, and when not to."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Iterator[None]:
    """While this lasts, Python looks for no cycles among its objects.

    Where millions are made and none is let go, looking again and again takes longer than making them. What is turned
    off by the caller stays off.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
