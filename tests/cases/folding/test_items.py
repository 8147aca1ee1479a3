"""One duty in several items (convention 11): what an answer serves, and what a move makes of that (13)."""

import msgspec
import pytest

from sopcheck.cases.events import GateOverridden, LimitExplained, LimitExtended, LimitJudged
from sopcheck.cases.explanations import why_limit
from sopcheck.checklists.definition import Checklist, ChecklistId, ClockId, Item, ItemId, KindId, SameAct
from tests.cases.book import (
    CALENDAR,
    SOP,
    Book,
    before,
    checklist,
    days,
    hours,
    item,
    name_of,
    place,
    utc,
    wall,
    when,
)

OTHER = ChecklistId("other")
MOVED, LATER = "2026-05-10 09:00", "2026-05-20 09:00"
TELL, INFORM = item("tell", limit=days(2)), item("inform", limit=days(2))


def linked(one: Item, *others: str, where: ChecklistId = SOP) -> Item:
    """The item as one duty with others."""
    links = tuple(SameAct(item=ItemId(other), checklist=where, always=True) for other in others)
    return msgspec.structs.replace(one, same_act=links)


APART = checklist(TELL, INFORM)
ONE_DUTY = checklist(linked(TELL, "inform"), linked(INFORM, "tell"), version="2.0")


def words(book: Book, at: str = LATER) -> tuple[str | None, str | None]:
    """Where the two limits stand."""
    return book.word("tell", at), book.word("inform", at)


def test_an_answer_serves_what_was_one_duty_when_it_was_recorded() -> None:
    book = Book(ONE_DUTY, others=(APART,))
    book.answer("tell", "2026-05-06 09:00")
    book.move(APART, MOVED)
    assert words(book) == ("met", "met")


def test_an_answer_serves_nothing_that_was_parted_from_it_before() -> None:
    book = Book(ONE_DUTY, others=(APART,))
    book.move(APART, "2026-05-06 09:00")
    book.answer("tell", "2026-05-06 10:00")
    assert words(book) == ("met", "passed")


def test_what_a_move_makes_one_duty_is_served_from_the_move() -> None:
    book = Book(APART, others=(ONE_DUTY,))
    book.answer("tell", "2026-05-06 09:00")
    book.move(ONE_DUTY, "2026-05-07 09:00")
    answer = book.state("inform", LATER).answer
    assert answer is not None
    assert (wall(answer.done), wall(answer.judged)) == ("2026-05-06 09:00", "2026-05-07 09:00")
    assert words(book) == ("met", "met")


def test_a_limit_that_had_passed_is_late_by_the_move_and_not_met() -> None:
    book = Book(APART, others=(ONE_DUTY,))
    book.answer("tell", "2026-05-06 09:00")
    book.move(ONE_DUTY, MOVED)
    assert words(book) == ("met", "late")
    limit = book.state("inform", LATER).limit
    assert limit is not None
    assert limit.over_seconds == (2 * 24 + 9) * 3600
    assert book.passed(LATER) == ["inform"]


def test_a_gate_that_was_not_met_is_not_met_by_a_move() -> None:
    old = checklist(TELL, item("inform", gate=before("decided")))
    new = checklist(linked(TELL, "inform"), linked(old.stages[0].items[1], "tell"), version="2.0")
    book = Book(old, others=(new,))
    book.answer("tell", "2026-05-05 10:00")
    book.clock("decided", "2026-05-06 09:00")
    book.move(new, MOVED)
    assert words(book) == ("met", "gate not met")


def test_what_was_answered_apart_stays_apart() -> None:
    book = Book(APART, others=(ONE_DUTY,))
    book.answer("tell", "2026-05-06 09:00")
    book.answer("inform", "2026-05-09 09:00", by="okell")
    book.move(ONE_DUTY, MOVED)
    assert words(book) == ("met", "late")
    assert not book.state("tell", LATER).corrected


def test_an_act_that_changes_one_of_two_answered_apart_leaves_the_other() -> None:
    book = Book(APART, others=(ONE_DUTY,))
    book.answer("tell", "2026-05-06 09:00")
    book.answer("inform", "2026-05-06 10:00", status="not done", by="okell")
    book.move(ONE_DUTY, MOVED)
    book.answer("inform", "2026-05-11 09:00", by="okell")
    assert words(book) == ("met", "late")


def test_what_stands_alike_goes_on_together() -> None:
    book = Book(APART, others=(ONE_DUTY,))
    first = book.answer("tell", "2026-05-06 09:00", by="okell")
    book.move(ONE_DUTY, MOVED)
    book.correct("inform", first, "2026-05-09 09:00")
    assert words(book) == ("late", "late")
    assert [name_of(row) for row in book.evaluation(LATER).exceptions.late_records_and_corrections] == [
        "tell + inform"
    ]


def test_a_move_puts_no_correction_and_no_late_record_on_another_item() -> None:
    book = Book(APART, others=(ONE_DUTY,))
    book.answer("tell", "2026-05-05 10:00", recorded="2026-05-08 09:00")
    book.move(ONE_DUTY, MOVED)
    state = book.state("inform", LATER)
    assert (state.status, state.late_record, state.corrected) == ("done", False, False)


def test_a_move_back_takes_back_what_the_move_had_served() -> None:
    book = Book(APART, others=(ONE_DUTY,))
    book.answer("tell", "2026-05-06 09:00")
    book.move(ONE_DUTY, "2026-05-06 10:00")
    book.move(APART, "2026-05-06 11:00")
    assert words(book) == ("met", "passed")


def test_what_served_by_a_move_does_so_from_that_move_through_the_next() -> None:
    third = msgspec.structs.replace(ONE_DUTY, version="3.0")
    book = Book(APART, others=(ONE_DUTY, third))
    book.answer("tell", "2026-05-06 09:00")
    book.move(ONE_DUTY, "2026-05-07 09:00")
    book.move(third, MOVED)
    assert words(book) == ("met", "met")


def test_a_pack_that_is_added_is_served_by_what_was_answered_before() -> None:
    here = checklist(linked(TELL, "inform", where=OTHER))
    there = checklist(linked(INFORM, "tell"), name=OTHER)
    book = Book(here, others=(there,))
    book.answer("tell", "2026-05-09 09:00")
    book.move(there, MOVED)
    assert words(book) == ("late", "met")


def test_a_clock_that_a_served_answer_sets_begins_with_the_move_and_moves_none_that_runs() -> None:
    informs = item("inform", sets_clock=ClockId("arrested"))
    book = Book(checklist(TELL, informs), others=(two := of_version_two(informs),))
    book.answer("tell", "2026-05-06 09:00")
    book.move(two, MOVED)
    assert set_at(book) == [MOVED]
    other = Book(checklist(TELL, informs), others=(two,))
    other.clock("arrested", "2026-05-05 12:00")
    other.answer("tell", "2026-05-06 09:00")
    other.move(two, MOVED)
    assert set_at(other) == ["2026-05-05 12:00"]


def of_version_two(informs: Item) -> Checklist:
    """The version that joins an item to the one that tells."""
    return checklist(linked(TELL, "inform"), linked(informs, "tell"), version="2.0")


def set_at(book: Book) -> list[str]:
    """When the clock was set."""
    return [wall(one.at) for one in book.case().clocks[ClockId("arrested"), None]]


def test_what_is_asked_of_subjects_is_not_served_by_what_is_asked_of_the_case() -> None:
    of_each = item("inform", limit=hours(24), repeats_for=KindId("child"))
    book = Book(checklist(linked(TELL, "inform"), linked(of_each, "tell")))
    book.subject("a", "2026-05-05 10:00", "child")
    book.answer("tell", "2026-05-05 11:00")
    assert book.word("inform", "2026-05-05 12:00", "a") == "running"
    assert place("inform") not in book.case().answers


@pytest.mark.parametrize("said", ["explanations", "extensions", "overrides", "judgements"])
def test_what_is_said_of_a_duty_is_said_of_each_of_its_items(said: str) -> None:
    book = Book(ONE_DUTY)
    _say(book, said)
    assert set(getattr(book.case(), said)) == {place("tell"), place("inform")}


def _say(book: Book, said: str) -> None:
    at = when(MOVED)
    match said:
        case "explanations":
            book.add(LimitExplained(at=at, place=place("inform"), reason="Leave"))
        case "extensions":
            book.add(LimitExtended(at=at, place=place("inform"), until=when(LATER), reason="Leave"))
        case "overrides":
            book.add(GateOverridden(at=at, place=place("inform"), gate=ClockId("decided"), reason="Leave"))
        case _:
            book.add(
                LimitJudged(at=at, places=(place("inform"),), verdict="justified", reason="", review=None)
            )


def test_the_explanation_says_from_when_the_answer_counts() -> None:
    book = Book(APART, others=(ONE_DUTY,))
    book.answer("tell", "2026-05-06 09:00")
    book.move(ONE_DUTY, MOVED)
    why = why_limit(book.case(), CALENDAR, utc(LATER), book.state("inform", LATER))
    assert why.endswith(
        "It was answered with an item that is one duty with it since Sun 10 May, 09:00, when the case came to"
        " follow a version that says so; so it counts here from then."
    )
