"""A vault that is not what it should be: one sentence that says what to do, and not a byte is changed."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from sopcheck.vault.keyfile import FORMAT
from tests.cli.running import Ran, Vault
from tests.end_to_end.tampering import tamper

NOW_VERSION, NEXT_VERSION = (f'"v":{number}'.encode() for number in (FORMAT, FORMAT + 1))
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + bytes(range(256)) * 64
DAMAGED = "This vault is damaged, and nothing doubtful is shown."
NOT_TOGETHER = (
    "The key file and the database of this vault do not belong together, or the database is damaged."
)
KEYS_DAMAGED = "The key file of this vault is damaged or altered."


def plain_database(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE person (name TEXT)")
    connection.close()


def older_database(path: Path) -> None:
    path.unlink()
    connection = sqlcipher.connect(str(path))
    connection.execute("PRAGMA key = 'four plain words here'")
    connection.execute("PRAGMA cipher_compatibility = 3")
    connection.execute("CREATE TABLE person (name TEXT)")
    connection.close()


def flipped(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def cut(path: Path, length: int) -> None:
    path.write_bytes(path.read_bytes()[:length])


def other_keys(folder: Path, old: bytes, new: bytes) -> None:
    keys = folder / "vault.keys"
    (folder / "vault.keys.prev").unlink(missing_ok=True)
    keys.write_bytes(keys.read_bytes().replace(old, new))


# What was done to the folder, the exit status, and how the sentence begins.
CASES: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "no database": (
        lambda folder: (folder / "vault.db").unlink(),
        3,
        "The database of this vault, vault.db, is",
    ),
    "an empty database": (
        lambda folder: (folder / "vault.db").write_bytes(b""),
        1,
        "The database of this vault",
    ),
    "a picture": (lambda folder: (folder / "vault.db").write_bytes(JPEG), 1, NOT_TOGETHER),
    "a database in the clear": (
        lambda folder: plain_database(folder / "vault.db"),
        1,
        "The file vault.db in this folder was not made by sopcheck.",
    ),
    "a database of SQLCipher 3": (lambda folder: older_database(folder / "vault.db"), 1, NOT_TOGETHER),
    "a database cut by a page": (lambda folder: cut(folder / "vault.db", -4096), 1, DAMAGED),
    "a database cut within a page": (lambda folder: cut(folder / "vault.db", 100_000), 1, DAMAGED),
    "a flipped bit": (lambda folder: flipped(folder / "vault.db", 200_000), 1, DAMAGED),
    "a newer database": (lambda folder: tamper(folder, "PRAGMA user_version=99"), 1, "A newer sopcheck has"),
    "a database of something else": (lambda folder: tamper(folder, "PRAGMA application_id=1"), 1, DAMAGED),
    "a picture for a key file": (
        lambda folder: [(folder / name).write_bytes(JPEG) for name in ("vault.keys", "vault.keys.prev")],
        1,
        KEYS_DAMAGED,
    ),
    "a newer key file": (
        lambda folder: other_keys(folder, NOW_VERSION, NEXT_VERSION),
        1,
        "A newer sopcheck has",
    ),
    "a key file that asks for terabytes": (
        lambda folder: other_keys(folder, b'"kdf":{"m":', b'"kdf":{"m":9999999'),
        1,
        KEYS_DAMAGED,
    ),
    "an altered name in the key file": (
        lambda folder: other_keys(folder, b'"teal"', b'"tael"'),
        1,
        KEYS_DAMAGED,
    ),
}


def files(folder: Path) -> dict[str, bytes]:
    """Everything in the folder but who holds it."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "vault.lock"}


def is_one_answer(ran: Ran) -> bool:
    """Whether it is whole sentences on one line, what is the matter and then what to do."""
    lines = ran.err.splitlines()
    return len(lines) == 1 and lines[0].endswith(".") and lines[0].count(". ") >= 1


@pytest.mark.parametrize(("change", "status", "sentence"), CASES.values(), ids=CASES)
def test_it_is_refused_with_a_sentence_and_left_as_it_is(
    vault: Vault, change: Callable[[Path], object], status: int, sentence: str
) -> None:
    change(vault.folder)
    before = files(vault.folder)
    ran = vault("case", "list", person="okell")
    assert (ran.status, ran.out) == (status, "")
    assert ran.err.startswith(sentence)
    assert is_one_answer(ran)
    assert files(vault.folder) == before


def test_a_wrong_passphrase_is_refused_and_only_counted(vault: Vault) -> None:
    before = files(vault.folder)
    vault.passphrase_file.write_text("four other words here")
    ran = vault("case", "list")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("That passphrase does not open this vault for the person chosen.")
    assert files(vault.folder).keys() - before.keys() == {"vault.attempts"}


def test_a_folder_without_a_vault_is_told_and_none_is_made(vault: Vault, tmp_path: Path) -> None:
    ran = vault.commands("case", "list", "--vault", tmp_path / "empty")
    assert ran.status == 2
    assert is_one_answer(ran)
    assert not (tmp_path / "empty").exists()
