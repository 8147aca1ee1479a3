"""The desk of an unlocked person: drafts, the status line, and locking."""

import pytest

from sopcheck.errors import UnavailableError
from tests.world import World


def test_an_emptied_draft_is_forgotten(world: World) -> None:
    world.desk.drafts.keep("note", "half a sent")
    world.desk.drafts.keep("note", "")
    assert world.desk.drafts.get("note") == ""


def test_drafts_are_apart_by_their_keys(world: World) -> None:
    world.desk.drafts.keep("one", "1")
    world.desk.drafts.keep("two", "2")
    world.desk.drafts.forget("one")
    assert (world.desk.drafts.get("one"), world.desk.drafts.get("two")) == ("", "2")


def test_the_status_counts_what_nobody_elsewhere_has_seen_yet(world: World) -> None:
    before = world.desk.status()
    opened_with = world.open().case.entries
    after = world.desk.status()
    assert after.entries > before.entries
    assert after.unwitnessed == before.unwitnessed + len(opened_with)
    assert after.oldest_unwitnessed == before.oldest_unwitnessed
    assert after.notices == ()


def test_a_print_is_a_witness_of_all_that_was_recorded_before(world: World) -> None:
    case = world.open().id
    held = world.review(case, "24-hour")
    world.desk.printing.print_document("record", case, held.review, purpose="File", recipient="CPS")
    assert world.desk.status().unwitnessed == 0
    assert world.desk.status().oldest_unwitnessed is None
    world.clock.forward(hours=1)
    world.add_child(case)
    status = world.desk.status()
    assert (status.unwitnessed, status.oldest_unwitnessed) == (1, world.clock.now())


def test_after_the_lock_nothing_answers_and_a_second_lock_does_no_harm(world: World) -> None:
    world.open()
    world.desk.lock()
    with pytest.raises(UnavailableError, match="locked"):
        world.desk.casework.cases()
    world.desk.lock()


def test_who_works_here_has_the_roles_of_this_moment(world: World) -> None:
    okell = world.people["okell"]
    assert "auditor" not in world.desk.me.roles
    world.desk.people.grant(okell, "auditor", "sergeant")
    assert "auditor" in world.desk.me.roles
