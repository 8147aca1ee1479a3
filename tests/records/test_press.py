"""The press freezes, prints and reads back, in the words of the services."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
import pytest

from sopcheck.cases.reviews.reviewed import FileSigner, FrozenRecord, PrintOrder, SheetKind
from sopcheck.crypto.signing import SigningKey, verify
from sopcheck.errors import DamagedError
from sopcheck.ledger.entry import PersonId
from sopcheck.records.press import Press
from tests.records.prints import Inside, words
from tests.records.reviewed_cases import CHILD, FIRST, THIRD, reviewed

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


def test_a_print_says_which_keys_signed_the_record_and_sealed_the_file() -> None:
    verdict = PRESS.verify(PRESS.render(signed(), ORDER, name="DS Okell", seal=Seal()), known={})
    assert {one.part for one in verdict.signers} == {"record", "print"}
    assert {one.key for one in verdict.signers} == {KEY.public.hex()}


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


def test_the_annex_is_frozen_with_its_record_and_named_by_it() -> None:
    frozen = PRESS.freeze(reviewed(*CHILD, FIRST))
    assert frozen.annex is not None
    assert f'"digest":"{frozen.annex.digest}"'.encode() in frozen.signed
    PRESS.check(frozen)


def test_the_annex_of_another_record_is_refused() -> None:
    frozen, other = PRESS.freeze(reviewed(*CHILD, FIRST)), PRESS.freeze(reviewed(FIRST, THIRD))
    with pytest.raises(DamagedError, match="is not kept with it"):
        PRESS.check(msgspec.structs.replace(frozen, annex=other.annex))


def test_an_annex_without_a_record_that_names_it_is_refused() -> None:
    frozen = PRESS.freeze(reviewed(*CHILD, FIRST))
    sheet = PRESS.freeze_sheet("status", reviewed(*CHILD, FIRST))
    with pytest.raises(DamagedError, match="is not kept with it"):
        PRESS.check(msgspec.structs.replace(sheet, annex=frozen.annex))


def test_an_annex_that_was_cut_away_is_not_taken_for_one_that_never_was() -> None:
    frozen = PRESS.freeze(reviewed(*CHILD, FIRST))
    with pytest.raises(DamagedError, match="is not kept with it"):
        PRESS.check(msgspec.structs.replace(frozen, annex=None))


@pytest.mark.parametrize("kind", ["status", "checklist"])
def test_what_names_no_annex_needs_none(kind: SheetKind) -> None:
    PRESS.check(PRESS.freeze_sheet(kind, reviewed(*CHILD, FIRST)))


def test_an_altered_text_of_the_annex_is_refused() -> None:
    plan = "at: 2026-04-30 12:00, by: farrow, answer: agree-safety-plan, of: child-a, text: At her aunt's"
    frozen = PRESS.freeze(reviewed(*CHILD, plan, FIRST))
    assert frozen.annex is not None
    key, (salt, _) = next(iter(frozen.annex.texts.items()))
    forged = msgspec.structs.replace(frozen.annex, texts={**frozen.annex.texts, key: (salt, "Nothing")})
    with pytest.raises(DamagedError, match="not what was signed"):
        PRESS.check(msgspec.structs.replace(frozen, annex=forged))


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("status", "status"),
        ("checklist", "checklist"),
        ("disclosure", "disclosure"),
        ("sensitive-disclosure", "disclosure"),
    ],
)
def test_every_sheet_is_frozen_printed_and_read_back_as_what_it_is(kind: SheetKind, word: str) -> None:
    frozen = PRESS.freeze_sheet(kind, reviewed(*CHILD, FIRST))
    assert (frozen.signature, frozen.annex) == (b"", None)
    verdict = PRESS.verify(PRESS.render(frozen, ORDER, name="", seal=Seal()), known={KEY.public: "DS Okell"})
    assert (verdict.state, verdict.document) == ("intact", word)
    assert verdict.signers == (FileSigner("print", KEY.public.hex()),)


def test_the_line_of_the_ledger_is_on_the_print_and_in_its_proof() -> None:
    order = msgspec.structs.replace(ORDER, ledger="3f1c9aab · 412 · 9be04a11")
    pdf = PRESS.render(signed(), order, name="DS Okell", seal=Seal())
    assert "Ledger line 3f1c9aab · 412 · 9be04a11" in words(pdf)
    assert json.loads(Inside.of(pdf).files["proof.json"])["print"]["witness"] == order.ledger


@pytest.mark.parametrize("annex", [False, True])
def test_no_sensitive_word_is_anywhere_in_the_ordinary_file(*, annex: bool) -> None:
    events = (
        "at: 2026-05-05 12:00, by: farrow, answer: agree-safety-plan, of: child-a, text: Zebra one",
        "at: 2026-05-05 12:05, by: farrow, explain: agree-safety-plan, of: child-a, reason: Zebra two",
        "at: 2026-05-05 12:10, by: farrow, answer: meet-health-needs, of: child-a, is: not applicable, "
        "reason: Zebra three",
    )
    frozen = PRESS.freeze(reviewed(*CHILD, FIRST, *events, THIRD))
    assert frozen.annex is not None
    ordinary = PRESS.render(frozen, ORDER, name="", seal=None, annex=annex)
    whole = words(ordinary) + "".join(part.decode() for part in Inside.of(ordinary).files.values())
    assert "Zebra" not in whole
    sensitive = words(PRESS.render(frozen.annex, ORDER, name="", seal=None))
    assert all(f"Zebra {number}" in sensitive for number in ("one", "two", "three"))
