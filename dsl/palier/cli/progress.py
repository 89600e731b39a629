"""A progress bar on a terminal, for what takes longer than a second."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from palier.cli.terminal import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE: Final = 1.0


class ProgressBar:
    """To be told how much is done, and of how much. Shows nothing within the first second, or when nobody looks."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.started = monotonic()
        self.looked_at = is_terminal(sys.stderr)
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.stop()

    def __call__(self, done: int, total: int) -> None:
        """Says that so many of so many are done."""
        if not self.looked_at:
            return
        if self.bar is None:
            if monotonic() - self.started < _PATIENCE:
                return
            self._open(total)
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, completed=done, total=total)

    def _open(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self.bar = Progress(console=Console(stderr=True), transient=True)
        self.task = self.bar.add_task(self.what, total=total)
        self.bar.start()
