"""A note is believed only as it was written, by whoever had this vault open, and for its own purpose."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from sopcheck.vault.seal import Seal

KEY = bytes(range(32))


class Note(Struct, frozen=True):
    """Something to be sealed."""

    text: str
    number: int = 1


SEAL = Seal(KEY, b"sopcheck/test/v1")
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(texts)
def test_a_note_fits_its_own_seal(text: str) -> None:
    assert SEAL.fits(Note(text), SEAL.of(Note(text)))


@pytest.mark.parametrize("other", [Note("other"), Note("seen", 2)])
def test_a_note_that_was_changed_does_not(other: Note) -> None:
    assert not SEAL.fits(other, SEAL.of(Note("seen")))


@pytest.mark.parametrize("other", [Seal(KEY, b"sopcheck/other/v1"), Seal(bytes(32), b"sopcheck/test/v1")])
def test_a_seal_of_another_purpose_or_vault_does_not_fit(other: Seal) -> None:
    assert not SEAL.fits(Note("seen"), other.of(Note("seen")))


@pytest.mark.parametrize("claimed", ["", "none", "00", "0f" * 32, "é"])
def test_what_is_no_seal_does_not_fit(claimed: str) -> None:
    assert not SEAL.fits(Note("seen"), claimed)


def test_a_seal_stays_where_it_is() -> None:
    with pytest.raises(TypeError, match="stays where it is"):
        pickle.dumps(SEAL)
