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


def test_the_status_says_that_nobody_elsewhere_has_seen_an_entry_yet(world: World) -> None:
    before = world.desk.status()
    world.open()
    after = world.desk.status()
    assert after.entries > before.entries
    assert after.unwitnessed == after.entries
    assert after.notices == ()


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
