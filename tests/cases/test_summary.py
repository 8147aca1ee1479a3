"""One row a case: what lists, ranges and searches need of it."""

from datetime import timedelta

import pytest

from sopcheck.cases import decisions
from sopcheck.cases.derived import CaseRow
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import CaseDescribed, CaseId, Given, Recorded
from sopcheck.cases.states import PlaceState
from sopcheck.cases.summary import read_limit, read_payload, summarise, words_of
from sopcheck.ledger.entry import EntryHash, PersonId
from tests.cases.desk import CALENDAR, CSE, DEFINITIONS, FARROW, OKELL, START, Desk, after, place, when

C1 = CaseId("c1")


def row_of(desk: Desk) -> CaseRow:
    """The row of the case at the desk, now."""
    return summarise(C1, desk.case, evaluate(desk.case, DEFINITIONS, CALENDAR, desk.now))


def with_child(*checklists: str) -> Desk:
    """A desk with a child victim."""
    desk = Desk(*(type(CSE)(name) for name in checklists))
    desk.add("a", "child", "victim")
    desk.fact("victim-is-child", of=("a",))
    return desk


def test_a_row_has_the_names_holders_and_times_of_its_case() -> None:
    row = row_of(Desk())
    assert (row.case, row.reference) == ("c1", "NV/CSE/26/0900")
    assert (row.investigator, row.supervisor) == ("farrow", "okell")
    assert (row.opened, row.last_activity, row.closed) == (START, START, False)


def test_a_case_that_nobody_holds_has_no_name_in_its_row() -> None:
    desk = Desk()
    desk.do(lambda acting: decisions.assign(acting, "investigator", None, when(hours=2)), by=OKELL)
    assert row_of(desk).investigator == ""


def test_answers_are_counted_among_the_items_that_apply() -> None:
    desk = Desk()
    before = row_of(desk)
    desk.answer("record-crime")
    after_it = row_of(desk)
    assert (before.answered, after_it.answered) == (0, 1)
    assert before.applicable == after_it.applicable


def test_open_limits_are_listed_with_when_they_become_soon_and_end() -> None:
    desk = Desk()
    desk.now = after(hours=2)
    found = {read_limit(limit).place: limit for limit in row_of(desk).limits}
    crime = found[place("record-crime")]
    assert (crime.basis, crime.ends_at) == ("national", after(hours=24))
    assert crime.soon_at == after(hours=18)
    assert read_limit(crime).prompt.startswith("Record every crime")


@pytest.mark.parametrize(
    "given",
    [Given(status="done"), Given(status="not done", reason="x"), Given(status="not applicable", reason="x")],
)
def test_an_answered_limit_is_no_open_one(given: Given) -> None:
    desk = Desk()
    desk.answer("record-crime", given)
    assert place("record-crime") not in {read_limit(limit).place for limit in row_of(desk).limits}


def test_a_limit_that_only_may_apply_or_has_not_started_is_not_listed() -> None:
    items = {read_limit(limit).place.item for limit in row_of(Desk()).limits}
    assert not {"record-rape-report", "write-investigation-plan", "refer-to-social-care"} & items


def test_a_limit_of_a_subject_bears_its_label() -> None:
    desk = with_child()
    listed = [read_limit(limit) for limit in row_of(desk).limits]
    assert "a" in {one.subject_label for one in listed if one.place.item == "see-child"}


def test_one_duty_in_two_packs_is_listed_once() -> None:
    desk = with_child("cse-investigation", "victim-engagement")
    desk.add("s", "suspect")
    desk.add("arrest", "suspect-event", of="s")
    items = [
        read_limit(limit).place.item
        for limit in row_of(desk).limits
        if read_limit(limit).place.of == "arrest"
    ]
    assert items == ["tell-victim-of-suspect-event"]


def test_one_duty_in_two_packs_is_one_national_limit_that_passed() -> None:
    desk = with_child("cse-investigation", "victim-engagement")
    desk.add("s", "suspect")
    before = read_payload(row_of(desk)).passed_national
    desk.add("arrest", "suspect-event", of="s")
    desk.now = after(hours=24 * 20)
    places = evaluate(desk.case, DEFINITIONS, CALENDAR, desk.now).places
    passed = {state.place for state in places if state.word == "passed" and is_national(state)}
    twins = {place for place in passed if place.of == "arrest"}
    assert (before, len(twins)) == (0, 2)
    assert read_payload(row_of(desk)).passed_national == len(passed) - 1


def is_national(state: PlaceState) -> bool:
    """Whether the limit of a place is a national one."""
    return state.limit is not None and state.limit.basis == "national"


def test_the_row_knows_when_time_alone_next_changes_it() -> None:
    desk = Desk()
    desk.now = after(hours=2)
    moment = row_of(desk).next_moment
    assert moment is not None
    desk.now = moment - timedelta(microseconds=1)
    before = row_of(desk)
    desk.now = moment
    assert evaluate(desk.case, DEFINITIONS, CALENDAR, moment) != evaluate(
        desk.case, DEFINITIONS, CALENDAR, before.opened
    )


def test_a_passed_national_limit_is_counted_and_a_local_one_is_not() -> None:
    desk = Desk()
    desk.now = after(hours=24)
    assert read_payload(row_of(desk)).passed_national == 0
    desk.now = after(hours=24, minutes=1)
    assert read_payload(row_of(desk)).passed_national == 1


def test_a_child_is_unseen_until_somebody_saw_it() -> None:
    desk = with_child()
    assert read_payload(row_of(desk)).child_not_seen
    desk.answer("see-child", of="a")
    assert not read_payload(row_of(desk)).child_not_seen


def test_an_absent_investigator_is_noticed() -> None:
    desk = Desk()
    assert not read_payload(row_of(desk)).owner_absent
    desk.do(lambda acting: decisions.record_absence(acting, FARROW, when(hours=2), absent=True), by=OKELL)
    assert read_payload(row_of(desk)).owner_absent


def test_the_reviews_to_come_are_named_once_each_with_their_dates() -> None:
    payload = read_payload(row_of(Desk()))
    assert [review.rule for review in payload.reviews][:2] == ["24-hour", "72-hour"]
    assert len(payload.reviews) == len(set(payload.reviews))
    assert (payload.reviews[0].title, payload.reviews[0].due) == ("First review", after(hours=24))
    assert payload.last_review is None


def words(event: object) -> dict[str, str]:
    """The searchable words of an event."""
    entry = Recorded(entry=EntryHash("e"), by=PersonId("farrow"), recorded=START, event=event)  # type: ignore[arg-type]  # any event
    return {word.part: word.text for word in words_of(C1, entry)}


def test_what_was_said_of_an_item_can_be_searched_for() -> None:
    desk = Desk()
    desk.answer("record-crime", Given(status="done", reference="NV-1", text="Two offences"))
    (found,) = words_of(C1, desk.entries[-1])
    assert (found.case, found.part) == ("c1", desk.entries[-1].entry)
    assert found.text == "NV-1\nTwo offences"


def test_the_words_of_a_case_replace_those_before() -> None:
    described = CaseDescribed(at=when(), operation="Heather", crime_numbers="NV-1")
    assert words(described) == {"operation": "Heather", "crime numbers": "NV-1"}


def test_a_subject_has_one_label_to_search_for() -> None:
    desk = Desk()
    desk.add("a", "child")
    assert [word.part for word in words_of(C1, desk.entries[-1])] == ["subject a"]


@pytest.mark.parametrize("text", ["Call to the school"])
def test_notes_and_reasons_can_be_searched_for(text: str) -> None:
    desk = Desk()
    desk.do(lambda acting: decisions.add_note(acting, text, when(hours=2)))
    note = words_of(C1, desk.entries[-1])
    desk.do(lambda acting: decisions.explain(acting, place("record-crime"), reason=text))
    reason = words_of(C1, desk.entries[-1])
    assert [word.text for word in (*note, *reason)] == [text, text]


def test_an_entry_without_words_or_without_a_body_adds_none() -> None:
    assert words(None) == {}
    desk = Desk()
    desk.fact("cross-border")
    assert words_of(C1, desk.entries[-1]) == ()
