"""The scribe writes what happened, notes who was refused, and tells what it cannot read."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import pytest

from sopcheck.cases.access_events import AccessEvent, AttemptRefused, Unlocked
from sopcheck.cases.events import CaseId, NoteAdded, When
from sopcheck.cases.refusals import ActRefusedError, RankRefusedError, RoleRefusedError
from sopcheck.errors import UnavailableError
from sopcheck.ledger.entry import Draft, EntryHash, Stored, case_book
from sopcheck.services.scribe import NotNotedError, Scribe
from tests.world import World

NOW = datetime(2026, 5, 7, 13, 0, tzinfo=UTC)


def attempts(world: World) -> list[AttemptRefused]:
    read = (event for _, event in world.desk.opened.scribe.read_access())
    return [event for event in read if isinstance(event, AttemptRefused)]


@pytest.mark.parametrize(
    ("refusal", "rule"),
    [(RoleRefusedError("Ask somebody."), "role"), (RankRefusedError("Ask an inspector."), "rank")],
)
def test_who_was_refused_by_a_rule_is_noted_with_the_rule_and_the_case(
    world: World, refusal: ActRefusedError, rule: str
) -> None:
    case = world.open().id
    scribe = world.desk.opened.scribe
    with pytest.raises(type(refusal)), scribe.noting_refusals("erase", case):
        raise refusal
    (noted,) = attempts(world)
    assert (noted.action, noted.rule, noted.case) == ("erase", rule, case)


def test_a_slip_of_the_hand_is_no_attempt(world: World) -> None:
    with pytest.raises(ActRefusedError), world.desk.opened.scribe.noting_refusals("erase"):
        raise ActRefusedError("The reason is empty.")
    assert attempts(world) == []


class FullLedger:
    """Takes nothing more."""

    def append(
        self, drafts: Sequence[Draft], *, recorded_at: datetime, also: Callable[..., object] | None = None
    ) -> list[Stored]:
        raise UnavailableError("The disk is full.")


class Standing:
    def now(self) -> datetime:
        return NOW


def test_what_cannot_be_noted_is_told_as_not_done() -> None:
    scribe = Scribe(FullLedger(), Standing())  # type: ignore[arg-type]  # it is asked for nothing else
    with pytest.raises(NotNotedError, match=r"so it was not done\. The disk is full\."):
        scribe.note_access(Unlocked(at=When(NOW)))


def test_a_refusal_that_cannot_be_noted_is_told_as_that() -> None:
    scribe = Scribe(FullLedger(), Standing())  # type: ignore[arg-type]  # it is asked for nothing else
    with pytest.raises(NotNotedError), scribe.noting_refusals("erase"):
        raise RoleRefusedError("Ask somebody.")


def test_an_entry_that_belongs_to_another_book_is_kept_and_says_so(world: World) -> None:
    case = world.open().id
    scribe = world.desk.opened.scribe
    scribe.write(case_book(case), [Unlocked(at=When(NOW))], role="investigator")
    strange = scribe.read_case(case_book(case))[-1]
    assert (strange.event, strange.why_missing) == (
        None,
        "This entry belongs to another book. Verify the vault.",
    )


def test_what_does_not_count_is_kept_without_its_event_and_with_the_reason(world: World) -> None:
    case = world.open().id
    world.desk.casework.note(case, "Seen", When(world.clock.now()))
    book, scribe = case_book(case), world.desk.opened.scribe

    def judge(stored: Stored, event: object, before: object) -> str:
        return "Not by you." if isinstance(event, NoteAdded) else ""

    *_, note = scribe.read_case(book, judge)
    assert (note.event, note.why_missing) == (None, "Not by you.")
    assert [(stored.kind, why) for stored, why in scribe.not_counted(book, judge)] == [
        ("NoteAdded", "Not by you.")
    ]


def test_the_access_book_is_read_in_order_and_has_no_case_in_it(world: World) -> None:
    case = world.open().id
    world.desk.casework.view(case)
    read = [event for _, event in world.desk.opened.scribe.read_access()]
    assert all(isinstance(event, AccessEvent) for event in read)
    assert [type(event).__name__ for event in read][-1] == "CaseViewed"
    assert getattr(read[-1], "case", None) == CaseId(case)


def test_an_entry_is_judged_beside_those_before_it_that_count(world: World) -> None:
    case = world.open().id
    for text in ("First", "Second", "Third"):
        world.desk.casework.note(case, text, When(world.clock.now()))
    seen: list[list[str]] = []

    def judge(stored: Stored, event: object, before: Mapping[EntryHash, object]) -> str:
        """Let the second note count for nothing, and remember the notes that stood before each."""
        if not isinstance(event, NoteAdded):
            return ""
        seen.append([one.text for one in before.values() if isinstance(one, NoteAdded)])
        return "Not by you." if event.text == "Second" else ""

    world.desk.opened.scribe.read_case(case_book(case), judge)
    assert seen == [[], ["First"], ["First"]]
