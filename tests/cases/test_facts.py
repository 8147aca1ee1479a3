"""Facts over time, of the case and of subjects (conventions 18 and 24)."""

from sopcheck.cases.events import ConflictSettled, EntryWithdrawn, Given, SubjectChanged, SubjectId
from sopcheck.checklists.definition import FactId, FactRule, KindId
from tests.cases.book import REPORT, Book, checklist, item, place, when


def suspects() -> Book:
    book = Book(
        checklist(
            item("search", repeats_for="suspect", applies_when="held"),
            item("image", repeats_for="device", applies_when="held"),
            item("log", applies_when="held"),
        )
    )
    book.subject("a", REPORT, "suspect")
    book.subject("b", REPORT, "suspect")
    return book


def applies(book: Book, name: str, of: str | None = None, at: str = "2026-05-09 09:00") -> str:
    return book.state(name, at, of).applies


def test_a_fact_of_one_suspect_says_nothing_of_another() -> None:
    book = suspects()
    book.fact("held", "2026-05-06 09:00", of=("a",))
    assert (applies(book, "search", "a"), applies(book, "search", "b")) == ("yes", "may")


def test_what_stands_on_the_case_is_read_of_a_subject_of_whom_nothing_is_recorded() -> None:
    book = suspects()
    book.fact("held", "2026-05-06 09:00")
    book.fact("held", "2026-05-07 09:00", "no", of=("b",))
    assert (applies(book, "search", "a"), applies(book, "search", "b")) == ("yes", "no")


def test_an_item_of_a_part_reads_the_fact_of_whom_it_belongs_to() -> None:
    book = suspects()
    book.fact("held", "2026-05-06 09:00", "no", of=("b",))
    book.subject("d", "2026-05-06 10:00", "device", of="a")
    book.subject("e", "2026-05-06 10:00", "location")
    assert applies(book, "image", "d") == "yes"


def test_an_item_of_no_subject_reads_yes_if_any_is_then_unknown_then_no() -> None:
    book = suspects()
    assert applies(book, "log") == "may"
    book.fact("held", "2026-05-06 09:00", "no", of=("a",))
    assert applies(book, "log") == "may"
    book.fact("held", "2026-05-06 09:00", "no", of=("b",))
    assert applies(book, "log") == "no"
    book.fact("held", "2026-05-07 09:00", of=("b",))
    assert applies(book, "log") == "yes"


def test_without_a_subject_of_the_kind_it_is_not_known_whatever_stands_on_the_case() -> None:
    book = Book(checklist(item("log", applies_when="held")))
    book.fact("held", "2026-05-06 09:00", "no")
    assert applies(book, "log") == "may"


def test_what_was_said_before_there_was_a_subject_is_read_once_there_is_one() -> None:
    book = Book(checklist(item("log", applies_when="held")))
    book.fact("held", "2026-05-06 09:00", "no")
    book.subject("a", "2026-05-07 09:00", "suspect")
    assert applies(book, "log") == "no"


def test_a_fact_counts_from_when_it_took_effect_not_from_when_it_was_typed() -> None:
    book = Book(checklist(item("log", applies_when="online")))
    book.fact("online", "2026-05-06 09:00", recorded="2026-05-08 09:00")
    state = book.state("log", "2026-05-08 09:00")
    assert state.asked_since == when("2026-05-06 09:00").at


def test_of_two_statements_of_one_moment_the_later_recorded_holds() -> None:
    book = Book(checklist(item("log", applies_when="online")))
    book.fact("online", "2026-05-06 09:00")
    book.fact("online", "2026-05-06 09:00", "no", recorded="2026-05-06 10:00")
    assert applies(book, "log") == "no"


def test_a_fact_set_and_unset_returns_the_answer_untouched() -> None:
    book = Book(checklist(item("log", applies_when="online")))
    book.fact("online", "2026-05-06 09:00")
    book.answer("log", "2026-05-06 10:00")
    book.fact("online", "2026-05-07 09:00", "no")
    assert book.state("log", "2026-05-07 09:00").status == "done"
    book.fact("online", "2026-05-08 09:00")
    assert book.state("log", "2026-05-08 09:00").applies == "yes"


def test_statements_made_apart_that_differ_read_unknown_until_one_is_settled_on() -> None:
    book = Book(checklist(item("log", applies_when="online")))
    mine = book.fact("online", "2026-05-06 09:00")
    book.fact("online", "2026-05-06 10:00", "no", by="okell", unseen=(mine,))
    assert applies(book, "log") == "may"
    assert [one.conflict for one in book.evaluation("2026-05-09 09:00").facts if one.fact == "online"] == [
        True
    ]
    book.add(ConflictSettled(at=when("2026-05-07 09:00"), keep=mine, fact=FactId("online")))
    assert applies(book, "log") == "yes"


def test_statements_made_apart_that_agree_are_no_conflict() -> None:
    book = Book(checklist(item("log", applies_when="online")))
    mine = book.fact("online", "2026-05-06 09:00")
    book.fact("online", "2026-05-06 10:00", by="okell", unseen=(mine,))
    assert applies(book, "log") == "yes"


def test_a_statement_by_somebody_who_knew_both_ends_the_conflict() -> None:
    book = Book(checklist(item("log", applies_when="online")))
    mine = book.fact("online", "2026-05-06 09:00")
    book.fact("online", "2026-05-06 10:00", "no", by="okell", unseen=(mine,))
    book.fact("online", "2026-05-07 10:00")
    assert applies(book, "log") == "yes"


def test_adding_a_subject_makes_its_fact_true_on_whom_it_belongs_to() -> None:
    book = suspects()
    entry = book.subject("d", "2026-05-06 10:00", "device", of="a")
    assert (applies(book, "search", "a"), applies(book, "search", "b")) == ("yes", "may")
    book.add(EntryWithdrawn(at=when("2026-05-07 10:00"), entry=entry, reason="Wrong case"))
    assert applies(book, "search", "a") == "may"


def test_a_choice_makes_a_fact_yes_or_no_and_a_correction_moves_it() -> None:
    rule = FactRule(fact=FactId("held"), yes_if=("held",), no_if=("free",))
    book = Book(
        checklist(
            item("decide", repeats_for="suspect", sets_fact=(rule,), choices=("held", "free", "other")),
            item("search", repeats_for="suspect", applies_when="held"),
        )
    )
    book.subject("a", REPORT, "suspect")
    book.answer("decide", "2026-05-05 10:00", "a", choice="other")
    assert applies(book, "search", "a") == "may"
    book.answer("decide", "2026-05-05 11:00", "a", choice="held", recorded="2026-05-05 11:00")
    assert applies(book, "search", "a") == "yes"
    book.answer("decide", "2026-05-05 11:00", "a", choice="free", recorded="2026-05-05 12:00")
    assert applies(book, "search", "a") == "no"


def test_a_case_fact_set_by_a_repeated_item_is_yes_while_any_subject_makes_it_so() -> None:
    rule = FactRule(fact=FactId("network"), yes_if=("linked",), no_if=("alone",))
    book = Book(
        checklist(
            item("check", repeats_for="suspect", sets_fact=(rule,), choices=("linked", "alone")),
            item("report", applies_when="network"),
        )
    )
    book.subject("a", REPORT, "suspect")
    book.subject("b", REPORT, "suspect")
    first = book.answer("check", "2026-05-05 10:00", "a", choice="linked")
    book.answer("check", "2026-05-05 11:00", "b", choice="alone")
    assert applies(book, "report") == "yes"
    book.review("2026-05-05 12:00")
    given = Given(status="done", choice="alone")
    book.correct("check", first, "2026-05-05 10:00", of="a", given=given, recorded="2026-05-06 10:00")
    assert applies(book, "report") == "no"


def test_a_subject_that_gains_a_kind_is_of_it_from_then_on() -> None:
    book = Book(checklist(item("see", repeats_for="child")))
    book.subject("a", REPORT, "suspect")
    assert book.state("see", REPORT).none_yet
    event = SubjectChanged(at=when("2026-05-07 09:00"), subject=SubjectId("a"), add_kinds=(KindId("child"),))
    book.add(event)
    assert book.state("see", "2026-05-07 09:00", "a").asked_since == when("2026-05-07 09:00").at


def test_a_statement_older_than_its_subject_counts_for_the_case_from_when_it_took_effect() -> None:
    book = suspects()
    book.subject("c", "2026-05-08 09:00", "suspect")
    book.fact("held", "2026-05-07 09:00", of=("c",), recorded="2026-05-08 09:00")
    assert book.state("log", "2026-05-09 09:00").asked_since == when("2026-05-07 09:00").at


def test_answers_in_conflict_that_set_a_fact_differently_leave_it_unknown() -> None:
    rule = FactRule(fact=FactId("online"), yes_if=("yes",), no_if=("no",))
    book = Book(
        checklist(item("ask", sets_fact=(rule,), choices=("yes", "no")), item("log", applies_when="online"))
    )
    mine = book.answer("ask", "2026-05-05 10:00", choice="yes")
    book.answer("ask", "2026-05-05 11:00", choice="no", by="okell", unseen=(mine,))
    assert applies(book, "log") == "may"
    book.add(ConflictSettled(at=when("2026-05-06 09:00"), keep=mine, place=place("ask")))
    assert applies(book, "log") == "yes"


def test_answers_in_conflict_that_set_a_fact_alike_leave_it_known() -> None:
    rule = FactRule(fact=FactId("online"), yes_if=("yes", "surely"))
    book = Book(checklist(item("ask", sets_fact=(rule,)), item("log", applies_when="online")))
    mine = book.answer("ask", "2026-05-05 10:00", choice="yes")
    book.answer("ask", "2026-05-05 11:00", choice="surely", by="okell", unseen=(mine,))
    assert applies(book, "log") == "yes"
