"""Rolling items by rounds (convention 16)."""

from sopcheck.cases.events import LimitExplained, LimitExtended, LimitJudged
from sopcheck.cases.states import LimitState
from sopcheck.checklists.definition import ClockId
from tests.cases.book import REPORT, Book, checklist, days, item, place, wall, when

CONTACT = item(
    "contact",
    repeats_for="victim",
    limit=days(28, "last-contact"),
    sets_clock=ClockId("last-contact"),
    rolling=True,
)


def book(joined: str = REPORT) -> Book:
    made = Book(checklist(CONTACT))
    made.subject("v", joined, "victim")
    return made


def rounds(made: Book, at: str) -> list[tuple[str, str]]:
    found = made.state("contact", at, "v").rounds
    return [(state.word, wall(state.ends)) for state in found if state.ends is not None]


def test_never_done_counts_from_the_report_and_is_late_in_the_end() -> None:
    assert rounds(book(), "2026-06-02 23:59") == [("due soon", "2026-06-03 00:00")]
    assert rounds(book(), "2026-06-03 09:00") == [("passed", "2026-06-03 00:00")]


def test_never_done_counts_from_when_the_subject_was_added_if_that_was_later() -> None:
    assert rounds(book("2026-05-10 09:00"), "2026-05-11 09:00") == [("running", "2026-06-08 00:00")]


def test_its_own_first_answer_ends_the_first_round_and_starts_the_second() -> None:
    made = book()
    made.answer("contact", "2026-06-04 10:00", "v")
    assert rounds(made, "2026-06-05 09:00") == [("late", "2026-06-03 00:00"), ("running", "2026-07-03 00:00")]


def test_the_first_round_counts_from_the_clock_where_that_was_set() -> None:
    made = book()
    made.clock("last-contact", "2026-05-12 09:00", "v")
    made.answer("contact", "2026-06-01 10:00", "v")
    assert rounds(made, "2026-06-02 09:00") == [("met", "2026-06-10 00:00"), ("running", "2026-06-30 00:00")]


def test_saying_a_setting_again_with_the_same_time_is_harmless() -> None:
    made = book()
    made.answer("contact", "2026-06-01 10:00", "v")
    made.clock("last-contact", "2026-06-01 10:00", "v")
    assert len(rounds(made, "2026-06-02 09:00")) == 2


def test_an_act_at_the_very_time_of_a_setting_ends_the_first_round_all_the_same() -> None:
    made = book()
    made.clock("last-contact", "2026-06-01 10:00", "v")
    made.answer("contact", "2026-06-01 10:00", "v", recorded="2026-06-01 11:00")
    assert [word for word, _ in rounds(made, "2026-06-02 09:00")] == ["met", "running"]


def test_two_acts_recorded_apart_are_both_true_and_no_conflict() -> None:
    made = book()
    mine = made.answer("contact", "2026-05-10 10:00", "v")
    made.answer("contact", "2026-05-12 10:00", "v", by="okell", unseen=(mine,))
    assert not made.state("contact", "2026-05-13 10:00", "v").conflict
    assert [word for word, _ in rounds(made, "2026-05-13 10:00")] == ["met", "met", "running"]


def test_a_corrected_act_moves_its_round() -> None:
    made = book()
    act = made.answer("contact", "2026-06-02 10:00", "v")
    made.correct("contact", act, "2026-06-04 10:00", of="v", recorded="2026-06-05 10:00")
    assert rounds(made, "2026-06-06 09:00")[0] == ("late", "2026-06-03 00:00")


def test_not_done_leaves_the_round_open_and_not_applicable_closes_it() -> None:
    refused, closed = book(), book()
    refused.answer("contact", "2026-05-20 10:00", "v", status="not done")
    closed.answer("contact", "2026-05-20 10:00", "v", status="not applicable")
    assert refused.word("contact", "2026-06-03 09:00", "v") == "passed"
    assert closed.word("contact", "2026-06-03 09:00", "v") == "closed"


def test_an_extension_is_for_the_round_that_was_running() -> None:
    made = book()
    made.answer("contact", "2026-05-20 10:00", "v")
    event = LimitExtended(
        at=when("2026-05-25 09:00"), place=place("contact", "v"), until=when("2026-08-30"), reason="x"
    )
    made.add(event)
    made.answer("contact", "2026-06-20 10:00", "v")
    ends = [end for _, end in rounds(made, "2026-06-21 09:00")]
    assert ends == ["2026-06-03 00:00", "2026-08-31 00:00", "2026-07-19 00:00"]


def late_twice() -> Book:
    made = book()
    made.answer("contact", "2026-06-04 10:00", "v")
    made.add(LimitExplained(at=when("2026-06-04 11:00"), place=place("contact", "v"), reason="First"))
    made.answer("contact", "2026-07-05 10:00", "v")
    made.add(LimitExplained(at=when("2026-07-05 11:00"), place=place("contact", "v"), reason="Second"))
    made.add(
        LimitJudged(at=when("2026-07-05 12:00"), places=(place("contact", "v"),), verdict="justified"),
        by="okell",
    )
    return made


def reasons(found: tuple[LimitState, ...]) -> list[str]:
    return ["" if state.explained is None else state.explained.reason for state in found]


def test_a_reason_is_for_the_round_that_had_passed_when_it_was_written() -> None:
    assert reasons(late_twice().state("contact", "2026-07-06 09:00", "v").rounds) == ["First", "Second", ""]


def test_a_decision_is_for_the_last_round_that_had_passed() -> None:
    found = late_twice().state("contact", "2026-07-06 09:00", "v").rounds
    assert [state.judged is not None for state in found] == [False, True, False]


def test_each_late_round_is_a_row_with_the_act_that_ended_it() -> None:
    rows = late_twice().evaluation("2026-07-06 09:00").exceptions.limits_passed
    acts = [wall(row[0].answer.judged) for row in rows if row[0].answer is not None]
    assert acts == ["2026-06-04 10:00", "2026-07-05 10:00"]


def test_an_assumed_act_that_sets_no_clock_ends_the_round_without_a_new_one() -> None:
    made = book()
    made.clock("last-contact", REPORT, "v")
    made.answer("contact", "2026-05-20 10:00", "v", assumed=True, sets_clock=False)
    assert rounds(made, "2026-07-01 09:00") == [("met", "2026-06-03 00:00")]


def test_a_checklist_added_later_asks_for_contact_from_the_move() -> None:
    made = Book(checklist(item("act")), others=(checklist(CONTACT, version="2.0"),))
    made.subject("v", REPORT, "victim")
    made.move(checklist(CONTACT, version="2.0"), "2026-08-01 09:00")
    assert rounds(made, "2026-08-02 09:00") == [("running", "2026-08-30 00:00")]
