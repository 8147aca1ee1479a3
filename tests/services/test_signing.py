"""What is shown is what is signed; once signed it stays, whatever is recorded, and is only added to."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sopcheck.cases.access_events import AttemptRefused
from sopcheck.cases.events import CaseId, Discharged, ReviewId, When
from sopcheck.checklists.definition import FactId, ScheduleId
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import ACCESS
from sopcheck.services.signing import Shown
from sopcheck.services.views import CaseView, Conclusion
from tests.world import World, place

FIRST = (Discharged(rule=ScheduleId("24-hour")),)
SOUND = Conclusion(outcome="on track", reasons="Sound plan", discharges=FIRST)


def shown(world: World, conclusion: Conclusion = SOUND) -> Shown:
    """A record that DS Okell has been shown, to be signed."""
    case = world.open().id
    supervision = world.as_("okell").supervision
    return supervision.show_to_sign(case, supervision.open(case, FIRST).review, conclusion)


def test_the_record_that_was_shown_is_the_one_that_is_kept(world: World) -> None:
    asked = shown(world)
    signed = world.desk.supervision.sign_shown(asked)
    kept = world.desk.opened.vault.snapshots.get(signed.review)
    assert kept is not None
    assert (kept.digest, signed.code) == (asked.frozen.digest, asked.frozen.code)
    assert asked.pdf.startswith(b"%PDF")


def test_the_review_was_held_when_its_record_was_shown(world: World) -> None:
    asked = shown(world)
    world.clock.forward(minutes=30)
    signed = world.desk.supervision.sign_shown(asked)
    held = signed.view.case.held_reviews[0]
    assert (held.at, held.recorded) == (asked.held.at.at, world.clock.now())


def test_what_was_shown_more_than_half_an_hour_ago_is_shown_again_first(world: World) -> None:
    asked = shown(world)
    world.clock.forward(minutes=30, seconds=1)
    with pytest.raises(RefusedError, match="more than 30 minutes ago"):
        world.desk.supervision.sign_shown(asked)
    assert world.desk.casework.refresh(asked.case).case.held_reviews == ()


def test_a_record_that_the_case_has_outrun_is_not_signed(world: World) -> None:
    asked = shown(world)
    world.desk.casework.note(asked.case, "The school rang", When(world.clock.now()))
    with pytest.raises(RefusedError, match="has changed since this record was shown"):
        world.desk.supervision.sign_shown(asked)
    assert world.desk.opened.vault.snapshots.get(asked.held.review) is None


def test_a_record_is_signed_once(world: World) -> None:
    asked = shown(world)
    world.desk.supervision.sign_shown(asked)
    with pytest.raises(RefusedError, match="has changed"):
        world.desk.supervision.sign_shown(asked)


def test_a_review_above_the_rank_is_refused_before_it_is_shown_and_the_attempt_is_noted(
    world: World,
) -> None:
    senior = replace(SOUND, discharges=(Discharged(rule=ScheduleId("3-month")),))
    with pytest.raises(RefusedError, match="inspector"):
        shown(world, senior)
    kinds = [entry.kind for entry in world.desk.opened.vault.ledger.entries(ACCESS)]
    assert kinds[-1] == AttemptRefused.__name__


def test_half_written_words_are_gone_once_they_are_signed(world: World) -> None:
    asked = shown(world)
    world.desk.supervision.keep(asked.case, asked.held.review, SOUND)
    world.desk.supervision.sign_shown(asked)
    assert world.desk.supervision.view(asked.case, asked.held.review).draft.reasons == ""


def test_an_addendum_stands_beside_the_record_that_stays(world: World) -> None:
    asked = shown(world)
    signed = world.desk.supervision.sign_shown(asked)
    before = world.desk.opened.vault.snapshots.get(signed.review)
    view = world.desk.casework.add_to_review(
        signed.view.id, signed.review, "The child was seen on 5 May", reason="Misread the notebook"
    )
    assert [one.text for one in view.case.addenda] == ["The child was seen on 5 May"]
    assert world.desk.opened.vault.snapshots.get(signed.review) == before


Act = str
ACTS = ("answer", "fact", "note", "child", "assign", "addendum", "review", "action", "close", "wait")


def do(world: World, case: CaseId, act: Act, review: ReviewId) -> CaseView | None:
    """Somebody does something on a case; some of it is refused, as in life."""
    now, desk = When(world.clock.now()), world.desk
    match act:
        case "answer":
            return world.answer(case, "research-systems", reference=str(len(str(now))))
        case "fact":
            return desk.casework.set_fact(case, FactId("network-suspected"), "yes", now)
        case "note":
            return desk.casework.note(case, "The school rang", now)
        case "child":
            return world.add_child(case)
        case "assign":
            return desk.casework.assign(case, "investigator", world.people["farrow"], now)
        case "addendum":
            return desk.casework.add_to_review(case, review, "More", reason="Later")
        case "review":
            return world.review(case).view
        case "action":
            desk.supervision.direct(case, review, place("record-crime"), "Today")
        case "close":
            return desk.casework.close(case, now, "Done")
        case _:
            world.clock.forward(days=9)
    return None


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(ACTS), min_size=1, max_size=6))
def test_no_later_entry_changes_a_byte_of_what_was_signed_nor_of_what_it_shows(
    world: World, acts: list[Act]
) -> None:
    case = world.open(f"NV/{len(world.as_('farrow').casework.cases())}").id
    signed = world.review(case, "24-hour")
    before = world.desk.opened.vault.snapshots.get(signed.review)
    seen = world.desk.printing.show(case, signed.review)
    moment = world.clock.now()
    for act in acts:
        try:
            do(world, case, act, signed.review)
        except RefusedError:
            continue
    assert world.desk.opened.vault.snapshots.get(signed.review) == before
    world.clock.moment = moment
    assert world.desk.printing.show(case, signed.review) == seen
    world.clock.forward(days=60)
