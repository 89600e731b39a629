"""A progress bar on a terminal, for what takes longer than a second."""

from __future__ import annotations

import sys
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from palier.cli.terminal import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE: Final = 1.0


class ProgressBar:
    """Moves to and fro until it is told how much is done, and of how much. Shows nothing when nobody looks."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._lock = Lock()
        self._over = False
        self._bar: tuple[Progress, TaskID] | None = None
        self._opens = Timer(_PATIENCE, self._open)
        self._opens.daemon = True

    def __enter__(self) -> Self:
        if is_terminal(sys.stderr):
            self._opens.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opens.cancel()
        with self._lock:
            self._over = True
            if self._bar is not None:
                self._bar[0].stop()

    def __call__(self, done: int, total: int) -> None:
        """Says that so many of so many are done."""
        if self._bar is not None:
            bar, task = self._bar
            bar.update(task, completed=done, total=total)

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        bar = Progress(console=Console(stderr=True), transient=True)
        task = bar.add_task(self._what, total=None)
        with self._lock:
            if not self._over:
                bar.start()
                self._bar = bar, task
