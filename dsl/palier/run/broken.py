"""What stops one candidate: a fault of the data that shows when a rule asks for it."""

from __future__ import annotations

from palier.facts.fact import Fact
from palier.problems import DataPlace, Fault, Kind


class Broken(Exception):  # noqa: N818 - it is no error of the program
    """Raised while a rule is evaluated; the run gathers them all and turns them into faults."""

    def __init__(self, kind: Kind, fact: Fact | None, **facts: object) -> None:
        super().__init__(kind.name)
        self.kind = kind
        self.fact = fact
        self.facts = facts

    def fault(self, subject: Fact) -> Fault:
        """As a fault, at the fact that is to blame, or else at the subject."""
        place = (self.fact or subject).place
        column = self.facts.get("field")
        if column is not None:
            place = DataPlace(place.file, place.row, str(column))
        return Fault(self.kind, place, self.facts)
