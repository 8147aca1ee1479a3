"""What is hashed and signed has exactly one form, and nothing else is read."""

import hashlib
import json
from collections.abc import Callable

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from sopcheck import canonical
from sopcheck.canonical import NotCanonicalError, UnfitValueError

GREATEST = 2**53 - 1

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
keys = st.text("abcXYZ019_-", min_size=1, max_size=5)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-GREATEST, GREATEST) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


@given(values)
def test_every_value_is_read_back_as_it_was_written(value: object) -> None:
    assert canonical.decode(canonical.encode(value)) == value


@given(values)
def test_two_writers_agree_on_the_bytes(value: object) -> None:
    plain = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert canonical.encode(value) == plain.encode()


@given(values)
def test_other_spacing_is_refused(value: object) -> None:
    spaced = json.dumps({"a": value}, sort_keys=True, ensure_ascii=False).encode()

    with pytest.raises(NotCanonicalError):
        canonical.decode(spaced)


@given(st.binary(max_size=40))
def test_any_bytes_are_read_exactly_or_refused(data: bytes) -> None:
    try:
        value = canonical.decode(data)
    except NotCanonicalError:
        return
    assert canonical.encode(value) == data


def test_keys_are_sorted_and_letters_kept_as_they_are() -> None:
    assert (
        canonical.encode({"b": "Żółć\n", "a": [True, None, -1]})
        == '{"a":[true,null,-1],"b":"Żółć\\n"}'.encode()
    )


def test_tuples_are_written_as_lists() -> None:
    assert canonical.encode((1, 2)) == b"[1,2]"


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        {1, 2},
        b"bytes",
        [object()],
        GREATEST + 1,
        -GREATEST - 1,
        "a\0b",
        "\ud800",
        {"a b": 1},
        {"é": 1},
        {"": 1},
        {1: 1},
    ],
)
def test_what_has_no_exact_form_is_not_written(value: object) -> None:
    with pytest.raises(UnfitValueError):
        canonical.encode(value)


def test_the_largest_numbers_are_written() -> None:
    assert canonical.encode([GREATEST, -GREATEST]) == b"[9007199254740991,-9007199254740991]"


@pytest.mark.parametrize("depth", [16, 64])
def test_depth_is_allowed_up_to_its_bound_and_not_past_it(depth: int) -> None:
    assert canonical.encode(nested(depth), depth=depth)

    with pytest.raises(UnfitValueError, match="nested too deeply"):
        canonical.encode(nested(depth + 1), depth=depth)


def test_reading_keeps_the_same_bound_of_depth() -> None:
    with pytest.raises(NotCanonicalError):
        canonical.decode(b"[" * 17 + b"]" * 17)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b"1.0",
        b"1e3",
        b"-0",
        b"NaN",
        b"Infinity",
        b'"\\u0041"',
        b'"\\/"',
        b'"\\ud800"',
        b'"\\u0000"',
        b'"\\u000a"',
        b'"\\ud83d\\ude00"',
        b'"\n"',
        b"\xef\xbb\xbf1",
        b"\xff\xfe1\x00",
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b"1 ",
        b"9007199254740992",
        b"18446744073709551616",
        b"1" * 5000,
        b"[" * 100_000,
    ],
)
def test_hostile_bytes_are_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(NotCanonicalError, match="This data is damaged or foreign"):
        canonical.decode(data)


@pytest.mark.parametrize("do", [canonical.encode, canonical.digest])
def test_a_pasted_nul_is_refused_with_what_to_do(do: Callable[[object], object]) -> None:
    with pytest.raises(UnfitValueError, match="Type it instead of pasting it"):
        do({"note": "a\0"})


def test_the_digest_is_the_hash_of_the_bytes() -> None:
    value = {"a": "b"}

    assert canonical.digest(value) == hashlib.sha256(rfc8785.dumps(value)).hexdigest()


def test_a_definition_may_be_deeper_than_an_entry() -> None:
    assert canonical.digest(nested(60), depth=canonical.DEFINITION_DEPTH)
