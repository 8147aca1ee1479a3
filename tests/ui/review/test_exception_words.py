"""The six lists in words: what, why, what was said and when it was written."""

from datetime import date, datetime

import pytest
from msgspec import structs

from sopcheck.cases import decisions
from sopcheck.cases.events import Judged, Verdict
from sopcheck.cases.explanations import why_limit, why_review
from sopcheck.cases.states import PlaceState, ReviewState
from sopcheck.checklists.definition import ClockId, FactId
from sopcheck.checklists.local_time import LONDON
from sopcheck.services.views import CaseView
from sopcheck.ui.review.exception_words import ExceptionList, Telling, exception_lists, said_of
from sopcheck.ui.words import Words
from tests.cases.desk import CALENDAR, place
from tests.ui.fakes import NOW
from tests.ui.review_fakes import BEFORE, OKELL, Story, at, busy_story

KINDS = ("limits", "gates", "not done", "not applicable", "late", "reviews")


def why_of_limit(view: CaseView, state: PlaceState) -> str:
    return why_limit(view.case, view.calendar, view.read_at, state)


def why_of_review(view: CaseView, state: ReviewState) -> str:
    return why_review(view.case, view.calendar, view.read_at, state)


def lists_of(story: Story, now: datetime = NOW) -> dict[str, ExceptionList]:
    telling = Telling(
        view=story.view(), words=Words(LONDON, now), why_limit=why_of_limit, why_review=why_of_review
    )
    return {shown.kind: shown for shown in exception_lists(telling)}


@pytest.fixture
def lists() -> dict[str, ExceptionList]:
    return lists_of(busy_story())


def row_of(shown: ExceptionList, item: str) -> object:
    return next(row for row in shown.rows if f"/{item}/" in f"/{row.key}/")


def test_the_lists_stand_in_the_order_of_the_record(lists: dict[str, ExceptionList]) -> None:
    assert tuple(lists) == KINDS


def test_national_limits_come_first(lists: dict[str, ExceptionList]) -> None:
    basis = [row.facts.split(" · ")[0] for row in lists["limits"].rows]
    assert basis == sorted(basis, key=lambda word: word != "national")
    assert set(basis) == {"national", "local"}


def test_a_limit_met_late_says_by_how_much_and_why(lists: dict[str, ExceptionList]) -> None:
    row = lists["limits"].rows[0]
    assert row.title.startswith("Record every crime disclosed")
    assert (row.sign.word, row.facts) == ("met late", "national · over by 1 h 45 min · done Fri 1 May, 12:00")
    assert row.why.startswith("24 hours from when the report was received (Thu 30 Apr, 10:15)")


def test_an_explanation_says_when_it_was_written(lists: dict[str, ExceptionList]) -> None:
    row = lists["limits"].rows[0]
    assert row.notes == ("Reason, written Fri 1 May, 14:00 by DC Farrow: “System was down”",)


def test_an_explanation_hides_none_that_was_given_before() -> None:
    story = busy_story()
    story.tell(
        "2 09:00",
        lambda acting: decisions.explain(acting, place("record-crime"), reason="Found on Monday"),
    )
    assert lists_of(story)["limits"].rows[0].notes == (
        "Reason, written Sat 2 May, 09:00 by DC Farrow: “Found on Monday”",
        "Reason before that, written Fri 1 May, 14:00 by DC Farrow: “System was down”",
    )


def test_a_limit_without_an_explanation_says_so(lists: dict[str, ExceptionList]) -> None:
    row = lists["limits"].rows[1]
    assert "still open" in row.facts
    assert row.notes == ("No reason has been written.",)


def test_of_whom_a_limit_is_stands_in_the_title(lists: dict[str, ExceptionList]) -> None:
    row = next(row for row in lists["limits"].rows if "refer-to-support" in row.key)
    assert row.title.endswith("· Child A")


@pytest.mark.parametrize(
    ("verdict", "word"),
    [("justified", "justified"), ("not justified", "not justified"), ("action", "action needed")],
)
def test_a_decision_is_a_word_with_its_reason_and_time(verdict: Verdict, word: str) -> None:
    story = busy_story()
    story.tell(
        "6 10:00",
        lambda acting: decisions.judge(
            acting, (place("record-crime"),), verdict, at("6 10:00"), reason="Seen", review=BEFORE
        ),
        by=OKELL,
    )
    row = lists_of(story)["limits"].rows[0]
    assert row.judged is not None
    assert row.judged.word == word
    assert row.notes[-1] == "Decided Wed 6 May, 10:00 by DS Okell: “Seen”"


def test_what_was_not_done_says_why(lists: dict[str, ExceptionList]) -> None:
    (row,) = lists["not done"].rows
    assert row.notes == ("Reason: “Waiting for access”",)
    assert row.facts == "DC Farrow, Sun 3 May, 10:00"


def test_what_is_not_applicable_says_why(lists: dict[str, ExceptionList]) -> None:
    (row,) = lists["not applicable"].rows
    assert row.notes == ("Reason: “The call handler did”",)


def test_a_late_record_has_both_times(lists: dict[str, ExceptionList]) -> None:
    row = next(row for row in lists["late"].rows if "assess-immediate-risk" in row.key)
    assert row.sign.word == "late record"
    assert row.notes == ("Done Thu 30 Apr, 10:40, recorded Sat 2 May, 16:00 by DC Farrow.",)


def test_a_correction_has_the_old_and_the_new_and_why(lists: dict[str, ExceptionList]) -> None:
    row = next(row for row in lists["late"].rows if "tell-duty-supervisor" in row.key)
    assert "was “done; Thu 30 Apr, 11:00”, is “done; DI Marsh told too; Thu 30 Apr, 11:20”" in row.notes[-1]
    assert row.notes[-1].endswith("Why: “Wrong time in the notebook”")


def test_a_review_that_is_overdue_has_its_rule(lists: dict[str, ExceptionList]) -> None:
    (row,) = lists["reviews"].rows
    assert (row.title, row.sign.word, row.places) == ("Second review", "overdue", ())
    assert row.facts == "over by 3 days 22 h 45 min"
    assert "72 hours" in row.why


def test_an_untouched_list_is_empty_but_there() -> None:
    lists = lists_of(Story())
    assert lists["not done"].rows == lists["gates"].rows == ()


def test_every_row_has_a_key_of_its_own(lists: dict[str, ExceptionList]) -> None:
    for shown in lists.values():
        keys = [row.key for row in shown.rows]
        assert len(keys) == len(set(keys))


def test_a_row_is_said_as_a_whole(lists: dict[str, ExceptionList]) -> None:
    said = said_of(lists["limits"].rows[0])
    assert said.startswith("Record every crime disclosed")
    assert "met late, national" in said
    assert "System was down" in said


def test_markup_in_a_reason_stays_as_it_was_typed() -> None:
    story = Story()
    story.answer("research-systems", "3 10:00", status="not done", reason="<b>No</b> & no")
    assert lists_of(story)["not done"].rows[0].notes == ("Reason: “<b>No</b> & no”",)


def test_a_row_of_any_list_shows_what_was_decided_on_it() -> None:
    story = busy_story()
    row = Judged(place=place("research-systems"))
    story.tell(
        "6 09:00",
        lambda acting: decisions.judge_exceptions(
            acting, "not done", (row,), "not justified", acting.when(), reason="Ask again", review=BEFORE
        ),
        by=OKELL,
    )
    shown = lists_of(story)["not done"]
    found = next(one for one in shown.rows if one.places[0].item == "research-systems")
    assert found.judged is not None
    assert found.judged.word == "not justified"
    assert found.notes[-1] == "Decided Wed 6 May, 09:00 by DS Okell: “Ask again”"


def test_every_row_knows_its_list_and_how_it_is_named(lists: dict[str, ExceptionList]) -> None:
    for kind, shown in lists.items():
        assert all(one.listed == kind and one.named for one in shown.rows)


def test_a_limit_that_was_extended_after_it_passed_says_until_when() -> None:
    story = Story()
    story.tell(
        "2 10:10",
        lambda acting: decisions.extend(acting, place("record-crime"), at("5 10:00"), reason="Bank holiday"),
        by=OKELL,
    )
    row = next(row for row in lists_of(story)["limits"].rows if "record-crime" in row.key)
    assert row.facts == "national · over by 5 days 22 h 45 min · still open · extended to Tue 5 May, 10:00"


def test_a_limit_counted_beyond_the_calendar_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = structs.replace(CALENDAR, until=date(2026, 4, 30))
    monkeypatch.setattr("tests.ui.review_fakes.CALENDAR", ended)
    facts = [row.facts for row in lists_of(Story())["limits"].rows]
    assert any(said.endswith("provisional, beyond the calendar of bank holidays") for said in facts)
    monkeypatch.undo()
    assert not any("provisional" in row.facts for row in lists_of(Story())["limits"].rows)


def test_a_gate_that_was_not_met_says_on_what_basis_and_who_overrode_it() -> None:
    story, gate = Story(), ClockId("abe-interview")
    where = place("assess-communication", "Child A")
    story.tell(
        "2 08:00", lambda acting: decisions.set_fact(acting, FactId("abe-planned"), "yes", at("2 08:00"))
    )
    story.tell(
        "2 09:00", lambda acting: decisions.override(acting, where, gate, reason="Only today"), by=OKELL
    )
    story.tell("2 10:00", lambda acting: decisions.set_clock(acting, gate, at("2 10:00"), of="Child A"))
    overridden, forgotten = lists_of(story)["gates"].rows
    assert (overridden.places, overridden.sign.word, overridden.facts) == (
        (where,),
        "gate not met",
        "national",
    )
    assert overridden.why.endswith("That was on Sat 2 May, 10:00. It was not done by then.")
    assert overridden.notes == ("Overridden Sat 2 May, 09:00 by DS Okell: “Only today”",)
    assert forgotten.notes == ()
