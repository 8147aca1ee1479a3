"""A key file is read strictly and cheaply; whatever else lies there has its sentence."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sopcheck import canonical
from sopcheck.crypto.cost import CostOutOfBoundsError
from sopcheck.errors import SopcheckError
from sopcheck.vault import keyfile
from sopcheck.vault.errors import DiskError, ForeignFileError, KeyFileDamagedError, NewerVaultError

Fields = dict[str, object]
Change = Callable[[Fields, Fields, Fields], object]


@pytest.fixture
def content(new_vault: Path) -> bytes:
    return (new_vault / "vault.keys").read_bytes()


def changed(content: bytes, change: Change) -> bytes:
    """Change the fields of a file, of its first slot, and of that slot's derivation."""
    fields = json.loads(content)
    slot = fields["slots"][0]
    change(fields, slot, slot["kdf"])
    return canonical.encode(fields)


def test_a_file_is_read_back_as_it_was_written(content: bytes) -> None:
    assert keyfile.parse(content).written() == content


def test_a_slot_is_found_by_its_id(content: bytes) -> None:
    file = keyfile.parse(content)

    assert file.slot(file.slots[0].id) == file.slots[0]
    assert file.slot("0" * 32) is None


def test_the_file_shows_a_label_and_no_key(content: bytes) -> None:
    slot = keyfile.parse(content).slots[0]

    assert (slot.label, slot.kind, slot.dev) == ("1234", "passphrase", "")
    assert len(content) < 1200


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda file, slot, kdf: file.update(magic="other"), ForeignFileError),
        (lambda file, slot, kdf: file.pop("magic"), ForeignFileError),
        (lambda file, slot, kdf: file.update(v=3), NewerVaultError),
        (lambda file, slot, kdf: file.update(v=0), KeyFileDamagedError),
        (lambda file, slot, kdf: file.update(v="1"), KeyFileDamagedError),
        (lambda file, slot, kdf: file.update(v=True), KeyFileDamagedError),
        (lambda file, slot, kdf: file.update(sheets=[{}]), KeyFileDamagedError),
        (lambda file, slot, kdf: file.update(force=[slot]), KeyFileDamagedError),
        (
            lambda file, slot, kdf: file.update(sheets=[slot | {"kdf": kdf | {"m": 2**41}}]),
            CostOutOfBoundsError,
        ),
        (lambda file, slot, kdf: slot.update(seal="00"), KeyFileDamagedError),
        (lambda file, slot, kdf: slot.update(certified="00"), KeyFileDamagedError),
        (lambda file, slot, kdf: slot.update(moved="00"), KeyFileDamagedError),
        (lambda file, slot, kdf: file.update(gen=0), KeyFileDamagedError),
        (lambda file, slot, kdf: file.update(mac="00"), KeyFileDamagedError),
        (lambda file, slot, kdf: file.update(vault="x" * 32), KeyFileDamagedError),
        (lambda file, slot, kdf: file.update(slots=[]), KeyFileDamagedError),
        (lambda file, slot, kdf: file.update(more=1), KeyFileDamagedError),
        (lambda file, slot, kdf: file.pop("db_salt"), KeyFileDamagedError),
        (lambda file, slot, kdf: file.update(pending={}), KeyFileDamagedError),
        (lambda file, slot, kdf: slot.update(kind="plain"), KeyFileDamagedError),
        (lambda file, slot, kdf: slot.update(label=""), KeyFileDamagedError),
        (lambda file, slot, kdf: slot.update(label="x" * 65), KeyFileDamagedError),
        (lambda file, slot, kdf: slot.update(ct="00"), KeyFileDamagedError),
        (lambda file, slot, kdf: slot.update(nonce="AB" * 12), KeyFileDamagedError),
        (lambda file, slot, kdf: slot.update(person="Ann Farrow"), KeyFileDamagedError),
        (lambda file, slot, kdf: kdf.update(name="scrypt"), KeyFileDamagedError),
        (lambda file, slot, kdf: kdf.update(m="65536"), KeyFileDamagedError),
        (lambda file, slot, kdf: kdf.update(t=True), KeyFileDamagedError),
        (lambda file, slot, kdf: kdf.update(m=2**41), CostOutOfBoundsError),
        (lambda file, slot, kdf: kdf.update(m=8), CostOutOfBoundsError),
        (lambda file, slot, kdf: kdf.update(t=0), CostOutOfBoundsError),
        (lambda file, slot, kdf: kdf.update(p=-1), CostOutOfBoundsError),
    ],
)
def test_a_field_that_is_not_as_it_should_be_is_refused(
    content: bytes, change: Change, error: type[SopcheckError]
) -> None:
    with pytest.raises(error):
        keyfile.parse(changed(content, change))


@pytest.mark.parametrize(
    "other",
    [b"", b"\xff\xd8\xff\xe0JFIF", b"[]", b'{"magic":"sopcheck-keys","magic":"sopcheck-keys"}', b"[" * 5000],
)
def test_what_is_no_key_file_is_refused(other: bytes) -> None:
    with pytest.raises(KeyFileDamagedError, match="Put back a copy"):
        keyfile.parse(other)


@pytest.mark.parametrize("change", [lambda data: data + b"\n", lambda data: data.replace(b",", b", ", 1)])
def test_another_spelling_of_the_same_is_refused(content: bytes, change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(KeyFileDamagedError):
        keyfile.parse(change(content))


def test_a_newer_file_says_what_to_install(content: bytes) -> None:
    newer = changed(content, lambda file, slot, kdf: file.update(v=9, anything={}))

    with pytest.raises(NewerVaultError, match="Install that version"):
        keyfile.parse(newer)


def test_a_file_cut_at_any_length_is_refused(content: bytes) -> None:
    for length in range(len(content)):
        with pytest.raises(KeyFileDamagedError):
            keyfile.parse(content[:length])


def test_ten_megabytes_are_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "vault.keys"
    path.write_bytes(b"{" * 10_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))

    with pytest.raises(KeyFileDamagedError):
        keyfile.read(path)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DiskError):
        keyfile.read(tmp_path / "nowhere")


def test_the_mac_covers_all_but_itself(content: bytes) -> None:
    file = keyfile.parse(content)
    fields = json.loads(file.authenticated())

    assert set(json.loads(content)) - set(fields) == {"mac"}


def test_a_slot_is_bound_to_its_vault_and_everything_beside_it(content: bytes) -> None:
    file = keyfile.parse(content)
    fields = json.loads(keyfile.bound_to(file.slots[0], file.vault))

    assert set(fields) == {"v", "vault", "dev", "id", "kdf", "kind", "label", "nonce", "person", "salt"}
    assert keyfile.bound_to(file.slots[0], "0" * 32) != keyfile.bound_to(file.slots[0], file.vault)
