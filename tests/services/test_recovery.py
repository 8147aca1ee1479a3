"""A forgotten passphrase or a lost key store ends nobody's work; every recovery is signed and noted."""

import os
from pathlib import Path

import pytest

from sopcheck.cases import codec
from sopcheck.cases.access_events import RecoveryRehearsed, VaultRecovered
from sopcheck.cases.register.events import PersonEnrolled
from sopcheck.cases.register.recovery_sheet import RecoverySheet
from sopcheck.crypto.cost import TESTING
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.ledger.entry import ACCESS, REGISTER, Book, PersonId
from sopcheck.services.people import NewPerson
from sopcheck.services.ways_in import CustodianKeys, NewWayIn, SheetCode
from sopcheck.vault.custodian import make_custodian
from sopcheck.vault.errors import DISK_FULL, DiskError, WrongPassphraseError
from sopcheck.vault.ledger import Ledger
from tests.world import PASSPHRASE, TestClock, World, program_in

NEW = "another four words here"


def sheet_of(world: World) -> RecoverySheet:
    """A new sheet, made by DS Okell."""
    return world.as_("okell").recovery.make_sheet()


def last(world: World, book: Book) -> object:
    entry = world.desk.opened.vault.ledger.entries(book)[-1]
    return codec.decode(entry.kind, entry.version, entry.body)


def recover(world: World, code: str, who: str = "farrow", passphrase: str = NEW) -> None:
    world.desk.lock()
    world.program.access.recover(NewWayIn(SheetCode(code), world.people[who], passphrase))


def unlocked(world: World, who: str, passphrase: str = PASSPHRASE) -> World:
    world.desk = world.program.unlock(world.people[who], passphrase)
    world.at_desk = who
    return world


def test_a_recovered_person_has_the_new_passphrase_the_old_roles_and_a_good_signature(world: World) -> None:
    view = world.open()
    code = sheet_of(world).code
    recover(world, code)
    unlocked(world, "farrow", NEW)
    assert world.desk.me.roles == ("investigator",)
    world.desk.casework.note(view.id, "Back at work", world.desk.opened.register.at())
    assert world.desk.assurance.verify().problems == ()


def test_the_old_passphrase_opens_nothing_any_more(world: World) -> None:
    recover(world, sheet_of(world).code)
    with pytest.raises(WrongPassphraseError):
        unlocked(world, "farrow")
    unlocked(world, "okell")


def test_a_recovery_stands_in_the_register_and_in_the_access_book_signed_by_the_sheet(world: World) -> None:
    recover(world, sheet_of(world).code)
    unlocked(world, "okell")
    (way,) = world.desk.opened.register.register.ways_back.values()
    found = {
        type(codec.decode(entry.kind, entry.version, entry.body)): entry.by
        for book in (REGISTER, ACCESS)
        for entry in world.desk.opened.vault.ledger.entries(book)
    }
    assert (found[PersonEnrolled], found[VaultRecovered]) == (way, way)


@pytest.mark.parametrize(
    ("who", "passphrase", "says"), [("farrow", "short", "too short"), ("eve", NEW, "no such")]
)
def test_a_recovery_that_cannot_be_changes_nobody(world: World, who: str, passphrase: str, says: str) -> None:
    code = sheet_of(world).code
    world.people["eve"] = PersonId("eve")
    with pytest.raises(RefusedError, match=says):
        recover(world, code, who, passphrase)
    unlocked(world, "farrow")


def test_a_recovery_that_cannot_be_noted_does_not_happen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = sheet_of(world).code
    world.desk.lock()
    append, left = Ledger.append, 2

    def full_after_two(*args: object, **more: object) -> object:
        nonlocal left
        left -= 1
        if left < 0:
            raise DiskError(DISK_FULL)
        return append(*args, **more)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(Ledger, "append", full_after_two)
    with pytest.raises(UnavailableError, match="noted in the access book first"):
        world.program.access.recover(NewWayIn(SheetCode(code), world.people["farrow"], NEW))
    monkeypatch.undo()
    unlocked(world, "farrow")


def test_the_sheet_before_recovers_nobody(world: World) -> None:
    old = sheet_of(world).code
    sheet_of(world)
    with pytest.raises(RefusedError, match="newer sheet has taken its place"):
        recover(world, old)


def test_only_an_administrator_makes_a_sheet_and_the_attempt_is_noted(world: World) -> None:
    with pytest.raises(RefusedError, match="administrator"):
        world.as_("farrow").recovery.make_sheet()
    assert type(last(world, ACCESS)).__name__ == "AttemptRefused"


def test_a_rehearsal_is_noted_with_its_time_and_recovers_nobody(world: World) -> None:
    sheet = sheet_of(world)
    assert world.desk.recovery.ways()[0].rehearsed is None
    world.clock.forward(hours=1)
    assert world.desk.recovery.rehearse(sheet.code) == sheet.number
    (row,) = world.desk.recovery.ways()
    assert (row.form, row.number, row.rehearsed) == ("sheet", sheet.number, world.clock.now())
    assert isinstance(last(world, ACCESS), RecoveryRehearsed)
    world.as_("farrow")


def test_a_proof_is_of_the_sheet_that_was_proved(world: World) -> None:
    world.desk.recovery.rehearse(sheet_of(world).code)
    world.clock.forward(hours=1)
    sheet_of(world)
    assert [row.rehearsed for row in world.desk.recovery.ways()] == [None]


def test_a_mistyped_rehearsal_is_no_proof(world: World) -> None:
    sheet = sheet_of(world)
    with pytest.raises(RefusedError):
        world.desk.recovery.rehearse(sheet.code[:-1])
    assert world.desk.recovery.ways()[0].rehearsed is None


def test_a_new_vault_has_a_sheet_that_is_told_once(tmp_path: Path) -> None:
    program = program_in(tmp_path / "vault", TestClock())
    desk = program.access.create(NewPerson(name="DS Okell", number="2117"), PASSPHRASE)
    person, sheet = desk.me.person, desk.recovery.take_first()
    assert sheet is not None
    assert desk.recovery.take_first() is None
    assert [way.number for way in desk.recovery.ways()] == [sheet.number]
    assert desk.recovery.printed(sheet).startswith(b"%PDF")
    desk.lock()
    program.access.recover(NewWayIn(SheetCode(sheet.code), person, NEW))
    program.unlock(person, NEW).lock()


def test_a_vault_of_a_force_is_recovered_by_both_custodians(tmp_path: Path) -> None:
    files = [make_custodian(PASSPHRASE, os.urandom, TESTING) for _ in range(2)]
    program = program_in(tmp_path / "vault", TestClock())
    first, second = (public for _, public in files)
    desk = program.access.create(NewPerson(name="DS Okell", number="2117"), PASSPHRASE, (first, second))
    person = desk.me.person
    assert [way.form for way in desk.recovery.ways()] == ["force"]
    assert desk.recovery.take_first() is None
    desk.lock()
    keys = tuple((content, PASSPHRASE) for content, _ in files)
    program.access.recover(NewWayIn(CustodianKeys(keys), person, NEW))
    program.unlock(person, NEW).lock()


def test_both_custodians_are_named_rehearsed_and_told(world: World) -> None:
    recovery = world.desk.recovery
    made = [recovery.new_custodian(PASSPHRASE) for _ in range(2)]
    (first, one), (second, other) = made
    number = recovery.make_force((one, other))
    (way,) = (row for row in recovery.ways() if row.form == "force")
    assert (way.number, way.custodians, way.rehearsed) == (number, (one, other), None)
    world.clock.forward(hours=1)
    assert recovery.rehearse_force(CustodianKeys(((second, PASSPHRASE), (first, PASSPHRASE)))) == number
    (way,) = (row for row in recovery.ways() if row.form == "force")
    assert way.rehearsed == world.clock.now()
    assert isinstance(last(world, ACCESS), RecoveryRehearsed)


def test_a_rehearsal_of_custodians_proves_no_sheet(world: World) -> None:
    sheet_of(world)
    recovery = world.desk.recovery
    (first, one), (second, other) = (recovery.new_custodian(PASSPHRASE) for _ in range(2))
    recovery.make_force((one, other))
    recovery.rehearse_force(CustodianKeys(((first, PASSPHRASE), (second, PASSPHRASE))))
    assert [(row.form, row.rehearsed is None) for row in recovery.ways()] == [
        ("sheet", True),
        ("force", False),
    ]


@pytest.mark.parametrize(
    ("keys", "says"), [(("ab" * 32,) * 2, "keys of two"), (("ab", "cd" * 32), "64 digits")]
)
def test_keys_that_are_mistyped_name_no_custodians(world: World, keys: tuple[str, str], says: str) -> None:
    with pytest.raises(RefusedError, match=says):
        world.desk.recovery.make_force(keys)
    assert [way.form for way in world.desk.recovery.ways()] == ["sheet"]


def test_only_an_administrator_names_custodians(world: World) -> None:
    with pytest.raises(RefusedError, match="administrator"):
        world.as_("farrow").recovery.make_force(("ab" * 32, "cd" * 32))


def test_a_way_back_that_the_register_does_not_know_is_not_offered(world: World) -> None:
    sheet_of(world)
    vault = world.desk.opened.vault
    vault.ways_back.make_sheet(enter=lambda *_: None)
    assert world.desk.recovery.ways() == ()


def test_the_code_prints_nowhere_by_itself(world: World) -> None:
    sheet = sheet_of(world)
    assert sheet.groups[0] not in repr(sheet)
