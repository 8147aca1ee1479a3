"""Publishing at the desk: what is not here, what has problems, and another content under one version."""

import pytest

from sopcheck.cases.refusals import RoleRefusedError
from sopcheck.cases.register.decisions import Approval
from sopcheck.checklists.definition import Version
from sopcheck.checklists.packs import shipped
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import ACCESS, REGISTER
from tests.world import MAIN, World

NEXT = shipped()[0].yaml.replace(b'version: "1.0"', b'version: "1.1"')


def written(world: World) -> int:
    """How many entries the register has."""
    return len(world.desk.opened.vault.ledger.entries(REGISTER))


def test_a_file_is_installed_and_proposed_in_one_go(world: World) -> None:
    before = written(world)
    row = world.desk.publishing.propose(NEXT, "next.yaml", reason="The board asked for it.")
    assert (row.version, row.status, row.proposal) == ("1.1", "proposed", "The board asked for it.")
    assert written(world) == before + 2


def test_a_version_that_is_here_already_is_not_installed_again(world: World) -> None:
    before = written(world)
    row = world.desk.publishing.propose_version(MAIN, Version("1.0"), reason="The force follows it.")
    assert row.status == "proposed"
    assert written(world) == before + 1


def test_a_version_that_is_not_here_cannot_be_proposed(world: World) -> None:
    with pytest.raises(RefusedError, match="does not have that checklist version"):
        world.desk.publishing.propose_version(MAIN, Version("9.9"), reason="Better.")


def test_another_content_under_a_version_that_is_here_is_refused(world: World) -> None:
    world.desk.publishing.propose(NEXT, "next.yaml", reason="The board asked for it.")
    before = written(world)
    other = NEXT.replace(b"CSE investigation SOP", b"CSE investigation SOP, other")
    with pytest.raises(RefusedError, match=r"Another content is here as cse-investigation 1\.1"):
        world.desk.publishing.propose(other, "next.yaml", reason="Better still.")
    assert written(world) == before


def test_what_has_problems_is_not_proposed_and_leaves_nothing_behind(world: World) -> None:
    before = written(world)
    wrong = NEXT.replace(b"applies_when: third-party-material", b"applies_when: third-party-materail", 1)
    with pytest.raises(RefusedError, match=r"This version has problems, 1 in all\. Put them right first"):
        world.desk.publishing.propose(wrong, "next.yaml", reason="The board asked for it.")
    assert written(world) == before


def test_who_proposed_a_version_does_not_approve_it(world: World) -> None:
    row = world.desk.publishing.propose(NEXT, "next.yaml", reason="The board asked for it.")
    given = Approval(effective_from=world.desk.publishing.today(), reason="Read.", authority="ACC Hale")
    with pytest.raises(RefusedError, match="proposed"):
        world.desk.publishing.approve(MAIN, row.version, given)
    assert world.desk.opened.vault.ledger.entries(ACCESS)[-1].kind == "AttemptRefused"


def test_an_investigator_proposes_nothing_and_the_attempt_is_noted(world: World) -> None:
    desk, before = world.as_("farrow"), written(world)
    with pytest.raises(RoleRefusedError, match="SOP owner"):
        desk.publishing.propose(NEXT, "next.yaml", reason="Better.")
    assert written(world) == before
    assert desk.opened.vault.ledger.entries(ACCESS)[-1].kind == "AttemptRefused"


def test_the_version_in_force_is_that_of_the_day(world: World) -> None:
    found = world.desk.publishing.in_force(MAIN)
    assert found is not None
    assert found.version == "1.0"
