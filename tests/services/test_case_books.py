"""Case books: one transaction an act, kept folded while they are worked on, refusals noted."""

from datetime import timedelta

import pytest

from sopcheck.cases.events import CaseId, Given, NoteAdded, When
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import ACCESS
from sopcheck.services.case_books import CaseBooks
from tests.world import World, place


def books_of(world: World) -> CaseBooks:
    return CaseBooks(world.desk.opened)


def note(world: World) -> NoteAdded:
    return NoteAdded(at=When(world.clock.now()), text="A word")


def access_kinds(world: World) -> list[str]:
    return [entry.kind for entry in world.desk.opened.vault.ledger.entries(ACCESS)]


def test_a_case_is_folded_once_while_nothing_is_added(world: World) -> None:
    case, books = world.open().id, books_of(world)
    assert books.read(case) is books.read(case)


def test_a_case_is_evaluated_once_at_one_moment_and_again_at_the_next(world: World) -> None:
    case, books = world.open().id, books_of(world)
    first = books.evaluated(books.read(case))
    assert books.evaluated(books.read(case)) is first
    world.clock.forward(minutes=1)
    assert books.evaluated(books.read(case)).at == first.at + timedelta(minutes=1)


def test_what_was_recorded_stays_in_sight_when_the_clock_is_set_back(world: World) -> None:
    case = world.open().id
    recorded = world.clock.now()
    world.answer(case, "record-crime", reference="1")
    world.clock.forward(hours=-3)
    books = books_of(world)
    assert books.evaluated(books.read(case)).at >= recorded


def test_an_imagined_entry_is_on_the_case_and_never_saved(world: World) -> None:
    case, books = world.open().id, books_of(world)
    before = world.desk.opened.vault.ledger.count()
    assert len(books.imagined(case, note(world)).notes) == 1
    assert books.read(case).notes == ()
    assert world.desk.opened.vault.ledger.count() == before


def test_only_the_cases_read_last_are_kept(world: World) -> None:
    cases = [world.open(f"NV/{number}").id for number in range(CaseBooks.MOST_KEPT + 1)]
    books = books_of(world)
    first = books.read(cases[0])
    for case in cases[1:]:
        books.read(case)
    assert books.read(cases[-1]) is books.read(cases[-1])
    assert books.read(cases[0]) is not first


def test_what_was_saved_is_read_again_by_other_books(world: World) -> None:
    case = world.open().id
    after = books_of(world).append(case, (note(world),), role="investigator")
    assert books_of(world).read(case) == after


def test_an_act_that_the_role_forbids_is_noted_and_changes_nothing(world: World) -> None:
    case = world.open().id
    entries = len(books_of(world).entries(case))
    with pytest.raises(RefusedError):
        world.desk.casework.hold(case, "Inquiry")
    assert access_kinds(world)[-1] == "AttemptRefused"
    assert len(books_of(world).entries(case)) == entries


def test_a_slip_of_the_hand_is_not_noted(world: World) -> None:
    case, now = world.open().id, When(world.clock.now())
    with pytest.raises(RefusedError, match="choice"):
        world.desk.casework.answer(case, place("record-crime"), Given(status="done", choice="?"), now)
    assert "AttemptRefused" not in access_kinds(world)


def test_the_index_made_anew_is_the_one_that_was_kept_all_along(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="1")
    row, words = books_of(world).indexed(case)
    kept = world.desk.opened.vault.index.get(case)
    assert kept is not None
    assert (kept.answered, kept.applicable, kept.payload) == (row.answered, row.applicable, row.payload)
    # The limits of a case have no order of their own in the database.
    assert set(kept.limits) == set(row.limits)
    assert {word.text for word in words} >= {"NV/CSE/26/0101", "Heather"}


def test_a_case_that_time_alone_changed_is_indexed_again(world: World) -> None:
    case = world.open().id
    world.clock.forward(hours=30)
    books, index = books_of(world), world.desk.opened.vault.index
    assert index.stale(world.clock.now()) == [CaseId(case)]
    assert books.freshen() == 0
    assert index.stale(world.clock.now()) == []


def test_many_cases_that_time_changed_are_indexed_again_some_at_a_time(world: World) -> None:
    for number in range(CaseBooks.MOST_AT_ONCE + 1):
        world.open(reference=f"NV/{number}")
    world.clock.forward(hours=30)
    books = books_of(world)
    assert [books.freshen(), books.freshen()] == [1, 0]
    assert world.desk.opened.vault.index.stale(world.clock.now()) == []
