"""A signed record is kept byte for byte, and a damaged one is never taken for it."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from sopcheck import canonical
from sopcheck.cases.derived import Snapshot
from sopcheck.cases.reviews.reviewed import FrozenRecord
from sopcheck.errors import DamagedError
from sopcheck.services.snapshots import frozen_of, snapshot_of

SIGNED = FrozenRecord(
    signed=b'{"record": 1}',
    digest="d" * 64,
    code="ABCD",
    texts={"risk": ("00" * 16, "Words")},
    public_key=b"k" * 32,
    signature=b"s" * 64,
)


def damaged(**changed: object) -> Snapshot:
    content = canonical.decode(snapshot_of("r1", SIGNED).content)
    assert isinstance(content, dict)
    return Snapshot(review="r1", digest="d" * 64, content=canonical.encode(content | changed))


ANNEX = structs.replace(SIGNED, signed=b'{"annex": 1}', digest=hashlib.sha256(b'{"annex": 1}').hexdigest())


def test_a_record_comes_back_as_it_was_signed() -> None:
    assert frozen_of(snapshot_of("r1", SIGNED)) == SIGNED


def test_the_sensitive_annex_is_kept_with_its_record() -> None:
    whole = structs.replace(SIGNED, annex=ANNEX)
    assert frozen_of(snapshot_of("r1", whole)) == whole


def test_under_what_words_were_erased_is_kept_with_the_record() -> None:
    erased = structs.replace(SIGNED, texts={}, erased={"risk": "DPA 2018 s.47 on 8 May 2026"})
    assert frozen_of(snapshot_of("r1", erased)) == erased


def test_a_record_of_the_first_format_has_no_annex() -> None:
    assert frozen_of(damaged(format=1)) == SIGNED


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@settings(max_examples=50)
@given(st.dictionaries(st.text("abc-1", min_size=1), words))
def test_every_text_comes_back_with_its_salt(texts: dict[str, str]) -> None:
    rows = {key: ("ab" * 16, text) for key, text in texts.items()}
    record = FrozenRecord(signed=b"{}", digest="d", code="c", texts=rows)
    assert frozen_of(snapshot_of("r1", record)).texts == rows


def test_the_same_record_is_kept_in_the_same_bytes() -> None:
    assert snapshot_of("r1", SIGNED) == snapshot_of("r1", SIGNED)


@pytest.mark.parametrize(
    "changed",
    [
        {"format": 3},
        {"signed": 1},
        {"annex": {}},
        {"annex": 1},
        {"erased": 1},
        {"texts": [["risk"]]},
        {"texts": 1},
        {"signature": "xyz"},
    ],
)
def test_a_damaged_record_is_told_from_one_that_is_not_there(changed: dict[str, object]) -> None:
    with pytest.raises(DamagedError, match="Restore it from a backup"):
        frozen_of(damaged(**changed))


def test_a_record_that_is_no_record_is_damaged() -> None:
    with pytest.raises(DamagedError, match="is damaged"):
        frozen_of(Snapshot(review="r1", digest="d", content=b"[]"))
