"""Only the right passphrase, with the right device secret, opens a slot; a damaged file opens nothing."""

import pickle
import secrets
from collections.abc import Callable, Iterator
from functools import lru_cache

import pytest
from msgspec.structs import replace

from sopcheck.crypto.kdf import key_encryption_key
from sopcheck.errors import SopcheckError
from sopcheck.vault import keyfile, keyslots
from sopcheck.vault.errors import KeyFileDamagedError, WrongPassphraseError
from sopcheck.vault.keyfile import FORMAT, MAGIC, KeyFile, Slot
from sopcheck.vault.keyslots import (
    PREVIOUS_USED,
    TESTING_COSTS,
    DeviceSecretMissingError,
    Owner,
    Secrets,
    UnfitPersonError,
    UnknownSlotError,
    open_slot,
)
from sopcheck.vault.labels import KeyFiles
from sopcheck.vault.passphrases import UnfitPassphraseError
from tests.vault.vaults import ANN, BEN, OTHER, PASSPHRASE

VAULT = "f" * 32
MINE = "a" * 32
YOURS = "b" * 32
VAULT_KEY = bytes(range(32))
SEED = bytes(range(32, 64))
DEVICE = bytes(range(64, 96))


@pytest.fixture(scope="module", autouse=True)
def derive_once() -> Iterator[None]:
    """Derive each key only once: the same is asked for hundreds of times where bytes are flipped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyslots, "key_encryption_key", lru_cache(key_encryption_key))
        yield


def make_slot(
    name: str = MINE, *, passphrase: str = PASSPHRASE, device: bytes | None = None, label: str = "1234"
) -> Slot:
    return keyslots.make_slot(
        Secrets(VAULT_KEY, SEED),
        Owner(name, ANN if name == MINE else BEN, label),
        vault=VAULT,
        passphrase=passphrase,
        device_secret=device,
        costs=TESTING_COSTS,
        random_bytes=secrets.token_bytes,
    )


def make_file(*slots: Slot, gen: int = 1) -> KeyFile:
    file = KeyFile(
        db_salt="0" * 32, gen=gen, mac="", magic=MAGIC, pending=None, slots=slots, v=FORMAT, vault=VAULT
    )
    return keyslots.seal(file, VAULT_KEY)


@pytest.fixture(scope="module")
def file() -> KeyFile:
    return make_file(make_slot(), make_slot(YOURS, passphrase=OTHER))


def test_the_passphrase_gives_the_keys(file: KeyFile) -> None:
    opened = open_slot(KeyFiles(file, None), MINE, PASSPHRASE, device_secret=None)

    assert (opened.secrets.vault_key, opened.secrets.seed) == (VAULT_KEY, SEED)
    assert (opened.slot.person, opened.notices) == (ANN, ())


def test_the_passphrase_opens_however_the_keyboard_composes_it() -> None:
    made = make_file(make_slot(passphrase="café noir, sans sucre"))

    opened = open_slot(KeyFiles(made, None), MINE, "cafe\u0301 noir, sans sucre", device_secret=None)

    assert opened.secrets.seed == SEED


@pytest.mark.parametrize(
    "typed", ["", "correct horse battery stapl", PASSPHRASE + " ", PASSPHRASE.upper(), OTHER]
)
def test_any_other_passphrase_opens_nothing_and_hints_at_nothing(file: KeyFile, typed: str) -> None:
    with pytest.raises(WrongPassphraseError) as refusal:
        open_slot(KeyFiles(file, None), MINE, typed, device_secret=None)

    assert refusal.value.sentence == (
        "That passphrase does not open this vault for the person chosen. "
        "Check Caps Lock and the keyboard, and type it again."
    )


@pytest.mark.parametrize("typed", [PASSPHRASE, OTHER])
def test_a_wrong_passphrase_takes_as_long_as_the_right_one(
    file: KeyFile, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    derived = []

    def counted(*given: object, **cost: object) -> bytes:
        derived.append(cost["cost"])
        return bytes(32)

    monkeypatch.setattr(keyslots, "key_encryption_key", counted)
    with pytest.raises(WrongPassphraseError):
        keyslots.open_slot(KeyFiles(file, file), file.slots[0].id, typed, device_secret=None)
    # Deriving is all that takes time: once, at the cost of the slot, whatever was typed.
    assert derived == [file.slots[0].kdf.cost()]


def test_a_passphrase_without_end_is_refused(file: KeyFile) -> None:
    with pytest.raises(UnfitPassphraseError):
        open_slot(KeyFiles(file, None), MINE, "x" * 1_000_000, device_secret=None)


def test_a_slot_that_is_not_there_is_told(file: KeyFile) -> None:
    with pytest.raises(UnknownSlotError, match="Choose another from the list"):
        open_slot(KeyFiles(file, None), "c" * 32, PASSPHRASE, device_secret=None)


def test_a_device_slot_opens_with_its_device_secret() -> None:
    made = make_file(make_slot(device=DEVICE))

    slot = open_slot(KeyFiles(made, None), MINE, PASSPHRASE, device_secret=DEVICE).slot
    assert isinstance(slot, Slot)
    assert slot.kind == "device"


@pytest.mark.parametrize("device", [None, bytes(32), b"x" * 32])
def test_without_its_own_device_secret_a_device_slot_says_what_is_missing(device: bytes | None) -> None:
    made = make_file(make_slot(device=DEVICE))

    with pytest.raises(DeviceSecretMissingError, match="ask an administrator"):
        open_slot(KeyFiles(made, None), MINE, PASSPHRASE, device_secret=device)


def test_a_passphrase_slot_needs_no_device_secret(file: KeyFile) -> None:
    slot = open_slot(KeyFiles(file, None), MINE, PASSPHRASE, device_secret=DEVICE).slot
    assert isinstance(slot, Slot)
    assert slot.kind == "passphrase"


def test_any_flipped_byte_of_the_file_opens_nothing(file: KeyFile) -> None:
    for damaged in flipped(file.written()):
        with pytest.raises(SopcheckError):
            open_slot(KeyFiles(keyfile.parse(damaged), None), MINE, PASSPHRASE, device_secret=None)


def test_any_flipped_byte_falls_back_on_the_file_before(file: KeyFile) -> None:
    for damaged in flipped(file.written()):
        opened = open_slot(KeyFiles(readable(damaged), file), MINE, PASSPHRASE, device_secret=None)

        assert opened.notices == (PREVIOUS_USED,)
        assert opened.secrets.vault_key == VAULT_KEY


def flipped(content: bytes) -> Iterator[bytes]:
    for place in range(len(content)):
        yield content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def readable(content: bytes) -> KeyFile | None:
    try:
        return keyfile.parse(content)
    except SopcheckError:
        return None


@pytest.mark.parametrize("damage", [None, lambda file: replace(file, db_salt="1" * 32)])
def test_a_wrong_passphrase_stays_wrong_where_the_file_is_damaged(
    file: KeyFile, damage: Callable[[KeyFile], KeyFile] | None
) -> None:
    current = None if damage is None else damage(file)

    with pytest.raises(WrongPassphraseError):
        open_slot(KeyFiles(current, file), MINE, OTHER, device_secret=None)


def test_a_changed_passphrase_makes_the_old_one_wrong_though_the_file_before_has_it(file: KeyFile) -> None:
    changed = make_file(make_slot(passphrase=OTHER), file.slots[1], gen=2)

    with pytest.raises(WrongPassphraseError):
        open_slot(KeyFiles(changed, file), MINE, PASSPHRASE, device_secret=None)


def test_a_removed_person_stays_removed_though_the_file_before_has_them(file: KeyFile) -> None:
    without_me = make_file(file.slots[1], gen=2)

    with pytest.raises(UnknownSlotError):
        open_slot(KeyFiles(without_me, file), MINE, PASSPHRASE, device_secret=None)


@pytest.mark.parametrize(
    "alter",
    [
        lambda file: replace(file, slots=file.slots[:1]),
        lambda file: replace(file, slots=file.slots[::-1]),
        lambda file: replace(file, gen=7),
        lambda file: replace(file, mac="0" * 64),
    ],
)
def test_a_file_that_somebody_put_together_is_not_authentic(
    file: KeyFile, alter: Callable[[KeyFile], KeyFile]
) -> None:
    with pytest.raises(KeyFileDamagedError):
        open_slot(KeyFiles(alter(file), None), MINE, PASSPHRASE, device_secret=None)


def test_a_slot_of_another_vault_does_not_open(file: KeyFile) -> None:
    moved = keyslots.seal(replace(file, vault="e" * 32), VAULT_KEY)

    with pytest.raises(WrongPassphraseError):
        open_slot(KeyFiles(moved, None), MINE, PASSPHRASE, device_secret=None)


def test_slots_differ_in_every_secret_even_for_the_same_passphrase() -> None:
    one, other = make_slot(), make_slot()

    assert len({one.salt, other.salt, one.nonce, other.nonce, one.ct, other.ct}) == 6


@pytest.mark.parametrize("label", ["", " ", "x" * 65, "line\nbreak", "right-to-left \u202e"])
def test_a_label_that_cannot_be_shown_is_refused(label: str) -> None:
    with pytest.raises(UnfitPersonError, match="such as a collar number"):
        make_slot(label=label)


@pytest.mark.parametrize("label", ["1", "x" * 64, "Łukasz Ożóg"])
def test_labels_may_be_any_name(label: str) -> None:
    assert make_slot(label=label).label == label


def test_the_keys_are_not_shown_and_do_not_leave() -> None:
    held = Secrets(VAULT_KEY, SEED)

    assert VAULT_KEY.hex() not in repr(held)
    with pytest.raises(TypeError, match="stay where they are"):
        pickle.dumps(held)
