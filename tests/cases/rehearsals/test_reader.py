"""Reading rehearsals: what stands there, strictly, and every mistake with its line and a sentence."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases.rehearsals import reader
from sopcheck.cases.rehearsals.reader import read, read_file
from sopcheck.cases.rehearsals.rehearsal import EventLine, RehearsalError
from tests.cases.rehearsal_texts import read_text, refused, rehearsal

GIVEN = sorted((Path(__file__).parents[2] / "data" / "rehearsals").glob("*.yaml"))


def last_event(*events: str) -> EventLine:
    """The last of the events, as it was read."""
    return read_text(rehearsal(*events)).events[-1]


@pytest.mark.parametrize("path", GIVEN, ids=lambda path: path.stem)
def test_a_given_rehearsal_is_read(path: Path) -> None:
    found = read_file(path)
    assert found.assume
    assert len(found.events) > 30
    assert len(found.expect) > 3


@pytest.mark.parametrize("written", ["yes", "true", "Yes"])
def test_yes_may_be_written_as_a_truth(written: str) -> None:
    event = last_event(
        f"at: 2026-05-01 08:30, by: okell, fact: victim-is-child, is: {written}, sure: {written}"
    )
    assert event.one("is") == "yes"
    assert event.sure


def test_the_head_says_how_far_the_calendar_reaches() -> None:
    found = read_text(rehearsal(head="calendar: {until: 2027-12-31}\n"))
    assert found.calendar_until == date(2027, 12, 31)


PARTS = {
    "officer in the case": "investigator",
    "Disclosure officer": "investigator",
    "senior supervisor": "supervisor",
    "senior investigating officer": "supervisor",
    "reviewer": "supervisor",
    "intelligence officer": "intelligence-officer",
    "SOP owner": "sop-owner",
}


@pytest.mark.parametrize(("part", "role"), PARTS.items())
def test_people_may_be_called_by_the_part_that_they_play_on_a_case(part: str, role: str) -> None:
    text = rehearsal().replace("role: investigator", f"role: {part}")
    assert read_text(text).people["farrow"].role == role


def test_what_the_assumption_leaves_alone_may_name_a_subject() -> None:
    found = read_text(rehearsal(head="assume: other-items-done\nleave_open: [a @ b, c]\n"))
    assert [(left.item, left.of) for left in found.leave_open] == [("a", "b"), ("c", "")]


HEAD_MISTAKES = {
    "rehearsal: 2": "newer",
    "title: {a: b}": "one text",
    "checklists: [cse-investigation]": "id and version",
    "assume: everything": "other-items-done",
    "definitions: [../secret.yaml]": "beside",
    "definitions: [missing.yaml]": "The definition “missing.yaml” cannot be read",
    "calendar: {until: sometime}": "not a date",
    "people: {farrow: {name: DC Farrow, role: chef}}": "chef",
    "people: {farrow: {name: DC Farrow, role: investigator, rank: general}}": "general",
    "weather: fine": "weather",
}


@pytest.mark.parametrize(("head", "word"), HEAD_MISTAKES.items())
def test_a_mistake_in_the_head_is_told(head: str, word: str, tmp_path: Path) -> None:
    parts = {
        "title": "title: T",
        "case": "case: C",
        "rehearsal": "rehearsal: 1",
        "checklists": "checklists: [a 1.0]",
    }
    parts |= {"people": "people: {okell: {name: DS Okell, role: supervisor}}", head.partition(":")[0]: head}
    text = "\n".join(parts.values()) + "\nevents:\n  - {at: 2026-05-01 08:30, by: okell, note: Called}\n"
    with pytest.raises(RehearsalError, match=word):
        read(text, file="small.yaml", beside=lambda name: tmp_path / name)


def test_a_rehearsal_needs_events() -> None:
    assert "events" in str(refused(rehearsal(start="").replace("events:", "")))


EXPECT_MISTAKES = {
    "{as_at: 2026-05-01 08:30, colour: red}": "colour",
    "{as_at: soon}": "not a time",
    "{applies: {cse-investigation: 3}}": "as_at",
    "{as_at: 2026-05-01 08:30, applies: {cse-investigation: many}}": "whole number",
    "{as_at: 2026-05-01 08:30, items: [{item: a, state: fine}]}": "fine",
    "{as_at: 2026-05-01 08:30, items: [{item: a, over: long}]}": "length of time",
    "{as_at: 2026-05-01 08:30, items: [{item: a, ends: late}]}": "not a time",
    "{as_at: 2026-05-01 08:30, items: [{state: met}]}": "item",
    "{as_at: 2026-05-01 08:30, items: {item: a}}": "list",
    "{as_at: 2026-05-01 08:30, reviews: [{review: 24-hour, state: running}]}": "running",
    "{as_at: 2026-05-01 08:30, exceptions: {passed: []}}": "passed",
    "{as_at: 2026-05-01 08:30, exceptions: {not_done: all}}": "list",
    "{as_at: 2026-05-01 08:30, not_active: [{holder: nobody}]}": "holder",
}


@pytest.mark.parametrize(("block", "word"), EXPECT_MISTAKES.items())
def test_a_mistake_in_an_expectation_is_told(block: str, word: str) -> None:
    assert word in str(refused(rehearsal(expect=f"  - {block}\n")))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a",
        "a: &b c",
        "a: *b",
        "a: !!python/object:os.system x",
        "a: 1\na: 2",
        "a: [" * 20_000,
        "\ta: b",
    ],
)
def test_hostile_yaml_is_refused_with_its_file(text: str) -> None:
    assert str(refused(text)).startswith("small.yaml:")


def test_a_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(RehearsalError, match="cannot be read"):
        read_file(Path("nowhere.yaml"))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_that_is_no_rehearsal_is_refused_with_a_sentence(text: str) -> None:
    assert refused(f"{text}\nzzz: 1").sentence.endswith(".")


def test_a_page_that_became_one_word_is_not_told_whole() -> None:
    mistake = refused(rehearsal(f"at: 2026-05-01 08:30, by: {'x' * 9000}, note: Called"))
    assert len(str(mistake)) < 450
    assert str(mistake).endswith("…")


def test_what_is_no_plain_file_is_not_waited_for(tmp_path: Path) -> None:
    for path, says in ((tmp_path, "is a folder"), (Path(os.devnull), "cannot be read")):
        with pytest.raises(RehearsalError, match=says):
            read_file(path)


def test_a_file_of_just_the_most_bytes_is_read_and_a_larger_one_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "large.yaml"
    file.write_text("#" * 99, encoding="utf-8")
    monkeypatch.setattr(reader, "MOST_BYTES", 99)
    with pytest.raises(RehearsalError) as caught:
        read_file(file)
    assert "far larger" not in str(caught.value)
    monkeypatch.setattr(reader, "MOST_BYTES", 98)
    with pytest.raises(RehearsalError, match="far larger than any rehearsal"):
        read_file(file)
