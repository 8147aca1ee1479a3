"""Who is removed opens nothing that is written afterwards; who stays notices nothing."""

import json
from pathlib import Path

import pytest

from sopcheck import canonical
from sopcheck.crypto.sealing import SealingKey
from sopcheck.ledger.entry import PersonId
from sopcheck.vault import keyfile, keyslots, switching
from sopcheck.vault.errors import DiskError, VaultClosedError, VaultDamagedError, WrongPassphraseError
from sopcheck.vault.folder import Folder
from sopcheck.vault.labels import read_files
from sopcheck.vault.opening import by_passphrase, unlock
from sopcheck.vault.rekeying import NotCertifiedError
from sopcheck.vault.vault import OpenVault
from tests.vault.test_ways_back import CUSTODIANS, FIRST, SECOND, by_code, by_custodians, make_sheet
from tests.vault.vaults import (
    ANN,
    BEN,
    BOOK,
    NOW,
    OTHER,
    PASSPHRASE,
    THIS,
    contents,
    copy_of,
    enter,
    fill,
    slot_of,
    spec_of,
)

CEE = PersonId("cee")
Known = dict[PersonId, list[bytes]]


def with_three(vault: OpenVault) -> Known:
    known = {ANN: [vault.public_key]}
    for person, label in ((BEN, "5678"), (CEE, "9999")):
        known[person] = [vault.slots.add(person=person, label=label, passphrase=OTHER)]
    return known


@pytest.fixture
def removed(folder: Path) -> Path:
    """A vault from which BEN was removed."""
    with enter(folder) as vault:
        known = with_three(vault)
        fill(vault, 5)
        vault.rekeying.change(known, without=BEN)
    return folder


def test_who_stays_unlocks_with_the_same_passphrase_and_finds_everything(removed: Path) -> None:
    for person, passphrase in ((ANN, PASSPHRASE), (CEE, OTHER)):
        with enter(removed, person=person, passphrase=passphrase) as vault:
            assert len(vault.ledger.entries(BOOK)) == 5
            assert vault.notices == ()


def test_who_was_removed_has_no_slot(removed: Path) -> None:
    with pytest.raises(StopIteration):
        slot_of(removed, BEN)
    assert [slot.person for slot in read_files(Folder(removed)).best().slots] == [ANN, CEE]


def test_an_old_key_file_put_back_opens_nothing_for_who_was_removed(folder: Path, tmp_path: Path) -> None:
    with enter(folder) as vault:
        known = with_three(vault)
        old = (folder / "vault.keys").read_bytes()
        slot = slot_of(folder, BEN)
        vault.rekeying.change(known, without=BEN)
    for name in ("vault.keys", "vault.keys.prev"):
        (folder / name).write_bytes(old)
    with pytest.raises(VaultDamagedError, match="do not belong together"):
        unlock(folder, by_passphrase(slot, OTHER, None), keyring=None, now=NOW, machine=THIS)


def test_no_key_file_that_is_left_has_the_slot_of_who_was_removed(removed: Path) -> None:
    held = [(removed / name).read_bytes() for name in ("vault.keys", "vault.keys.prev")]
    assert held[0] == held[1]
    assert b'"5678"' not in held[0]


def test_the_database_is_encrypted_anew(folder: Path) -> None:
    with enter(folder) as vault:
        fill(vault, 3)
        known = {ANN: [vault.public_key]}
    before, spec = (folder / "vault.db").read_bytes(), spec_of(folder)
    with enter(folder) as vault:
        vault.rekeying.change(known)
    after = (folder / "vault.db").read_bytes()
    pages = [
        (before[at : at + 16], after[at : at + 16]) for at in range(0, min(len(before), len(after)), 4096)
    ]
    assert all(old != new for old, new in pages)
    assert spec_of(folder).pragma() != spec.pragma()


def test_sheets_and_custodians_open_it_afterwards(folder: Path) -> None:
    entered: dict[str, bytes] = {}
    with enter(folder) as vault:
        code = make_sheet(vault, entered)
        vault.ways_back.make_force(CUSTODIANS, enter=lambda way, key: entered.update({way.person: key}))
        known: Known = {ANN: [vault.public_key]}
        vault.rekeying.change(known | {PersonId(one): [key] for one, key in entered.items()})
    by_code(folder, code).close()
    by_custodians(folder, FIRST, SECOND).close()


def test_it_can_be_changed_again_and_again_and_passphrases_and_people_after_it(folder: Path) -> None:
    with enter(folder) as vault:
        known = with_three(vault)
        vault.rekeying.change(known, without=BEN)
    with enter(folder, person=CEE, passphrase=OTHER) as vault:
        vault.slots.change_passphrase(old=OTHER, new=PASSPHRASE)
        known[BEN] = [vault.slots.add(person=BEN, label="5678", passphrase=OTHER)]
        vault.rekeying.change(known)
    for person, passphrase in ((ANN, PASSPHRASE), (BEN, OTHER), (CEE, PASSPHRASE)):
        enter(folder, person=person, passphrase=passphrase).close()


def test_afterwards_the_vault_is_closed(folder: Path) -> None:
    with enter(folder) as vault:
        vault.rekeying.change({ANN: [vault.public_key]})
        with pytest.raises(VaultClosedError):
            fill(vault, 1)


def test_the_new_key_is_sealed_to_nobody_whose_sealing_key_another_put_in(folder: Path) -> None:
    with enter(folder) as vault:
        known = with_three(vault)
        plant_sealing_key(vault, folder)
        before = contents(folder)
        with pytest.raises(NotCertifiedError, match=r"given to 9999.*change their passphrase"):
            vault.rekeying.change(known, without=BEN)
        assert contents(folder) == before


def plant_sealing_key(vault: OpenVault, folder: Path) -> None:
    """Put a sealing key of one's own into the slot of another, as whoever has the vault key can."""
    fields = json.loads((folder / "vault.keys").read_bytes())
    fields["slots"][2]["seal"] = SealingKey(b"e" * 32).public.hex()
    forged = keyslots.seal(keyfile.parse(canonical.encode(fields)), vault.rekeying._keys.vault_key)  # noqa: SLF001
    vault.rekeying._keys.file = forged  # noqa: SLF001 - what an attacker would have had the program read


@pytest.mark.parametrize("known", [{}, {ANN: []}, {ANN: [b"x" * 32]}])
def test_a_person_whom_the_register_does_not_know_gets_no_new_key(folder: Path, known: Known) -> None:
    with enter(folder) as vault, pytest.raises(NotCertifiedError):
        vault.rekeying.change(known)
    enter(folder).close()


@pytest.mark.parametrize("step", ["copy_to_next", "commit"])
def test_a_failure_before_the_key_file_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskError("The disk is full.")

    with enter(folder) as vault:
        known = with_three(vault)
        before = (folder / "vault.keys").read_bytes()
        monkeypatch.setattr(switching, step, full)
        with pytest.raises(DiskError):
            vault.rekeying.change(known, without=BEN)
        monkeypatch.undo()
        fill(vault, 1)
    assert (folder / "vault.keys").read_bytes() == before
    with enter(folder, person=BEN, passphrase=OTHER) as vault:
        assert len(vault.ledger.entries(BOOK)) == 1
    assert not (folder / "vault.db.next").exists()


def test_a_failure_after_the_key_file_is_finished_by_the_next_unlock(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise DiskError("The disk refused.")

    with enter(folder) as vault:
        known = with_three(vault)
        fill(vault, 2)
        monkeypatch.setattr(switching, "finish", refused)
        with pytest.raises(DiskError):
            vault.rekeying.change(known, without=BEN)
        monkeypatch.undo()
    with enter(folder) as vault:
        assert len(vault.ledger.entries(BOOK)) == 2
    assert not (folder / "vault.db.next").exists()
    with pytest.raises(StopIteration):
        slot_of(folder, BEN)


def test_a_damaged_vault_is_not_copied(used_folder: Path) -> None:
    content = (used_folder / "vault.db").read_bytes()
    with enter(used_folder) as vault:
        bad = bytearray(content)
        for page in range(20, len(content) // 4096):
            bad[page * 4096 + 300] ^= 1
        (used_folder / "vault.db").write_bytes(bad)
        with pytest.raises(VaultDamagedError):
            vault.rekeying.change({ANN: [vault.public_key]})
    (used_folder / "vault.db").write_bytes(content)
    enter(used_folder).close()


def test_progress_is_told(used_folder: Path) -> None:
    steps: list[tuple[int, int]] = []
    with enter(used_folder) as vault:
        vault.rekeying.change({ANN: [vault.public_key]}, progress=lambda *step: steps.append(step))
    assert steps[-1][0] == steps[-1][1] > 0


def test_a_wrong_passphrase_is_still_wrong(removed: Path) -> None:
    with pytest.raises(WrongPassphraseError):
        enter(removed, passphrase=OTHER)


def test_a_copied_folder_of_before_opens_as_it_was(folder: Path, tmp_path: Path) -> None:
    with enter(folder) as vault:
        known = with_three(vault)
    old = copy_of(folder, tmp_path / "old")
    with enter(folder) as vault:
        vault.rekeying.change(known, without=BEN)
    enter(old, person=BEN, passphrase=OTHER).close()
