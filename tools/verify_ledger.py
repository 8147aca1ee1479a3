"""Verifies the entries of a sopcheck vault with code of its own: nothing of the package is imported.

    python3 tools/verify_ledger.py FILE [--printed LINE] [--json]
    python3 tools/verify_ledger.py vault.db --key 96-HEX-DIGITS [--json]

FILE is what `sopcheck vault entries -o FILE` wrote; `docs/ledger-format.md` describes it. For a file the
standard library is enough, and signatures are checked in plain Python, some hundred a second. To read an
opened database takes one of the libraries `sqlcipher3` and `apsw-sqlite3mc`; all else is the same.

Exit status: 0 all is as it was signed, 1 something is not, 2 it could not be looked at.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

SIGNED_FOR = b"sopcheck/entry/v1\0"
KEY_BRINGERS = ("PersonEnrolled", "RecoveryMade", "DeviceAdded")
NOTHING_BEFORE = "0" * 64
# Of a printed record: how the chain's name begins, how many entries it had, how its root begins.
Printed = tuple[str, int, str]

# --- Ed25519 (RFC 8032), in extended coordinates -------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def add(one: Point, other: Point) -> Point:
    """Add two points."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    """Multiply a point."""
    found = NEUTRAL
    while number:
        if number & 1:
            found = add(found, point)
        point, number = add(point, point), number >> 1
    return found


def same(one: Point, other: Point) -> bool:
    """Tell whether two points are one."""
    across = (one[0] * other[2] - other[0] * one[2]) % P
    up = (one[1] * other[2] - other[1] * one[2]) % P
    return across == 0 and up == 0


def point_of(encoded: bytes) -> Point | None:
    """Read a point; None for what is none."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if len(encoded) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


_BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = point_of(_BASE_Y.to_bytes(32, "little")) or NEUTRAL


def signature_fits(key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether a signature is good; never under a key of small order, which proves nothing."""
    public, nonce = point_of(key), point_of(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if public is None or nonce is None or len(signature) != 64 or scalar >= ORDER:
        return False
    if same(times(8, public), NEUTRAL):
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    return same(times(scalar, BASE), add(nonce, times(challenge, public)))


# --- The Merkle tree (RFC 9162) ------------------------------------------------------------------


def tree(leaves: list[bytes]) -> bytes:
    """Give the root over leaves that are hashed already."""
    level = leaves
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [
            hashlib.sha256(b"\1" + b"".join(pair)).digest() if len(pair) == 2 else pair[0] for pair in pairs
        ]
    return level[0]


# --- Entries -------------------------------------------------------------------------------------

HASH, WORD = "[0-9a-f]{64}", "[A-Za-z0-9_-]{1,64}"
UTC = r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}\.[0-9]{3}Z"
TEXTS = {"body_h": HASH, "book": f"register|access|case:{WORD}", "by": WORD, "kind": WORD}
TEXTS |= {"log": "[0-9a-f]{32}", "prev": HASH, "role": WORD}
NUMBERS = {"body_n", "bv", "seq", "v"}


def has_form(fields: dict[str, object]) -> bool:
    """Tell whether a header has exactly the fields of an entry, each in its form."""
    seen, utc = fields.get("seen"), fields.get("t")
    return (
        fields.keys() - {"sop"} == {*TEXTS, *NUMBERS, "seen", "t"}
        and all(_matches(fields[name], form) for name, form in TEXTS.items())
        and all(type(number) is int and 0 <= number < 2**53 for number in map(fields.get, NUMBERS))
        and isinstance(seen, list)
        and all(_matches(name, HASH) for name in seen)
        and isinstance(utc, dict)
        and _matches(utc.get("utc"), UTC)
    )


def _matches(value: object, form: str) -> bool:
    return isinstance(value, str) and re.fullmatch(form, value) is not None


@dataclass
class Entry:
    """A line of the file, or a row of the database."""

    header: bytes
    signature: bytes
    salt: bytes | None = None
    body: bytes | None = None
    fields: dict[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The hash by which others name it."""
        return hashlib.sha256(b"\0" + self.header).hexdigest()

    def text(self, name: str) -> str:
        """A text field of the header."""
        return str(self.fields.get(name, ""))

    @property
    def seq(self) -> int:
        """Its number in its chain."""
        number = self.fields.get("seq")
        return number if isinstance(number, int) else 0


class Ledger:
    """Everything that was read, and what is wrong with it."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.notes: list[str] = []
        self.problems: list[dict[str, str]] = []
        self.keys: dict[str, list[bytes]] = defaultdict(list)
        self.devices: list[bytes] = []

    def verify(self, printed: Printed | None) -> None:
        """Look at all of it."""
        for entry in self.entries:
            self._read(entry)
        self._learn()
        for entry in self.entries:
            self._check_signature(entry)
            self._check_body(entry)
        chains = self._chains()
        for chain in chains.values():
            self._check_chain(chain)
        for note in self.notes:
            self._check_note(note, chains)
        if printed:
            log, size, root = printed
            chain = next((chain for name, chain in chains.items() if name.startswith(log)), [])
            self._check_tree(log, size, root, chain)

    def _say(self, what: str, where: str, meaning: str, since: str = "") -> None:
        self.problems.append({"what": what, "where": where, "since": since, "meaning": meaning})

    def _say_of(self, entry: Entry, what: str, meaning: str) -> None:
        self._say(what, entry.name, meaning, _utc(entry))

    def _read(self, entry: Entry) -> None:
        try:
            fields = json.loads(entry.header)
            again = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            self._say("malformed entry", entry.name, "This header is no JSON.")
            return
        if again != entry.header or not isinstance(fields, dict) or fields.get("v") != 1:
            self._say("malformed entry", entry.name, "This header is not in the one form that is signed.")
            return
        entry.fields = fields
        if not has_form(fields):
            self._say_of(entry, "malformed entry", "A field of this header is not in its form.")

    def _learn(self) -> None:
        """Learn the keys: the first from whoever began the register, the others from who is known."""
        left = [entry for entry in self.entries if entry.text("kind") in KEY_BRINGERS]
        begun = [entry for entry in self.entries if _begins_register(entry)]
        for entry in begun[:1]:
            self._take_key(entry)
        for entry in begun if len(begun) > 1 else ():
            self._say_of(entry, "two beginnings", "The register begins more than once; one is false.")
        # A forged enrolment must not vouch for itself, and a file may have its lines in any order.
        while known := [entry for entry in left if self._is_by_author(entry)]:
            for entry in known:
                self._take_key(entry)
                left.remove(entry)

    def _take_key(self, entry: Entry) -> None:
        event = _event(entry)
        match entry.text("kind"):
            case "DeviceAdded":
                self.devices.append(_hex(event.get("device_key")))
            case kind:
                holder = event.get("recovery" if kind == "RecoveryMade" else "person")
                self.keys[str(holder)].append(_hex(event.get("signing_key")))

    def _is_by_author(self, entry: Entry) -> bool:
        keys = self.keys.get(entry.text("by"), [])
        return any(signature_fits(key, SIGNED_FOR + entry.header, entry.signature) for key in keys)

    def _check_signature(self, entry: Entry) -> None:
        if not entry.fields:
            return
        keys = self.keys.get(entry.text("by"), [])
        if not keys:
            self._say_of(entry, "unknown signer", "Whoever signed this entry is not in the register.")
        elif not self._is_by_author(entry):
            self._say_of(entry, "bad signature", "The person it names did not sign this entry.")

    def _check_body(self, entry: Entry) -> None:
        if entry.salt is None or entry.body is None:
            return
        digest = hashlib.sha256(entry.salt + entry.body).hexdigest()
        if entry.fields and (digest, len(entry.body)) != (entry.text("body_h"), entry.fields.get("body_n")):
            self._say_of(entry, "content altered", "The words of this entry are not what was signed.")

    def _chains(self) -> dict[str, list[Entry]]:
        chains: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if entry.fields:
                chains[entry.text("log")].append(entry)
        return {
            log: sorted(chain, key=lambda entry: (entry.seq, entry.name)) for log, chain in chains.items()
        }

    def _check_chain(self, chain: list[Entry]) -> None:
        before, number = {NOTHING_BEFORE}, 0
        for entry in chain:
            if entry.seq == number:
                self._say_of(entry, "fork", "One device wrote two entries with this number.")
                before = before | {entry.name}
                continue
            if missing := entry.seq - number - 1:
                self._say_of(entry, "entries missing", f"Entries are missing before this one: {missing}.")
            elif entry.text("prev") not in before:
                self._say_of(entry, "broken link", "This does not follow the entry before it.")
            before, number = {entry.name}, entry.seq

    def _check_note(self, note: str, chains: dict[str, list[Entry]]) -> None:
        text, _, lines = note.partition("\n\n")
        try:
            origin, size, root = text.split("\n")
            wanted = (int(size), base64.b64decode(root, validate=True))
            signed = any(self._is_signed(f"{text}\n", origin, lines, key) for key in self.devices)
        except ValueError:
            self._say("history rewritten", "", "A checkpoint is not in the form of one.")
            return
        if not signed:
            self._say("history rewritten", origin, "No device of the register signed this checkpoint.")
        log = origin.removeprefix("sopcheck/")
        self._check_tree(log, wanted[0], wanted[1].hex(), chains.get(log, []))

    @staticmethod
    def _is_signed(text: str, origin: str, lines: str, key: bytes) -> bool:
        key_hash = hashlib.sha256(f"{origin}\n".encode() + b"\1" + key).digest()[:4]
        for line in lines.split("\n"):
            _, name, encoded = (*line.split(" "), "", "", "")[:3]
            signature = base64.b64decode(encoded)
            if name == origin and signature[:4] == key_hash:
                return signature_fits(key, text.encode(), signature[4:])
        return False

    def _check_tree(self, log: str, size: int, root: str, chain: list[Entry]) -> None:
        if len(chain) < size:
            self._say("older than last seen", log, f"Seen before and not here: {size - len(chain)} entries.")
            return
        names = [bytes.fromhex(entry.name) for entry in chain[:size]]
        if not root or not tree(names).hex().startswith(root):
            self._say("history rewritten", f"{log}/{size}", "The entries are not those that were seen.")


def _begins_register(entry: Entry) -> bool:
    return entry.text("book") == "register" and entry.fields.get("seen") == []


def _event(entry: Entry) -> dict[str, object]:
    try:
        event = json.loads(entry.body or b"{}")
    except (ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}


def _hex(text: object) -> bytes:
    try:
        return bytes.fromhex(str(text))
    except ValueError:
        return b""


def _utc(entry: Entry) -> str:
    times_of = entry.fields.get("t")
    return str(times_of.get("utc", "")) if isinstance(times_of, dict) else ""


# --- Reading -------------------------------------------------------------------------------------

ROWS = (
    "SELECT e.header, e.signature, b.salt, b.content "
    "FROM entry e LEFT JOIN body b ON b.entry = e.id ORDER BY e.id"
)
NOTES = "SELECT note FROM checkpoint ORDER BY log, size"
NO_EXPORT = "this is no export of entries in format 1"


def from_file(path: Path) -> Ledger:
    """Read an exported file."""
    ledger = Ledger()
    # At line feeds alone: for Python other characters that people may have typed end a line too.
    first, *lines = path.read_bytes().decode().rstrip("\n").split("\n")
    try:
        opening = json.loads(first)
        if opening.get("format") != "sopcheck-entries" or opening.get("v") != 1:
            raise ValueError(NO_EXPORT)
        ledger.notes = [str(note) for note in opening.get("checkpoints", [])]
        ledger.entries = [_entry(json.loads(line)) for line in lines]
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(NO_EXPORT) from error
    return ledger


def _entry(line: dict[str, str]) -> Entry:
    salt, body = line.get("salt"), line.get("body")
    return Entry(
        line["header"].encode(),
        bytes.fromhex(line["signature"]),
        None if salt is None else bytes.fromhex(salt),
        None if body is None else body.encode(),
    )


def from_database(path: Path, key: str) -> Ledger:
    """Read an opened database, by whichever library is here."""
    if not re.fullmatch("[0-9a-f]{96}", key):
        raise ValueError("a key and salt are 96 hex digits")
    # The libraries say of a file that is not there only that something is wrong.
    path.open("rb").close()
    ledger, rows = Ledger(), _rows(path, key)
    ledger.entries = [Entry(header, signature, salt, body) for header, signature, salt, body in rows(ROWS)]
    ledger.notes = [str(row[0]) for row in rows(NOTES)]
    return ledger


def _rows(path: Path, key: str) -> Callable[[str], list[tuple[bytes, ...]]]:
    failed: type[Exception]
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415 - either library will do

        connection, failed = dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True), dbapi2.Error
    except ImportError:
        import apsw  # noqa: PLC0415

        connection, failed = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY), apsw.Error
        list(connection.execute("PRAGMA cipher = 'sqlcipher'"))
        list(connection.execute("PRAGMA legacy = 4"))
    list(connection.execute(f"PRAGMA key = \"x'{key}'\""))

    def rows(statement: str) -> list[tuple[bytes, ...]]:
        """Give all rows; a wrong key and a foreign file show only now."""
        try:
            return list(connection.execute(statement))
        except failed as error:
            raise ValueError("it is no database of a vault, or has another key") from error

    return rows


def ledger_line(text: str) -> Printed:
    """Read the line of a printed record; a slip of the keyboard must not look like a missing entry."""
    found = re.search(r"([0-9a-f]{8})\W+([0-9]+)\W+([0-9a-f]{16})", text.lower())
    if found is None or not int(found[2]):
        raise argparse.ArgumentTypeError("no ledger line such as 3f2a9c01 · 1234 · 0011223344556677")
    return found[1], int(found[2]), found[3]


def main(arguments: list[str]) -> int:
    """Look at what is named and say what was found."""
    parser = argparse.ArgumentParser(description="Verify the entries of a sopcheck vault.")
    parser.add_argument("path", type=Path, help="what `vault entries` wrote, or a vault.db with --key")
    parser.add_argument("--key", default="", help="the key and salt of a vault.db, 96 hex digits")
    parser.add_argument("--printed", type=ledger_line, help="the ledger line of a printed record")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    given = parser.parse_args(arguments)
    try:
        ledger = from_database(given.path, given.key) if given.key else from_file(given.path)
    except (OSError, ValueError) as error:
        print(f"{given.path.name} could not be read: {error}", file=sys.stderr)
        return 2
    ledger.verify(given.printed)
    if given.json:
        report = {"ok": not ledger.problems, "entries": len(ledger.entries), "problems": ledger.problems}
        print(json.dumps(report, indent=2))
    else:
        for problem in ledger.problems:
            print(f"{problem['where']}: {problem['meaning']}")
        print(f"Entries verified: {len(ledger.entries)}. Problems: {len(ledger.problems)}.")
    return 1 if ledger.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
