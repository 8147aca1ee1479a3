"""A stranger checks a print by `docs/record-format.md` alone: no code of sopcheck is used to judge it."""

import hashlib
import json
import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.records.prints import NAMES, all_samples, ordinary_print

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FIELD = re.compile(rb"/SopcheckSeal \(sopcheck:seal:1:([0-9a-f]{64}):([0-9a-f]{64}):([0-9a-f]{128})\)")


def inside(pdf: bytes) -> dict[str, bytes]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {str(file.UF): file.EF.F.read_bytes() for file in opened.Root.AF}


def references(node: object) -> Iterator[dict[str, str]]:
    if isinstance(node, dict):
        if node.keys() == {"hash", "print_class", "text"}:
            yield node
        for inner in node.values():
            yield from references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from references(inner)


def test_the_seal_is_good() -> None:
    file = ordinary_print()
    (place,) = FIELD.finditer(file)
    key, digest, signature = (bytes.fromhex(group.decode()) for group in place.groups())
    blank = file[: place.start(2)] + b"0" * 64 + b":" + b"0" * 128 + file[place.end(3) :]
    assert hashlib.sha256(blank).digest() == digest
    Ed25519PublicKey.from_public_bytes(key).verify(signature, b"sopcheck/print/v1\0" + digest)


def test_digest_code_and_signatures_fit_the_record() -> None:
    files = inside(ordinary_print())
    proof, digest = json.loads(files["proof.json"]), hashlib.sha256(files["record.json"]).hexdigest()
    bits = f"{int(digest, 16):0256b}"
    code = "".join(LETTERS[int(bits[start : start + 5], 2)] for start in range(0, 100, 5))
    assert (proof["digest"], proof["code"].replace("-", "")) == (digest, code)
    (signed,) = proof["signatures"]
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed["key"]))
    key.verify(bytes.fromhex(signed["signature"]), b"sopcheck/record/v1\0" + files["record.json"])


@pytest.mark.parametrize("name", NAMES)
def test_every_text_has_the_hash_that_was_signed(name: str) -> None:
    files = inside(all_samples()[name])
    texts = json.loads(files["texts.json"])["texts"]
    stated = {
        reference["text"]: reference["hash"] for reference in references(json.loads(files["record.json"]))
    }
    for key, row in texts.items():
        content = bytes.fromhex(row["salt"]) + row["text"].encode("utf-8", "surrogatepass")
        assert hashlib.sha256(content).hexdigest() == stated[key]


def test_the_record_is_in_its_one_canonical_form() -> None:
    data = inside(ordinary_print())["record.json"]
    again = json.dumps(json.loads(data), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert again.encode() == data
