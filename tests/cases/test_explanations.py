"""The sentences: the clock, the rule, the days skipped, the end, and whatever is odd about it."""

import msgspec
import pytest

from sopcheck.cases.events import LimitExtended, TargetSet
from sopcheck.cases.explanations import why_asked, why_limit, why_review
from sopcheck.checklists.definition import ClockId, Fact, FactId, Limit
from sopcheck.checklists.time_words import end_words
from tests.cases.book import (
    CALENDAR,
    LONDON,
    REPORT,
    Book,
    before,
    checklist,
    day,
    days,
    hours,
    item,
    place,
    utc,
    when,
)
from tests.cases.reviewed_books import book as reviewed_book
from tests.cases.reviewed_books import reopened
from tests.cases.test_rounds import late_twice

AT = "2026-05-08 12:00"


def why(made: Book, name: str = "act", at: str = AT, of: str | None = None) -> str:
    return why_limit(made.case(at), CALENDAR, utc(at), made.state(name, at, of))


def why_next(made: Book, at: str) -> str:
    coming = made.evaluation(at).next_reviews[0]
    return why_review(made.case(at), CALENDAR, utc(at), coming)


def test_a_limit_says_its_clock_its_length_and_its_end() -> None:
    made = Book(checklist(item("act", limit=hours(24))))
    assert (
        why(made)
        == "24 hours from when the report was received (Tue 5 May, 09:00), so it ends on Wed 6 May, 09:00."
    )


def on_paper(made: Book, name: str = "act") -> str:
    return why_limit(made.case(AT), CALENDAR, utc(AT), made.state(name, AT), on_paper=True)


def test_on_paper_the_end_is_not_said_again() -> None:
    made = Book(checklist(item("act", limit=hours(24))))
    assert on_paper(made) == "24 hours from when the report was received (Tue 5 May 2026, 09:00)."


def test_working_days_name_the_days_that_were_skipped() -> None:
    made = Book(checklist(item("act", limit=days(2, unit="working-days"))), report="2026-05-01 09:00")
    assert (
        "Sat 2, Sun 3 and the bank holiday on Mon 4 May do not count, so it ends at the end of Wed 6 May."
        in why(made)
    )


def test_a_clock_that_is_not_set_says_what_it_waits_for() -> None:
    made = Book(checklist(item("act", limit=hours(24, "arrested"))))
    assert (
        why(made)
        == "Not started: 24 hours from when the suspect was arrested; that time is not recorded yet."
    )


def test_an_extension_says_whether_it_came_in_time() -> None:
    made = Book(checklist(item("act", limit=hours(24)), item("late", limit=hours(24))))
    for name, recorded in (("act", "2026-05-06 08:00"), ("late", "2026-05-06 10:00")):
        made.add(LimitExtended(at=when(recorded), place=place(name), until=when("2026-05-09"), reason="x"))
    assert why(made).endswith("It was extended to the end of Sat 9 May.")
    assert why(made, "late").endswith(
        "It was extended to the end of Sat 9 May only after it had passed, so it stays passed."
    )


def test_each_round_is_explained_by_itself() -> None:
    made = late_twice()
    state, case = made.state("contact", "2026-07-06 09:00", "v"), made.case()
    sentences = [why_limit(case, CALENDAR, utc("2026-07-06 09:00"), state, round=one) for one in state.rounds]
    assert [sentence[sentence.index("from") :][:42] for sentence in sentences] == [
        "from when the report was received (Tue 5 M",
        "from when the victim was last spoken to (T",
        "from when the victim was last spoken to (S",
    ]


def test_a_typed_date_says_so_and_that_a_later_one_came_too_late() -> None:
    made = Book(
        checklist(item("act", limit=Limit(unit="target-date", from_=ClockId("promised"), basis="baseline")))
    )
    made.add(TargetSet(at=when(REPORT), clock=ClockId("promised"), date=day("2026-05-06")))
    assert why(made) == "A date was set for it, so it ends at the end of Wed 6 May."
    assert on_paper(made) == "A date was set for it."
    made.add(TargetSet(at=when("2026-05-08 10:00"), clock=ClockId("promised"), date=day("2026-05-20")))
    assert why(made).endswith("Wed 20 May was typed only after that had passed, so it stays passed.")
    assert on_paper(made).startswith("A date was set for it. Wed 20 May 2026 was typed only after")


def test_what_is_known_only_to_the_day_says_so() -> None:
    made = Book(checklist(item("act", limit=hours(24))))
    made.answer("act", "2026-05-06", recorded="2026-05-07 10:00")
    assert "known only to the day, so it is judged at the last minute of that day" in why(made)


def test_gates_say_what_they_stand_before_and_when_that_was() -> None:
    made = Book(checklist(item("act", gate=before("case-closed"))))
    assert why(made) == "To be done at or before the moment when the case is closed; nothing is counted."
    made.answer("act", "2026-05-06 10:00")
    made.clock("case-closed", "2026-05-07 10:00")
    assert why(made).endswith("That was on Thu 7 May, 10:00.")


@pytest.mark.parametrize(
    ("status", "words"), [("not applicable", "Closed: it was answered as not applicable."), ("done", "")]
)
def test_a_closed_item_says_so_and_one_without_a_limit_says_nothing(status: str, words: str) -> None:
    made = Book(checklist(item("act", **({"limit": hours(24)} if words else {}))))
    made.answer("act", "2026-05-05 10:00", status=status)
    assert why(made) == words


def test_none_yet_says_what_it_waits_for() -> None:
    made = Book(checklist(item("act", repeats_for="suspect", needs="victim")))
    assert why(made) == "None yet: it waits for a suspect, and none has been added to the case."
    made.subject("a", REPORT, "suspect")
    assert why(made) == "None yet: it waits for a victim, and none has been added to the case."


def test_why_an_item_is_asked_names_the_facts() -> None:
    made = Book(checklist(item("act", applies_when="online"), item("always")))
    assert why_asked(made.case(), utc(AT), made.state("always", AT)) == "Always asked."
    assert "not known yet whether it happened online" in why_asked(
        made.case(), utc(AT), made.state("act", AT)
    )
    made.fact("online", REPORT)
    assert why_asked(made.case(), utc(AT), made.state("act", AT)) == "Asked because it happened online."


@pytest.mark.parametrize("unit", ["hours", "calendar-days", "working-days", "months"])
@pytest.mark.parametrize("amount", [1, 5, 30])
def test_a_sentence_names_the_very_end_of_its_limit(unit: str, amount: int) -> None:
    made = Book(checklist(item("act", limit=days(amount, unit=unit))), report="2026-03-27 18:30")
    limit = made.state("act", AT).limit
    assert limit is not None
    assert limit.ends is not None
    assert end_words(limit.ends, zone=LONDON, now=utc(AT)) in why(made)


def test_reviews_say_the_event_the_gate_and_the_date_that_set_them() -> None:
    made = reviewed_book()
    made.subject("Child B", "2026-05-06 09:00", "child")
    made.subject("Suspect A", "2026-05-06 09:00", "suspect")
    made.fact("held", "2026-05-06 10:00", of=("Suspect A",))
    made.review("2026-05-07 09:00", "third", next_date=day("2026-05-20"), next_reason="Trial")
    found = {
        str(one.rule.id): why_review(made.case(), CALENDAR, utc(AT), one)
        for one in made.evaluation(AT).reviews
    }
    assert found["new-child"].startswith(
        "24 hours from this event: new-child (Child B), Wed 6 May, 09:00, so it is due"
    )
    assert found["before-decision"] == "To be held before the moment when it is decided, for Suspect A."
    assert found["rolling"].startswith(
        "A date set with the review of Thu 7 May, 09:00: Trial, so it is due at the end of"
    )


def test_a_chain_says_that_the_one_before_was_not_held_or_that_the_case_was_reopened() -> None:

    at = "2026-05-13 09:00"
    never = why_next(reviewed_book(), at)
    assert never.startswith("28 calendar days from the due date of the review before, which was not held")
    again = why_next(reopened(), "2026-12-02 09:00")
    assert again.startswith("28 calendar days from the reopening of the case (Tue 1 Dec, 10:00)")


def test_a_limit_that_waits_for_its_condition_says_so() -> None:
    made = Book(checklist(item("act", limit=hours(24), applies_when="online")))
    assert why(made) == "Not started: it counts only once it is known to apply."


def test_an_item_without_limit_or_gate_has_nothing_to_explain() -> None:
    made = Book(checklist(item("act")))
    assert why(made) == ""


def test_why_a_question_about_derived_facts_is_asked_follows_the_state() -> None:
    question = checklist(item("act", applies_when="passed"))
    derived = {**question.facts, FactId("passed"): Fact(says="A limit is passed.", derived="by the program")}
    made = Book(msgspec.structs.replace(question, facts=derived))
    asked = msgspec.structs.replace(made.state("act", AT), applies="yes")
    assert why_asked(made.case(), utc(AT), asked) == "Asked because a limit is passed."
    not_asked = msgspec.structs.replace(asked, applies="no")
    assert why_asked(made.case(), utc(AT), not_asked).startswith("Not asked")


def test_a_gate_that_was_not_met_says_whether_and_when_it_was_done() -> None:
    made = Book(checklist(item("act", gate=before("case-closed"))))
    made.clock("case-closed", "2026-05-07 10:00")
    assert why(made).endswith("That was on Thu 7 May, 10:00. It was not done by then.")
    made.answer("act", "2026-05-08 11:00")
    assert why(made).endswith("That was on Thu 7 May, 10:00. It was done only on Fri 8 May, 11:00.")


def test_a_typed_date_that_had_gone_by_before_the_move_says_so() -> None:
    dated = item("act", limit=Limit(unit="target-date", from_=ClockId("promised"), basis="baseline"))
    old, new = checklist(item("other")), checklist(item("other"), dated, version="2.0")
    made = Book(old, others=(new,))
    made.add(TargetSet(at=when(REPORT), clock=ClockId("promised"), date=day("2026-05-06")))
    made.move(new, "2026-05-07 09:00")
    assert why(made) == (
        "Wed 6 May was set for it, which had gone by when the case came to follow this version,"
        " so it ends at the end of Thu 7 May."
    )
