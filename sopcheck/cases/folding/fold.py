"""The fold: a case from its entries, as far as they were known at a moment.

It is total. Merges, erased bodies and newer kinds make honest misfits: an entry that does not fit is set
aside with its reason, kept and shown, and reconsidered whenever the case is folded again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, assert_never
from zoneinfo import ZoneInfo

from sopcheck.cases.case import Case, LastMove
from sopcheck.cases.clocks import ClockKey
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.effects import Effects
from sopcheck.cases.events import (
    AnswerCorrected,
    BodyErased,
    CaseEvent,
    CaseMoved,
    CaseOpened,
    ChecklistAdopted,
    ConflictSettled,
    EntryWithdrawn,
    ItemAnswered,
    MovePlanned,
    Place,
    Recorded,
    ReviewHeld,
)
from sopcheck.cases.fact_states import fact_states
from sopcheck.cases.folding.case import AboutCase, CaseBook
from sopcheck.cases.folding.items import AboutItems, ItemBook, by_place
from sopcheck.cases.folding.supervision import AboutSupervision, SupervisionBook
from sopcheck.cases.folding.world import AboutWorld, WorldBook
from sopcheck.cases.generations import Generations
from sopcheck.cases.moments import LATEST, instant
from sopcheck.cases.programme import Programme
from sopcheck.cases.standing import (
    Adopted,
    AnswerHistory,
    ClockSetting,
    Mark,
    SetAside,
    Stands,
    Subject,
    Withdrawn,
)
from sopcheck.cases.states import SubjectState, TimelineEntry
from sopcheck.cases.timeline import timeline
from sopcheck.checklists.local_time import LONDON
from sopcheck.ledger.entry import EntryHash

_NO_BODY = "What it said is not on this machine."


class _Withdrawals(NamedTuple):
    """What was withdrawn, and which withdrawals did not fit."""

    withdrawn: Mapping[EntryHash, Withdrawn]
    misfits: tuple[SetAside, ...]


def fold(entries: Iterable[Recorded], definitions: Definitions, *, until: datetime | None = None) -> Case:
    """Fold entries in the order of the ledger; with `until` those known by then (convention 22)."""
    known = tuple(entry for entry in entries if until is None or entry.known <= until)
    withdrawn, misfits = _withdrawals(known)
    versions = _versions(known, withdrawn)
    return _folded(known, definitions, versions, _Withdrawals(withdrawn, tuple(misfits)))


def fold_moved(case: Case, move: Recorded, definitions: Definitions) -> Case:
    """Fold a case with a move as the last thing recorded on it; without the move it is as it is."""
    known = (*case.entries, move)
    withdrawn, misfits = _withdrawals(known)
    versions = _versions(known, withdrawn)
    return _folded(known, definitions, versions, _Withdrawals(withdrawn, tuple(misfits)), unmoved=case)


def _folded(
    entries: tuple[Recorded, ...],
    definitions: Definitions,
    versions: tuple[Adopted, ...],
    withdrawals: _Withdrawals,
    *,
    unmoved: Case | None = None,
) -> Case:
    """Fold entries under the versions that the case followed; without the last entry it may be folded."""
    digests = tuple(version.digest for version in versions)
    folding = _Folding(definitions.programme(digests), definitions, versions, withdrawals)
    for order, entry in enumerate(entries):
        folding.take(entry, order, counts=entry.entry not in withdrawals.withdrawn)
    last = _last_move(versions)
    if last is None:
        return folding.case(entries, moved=None)
    earlier = tuple(version for version in versions if version is not last)
    known = unmoved if last.order == len(entries) - 1 else None
    before = known or _folded(entries, definitions, earlier, withdrawals)
    return folding.case(entries, moved=LastMove(last.at, before))


def _last_move(versions: Sequence[Adopted]) -> Adopted | None:
    """Find the last move to another version; a checklist that was added changes nothing that was there."""
    for number in range(len(versions) - 1, 0, -1):
        if any(one.checklist == versions[number].checklist for one in versions[:number]):
            return versions[number]
    return None


def _withdrawals(
    entries: Sequence[Recorded],
) -> tuple[dict[EntryHash, Withdrawn], list[SetAside]]:
    """Find what was withdrawn; the later is looked at first, for a withdrawal may be withdrawn itself."""
    by_name = {entry.entry: entry for entry in entries}
    withdrawn: dict[EntryHash, Withdrawn] = {}
    misfits: list[SetAside] = []
    # From the end, because only a later withdrawal can say whether an earlier one counts.
    for entry in reversed(entries):
        if not isinstance(entry.event, EntryWithdrawn) or entry.entry in withdrawn:
            continue
        target = by_name.get(entry.event.entry)
        if target is None:
            misfits.append(SetAside(entry.entry, "It withdraws an entry that is not on this machine."))
        # Somebody else's answer is corrected, which keeps it in sight; taking it back would hide it.
        elif isinstance(target.event, ItemAnswered | AnswerCorrected) and target.by != entry.by:
            misfits.append(SetAside(entry.entry, "It takes back the answer of somebody else."))
        elif isinstance(target.event, CaseOpened | ChecklistAdopted | BodyErased):
            misfits.append(SetAside(entry.entry, "It takes back what the case stands on."))
        else:
            withdrawn[target.entry] = Withdrawn(
                entry=target.entry, by=entry.by, recorded=entry.recorded_at, reason=entry.event.reason
            )
    return withdrawn, misfits


def _versions(entries: Sequence[Recorded], withdrawn: Mapping[EntryHash, Withdrawn]) -> tuple[Adopted, ...]:
    """Find the checklist versions that the case followed, by when each began."""
    # Before the definitions are known there is no other zone, and one exists.
    zone = LONDON
    planned: list[MovePlanned] = []
    found: list[Adopted] = []
    for order, entry in enumerate(entries):
        event = entry.event
        if event is None or entry.entry in withdrawn:
            continue
        if isinstance(event, ChecklistAdopted | CaseMoved | MovePlanned):
            # A checklist is on the way to one version; who plans again, or moves, has thought better of it.
            planned = [one for one in planned if one.checklist != event.checklist]
        if isinstance(event, ChecklistAdopted | CaseMoved):
            found.append(_adopted(event, _mark(entry, event, order, zone)))
        elif isinstance(event, MovePlanned):
            planned.append(event)
        elif isinstance(event, ReviewHeld):
            found.extend(_adopted(plan, _mark(entry, event, order, zone)) for plan in planned)
            planned = []
    return tuple(sorted(found, key=_by_instant))


def _adopted(event: ChecklistAdopted | CaseMoved | MovePlanned, mark: Mark) -> Adopted:
    return Adopted(
        mark=mark,
        checklist=event.checklist,
        version=event.version,
        digest=event.digest,
        moved=not isinstance(event, ChecklistAdopted),
    )


def _mark(entry: Recorded, event: CaseEvent, order: int, zone: ZoneInfo) -> Mark:
    at = instant(event.at, recorded=entry.recorded_at, zone=zone)
    return Mark(at=at, order=order, source=entry)


def _by_instant(stands: Stands) -> tuple[datetime, int]:
    return stands.at, stands.order


class _Folding:
    """Hands each entry to the book that it belongs to, and reads the books in the end."""

    def __init__(
        self,
        programme: Programme,
        definitions: Definitions,
        versions: tuple[Adopted, ...],
        withdrawals: _Withdrawals,
    ) -> None:
        self._programme = programme
        self._definitions = definitions
        self._versions = versions
        self._begun = {version.order: version for version in versions}
        self._generations = Generations(definitions, versions)
        self._withdrawn = withdrawals.withdrawn
        self._set_aside = [*withdrawals.misfits]
        digests = frozenset(definitions.digests())
        self._about_case = CaseBook(digests)
        self._world = WorldBook(programme, self._generations)
        self._items = ItemBook(programme, self._is_known)
        self._supervision = SupervisionBook(self._items.answerers.__contains__)

    def take(self, entry: Recorded, order: int, *, counts: bool) -> None:
        """Take an entry; one that was withdrawn, or whose body is missing, counts only as recorded."""
        event = entry.event
        if order in self._begun:
            self._follow(self._begun[order])
        if event is None:
            self._set_aside.append(SetAside(entry.entry, entry.why_missing or _NO_BODY))
        elif counts:
            why = self._hand_over(event, _mark(entry, event, order, self._programme.zone))
            if why:
                self._set_aside.append(SetAside(entry.entry, why))
        elif isinstance(event, ReviewHeld):
            self._supervision.note_withdrawn(event)
        self._items.answers.note(entry, signed=isinstance(event, ReviewHeld))

    def case(self, entries: tuple[Recorded, ...], *, moved: LastMove | None) -> Case:
        """Read the books."""
        case, world, items, supervision = self._about_case, self._world, self._items, self._supervision
        # What answers set follows from those that stand, which is known only after the last entry.
        answers = items.histories()
        Effects(self._programme, world, items.marks, self._generations).state(answers)
        clocks, facts = world.clocks.counting(), world.facts.histories()
        return Case(
            id=case.id,
            **case.names,
            opened=None if case.opening is None else case.opening.at,
            programme=self._programme,
            versions=self._versions,
            subjects=world.subjects,
            subject_states=tuple(_subject_state(subject) for subject in world.subjects.values()),
            facts=facts,
            fact_states=tuple(fact_states(self._programme, world.subjects.values(), facts, LATEST)),
            clocks=clocks,
            targets=world.clocks.targets(),
            grades=tuple(sorted(world.grades, key=_by_instant)),
            answers=answers,
            free=items.answers.free(),
            extensions=by_place(items.extensions),
            explanations=by_place(items.explanations),
            judgements=by_place(items.judgements),
            overrides=by_place(items.overrides),
            directions=items.directions.all(),
            row_judgements=tuple(supervision.row_judgements),
            addenda=tuple(supervision.addenda),
            holders=tuple(supervision.holders),
            absences=tuple(supervision.absences),
            investigators=frozenset(supervision.investigators),
            answerers=frozenset(items.answerers),
            opened_reviews=supervision.opened,
            held_reviews=supervision.held_reviews(),
            actions=tuple(supervision.actions.values()),
            closings=tuple(world.closings),
            holds=tuple(case.holds),
            notes=tuple(case.notes),
            timeline=self._timeline(clocks, answers),
            withdrawn=self._withdrawn,
            erased=frozenset(case.erased),
            retention=case.retention,
            set_aside=tuple(self._set_aside),
            entries=entries,
            last_known=max((entry.known for entry in entries), default=None),
            moved=moved,
        )

    def _follow(self, begun: Adopted) -> None:
        """Let the versions followed by an entry say which items are one duty from then on."""
        digests = tuple(one.digest for one in self._versions if one.order <= begun.order)
        self._items.follow(self._definitions.programme(digests), begun.at)

    def _timeline(
        self, clocks: Mapping[ClockKey, tuple[ClockSetting, ...]], answers: Mapping[Place, AnswerHistory]
    ) -> tuple[TimelineEntry, ...]:
        return timeline(
            notes=self._about_case.notes,
            clocks=clocks,
            closings=self._world.closings,
            subjects=self._world.subjects.values(),
            reviews=self._supervision.held_reviews(),
            holders=self._supervision.holders,
            answers=answers,
        )

    def _hand_over(self, event: CaseEvent, mark: Mark) -> str:
        if isinstance(event, AboutItems):
            if isinstance(event, ConflictSettled) and event.fact is not None:
                return self._world.settle(event, mark)
            return self._items.take(event, mark)
        # Second, for notes are the most after answers, and each kind that is asked about takes its time.
        if isinstance(event, AboutCase):
            return self._about_case.take(event, mark)
        if isinstance(event, AboutWorld):
            return self._world.take(event, mark)
        if isinstance(event, AboutSupervision):
            return self._supervision.take(event, mark)
        assert_never(event)

    def _is_known(self, name: str) -> bool:
        return name in self._world.subjects or self._supervision.is_run(name)


def _subject_state(subject: Subject) -> SubjectState:
    return SubjectState(
        subject=subject.subject, label=subject.label, kinds=subject.kinds, of=subject.of, added=subject.at
    )
