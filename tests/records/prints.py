"""Prints sample records, and reads what came out of the press."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sopcheck.records import freezing
from sopcheck.records.freezing import Printed, SaltedText
from sopcheck.records.printing import ORDINARY, RecordSignature, render
from sopcheck.records.stamping import PrintDetails
from tests.records import samples, sheet_samples

DETAILS = PrintDetails(
    number="LT-000127",
    purpose="Review meeting",
    recipient="DI Marsh",
    printed_at=samples.at("2026-05-08 09:35"),
    printed_by="DS Okell",
)


class Key:
    """A person's key."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed * 32)

    @property
    def public_key(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


OKELL_KEY, MALLORY_KEY = Key(b"o"), Key(b"m")


def verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def counting_salts() -> Callable[[], bytes]:
    numbers = itertools.count(1)
    return lambda: next(numbers).to_bytes(16, "big")


def frozen(record: Printed) -> tuple[bytes, dict[str, SaltedText]]:
    return freezing.frozen(record, counting_salts())


def signed_print(record: Printed, *, sealer: Key | None = OKELL_KEY) -> bytes:
    """A record that DS Okell signed, printed and sealed."""
    signed, texts = frozen(record)
    signature = RecordSignature(
        "DS Okell", OKELL_KEY.public_key, OKELL_KEY.sign(freezing.signing_message(signed))
    )
    return render(signed, texts, details=DETAILS, signatures=[signature], sealer=sealer)


def printed(
    record: Printed,
    *,
    details: PrintDetails = DETAILS,
    erased: Mapping[str, str] | None = None,
    classes: frozenset[str] = ORDINARY,
    with_annex: bool = False,
) -> bytes:
    """A record that nobody signed; what is erased has no row."""
    signed, texts = frozen(record)
    left = {key: row for key, row in texts.items() if key not in (erased or {})}
    return render(signed, left, details=details, erased=erased, classes=classes, with_annex=with_annex)


@cache
def ordinary_print() -> bytes:
    return signed_print(samples.ordinary())


@cache
def all_samples() -> dict[str, bytes]:
    """One print of every kind of document that there is."""
    watermarked = replace(DETAILS, watermark="FICTITIOUS", witness="3f1c9a, 412 entries, 9be04a1177c2d0aa")
    return {
        "ordinary": ordinary_print(),
        "annexed": printed(samples.ordinary(), details=watermarked, with_annex=True),
        "empty": printed(samples.empty()),
        "hostile": printed(samples.hostile(), with_annex=True),
        "sensitive annex": signed_print(sheet_samples.annex()),
        "hostile annex": printed(sheet_samples.annex(sheet_samples.EVERYTHING)),
        "addenda": printed(sheet_samples.addenda()),
        "hostile addenda": printed(sheet_samples.addenda(sheet_samples.EVERYTHING)),
        "status": printed(sheet_samples.status()),
        "hostile status": printed(sheet_samples.hostile_status()),
        "checklist": printed(sheet_samples.blank()),
        "hostile checklist": printed(sheet_samples.blank(sheet_samples.EVERYTHING)),
        "disclosure": printed(sheet_samples.disclosure(), details=watermarked),
        "hostile disclosure": printed(sheet_samples.hostile_disclosure()),
        "sensitive disclosure": printed(sheet_samples.disclosure(sensitive=True)),
    }


NAMES = (
    "ordinary",
    "annexed",
    "empty",
    "hostile",
    "sensitive annex",
    "hostile annex",
    "addenda",
    "hostile addenda",
    "status",
    "hostile status",
    "checklist",
    "hostile checklist",
    "disclosure",
    "hostile disclosure",
    "sensitive disclosure",
)
"""The names of all samples, to make a test of each before any is printed."""


def pages(pdf: bytes) -> list[str]:
    """The words of every page, as a reader copies them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_words(document, number) for number in range(len(document))]
    finally:
        document.close()


def words(pdf: bytes) -> str:
    return " ".join(" ".join(pages(pdf)).split())


@dataclass(frozen=True)
class Inside:
    """The files inside a PDF."""

    files: Mapping[str, bytes]

    @classmethod
    def of(cls, pdf: bytes) -> "Inside":
        with pikepdf.open(BytesIO(pdf)) as opened:
            return cls(
                {name: opened.attachments[name].get_file().read_bytes() for name in opened.attachments}
            )


def _words(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    text = page.get_textpage()
    found: str = text.get_text_range()
    text.close()
    page.close()
    return found
