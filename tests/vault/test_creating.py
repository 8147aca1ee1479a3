"""A vault is made whole, or nothing of it stays: no file, no folder, no secret in the key store."""

import errno
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sopcheck.errors import RefusedError, SopcheckError
from sopcheck.vault import creating, files
from sopcheck.vault.creating import create_vault
from sopcheck.vault.errors import DiskError, PlaceUnfitError, VaultInUseError
from sopcheck.vault.keyring import KeyringUnreliableError
from sopcheck.vault.keyslots import TESTING_COSTS, UnfitPersonError
from sopcheck.vault.passphrases import UnfitPassphraseError
from sopcheck.vault.vault import OpenVault
from tests.vault.vaults import ANN, BOOK, NETWORKED, NOW, PASSPHRASE, THIS, FakeKeyring, create, enter, fill


def test_a_new_vault_is_open_and_empty(tmp_path: Path) -> None:
    with create(tmp_path / "new" / "vault") as vault:
        assert (vault.person, vault.ledger.count(), vault.notices) == (ANN, 0, ())
        fill(vault, 1)
        assert len(vault.ledger.entries(BOOK)) == 1


def test_a_new_vault_opens_again_as_the_same(tmp_path: Path) -> None:
    with create(tmp_path / "vault") as vault:
        identity = (vault.vault_id, vault.public_key, vault.device_key, vault.chains)
    with enter(tmp_path / "vault") as vault:
        assert (vault.vault_id, vault.public_key, vault.device_key, vault.chains) == identity


def test_no_two_vaults_share_a_key_or_a_chain(tmp_path: Path) -> None:
    with create(tmp_path / "one") as one, create(tmp_path / "other") as other:
        assert one.vault_id != other.vault_id
        assert one.public_key != other.public_key
        assert len({one.chains.record, one.chains.access, other.chains.record, other.chains.access}) == 4


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_new_vault_is_for_its_owner_only(tmp_path: Path) -> None:
    create(tmp_path / "vault").close()

    assert (tmp_path / "vault").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "vault" / "vault.keys").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("keyring", "kind"), [(None, "passphrase"), (FakeKeyring(), "device")])
def test_the_slot_is_as_strong_as_the_machine_allows(
    tmp_path: Path, keyring: FakeKeyring | None, kind: str
) -> None:
    with create(tmp_path / "vault", keyring=keyring) as vault:
        assert [slot.kind for slot in vault.slots.people()] == [kind]


def test_for_people_a_passphrase_alone_costs_what_it_should(tmp_path: Path) -> None:
    vault = create_vault(
        tmp_path / "vault",
        person=ANN,
        label="1234",
        passphrase=PASSPHRASE,
        keyring=None,
        machine=THIS,
        begin=lambda vault: vault,
    )
    vault.close()
    (slot,) = json.loads((tmp_path / "vault" / "vault.keys").read_bytes())["slots"]

    assert slot["kdf"] == {"m": 262_144, "name": "argon2id", "p": 4, "t": 3}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"passphrase": "short"}, UnfitPassphraseError),
        ({"label": ""}, UnfitPersonError),
        ({"machine": NETWORKED}, PlaceUnfitError),
        ({"keyring": FakeKeyring(forgetful=True)}, KeyringUnreliableError),
    ],
)
def test_what_cannot_be_made_leaves_nothing(
    tmp_path: Path, changes: dict[str, object], error: type[SopcheckError]
) -> None:
    given = {"person": ANN, "label": "1234", "passphrase": PASSPHRASE, "keyring": None, "machine": THIS}

    with pytest.raises(error):
        create_vault(tmp_path / "vault", begin=OpenVault.close, **(given | changes))  # type: ignore[arg-type]  # one of them is unfit

    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_lets_nothing_be_taken_away_is_told_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "unlink", fail)
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(DiskError, match="try again"):
        create(tmp_path / "vault")
    assert not (tmp_path / "vault" / "vault.keys").exists()


@pytest.mark.parametrize("step", ["migrate", "assemble", "cipher.connect", "files.replace"])
@pytest.mark.parametrize("there_before", [True, False])
def test_a_failure_at_any_step_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, there_before: bool
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise DiskError("The disk is full.")

    keyring = FakeKeyring()
    place = tmp_path / "vault"
    if there_before:
        place.mkdir()
    monkeypatch.setattr(f"sopcheck.vault.creating.{step}", fail)

    with pytest.raises(DiskError):
        create(place, keyring=keyring)

    assert list(tmp_path.rglob("*")) == ([place] if there_before else [])
    assert keyring.kept == {}


def test_a_vault_that_could_not_be_begun_is_no_vault(tmp_path: Path) -> None:
    keyring = FakeKeyring()

    def begin(vault: OpenVault) -> None:
        fill(vault, 1)
        raise DiskError("The disk is full.")

    with pytest.raises(DiskError):
        create_vault(
            tmp_path / "vault",
            person=ANN,
            label="1234",
            passphrase=PASSPHRASE,
            keyring=keyring,
            machine=THIS,
            begin=begin,
            costs=TESTING_COSTS,
        )

    assert list(tmp_path.iterdir()) == []
    assert keyring.kept == {}


def test_after_a_failure_the_same_folder_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(creating, "migrate", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        create(tmp_path / "vault")
    monkeypatch.undo()

    create(tmp_path / "vault").close()


def test_a_vault_is_never_made_over_another(folder: Path) -> None:
    with pytest.raises(PlaceUnfitError, match="Unlock it, or choose another folder"):
        create(folder)

    enter(folder).close()


@pytest.mark.parametrize("name", ["\N{GRINNING FACE} été", "a b'c", "x" * 120, "%41?#&"])
def test_a_vault_may_lie_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / name / "vault"
    with create(path) as vault:
        fill(vault, 1)
        vault.backups.make(at=NOW)
    with enter(path) as vault:
        assert (len(vault.ledger.entries(BOOK)), len(vault.backups.all())) == (1, 1)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(DiskError):
        create(tmp_path / "file" / "vault")


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Let a vault be half made until told to go on."""
    half, go_on = threading.Event(), threading.Event()
    replace = files.replace

    def wait(path: Path, content: bytes) -> None:
        half.set()
        go_on.wait(5)
        replace(path, content)

    monkeypatch.setattr("sopcheck.vault.creating.files.replace", wait)
    yield half, go_on
    go_on.set()


def test_a_half_made_vault_is_nobody_elses(
    tmp_path: Path, waiting: tuple[threading.Event, threading.Event]
) -> None:
    half, go_on = waiting
    making = threading.Thread(target=lambda: create(tmp_path / "vault").close())
    making.start()
    half.wait(5)

    with pytest.raises((RefusedError, VaultInUseError)):
        create(tmp_path / "vault")
    go_on.set()
    making.join()

    enter(tmp_path / "vault").close()
