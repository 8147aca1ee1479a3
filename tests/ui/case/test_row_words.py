"""How rows read."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import get_args

import msgspec
import pytest

from sopcheck.cases.states import Explained, Judged, LimitState, LimitWord, PlaceState
from sopcheck.checklists.definition import ClockId, Fact, FactId, KindId, StageId, SubjectKind
from sopcheck.checklists.local_time import LONDON
from sopcheck.ledger.entry import PersonId
from sopcheck.ui.case.outline import Folded, Part, Row
from sopcheck.ui.case.row_words import (
    Speaker,
    clock_words,
    fact_words,
    has_line_below,
    is_quiet,
    limit_line,
    plain,
    row_words,
    title_of,
    title_with_subject,
)
from sopcheck.ui.words import Words
from tests.ui.case_book import CASE, heather, place
from tests.ui.fakes import CSE, NOW

SPEAKER = Speaker(
    words=Words(LONDON, NOW),
    label=lambda of: "Child A, 15" if of else "",
    clocks=heather().refresh(CASE).case.programme.clocks,
    facts={
        FactId("f"): Fact(says="The child is under 16."),
        FactId("g"): Fact(says="Says.", when="a child moved"),
    },
    kinds={KindId("suspect"): SubjectKind(label="suspect", plural="suspects")},
)
PART = Part(
    checklist=CSE,
    stage=StageId("referral"),
    number=3,
    title="Referral",
    checklist_title="CSE investigation SOP",
)


def state(item: str, /, **changes: object) -> PlaceState:
    found = heather().refresh(CASE).state(place(item))
    assert found is not None
    return msgspec.structs.replace(found, **changes)


def limited(word: LimitWord, **changes: object) -> PlaceState:
    limit = LimitState(word=word, basis="national", clock=ClockId("report-received"))
    return state("place-markers", limit=msgspec.structs.replace(limit, **changes))


def test_the_prompt_loses_its_full_stop() -> None:
    assert title_of(state("record-crime")).endswith("as the counting rules require")


def test_an_id_in_backquotes_becomes_words() -> None:
    assert plain("Sets the clock `report-received` now.") == "Sets the clock “report received” now."


def test_whatever_else_is_written_stays_as_it_is() -> None:
    assert plain("<b>`Not An Id`</b> & more") == "<b>`Not An Id`</b> & more"


def test_a_subject_stands_after_the_prompt() -> None:
    of_child = state("record-crime")
    named = msgspec.structs.replace(of_child, place=place("record-crime", "child-a"))
    assert title_with_subject(named, SPEAKER).endswith(" · Child A, 15")
    assert " · " not in title_with_subject(of_child, SPEAKER)


@pytest.mark.parametrize(
    ("word", "ends", "line"),
    [
        ("running", datetime(2026, 5, 7, 10, 0, tzinfo=UTC), "ends today, 11:00, in 2 h · national"),
        ("due soon", datetime(2026, 5, 8, 23, 0, tzinfo=UTC), "ends at end of Fri 8 May, in 39 h · national"),
        ("passed", datetime(2026, 5, 2, 12, 0, tzinfo=UTC), "ended Sat 2 May, 13:00, 4 days ago · national"),
        ("passed", None, "limit passed · national"),
        ("not started", None, "limit not started · national"),
        ("gate open", None, "before the report was received · national"),
        ("gate not met", None, "not before the report was received · national"),
        ("closed", None, ""),
    ],
)
def test_a_limit_is_one_short_line(word: LimitWord, ends: datetime | None, line: str) -> None:
    assert limit_line(limited(word, ends=ends), SPEAKER)[0] == line


def test_only_what_is_passed_is_red() -> None:
    words: Iterable[LimitWord] = get_args(LimitWord)
    tones = {word: limit_line(limited(word), SPEAKER)[1] for word in words}
    assert {word for word, tone in tones.items() if tone == "passed"} == {"passed", "gate not met"}
    assert tones["due soon"] == "soon"


def test_what_was_done_late_says_by_how_much() -> None:
    late = state("apply-exploitation-flag")
    assert limit_line(late, SPEAKER)[0] == "Sat 2 May, 09:10 · met late, by 22 h 40 min · local"


def test_a_day_known_without_its_time_is_a_day() -> None:
    done = state("record-crime")
    assert done.answer is not None
    known = msgspec.structs.replace(done, answer=msgspec.structs.replace(done.answer, precision="day"))
    assert limit_line(known, SPEAKER)[0].startswith("Thu 30 Apr · ")


def test_marks_stand_at_the_end() -> None:
    by = PersonId("farrow")
    marked = state(
        "record-crime",
        conflict=True,
        corrected=True,
        explained=Explained(reason="x", written=NOW, by=by),
        judged=Judged(verdict="justified", reason="", at=NOW, by=by),
    )
    line = limit_line(marked, SPEAKER)[0]
    assert line.endswith("two answers in conflict · explained · justified · corrected")


def test_what_may_apply_says_which_fact_is_not_known() -> None:
    may = state("place-markers", applies="may", unknown_facts=(FactId("f"), FactId("g")))
    assert limit_line(may, SPEAKER)[0] == "not known yet: The child is under 16 and 1 more"


def test_what_waits_for_somebody_says_for_whom() -> None:
    item = msgspec.structs.replace(state("place-markers").item, repeats_for=KindId("suspect"))
    waiting = state("place-markers", item=item, none_yet=True)
    assert limit_line(waiting, SPEAKER)[0] == "no suspect on the case yet"
    assert row_words(Row(part=PART, state=waiting), SPEAKER).sign.word == "none yet"


def test_what_is_not_asked_says_nothing_more() -> None:
    passed = msgspec.structs.replace(limited("passed", ends=NOW), applies="no")
    assert limit_line(passed, SPEAKER)[0] == ""


def test_a_heading_has_its_number() -> None:
    assert row_words(Row(part=PART), SPEAKER).title == "3  Referral"


def test_a_fold_counts_what_it_hides() -> None:
    folded = Folded(not_applicable=1, none_yet=2)
    assert row_words(Row(part=PART, folded=folded), SPEAKER).title == "1 not applicable, 2 none yet · show"
    shown = Folded(not_asked=3, unfolded=True)
    assert row_words(Row(part=PART, folded=shown), SPEAKER).title == "3 not asked · fold away"


def test_whether_there_is_a_second_line_is_known_without_writing_it() -> None:
    for one in heather().refresh(CASE).evaluation.places:
        words = row_words(Row(part=PART, state=one), SPEAKER)
        assert has_line_below(one) >= bool(words.subject or words.limit), one.place


def test_what_is_answered_is_quiet_and_what_is_not_done_is_not() -> None:
    assert is_quiet(state("record-crime"))
    assert not is_quiet(state("refer-to-exploitation-panel"))
    assert not is_quiet(state("place-markers"))


def test_a_clock_reads_as_its_checklist_says_or_by_its_name() -> None:
    assert clock_words(ClockId("report-received"), SPEAKER.clocks) == "the report was received"
    assert clock_words(ClockId("no-such-clock"), SPEAKER.clocks) == "“no such clock”"


def test_a_fact_reads_as_a_statement() -> None:
    assert fact_words(SPEAKER.facts[FactId("f")]) == "The child is under 16."
    assert fact_words(SPEAKER.facts[FactId("g")]) == "A child moved."


def test_a_screen_reader_hears_the_state_as_a_word() -> None:
    given = msgspec.structs.replace(state("record-crime"), place=place("record-crime", "child-a"))
    spoken = row_words(Row(part=PART, state=given), SPEAKER).spoken
    assert "Child A, 15, done, Thu 30 Apr, 15:40" in spoken
