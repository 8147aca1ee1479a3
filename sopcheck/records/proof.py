"""Judges a printed file without a vault: is every byte as it was sealed, and whose are the signatures?

It reads any bytes and never fails: what cannot be read is no record, or an altered one. What the file
must hold is in `docs/record-format.md`.
"""

import base64
import json
import logging
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

import msgspec
import pikepdf

from sopcheck.errors import SopcheckError
from sopcheck.records import freezing, seal
from sopcheck.records.freezing import NewerError, Printed, SaltedText
from sopcheck.records.phrases import named
from sopcheck.records.printing import FILE_VERSION, PROOF_FILE, RECORD_FILE, TEXTS_FILE
from sopcheck.records.record import SupervisionRecord
from sopcheck.records.seal import Seal
from sopcheck.records.sheets import Annex

# What the PDF library says of a damaged file may quote it, and our log holds no content.
logging.getLogger("pikepdf._core").setLevel(logging.CRITICAL)

Verify = Callable[[bytes, bytes, bytes], bool]
_KEY_BYTES, _SIGNATURE_BYTES = 32, 64
_INSIDE = (RECORD_FILE, TEXTS_FILE, PROOF_FILE)
# More than any print holds.
MOST_INSIDE = 100_000_000
# Where the end of a PDF is marked, by its standard.
_TAIL = 1024
State = Literal["intact", "altered", "newer", "not a record"]

# All that reading a hostile file has been seen to raise; a fuzz test keeps the list complete.
_UNREADABLE = (
    pikepdf.PdfError,
    pikepdf.DataDecodingError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)
_NOT_A_RECORD = (
    "This file is no print of a case from sopcheck, or what proves it was taken out. "
    "Choose a PDF as it was saved from sopcheck."
)
_ALTERED = "This file is not as it was printed. Do not rely on it; print it again from the vault."
_CUT = "This file is damaged or cut short, and cannot be read. Take it from another copy, or print it again."
_NEWER = "This file was printed by a newer version of sopcheck. Install that version to verify it."
_INTACT = "This file is intact: every byte is as it was sealed."
_CHANGED = "the file was changed after it was printed"
_BAD_SEAL = "the seal over the file is not by the person whose key it names"
_NO_SEAL = "the seal over the file is missing or stands in it more than once"
_EMPTY_SEAL = "the record in it is signed, but the seal over its pages was taken away"
_UNPROVED = "Nobody signed or sealed this file, so it proves nothing: anybody may have made it."
_NO_RECORD = "the data of the document cannot be found inside the file"
_SHORT = "the file is cut short: its end is missing"
_BAD_RECORD = "the data of the document inside the file is damaged"
_BAD_TEXTS = "words inside the file are not those that were signed"
_BAD_PROOF = "what the file says about its signatures is damaged or does not fit its record"
_BAD_SIGNATURE = "a signature on the record is not by the person whose key it names"


@dataclass(frozen=True, slots=True)
class Signer:
    """A signature in the file, over the record or over this print; `name` is known or else claimed."""

    part: Literal["record", "print"]
    name: str
    public_key: str
    valid: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of a file; the later fields are empty as far as they could not be read."""

    state: State
    sentence: str
    findings: tuple[str, ...] = ()
    digest: str = ""
    code: str = ""
    case_reference: str = ""
    print_number: str = ""
    reviewer: str = ""
    signers: tuple[Signer, ...] = ()
    document: str = ""


class _Signature(msgspec.Struct, frozen=True):
    """One entry of `signatures` in proof.json."""

    key: str
    name: str
    signature: str


class _Print(msgspec.Struct, frozen=True):
    """What of `print` in proof.json is told again."""

    number: str
    by: str


class _Proof(msgspec.Struct, frozen=True):
    """The file proof.json."""

    format: Literal["sopcheck-proof"]
    v: int
    code: str
    digest: str
    print: _Print
    signatures: tuple[_Signature, ...]


class _Texts(msgspec.Struct, frozen=True):
    """The file texts.json."""

    format: Literal["sopcheck-texts"]
    v: int
    texts: dict[str, SaltedText]


@dataclass(slots=True)
class _Inquiry:
    """What has been found so far."""

    verify: Verify
    known: Mapping[bytes, str]
    findings: list[str]
    signers: list[Signer]

    def signature(
        self, part: Literal["record", "print"], key: bytes, message: bytes, signature: bytes, name: str
    ) -> bool:
        """Note who signed a part, by the name known for the key or else as claimed; tell if it is good."""
        # A library may raise for these, or worse, cut them to size.
        whole = len(key) == _KEY_BYTES and len(signature) == _SIGNATURE_BYTES
        valid = whole and self.verify(key, message, signature)
        known = key in self.known
        self.signers.append(Signer(part, self.known.get(key, name), key.hex(), valid, known))
        return valid


def verify_file(data: bytes, *, verify: Verify, known: Mapping[bytes, str] | None = None) -> Verdict:
    """Judge a file.

    Args:
        data: All of its bytes.
        verify: Tells whether a signature by this public key over this message is good.
        known: The people known here, by public key; none without a vault.
    """
    inside = _attachments(data)
    signed = inside.get(RECORD_FILE)
    if signed is None:
        return _without_data(data)
    inquiry = _Inquiry(verify, known or {}, [], [])
    _judge_seal(seal.found(data), inquiry)
    if not inquiry.findings and _is_newer(signed):
        # Its seal is ours and good; what is in it is for a later program to judge.
        return Verdict("newer", _NEWER, signers=tuple(inquiry.signers))
    proof = _read_proof(inside.get(PROOF_FILE, b""), signed, inquiry)
    record = _read_record(signed, inside.get(TEXTS_FILE, b""), inquiry)
    _miss_seal(inquiry)
    state: State = "altered" if inquiry.findings else "intact"
    return Verdict(
        state=state,
        sentence=_sentence(state, inquiry.signers, record),
        findings=tuple(inquiry.findings),
        digest=freezing.digest(signed),
        code=freezing.verification_code(freezing.digest(signed)),
        case_reference=_case_of(record),
        print_number=proof.print.number if proof else "",
        reviewer=named(record.sign_off.person) if isinstance(record, SupervisionRecord) else "",
        signers=tuple(inquiry.signers),
        document=freezing.word_of(record) if record else "",
    )


def _without_data(data: bytes) -> Verdict:
    is_cut = data.startswith(b"%PDF") and b"%%EOF" not in data[-_TAIL:]
    # A file with our seal was a print once, whatever became of what was in it.
    if seal.found(data) is not None:
        return Verdict("altered", _ALTERED, (_SHORT if is_cut else _NO_RECORD,))
    return Verdict("not a record", _CUT if is_cut else _NOT_A_RECORD)


def _is_newer(signed: bytes) -> bool:
    try:
        freezing.content(signed)
    except NewerError:
        return True
    except SopcheckError:
        return False
    return False


def _case_of(record: Printed | None) -> str:
    match record:
        case None:
            return ""
        case SupervisionRecord():
            return record.identity.case_reference
        case _:
            return record.case_reference


def _sentence(state: State, signers: list[Signer], record: Printed | None) -> str:
    if state == "altered":
        return _ALTERED
    parts = {signer.part for signer in signers}
    if "print" not in parts:
        return _UNPROVED
    # What is printed of a case as it stands has no signature but that of who printed it.
    if "record" not in parts and isinstance(record, SupervisionRecord | Annex):
        return f"{_INTACT} Nobody has signed the record in it."
    if all(signer.known for signer in signers):
        return f"{_INTACT} Its signers are known here."
    return f"{_INTACT} Not every signer is known here."


def _attachments(data: bytes) -> dict[str, bytes]:
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            there = pdf.attachments
            return {name: _unpacked(there[name].get_file().obj) for name in _INSIDE if name in there}
    except _UNREADABLE:
        return {}


def _unpacked(stream: pikepdf.Object) -> bytes:
    """Unpack what prints are packed with, and no further: two kilobytes may unpack to all the memory."""
    content = stream.read_raw_bytes()
    for name in stream.get("/Filter", pikepdf.Array()).wrap_in_array():
        if name == "/ASCII85Decode":
            content = base64.a85decode(content.removesuffix(b"~>"))
        else:
            content = zlib.decompressobj().decompress(content, MOST_INSIDE)
    return content


def _judge_seal(found: Seal | None, inquiry: _Inquiry) -> None:
    if found is None:
        inquiry.findings.append(_NO_SEAL)
        return
    # The seal is judged by what it states, so that a genuine seal on a changed file is told as that.
    if found.stated != found.actual:
        inquiry.findings.append(_CHANGED)
    if not found.is_signed:
        if any(found.signature):
            inquiry.findings.append(_BAD_SEAL)
        return
    if not inquiry.signature("print", found.public_key, found.message, found.signature, ""):
        inquiry.findings.append(_BAD_SEAL)


def _miss_seal(inquiry: _Inquiry) -> None:
    # What is signed leaves the program sealed, and never otherwise.
    if {signer.part for signer in inquiry.signers} == {"record"} and not inquiry.findings:
        inquiry.findings.append(_EMPTY_SEAL)


def _read_proof(content: bytes, signed: bytes, inquiry: _Inquiry) -> _Proof | None:
    try:
        proof = msgspec.json.decode(content, type=_Proof)
        signatures = [
            (one.name, bytes.fromhex(one.key), bytes.fromhex(one.signature)) for one in proof.signatures
        ]
    except (msgspec.MsgspecError, ValueError):
        inquiry.findings.append(_BAD_PROOF)
        return None
    digest = freezing.digest(signed)
    if (proof.digest, proof.code, proof.v) != (digest, freezing.verification_code(digest), FILE_VERSION):
        inquiry.findings.append(_BAD_PROOF)
    message = freezing.signing_message(signed)
    results = [
        inquiry.signature("record", key, message, signature, name) for name, key, signature in signatures
    ]
    if not all(results):
        inquiry.findings.append(_BAD_SIGNATURE)
    return proof


def _read_record(signed: bytes, content: bytes, inquiry: _Inquiry) -> Printed | None:
    """Read the document by itself first, so that damaged words do not take its reference with them."""
    try:
        record = freezing.thawed(signed, {})
    except SopcheckError:
        inquiry.findings.append(_BAD_RECORD)
        return None
    try:
        freezing.thawed(signed, msgspec.convert(json.loads(content), _Texts).texts)
    except (SopcheckError, msgspec.ValidationError, ValueError, RecursionError):
        inquiry.findings.append(_BAD_TEXTS)
    return record
