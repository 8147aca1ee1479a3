"""Prints a frozen document: the PDF with its pages, its structure, the record inside it, and its seal.

The same arguments give the same bytes. Writing the file and logging the print are the caller's; the
format is in `docs/record-format.md`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from sopcheck.records import archive, freezing, seal
from sopcheck.records.addenda_sheet import build_addenda
from sopcheck.records.archive import Attachment
from sopcheck.records.blank_checklist import build_checklist
from sopcheck.records.composition import build
from sopcheck.records.disclosure_copy import build_disclosure
from sopcheck.records.document import Document
from sopcheck.records.finishing import finishing
from sopcheck.records.freezing import Printed, SaltedText
from sopcheck.records.layout import page_count
from sopcheck.records.record import SupervisionRecord
from sopcheck.records.seal import SealSigner
from sopcheck.records.sensitive_annex import build_annex
from sopcheck.records.sheets import Addenda, Annex, BlankChecklist, DisclosureCopy, StatusSheet
from sopcheck.records.stamping import PrintDetails, Stamp
from sopcheck.records.status_sheet import build_status

RECORD_FILE, TEXTS_FILE, PROOF_FILE = "record.json", "texts.json", "proof.json"
PROOF_FORMAT, TEXTS_FORMAT = "sopcheck-proof", "sopcheck-texts"
FILE_VERSION = 1
ORDINARY = frozenset({"ordinary"})
EVERY_CLASS = frozenset({"ordinary", "intelligence-sensitive", "staff-personal", "victim-safety"})

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
    """Print a document.

    Args:
        signed: The frozen document.
        texts: The texts table; rows that are not printed do not get into the file.
        details: Which print this is.
        signatures: Who signed the record.
        sealer: Who seals this file; without one only accidents are noticed, not forgers.
        erased: For keys without a row, under what they were erased.
        classes: The print classes whose words are printed; what is all sensitive prints all of them.
        with_annex: Whether every applicable item of a record prints as well.

    Raises:
        DamagedError: A text is not the one signed, or the record is damaged or newer.
        RefusedError: There would be more pages than anybody can print.
    """
    # Read whole first: every text is checked, those that are not printed too.
    whole = freezing.thawed(signed, texts, erased=erased)
    classes = EVERY_CLASS if _is_sensitive(whole) else classes
    shown = _shown(signed, texts, erased or {}, classes, elsewhere=_elsewhere(whole))
    digest = freezing.digest(signed)
    code = freezing.verification_code(digest)
    stamp = Stamp(code, f"sopcheck:{freezing.word_of(whole)}:1:{digest}:{details.number}")
    document = _composed(shown, details, stamp, with_annex=with_annex)
    # Of a record the items are printed only when they are asked for; another document has no such choice.
    with_items = with_annex or not isinstance(whole, SupervisionRecord)
    words = _texts_file(signed, texts, classes, with_items=with_items)
    attachments = [
        Attachment(RECORD_FILE, signed, "What the document says", "Data"),
        Attachment(TEXTS_FILE, words, "Its words", "Supplement"),
        Attachment(
            PROOF_FILE,
            _proof_file(digest, code, details, signatures),
            "Who signed and printed it",
            "Supplement",
        ),
    ]
    return _finished(document, attachments, details.printed_at, sealer)


def _finished(
    document: Document, attachments: Sequence[Attachment], at: datetime, sealer: SealSigner | None
) -> bytes:
    """Draw a document and make a file of it that is accessible, archival and sealed."""
    with finishing(document, at=at) as pdf:
        archive.attach(pdf, attachments, at=at)
        # Last, because the seal is over every byte before and after the room kept for it.
        seal.reserve(pdf, public_key=sealer.public_key if sealer else b"")
        return seal.sealed(archive.saved(pdf), sealer)


def _composed(shown: Printed, details: PrintDetails, stamp: Stamp, *, with_annex: bool) -> Document:
    match shown:
        case SupervisionRecord():
            kept = shown if with_annex else msgspec.structs.replace(shown, items=())
            return build(kept, details=details, stamp=stamp, with_annex=with_annex)
        case Annex():
            return build_annex(shown, details=details, stamp=stamp)
        case Addenda():
            return build_addenda(shown, details=details, stamp=stamp)
        case StatusSheet():
            return build_status(shown, details=details, stamp=stamp, pages=page_count)
        case BlankChecklist():
            return build_checklist(shown, details=details, stamp=stamp)
        case DisclosureCopy():
            return build_disclosure(shown, details=details, stamp=stamp)


def _is_sensitive(whole: Printed) -> bool:
    return isinstance(whole, Annex) or (isinstance(whole, DisclosureCopy) and whole.sensitive)


def _elsewhere(whole: Printed) -> str:
    """Where the words are that a print leaves out."""
    if isinstance(whole, SupervisionRecord) and whole.sensitive:
        return f", see sensitive annex {whole.sensitive.reference}"
    return ", see the sensitive disclosure copy" if isinstance(whole, DisclosureCopy) else ""


def _shown(
    signed: bytes,
    texts: Mapping[str, SaltedText],
    erased: Mapping[str, str],
    classes: frozenset[str],
    *,
    elsewhere: str,
) -> Printed:
    def left_out(print_class: str) -> str:
        """Say in place of a text why it is not printed."""
        return "" if print_class in classes else f"left out here: {print_class}{elsewhere}"

    return freezing.thawed(signed, texts, erased=erased, left_out=left_out)


def _texts_file(
    signed: bytes, texts: Mapping[str, SaltedText], classes: frozenset[str], *, with_items: bool
) -> bytes:
    """Write the words that are printed, and no others: what is left out must not hide in the file."""
    printed = {
        key: {"salt": texts[key].salt, "text": texts[key].text}
        for key, print_class in freezing.text_classes(signed).items()
        if key in texts and print_class in classes and (with_items or not key.startswith("items-"))
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


def _json(value: object) -> bytes:
    # Escaped, so that a text with NUL or half a surrogate pair is a valid file all the same.
    return json.dumps(value, sort_keys=True, indent=1).encode("ascii")
