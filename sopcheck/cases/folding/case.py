"""The book of the case itself: what it is called, its notes and holds, and what was erased."""

from datetime import date
from typing import assert_never

import msgspec

from sopcheck.cases.events import (
    BodyErased,
    CaseDescribed,
    CaseId,
    CaseMoved,
    CaseOpened,
    ChecklistAdopted,
    EntryWithdrawn,
    HoldLifted,
    HoldPlaced,
    MovePlanned,
    NoteAdded,
    RetentionSet,
)
from sopcheck.cases.standing import Hold, Mark, Note
from sopcheck.checklists.definition import Digest
from sopcheck.ledger.entry import EntryHash

AboutCase = (
    NoteAdded
    | CaseOpened
    | CaseDescribed
    | ChecklistAdopted
    | CaseMoved
    | MovePlanned
    | HoldPlaced
    | HoldLifted
    | RetentionSet
    | BodyErased
    | EntryWithdrawn
)
NAMES = ("reference", "operation", "district", "team", "crime_numbers")


class CaseBook:
    """Takes what is said of the case as a whole, in the order of the entries."""

    def __init__(self, known_digests: frozenset[Digest]) -> None:
        self._known_digests = known_digests
        self.opening: Mark | None = None
        self.id: CaseId | None = None
        self.names: dict[str, str] = dict.fromkeys(NAMES, "")
        self.notes: list[Note] = []
        self.holds: list[Hold] = []
        self.erased: set[EntryHash] = set()
        self.retention: date | None = None

    def take(self, event: AboutCase, mark: Mark) -> str:
        """Take an event; says why where it does not fit. Withdrawals were taken before all else."""
        match event:
            case CaseOpened():
                return self._open(event, mark)
            case CaseDescribed():
                self._describe(event)
                return ""
            case ChecklistAdopted() | CaseMoved() | MovePlanned():
                return self._follow(event)
            case NoteAdded():
                self.notes.append(Note(mark=mark, text=event.text))
                return ""
            case HoldPlaced() | HoldLifted():
                return self._hold(event, mark)
            case RetentionSet():
                self.retention = event.review_on
                return ""
            case BodyErased():
                self.erased.add(event.entry)
                return ""
            case EntryWithdrawn():
                return ""
            case _:
                assert_never(event)

    def _open(self, event: CaseOpened, mark: Mark) -> str:
        # The first counts on every machine alike, because the order of the ledger is the same on all.
        if self.opening is not None:
            return "The case was opened already."
        self.opening = mark
        self.id = event.case
        self._describe(event)
        return ""

    def _follow(self, event: ChecklistAdopted | CaseMoved | MovePlanned) -> str:
        # Which versions count was settled before the fold; here it is only told if one is missing.
        return "" if event.digest in self._known_digests else "Its checklist is not on this machine."

    def _describe(self, event: CaseOpened | CaseDescribed) -> None:
        for name in NAMES:
            # A name left empty was not said anew: it cannot be taken back, only be replaced.
            said = str(getattr(event, name, ""))
            self.names[name] = said or self.names[name]

    def _hold(self, event: HoldPlaced | HoldLifted, mark: Mark) -> str:
        if isinstance(event, HoldPlaced):
            self.holds.append(Hold(mark=mark, why=event.why))
            return ""
        placed = [number for number, hold in enumerate(self.holds) if hold.lifted is None]
        if not placed:
            return "It lifts a hold that was not placed."
        # Holds may overlap; the one placed last is lifted first.
        number = placed[-1]
        self.holds[number] = msgspec.structs.replace(self.holds[number], lifted=mark.at)
        return ""
