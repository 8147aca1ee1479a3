"""Playing rehearsals: through the decisions of a real case, alike every time, unchanged by a refusal."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sopcheck.cases.events import CaseOpened, ChecklistAdopted, ItemAnswered, Place, ReviewHeld, SubjectId
from sopcheck.cases.rehearsals.checks import check
from sopcheck.cases.rehearsals.player import Played, last_review, play
from sopcheck.cases.rehearsals.reader import read
from sopcheck.cases.rehearsals.rehearsal import RehearsalError
from sopcheck.checklists.definition import ChecklistId, ItemId
from sopcheck.checklists.local_time import LONDON, parse_wall
from tests.cases.rehearsal_texts import HEAD_LINES, rehearsal

FIRST = HEAD_LINES + 4
CHILD = "at: 2026-04-30 10:20, by: farrow, add: [child, victim], as: child-a, label: Child A"
SUSPECT = "at: 2026-04-30 10:20, by: farrow, add: suspect, as: suspect-a"


def played(*events: str, head: str = "", expect: str = "", beside: Path | None = None) -> Played:
    """Play a small rehearsal."""
    text = rehearsal(*events, head=head, expect=expect)
    return play(read(text, file="small.yaml", beside=lambda name: (beside or Path()) / name))


def moment(text: str) -> datetime:
    """A wall time as an instant."""
    return parse_wall(text, zone=LONDON)


def test_a_case_opens_with_the_first_line() -> None:
    opened, adopted, *_ = played().entries
    assert isinstance(opened.event, CaseOpened)
    assert isinstance(adopted.event, ChecklistAdopted)
    assert opened.recorded == datetime(2026, 4, 30, 9, 15, tzinfo=UTC)


def test_a_first_line_that_is_refused_opens_nothing() -> None:
    report = "by: okell, clock: report-received"
    ahead = f"at: 2026-04-30 10:15, recorded: 2026-04-30 09:00, {report}, refused: ahead"
    twice = f"at: 2026-10-25 01:30, recorded: 2026-10-25 03:00, {report}, refused: GMT"
    for line, said in ((ahead, "2026-04-30 10:15"), (twice, "2026-10-25 04:00")):
        start = f"  - {{{line}}}\n  - {{at: {said}, {report}}}\n"
        found = play(read(rehearsal(start=start), file="small.yaml"))
        assert (found.differences, found.entries[0].recorded) == ((), moment(said))


def test_two_plays_are_alike() -> None:
    assert (
        played(CHILD, head="assume: other-items-done\n").entries
        == played(CHILD, head="assume: other-items-done\n").entries
    )


def test_what_was_typed_later_is_known_later() -> None:
    found = played("at: 2026-04-30 11:00, recorded: 2026-05-02 09:00, by: farrow, answer: record-crime")
    record_crime = Place(ChecklistId("cse-investigation"), ItemId("record-crime"))
    before, _ = found.at(moment("2026-05-02 08:59"))
    after, _ = found.at(moment("2026-05-02 09:00"))
    assert before.answer(record_crime) is None
    assert after.answer(record_crime) is not None


def test_what_another_machine_recorded_counts_from_its_arrival() -> None:
    found = played(
        "at: 2026-04-30 11:00, recorded: 2026-04-30 12:00, received: 2026-05-02 09:00, by: farrow,"
        " answer: record-crime"
    )
    entry = found.entries[-1]
    assert (entry.recorded.hour, entry.known.day) == (11, 2)


def test_a_refusal_that_the_file_expects_changes_nothing() -> None:
    found = played(
        "at: 2026-05-01 10:00, recorded: 2026-05-01 09:00, by: farrow, answer: record-crime, refused: AHEAD"
    )
    assert found.differences == ()
    assert found.entries == played().entries


def test_a_refusal_for_another_reason_is_a_difference() -> None:
    found = played(
        "at: 2026-05-01 10:00, recorded: 2026-05-01 09:00, by: farrow, answer: record-crime, refused: rank"
    )
    (difference,) = found.differences
    assert str(difference).startswith(
        f"small.yaml:{FIRST}: answer: record-crime: expected a refusal that says “rank”"
    )
    assert "ahead" in difference.found


def test_a_refusal_that_does_not_come_is_a_difference_and_changes_nothing() -> None:
    found = played("at: 2026-05-01 09:00, by: farrow, answer: record-crime, refused: ahead")
    assert [difference.found for difference in found.differences] == ["accepted"]
    assert found.entries == played().entries


def test_a_refusal_that_nobody_expects_is_a_difference() -> None:
    (difference,) = played(
        "at: 2026-05-01 09:00, by: farrow, answer: see-child, of: child-a",
        CHILD.replace("2026-04-30 10:20", "2026-05-01 10:00"),
    ).differences
    assert difference.line == FIRST
    assert difference.expected == "it to be accepted"
    assert "no such child" in difference.found


UNKNOWN = {
    "answer: make-tea": "no item “make-tea”",
    "answer: online-cse/record-crime": "no item",
    "answer: record-crime, also: [make-tea]": "no item “make-tea”",
    "answer: see-child, of: nobody": "no subject “nobody”",
    "answer: record-crime, unseen: nothing": "no event has the id “nothing”",
    "fact: weather, is: yes": "no fact “weather”",
    "clock: weather": "no clock “weather”",
    "add: weather, as: w": "no kind of subject “weather”",
    "change: nobody, add_kinds: [child]": "no subject “nobody”",
    "withdraw: nothing, reason: Wrong": "no event has the id",
    "judge: [record-crime @ nobody], as: justified": "no subject",
    "move: weather 1.0": "checklist weather 1.0 is not here",
    "move: cse-investigation": "named by its id and version",
    "action_done: nothing": "no action “nothing”",
}


@pytest.mark.parametrize(("event", "sentence"), UNKNOWN.items())
def test_a_name_that_nothing_answers_to_is_told_with_its_line(event: str, sentence: str) -> None:
    with pytest.raises(RehearsalError) as found:
        played(f"at: 2026-05-01 09:00, by: farrow, {event}")
    assert found.value.line == FIRST
    assert sentence.lower() in str(found.value).lower()


def test_a_kind_that_only_another_pack_asks_about_may_stand_beside_one_that_is_asked() -> None:
    text = rehearsal("at: 2026-05-01 09:00, by: farrow, add: [child, victim], as: a")
    found = play(read(text.replace("cse-investigation 1.0", "victim-engagement 1.0"), file="small.yaml"))
    assert found.differences == ()
    case, _ = found.at(found.steps[-1].at)
    assert case.subjects[SubjectId("a")].kind_names == ("victim",)


@pytest.mark.parametrize("kinds", ["[victm, victim]", "child"])
def test_a_kind_that_is_spelt_wrong_or_stands_alone_is_told(kinds: str) -> None:
    text = rehearsal(f"at: 2026-05-01 09:00, by: farrow, add: {kinds}, as: a")
    with pytest.raises(RehearsalError, match=r"no kind of subject"):
        play(read(text.replace("cse-investigation 1.0", "victim-engagement 1.0"), file="small.yaml"))


def test_the_checklist_of_the_reviews_may_be_named_but_is_followed_by_no_case() -> None:
    def with_checklists(names: str) -> Played:
        """Play the small rehearsal with these."""
        text = rehearsal().replace("checklists: [cse-investigation 1.0]", f"checklists: [{names}]")
        return play(read(text, file="small.yaml"))

    followed = with_checklists("cse-investigation 1.0, supervisor-review 1.0").at(moment("2026-05-01 09:00"))
    assert [one.checklist for one in followed[0].versions] == ["cse-investigation"]
    with pytest.raises(RehearsalError, match="at least one checklist"):
        with_checklists("supervisor-review 1.0")


def test_a_checklist_that_is_not_here_is_told() -> None:
    with pytest.raises(RehearsalError, match=r"checklist nothing 2\.0 is not here"):
        play(read(rehearsal().replace("cse-investigation 1.0", "nothing 2.0"), file="small.yaml"))


def test_a_definition_beside_the_file_is_used(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[3] / "sopcheck" / "checklists" / "packs" / "cse-investigation-1.0.yaml"
    text = shipped.read_text(encoding="utf-8").replace('version: "1.0"', 'version: "2.0"', 1)
    (tmp_path / "two.yaml").write_text(text, encoding="utf-8")
    found = played(
        "at: 2026-05-01 09:00, by: okell, move: cse-investigation 2.0",
        head="definitions: [two.yaml]\n",
        beside=tmp_path,
    )
    case, _ = found.at(moment("2026-05-01 09:00"))
    assert [one.version for one in case.versions] == ["1.0", "2.0"]


EVERY_VERB = (
    CHILD,
    SUSPECT,
    "at: 2026-04-30 10:30, by: farrow, fact: victim-is-child, is: yes, of: child-a",
    "at: 2026-04-30 10:30, by: farrow, add: action-plan, as: plan",
    "at: 2026-04-30 10:30, by: farrow, target: prosecutor, date: 2026-06-01, of: plan",
    "at: 2026-04-30 11:00, by: farrow, answer: record-crime, reference: NV-C-1, id: crime",
    "at: 2026-04-30 11:00, by: farrow, answer: see-child, of: child-a",
    "at: 2026-04-30 12:00, by: okell, note: Called, as: call, id: called",
    "at: 2026-04-30 12:30, by: farrow, correct: record-crime, done_at: 2026-04-30 11:10, reason: Log",
    "at: 2026-04-30 12:40, by: okell, withdraw: called, reason: Wrong case",
    "at: 2026-04-30 13:00, by: okell, extend: research-systems, until: 2026-05-02 24:00, reason: System down",
    "at: 2026-04-30 13:00, by: farrow, explain: tell-duty-supervisor, reason: Nobody on duty",
    "at: 2026-04-30 13:00, by: farrow, change: suspect-a, add_kinds: [child]",
    "at: 2026-04-30 13:00, by: okell, override: record-outcome, gate: case-closed, reason: Kept elsewhere",
    "at: 2026-04-30 14:00, by: okell, absent: farrow",
    "at: 2026-04-30 15:00, by: okell, back: farrow",
    "at: 2026-04-30 16:00, by: okell, assign: investigator, to: none",
    "at: 2026-05-01 08:00, by: okell, review: 24-hour, outcome: on track, id: first",
    "at: 2026-05-01 08:00, by: okell, judge: [tell-duty-supervisor, assess-immediate-risk], as: justified, "
    "reason: Night",
    "at: 2026-05-01 08:00, by: okell, action: Call, for: farrow, due: 2026-05-08, as: a1",
    "at: 2026-05-01 09:00, by: farrow, action_done: a1, result: Called",
    "at: 2026-05-01 09:00, by: okell, move: online-cse 1.0",
    "at: 2026-05-01 09:10, by: farrow, answer: online-assess-risk, choice: medium",
    "at: 2026-05-01 09:20, by: okell, regrade: online-assess-risk, choice: high",
    "at: 2026-05-01 09:30, by: okell, calendar: {until: 2028-12-31}",
    "at: 2026-05-01 09:40, recorded: 2026-05-01 10:00, by: farrow, answer: place-markers, id: mine",
    "at: 2026-05-01 09:45, recorded: 2026-05-01 10:00, received: 2026-05-01 11:00, by: okell, "
    "answer: place-markers, id: theirs, unseen: mine",
    "at: 2026-05-01 11:10, by: okell, settle: place-markers, keep: mine, reason: First",
)


def test_every_kind_of_line_is_played() -> None:
    found = played(*EVERY_VERB)
    assert [str(difference) for difference in found.differences] == []
    case, _ = found.at(moment("2026-05-02 09:00"))
    assert case.set_aside == ()


def test_a_judgement_and_an_action_belong_to_the_review_whose_time_they_bear() -> None:
    case, _ = played(*EVERY_VERB).at(moment("2026-05-01 08:00"))
    assert {one.review for rows in case.judgements.values() for one in rows} == {"first"}
    assert case.actions[0].review == "first"


def test_a_case_is_closed_and_reopened_by_its_lines() -> None:
    items = ("hand-over-risk", "sweep-intelligence", "record-outcome", "set-retention", "close-with-review")
    found = played(
        *(f"at: 2026-05-01 09:00, by: okell, answer: {item}" for item in items[1:]),
        "at: 2026-05-01 10:00, by: okell, clock: case-closed, refused: [hand-over-risk]",
        "at: 2026-05-01 10:30, by: okell, answer: hand-over-risk",
        "at: 2026-05-01 11:00, by: okell, clock: case-closed",
        "at: 2026-05-02 11:00, by: okell, reopen: New account",
    )
    assert found.differences == ()
    assert found.at(moment("2026-05-01 12:00"))[0].is_closed(moment("2026-05-01 12:00"))
    assert not found.at(moment("2026-05-03 12:00"))[0].is_closed(moment("2026-05-03 12:00"))


def test_a_time_before_the_report_is_taken_if_sure() -> None:
    before = "at: 2026-04-29 09:00, recorded: 2026-04-30 11:00, by: farrow, answer: record-crime"
    assert played(f"{before}, refused: [before, report]").differences == ()
    assert played(f"{before}, sure: true").differences == ()


def test_the_calendar_is_that_installed_last() -> None:
    found = played(
        "at: 2026-05-02 09:00, by: okell, calendar: {until: 2028-12-31}",
        head="calendar: {until: 2026-12-31}\n",
    )
    assert found.calendar_at(moment("2026-05-02 08:59")).until.year == 2026
    assert found.calendar_at(moment("2026-05-02 09:00")).until.year == 2028


def test_the_last_review_is_found_with_its_moment() -> None:
    assert last_review(played()) is None
    found = played(
        "at: 2026-05-01 08:00, by: okell, review: 24-hour", "at: 2026-05-02 08:00, by: okell, review: 72-hour"
    )
    review = last_review(found)
    assert review is not None
    held = [entry.event for entry in found.entries if isinstance(entry.event, ReviewHeld)]
    assert review == (moment("2026-05-02 08:00").astimezone(UTC), held[-1].review)


def test_the_steps_of_the_file_have_their_moments() -> None:
    found = played(CHILD)
    assert [step.line for step in found.steps] == [FIRST - 3, FIRST - 2, FIRST - 1, FIRST]
    assert found.steps[-1].at == moment("2026-04-30 10:20")


def test_after_a_line_nothing_counts_that_the_same_minute_brought_later() -> None:
    found = played(CHILD, SUSPECT)
    case, evaluation = found.after(3)
    assert [*case.subjects] == ["child-a"]
    assert evaluation.at == found.steps[4].at
    assert [*found.after(4)[0].subjects] == ["child-a", "suspect-a"]


def test_after_a_line_nothing_is_assumed_yet() -> None:
    found = played(CHILD, "at: 2026-05-03 09:00, by: farrow, note: A call", head="assume: other-items-done\n")
    step = found.steps[3]
    assert not found.entries[step.entries - 1].assumed
    assert found.entries[step.entries].assumed
    assert found.after(3)[0].last_known == step.at


def test_a_step_says_why_its_line_was_refused() -> None:
    found = played(
        "at: 2026-05-01 10:00, recorded: 2026-05-01 09:00, by: farrow, answer: record-crime, refused: ahead"
    )
    assert "ahead" in found.steps[-1].refused
    assert {step.refused for step in found.steps[:-1]} == {""}


def test_one_act_for_several_subjects_meets_the_other_items_for_each() -> None:
    found = played(
        CHILD,
        CHILD.replace("child-a", "child-b"),
        "at: 2026-05-01 09:00, by: okell, move: online-cse 1.0",
        "at: 2026-05-01 10:00, by: farrow, answer: refer-to-social-care, of: [child-a, child-b], "
        "also: [online-share-with-partners]",
    )
    event = found.entries[-1].event
    assert isinstance(event, ItemAnswered)
    assert [place.of for place in event.also] == ["child-a", "child-b"]


def test_differences_of_the_play_come_before_those_of_the_expectations() -> None:
    found = played(
        "at: 2026-05-01 09:00, by: farrow, answer: record-crime, refused: ahead",
        expect="  - {as_at: 2026-05-01 10:00, items: [{item: record-crime, state: met}]}\n",
    )
    assert [difference.about for difference in check(found)] == [
        "answer: record-crime",
        "record-crime, state",
    ]


def test_one_decision_may_be_about_limits_of_several_subjects() -> None:
    passed = (
        "at: 2026-04-30 10:20, by: farrow, add: child, as: child-a",
        "at: 2026-04-30 10:20, by: farrow, add: child, as: child-b",
        "at: 2026-04-30 10:20, by: farrow, fact: child-at-risk, is: yes",
        "at: 2026-05-02 10:20, by: okell, judge: [refer-to-social-care, record-crime],"
        " of: [child-a, child-b], as: justified",
    )
    found = played(*passed)
    assert found.differences == ()
    _, evaluation = found.at(moment("2026-05-02 11:00"))
    judged = [(one.place.item, one.place.of) for one in evaluation.places if one.judged]
    assert judged == [
        ("record-crime", None),
        ("refer-to-social-care", "child-a"),
        ("refer-to-social-care", "child-b"),
    ]
