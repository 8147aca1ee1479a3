"""Prints a frozen record: the PDF with its pages, its structure, the record inside it, and its seal.

The same arguments give the same bytes. Writing the file and logging the print are the caller's; the
format is in `docs/record-format.md`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import msgspec
from pikepdf import Pdf

from sopcheck.records import archive, freezing, seal, tagging
from sopcheck.records.archive import Attachment
from sopcheck.records.composition import TITLE, PrintDetails, Stamp, build
from sopcheck.records.freezing import SaltedText
from sopcheck.records.layout import draw
from sopcheck.records.record import SupervisionRecord
from sopcheck.records.seal import SealSigner

RECORD_FILE, TEXTS_FILE, PROOF_FILE = "record.json", "texts.json", "proof.json"
PROOF_FORMAT, TEXTS_FORMAT = "sopcheck-proof", "sopcheck-texts"
FILE_VERSION = 1
ORDINARY = frozenset({"ordinary"})

__all__ = ["ORDINARY", "PrintDetails", "RecordSignature", "SealSigner", "render"]


@dataclass(frozen=True, slots=True)
class RecordSignature:
    """A person's signature over `freezing.signing_message`; Ed25519."""

    name: str
    public_key: bytes
    signature: bytes


def render(
    signed: bytes,
    texts: Mapping[str, SaltedText],
    *,
    details: PrintDetails,
    signatures: Sequence[RecordSignature] = (),
    sealer: SealSigner | None = None,
    erased: Mapping[str, str] | None = None,
    classes: frozenset[str] = ORDINARY,
    with_annex: bool = False,
) -> bytes:
    """Print a record.

    Args:
        signed: The frozen record.
        texts: The texts table; rows that are not printed do not get into the file.
        details: Which print this is.
        signatures: Who signed the record.
        sealer: Who seals this file; without one only accidents are noticed, not forgers.
        erased: For keys without a row, under what they were erased.
        classes: The print classes whose words are printed.
        with_annex: Whether every applicable item prints as well.

    Raises:
        DamagedError: A text is not the one signed, or the record is damaged or newer.
        RefusedError: There would be more pages than anybody can print.
    """
    record = _shown(signed, texts, erased or {}, classes, with_annex=with_annex)
    digest = freezing.digest(signed)
    code = freezing.verification_code(digest)
    stamp = Stamp(code, f"sopcheck:record:1:{digest}:{details.number}")
    drawn = draw(build(record, details=details, stamp=stamp, with_annex=with_annex))
    words = _texts_file(signed, texts, classes, with_annex=with_annex)
    proof = _proof_file(digest, code, details, signatures)
    attachments = [
        Attachment(RECORD_FILE, signed, "The signed record", "Data"),
        Attachment(TEXTS_FILE, words, "Its words", "Supplement"),
        Attachment(PROOF_FILE, proof, "Who signed and printed it", "Supplement"),
    ]
    with Pdf.open(BytesIO(drawn.pdf)) as pdf:
        tagging.tag(pdf, drawn)
        archive.make_text_readable(pdf)
        archive.declare_colour(pdf)
        archive.describe(pdf, title=_title(record, details), at=details.printed_at)
        archive.attach(pdf, attachments, at=details.printed_at)
        # Last, because the seal is over every byte before and after the room kept for it.
        seal.reserve(pdf, public_key=sealer.public_key if sealer else b"")
        return seal.sealed(archive.saved(pdf), sealer)


def _shown(
    signed: bytes,
    texts: Mapping[str, SaltedText],
    erased: Mapping[str, str],
    classes: frozenset[str],
    *,
    with_annex: bool,
) -> SupervisionRecord:
    # Read whole first: every text is checked, those that are not printed too.
    whole = freezing.thawed(signed, texts, erased=erased)
    place = f", see sensitive annex {whole.sensitive.reference}" if whole.sensitive else ""

    def left_out(print_class: str) -> str:
        """Say in place of a text why it is not printed."""
        return "" if print_class in classes else f"left out here: {print_class}{place}"

    shown = freezing.thawed(signed, texts, erased=erased, left_out=left_out)
    return shown if with_annex else msgspec.structs.replace(shown, items=())


def _texts_file(
    signed: bytes, texts: Mapping[str, SaltedText], classes: frozenset[str], *, with_annex: bool
) -> bytes:
    """Write the words that are printed, and no others: what is left out must not hide in the file."""
    printed = {
        key: {"salt": texts[key].salt, "text": texts[key].text}
        for key, print_class in freezing.text_classes(signed).items()
        if key in texts and print_class in classes and (with_annex or not key.startswith("items-"))
    }
    return _json({"format": TEXTS_FORMAT, "texts": printed, "v": FILE_VERSION})


def _proof_file(
    digest: str, code: str, details: PrintDetails, signatures: Sequence[RecordSignature]
) -> bytes:
    signed_by = [
        {"key": one.public_key.hex(), "name": one.name, "signature": one.signature.hex()}
        for one in signatures
    ]
    printed = {
        "at": details.printed_at.isoformat(),
        "by": details.printed_by,
        "number": details.number,
        "purpose": details.purpose,
        "recipient": details.recipient,
        "witness": details.witness,
    }
    return _json(
        {
            "code": code,
            "digest": digest,
            "format": PROOF_FORMAT,
            "print": printed,
            "signatures": signed_by,
            "v": FILE_VERSION,
        }
    )


def _title(record: SupervisionRecord, details: PrintDetails) -> str:
    # Without brackets nobody's reference can look like the seal to those who search for it.
    title = f"{TITLE} {record.identity.case_reference[:100]}, print {details.number}"
    return "".join(letter for letter in title if letter.isprintable() and letter not in "()")


def _json(value: object) -> bytes:
    # Escaped, so that a text with NUL or half a surrogate pair is a valid file all the same.
    return json.dumps(value, sort_keys=True, indent=1).encode("ascii")
