"""Ways in which a folder is not the vault that it should be, and how the sentence about each begins."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from sopcheck.vault.keyfile import FORMAT
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
