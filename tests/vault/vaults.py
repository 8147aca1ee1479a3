"""Vaults, machines and key stores for the tests; the smallest costs that are accepted."""

import itertools
import secrets
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sopcheck import canonical
from sopcheck.ledger.entry import Book, Draft, PersonId, case_book
from sopcheck.vault import cipher
from sopcheck.vault.cipher import KeySpec
from sopcheck.vault.creating import create_vault
from sopcheck.vault.folder import Folder
from sopcheck.vault.keyring import DeviceSecrets, KeyringUnreliableError
from sopcheck.vault.keyslots import TESTING_COSTS, open_slot
from sopcheck.vault.labels import people_of, read_files
from sopcheck.vault.machine import Machine
from sopcheck.vault.opening import by_passphrase, unlock
from sopcheck.vault.specs import key_spec
from sopcheck.vault.vault import OpenVault

ANN = PersonId("ann")
BEN = PersonId("ben")
PASSPHRASE = "correct horse battery staple"
OTHER = "sixteen letters!"
NOW = datetime(2026, 5, 7, 9, 0, tzinfo=UTC)
BOOK = case_book("c1")

_ticks = itertools.count(1)


class FakeKeyring:
    """A key store in memory; it may lose what it is given."""

    def __init__(self, *, forgetful: bool = False) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}
        self._forgetful = forgetful

    def put(self, *, vault: str, slot: str, secret: bytes) -> None:
        if self._forgetful:
            raise KeyringUnreliableError
        self.kept[vault, slot] = secret

    def get(self, *, vault: str, slot: str) -> bytes | None:
        return self.kept.get((vault, slot))

    def remove(self, *, vault: str, slot: str) -> None:
        self.kept.pop((vault, slot), None)


THIS = Machine(secrets.token_bytes, lambda: next(_ticks), lambda _: False, "desk-1", 4711)
NETWORKED = THIS._replace(on_network=lambda _: True)


def create(path: Path, *, keyring: DeviceSecrets | None = None, passphrase: str = PASSPHRASE) -> OpenVault:
    return create_vault(
        path,
        person=ANN,
        label="1234",
        passphrase=passphrase,
        keyring=keyring,
        machine=THIS,
        begin=lambda vault: vault,
        costs=TESTING_COSTS,
    )


def enter(
    path: Path,
    *,
    passphrase: str = PASSPHRASE,
    keyring: DeviceSecrets | None = None,
    person: PersonId = ANN,
    machine: Machine = THIS,
) -> OpenVault:
    return unlock(
        path,
        by_passphrase(slot_of(path, person), passphrase, keyring),
        keyring=keyring,
        now=NOW,
        machine=machine,
        costs=TESTING_COSTS,
    )


def slot_of(path: Path, person: PersonId = ANN) -> str:
    return next(slot.id for slot in people_of(path) if slot.person == person)


def spec_of(path: Path) -> KeySpec:
    """Give the key of a vault's database, as somebody has it who knows the passphrase and writes SQL."""
    files = read_files(Folder(path))
    opened = open_slot(files, slot_of(path), PASSPHRASE, device_secret=None)
    return key_spec(opened.file, opened.secrets.vault_key)


def tamper(path: Path, statement: str) -> None:
    """Change a vault as somebody can who knows the passphrase and writes SQL."""
    connection = cipher.connect(path / "vault.db", spec_of(path))
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(statement)
    connection.close()


def answer(number: int = 1, *, book: Book = BOOK, text: str = "done") -> Draft:
    body = canonical.encode({"answer": text, "number": number})
    return Draft(book=book, kind="ItemAnswered", version=1, body=body, role="investigator")


def fill(vault: OpenVault, count: int, *, book: Book = BOOK, text: str = "done") -> None:
    """Append that many entries, one by one, a minute apart."""
    for number in range(count):
        vault.ledger.append(
            [answer(number, book=book, text=text)], recorded_at=NOW + timedelta(minutes=number)
        )


def copy_of(path: Path, to: Path) -> Path:
    return Path(shutil.copytree(path, to))


def contents(path: Path) -> dict[str, bytes]:
    """Read every file under a folder but its lock."""
    return {
        str(file.relative_to(path)): file.read_bytes()
        for file in sorted(path.rglob("*"))
        if file.is_file() and file.name not in {"vault.lock", "vault.holder"}
    }
