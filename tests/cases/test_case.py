"""What a case tells of itself, for any moment, without being evaluated."""

from sopcheck.cases.events import AbsenceRecorded, CaseAssigned, EntryWithdrawn, NoteAdded
from sopcheck.checklists.definition import ChecklistId, ClockId, FactId, ItemId, KindId
from sopcheck.ledger.entry import EntryHash, PersonId
from tests.cases.book import REPORT, SOP, Book, checklist, hours, item, place, utc, when


def book() -> Book:
    made = Book(checklist(item("act", limit=hours(24)), item("see", repeats_for="device")))
    made.subject("a", REPORT, "suspect")
    made.subject("d", "2026-05-06 09:00", "device", of="a")
    return made


def test_an_empty_book_is_a_case_of_nothing() -> None:
    made = Book()
    made.entries.clear()
    case = made.case()
    assert (case.id, case.last, case.last_known, case.report_received) == (None, None, None, None)
    assert made.evaluation(REPORT).places == ()


def test_the_last_entry_and_any_other_are_found() -> None:
    made = book()
    case = made.case()
    assert case.last is made.entries[-1]
    assert case.entry(made.entries[0].entry) is made.entries[0]
    assert case.entry(EntryHash("none")) is None


def test_what_was_known_last_is_by_arrival_and_not_by_recording() -> None:
    made = book()
    made.add(NoteAdded(at=when(REPORT), text="x"), received="2026-06-01 09:00")
    made.add(NoteAdded(at=when("2026-05-20 09:00"), text="y"))
    assert made.case().last_known == utc("2026-06-01 09:00")


def test_a_part_is_owned_by_whom_it_belongs_to() -> None:
    case = book().case()
    assert case.owner("d", KindId("suspect")) == "a"
    assert case.owner("d", KindId("device")) == "d"
    assert case.owner("d", KindId("child")) is None
    assert case.owner("nobody", KindId("child")) is None


def test_subjects_that_belong_to_each_other_in_a_ring_own_nothing_more() -> None:
    made = book()
    made.subject("x", REPORT, "location", of="y")
    made.subject("y", REPORT, "location", of="x")
    assert made.case().owner("x", KindId("child")) is None
    assert made.evaluation("2026-05-07 09:00").places


def test_a_fact_is_read_for_a_part_on_whom_it_belongs_to() -> None:
    made = book()
    made.fact("held", "2026-05-07 09:00", "no", of=("a",))
    case = made.case()
    assert [case.fact(FactId("held"), of, utc("2026-05-08 09:00")) for of in ("d", "a", None)] == ["no"] * 3
    assert case.fact(FactId("held"), "d", utc("2026-05-06 10:00")) == "yes"
    assert case.fact(FactId("not-defined"), None, utc("2026-05-06 10:00")) == "unknown"


def test_a_clock_that_was_not_set_is_none_and_the_closing_is_the_last_one() -> None:
    made = book()
    assert made.case().clock(ClockId("arrested"), "a") is None
    made.clock("case-closed", "2026-05-08 09:00")
    assert made.case().clock(ClockId("case-closed")) == utc("2026-05-08 09:00")


def test_absence_is_told_for_any_moment() -> None:
    made = book()
    farrow = PersonId("farrow")
    for at, away in (("2026-05-08 09:00", True), ("2026-05-10 09:00", False)):
        made.add(AbsenceRecorded(at=when(at), person=farrow, absent=away))
    case = made.case()
    assert [case.is_absent(farrow, utc(f"2026-05-{day} 12:00")) for day in ("07", "08", "10")] == [
        False,
        True,
        False,
    ]


def test_the_newest_version_of_each_checklist_is_what_was_adopted() -> None:
    second = checklist(item("act"), version="2.0")
    made = Book(checklist(item("act")), checklist(item("learn"), name=ChecklistId("other")), others=(second,))
    made.move(second, "2026-05-08 09:00")
    assert [(one.checklist, one.version) for one in made.case().adopted] == [(SOP, "2.0"), ("other", "1.0")]
    assert [one.moved for one in made.case().versions] == [False, False, True]


def test_a_withdrawn_move_was_never_made() -> None:
    second = checklist(item("other"), version="2.0")
    made = Book(checklist(item("act")), others=(second,))
    entry = made.move(second, "2026-05-08 09:00")
    made.add(EntryWithdrawn(at=when("2026-05-09 09:00"), entry=entry, reason="Too early"))
    assert [state.place.item for state in made.evaluation("2026-05-10 09:00").places] == ["act"]


def test_an_act_that_names_a_place_twice_is_one_answer() -> None:
    made = book()
    made.answer("act", "2026-05-06 09:00", also=(place("act"),))
    assert len(made.case().history(place("act"))) == 1


def test_an_assumed_answer_is_nobodys_recording() -> None:
    made = book()
    made.answer("act", "2026-05-06 09:00")
    made.answer("see", "2026-05-06 10:00", "d", by="okell", assumed=True)
    assert made.case().may_change_freely(place("act"), PersonId("farrow"))


def test_every_entry_of_a_case_is_kept_whatever_became_of_it() -> None:
    made = book()
    made.add(CaseAssigned(at=when(REPORT), role="supervisor", to=PersonId("okell")))
    made.answer("none", "2026-05-06 09:00")
    assert made.case().entries == tuple(made.entries)
    assert made.case().programme.item(SOP, ItemId("none")) is None


def test_the_timeline_has_notes_clocks_subjects_reviews_holders_and_acts_in_the_order_of_time() -> None:
    made = Book(checklist(item("act")))
    made.add(NoteAdded(at=when("2026-05-07 09:00"), text="A call"))
    made.subject("a", "2026-05-06 09:00", "suspect")
    made.answer("act", "2026-05-06 10:00", recorded="2026-05-08 09:00")
    made.review("2026-05-08 10:00")
    made.add(
        CaseAssigned(at=when(REPORT), role="supervisor", to=PersonId("okell")), recorded="2026-05-08 11:00"
    )
    lines = [(line.what, line.name) for line in made.case().timeline]
    assert lines[:2] == [("clock", "report-received"), ("holder", "supervisor")]
    assert lines[2:] == [
        ("clock", "joined"),
        ("subject", "a"),
        ("answer", "act"),
        ("note", "A call"),
        ("review", "r6"),
    ]


def test_of_one_moment_the_timeline_has_what_was_recorded_first_first() -> None:
    made = Book(checklist(item("act")))
    for text in ("one", "two", "three"):
        made.add(NoteAdded(at=when("2026-05-07 09:00"), text=text))
    assert [line.name for line in made.case().timeline if line.what == "note"] == ["one", "two", "three"]
