"""One connection to SQLCipher: the key in its only form, every setting obeyed, every damage told."""

import pickle
import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from sopcheck.errors import SopcheckError
from sopcheck.vault import cipher
from sopcheck.vault.cipher import CipherMissingError, KeySpec
from sopcheck.vault.errors import DiskError, VaultDamagedError, VaultInUseError
from sopcheck.vault.folder import PAGE_BYTES

SPEC = KeySpec("0123456789abcdef" * 6)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with used and free pages, index and overflow pages."""
    path = tmp_path_factory.mktemp("made") / "vault.db"
    connection = cipher.connect(path, SPEC, create=True)
    connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, text TEXT)")
    connection.execute("CREATE INDEX kept_text ON kept (text)")
    for number in range(60):
        connection.execute("INSERT INTO kept VALUES (?, ?)", (number, f"{number} " + "text " * (number * 30)))
    connection.execute("DELETE FROM kept WHERE id % 3 = 0")
    connection.close()
    return path.read_bytes()


@pytest.fixture
def path(made: bytes, tmp_path: Path) -> Path:
    file = tmp_path / "vault.db"
    file.write_bytes(made)
    return file


def pragma(connection: sqlcipher.Connection, name: str) -> object:
    row: tuple[object] = connection.execute(f"PRAGMA {name}").fetchone()
    return row[0]


@pytest.mark.parametrize(
    "digits", ["", "0" * 64, "0" * 63, "0" * 95, "0" * 97, "A" * 96, "z" * 96, "0" * 96 + "\n"]
)
def test_a_key_of_any_other_form_is_refused_before_it_becomes_a_passphrase(digits: str) -> None:
    with pytest.raises(ValueError, match="96 lower-case hex digits"):
        KeySpec(digits)


def test_a_key_is_not_shown_and_does_not_leave() -> None:
    assert "0123" not in repr(SPEC)
    with pytest.raises(TypeError, match="stays where it is"):
        pickle.dumps(SPEC)


def test_every_setting_is_in_force(path: Path) -> None:
    connection = cipher.connect(path, SPEC)
    names = ("locking_mode", "journal_mode", "synchronous", "foreign_keys", "temp_store", "secure_delete")
    told = [
        pragma(connection, name)
        for name in (*names, "trusted_schema", "cell_size_check", "recursive_triggers")
    ]
    connection.close()

    assert told == ["exclusive", "truncate", 3, 1, 2, 1, 0, 1, 1]


def test_a_library_that_does_not_obey_is_not_trusted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cipher, "OBEYED", {"journal_mode": "wal"})

    with pytest.raises(CipherMissingError, match="does not keep what it is told"):
        cipher.connect(path, SPEC)


def test_a_file_that_is_not_there_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(VaultDamagedError, match="is missing"):
        cipher.connect(tmp_path / "vault.db", SPEC)

    assert not list(tmp_path.iterdir())


def wrong_key(path: Path) -> KeySpec:
    return KeySpec("f" * 96)


def plain_database(path: Path) -> KeySpec:
    path.write_bytes(b"SQLite format 3\0" + path.read_bytes()[16:])
    return KeySpec("f" * 96)


def picture(path: Path) -> KeySpec:
    path.write_bytes(random.Random(1).randbytes(8 * PAGE_BYTES))
    return SPEC


@pytest.mark.parametrize("make", [wrong_key, plain_database, picture])
def test_what_the_key_does_not_open_is_told_in_one_sentence(
    path: Path, make: Callable[[Path], KeySpec]
) -> None:
    spec = make(path)
    before = path.read_bytes()

    with pytest.raises(VaultDamagedError, match="do not belong together"):
        cipher.connect(path, spec)

    assert path.read_bytes() == before


def test_a_damaged_salt_is_made_good_by_the_saved_one(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(b"\0" * 16 + content[16:])

    connection = cipher.connect(path, SPEC)

    assert connection.execute("SELECT count(*) FROM kept").fetchone() == (40,)
    connection.close()


def test_a_second_connection_is_told_that_the_vault_is_in_use(path: Path) -> None:
    first = cipher.connect(path, SPEC)

    with pytest.raises(VaultInUseError, match="open in another window or program"):
        cipher.bare(path, SPEC)

    first.close()


def test_a_whole_file_passes_both_checks(path: Path) -> None:
    assert cipher.check_quickly(path, SPEC) == cipher.check_fully(path, SPEC) == 0


def test_more_damaged_pages_than_free_ones_are_never_borne(path: Path) -> None:
    connection = cipher.connect(path, SPEC)
    free = int(str(pragma(connection, "freelist_count")))
    connection.close()

    assert cipher.check_fully(path, SPEC, damaged=free) == free
    with pytest.raises(VaultDamagedError):
        cipher.check_fully(path, SPEC, damaged=free + 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content[:-100],
        lambda content: content[:-PAGE_BYTES],
        lambda content: content[: PAGE_BYTES * 3],
        lambda content: content + b"\0" * 100,
        lambda content: content + b"\0" * PAGE_BYTES,
        lambda content: content[: PAGE_BYTES * 3] + bytes(PAGE_BYTES) + content[PAGE_BYTES * 4 :],
        lambda content: (
            content[: PAGE_BYTES * 3]
            + content[PAGE_BYTES * 4 : PAGE_BYTES * 5]
            + content[PAGE_BYTES * 3 : PAGE_BYTES * 4]
            + content[PAGE_BYTES * 5 :]
        ),
    ],
)
@pytest.mark.parametrize("check", [cipher.check_quickly, cipher.check_fully])
def test_a_cut_lengthened_zeroed_or_swapped_file_is_refused(
    path: Path, check: Callable[[Path, KeySpec], int], change: Callable[[bytes], bytes]
) -> None:
    path.write_bytes(change(path.read_bytes()))

    with pytest.raises(VaultDamagedError):
        check(path, SPEC)


def test_one_flipped_bit_in_any_page_is_told_or_harms_nothing(path: Path) -> None:
    content = path.read_bytes()
    right = rows(path)
    refused, borne = 0, 0
    for page in range(len(content) // PAGE_BYTES):
        path.write_bytes(flipped(content, page))
        try:
            borne += cipher.check_quickly(path, SPEC)
        except VaultDamagedError:
            refused += 1
        else:
            assert rows(path) == right

    assert refused + borne == len(content) // PAGE_BYTES
    assert refused > 10
    assert borne > 3


def flipped(content: bytes, page: int) -> bytes:
    chance = random.Random(page)
    place = page * PAGE_BYTES + chance.randrange(16 if page == 0 else 0, PAGE_BYTES - 80)
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def rows(path: Path) -> list[tuple[object, ...]]:
    connection = cipher.connect(path, SPEC)
    found: list[tuple[object, ...]] = connection.execute("SELECT * FROM kept ORDER BY id").fetchall()
    assert cipher.is_sound(connection)
    connection.close()
    return found


def test_damage_is_told_to_the_caller_and_not_to_standard_error(
    path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(flipped(path.read_bytes(), 1))

    with pytest.raises(VaultDamagedError):
        cipher.check_fully(path, SPEC)

    assert capfd.readouterr() == ("", "")


def database_error(name: str) -> sqlcipher.Error:
    error = sqlcipher.OperationalError("database says no")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("name", "error", "sentence"),
    [
        ("SQLITE_NOTADB", VaultDamagedError, "do not belong together"),
        ("SQLITE_CORRUPT", VaultDamagedError, "nothing doubtful is shown"),
        ("SQLITE_CORRUPT_VTAB", VaultDamagedError, "nothing doubtful is shown"),
        ("SQLITE_FULL", DiskError, "The disk is full"),
        ("SQLITE_BUSY", VaultInUseError, "Close it there"),
        ("SQLITE_BUSY_SNAPSHOT", VaultInUseError, "Close it there"),
        ("SQLITE_IOERR_WRITE", DiskError, "The disk refused to work"),
        ("SQLITE_IOERR_FSYNC", DiskError, "The disk refused to work"),
        ("SQLITE_READONLY_DBMOVED", DiskError, "cannot be written to"),
        ("SQLITE_CANTOPEN", DiskError, "cannot be written to"),
    ],
)
def test_what_the_database_says_becomes_a_sentence(
    name: str, error: type[SopcheckError], sentence: str
) -> None:
    with pytest.raises(error, match=sentence), cipher.translated():
        raise database_error(name)


def test_a_copy_for_which_there_is_no_room_is_told_as_a_full_disk(path: Path, tmp_path: Path) -> None:
    source, target = cipher.bare(path, SPEC), cipher.bare(tmp_path / "copy.db", SPEC, create=True)
    target.execute("PRAGMA max_page_count=2").fetchall()
    # The library's own copying names no code with what it raises.
    with closing(source), closing(target), pytest.raises(DiskError, match="is full"), cipher.translated():
        source.backup(target)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("disk I/O error", DiskError),
        ("unable to open database file", DiskError),
        ("out of memory", DiskError),
        ("database is locked", VaultInUseError),
        ("database disk image is malformed", VaultDamagedError),
    ],
)
def test_an_error_without_a_code_is_known_by_its_text(text: str, error: type[SopcheckError]) -> None:
    with pytest.raises(error), cipher.translated():
        raise sqlcipher.OperationalError(text)


def test_memory_errors_out_of_the_database_are_damage() -> None:
    with pytest.raises(VaultDamagedError), cipher.translated():
        raise MemoryError


def test_a_bug_of_ours_stays_a_bug() -> None:
    with pytest.raises(sqlcipher.OperationalError), cipher.translated():
        raise database_error("SQLITE_ERROR")
    assert cipher.meaning(ValueError()) is None


def test_a_copy_is_checked_whole_and_bears_no_torn_page(path: Path) -> None:
    cipher.check_copy(path, SPEC)
    content = path.read_bytes()
    for page in range(len(content) // PAGE_BYTES):
        place = page * PAGE_BYTES + 100
        path.write_bytes(content[:place] + b"torn" + content[place + 4 :])
        with pytest.raises(VaultDamagedError):
            cipher.check_copy(path, SPEC)


def test_a_copy_that_was_cut_is_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-PAGE_BYTES])
    with pytest.raises(VaultDamagedError):
        cipher.check_copy(path, SPEC)
