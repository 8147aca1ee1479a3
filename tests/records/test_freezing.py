"""A frozen record: signed bytes without words, words beside them."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from sopcheck import canonical
from sopcheck.errors import DamagedError
from sopcheck.records import freezing
from sopcheck.records.freezing import Printed, SaltedText, text_classes, thawed, verification_code
from sopcheck.records.record import Discussion, SupervisionRecord, Text
from tests.records import samples, sheet_samples
from tests.records.prints import counting_salts, frozen


def discussed(words: str, print_class: str = "ordinary") -> SupervisionRecord:
    return structs.replace(samples.empty(), discussion=Discussion(discussed=Text(words, print_class)))


def said(signed: bytes, texts: Mapping[str, SaltedText], **how: Any) -> Text | None:
    record = thawed(signed, texts, **how)
    assert isinstance(record, SupervisionRecord)
    return record.discussion.discussed


EVERY_KIND: dict[str, Printed] = {
    "record": samples.ordinary(),
    "annex": sheet_samples.annex(),
    "addenda": sheet_samples.addenda(),
    "status": sheet_samples.status(),
    "checklist": sheet_samples.blank(),
    "disclosure": sheet_samples.disclosure(),
}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_document_comes_back_as_it_was_frozen(kind: str) -> None:
    signed, texts = frozen(EVERY_KIND[kind])
    assert thawed(signed, texts) == EVERY_KIND[kind]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_what_kind_of_document_it_is_is_signed_with_it(kind: str) -> None:
    assert f'"format":"sopcheck-{kind}"'.encode() in frozen(EVERY_KIND[kind])[0]
    assert freezing.word_of(EVERY_KIND[kind]) == kind


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_no_document_has_the_words_of_anybody_in_its_signed_bytes(kind: str) -> None:
    signed, texts = frozen(EVERY_KIND[kind])
    assert texts
    assert not [row.text for row in texts.values() if f'"{row.text}"'.encode() in signed]


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_words_come_back_as_they_were(words: str) -> None:
    signed, texts = frozen(discussed(words))
    assert said(signed, texts) == Text(words)


def test_signed_bytes_are_canonical_and_say_their_format() -> None:
    signed, _ = frozen(samples.ordinary())
    value = canonical.decode(signed)
    assert isinstance(value, dict)
    assert (value["format"], value["v"]) == ("sopcheck-record", 1)


def test_no_words_stand_in_the_signed_bytes_but_every_state_and_time_does() -> None:
    signed, texts = frozen(samples.ordinary())
    assert not [row.text for row in texts.values() if row.text.encode() in signed]
    for clear in ("record-crime", "justified", "2026-05-06T13:40:00Z", "NV/CSE/26/0101"):
        assert clear.encode() in signed


def test_the_same_words_twice_have_two_hashes() -> None:
    signed, _ = frozen(samples.ordinary())
    _, *hashes = signed.decode().split('"hash":"')
    assert len({text[:64] for text in hashes}) == len(hashes)


def test_freezing_twice_with_the_same_salts_gives_the_same_bytes() -> None:
    first, second = (freezing.frozen(samples.ordinary(), counting_salts()) for _ in range(2))
    assert first == second


def test_erased_words_are_gone_and_the_record_is_still_whole() -> None:
    signed, texts = frozen(discussed("a name"))
    del texts["discussion-discussed"]
    back = said(signed, texts, erased={"discussion-discussed": "DPA 2018 s.47"})
    assert back == Text("", absence="erased under DPA 2018 s.47")


def test_words_that_are_nowhere_are_said_to_be_missing() -> None:
    signed, _ = frozen(discussed("a name"))
    back = said(signed, {})
    assert back is not None
    assert back.absence == "these words are not held here"


def test_words_of_a_class_can_be_left_out() -> None:
    signed, texts = frozen(discussed("on sick leave", "staff-personal"))
    back = said(signed, texts, left_out=lambda print_class: f"left out: {print_class}")
    assert back == Text("", "staff-personal", absence="left out: staff-personal")


@pytest.mark.parametrize(
    "row", [SaltedText("00" * 16, "words"), SaltedText("zz", "words"), SaltedText("", "")]
)
def test_words_that_were_not_signed_are_refused(row: SaltedText) -> None:
    signed, texts = frozen(discussed("words"))
    texts["discussion-discussed"] = row
    with pytest.raises(DamagedError, match="is not what was signed"):
        thawed(signed, texts)


def altered(key: str, value: object) -> bytes:
    content = json.loads(frozen(samples.empty())[0])
    return canonical.encode({**content, key: value})


@pytest.mark.parametrize(
    ("signed", "message"),
    [
        (altered("v", 2), "newer version of the program. Install that version"),
        (altered("format", "sopcheck-record-of-2031"), "newer version of the program. Install that version"),
        (altered("format", "other"), "its content is not what was signed"),
        (altered("content", []), "its content is not what was signed"),
        (altered("content", {"review_id": 3}), "its content is not what was signed"),
        (b"[]", "its content is not what was signed"),
        (b'{"a": 1}', "damaged or foreign"),
    ],
)
def test_bytes_that_are_no_record_are_refused_with_a_sentence(signed: bytes, message: str) -> None:
    with pytest.raises(DamagedError, match=message):
        thawed(signed, {})


def test_the_class_of_every_text_is_known_without_its_words() -> None:
    signed, texts = frozen(discussed("on sick leave", "staff-personal"))
    assert text_classes(signed) == {"discussion-discussed": "staff-personal"}
    assert text_classes(frozen(samples.ordinary())[0]).keys() == frozen(samples.ordinary())[1].keys()
    assert list(texts) == ["discussion-discussed"]


def test_what_is_signed_can_be_no_other_kind_of_thing() -> None:
    assert freezing.signing_message(b"{}") == b"sopcheck/record/v1\0{}"


@pytest.mark.parametrize(
    ("digest", "code"),
    [
        ("0" * 64, "0000-0000-0000-0000-0000"),
        ("f" * 64, "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ"),
        ("08" + "0" * 62, "1000-0000-0000-0000-0000"),
        ("0" * 24 + "1" + "0" * 39, "0000-0000-0000-0000-0001"),
    ],
)
def test_the_code_is_the_beginning_of_the_digest(digest: str, code: str) -> None:
    assert verification_code(digest) == code


@given(st.integers(0, 2**256 - 1))
def test_a_code_has_no_letter_that_is_misread(number: int) -> None:
    assert not set("ILOU") & set(verification_code(f"{number:064x}"))
