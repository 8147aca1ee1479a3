"""Which ways and further acts an item has now."""

from collections.abc import Callable

import pytest

from sopcheck.cases.events import Given, When
from sopcheck.checklists.definition import ChecklistId, FactId, KindId, Version
from sopcheck.services.views import CaseView
from sopcheck.ui.case.item_acts import Offer, Way, further_words, offer_of, way_words
from tests.ui.case_book import AUDITOR, CASE, SUSPECT, BookCasework, heather, new_case, place, wall
from tests.ui.fakes import NOW, OKELL

ALL_WAYS: tuple[Way, ...] = ("now", "at", "not done", "not applicable")


def offer(view: CaseView, item: str) -> Offer:
    found = next(one for one in view.evaluation.places if one.place.item == item)
    return offer_of(view, found)


def by_supervisor(item: str) -> Offer:
    return offer(heather(OKELL).refresh(CASE), item)


def test_what_is_open_is_answered_anew() -> None:
    found = offer(heather().refresh(CASE), "place-markers")
    assert (found.standing, found.status, found.ways) == ("new", "open", ALL_WAYS)


def test_not_done_is_answered_anew_by_anybody() -> None:
    assert by_supervisor("refer-to-exploitation-panel").standing == "new"
    assert by_supervisor("refer-to-exploitation-panel").ways == ALL_WAYS


def test_what_was_not_done_takes_a_correction_to_be_not_applicable() -> None:
    found = by_supervisor("refer-to-exploitation-panel")
    assert [found.treats(way) for way in ALL_WAYS] == ["new", "new", "correct", "correct"]


def test_what_is_done_is_changed_freely_by_its_author_alone() -> None:
    assert offer(heather().refresh(CASE), "record-crime").standing == "free"
    assert by_supervisor("record-crime").standing == "correct"


def test_what_is_answered_is_not_done_now_by_one_key() -> None:
    assert "now" not in offer(heather().refresh(CASE), "record-crime").ways


def test_a_single_key_does_not_move_a_clock_that_was_set_as_the_case_was_opened() -> None:
    found = offer(new_case().refresh(CASE), "record-first-report")
    assert (found.standing, found.ways) == ("new", ("at", "not done", "not applicable"))


def test_a_clock_that_nothing_has_set_yet_is_set_by_a_single_key() -> None:
    assert offer(new_case().refresh(CASE), "allocate-investigator").ways == ALL_WAYS


def test_where_nobody_is_to_do_it_for_there_is_no_way() -> None:
    view = new_case().refresh(CASE)
    waiting = next(one for one in view.evaluation.places if one.none_yet)
    assert offer_of(view, waiting).ways == ()
    assert offer_of(view, waiting).further == ("subject",)


def test_an_auditor_has_neither_ways_nor_further_acts() -> None:
    found = offer(heather(AUDITOR).refresh(CASE), "tell-duty-supervisor")
    assert (found.ways, found.further) == ((), ())


def running(book: BookCasework) -> CaseView:
    book.now = wall("2026-04-30 10:50")
    return book.refresh(CASE)


@pytest.mark.parametrize(
    ("item", "further"),
    [
        ("tell-duty-supervisor", ("explain", "extend")),
        ("apply-exploitation-flag", ("explain",)),
        ("record-crime", ()),
        ("place-markers", ()),
        ("write-investigation-plan", ()),
    ],
)
def test_limits_are_explained_and_extended_while_that_says_something(
    item: str, further: tuple[str, ...]
) -> None:
    assert offer(heather().refresh(CASE), item).further == further


def test_a_limit_that_runs_can_be_explained_beforehand() -> None:
    book = new_case()
    assert "explain" in offer(book.refresh(CASE), "record-crime").further


def test_only_a_hard_gate_is_overridden_and_only_by_a_supervisor() -> None:
    view, own = heather(OKELL).refresh(CASE), heather().refresh(CASE)
    clocks = view.case.programme.clocks
    gated = [one for one in view.evaluation.places if one.limit and one.limit.word == "gate open"]
    for one in gated:
        hard = one.limit is not None and clocks[one.limit.clock].hard_gate
        assert ("override" in offer_of(view, one).further) == hard
        assert "override" not in offer_of(own, one).further


def test_a_date_is_set_where_the_item_applies() -> None:
    book = heather()
    view = book.add_subject(CASE, (KindId("action-plan"),), "Plan 1", When(NOW))
    targets = [
        one for one in view.evaluation.places if one.item.limit and one.item.limit.unit == "target-date"
    ]
    offered = {one.applies: "target" in offer_of(view, one).further for one in targets}
    assert offered.get("yes") is True
    assert not offered.get("may")


def test_a_moment_is_asked_for_where_no_answer_will_set_it() -> None:
    book = heather()
    suspect = next(iter(book.refresh(CASE).case.subjects_of(SUSPECT))).subject
    view = book.set_fact(CASE, FactId("bail-granted"), "yes", When(NOW), of=(suspect,))
    assert "clock" in offer(view, "act-before-bail-limit").further
    assert "clock" not in offer(view, "write-investigation-plan").further


def test_a_grade_is_changed_once_there_is_one() -> None:
    book = new_case()
    book.adopt(CASE, ChecklistId("online-cse"), Version("1.0"))
    view = book.set_fact(CASE, FactId("online-element"), "yes", When(NOW))
    assert "regrade" not in offer(view, "online-assess-risk").further
    assess = place("online-assess-risk", checklist=ChecklistId("online-cse"))
    view = book.answer(CASE, assess, Given(status="done", choice="medium"), When(NOW))
    assert "regrade" in offer(view, "online-assess-risk").further


@pytest.mark.parametrize(
    ("standing", "status", "words"),
    [
        ("new", "open", ("Done now", "Done at…", "Not done…", "Not applicable…")),
        ("new", "not done", ("Done now", "Done at…", "Not done…", "Not applicable…")),
        ("free", "done", ("Change…", "Change…", "Not done…", "Not applicable…")),
        ("correct", "done", ("Correct…", "Correct…", "Not done…", "Not applicable…")),
        ("correct", "not applicable", ("Done now", "Done at…", "Not done…", "Correct…")),
    ],
)
def test_a_button_says_what_it_does(standing: str, status: str, words: tuple[str, ...]) -> None:
    found: Callable[..., Offer] = Offer
    made = found(standing=standing, undone=standing, status=status, ways=ALL_WAYS, further=())
    assert tuple(way_words(way, made) for way in made.ways) == words


def test_the_reason_of_not_done_is_put_right_by_a_correction() -> None:
    made = Offer(standing="new", undone="correct", status="not done", ways=ALL_WAYS, further=())
    assert [way_words(way, made) for way in ALL_WAYS[1:3]] == ["Done at…", "Correct…"]


def test_every_further_act_has_its_words() -> None:
    acts = ("explain", "extend", "override", "regrade", "clock", "target", "settle", "subject")
    words = [further_words(act) for act in acts]  # type: ignore[arg-type]  # the literals, one by one
    assert len(set(words)) == len(acts)
    assert all(word.endswith("…") for word in words)
