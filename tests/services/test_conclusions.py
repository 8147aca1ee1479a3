"""A half-written conclusion comes back as it was; what the questions say needs no second typing."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.cases.events import CaseId, Discharged, Given, Judged, ListedAs, ReviewId, When
from sopcheck.cases.states import PlaceState
from sopcheck.checklists.definition import ScheduleId
from sopcheck.services.conclusions import (
    answers_decided,
    conclusion_of,
    decided_in,
    decided_words,
    held_of,
    is_decided,
    kept,
)
from sopcheck.services.views import Conclusion
from tests.world import World, place

AT = When(datetime(2026, 5, 7, 13, tzinfo=UTC))
texts = st.text(max_size=20)


@settings(max_examples=50)
@given(texts, texts, st.none() | st.dates())
def test_what_was_kept_comes_back_whole(outcome: str, reasons: str, day: date | None) -> None:
    conclusion = Conclusion(outcome=outcome, reasons=reasons, next_date=day)
    assert conclusion_of(kept(conclusion)) == conclusion


def test_what_a_review_is_to_meet_comes_back_with_its_subject() -> None:
    meant = (Discharged(rule=ScheduleId("24-hour")), Discharged(rule=ScheduleId("release"), of="s1"))
    assert conclusion_of(kept(Conclusion(discharges=meant))).discharges == meant


def test_a_text_of_another_form_begins_an_empty_conclusion() -> None:
    for text in ("", "{", "[]", "{}", '{"discharges": [1]}', '{"discharges": [], "next_date": "soon"}'):
        assert conclusion_of(text) == Conclusion()


def test_a_field_that_this_version_does_not_know_keeps_nobody_from_the_review() -> None:
    newer = kept(Conclusion(outcome="on track")).replace('"outcome"', '"outcome_2"')
    assert conclusion_of(newer) == Conclusion()


def test_the_event_says_what_was_concluded_and_under_which_calendar() -> None:
    held = held_of(
        ReviewId("r1"), Conclusion(outcome="on track", exception="Nobody else"), at=AT, calendar="c"
    )
    assert (held.outcome, held.exception, held.calendar, held.at) == ("on track", "Nobody else", "c", AT)


def test_the_event_names_no_record_before_it_is_frozen() -> None:
    assert held_of(ReviewId("r1"), Conclusion(), at=AT, calendar="c").snapshot == ""


def questions(world: World, case: CaseId) -> dict[str, PlaceState]:
    view = world.as_("okell").supervision.open(case)
    return {state.place.item: state for state in view.questions}


def test_a_question_for_each_row_of_a_list_is_answered_by_the_decisions_on_it(world: World) -> None:
    asked = questions(world, world.open().id)
    lists = {item: decided_in(state.item) for item, state in asked.items()}
    assert {item: listed for item, listed in lists.items() if listed} == {
        "review-not-done": "not done",
        "review-not-applicable": "not applicable",
    }


def test_the_decisions_on_a_list_are_told_and_answer_its_question(world: World) -> None:
    case = world.open().id
    for item in ("research-systems", "tell-duty-supervisor"):
        given = Given(status="not done", reason="Later")
        world.desk.casework.answer(case, place(item), given, When(world.clock.now()))
    supervision = world.as_("okell").supervision
    view = supervision.open(case)
    assert not is_decided(decided_words(view.view, "not done"))
    rows: dict[ListedAs, tuple[Judged, ...]] = {"not done": (Judged(place=place("research-systems")),)}
    seen = supervision.judge_rows(case, view.review, rows=rows, verdict="justified", reason="")
    assert decided_words(seen.view, "not done") == "1 justified, 1 not decided"
    assert dict(answers_decided(seen)) == {
        "review-not-done": Given(status="done", text="1 justified, 1 not decided")
    }
