"""Getting in and out: creating, unlocking, several people, and what the books say of it."""

from pathlib import Path
from typing import NoReturn

import pytest

from sopcheck.bootstrap import Program
from sopcheck.cases.register.events import Role
from sopcheck.checklists.definition import Rank
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.ledger.entry import ACCESS, PersonId
from sopcheck.services.people import NewPerson
from sopcheck.vault.errors import DISK_FULL, DiskError
from sopcheck.vault.keyslots import TESTING_COSTS
from sopcheck.vault.ledger import Ledger
from sopcheck.vault.vault import OpenVault
from tests.world import PASSPHRASE, TestClock, World, no_keyring, program_in


def test_a_new_vault_has_the_six_checklists_and_its_founder(world: World) -> None:
    assert len(world.desk.library.versions()) == 6
    assert sum(row.items for row in world.desk.library.versions()) == 224
    assert world.desk.me.name == "DS Okell"


def test_a_new_vault_has_nothing_to_warn_of(tmp_path: Path) -> None:
    program = program_in(tmp_path / "vault", TestClock())
    desk = program.access.create(NewPerson(name="DS Okell", number="2117"), PASSPHRASE)
    assert desk.status().notices == ()
    desk.lock()


def test_several_people_unlock_one_vault_as_themselves(world: World) -> None:
    assert world.as_("farrow").me.rank == "constable"
    assert world.as_("teal").me.roles == ("supervisor",)


def test_a_wrong_passphrase_opens_nothing_and_is_logged_at_the_next_unlock(world: World) -> None:
    world.desk.lock()
    with pytest.raises(RefusedError, match="passphrase"):
        world.program.unlock(world.people["farrow"], "quite another thing")
    world.at_desk = ""
    kinds = [entry.kind for entry in world.as_("farrow").opened.vault.ledger.entries(ACCESS)]
    assert kinds[-2:] == ["UnlockFailed", "Unlocked"]


def test_somebody_who_is_not_of_the_vault_is_refused(world: World) -> None:
    world.desk.lock()
    with pytest.raises(RefusedError, match="no such person"):
        world.program.unlock(PersonId("nobody"), PASSPHRASE)
    world.at_desk = ""
    world.as_("okell")


def test_only_an_administrator_adds_people(world: World) -> None:
    new = NewPerson(name="DC New", number="1", roles=("investigator",))
    with pytest.raises(RefusedError, match="administrator"):
        world.as_("farrow").people.add(new, PASSPHRASE)
    assert len(world.desk.people.all()) == 3
    assert last_access(world) == "AttemptRefused"


def last_access(world: World) -> str:
    """What was last written into the access book."""
    return world.desk.opened.vault.ledger.entries(ACCESS)[-1].kind


def test_nobody_gives_or_takes_a_role_unless_they_may(world: World) -> None:
    people = world.as_("farrow").people
    with pytest.raises(RefusedError, match="administrator"):
        people.grant(world.people["farrow"], "supervisor", "inspector")
    assert last_access(world) == "AttemptRefused"
    with pytest.raises(RefusedError, match="administrator"):
        people.withdraw(world.people["teal"], "supervisor", "Why not")
    assert world.desk.me.roles == ("investigator",)


@pytest.mark.parametrize(("name", "number"), [("", "1"), ("DC New", " "), ("DC\0New", "1")])
def test_a_person_needs_a_name_and_a_number(world: World, name: str, number: str) -> None:
    with pytest.raises(RefusedError):
        world.desk.people.add(NewPerson(name=name, number=number), PASSPHRASE)


def test_a_weak_passphrase_makes_no_vault(tmp_path: Path) -> None:
    program = Program.for_folder(
        tmp_path / "vault", clock=TestClock(), keyring=no_keyring, costs=TESTING_COSTS
    )
    with pytest.raises(RefusedError):
        program.access.create(NewPerson(name="DS Okell", number="1"), "short")
    assert not program.access.exists()


def test_the_meter_says_why_a_passphrase_will_not_do(world: World) -> None:
    assert not world.program.access.strength("short").good_enough
    assert world.program.access.strength("four plain words here").good_enough


def test_without_a_key_store_the_person_is_told(world: World) -> None:
    assert "passphrase alone" in world.program.access.keyring_note()


def test_a_changed_passphrase_opens_and_the_old_one_does_not(world: World) -> None:
    world.as_("farrow").people.change_passphrase(PASSPHRASE, "another four words here")
    world.desk.lock()
    with pytest.raises(RefusedError):
        world.program.unlock(world.people["farrow"], PASSPHRASE)
    world.desk = world.program.unlock(world.people["farrow"], "another four words here")
    assert world.desk.me.name == "DC Farrow"


def test_a_changed_passphrase_that_cannot_be_noted_is_told_to_be_in_force(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ledger, "append", full_disk)
    with pytest.raises(UnavailableError, match="Your new passphrase is in force"):
        world.desk.people.change_passphrase(PASSPHRASE, "another four words here")
    monkeypatch.undo()
    world.desk.lock()
    world.desk = world.program.unlock(world.people["okell"], "another four words here")


def test_the_last_administrator_keeps_the_role(world: World) -> None:
    with pytest.raises(RefusedError, match="last administrator"):
        world.desk.people.withdraw(world.people["okell"], "administrator", "Leaving")


def test_a_role_can_be_given_and_taken(world: World) -> None:
    teal = world.people["teal"]
    world.desk.people.grant(teal, "auditor", "inspector")
    assert "auditor" in world.desk.opened.register.people[teal].roles
    world.desk.people.withdraw(teal, "auditor", "No longer needed")
    assert "auditor" not in world.desk.opened.register.people[teal].roles


def roles_of(world: World, who: str) -> tuple[set[Role], Rank | None]:
    person = world.desk.opened.register.people[world.people[who]]
    return set(person.roles), person.rank


def test_roles_and_rank_are_changed_together(world: World) -> None:
    wanted: tuple[Role, ...] = ("supervisor", "auditor")
    world.desk.people.change_roles(world.people["farrow"], wanted, "sergeant", "Promoted")
    assert roles_of(world, "farrow") == (set(wanted), "sergeant")


def test_a_rank_alone_is_changed(world: World) -> None:
    before, _ = roles_of(world, "farrow")
    world.desk.people.change_roles(world.people["farrow"], tuple(before), "sergeant", "")
    assert roles_of(world, "farrow") == (before, "sergeant")


def test_an_administrator_may_step_down_once_there_is_another(world: World) -> None:
    okell, teal = world.people["okell"], world.people["teal"]
    world.desk.people.change_roles(teal, ("administrator",), "inspector", "Takes over")
    world.desk.people.change_roles(okell, ("investigator",), "sergeant", "Steps down")
    assert roles_of(world, "okell") == ({"investigator"}, "sergeant")
    assert world.desk.assurance.verify().problems == ()


@pytest.mark.parametrize(
    ("who", "roles", "rank", "why", "sentence"),
    [
        ("farrow", ("investigator",), "constable", "", "Nothing would change"),
        ("farrow", ("supervisor",), "constable", " ", "reason"),
        ("okell", ("supervisor",), "sergeant", "Leaves", "last administrator"),
    ],
)
def test_roles_that_cannot_be_changed_so_stay_as_they_were(
    world: World, who: str, roles: tuple[Role, ...], rank: Rank, why: str, sentence: str
) -> None:
    before = roles_of(world, who)
    with pytest.raises(RefusedError, match=sentence):
        world.desk.people.change_roles(world.people[who], roles, rank, why)
    assert roles_of(world, who) == before


def test_only_an_administrator_changes_roles(world: World) -> None:
    with pytest.raises(RefusedError, match="administrator"):
        world.as_("farrow").people.change_roles(world.people["farrow"], ("administrator",), None, "Mine")
    assert last_access(world) == "AttemptRefused"


def test_half_typed_text_survives_a_lock_and_is_private(world: World) -> None:
    world.as_("farrow").drafts.keep("note", "half a sent")
    assert world.as_("okell").drafts.get("note") == ""
    assert world.as_("farrow").drafts.get("note") == "half a sent"
    world.desk.drafts.forget("note")
    assert world.desk.drafts.get("note") == ""


def test_a_vault_killed_before_it_was_founded_is_founded_at_the_first_unlock(tmp_path: Path) -> None:
    program = Program.for_folder(
        tmp_path / "vault", clock=TestClock(), keyring=no_keyring, costs=TESTING_COSTS
    )
    person = PersonId("p1")
    program.place.create(person=person, label="2117", passphrase=PASSPHRASE, begin=OpenVault.close)
    desk = program.unlock(person, PASSPHRASE)
    assert desk.me.name == "2117"
    assert "administrator" in desk.me.roles
    desk.lock()


def full_disk(*_: object, **__: object) -> NoReturn:
    """Nothing can be appended."""
    raise DiskError(DISK_FULL)


def test_an_unlock_that_cannot_be_noted_opens_nothing_and_the_next_one_does(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.desk.lock()
    monkeypatch.setattr(Ledger, "append", full_disk)
    for _ in range(2):
        with pytest.raises(UnavailableError, match=r"noted in the access book first.* The disk is full"):
            world.program.unlock(world.people["okell"], PASSPHRASE)
    monkeypatch.undo()
    world.desk = world.program.unlock(world.people["okell"], PASSPHRASE)


def test_a_person_who_cannot_be_enrolled_is_not_added_and_then_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = NewPerson(name="DC New", number="1", label="new", roles=("investigator",))
    monkeypatch.setattr(Ledger, "append", full_disk)
    with pytest.raises(UnavailableError, match="disk is full"):
        world.desk.people.add(new, PASSPHRASE)
    assert "new" not in {label.label for label in world.program.access.people()}
    monkeypatch.undo()
    assert world.desk.people.add(new, PASSPHRASE).name == "DC New"


def test_a_slot_left_behind_by_a_kill_keeps_nobody_from_being_added(world: World) -> None:
    world.desk.opened.vault.slots.add(person=PersonId("left"), label="new", passphrase=PASSPHRASE)
    added = world.desk.people.add(NewPerson(name="DC New", number="1", label="new"), PASSPHRASE)
    assert [label.person for label in world.program.access.people()][-1] == added.person


def test_a_vault_that_cannot_be_founded_is_not_made_and_then_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, founder = program_in(tmp_path / "vault", TestClock()), NewPerson(name="DS Okell", number="1")
    monkeypatch.setattr(Ledger, "append", full_disk)
    with pytest.raises(UnavailableError, match="disk is full"):
        program.access.create(founder, PASSPHRASE)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    program.access.create(founder, PASSPHRASE).lock()


def test_two_people_cannot_have_one_collar_number_and_no_slot_is_made(world: World) -> None:
    with pytest.raises(RefusedError, match="enrolled under this number"):
        world.desk.people.add(NewPerson(name="DC Twin", number="4402", label="twin"), PASSPHRASE)
    assert "twin" not in {label.label for label in world.program.access.people()}
