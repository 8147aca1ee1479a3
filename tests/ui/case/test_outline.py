"""Which rows of a case are shown."""

from typing import Literal

import pytest

from sopcheck.cases.events import Given, Place, When
from sopcheck.checklists.definition import ChecklistId, FactId, StageId
from sopcheck.ui.case.outline import (
    Part,
    Row,
    Wanted,
    is_folded,
    is_open,
    is_passed,
    next_open,
    parts_of,
    rows_of,
)
from tests.ui.case_book import CASE, BookCasework, heather, new_case, place, two_packs
from tests.ui.fakes import CSE, NOW

ALL = Wanted()
FIRST = (CSE, StageId("receive-and-record"))


@pytest.fixture(scope="module")
def book() -> BookCasework:
    return heather()


def rows(book: BookCasework, wanted: Wanted = ALL) -> tuple[Row, ...]:
    view = book.refresh(CASE)
    return rows_of(view, parts_of(view.case), wanted, label=view.subject_label)


def places(shown: tuple[Row, ...]) -> list[Place]:
    return [row.state.place for row in shown if row.state is not None]


def test_stages_are_headings_in_the_order_of_the_checklists(book: BookCasework) -> None:
    headings = [row.part for row in rows(book) if row.state is None and row.folded is None]
    assert headings[0].key == FIRST
    assert [part.number for part in headings[:3]] == [1, 2, 3]
    assert {part.checklist for part in headings} == {CSE, ChecklistId("cse-intelligence")}


def test_the_checklist_of_a_review_is_no_part_of_the_page(book: BookCasework) -> None:
    parts = parts_of(book.refresh(CASE).case)
    assert all(part.checklist != "supervisor-review" for part in parts.values())


def test_one_stage_alone_can_be_shown(book: BookCasework) -> None:
    assert {row.part.key for row in rows(book, Wanted(shown=FIRST))} == {FIRST}


def test_every_item_of_a_subject_is_a_row_of_its_own(book: BookCasework) -> None:
    shown = [one for one in places(rows(book)) if one.item == "see-child"]
    assert len(shown) == 1
    assert shown[0].of is not None


def test_what_is_not_applicable_is_folded_and_counted(book: BookCasework) -> None:
    shown = rows(book)
    protection = next(one for one in book.refresh(CASE).evaluation.places if one.status == "not applicable")
    assert is_folded(protection)
    assert protection.place not in places(shown)
    folds = [row.folded for row in shown if row.folded and row.part.stage == protection.stage]
    assert [fold.not_applicable for fold in folds] == [1]


def test_a_stage_can_be_unfolded(book: BookCasework) -> None:
    protection = next(one for one in book.refresh(CASE).evaluation.places if one.status == "not applicable")
    unfolded = rows(book, Wanted(unfolded=frozenset({(CSE, protection.stage)})))
    assert protection.place in places(unfolded)


def test_where_somebody_stands_nothing_folds_under_them(book: BookCasework) -> None:
    protection = next(one for one in book.refresh(CASE).evaluation.places if one.status == "not applicable")
    assert protection.place in places(rows(book, Wanted(keep=protection.place)))


def test_what_may_apply_is_never_folded_away(book: BookCasework) -> None:
    may = [
        one.place for one in book.refresh(CASE).evaluation.places if one.applies == "may" and not one.none_yet
    ]
    assert may
    assert set(may) <= set(places(rows(book)))


def test_an_answer_given_stays_in_sight_when_its_item_is_not_asked_any_more() -> None:
    book = new_case()
    book.answer(CASE, place("record-rape-report"), Given(status="done", reference="NV-1"), When(NOW))
    view = book.set_fact(CASE, FactId("rape-reported-not-crimed"), "no", When(NOW))
    state = view.state(place("record-rape-report"))
    assert state is not None
    assert state.applies == "no"
    assert not is_folded(state)


def test_the_next_things_are_shown_without_folds(book: BookCasework) -> None:
    shown = rows(book, Wanted(shown="next"))
    following = {state.place for state in book.refresh(CASE).evaluation.next_five}
    assert set(places(shown)) == following
    assert not any(row.folded for row in shown)


def test_passed_shows_what_is_passed_and_not_done(book: BookCasework) -> None:
    states = [row.state for row in rows(book, Wanted(shown="passed")) if row.state]
    assert states
    assert all(is_passed(state) for state in states)


TOLD = {"tell-victim-of-suspect-event", "contact-tell-events"}


@pytest.mark.parametrize("shown", ["all", "passed"])
def test_a_duty_of_two_packs_is_shown_once(shown: Literal["all", "passed"]) -> None:
    made = two_packs()
    made.now = NOW
    passed = [state.place for state in made.refresh(CASE).evaluation.places if is_passed(state)]
    assert {one.item for one in passed} >= TOLD
    found = places(rows(made, Wanted(shown=shown)))
    assert [one.item for one in found if one.item in TOLD] == ["tell-victim-of-suspect-event"]


def test_where_somebody_stands_on_the_other_of_a_duty_the_one_that_is_shown_stays() -> None:
    made = two_packs()
    twin = next(
        one.place for one in made.refresh(CASE).evaluation.places if one.place.item == "contact-tell-events"
    )
    found = places(rows(made, Wanted(shown=FIRST, keep=twin)))
    assert [one.item for one in found if one.item in TOLD] == ["tell-victim-of-suspect-event"]


def test_the_filter_finds_a_duty_by_what_either_pack_calls_it() -> None:
    made = two_packs()
    prompts = [
        state.item.prompt for state in made.refresh(CASE).evaluation.places if state.place.item in TOLD
    ]
    assert len(set(prompts)) == 2
    for prompt in prompts:
        found = places(rows(made, Wanted(words=prompt)))
        assert [one.item for one in found] == ["tell-victim-of-suspect-event"]


@pytest.mark.parametrize(
    ("words", "item", "found"),
    [
        ("crime DISCLOSED", "record-crime", True),
        ("speak Child A, 15", "see-child", True),
        ("speak Suspect B", "see-child", False),
    ],
)
def test_the_filter_looks_into_prompts_and_subjects(
    book: BookCasework, words: str, item: str, *, found: bool
) -> None:
    assert (item in [one.item for one in places(rows(book, Wanted(words=words)))]) is found


def test_the_filter_finds_what_is_folded(book: BookCasework) -> None:
    found = places(rows(book, Wanted(words="police protection is needed")))
    assert [one.item for one in found] == ["decide-police-protection"]


def test_the_next_open_item_is_the_one_below(book: BookCasework) -> None:
    shown = rows(book)
    following = next_open(shown, place("record-crime"))
    assert following is not None
    assert is_open(following)
    order = places(shown)
    assert order.index(following.place) > order.index(place("record-crime"))


def test_after_the_last_open_item_comes_the_first(book: BookCasework) -> None:
    shown = rows(book)
    open_places = [row.state.place for row in shown if row.state is not None and is_open(row.state)]
    following = next_open(shown, open_places[-1])
    assert following is not None
    assert following.place == open_places[0]


def test_where_nothing_else_is_open_there_is_no_next(book: BookCasework) -> None:
    only = [row for row in rows(book) if row.state is not None and is_open(row.state)][:1]
    assert only[0].state is not None
    assert next_open(only, only[0].state.place) is None


def test_rows_are_known_again_by_place_and_stage(book: BookCasework) -> None:
    keys = [row.key for row in rows(book)]
    assert len(set(keys)) == len(keys)


def test_a_part_is_chosen_by_checklist_and_stage() -> None:
    part = Part(checklist=CSE, stage=StageId("close"), number=12, title="Close", checklist_title="CSE")
    assert part.key == (CSE, "close")
