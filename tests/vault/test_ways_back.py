"""A sheet or two custodians open a vault when no passphrase does; nothing less opens it."""

import json
import os
from pathlib import Path

import pytest

from sopcheck import canonical
from sopcheck.crypto.sealing import SealingKey
from sopcheck.crypto.signing import UnfitKeyError, verify
from sopcheck.errors import RefusedError
from sopcheck.vault.errors import DiskError, KeyFileDamagedError, NewerVaultError, WrongPassphraseError
from sopcheck.vault.folder import Folder
from sopcheck.vault.keyfile import parse
from sopcheck.vault.keyslots import UnknownSlotError
from sopcheck.vault.labels import BackLabel, KeyFiles, people_of, read_files
from sopcheck.vault.opening import unlock
from sopcheck.vault.recovery_codes import MistypedCodeError, new_code
from sopcheck.vault.vault import OpenVault
from sopcheck.vault.ways_back import WrongCodeError, WrongCustodiansError, open_force, open_sheet
from tests.vault.vaults import BOOK, NOW, PASSPHRASE, THIS, FakeKeyring, contents, create, enter, fill

FIRST, SECOND = SealingKey(bytes(32)), SealingKey(bytes(range(32)))
STRANGER = SealingKey(b"x" * 32)
CUSTODIANS = (FIRST.public.hex(), SECOND.public.hex())
NOT_OPENED = (KeyFileDamagedError, WrongCustodiansError, UnknownSlotError, NewerVaultError)
Entered = dict[str, bytes]


def make_sheet(vault: OpenVault, entered: Entered | None = None) -> str:
    known: Entered = {} if entered is None else entered
    _, groups = vault.ways_back.make_sheet(enter=lambda way, key: known.update({way.person: key}))
    return "-".join(groups)


def by_code(folder: Path, code: str) -> OpenVault:
    return unlock(folder, lambda files: open_sheet(files, code), keyring=None, now=NOW, machine=THIS)


def by_custodians(folder: Path, first: SealingKey, second: SealingKey) -> OpenVault:
    return unlock(folder, lambda files: open_force(files, first, second), keyring=None, now=NOW, machine=THIS)


def test_the_code_opens_the_vault_and_signs_as_the_sheet(folder: Path) -> None:
    entered: Entered = {}
    with enter(folder) as vault:
        code = make_sheet(vault, entered)
        fill(vault, 1)
    with by_code(folder, code) as vault:
        assert entered == {vault.person: vault.public_key}
        assert verify(vault.public_key, b"message", vault.sign(b"message"))
        assert len(vault.ledger.entries(BOOK)) == 1


def test_a_sheet_is_no_person_of_the_unlock_list(folder: Path) -> None:
    with enter(folder) as vault:
        make_sheet(vault)
        (way,) = vault.ways_back.all()
    assert [slot.label for slot in people_of(folder)] == ["1234"]
    assert (way.kind, len(way.label)) == ("sheet", 6)


def test_a_new_sheet_takes_the_place_of_the_old(folder: Path) -> None:
    with enter(folder) as vault:
        old = make_sheet(vault)
        new = make_sheet(vault)
        assert len(vault.ways_back.all()) == 1
    with pytest.raises(WrongCodeError, match="a newer sheet has taken its place"):
        by_code(folder, old)
    by_code(folder, new).close()


def test_a_sheet_that_the_register_does_not_take_is_none(folder: Path) -> None:
    def refuse(_way: BackLabel, _key: bytes) -> None:
        raise RefusedError("No.")

    with enter(folder) as vault:
        code = make_sheet(vault)
        before = contents(folder)
        with pytest.raises(RefusedError):
            vault.ways_back.make_sheet(enter=refuse)
        with pytest.raises(RefusedError):
            vault.ways_back.make_force(CUSTODIANS, enter=refuse)
        assert contents(folder) == before
    by_code(folder, code).close()


def test_a_wrong_code_is_counted_as_a_failed_unlock_and_a_mistyped_one_is_not(folder: Path) -> None:
    with enter(folder) as vault:
        code = make_sheet(vault)
    with pytest.raises(WrongPassphraseError):
        by_code(folder, new_code(os.urandom))
    with pytest.raises(MistypedCodeError):
        by_code(folder, code[:-1])
    with enter(folder) as vault:
        assert vault.failed_unlocks == (NOW,)


def test_a_vault_without_a_sheet_says_that_the_code_is_of_none(folder: Path) -> None:
    with pytest.raises(WrongCodeError):
        by_code(folder, new_code(os.urandom))


def test_a_rehearsal_reads_the_key_file_from_the_disk_and_changes_nothing(folder: Path) -> None:
    with enter(folder) as vault:
        code = make_sheet(vault)
        before = contents(folder)
        assert vault.ways_back.rehearse(code.lower()) == vault.ways_back.all()[0]
        assert contents(folder) == before
        fields = json.loads((folder / "vault.keys").read_bytes())
        fields["sheets"] = []
        (folder / "vault.keys").write_bytes(canonical.encode(fields))
        (folder / "vault.keys.prev").unlink()
        with pytest.raises(WrongCodeError):
            vault.ways_back.rehearse(code)


def test_a_rehearsal_tells_that_the_key_file_was_altered(folder: Path) -> None:
    with enter(folder) as vault:
        code = make_sheet(vault)
        fields = json.loads((folder / "vault.keys").read_bytes())
        fields["gen"] += 1
        (folder / "vault.keys").write_bytes(canonical.encode(fields))
        with pytest.raises(KeyFileDamagedError):
            vault.ways_back.rehearse(code)


def test_a_lost_device_secret_is_no_loss_with_the_sheet(tmp_path: Path) -> None:
    keyring = FakeKeyring()
    with create(tmp_path / "vault", keyring=keyring) as vault:
        code = make_sheet(vault)
        fill(vault, 1)
    keyring.kept.clear()

    with by_code(tmp_path / "vault", code) as vault:
        assert len(vault.ledger.entries(BOOK)) == 1


@pytest.mark.parametrize("order", [(FIRST, SECOND), (SECOND, FIRST)])
def test_both_custodians_together_open_the_vault(folder: Path, order: tuple[SealingKey, SealingKey]) -> None:
    with enter(folder) as vault:
        vault.ways_back.make_force(CUSTODIANS, enter=lambda *_: None)
    with by_custodians(folder, *order) as vault:
        assert len(vault.ways_back.all()) == 1
        assert vault.ways_back.all()[0].person == vault.person


@pytest.mark.parametrize(
    "pair",
    [(FIRST, FIRST), (SECOND, SECOND), (FIRST, SealingKey(b"x" * 32)), (SealingKey(b"x" * 32), SECOND)],
)
def test_one_custodian_alone_or_with_another_opens_nothing(
    folder: Path, pair: tuple[SealingKey, SealingKey]
) -> None:
    with enter(folder) as vault:
        vault.ways_back.make_force(CUSTODIANS, enter=lambda *_: None)
    with pytest.raises(WrongCustodiansError, match="Bring both key files"):
        by_custodians(folder, *pair)


def test_custodians_rehearse_with_their_files_and_nothing_is_changed(folder: Path) -> None:
    with enter(folder) as vault:
        made = [vault.ways_back.new_custodian(PASSPHRASE) for _ in range(2)]
        first, second = (public for _, public in made)
        # As somebody copies them: in capitals, and in groups.
        vault.ways_back.make_force((first.upper(), " ".join((second[:8], second[8:]))), enter=lambda *_: None)
        before = contents(folder)
        keys = [(content, PASSPHRASE) for content, _ in made]
        (way,) = vault.ways_back.all()
        assert vault.ways_back.rehearse_force(keys) == way
        assert (way.custodians, contents(folder)) == ((first, second), before)
        with pytest.raises(WrongCustodiansError):
            vault.ways_back.rehearse_force([keys[0], keys[0]])
        with pytest.raises(WrongPassphraseError):
            vault.ways_back.rehearse_force([keys[0], (keys[1][0], "some other words")])


def test_custodians_open_no_vault_that_does_not_have_them(folder: Path) -> None:
    with pytest.raises(UnknownSlotError, match="No custodians are named"):
        by_custodians(folder, FIRST, SECOND)


def test_a_custodians_key_that_keeps_nothing_secret_is_refused(folder: Path) -> None:
    with enter(folder) as vault:
        before = contents(folder)
        with pytest.raises(UnfitKeyError):
            vault.ways_back.make_force((CUSTODIANS[0], "00" * 32), enter=lambda *_: None)
        assert contents(folder) == before


def test_no_changed_byte_of_the_way_of_the_force_opens(folder: Path) -> None:
    with enter(folder) as vault:
        vault.ways_back.make_force(CUSTODIANS, enter=lambda *_: None)
    file = read_files(Folder(folder)).best()
    content = file.written()
    start = content.index(b'"force"')
    for place in range(start, content.index(b'"gen"')):
        flipped = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        with pytest.raises(NOT_OPENED):
            open_force(KeyFiles(parse(flipped), None), FIRST, SECOND)


def test_a_full_disk_leaves_the_sheet_before_in_force(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with enter(folder) as vault:
        code = make_sheet(vault)
        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(DiskError):
            make_sheet(vault)
        monkeypatch.undo()
    by_code(folder, code).close()


def test_the_code_is_nowhere_in_the_folder(folder: Path) -> None:
    with enter(folder) as vault:
        code = make_sheet(vault)
    held = b"".join(contents(folder).values())
    for form in (code, code.replace("-", ""), *code.split("-")[:1]):
        assert form.encode() not in held.replace(b"0" * 4, b"")
    assert PASSPHRASE.encode() not in held
