"""Checks a print of sopcheck by `docs/record-format.md` alone; needs nothing but Python 3.11.

    python verify_record.py FILE.pdf [--key HEX]…

It is written from the format and shares no line with the program it checks: it finds the embedded files in
the bytes of the PDF by itself, and verifies Ed25519 by RFC 8032. Exit 0: as it was printed; 1: it is not;
2: it could not be checked.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_SEAL = re.compile(
    rb"/SopcheckSeal \(sopcheck:seal:1:"
    rb"(?P<key>[0-9a-f]{64}):(?P<digest>[0-9a-f]{64}):(?P<sig>[0-9a-f]{128})\)"
)
_OBJECT = re.compile(rb"(?:^|[\r\n])(\d+) 0 obj\b(.*?)\bendobj\b", re.DOTALL)
_STREAM = re.compile(rb"\A(.*?)\bstream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NAME = re.compile(rb"/F \(([a-z]+\.json)\)")
_EMBEDDED = re.compile(rb"/EF\s*<<[^>]*?/F (\d+) 0 R")
_FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_KINDS = ("record", "annex", "addenda", "status", "checklist", "disclosure")
_FORMATS = {f"sopcheck-{kind}" for kind in _KINDS}

# Ed25519, RFC 8032 section 5.1: the field, the curve, the order of the base point.
_P = 2**255 - 19
_D = -121665 * pow(121666, _P - 2, _P) % _P
_L = 2**252 + 27742317777372353535851937790883648493
_ROOT = pow(2, (_P - 1) // 4, _P)
Point = tuple[int, int, int, int]
_NEUTRAL: Point = (0, 1, 1, 0)
# More than any print has inside; a small file may unpack to all the memory there is.
_MOST_BYTES = 100_000_000


class NotAPrintError(Exception):
    """The file is no print of sopcheck, or one of a newer format."""


@dataclass
class Report:
    """What was found: what is wrong, and who signed."""

    wrong: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def check(self, *, holds: bool, else_say: str) -> None:
        """Note what is wrong where something does not hold."""
        if not holds:
            self.wrong.append(else_say)


def checked(data: bytes, known: frozenset[str] = frozenset()) -> Report:
    """Do the whole check of the format; `known` are keys in hex that the reader trusts.

    Raises:
        NotAPrintError: there is nothing to check.
    """
    report = Report()
    files = embedded(data)
    if "record.json" not in files:
        raise NotAPrintError("No data of a print is inside this file.")
    is_sealed = _check_seal(data, report, known)
    document = _check_record(files, report)
    is_signed = _check_proof(files, report, known)
    report.check(
        holds=is_sealed or not is_signed,
        else_say="The record is signed, but the seal over its pages was taken away.",
    )
    _check_texts(files, document, report)
    return report


def embedded(data: bytes) -> dict[str, bytes]:
    """The files inside the PDF, by name."""
    # By the bytes alone: a library that mends what it reads would hide what was changed.
    objects = {int(number): body for number, body in _OBJECT.findall(data)}
    found: dict[str, bytes] = {}
    for body in objects.values():
        name, place = _NAME.search(body), _EMBEDDED.search(body)
        if name and place and int(place[1]) in objects:
            found[name[1].decode()] = _stream(objects[int(place[1])])
    return found


def code_of(digest: str) -> str:
    """The verification code of a digest: its first 100 bits, five to a letter."""
    bits = f"{int(digest, 16):0256b}"
    letters = "".join(_LETTERS[int(bits[start : start + 5], 2)] for start in range(0, 100, 5))
    return "-".join(letters[start : start + 4] for start in range(0, 20, 4))


def is_good(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature is good (RFC 8032, 5.1.7)."""
    public, commitment = _point(key), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    # A scalar beyond the order would be a second signature for the same message.
    if public is None or commitment is None or scalar >= _L:
        return False
    # A key of small order accepts what nobody signed.
    if _same(_times(8, public), _NEUTRAL):
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % _L
    return _same(_times(scalar, _base()), _plus(commitment, _times(challenge, public)))


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    if found is None:
        return b""
    filters = _FILTERS.search(found[1])
    content = found[2]
    try:
        for name in re.findall(rb"/(\w+)", filters[1] if filters else b""):
            content = _unpacked(name, content)
    except (ValueError, zlib.error):
        return b""
    return content


def _unpacked(name: bytes, content: bytes) -> bytes:
    if name == b"ASCII85Decode":
        return base64.a85decode(content.strip().removesuffix(b"~>"))
    return zlib.decompressobj().decompress(content, _MOST_BYTES)


def _check_seal(data: bytes, report: Report, known: frozenset[str]) -> bool:
    """Check the seal; gives whether there is one that names a key."""
    places = list(_SEAL.finditer(data))
    # Of two seals one could be for another file.
    if len(places) != 1:
        report.wrong.append("There is no seal, or more than one.")
        return False
    (seal,) = places
    blank = data[: seal.start("digest")] + b"0" * 64 + b":" + b"0" * 128 + data[seal.end("sig") :]
    report.check(
        holds=hashlib.sha256(blank).hexdigest() == seal["digest"].decode(),
        else_say="The file was changed after it was sealed.",
    )
    if seal["key"].strip(b"0") == b"":
        (report.wrong if known else report.said).append("Nobody sealed this print.")
        return False
    key, signature = bytes.fromhex(seal["key"].decode()), bytes.fromhex(seal["sig"].decode())
    message = b"sopcheck/print/v1\0" + bytes.fromhex(seal["digest"].decode())
    report.check(holds=is_good(key, message, signature), else_say="The seal is not by the key that it names.")
    report.check(holds=not known or key.hex() in known, else_say="The seal is by none of the keys given.")
    report.said.append(_whose("Sealed", key.hex(), known))
    return True


def _check_record(files: dict[str, bytes], report: Report) -> object:
    data = files["record.json"]
    try:
        document = json.loads(data)
        again = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        report.wrong.append("record.json cannot be read.")
        return None
    if (
        not isinstance(document, dict)
        or document.get("v") != 1
        or str(document.get("format")) not in _FORMATS
    ):
        raise NotAPrintError("record.json is of a format that this program does not know.")
    report.check(holds=again == data, else_say="record.json is not in its canonical form.")
    return document.get("content")


def _check_proof(files: dict[str, bytes], report: Report, known: frozenset[str]) -> bool:
    """Check the signatures on the record; gives whether there is one."""
    record = files["record.json"]
    digest = hashlib.sha256(record).hexdigest()
    try:
        proof = json.loads(files.get("proof.json", b""))
        report.check(holds=proof["digest"] == digest, else_say="proof.json is of another record.")
        report.check(holds=proof["code"] == code_of(digest), else_say="The code is not that of the record.")
        for one in proof["signatures"]:
            key, signature = bytes.fromhex(one["key"]), bytes.fromhex(one["signature"])
            good = is_good(key, b"sopcheck/record/v1\0" + record, signature)
            report.check(holds=good, else_say="A signature on the record is not by the key that it names.")
            given = not known or one["key"] in known
            report.check(holds=given, else_say="A signature on the record is by none of the keys given.")
            report.said.append(_whose(f"Signed, it says by {one['name']},", one["key"], known))
        report.said.append(f"Print {proof['print']['number']}, code {code_of(digest)}.")
        return bool(proof["signatures"])
    except (ValueError, KeyError, TypeError, RecursionError):
        report.wrong.append("proof.json cannot be read.")
    return False


def _check_texts(files: dict[str, bytes], document: object, report: Report) -> None:
    try:
        stated = {one["text"]: one["hash"] for one in _references(document)}
        texts = json.loads(files.get("texts.json", b""))["texts"]
        for key, row in texts.items():
            words = bytes.fromhex(row["salt"]) + row["text"].encode("utf-8", "surrogatepass")
            good = stated.get(key) == hashlib.sha256(words).hexdigest()
            report.check(holds=good, else_say="Words in texts.json are not those that were signed.")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        report.wrong.append("texts.json cannot be read.")
        return
    left = len(stated.keys() - texts.keys())
    report.said.append(f"{len(texts)} texts are as they were signed; {left} are not in this print.")


def _references(node: object) -> Iterator[dict[str, str]]:
    if isinstance(node, dict):
        if node.keys() == {"hash", "print_class", "text"}:
            yield node
        for inner in node.values():
            yield from _references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _references(inner)


def _whose(did: str, key: str, known: frozenset[str]) -> str:
    return f"{did} by the key {key}{' (one of those given)' if key in known else ''}."


def _point(data: bytes) -> Point | None:
    """A point from its 32 bytes; none where there is none (RFC 8032, 5.1.3)."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if y >= _P or (x * x - square) % _P or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


def _base() -> Point:
    found = _point((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little"))
    if found is None:
        raise ArithmeticError
    return found


def _plus(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _P
    b = (one[1] + one[0]) * (other[1] + other[0]) % _P
    c, d = 2 * one[3] * other[3] * _D % _P, 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(number: int, point: Point) -> Point:
    total = _NEUTRAL
    while number:
        if number & 1:
            total = _plus(total, point)
        point, number = _plus(point, point), number >> 1
    return total


def _same(one: Point, other: Point) -> bool:
    return not ((one[0] * other[2] - other[0] * one[2]) % _P or (one[1] * other[2] - other[1] * one[2]) % _P)


def main(arguments: list[str] | None = None) -> int:
    """Check one file and say what was found."""
    parser = argparse.ArgumentParser(description="Check a print of sopcheck without sopcheck.")
    parser.add_argument("file", type=Path)
    trusted = "a public key that you trust, in hex; with one given, no other may have sealed or signed"
    parser.add_argument("--key", action="append", default=[], help=trusted)
    options = parser.parse_args(arguments)
    try:
        report = checked(options.file.read_bytes(), frozenset(key.lower() for key in options.key))
    except (OSError, NotAPrintError) as error:
        print(f"It cannot be checked: {error}", file=sys.stderr)
        return 2
    for line in (*report.wrong, *report.said):
        print(line)
    print("The file is NOT as it was printed." if report.wrong else "The file is as it was printed.")
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
