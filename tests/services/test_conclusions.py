"""A half-written conclusion comes back as it was; what the questions say needs no second typing."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.cases.events import Discharged, ReviewId, When
from sopcheck.checklists.definition import ScheduleId
from sopcheck.services.conclusions import conclusion_of, held_of, kept
from sopcheck.services.views import Conclusion

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
