"""The anchor is believed only under the key of its vault; of several places the furthest counts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.errors import UnavailableError
from sopcheck.ledger.entry import ChainId
from sopcheck.vault.anchors import Anchor, Anchors, FilePlace, KeyringPlace, Reached
from sopcheck.vault.keyring import NoKeyringError
from tests.vault.vaults import NOW, FakeKeyring

KEY, VAULT = bytes(32), "ab" * 16
LOG, OTHER = ChainId("a" * 32), ChainId("b" * 32)


class Kept:
    """A place in memory."""

    def __init__(self, content: bytes | None = None) -> None:
        self.content = content

    def put(self, content: bytes) -> None:
        self.content = content

    def get(self) -> bytes | None:
        return self.content


def anchors(*places: Kept, key: bytes = KEY, vault: str = VAULT) -> Anchors:
    return Anchors(places, vault=vault, vault_key=key)


def reached(seq: int, log: ChainId = LOG) -> Reached:
    return Reached(log, seq, "c" * 32)


def written(*chains: Reached, entries: int = 9) -> bytes:
    place = Kept()
    anchors(place).write(chains, entries=entries, at=NOW)
    assert place.content is not None
    return place.content


def test_what_was_written_is_read() -> None:
    found = anchors(Kept(written(reached(7)))).read()
    assert found == Anchor((reached(7),), 9, "2026-05-07T09:00:00.000Z", VAULT)


def test_nothing_is_read_where_nothing_was_written() -> None:
    assert anchors(Kept(), Kept()).read() is None


@pytest.mark.parametrize("content", [None, b"{", written(reached(7))])
def test_where_there_is_none_or_ours_no_other_key_is_told(content: bytes | None) -> None:
    assert not anchors(Kept(content)).is_of_another_key()


def test_one_of_this_vault_under_another_key_is_told_apart_from_none() -> None:
    place = Kept(written(reached(7)))
    assert anchors(place, key=bytes([1] * 32)).is_of_another_key()
    assert not anchors(place, key=bytes([1] * 32), vault="cd" * 16).is_of_another_key()


@given(st.integers(0, 200), st.integers(1, 255))
def test_one_that_was_altered_is_as_good_as_none(place: int, flip: int) -> None:
    content = bytearray(written(reached(7)))
    content[place % len(content)] ^= flip
    found = anchors(Kept(bytes(content))).read()
    assert found is None or found.chains == (reached(7),)


@pytest.mark.parametrize("change", [{"key": b"x" * 32}, {"vault": "cd" * 16}])
def test_one_of_another_vault_is_none(change: dict[str, str]) -> None:
    assert anchors(Kept(written(reached(7))), **change).read() is None  # type: ignore[arg-type]  # one of both


def test_of_each_chain_the_furthest_that_any_place_knows_counts() -> None:
    older, newer = written(reached(5), entries=5), written(reached(7), reached(3, OTHER), entries=10)
    found = anchors(Kept(newer), Kept(older), Kept(b"nonsense")).read()
    assert found is not None
    assert (set(found.chains), found.entries) == ({reached(7), reached(3, OTHER)}, 10)


def test_it_is_small_enough_for_every_key_store() -> None:
    many = [Reached(ChainId(f"{number:032x}"), 10**7, "c" * 32) for number in range(20)]
    # Windows takes 1,280 characters, and a key store keeps hex.
    assert 2 * len(written(*many, entries=10**8)) <= 1280


def test_the_file_lies_beside_the_folder_and_not_in_it(tmp_path: Path) -> None:
    place = FilePlace(tmp_path / "vault")
    assert place.get() is None
    place.put(b"anchor")
    assert [path.name for path in tmp_path.iterdir()] == ["vault.anchor"]
    assert place.get() == b"anchor"


def test_a_place_that_refuses_stops_nothing(tmp_path: Path) -> None:
    class Broken(FakeKeyring):
        def get(self, *, vault: str, slot: str) -> bytes | None:
            raise NoKeyringError

        def put(self, *, vault: str, slot: str, secret: bytes) -> None:
            raise NoKeyringError

    place = KeyringPlace(Broken(), VAULT)
    place.put(b"anchor")
    assert place.get() is None
    FilePlace(tmp_path / "missing" / "vault").put(b"anchor")
    with pytest.raises(UnavailableError):
        Broken().get(vault=VAULT, slot="anchor")


def test_the_key_store_keeps_it_apart_from_the_device_secrets() -> None:
    keyring = FakeKeyring()
    KeyringPlace(keyring, VAULT).put(b"anchor")
    assert keyring.kept == {(VAULT, "anchor"): b"anchor"}
    assert KeyringPlace(keyring, VAULT).get() == b"anchor"
