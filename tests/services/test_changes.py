"""What changed on a case, in words: one line an entry, the newest first, nothing hidden."""

from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.cases.events import ActionId, CaseEvent, CaseId, Given, Judged, ListedAs, MovePlanned, When
from sopcheck.checklists.definition import ChecklistId, Digest, FactId, Version
from sopcheck.services.changes import changes_since, words_of_event
from sopcheck.services.views import CaseView
from tests.cases.generated_events import built
from tests.ui.case_book import CASE, new_case
from tests.world import World, place

SOME_CASE = new_case().refresh(CASE)


def newest(view: CaseView) -> str:
    return changes_since(view, None).lines[0].words


def passed(world: World) -> CaseId:
    case = world.open().id
    world.clock.forward(hours=30)
    return case


def test_an_answer_is_told_with_its_item_and_what_it_says(world: World) -> None:
    view = world.answer(world.open().id, "record-crime", reference="NV-C-1")
    assert newest(view).endswith("done; NV-C-1")
    assert changes_since(view, None).lines[0].place == place("record-crime")


def test_an_answer_for_a_subject_is_told_with_its_label(world: World) -> None:
    case = world.open().id
    child = world.add_child(case).evaluation.subjects[0].subject
    view = world.answer(case, "see-child", of=child)
    assert "· Child A, 15 ·" in newest(view)


def test_a_correction_is_told_as_one(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="1")
    now = When(world.clock.now())
    given = Given(status="done", reference="2")
    view = world.desk.casework.correct(case, place("record-crime"), given, now, reason="A slip")
    assert newest(view).startswith("Corrected · ")


def test_the_reason_for_a_passed_limit_is_told(world: World) -> None:
    case = passed(world)
    view = world.desk.casework.explain(case, place("record-crime"), "System down")
    assert newest(view).startswith("Limit explained · ")
    assert newest(view).endswith("System down")


def test_a_fact_is_told_in_the_words_of_its_checklist(world: World) -> None:
    case, fact = world.open().id, FactId("suspect-identified")
    view = world.desk.casework.set_fact(case, fact, "unknown", When(world.clock.now()))
    assert newest(view).startswith("Fact · ")
    assert newest(view).endswith("not known yet")


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("note", "Note · Called the school"),
        ("hold", "Hold placed"),
        ("describe", "Description of the case changed"),
    ],
)
def test_an_act_on_the_case_has_its_own_words(world: World, act: str, words: str) -> None:
    case = world.open().id
    casework = world.desk.casework if act == "note" else world.as_("okell").casework
    view = {
        "note": lambda: casework.note(case, "Called the school", When(world.clock.now())),
        "hold": lambda: casework.hold(case, "Inquiry"),
        "describe": lambda: casework.describe(case, operation="Bracken"),
    }[act]()
    assert newest(view) == words


def test_only_what_came_after_the_moment_is_told(world: World) -> None:
    case = world.open().id
    seen = world.clock.now()
    world.clock.forward(hours=1)
    view = world.answer(case, "record-crime", reference="1")
    assert len(changes_since(view, seen).lines) == 1
    assert changes_since(view, seen + timedelta(hours=1)).lines == ()


def test_everything_is_told_where_nobody_has_looked_before(world: World) -> None:
    view = world.open()
    lines = changes_since(view, None).lines
    assert len(lines) == len(view.case.entries)
    assert lines[-1].words == "Case opened"


def test_what_becomes_of_a_direction_and_of_a_signed_review_is_told_in_words(world: World) -> None:
    case = world.open().id
    signed = world.review(case, "24-hour")
    world.clock.forward(hours=30)
    supervision = world.desk.supervision
    review = supervision.open(case).review
    view = supervision.direct(case, review, place("record-crime"), "Today").view
    direction = view.case.directions[0].entry
    casework = world.desk.casework
    assert newest(casework.answer_direction(case, direction, "Done")) == "Direction answered · Done"
    settled = supervision.settle_direction(case, review, direction, "Seen").view
    assert newest(settled) == "Direction settled · Seen"
    added = casework.add_to_review(case, signed.review, "Seen on 5 May", reason="Misread")
    assert newest(added) == "Added to a signed review · Seen on 5 May · Misread"


def test_a_decision_on_exceptions_is_told_in_words(world: World) -> None:
    case = world.open().id
    given = Given(status="not done", reason="Later")
    world.desk.casework.answer(case, place("research-systems"), given, When(world.clock.now()))
    supervision = world.as_("okell").supervision
    review = supervision.open(case).review
    rows: dict[ListedAs, tuple[Judged, ...]] = {"not done": (Judged(place=place("research-systems")),)}
    seen = supervision.judge_rows(case, review, rows=rows, verdict="action", reason="Ask again")
    assert newest(seen.view) == "1 of “not done” judged action · Ask again"


def test_what_somebody_decides_in_a_review_is_no_change_to_that_review(world: World) -> None:
    case = passed(world)
    supervision = world.as_("okell").supervision
    opened = supervision.open(case)
    review, item = opened.review, place("record-crime")
    supervision.judge_rows(case, review, limits=(item,), rows={}, verdict="justified", reason="No system")
    supervision.direct(case, review, item, "Record it today")
    owner = opened.view.me.person
    seen = supervision.raise_action(case, review, "Ask the registrar", owner, world.clock.now().date())
    assert seen.since_me == opened.since_me
    assert seen.since_review == opened.since_review
    assert newest(seen.view) != seen.since_review.lines[0].words


def test_an_action_that_the_reviewer_finishes_in_a_review_is_no_change_to_it(world: World) -> None:
    case = passed(world)
    supervision = world.as_("okell").supervision
    first = supervision.open(case)
    owner, due = first.view.me.person, world.clock.now().date()
    for text in ("Ask the registrar", "Ring the school"):
        supervision.raise_action(case, first.review, text, owner, due)
    world.review(case, "24-hour")
    world.clock.forward(hours=1)
    before, after = (ActionId(one.action) for one in world.desk.casework.refresh(case).case.actions)
    supervision = world.as_("okell").supervision
    # Finished before the next review is begun, it is news in it; finished in it, it is not.
    supervision.finish_action(case, before, "Rung")
    opened = supervision.open(case)
    assert opened.since_review.lines[0].words == "Action complete · Rung"
    supervision.finish_action(case, after, "Asked")
    again = supervision.view(case, opened.review)
    assert again.since_review == opened.since_review


def test_a_move_that_is_planned_is_told_in_words(world: World) -> None:
    view = world.open()
    planned = MovePlanned(
        at=When(world.clock.now()),
        checklist=ChecklistId("cse-investigation"),
        version=Version("2.0"),
        digest=Digest("0" * 64),
        reason="New law",
    )
    assert words_of_event(view, planned) == "To follow cse-investigation 2.0 from the next review on"


@pytest.mark.parametrize("kind", get_args(CaseEvent))
@settings(max_examples=5)
@given(data=st.data())
def test_every_event_of_a_case_is_told_in_words_and_not_by_the_name_of_its_kind(
    kind: type[CaseEvent], data: st.DataObject
) -> None:
    said = words_of_event(SOME_CASE, data.draw(built(kind)))
    assert said
    assert kind.__name__ not in said
