"""The front of a record: identity, basis, risk."""

from dataclasses import replace
from datetime import UTC, datetime

import msgspec

from sopcheck.cases.standing import SetAside
from sopcheck.ledger.entry import EntryHash
from sopcheck.records.front import basis, identity, risk
from sopcheck.records.record import Person, Text
from tests.records.reviewed_cases import CHILD, FIRST, THIRD, reviewed

CRIME = "at: 2026-04-30 12:00, by: farrow, answer: record-crime, reference: NV-C-26-1"


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_review_in_time_is_named_with_what_it_met_and_when_it_was_due() -> None:
    found = identity(reviewed(FIRST))
    assert (found.review_type, found.late_by) == ("First review", "")
    assert (found.due, found.held) == (instant("2026-05-01 09:15"), instant("2026-05-01 08:00"))


def test_a_review_late_by_a_minute_is_late_by_a_minute() -> None:
    found = identity(reviewed("at: 2026-05-01 10:16, by: okell, review: 24-hour"))
    assert found.late_by == "1 min"


def test_two_reviews_met_at_once_are_both_named_and_the_earlier_date_counts() -> None:
    both = "at: 2026-05-02 09:00, by: okell, review: 24-hour, also: [72-hour]"
    found = identity(reviewed(both))
    assert found.review_type == "First review and Second review"
    assert found.due == instant("2026-05-01 09:15")


def test_a_review_for_a_suspect_says_whom_it_is_about() -> None:
    suspect = "at: 2026-05-01 12:00, by: farrow, add: suspect, as: suspect-a"
    found = identity(
        reviewed(suspect, "at: 2026-05-02 10:00, by: teal, review: pre-nfa, of: suspect-a, also: [24-hour]")
    )
    assert found.about == (Text("suspect-a"),)
    assert identity(reviewed(FIRST)).about == ()


def test_a_review_outside_the_schedule_was_never_due() -> None:
    found = identity(reviewed("at: 2026-05-01 09:00, by: okell, review: unscheduled"))
    assert (found.review_type, found.due, found.late_by) == ("Review outside the schedule", None, "")


def test_the_period_begins_with_the_report_then_with_the_review_before() -> None:
    assert identity(reviewed(FIRST)).period_from == instant("2026-04-30 09:15")
    assert identity(reviewed(FIRST, THIRD)).period_from == instant("2026-05-01 08:00")


def test_people_are_named_with_number_rank_and_role_on_this_case() -> None:
    found = identity(reviewed(FIRST))
    assert found.investigator == Person(name="DC Farrow", rank="constable", role="investigator")
    assert (found.reviewer.name, found.reviewer.role) == ("DS Okell", "supervisor of the case")
    other = identity(reviewed("at: 2026-05-01 09:00, by: teal, review: 24-hour"))
    assert (other.reviewer.name, other.reviewer.role) == ("DI Teal", "reviewer")


def test_a_case_that_nobody_holds_says_so() -> None:
    nobody = "at: 2026-04-30 16:00, by: okell, assign: investigator, to: none"
    assert identity(reviewed(nobody, FIRST)).investigator is None


def test_somebody_who_is_not_known_here_is_said_to_be_so() -> None:
    case = reviewed(FIRST)
    stranger = msgspec.structs.replace(case, people={case.reviewer.person: case.reviewer})
    found = identity(stranger).investigator
    assert found == Person(name="a person not known here", role="investigator")


def test_crime_numbers_are_those_that_the_crimes_were_recorded_with() -> None:
    assert identity(reviewed(CRIME, FIRST)).crime_numbers == ("NV-C-26-1",)
    assert identity(reviewed(FIRST)).crime_numbers == ()


def test_crime_numbers_that_were_typed_for_the_case_come_first() -> None:
    case = reviewed(CRIME, FIRST)
    described = replace(case.case, crime_numbers="NV-1, NV-2 ,")
    assert identity(msgspec.structs.replace(case, case=described)).crime_numbers == ("NV-1", "NV-2")


def test_an_exception_stands_with_its_reason() -> None:
    answered = "at: 2026-04-30 10:30, by: okell, answer: assess-immediate-risk, choice: prompt"
    held = "at: 2026-05-02 09:00, by: okell, review: 72-hour, exception: Nobody else on duty"
    found = identity(reviewed(answered, held))
    assert found.exception == Text("Nobody else on duty")
    assert "not independent" in found.independence


def test_the_basis_names_each_version_with_its_standing_and_since_when() -> None:
    (version,) = basis(reviewed(FIRST)).versions
    assert (version.title, version.version) == ("CSE investigation SOP", "1.0")
    assert version.standing == "illustrative baseline, not approved by a force"
    assert (version.since, version.until) == (instant("2026-04-30 09:15"), None)


def test_the_data_are_as_at_the_signature_and_the_calendar_says_how_far_it_goes() -> None:
    found = basis(reviewed(FIRST))
    assert found.data_as_at == instant("2026-05-01 08:00")
    assert found.calendar.startswith("England and Wales, known to ")
    assert found.notes == ()


def test_what_was_read_is_what_the_review_says() -> None:
    case = reviewed(FIRST)
    (asked,) = [state for state in case.questions if state.place.item == "review-read-record"]
    assert asked.answer is None
    assert basis(case).read == ()


def test_entries_that_do_not_fit_are_told() -> None:
    case = reviewed(FIRST)
    aside = replace(case.case, set_aside=(SetAside(EntryHash("0" * 64), "It is of a newer kind."),))
    notes = basis(msgspec.structs.replace(case, case=aside)).notes
    assert notes == ("1 entry does not fit the rest and count for nothing.",)


def test_a_version_that_is_not_on_this_machine_is_told() -> None:
    case = reviewed(FIRST)
    programme = replace(case.case.programme, checklists=())
    lost = msgspec.structs.replace(case, case=replace(case.case, programme=programme))
    assert basis(lost).notes == ("cse investigation 1.0 is not on this machine.",)


def test_each_child_is_seen_or_not_yet_seen() -> None:
    rows = risk(
        reviewed(*CHILD, "at: 2026-04-30 12:00, by: farrow, answer: see-child, of: child-a", FIRST)
    ).seen
    assert [(row.of, row.state, row.at) for row in rows] == [
        (Text("Child A"), "seen", instant("2026-04-30 11:00"))
    ]
    unseen = risk(reviewed(*CHILD, "at: 2026-04-30 16:00, by: okell, review: 24-hour", assume=False)).seen
    assert [row.state for row in unseen] == ["not yet seen"]


def test_an_item_set_aside_is_not_a_child_that_was_seen() -> None:
    given = "answer: see-child, of: child-a, is: not applicable, reason: Abroad"
    (row,) = risk(reviewed(*CHILD, f"at: 2026-04-30 12:00, by: farrow, {given}", FIRST)).seen
    assert (row.state, row.at) == ("does not apply, with a reason", None)


def test_the_risk_is_what_the_reviewer_says() -> None:
    case = reviewed(FIRST)
    held = msgspec.structs.replace(
        case.held,
        risk="high: not seen",
        risk_change="higher",
        childs_voice="Wants her aunt",
        child_seen="not yet seen",
    )
    found = risk(msgspec.structs.replace(case, held=held))
    assert (found.now, found.change, found.voice) == ("High: not seen", "Higher", Text("Wants her aunt"))
    assert [row.state for row in found.seen] == ["Not yet seen"]


def test_what_was_not_said_is_said_not_to_be() -> None:
    found = risk(reviewed(FIRST))
    assert (found.now, found.change, found.voice, found.seen) == ("Not stated", "Not stated", None, ())
