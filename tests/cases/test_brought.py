"""What only a later version has an earlier entry set counts from the move, and turns nothing."""

import msgspec
import pytest

from sopcheck.checklists.definition import (
    Checklist,
    Clause,
    ClockId,
    FactId,
    FactRule,
    Grade,
    GradeId,
    Item,
    ItemId,
    KindId,
    Level,
)
from tests.cases.book import CLOCKS, KINDS, Book, checklist, hours, item, wall

MOVED, LATER = "2026-05-07 09:00", "2026-05-20 09:00"
NETWORK = FactRule(fact=FactId("network"), yes_if=("yes",), no_if=("no",))
TOLD = item("tell", choices=("yes", "no"))
TELLS = msgspec.structs.replace(TOLD, sets_fact=(NETWORK,))


def pair(old: tuple[Item, ...], new: tuple[Item, ...], **more: object) -> tuple[Book, Checklist]:
    """A case of the old items, and the version with the new ones."""
    second = msgspec.structs.replace(checklist(*new, version="2.0"), **more)
    return Book(checklist(*old), others=(second,)), second


def of_network(*, is_network: bool) -> Item:
    """An item within a day, where it is a network, or where it is known that it is none."""
    condition = FactId("network") if is_network else Clause(not_="network")
    return item("act", limit=hours(24), applies_when=condition)


def since_when(book: Book, fact: str = "network", of: str | None = None) -> list[tuple[str, str]]:
    """A fact over time."""
    found = book.case().facts.get((FactId(fact), of))
    return [] if found is None else [(wall(at), value) for at, value in found.steps]


@pytest.mark.parametrize(("known", "told"), [("yes", "no"), ("no", "yes")])
def test_what_is_known_is_not_turned_by_a_move(known: str, told: str) -> None:
    act = of_network(is_network=known == "yes")
    book, second = pair((TOLD, act), (TELLS, act))
    book.fact("network", "2026-05-05 10:00", known)
    book.answer("tell", "2026-05-05 11:00", choice=told)
    book.move(second, MOVED)
    assert since_when(book) == [("2026-05-05 10:00", known)]
    assert book.passed(LATER) == ["act"]


def test_what_is_known_only_after_the_move_was_brought_by_it_until_then() -> None:
    book, second = pair((TOLD,), (TELLS,))
    book.answer("tell", "2026-05-05 11:00", choice="yes")
    book.move(second, MOVED)
    book.fact("network", "2026-05-08 10:00", "no")
    assert since_when(book) == [(MOVED, "yes"), ("2026-05-08 10:00", "no")]


def test_of_two_answers_that_a_move_has_state_a_fact_the_yes_holds() -> None:
    other = item("say", choices=("yes", "no"))
    book, second = pair((TOLD, other), (TELLS, msgspec.structs.replace(other, sets_fact=(NETWORK,))))
    book.answer("tell", "2026-05-05 11:00", choice="yes")
    book.answer("say", "2026-05-05 12:00", choice="no")
    book.move(second, MOVED)
    assert since_when(book) == [(MOVED, "yes")]


def test_of_an_item_that_repeats_all_answers_are_joined_whenever_they_came_to_count() -> None:
    told, tells = (msgspec.structs.replace(one, repeats_for=KindId("suspect")) for one in (TOLD, TELLS))
    book, second = pair((told,), (tells,))
    for name in ("a", "b"):
        book.subject(name, "2026-05-05 10:00", "suspect")
        book.answer("tell", "2026-05-05 11:00", name, choice="yes")
    book.move(second, MOVED)
    book.answer("tell", "2026-05-08 10:00", "a", choice="no")
    assert since_when(book) == [(MOVED, "yes")]
    book.answer("tell", "2026-05-08 11:00", "b", choice="no")
    # Each new answer takes the place of the old one, with all that the old one had set (convention 23).
    assert since_when(book) == [("2026-05-08 10:00", "no")]


def test_a_clock_that_runs_for_a_suspect_is_not_begun_anew_for_the_case() -> None:
    tell, act = item("tell"), item("act", limit=hours(24, "arrested"))
    book, second = pair((tell, act), (msgspec.structs.replace(tell, sets_clock=ClockId("arrested")), act))
    book.subject("a", "2026-05-05 10:00", "suspect")
    book.clock("arrested", "2026-05-05 12:00", "a")
    book.answer("tell", "2026-05-05 11:00")
    book.move(second, MOVED)
    assert book.passed(MOVED) == ["act"]


def test_a_clock_that_runs_for_the_case_is_not_begun_anew_for_a_suspect() -> None:
    act = item("act", limit=hours(24, "arrested"), repeats_for="suspect")
    suspect = msgspec.structs.replace(KINDS["suspect"], sets_clock=(ClockId("arrested"),))
    book, second = pair((act,), (act,), subjects={KindId("suspect"): suspect})
    book.clock("arrested", "2026-05-05 12:00")
    book.subject("a", "2026-05-05 13:00", "suspect")
    book.move(second, MOVED)
    assert book.ends("act", LATER, "a") == "2026-05-06 13:00"


def test_a_fact_that_only_the_new_version_has_a_clock_make_true_is_so_from_the_move() -> None:
    act = of_network(is_network=True)
    arrested = msgspec.structs.replace(CLOCKS["arrested"], sets_fact=FactId("network"))
    book, second = pair((act,), (act,), clocks={**checklist(act).clocks, ClockId("arrested"): arrested})
    book.clock("arrested", "2026-05-05 12:00")
    book.move(second, MOVED)
    assert since_when(book) == [(MOVED, "yes")]
    assert (book.ends("act", MOVED), book.passed(MOVED)) == ("2026-05-08 09:00", [])
    book.clock("arrested", "2026-05-08 12:00")
    assert since_when(book) == [("2026-05-08 12:00", "yes")]


def test_what_a_clock_would_make_true_only_now_does_not_turn_what_is_known() -> None:
    act = of_network(is_network=False)
    arrested = msgspec.structs.replace(CLOCKS["arrested"], sets_fact=FactId("network"))
    book, second = pair((act,), (act,), clocks={**checklist(act).clocks, ClockId("arrested"): arrested})
    book.fact("network", "2026-05-05 10:00", "no")
    book.clock("arrested", "2026-05-05 12:00")
    book.move(second, MOVED)
    assert since_when(book) == [("2026-05-05 10:00", "no")]
    assert book.passed(MOVED) == ["act"]


def graded(version: str) -> Checklist:
    """A version in which an item sets a grade with one level."""
    level = Level(choice="high", fact=FactId("network"), item=ItemId("act"))
    grade = Grade(id=GradeId("level"), set_by=ItemId("grade"), levels_high_to_low=(level,))
    grades = item("grade", choices=("high",), sets_grade=GradeId("level"))
    return checklist(grades, of_network(is_network=True), version=version, grades=(grade,))


def test_a_grade_that_only_the_new_version_has_an_answer_set_is_set_by_the_move() -> None:
    second = graded("2.0")
    book = Book(checklist(item("grade", choices=("high",)), of_network(is_network=True)), others=(second,))
    book.answer("grade", "2026-05-05 10:00", choice="high")
    book.move(second, MOVED)
    assert [wall(one.at) for one in book.case().grades] == [MOVED]
    assert (since_when(book), book.passed(MOVED)) == ([(MOVED, "yes")], [])


def test_a_grade_that_both_versions_have_an_answer_set_stays_as_it_was() -> None:
    second = graded("2.0")
    book = Book(graded("1.0"), others=(second,))
    book.answer("grade", "2026-05-05 10:00", choice="high")
    book.move(second, MOVED)
    assert [wall(one.at) for one in book.case().grades] == ["2026-05-05 10:00"]
    assert book.passed(MOVED) == ["act"]


def test_what_passed_by_what_a_move_had_brought_stays_when_a_later_move_takes_that_back() -> None:
    act = of_network(is_network=True)
    first, second = checklist(TOLD, act), checklist(TELLS, act, version="2.0")
    book = Book(first, others=(second,))
    book.answer("tell", "2026-05-05 11:00", choice="yes")
    book.move(second, MOVED)
    book.move(first, "2026-05-12 09:00")
    state = book.state("act", LATER)
    assert since_when(book) == []
    assert (state.applies, state.word, state.under) == ("may", "passed", "2.0")
    assert book.passed(LATER) == ["act"]


def test_what_passed_before_a_second_move_is_told_once_and_by_its_own_version() -> None:
    act, other = item("act", limit=hours(24)), item("other")
    first, second, third = (
        checklist(*items, version=version)
        for items, version in (((act,), "1.0"), ((act, other), "2.0"), ((other,), "3.0"))
    )
    book = Book(first, others=(second, third))
    book.move(second, MOVED)
    book.move(third, "2026-05-12 09:00")
    (state,) = [one for one in book.evaluation(LATER).places if one.place.item == "act"]
    assert (state.word, state.rounds, book.passed(LATER)) == ("passed", (), ["act"])


def test_before_any_subject_the_old_duty_of_the_case_stays_where_the_new_one_waits() -> None:
    act = item("act", limit=hours(24))
    book, second = pair((act,), (msgspec.structs.replace(act, repeats_for=KindId("suspect")),))
    book.move(second, MOVED)
    assert book.passed(LATER) == ["act"]
    book.subject("a", "2026-05-12 10:00", "suspect")
    assert (book.passed("2026-05-12 11:00"), book.word("act", "2026-05-12 11:00", "a")) == (
        ["act"],
        "running",
    )
