"""The press freezes, prints and reads back, in the words of the services."""

from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
import pytest

from sopcheck.cases.reviewed import FrozenRecord, PrintOrder
from sopcheck.crypto.signing import SigningKey, verify
from sopcheck.errors import DamagedError
from sopcheck.ledger.entry import PersonId
from sopcheck.records.press import Press
from tests.records.reviewed_cases import CHILD, FIRST, reviewed

KEY = SigningKey(PersonId("okell"), bytes(range(32)))
PRESS = Press(lambda: bytes(16), verify)
ORDER = PrintOrder(
    number="AB12-00001",
    purpose="Case conference",
    recipient="DI Teal",
    printed_at=datetime(2026, 5, 2, 9, 0, tzinfo=UTC),
    printed_by="DS Okell",
)


@dataclass(frozen=True)
class Seal:
    """Seals a file with the same key."""

    public_key: bytes = KEY.public

    def sign(self, message: bytes) -> bytes:
        return KEY.sign(message)


def signed() -> FrozenRecord:
    frozen = PRESS.freeze(reviewed(*CHILD, FIRST))
    return msgspec.structs.replace(frozen, public_key=KEY.public, signature=KEY.sign(frozen.message))


def test_freezing_gives_what_is_signed_its_digest_and_its_code() -> None:
    frozen = PRESS.freeze(reviewed(FIRST))
    assert (len(frozen.digest), len(frozen.code)) == (64, 24)
    assert frozen.message.endswith(frozen.signed)
    assert frozen.signature == b""


def test_texts_lie_beside_what_is_signed() -> None:
    frozen = PRESS.freeze(reviewed(*CHILD, FIRST))
    assert "Child A" in {text for _, text in frozen.texts.values()}
    assert b"Child A" not in frozen.signed


def test_a_print_is_intact_and_names_its_case_number_and_digest() -> None:
    frozen = signed()
    verdict = PRESS.verify(PRESS.render(frozen, ORDER, name="DS Okell", seal=Seal()), known={})
    assert (verdict.state, verdict.digest, verdict.code) == ("intact", frozen.digest, frozen.code)
    assert (verdict.case_reference, verdict.print_number) == ("NV/CSE/26/0900", "AB12-00001")


@pytest.mark.parametrize(("known", "answer"), [({KEY.public: "DS Okell"}, True), ({}, False)])
def test_signers_are_known_where_their_keys_are(known: dict[bytes, str], answer: object) -> None:
    pdf = PRESS.render(signed(), ORDER, name="DS Okell", seal=Seal())
    assert PRESS.verify(pdf, known=known).signers_known is answer


def test_the_annex_is_printed_only_when_it_is_asked_for() -> None:
    frozen = signed()
    plain = PRESS.render(frozen, ORDER, name="DS Okell", seal=None)
    assert len(PRESS.render(frozen, ORDER, name="DS Okell", seal=None, annex=True)) > len(plain)


def test_a_text_that_was_altered_is_found() -> None:
    frozen = signed()
    PRESS.check(frozen)
    key = next(key for key, (_, text) in frozen.texts.items() if text == "Child A")
    altered = frozen.texts | {key: (frozen.texts[key][0], "Child B")}
    with pytest.raises(DamagedError):
        PRESS.check(msgspec.structs.replace(frozen, texts=altered))


def test_bytes_that_are_no_record_are_said_to_be_none() -> None:
    assert PRESS.verify(b"%PDF-1.7", known={}).state == "not a record"
