"""The middle of the case page: which items are shown, and where the list stands."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import FactValue, Given, When
from sopcheck.checklists.definition import FactId, StageId
from sopcheck.ui.case.middle import ItemsPane
from sopcheck.ui.case.outline import Wanted, is_folded, is_open, parts_of, rows_of
from sopcheck.ui.session import Session
from tests.ui.case_book import CASE, BookCasework, heather, new_case, place, two_packs
from tests.ui.fakes import CSE, NOW

FIRST = (CSE, StageId("receive-and-record"))
VALUES: tuple[FactValue, ...] = ("yes", "no", "unknown")
KNOWN = heather().refresh(CASE).case.programme.facts
FACTS = sorted(fact for fact, known in KNOWN.items() if not known.derived)


@pytest.fixture
def book() -> BookCasework:
    return heather()


@pytest.fixture
def pane(qtbot: QtBot, session: Session, book: BookCasework) -> Iterator[ItemsPane]:
    made = ItemsPane(session)
    qtbot.addWidget(made)
    made.resize(420, 500)
    made.show_view(book.refresh(CASE))
    made.show()
    yield made
    made.close()


def shown(pane: ItemsPane) -> list[str]:
    return [row.state.place.item for row in pane.list.items.rows if row.state is not None]


def test_before_a_case_is_shown_there_is_nobody_to_speak(qtbot: QtBot, session: Session) -> None:
    empty = ItemsPane(session)
    qtbot.addWidget(empty)
    assert empty.state is None
    with pytest.raises(LookupError):
        empty.speaker()


def test_at_first_everything_is_shown(pane: ItemsPane) -> None:
    assert pane.shown == "all"
    assert {row.part.key for row in pane.list.items.rows} == set(pane.parts)


def test_one_stage_can_be_shown_alone_and_everything_again(pane: ItemsPane) -> None:
    everything = shown(pane)
    pane.show_only(FIRST)
    assert {row.part.key for row in pane.list.items.rows} == {FIRST}
    pane.show_only("all")
    assert shown(pane) == everything


def test_filter_and_stage_hold_together(pane: ItemsPane) -> None:
    pane.show_only(FIRST)
    pane.filter.setText("crime")
    assert shown(pane) == ["record-crime", "record-rape-report"]


def test_the_filter_takes_words_in_any_order(pane: ItemsPane) -> None:
    pane.filter.setText("  disclosed   every CRIME ")
    assert shown(pane) == ["record-crime"]


def test_filtering_away_where_one_stands_stands_on_what_is_left(pane: ItemsPane) -> None:
    pane.go_to(place("place-markers"))
    pane.filter.setText("every crime disclosed")
    assert pane.state is not None
    assert pane.state.place == place("record-crime")


def test_an_item_that_the_filter_hides_is_gone_to_all_the_same(pane: ItemsPane) -> None:
    pane.filter.setText("crime")
    assert pane.go_to(place("place-markers"))
    assert pane.filter.text() == ""
    assert pane.state is not None
    assert pane.state.place == place("place-markers")


def test_an_item_of_another_stage_is_gone_to_among_all(pane: ItemsPane) -> None:
    pane.show_only(FIRST)
    assert pane.go_to(place("allocate-investigator"))
    assert pane.shown == "all"


def test_an_item_that_the_case_does_not_have_is_not_gone_to(pane: ItemsPane) -> None:
    assert not pane.go_to(place("no-such-item"))


def test_the_hidden_place_of_a_duty_of_two_packs_leads_to_the_one_that_is_shown(pane: ItemsPane) -> None:
    made = two_packs()
    pane.show_view(made.refresh(CASE))
    twin = next(
        one.place for one in made.refresh(CASE).evaluation.places if one.place.item == "contact-tell-events"
    )
    assert pane.go_to(twin)
    assert pane.state is not None
    assert (pane.state.place.item, pane.state.place.of) == ("tell-victim-of-suspect-event", twin.of)


def test_a_refresh_keeps_the_place(pane: ItemsPane, book: BookCasework) -> None:
    pane.go_to(place("place-markers"))
    pane.show_view(book.answer(CASE, place("record-child-words"), Given(status="done"), When(NOW)))
    assert pane.state is not None
    assert pane.state.place == place("place-markers")


def test_the_next_open_item_is_one_that_is_shown(pane: ItemsPane) -> None:
    pane.show_only(FIRST)
    following = pane.next_open(place("tell-duty-supervisor"))
    assert following is not None
    assert following.stage == "receive-and-record"


def test_where_nothing_is_passed_that_is_said(qtbot: QtBot, session: Session) -> None:
    book = new_case(received="2026-05-07 08:50")
    pane = ItemsPane(session)
    qtbot.addWidget(pane)
    pane.show_view(book.refresh(CASE))
    pane.show_only("passed")
    pane.show()
    assert pane.list.items.rowCount() == 0
    said = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    assert said == ["No limit of this case is passed."]


@examples(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(FACTS), st.sampled_from(VALUES), max_size=8))
def test_whatever_the_facts_nothing_to_do_is_ever_hidden(values: dict[FactId, FactValue]) -> None:
    book = heather()
    for fact, value in values.items():
        book.set_fact(CASE, fact, value, When(NOW))
    view = book.refresh(CASE)
    rows = rows_of(view, parts_of(view.case), Wanted(), label=view.subject_label)
    seen = {row.state.place for row in rows if row.state is not None}
    folds = [row.folded for row in rows if row.folded is not None]
    hidden = sum(fold.not_applicable + fold.none_yet + fold.not_asked for fold in folds)
    places = view.evaluation.places
    assert {one.place for one in places if is_open(one)} <= seen
    may = [one for one in places if one.applies == "may" and one.status != "not applicable"]
    assert {one.place for one in may if not one.none_yet} <= seen
    assert hidden == sum(map(is_folded, places)) == len(places) - len(seen)


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_the_filter_leads_down_to_what_it_found(pane: ItemsPane, qtbot: QtBot, key: Qt.Key) -> None:
    pane.filter.setFocus()
    qtbot.keyClick(pane.filter, key)
    assert pane.list.hasFocus()
