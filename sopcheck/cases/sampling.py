"""Drawing a dip sample that anybody can draw again: by a hash of the seed and each case reference.

The algorithm, format 1, is written down for strangers in `docs/dip-sampling.md` and never changes; another
would be another format. Nothing about people enters it.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

import msgspec

from sopcheck.checklists.time_words import day_words

_DOMAIN = "sopcheck-dip-sample-1"

CaseState = Literal["open", "closed", "all"]


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """Which cases a sample is drawn from; what is empty is not asked for. Both days are included."""

    state: CaseState = "all"
    district: str = ""
    team: str = ""
    checklist: str = ""
    opened_from: date | None = None
    opened_to: date | None = None


class InFrame(msgspec.Struct, frozen=True, kw_only=True):
    """What a frame asks of a case."""

    reference: str
    district: str
    team: str
    checklists: tuple[str, ...]
    opened: date
    closed: bool


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """A sample as it was drawn: its number here, what it follows from, and the cases in their order."""

    number: int
    seed: str
    frame: Frame
    size: int
    in_frame: int
    drawn_at: datetime
    drawn_by: str
    cases: tuple[InFrame, ...]


def is_in(case: InFrame, frame: Frame) -> bool:
    """Whether a case belongs to a frame."""
    asked = (
        frame.state == "all" or (frame.state == "closed") == case.closed,
        not frame.district or case.district == frame.district,
        not frame.team or case.team == frame.team,
        not frame.checklist or frame.checklist in case.checklists,
        frame.opened_from is None or frame.opened_from <= case.opened,
        frame.opened_to is None or case.opened <= frame.opened_to,
    )
    return all(asked)


def rank(seed: str, reference: str) -> str:
    """Where a reference stands in the draw of a seed: 64 hex digits, the lowest first."""
    return hashlib.sha256(f"{_DOMAIN}\n{seed}\n{reference}".encode()).hexdigest()


def drawn(references: Iterable[str], *, seed: str, size: int) -> tuple[str, ...]:
    """The sample, in the order of the draw; all of them where there are no more than `size`."""
    return tuple(sorted(set(references), key=lambda reference: rank(seed, reference))[:size])


def frame_words(frame: Frame) -> str:
    """A frame in one line, as it prints on the audit sheet."""
    parts = (
        {"all": "all cases", "open": "open cases", "closed": "closed cases"}[frame.state],
        f"district {frame.district}" if frame.district else "",
        f"team {frame.team}" if frame.team else "",
        f"following {frame.checklist}" if frame.checklist else "",
        f"opened from {day_words(frame.opened_from, today=None)}" if frame.opened_from else "",
        f"opened to {day_words(frame.opened_to, today=None)}" if frame.opened_to else "",
    )
    return ", ".join(part for part in parts if part)
