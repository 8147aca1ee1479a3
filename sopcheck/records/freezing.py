"""Freezes a document: signed bytes with everything but the words, and the words in a table of their own.

Format 1 of the signed bytes (`docs/record-format.md`): canonical JSON in which each text is
`{"hash", "print_class", "text"}`, where `text` is its key in the table and `hash` the SHA-256 of its
salt and words. Without its row (erased, or left out of a print) a text cannot be guessed from the hash.
Which document it is stands in the bytes too, so that none passes for another.
"""

import hashlib
from collections.abc import Callable, Mapping

import msgspec

from sopcheck import canonical
from sopcheck.errors import DamagedError
from sopcheck.records.record import SupervisionRecord
from sopcheck.records.sheets import Addenda, Annex, BlankChecklist, DisclosureCopy, StatusSheet

Printed = SupervisionRecord | Annex | Addenda | StatusSheet | BlankChecklist | DisclosureCopy
FORMATS: dict[str, type[Printed]] = {
    "sopcheck-record": SupervisionRecord,
    "sopcheck-annex": Annex,
    "sopcheck-addenda": Addenda,
    "sopcheck-status": StatusSheet,
    "sopcheck-checklist": BlankChecklist,
    "sopcheck-disclosure": DisclosureCopy,
}
_OURS = "sopcheck-"
_FORMAT_OF = {kind: name for name, kind in FORMATS.items()}
VERSION = 1
SALT_BYTES = 16
_SIGNED_AS = b"sopcheck/record/v1\0"
_DAMAGED = (
    "This document is damaged: its content is not what was signed. Take it from another copy or a backup."
)
_NEWER = "This document was written by a newer version of the program. Install that version to read it."
# Letters that cannot be misread on paper (Crockford): no I, L, O or U.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LETTERS = 20


class NewerError(DamagedError):
    """The bytes are of a format that this version does not know yet."""


class SaltedText(msgspec.Struct, frozen=True):
    """One row of the texts table; `salt` is 32 hex digits. Deleting the row erases the words for good."""

    salt: str
    text: str


def frozen(record: Printed, salts: Callable[[], bytes]) -> tuple[bytes, dict[str, SaltedText]]:
    """Give the bytes to sign and the table of texts; `salts` gives 16 random bytes at every call."""
    texts: dict[str, SaltedText] = {}

    def split(node: object, place: str) -> object:
        # The place of a text in the record is its key: it is the same every time, and tells nothing.
        if isinstance(node, dict):
            if "free_text" in node:
                return _referenced(node, place, salts, texts)
            return {key: split(inner, f"{place}-{key}") for key, inner in node.items()}
        if isinstance(node, list | tuple):
            return [split(inner, f"{place}-{number}") for number, inner in enumerate(node)]
        return node

    content = split(msgspec.to_builtins(record), "record")
    return canonical.encode({"content": content, "format": _FORMAT_OF[type(record)], "v": VERSION}), texts


def thawed(
    signed: bytes,
    texts: Mapping[str, SaltedText],
    *,
    erased: Mapping[str, str] | None = None,
    left_out: Callable[[str], str] | None = None,
) -> Printed:
    """Put the words back into the signed content.

    Args:
        signed: The signed bytes.
        texts: The rows that are there.
        erased: For keys whose row is gone, under what law or authority it was erased, and when.
        left_out: Tells for a print class why its words are not shown; empty to show them.

    Raises:
        DamagedError: A text is not the one signed, or the bytes are no document, or a newer one.
    """
    kind, whole = _whole(signed)

    def join(node: object) -> object:
        # Told by its exact keys, which no struct of the record has.
        if isinstance(node, dict):
            if node.keys() == {"hash", "print_class", "text"}:
                return _restored(node, texts, erased or {}, left_out)
            return {key: join(inner) for key, inner in node.items()}
        return [join(inner) for inner in node] if isinstance(node, list) else node

    try:
        return msgspec.convert(join(whole), kind)
    except msgspec.ValidationError as error:
        raise DamagedError(_DAMAGED) from error


def word_of(document: Printed) -> str:
    """The one word for a kind of document, as it stands in its format and in its QR code."""
    return _FORMAT_OF[type(document)].removeprefix(_OURS)


def content(signed: bytes) -> dict[str, object]:
    """Give the signed content as plain values, texts as references; raises as `thawed` does."""
    return _whole(signed)[1]


def text_classes(signed: bytes) -> dict[str, str]:
    """Tell the print class of every text of the record, by its key; raises as `thawed` does."""
    found: dict[str, str] = {}
    waiting: list[object] = [content(signed)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if node.keys() == {"hash", "print_class", "text"}:
                found[str(node["text"])] = str(node["print_class"])
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return found


def signing_message(signed: bytes) -> bytes:
    """Give what a reviewer's key signs: the record's bytes behind a word that belongs to records only."""
    return _SIGNED_AS + signed


def digest(signed: bytes) -> str:
    """Give the record's digest: SHA-256 of the signed bytes, 64 hex digits."""
    return hashlib.sha256(signed).hexdigest()


def verification_code(record_digest: str) -> str:
    """Give the first 100 bits of the digest as five groups of four letters that people can compare."""
    value = int(record_digest, 16) >> (256 - 5 * _CODE_LETTERS)
    letters = [_LETTERS[(value >> (5 * place)) & 31] for place in reversed(range(_CODE_LETTERS))]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, _CODE_LETTERS, 4))


def text_hash(row: SaltedText) -> str:
    """Give the salted hash by which a text is signed; any text has one, lone surrogates included."""
    return hashlib.sha256(bytes.fromhex(row.salt) + row.text.encode("utf-8", "surrogatepass")).hexdigest()


def _whole(signed: bytes) -> tuple[type[Printed], dict[str, object]]:
    """Tell which document the bytes are, and what it says."""
    value = canonical.decode(signed)
    if not isinstance(value, dict):
        raise DamagedError(_DAMAGED)
    name, inner = str(value.get("format")), value.get("content")
    kind = FORMATS.get(name)
    if name.startswith(_OURS) and (kind is None or value.get("v") != VERSION):
        raise NewerError(_NEWER)
    if kind is None or not isinstance(inner, dict):
        raise DamagedError(_DAMAGED)
    return kind, inner


def _referenced(
    node: dict[str, object], place: str, salts: Callable[[], bytes], texts: dict[str, SaltedText]
) -> dict[str, object]:
    key = place.removeprefix("record-")
    row = SaltedText(salt=salts().hex(), text=str(node["free_text"]))
    texts[key] = row
    return {"hash": text_hash(row), "print_class": node["print_class"], "text": key}


def _restored(
    node: dict[str, object],
    texts: Mapping[str, SaltedText],
    erased: Mapping[str, str],
    left_out: Callable[[str], str] | None,
) -> dict[str, object]:
    key, print_class = str(node["text"]), str(node["print_class"])
    hidden = left_out(print_class) if left_out else ""
    row = texts.get(key)
    if row is not None and not _is_signed(row, str(node["hash"])):
        raise DamagedError(_DAMAGED)
    if row is not None and not hidden:
        return {"free_text": row.text, "print_class": print_class}
    return {"free_text": "", "print_class": print_class, "absence": _absence(key, hidden, erased)}


def _is_signed(row: SaltedText, expected: str) -> bool:
    try:
        return text_hash(row) == expected
    except ValueError:
        return False


def _absence(key: str, hidden: str, erased: Mapping[str, str]) -> str:
    if hidden:
        return hidden
    return f"erased under {erased[key]}" if key in erased else "these words are not held here"
