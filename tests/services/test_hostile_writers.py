"""Whoever writes past the program, with their own key, gains nothing, and verification says so."""

from datetime import UTC, datetime, timedelta

import pytest

from sopcheck.cases import codec
from sopcheck.cases.events import CaseMoved, EntryWithdrawn, Event, NoteAdded, ReviewHeld, ReviewId, When
from sopcheck.cases.register.events import PersonEnrolled, RoleGranted
from sopcheck.checklists.definition import Version
from sopcheck.ledger.entry import REGISTER, Book, Draft, PersonId, case_book
from sopcheck.ledger.verify import Problem, What
from tests.world import START, World

AT = When(START)


def write_past_the_program(world: World, book: Book, event: Event, *, role: str = "investigator") -> None:
    """What the person at the desk can do who has the keys and this package."""
    written = codec.encode(event)
    draft = Draft(book=book, kind=written.kind, version=written.version, body=written.body, role=role)
    world.desk.opened.vault.ledger.append([draft], recorded_at=world.clock.now())


def not_entitled(world: World) -> list[Problem]:
    report = world.desk.assurance.verify()
    return [problem for problem in report.problems if problem.what is What.NOT_ENTITLED]


@pytest.mark.parametrize("claimed", ["investigator", "administrator"])
def test_a_role_that_somebody_gave_to_themselves_counts_nowhere(world: World, claimed: str) -> None:
    farrow = world.people["farrow"]
    world.as_("farrow")
    event = RoleGranted(at=AT, person=farrow, role="supervisor", rank="superintendent")
    write_past_the_program(world, REGISTER, event, role=claimed)
    world.as_("okell")
    world.as_("farrow")
    assert (world.desk.me.roles, world.desk.me.rank) == (("investigator",), "constable")
    (problem,) = not_entitled(world)
    assert problem.meaning == "Its author had no role in which to enrol people."


def test_nobody_enrols_a_friend(world: World) -> None:
    world.as_("farrow")
    eve = PersonId("eve")
    enrolment = PersonEnrolled(at=AT, person=eve, name="E", number="9", signing_key="0a" * 32)
    write_past_the_program(world, REGISTER, enrolment)
    world.as_("okell")
    assert eve not in world.desk.opened.register.people
    assert len(not_entitled(world)) == 1


@pytest.mark.parametrize("claimed", ["investigator", "supervisor"])
def test_c12_an_officer_who_signs_a_supervisors_review(world: World, claimed: str) -> None:
    case = world.open().id
    event = ReviewHeld(at=AT, review=ReviewId("mine"), outcome="on track")
    write_past_the_program(world, case_book(case), event, role=claimed)
    view = world.as_("okell").casework.view(case)
    assert view.case.held_reviews == ()
    (set_aside,) = view.case.set_aside
    assert set_aside.why == "Its author had no role in which to hold a review."
    (problem,) = not_entitled(world)
    assert (problem.where, problem.meaning) == (set_aside.entry, set_aside.why)


def test_a_role_that_is_claimed_and_not_held_does_not_count(world: World) -> None:
    case = world.open().id
    write_past_the_program(world, case_book(case), NoteAdded(at=AT, text="Seen"), role="supervisor")
    assert world.as_("okell").casework.view(case).case.notes == ()
    assert len(not_entitled(world)) == 1


def test_what_was_recorded_while_the_role_was_held_counts_for_ever(world: World) -> None:
    case = world.open().id
    world.desk.casework.note(case, "Called the school", AT)
    world.as_("okell").people.withdraw(world.people["farrow"], "investigator", "Left the team")
    assert len(world.desk.casework.view(case).case.notes) == 1
    assert not_entitled(world) == []


def test_what_was_recorded_after_the_role_was_taken_away_is_set_aside(world: World) -> None:
    case = world.open().id
    world.as_("okell").people.withdraw(world.people["farrow"], "investigator", "Left the team")
    world.as_("farrow")
    # With the clock set back to when the role was held: on one chain the number tells what came first.
    world.clock.moment -= timedelta(hours=1)
    write_past_the_program(world, case_book(case), NoteAdded(at=AT, text="Seen"))
    assert world.as_("okell").casework.view(case).case.notes == ()
    assert len(not_entitled(world)) == 1


def test_b16_a_clock_that_is_set_back_a_year_stops_nobody(world: World) -> None:
    case = world.open().id
    world.clock.moment -= timedelta(days=365)
    world.desk.casework.note(case, "Called the school", When(world.clock.now()))
    report = world.as_("okell").assurance.verify()
    assert report.ok
    # The clock of these tests stands still while the machine's own goes on, which is evidence as well.
    said = [one.meaning for one in report.evidence if "had been set back" in one.meaning]
    assert said == ["The clock had been set back when this was recorded."] * 2
    assert len(world.desk.casework.view(case).case.notes) == 1


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2076, 5, 7, 13, 0, tzinfo=UTC),
        datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
    ],
)
def test_b16_at_any_moment_a_save_is_kept_in_its_order(world: World, moment: datetime) -> None:
    case = world.open().id
    for number in range(3):
        world.clock.moment = moment + timedelta(minutes=30 * number)
        world.desk.casework.note(case, f"Call {number}", When(world.clock.now()))
    notes = world.as_("okell").casework.view(case).case.notes
    assert [note.text for note in notes] == ["Call 0", "Call 1", "Call 2"]
    assert world.desk.assurance.verify().ok


def test_an_officer_who_takes_a_review_back_leaves_it_where_it_is(world: World) -> None:
    case = world.open().id
    world.as_("okell")
    held = ReviewHeld(at=AT, review=ReviewId("r1"), outcome="on track")
    write_past_the_program(world, case_book(case), held, role="supervisor")
    (review,) = world.desk.casework.view(case).case.held_reviews
    world.as_("farrow")
    taken = EntryWithdrawn(at=AT, entry=review.entry, reason="Wrong case")
    write_past_the_program(world, case_book(case), taken)
    assert len(world.as_("okell").casework.view(case).case.held_reviews) == 1
    (problem,) = not_entitled(world)
    assert problem.meaning == "Its author had no role in which to hold a review."


def test_an_officer_moves_no_case_to_another_version(world: World) -> None:
    case = world.open().id
    followed = world.desk.casework.view(case).case.adopted[0]
    moved = CaseMoved(at=AT, checklist=followed.checklist, version=Version("9.0"), digest=followed.digest)
    write_past_the_program(world, case_book(case), moved)
    view = world.as_("okell").casework.view(case)
    assert [one.version for one in view.case.adopted] == [followed.version]
    assert [one.why for one in view.case.set_aside] == ["Its author had no role in which to move a case."]
