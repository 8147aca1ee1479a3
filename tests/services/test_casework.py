"""Casework: what an investigator does is saved at once, explained, corrected with history, found again."""

from datetime import timedelta

import pytest

from sopcheck.cases.events import Given, When
from sopcheck.cases.refusals import ConfirmationNeededError, CorrectionNeededError
from sopcheck.cases.states import PlaceState
from sopcheck.checklists.definition import FactId
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import ACCESS
from sopcheck.services.views import CaseView
from tests.world import World, place


def state_of(view: CaseView, item: str, of: str | None = None) -> PlaceState:
    found = view.state(place(item, of))
    assert found is not None
    return found


def test_an_answer_is_there_after_the_vault_was_locked_and_opened_again(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="NV-C-26-40117")
    world.as_("okell")
    view = world.as_("farrow").casework.view(case)
    assert state_of(view, "record-crime").status == "done"


def test_an_answer_in_time_meets_its_limit_and_the_sentence_says_so(world: World) -> None:
    case = world.open().id
    view = world.answer(case, "record-crime", reference="1")
    state = state_of(view, "record-crime")
    assert state.word == "met"
    assert "24 hours" in world.desk.casework.why_limit(view, state)


def test_a_limit_passes_while_nobody_does_anything(world: World) -> None:
    case = world.open().id
    world.clock.forward(hours=30)
    assert state_of(world.desk.casework.refresh(case), "record-crime").word == "passed"


def test_the_worklist_names_what_is_passed_national_first(world: World) -> None:
    world.open()
    world.clock.forward(hours=30)
    work = world.desk.casework.worklist()
    assert work.passed[0].basis == "national"
    assert all(row.word == "passed" for row in work.passed)


def test_the_worklist_notices_what_time_alone_changed(world: World) -> None:
    world.open()
    before = len(world.desk.casework.worklist().passed)
    world.clock.forward(hours=5)
    assert len(world.desk.casework.worklist().passed) > before


def test_the_next_things_are_not_soon_and_the_soonest_stand_first(world: World) -> None:
    world.open()
    work = world.desk.casework.worklist()
    assert len(work.next) == 5
    assert {row.word for row in work.next} == {"running"}
    ends = [row.ends for row in work.next if row.ends is not None]
    assert ends == sorted(ends)
    assert {row.place for row in work.next}.isdisjoint(row.place for row in (*work.passed, *work.soon))


def test_the_worklist_says_which_limit_of_a_case_ends_next(world: World) -> None:
    case = world.open().id
    row = world.desk.casework.worklist().cases[0]
    evaluation = world.desk.casework.refresh(case).evaluation
    ends = [
        state.limit.ends
        for state in evaluation.places
        if state.status == "open" and state.applies == "yes" and state.limit and state.limit.ends
    ]
    assert row.next_limit == min(end for end in ends if end >= world.clock.now())
    assert row.next_limit_words


def test_the_cases_of_others_are_not_on_the_list_of_whoever_holds_some(world: World) -> None:
    world.open()
    other = world.as_("okell")
    assert [row.reference for row in other.casework.worklist().cases] == ["NV/CSE/26/0101"]


def test_a_case_is_evaluated_again_where_time_has_changed_it_and_no_other(world: World) -> None:
    world.open()
    assert world.desk.casework.worklist().waiting == 0
    assert world.desk.casework.catch_up() == 0


def test_viewing_a_case_is_logged_before_it_is_shown(world: World) -> None:
    case = world.open().id
    before = len(world.desk.opened.vault.ledger.entries(ACCESS))
    world.desk.casework.view(case)
    assert world.desk.opened.vault.ledger.entries(ACCESS)[before].kind == "CaseViewed"


def test_a_done_time_that_is_still_to_come_is_refused_and_nothing_changes(world: World) -> None:
    case = world.open().id
    entries = world.desk.opened.vault.ledger.count()
    ahead = When(world.clock.now() + timedelta(minutes=1))
    with pytest.raises(RefusedError, match="ahead of now"):
        world.desk.casework.answer(case, place("record-crime"), Given(status="done"), ahead)
    assert world.desk.opened.vault.ledger.count() == entries


def test_a_time_before_the_report_is_asked_about_and_taken_when_confirmed(world: World) -> None:
    case = world.open().id
    early = When(world.clock.now() - timedelta(hours=3))
    casework = world.desk.casework
    with pytest.raises(ConfirmationNeededError, match="before the report"):
        casework.answer(case, place("place-markers"), Given(status="done"), early)
    view = casework.answer(case, place("place-markers"), Given(status="done"), early, confirmed=True)
    assert state_of(view, "place-markers").status == "done"


def test_an_empty_reason_is_refused(world: World) -> None:
    case = world.open().id
    now = When(world.clock.now())
    with pytest.raises(RefusedError, match="reason"):
        world.desk.casework.answer(case, place("record-crime"), Given(status="not done", reason=" "), now)


@pytest.mark.parametrize("reference", ["NV-1\0", "two\nlines", "x" * 201])
def test_a_reference_that_cannot_be_kept_is_refused(world: World, reference: str) -> None:
    case = world.open().id
    with pytest.raises(RefusedError, match="reference"):
        world.answer(case, "record-crime", reference=reference)


@pytest.mark.parametrize("reference", ["", "NV-1\0", "two\nlines", "half of an emoji \ud83d", "x" * 201])
def test_no_case_has_a_reference_that_cannot_be_kept(world: World, reference: str) -> None:
    with pytest.raises(RefusedError, match="reference"):
        world.open(reference)
    with pytest.raises(RefusedError, match="reference"):
        world.desk.casework.find(reference)
    assert world.desk.casework.cases() == ()


def test_markup_in_a_reference_is_kept_as_it_is(world: World) -> None:
    case = world.open().id
    view = world.answer(case, "record-crime", reference="<b>&amp;1")
    answer = state_of(view, "record-crime").answer
    assert answer is not None
    assert answer.given.reference == "<b>&amp;1"


def test_a_megabyte_pasted_into_a_note_is_answered_by_a_sentence(world: World) -> None:
    case = world.open().id
    with pytest.raises(RefusedError, match="characters"):
        world.desk.casework.note(case, "x" * 1_100_000, When(world.clock.now()))


def test_an_answer_may_be_changed_freely_until_somebody_else_recorded(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="1")
    view = world.answer(case, "record-crime", reference="2")
    assert not state_of(view, "record-crime").corrected
    world.as_("okell").casework.note(case, "Looked in", When(world.clock.now()))
    with pytest.raises(CorrectionNeededError, match="Correct"):
        world.as_("farrow").casework.answer(
            case, place("record-crime"), Given(status="done", reference="3"), When(world.clock.now())
        )


def test_a_correction_keeps_the_old_answer_in_the_history(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="1")
    casework, now = world.desk.casework, When(world.clock.now())
    view = casework.correct(
        case, place("record-crime"), Given(status="done", reference="2"), now, reason="Misread"
    )
    lines = casework.history(view, place("record-crime"))
    assert [("2" in line.words, line.current) for line in lines] == [(True, True), (False, False)]
    assert "Misread" in lines[0].reason


def test_taking_back_reopens_the_item_and_stays_in_the_history(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="1")
    view = world.desk.casework.take_back(case)
    assert state_of(view, "record-crime").status == "open"
    lines = world.desk.casework.history(view, place("record-crime"))
    assert ["taken back" in line.words for line in lines] == [True]


def test_there_is_nothing_to_take_back_on_a_new_case(world: World) -> None:
    case = world.open().id
    with pytest.raises(RefusedError, match="no answer of yours"):
        world.desk.casework.take_back(case)


def test_items_for_a_child_appear_with_the_child_and_wait_without(world: World) -> None:
    view = world.open()
    assert state_of(view, "assess-needs").none_yet
    view = world.add_child(view.id)
    child = view.evaluation.subjects[0].subject
    assert state_of(view, "assess-needs", child).applies == "yes"


def test_an_item_that_may_apply_names_the_fact_that_is_not_known(world: World) -> None:
    view = world.add_child(world.open().id)
    child = view.evaluation.subjects[0].subject
    state = state_of(view, "see-child", child)
    assert state.applies == "may"
    assert "under 18" in world.desk.casework.why_asked(view, state)


def test_a_case_is_found_by_any_of_its_words(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="ZX-99")
    assert [hit.case for hit in world.desk.casework.search("heath")] == [case]
    assert [hit.case for hit in world.desk.casework.search("zx")] == [case]
    assert world.desk.casework.search("nowhere") == ()


def test_two_cases_cannot_have_one_reference(world: World) -> None:
    world.open("NV/1")
    with pytest.raises(RefusedError, match="here already"):
        world.open("nv/1")


def test_a_report_that_is_still_to_come_opens_no_case(world: World) -> None:
    with pytest.raises(RefusedError, match="ahead of now"):
        world.open(ago=timedelta(hours=-1))
    assert world.desk.casework.cases() == ()


def test_a_case_that_is_not_here_is_not_found(world: World) -> None:
    with pytest.raises(RefusedError, match="no case with that reference"):
        world.desk.casework.find("NV/0")


def test_an_explanation_keeps_when_it_was_written(world: World) -> None:
    case = world.open().id
    world.clock.forward(hours=30)
    view = world.desk.casework.explain(case, place("record-crime"), "The registrar was away")
    explained = state_of(view, "record-crime").explained
    assert explained is not None
    assert explained.written == world.clock.now()


def test_closing_is_refused_while_an_item_before_it_is_open_and_the_attempt_is_logged(world: World) -> None:
    case = world.open().id
    with pytest.raises(RefusedError):
        world.desk.casework.close(case, When(world.clock.now()), "Done")
    assert world.desk.opened.vault.ledger.entries(ACCESS)[-1].kind == "AttemptRefused"


def test_the_case_shows_who_holds_it(world: World) -> None:
    view = world.open()
    view = world.desk.casework.assign(view.id, "investigator", None, When(world.clock.now()))
    assert view.case.holder("investigator", view.read_at) is None
    assert world.as_("okell").casework.worklist().cases[0].marks == ("no investigator",)


def test_hints_suggest_and_never_block(world: World) -> None:
    assert "blame" in world.desk.casework.hints("She is streetwise")[0]


def test_one_act_may_meet_another_item(world: World) -> None:
    view = world.add_child(world.open().id)
    child = view.evaluation.subjects[0].subject
    view = world.desk.casework.set_fact(view.id, FactId("child-at-risk"), "yes", When(world.clock.now()))
    offered = world.desk.casework.same_act(view, place("refer-to-social-care", child))
    assert all(other.item != "refer-to-social-care" for other in offered)
