"""Dip sampling: cases drawn at random from a frame, by a seed from which anybody can draw them again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sopcheck.cases import texts
from sopcheck.cases.access_events import SampleDrawn
from sopcheck.cases.authority import Action, require
from sopcheck.cases.derived import CaseRow
from sopcheck.cases.events import When
from sopcheck.cases.reviews.reviewed import PrintOrder
from sopcheck.cases.sampling import Frame, InFrame, Sample, drawn, frame_words, is_in
from sopcheck.cases.summary import read_payload
from sopcheck.checklists.local_time import LONDON, day_of
from sopcheck.errors import RefusedError
from sopcheck.services.opened import Opened
from sopcheck.services.print_orders import PrintOrders, Wanted, file_name
from sopcheck.services.views import PrintedRecord

MOST = 200
_ACTION: Action = "draw a sample"
_NUMBERS = "dip samples"
_SEED_DIGITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameChoices:
    """What the cases here offer to choose a frame by."""

    districts: tuple[str, ...]
    teams: tuple[str, ...]
    checklists: tuple[str, ...]


class Sampling:
    """Draws samples and prints their audit sheets."""

    def __init__(
        self, opened: Opened, new_id: Callable[[], str], render: Callable[[Sample, PrintOrder], bytes]
    ) -> None:
        self._opened = opened
        self._orders = PrintOrders(opened)
        self._new_id = new_id
        self._render = render

    def choices(self) -> FrameChoices:
        """The districts, teams and checklists of the cases here."""
        cases = self._cases()
        return FrameChoices(
            districts=_sorted(case.district for case in cases),
            teams=_sorted(case.team for case in cases),
            checklists=_sorted(one for case in cases for one in case.checklists),
        )

    def draw(self, frame: Frame, *, size: int, seed: str = "") -> Sample:
        """Draw so many cases; without a seed the machine takes one, which prints like any other.

        The draw is noted in the access book before anything of it is shown.

        Raises:
            RefusedError: the role, a size that is none, or a frame without a case.
            UnavailableError: it could not be noted.
        """
        with self._opened.scribe.noting_refusals(_ACTION):
            role = require(self._opened.register.me, _ACTION)
        if not 1 <= size <= MOST:
            raise RefusedError(f"A sample has from 1 to {MOST} cases. Give such a number.")
        inside = {case.reference: case for case in self._cases() if is_in(case, frame)}
        if not inside:
            raise RefusedError("No case is in this frame. Choose a wider one.")
        taken = texts.line(seed, what="seed") or self._new_id()[:_SEED_DIGITS]
        chosen = drawn(inside, seed=taken, size=size)
        sample = Sample(
            number=self._opened.vault.numbers.take(_NUMBERS),
            seed=taken,
            frame=frame,
            size=size,
            in_frame=len(inside),
            drawn_at=self._opened.scribe.now(),
            drawn_by=self._opened.register.me.name,
            cases=tuple(inside[reference] for reference in chosen),
        )
        self._opened.scribe.note_access(_noted(sample), role=role)
        return sample

    def print_sheet(self, sample: Sample, *, purpose: str, recipient: str) -> PrintedRecord:
        """The audit sheet of a sample, with room for what somebody finds; numbered and noted as every print.

        Raises:
            RefusedError: no purpose or recipient is given.
            UnavailableError: the print could not be noted; nothing was printed.
        """
        wanted = Wanted(kind="audit-sheet", purpose=purpose, recipient=recipient)
        self._orders.check(wanted)
        checkpoint = self._opened.vault.witness.paper()
        order = self._orders.take(wanted, checkpoint)
        pdf = self._render(sample, order)
        self._orders.note(wanted, order, pdf)
        self._opened.vault.witness.witnessed(checkpoint)
        name = file_name(wanted.kind, str(sample.number), order.number)
        return PrintedRecord(pdf=pdf, number=order.number, file_name=name, code="")

    def _cases(self) -> tuple[InFrame, ...]:
        return tuple(_in_frame(row) for row in self._opened.vault.index.cases())


def _noted(sample: Sample) -> SampleDrawn:
    return SampleDrawn(
        at=When(sample.drawn_at),
        number=sample.number,
        seed=sample.seed,
        frame=frame_words(sample.frame),
        drawn=len(sample.cases),
        of=sample.in_frame,
    )


def _in_frame(row: CaseRow) -> InFrame:
    return InFrame(
        reference=row.reference,
        district=row.district,
        team=row.team,
        checklists=tuple(map(str, read_payload(row).checklists)),
        opened=day_of(row.opened, LONDON),
        closed=row.closed,
    )


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))
