"""The names of a rehearsal: items, subjects and entries, and what they stand for."""

import pytest

from sopcheck.cases.events import Place
from sopcheck.cases.rehearsals.library import shipped_library
from sopcheck.cases.rehearsals.names import Names
from sopcheck.cases.rehearsals.reader import read
from sopcheck.cases.rehearsals.rehearsal import RehearsalError
from sopcheck.checklists.definition import ChecklistId, ItemId, KindId
from tests.cases.rehearsal_texts import HEAD_LINES, read_text, rehearsal

CSE, CONTACT = ChecklistId("cse-investigation"), ChecklistId("victim-engagement")
CHILD = "at: 2026-04-30 10:20, by: farrow, add: [child, victim], as: child-a"
SUSPECT = "at: 2026-04-30 10:20, by: farrow, add: suspect, as: suspect-a"
NOTE = "at: 2026-04-30 10:20, by: farrow, note: Called, id: called"


def names(*events: str, head: str = "") -> Names:
    """The names of a small rehearsal that follows two checklists."""
    text = rehearsal(*events, head=head).replace(
        "investigation 1.0]", "investigation 1.0, victim-engagement 1.0]"
    )
    found = read(text, file="small.yaml")
    return Names(found, shipped_library().definitions_of(found))


def test_a_bare_item_is_found_in_the_checklists_of_the_case() -> None:
    assert names().place("record-crime", 1) == Place(CSE, ItemId("record-crime"))
    assert names().place("contact-therapy", 1).checklist == CONTACT


def test_an_item_may_name_its_checklist_and_its_subject() -> None:
    found = names(CHILD).place("victim-engagement/contact-therapy @ child-a", 1)
    assert found == Place(CONTACT, ItemId("contact-therapy"), "child-a")


@pytest.mark.parametrize(
    "text", ["make-tea", "cse-investigation/contact-therapy", "record-crime @ nobody", ""]
)
def test_a_name_that_nothing_answers_to_is_told_with_its_line(text: str) -> None:
    with pytest.raises(RehearsalError, match=r"small\.yaml:7: There is no"):
        names().place(text, 7)


def test_a_subject_goes_with_an_item_that_repeats_for_its_kind() -> None:
    found = names(CHILD, SUSPECT)
    assert found.fitting("see-child", 1, of="child-a").of == "child-a"
    assert found.fitting("see-child", 1, of="suspect-a").of is None
    assert found.fitting("record-crime", 1, of="child-a").of is None
    assert found.fitting("decide-arrest @ suspect-a", 1, of="child-a").of == "suspect-a"


def test_a_subject_has_the_kinds_it_ever_gains() -> None:
    changed = "at: 2026-05-01 10:20, by: farrow, change: suspect-a, add_kinds: [child]"
    found = names(SUSPECT, changed)
    last = found.rehearsal.events[-1].line
    assert found.kinds_of["suspect-a"] == ("suspect", "child")
    assert found.subjects_of(KindId("child"), by=last) == ["suspect-a"]
    assert found.subjects_of(KindId("child"), by=last - 1) == []


def test_a_subject_that_was_withdrawn_is_none_of_the_kind_any_more() -> None:
    found = names(f"{CHILD}, id: entry", "at: 2026-05-01 10:20, by: farrow, withdraw: entry, reason: Wrong")
    last = found.rehearsal.events[-1].line
    assert found.subjects_of(KindId("child"), by=last - 1) == ["child-a"]
    assert found.subjects_of(KindId("child"), by=last) == []


def test_an_entry_may_be_named_where_a_subject_may() -> None:
    assert names(NOTE).subject("called", 1) == "called"


def test_two_events_do_not_have_one_id() -> None:
    with pytest.raises(RehearsalError, match="Two events have the id “called”"):
        names(NOTE, NOTE).check()


def test_a_refused_line_leaves_its_id_to_another() -> None:
    names(f"{NOTE}, refused: ahead", NOTE).check()


@pytest.mark.parametrize(
    ("event", "word"),
    [
        ("review: weekly", "no review “weekly”"),
        ("review: 24-hour, also: [weekly]", "no review “weekly”"),
        ("review: 24-hour, also: [7-day, event-release @ suspect-a]", ""),
        ("add: [child, hamster], as: child-a", "no kind of subject “hamster”"),
        ("override: record-outcome, gate: tea-time, reason: x", "no clock “tea-time”"),
        ("settle: make-tea, keep: called", "no item"),
        ("settle: online-element, keep: called", "no item"),
    ],
)
def test_reviews_and_gates_have_names_too(event: str, word: str) -> None:
    found = names(NOTE, f"at: 2026-05-01 10:20, by: okell, {event}")
    if not word:
        found.check()
        return
    with pytest.raises(RehearsalError, match=word):
        found.check()


def test_a_fact_may_be_settled_by_its_name() -> None:
    names(NOTE, "at: 2026-05-01 10:20, by: okell, settle: child-at-risk, keep: called").check()


def test_what_is_left_open_is_an_item_of_the_rehearsal() -> None:
    head = "assume: other-items-done\nleave_open: [make-tea]\n"
    with pytest.raises(RehearsalError, match="make-tea") as found:
        names(head=head).check()
    assert found.value.line == HEAD_LINES + 1


@pytest.mark.parametrize("clock", ["report-received", "case-closed"])
def test_the_clocks_of_every_case_need_no_checklist_that_names_them(clock: str) -> None:
    text = rehearsal(f"at: 2026-04-30 11:00, by: okell, clock: {clock}", start="")
    found = read_text(text.replace("cse-investigation 1.0", "learning-review 1.0"))
    assert Names(found, shipped_library().definitions_of(found)).defines("clock", clock)


def test_an_unscheduled_review_is_no_mistake() -> None:
    names("at: 2026-05-01 10:20, by: okell, review: unscheduled").check()
