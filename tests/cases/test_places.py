"""Which places there are, whether they apply, and since when they are asked."""

from sopcheck.cases.events import LimitExplained, LimitJudged
from sopcheck.checklists.definition import Clause
from tests.cases.book import REPORT, Book, before, checklist, hours, item, place, when


def test_an_item_without_a_condition_has_applied_since_the_police_first_knew() -> None:
    state = Book(checklist(item("act"))).state("act", "2026-05-09 09:00")
    assert (state.applies, state.asked_since) == ("yes", when(REPORT).at)


def test_an_item_that_repeats_and_has_no_subject_reads_none_yet_with_or_without_a_limit() -> None:
    book = Book(
        checklist(item("see", repeats_for="child", limit=hours(1)), item("talk", repeats_for="child"))
    )
    states = [book.state(name, "2026-05-09 09:00") for name in ("see", "talk")]
    assert [(state.word, state.place.of) for state in states] == [("none yet", None)] * 2
    assert book.passed("2026-05-09 09:00") == []


def test_an_item_that_only_may_apply_names_what_is_not_known_and_is_no_exception() -> None:
    condition = Clause(all=("online", "network"))
    book = Book(checklist(item("act", limit=hours(1), applies_when=condition)))
    book.fact("online", REPORT)
    state = book.state("act", "2026-05-09 09:00")
    assert (state.applies, state.unknown_facts, state.word) == ("may", ("network",), "not started")
    assert book.passed("2026-05-09 09:00") == []


def test_an_item_that_does_not_apply_has_no_limit() -> None:
    book = Book(checklist(item("act", limit=hours(1), applies_when="online")))
    book.fact("online", REPORT, "no")
    assert book.state("act", "2026-05-09 09:00").limit is None


def test_there_is_one_place_for_each_subject_in_the_order_in_which_they_joined() -> None:
    book = Book(checklist(item("act"), item("see", repeats_for="child")))
    for name in ("b", "a"):
        book.subject(name, REPORT, "child")
    assert [one.place.of for one in book.evaluation(REPORT).places] == [None, "b", "a"]


def test_an_answer_given_while_an_item_only_may_apply_is_kept() -> None:
    book = Book(checklist(item("act", limit=hours(1), applies_when="online")))
    book.answer("act", "2026-05-05 09:30")
    assert book.state("act", "2026-05-05 10:00").status == "done"
    book.fact("online", REPORT, recorded="2026-05-05 11:00")
    assert book.word("act", "2026-05-05 11:00") == "met"


def test_a_gate_of_what_only_may_apply_is_open() -> None:
    book = Book(checklist(item("act", gate=before("case-closed"), applies_when="online")))
    book.clock("case-closed", "2026-05-06 09:00")
    assert book.word("act", "2026-05-07 09:00") == "gate open"


def test_a_reason_and_a_decision_stand_beside_the_limit_with_their_times() -> None:
    book = Book(checklist(item("act", limit=hours(1)), item("other", limit=hours(2))))
    book.add(
        LimitExplained(at=when("2026-05-05 09:30"), place=place("act"), reason="Ill"),
        recorded="2026-05-05 09:40",
    )
    both = (place("act"), place("other"))
    book.add(
        LimitJudged(at=when("2026-05-06 09:30"), places=both, verdict="not justified", reason="No"),
        by="okell",
    )
    state, other = book.state("act", "2026-05-06 10:00"), book.state("other", "2026-05-06 10:00")
    assert state.explained is not None
    assert (state.explained.reason, state.explained.written) == ("Ill", when("2026-05-05 09:40").at)
    assert [one.judged.verdict for one in (state, other) if one.judged] == ["not justified"] * 2
