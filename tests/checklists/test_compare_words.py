import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.checklists.compare import Row, compare
from sopcheck.checklists.compare_words import Mark, marks, row_fields, told
from sopcheck.checklists.reader import read
from sopcheck.checklists.value_words import in_words
from tests.checklists.samples import SMALL, changed, small


def _row(old: str, new: str) -> Row:
    return compare(small(), read(changed(old, new), name="b.yaml").checklist).rows[0]


@pytest.mark.parametrize(
    ("old", "new", "was", "is_"),
    [
        ("prompt: Act soon.", "prompt: Act quickly.", "Act soon.", "Act quickly."),
        (
            "limit: {amount: 4, unit: hours, from: told,",
            "limit: {amount: 3, unit: hours, from: closed,",
            "4 hours from told, local",
            "3 hours from closed, local",
        ),
        ("applies_when: graded-low\n", "applies_when: {not: urgent}\n", "graded-low", "not urgent"),
        ("        applies_when: graded-low\n", "", "graded-low", ""),
        ("gate: {before: closed, basis: baseline}\n        app", "app", "before closed, local", ""),
        (
            "answered_by: supervisor",
            "answered_by: investigator",
            "answered by: supervisor",
            "answered by: investigator",
        ),
        ("[status, reference]", "[status, text]", "asks: status, reference", "asks: status, text"),
        ("    target_date: true\n", "    target_date: true\n    rolling: true\n", "", "rolling: yes"),
        (
            "due: {every: 3, unit: months, from: told,",
            "due: {every: 6, unit: months, from: told,",
            "every 3 months from told, local",
            "every 6 months from told, local",
        ),
    ],
)
def test_a_row_says_what_was_and_what_is(old: str, new: str, was: str, is_: str) -> None:
    words = told(_row(old, new))
    assert (words.was, words.is_) == (was, is_)


@pytest.mark.parametrize(
    ("old", "new", "about"),
    [
        ("prompt: Act soon.", "prompt: Act quickly.", "act-soon"),
        ("says: The report is urgent.", "says: It is.", "fact urgent"),
        ("plural: devices", "plural: phones", "kind of subject device"),
        ("title: First review", "title: Review one", "review first"),
        ("title: Small checklist", "title: Other", "checklist small"),
        ("triggers_after: told", "triggers_after: closed", "schedule of reviews"),
    ],
)
def test_a_row_says_what_it_is_about(old: str, new: str, about: str) -> None:
    assert told(_row(old, new)).about == about


def test_people_read_what_clocks_and_facts_say() -> None:
    naming = in_words(small())
    limit = told(
        _row("amount: 4, unit: hours, from: told", "amount: 3, unit: hours, from: told"),
        was=naming,
        is_=naming,
    )
    assert limit.was == "4 hours from the moment when we were told, local"
    condition = told(
        _row("applies_when: graded-low", "applies_when: {all: [urgent, {not: alarmed}]}"), is_=naming
    )
    assert condition.is_ == "the report is urgent and it is not so that the alarm was raised"


def test_programs_read_five_keys_and_null_where_there_is_nothing() -> None:
    row = _row("        applies_when: graded-low\n", "")
    assert row_fields(row) == {
        "item": "act-soon", "change": "condition", "was": "graded-low", "is": None, "weight": "major"
    }  # fmt: skip


def test_what_moved_is_told_by_what_it_stands_behind() -> None:
    soon = SMALL[SMALL.index("      - id: act-soon") : SMALL.index("  - id: work")]
    words = told(_moved(soon))
    assert (words.was, words.is_) == ("begin, after act-at-once", "begin, first")


def _moved(soon: str) -> Row:
    start = "    items:\n      - id: record-report"
    text = SMALL.replace(soon, "").replace(start, start.replace("items:\n", f"items:\n{soon.rstrip()}\n\n"))
    (row,) = compare(small(), read(text, name="b.yaml").checklist).rows
    return row


def test_what_came_or_went_is_told_by_its_prompt() -> None:
    soon = SMALL[SMALL.index("      - id: act-soon") : SMALL.index("  - id: work")]
    row = _row(soon, "")
    assert (told(row).was, told(row).is_) == ("Act soon.", "")


def test_what_was_replaced_names_both() -> None:
    words = told(_row("- id: finish\n", "- id: end-work\n        replaces: [finish]\n"))
    assert (words.was, words.is_) == ("finish: Finish the work.", "end-work: Finish the work.")


def test_words_that_went_and_came_are_marked() -> None:
    assert marks("See the child today.", "See the child alone, today.") == (
        Mark("same", "See the child "),
        Mark("new", "alone, "),
        Mark("same", "today."),
    )


@given(st.text(), st.text())
def test_marks_hold_both_texts(was: str, is_: str) -> None:
    found = marks(was, is_)
    assert "".join(mark.text for mark in found if mark.kind != "new") == was
    assert "".join(mark.text for mark in found if mark.kind != "gone") == is_


def test_a_very_long_text_is_marked_as_a_whole() -> None:
    assert [mark.kind for mark in marks("a b " * 50_000, "b a " * 50_000)] == ["gone", "new"]
