"""What holds of every move of every case (convention 13), over random cases and random edits."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.cases.explanations import why_limit
from sopcheck.checklists.definition import Checklist
from tests.cases.book import CALENDAR, Book, utc
from tests.cases.moved_books import TOLD, Told, at, book_of, edits, over, reviews_over, seen, sops

Pair = tuple[Checklist, Checklist]
PAIRS = sops().flatmap(lambda old: st.tuples(st.just(old), edits(old)))
# Twice: to a third version, or back to the first.
TRIPLES = PAIRS.flatmap(
    lambda pair: st.tuples(st.just(pair), st.one_of(st.just(pair[0]), edits(pair[1], "3.0")))
)
# Half an hour off what happens, so that nothing ends in the very minute of a move.
MOVED = st.integers(24 * 4, 24 * 12)
LATER = st.integers(1, 24 * 30)
every_case = settings(max_examples=100, deadline=None)


def answered(book: Book) -> set[str]:
    """Every answer that the case knows of."""
    return {answer.entry for history in book.case().answers.values() for answer in history.answers}


@every_case
@given(pair=PAIRS, told=TOLD, hours=MOVED)
def test_a_move_makes_nothing_overdue_and_nothing_undone(pair: Pair, told: list[Told], hours: int) -> None:
    book, moment = book_of(told, *pair), at(hours, minutes=30)
    before = seen(book, moment)
    book.move(pair[1], moment)
    after = seen(book, moment)
    assert over(after) == over(before)
    assert reviews_over(after) == reviews_over(before)


@every_case
@given(pair=PAIRS, told=TOLD, hours=MOVED, later=LATER)
def test_what_is_over_later_was_over_before_or_ended_after_the_move(
    pair: Pair, told: list[Told], hours: int, later: int
) -> None:
    book, moment = book_of(told, *pair), at(hours, minutes=30)
    before = seen(book, moment)
    book.move(pair[1], moment)
    after = seen(book, at(hours + later))
    assert {one for one in over(after) if one[3] < utc(moment)} == over(before)
    assert {one for one in reviews_over(after) if one[2] < utc(moment)} == reviews_over(before)


@every_case
@given(triple=TRIPLES, told=TOLD, hours=MOVED, more=st.integers(1, 24 * 8), later=LATER)
def test_a_second_move_takes_nothing_off_and_puts_nothing_on_either(
    triple: tuple[Pair, Checklist], told: list[Told], hours: int, more: int, later: int
) -> None:
    (first, second), third = triple
    book, moment = book_of(told, first, second, third), at(hours + more, minutes=30)
    book.move(second, at(hours, minutes=30))
    before = seen(book, moment)
    book.move(third, moment)
    after, last = seen(book, moment), seen(book, at(hours + more + later))
    assert over(after) == over(before)
    assert {one for one in over(last) if one[3] < utc(moment)} == over(before)
    assert {one for one in reviews_over(last) if one[2] < utc(moment)} == reviews_over(before)


@every_case
@given(pair=PAIRS, told=TOLD, hours=MOVED)
def test_a_move_loses_no_answer(pair: Pair, told: list[Told], hours: int) -> None:
    book = book_of(told, *pair)
    before = answered(book)
    book.move(pair[1], at(hours))
    assert answered(book) == before


@every_case
@given(pair=PAIRS, told=TOLD, hours=MOVED, later=LATER)
def test_a_move_and_a_move_back_leave_the_case_as_it_was(
    pair: Pair, told: list[Told], hours: int, later: int
) -> None:
    unmoved, moved = book_of(told, *pair), book_of(told, *pair)
    moved.move(pair[1], at(hours, minutes=20))
    moved.move(pair[0], at(hours, minutes=40))
    expected, found = seen(unmoved, at(hours + later)), seen(moved, at(hours + later))
    assert found.places == expected.places
    assert (found.exceptions, found.reviews, found.next_reviews) == (
        expected.exceptions,
        expected.reviews,
        expected.next_reviews,
    )


@every_case
@given(pair=PAIRS, told=TOLD, hours=MOVED, later=LATER)
def test_every_limit_of_a_moved_case_can_be_explained(
    pair: Pair, told: list[Told], hours: int, later: int
) -> None:
    book, moment = book_of(told, *pair), utc(at(hours + later))
    book.move(pair[1], at(hours, minutes=30))
    case = book.case()
    for state in seen(book, at(hours + later)).places:
        for found in (state.limit, *state.rounds):
            assert found is None or why_limit(case, CALENDAR, moment, state, round=found)
