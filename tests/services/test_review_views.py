"""A review as a supervisor sees it: what it may meet, its questions, and independence."""

import pytest

from sopcheck.cases.events import Discharged, Given, When
from sopcheck.checklists.definition import ItemId, KindId, ScheduleId
from sopcheck.services.views import Conclusion, ReviewView
from tests.world import World, place


def test_a_new_review_has_all_questions_open_but_those_the_program_fills(world: World) -> None:
    case = world.open().id
    seen = world.as_("okell").supervision.open(case)
    assert len(seen.questions) == 35
    filled = {state.place.item for state in seen.questions if state.status != "open"}
    assert {"review-type", "review-previous-actions"} <= filled
    assert seen.carried == {}


def test_before_anything_is_overdue_the_first_that_is_due_is_suggested(world: World) -> None:
    case = world.open().id
    seen = world.as_("okell").supervision.open(case)
    assert [one.rule for one in seen.suggested] == ["24-hour"]
    assert seen.draft.discharges == seen.suggested


def test_everything_overdue_is_suggested_at_once(world: World) -> None:
    case = world.open().id
    world.clock.forward(days=4)
    seen = world.as_("okell").supervision.open(case)
    assert [one.rule for one in seen.suggested] == ["24-hour", "72-hour"]


@pytest.mark.parametrize(("rules", "word"), [(("24-hour",), "partly"), (("72-hour",), "no"), ((), "partly")])
def test_a_reviewer_with_a_part_in_the_case_is_flagged_or_needs_an_exception(
    world: World, rules: tuple[str, ...], word: str
) -> None:
    case = world.open().id
    desk = world.as_("okell")
    world.answer(case, "record-crime", reference="1")
    seen = desk.supervision.open(case, tuple(Discharged(rule=ScheduleId(rule)) for rule in rules))
    assert (seen.independent, seen.why_not_independent) == (
        word,
        "You answered an investigator's item on this case.",
    )


def test_the_last_answers_are_carried_but_not_what_the_program_fills(world: World) -> None:
    case = world.open().id
    desk = world.as_("okell")
    review = desk.supervision.open(case).review
    desk.supervision.answer(case, review, ItemId("review-lines"), Given(status="done", text="CCTV first"))
    world.review(case, "24-hour")
    world.clock.forward(days=1)
    seen = desk.supervision.open(case)
    assert {item: answer.given.text for item, answer in seen.carried.items()} == {
        "review-lines": "CCTV first"
    }


def test_what_changed_is_told_since_the_review_and_since_you_looked(world: World) -> None:
    case = world.open().id
    world.review(case, "24-hour")
    world.clock.forward(hours=1)
    world.desk.supervision.looked(case)
    world.clock.forward(hours=1)
    world.desk.casework.note(case, "The school rang", When(world.clock.now()))
    seen = world.desk.supervision.open(case)
    assert [line.words for line in seen.since_me.lines] == ["Note · The school rang"]
    assert len(seen.since_review.lines) == 1
    assert place("record-crime") not in {line.place for line in seen.since_me.lines}


def test_who_signed_the_last_review_has_looked_at_the_case(world: World) -> None:
    case = world.open().id
    world.review(case, "24-hour")
    world.clock.forward(hours=1)
    world.desk.casework.note(case, "The school rang", When(world.clock.now()))
    assert [line.words for line in world.desk.supervision.open(case).since_me.lines] == [
        "Note · The school rang"
    ]
    assert len(world.as_("teal").supervision.open(case).since_me.lines) > 1


def test_the_type_of_a_review_is_what_it_is_meant_to_meet(world: World) -> None:
    case = world.open().id
    supervision = world.as_("okell").supervision
    seen = supervision.open(case)

    def kind(view: ReviewView) -> str:
        state = next(one for one in view.questions if one.place.item == "review-type")
        return "" if state.answer is None else state.answer.given.choice

    assert kind(seen) == "24-hour"
    supervision.keep(case, seen.review, Conclusion(reasons="Interim"))
    assert kind(supervision.view(case, seen.review)) == "unscheduled"


def test_a_review_before_a_gate_may_be_held_before_anybody_proposes_the_decision(world: World) -> None:
    case = world.open().id
    suspect = world.desk.casework.add_subject(
        case, (KindId("suspect"),), "Suspect 1", When(world.clock.now())
    ).case.subjects
    seen = world.as_("okell").supervision.open(case)
    gates = {(state.rule.id, state.of) for state in seen.due if state.rule.type == "before"}
    assert gates == {("pre-nfa", next(iter(suspect))), ("closure", None)}
