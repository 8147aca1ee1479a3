"""Evaluating again: the same as evaluating anew, whatever was recorded in between."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.evaluator import Evaluator
from sopcheck.cases.events import (
    CaseReopened,
    EntryWithdrawn,
    GradeChanged,
    LimitExplained,
    LimitExtended,
    LimitJudged,
    SubjectId,
)
from sopcheck.checklists import packs
from sopcheck.checklists.definition import ChecklistId, GradeId
from sopcheck.checklists.reader import read
from tests.cases.book import CALENDAR, REPORT, Book, place, utc, when

CSE, ONLINE, VICTIM = (ChecklistId(name) for name in ("cse-investigation", "online-cse", "victim-engagement"))
FOLLOWED = tuple(
    one
    for one in (read(source.yaml, name=source.file).checklist for source in packs.shipped())
    if one.checklist in (CSE, ONLINE, VICTIM)
)
CHOICES = {"online-assess-risk": "medium", "decide-bail": "bail", "assess-immediate-risk": "immediate"}
ANSWERED = {
    "record-crime": (CSE, ""),
    "allocate-investigator": (CSE, ""),
    "assess-immediate-risk": (CSE, ""),
    "sweep-intelligence": (CSE, ""),
    "refer-to-social-care": (CSE, "child"),
    "hold-strategy-discussion": (CSE, "child"),
    "decide-bail": (CSE, "suspect"),
    "online-assess-risk": (ONLINE, ""),
    "online-act-high": (ONLINE, ""),
    "contact-regular-update": (VICTIM, "child"),
    "contact-tell-events": (VICTIM, "event"),
}
DONE = st.sampled_from(["done", "done", "not done", "not applicable"])
STEP = st.one_of(
    st.tuples(st.just("answer"), st.sampled_from(sorted(ANSWERED)), DONE),
    st.tuples(
        st.just("fact"),
        st.sampled_from(["iioc-suspected", "arrest-made", "child-at-risk", "cross-border"]),
        st.sampled_from(["yes", "no"]),
    ),
    st.tuples(
        st.just("clock"),
        st.sampled_from(["suspect-released", "cross-border-identified", "report-received", "case-closed"]),
        st.just(""),
    ),
    st.tuples(
        st.sampled_from(
            ["subject", "regrade", "extend", "explain", "review", "withdraw", "reopen", "wait", "ahead"]
        ),
        st.just(""),
        st.just(""),
    ),
)


def begun() -> Book:
    made = Book(*FOLLOWED)
    for name, kinds in (("child", ("child", "victim")), ("suspect", ("suspect",))):
        made.subject(name, REPORT, *kinds)
    made.subject("event", "2026-05-05 10:00", "suspect-event", of="suspect")
    return made


def record(made: Book, at: str, what: str, name: str, value: str) -> None:
    """Record one step."""
    if what == "answer":
        checklist, of = ANSWERED[name]
        subjects = (of,) if of else ()
        made.answer(name, at, *subjects, status=value, choice=CHOICES.get(name, ""), checklist=checklist)
    elif what in ("fact", "clock"):
        _ = made.fact(name, at, value) if what == "fact" else made.clock(name, at)
    elif what == "ahead":
        made.fact("online-element", str((utc(at) + timedelta(hours=30)).isoformat()), recorded=at)
    elif what == "subject":
        made.subject(f"child-{len(made.entries)}", at, "child")
    elif what == "regrade":
        made.add(GradeChanged(at=when(at), grade=GradeId("online-risk"), choice="high"))
    elif what == "withdraw":
        made.add(EntryWithdrawn(at=when(at), entry=made.entries[-1].entry, reason="x"))
    elif what == "reopen":
        made.add(CaseReopened(at=when(at), why="x"))
    elif what == "review":
        made.review(at, "24-hour")
    elif what in ("extend", "explain"):
        say(made, at, what)


def say(made: Book, at: str, what: str) -> None:
    """Say something about a limit."""
    crime = place("record-crime", checklist_id=CSE)
    if what == "extend":
        until = when((utc(at) + timedelta(days=3)).isoformat())
        made.add(LimitExtended(at=when(at), place=crime, until=until, reason="x"))
    else:
        made.add(LimitExplained(at=when(at), place=crime, reason="x"))
        made.add(LimitJudged(at=when(at), places=(crime,), verdict="justified"), by="okell")


@settings(max_examples=30)
@given(st.lists(st.tuples(STEP, st.integers(1, 20 * 60)), min_size=1, max_size=8))
def test_evaluating_again_is_the_same_as_evaluating_anew(
    steps: list[tuple[tuple[str, str, str], int]],
) -> None:
    made, at = begun(), utc("2026-05-05 10:00")
    evaluator = Evaluator(made.definitions, CALENDAR)
    evaluator.evaluate(made.case(), at)
    for (what, name, value), later in steps:
        at += timedelta(minutes=later)
        record(made, at.isoformat(), what, name, value)
        case = made.case()
        moment = max(at, case.last_known or at)
        assert evaluator.evaluate(case, moment) == evaluate(case, made.definitions, CALENDAR, moment)


def test_all_but_what_was_answered_and_what_has_passed_is_taken_over() -> None:
    made = begun()
    evaluator = Evaluator(made.definitions, CALENDAR)
    before = evaluator.evaluate(made.case(), utc("2026-05-05 10:00"))
    made.answer("record-crime", "2026-05-05 10:10", checklist=CSE)
    after = evaluator.evaluate(made.case(), utc("2026-05-05 10:10"))
    made_anew = [new for old, new in zip(before.places, after.places, strict=True) if old is not new]
    assert [state.place.item for state in made_anew] == ["assess-immediate-risk", "record-crime"]


def test_an_evaluation_of_an_earlier_moment_is_made_anew() -> None:
    made = begun()
    made.answer("record-crime", "2026-05-05 10:10", checklist=CSE)
    evaluator = Evaluator(made.definitions, CALENDAR)
    evaluator.evaluate(made.case(), utc("2026-05-06 10:00"))
    early = utc("2026-05-05 10:05")
    assert evaluator.evaluate(made.case(), early) == evaluate(made.case(), made.definitions, CALENDAR, early)


def test_a_subject_that_joins_brings_its_places() -> None:
    made = begun()
    evaluator = Evaluator(made.definitions, CALENDAR)
    before = len(evaluator.evaluate(made.case(), utc("2026-05-05 10:00")).places)
    made.subject("second", "2026-05-05 11:00", "suspect")
    places = evaluator.evaluate(made.case(), utc("2026-05-05 11:00")).places
    assert len(places) > before
    assert SubjectId("second") in {state.place.of for state in places}
