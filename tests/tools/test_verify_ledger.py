"""The second verifier agrees with the first: on what is sound, and on every way to change it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sopcheck.cases.events import When
from sopcheck.crypto.signing import SigningKey
from sopcheck.ledger import merkle
from sopcheck.ledger.entry import PersonId
from tests.end_to_end.tampering import spec_of, tamper
from tests.world import World, template
from tools import verify_ledger

PINNED = Path(__file__).parents[1] / "data" / "ledger" / "export-version-1.jsonl"
TOOL = Path(__file__).parents[2] / "tools" / "verify_ledger.py"
Lines = list[dict[str, str]]


def verified(*arguments: str | Path) -> tuple[int, dict[str, object]]:
    """What the tool says, run as a stranger does: alone, and without the packages that are installed."""
    ran = subprocess.run(
        [sys.executable, "-I", "-S", TOOL, *arguments, "--json"], capture_output=True, text=True, check=False
    )
    return ran.returncode, json.loads(ran.stdout) if ran.stdout else {"said": ran.stderr}


def found(report: dict[str, object]) -> set[str]:
    problems = report["problems"]
    assert isinstance(problems, list)
    return {problem["what"] for problem in problems}


def changed(tmp_path: Path, change: Callable[[Lines], object]) -> Path:
    first, *rest = PINNED.read_text().splitlines()
    lines = [json.loads(line) for line in rest]
    change(lines)
    path = tmp_path / "changed.jsonl"
    path.write_text("\n".join([first, *map(json.dumps, lines)]))
    return path


def test_the_pinned_export_of_version_1_verifies() -> None:
    status, report = verified(PINNED)
    assert (status, report["ok"], report["problems"]) == (0, True, [])


def edit_a_body(lines: Lines) -> None:
    line = next(one for one in lines if "body" in one)
    line["body"] = line["body"].replace("DS", "DI")


def edit_a_header(lines: Lines) -> None:
    lines[-1]["header"] = lines[-1]["header"].replace("2026", "2025")


def space_out_a_header(lines: Lines) -> None:
    lines[-1]["header"] = lines[-1]["header"].replace(",", ", ")


def delete_one(lines: Lines) -> None:
    del lines[len(lines) // 2]


def forge_a_signature(lines: Lines) -> None:
    lines[-1]["signature"] = "00" * 64


def write_one_twice(lines: Lines) -> None:
    lines.append({**lines[-1], "header": lines[-1]["header"].replace('"role":"', '"role":"x')})


def begin_twice(lines: Lines) -> None:
    first = next(one for one in lines if '"seen":[]' in one["header"] and "register" in one["header"])
    lines.append({**first, "header": first["header"].replace('"seq":1,', '"seq":99,')})


def bring_a_key(lines: Lines) -> None:
    """A founder is enrolled once more, with a key that signs nothing but that."""
    line = next(one for one in lines if '"kind":"PersonEnrolled"' in one["header"])
    lines.append({**line, "signature": "00" * 64})


def forget_who_signed(lines: Lines) -> None:
    for line in lines:
        line.pop("body", None)


def cut_the_end(lines: Lines) -> None:
    records = [line for line in lines if '"book":"access"' not in line["header"]]
    last = max(records, key=lambda line: json.loads(line["header"])["seq"])
    lines.remove(last)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (edit_a_body, "content altered"),
        (edit_a_header, "bad signature"),
        (space_out_a_header, "malformed entry"),
        (delete_one, "entries missing"),
        (forge_a_signature, "bad signature"),
        (write_one_twice, "fork"),
        (begin_twice, "two beginnings"),
        (bring_a_key, "bad signature"),
        (forget_who_signed, "unknown signer"),
        (cut_the_end, "older than last seen"),
    ],
)
def test_every_change_is_found(tmp_path: Path, change: Callable[[Lines], object], what: str) -> None:
    status, report = verified(changed(tmp_path, change))
    assert status == 1
    assert what in found(report)


OPENING = '{"checkpoints":[],"format":"sopcheck-entries","v":1}\n'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}\n",
        "[]",
        "nonsense",
        '{"format":"other","v":1}',
        f"{OPENING}[]",
        f"{OPENING}{'[' * 100_000}",
        f'{OPENING}{{"header":5,"signature":"00"}}',
        f'{OPENING}{{"header":"","signature":5}}',
    ],
)
def test_what_is_no_export_is_not_looked_at(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other"
    path.write_text(text)
    status, report = verified(path)
    assert status == 2
    assert "could not be read" in str(report["said"])


@pytest.mark.parametrize("typed", ["nonsense", "3f2a9c01 · 1234", "3f2a9c01 · 0 · 0011223344556677"])
def test_a_slip_in_the_printed_line_is_no_finding(typed: str) -> None:
    status, report = verified(PINNED, "--printed", typed)
    assert (status, "no ledger line" in str(report["said"])) == (2, True)


def test_in_words_the_count_is_told_at_the_end() -> None:
    ran = subprocess.run([sys.executable, "-I", TOOL, PINNED], capture_output=True, text=True, check=True)
    assert ran.stdout.endswith(". Problems: 0.\n")


def test_an_export_of_today_is_verified_with_its_printed_line(world: World, tmp_path: Path) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="42/26", text="Told nobody else")
    world.as_("okell")
    line = world.desk.opened.vault.witness.paper().line
    content = world.desk.assurance.export.entries(purpose="Inspection", recipient="HMICFRS")
    path = tmp_path / "entries.jsonl"
    path.write_bytes(content)
    assert b"Told nobody else" not in content
    assert verified(path, "--printed", f"Ledger {line}")[0] == 0
    status, report = verified(path, "--printed", line[:-4] + "0000")
    assert (status, found(report)) == (1, {"history rewritten"})


def test_with_words_the_words_are_verified_too(world: World, tmp_path: Path) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="42/26", text="Told nobody else")
    content = world.as_("okell").assurance.export.entries(purpose="Court", recipient="CPS", words=True)
    path = tmp_path / "entries.jsonl"
    path.write_bytes(content.replace(b"Told nobody else", b"Told anybody els"))
    assert found(verified(path)[1]) == {"content altered"}


@pytest.mark.parametrize(
    "changes",
    [
        {"role": "investigator\n" + "0" * 64},
        {"seen": ["0" * 64 + "\n" + "0" * 64]},
        {"t": {"back": False, "mono": 1, "utc": "2026-05-07T13:00:00.000Z\n"}},
        {"t": {"back": False, "mono": 1, "utc": "yesterday"}},
        {"book": "case:"},
        {"bv": True},
        {"extra": 1},
    ],
)
def test_a_field_that_is_not_in_its_form_is_told(changes: dict[str, object]) -> None:
    header = json.loads(json.loads(PINNED.read_text().splitlines()[-1])["header"])
    assert verify_ledger.has_form(header)
    assert not verify_ledger.has_form(header | changes)


@pytest.mark.parametrize("header", ["[" * 100_000, '{"a":"\\ud800"}', "[]", "1e999"])
def test_a_header_that_is_none_is_told_as_malformed(tmp_path: Path, header: str) -> None:
    path = tmp_path / "strange.jsonl"
    path.write_text(OPENING + json.dumps({"header": header, "signature": "00"}))
    status, report = verified(path)
    assert (status, found(report)) == (1, {"malformed entry"})


def test_a_checkpoint_that_is_none_is_told(tmp_path: Path) -> None:
    first, *rest = PINNED.read_text().split("\n")
    note = "sopcheck/x\n5\nAAAA\n\n— sopcheck/x AAA"
    path = tmp_path / "strange.jsonl"
    path.write_text("\n".join([json.dumps(json.loads(first) | {"checkpoints": [note]}), *rest]))
    status, report = verified(path)
    assert (status, found(report)) == (1, {"history rewritten"})


def test_what_ends_a_line_for_python_alone_ends_none_of_the_export(world: World, tmp_path: Path) -> None:
    case = world.open().id
    world.desk.casework.note(case, "One\u2028two\x85three\x1cfour", When(world.clock.now()))
    path = tmp_path / "entries.jsonl"
    export = world.as_("okell").assurance.export
    path.write_bytes(export.entries(purpose="File", recipient="CPS", words=True))
    assert verified(path)[0] == 0


@pytest.mark.parametrize("name", ["gone.db", ".", "other.db"])
def test_what_is_no_database_of_a_vault_is_not_looked_at(tmp_path: Path, name: str) -> None:
    (tmp_path / "other.db").write_bytes(b"SQLite format 3\0" + bytes(4080))
    with pytest.raises((OSError, ValueError)):
        verify_ledger.from_database(tmp_path / name, "0" * 96)


def test_an_opened_database_is_verified_by_its_key(world: World) -> None:
    world.open()
    world.desk.lock()
    folder = world.program.folder
    key = spec_of(folder).pragma().split("'")[1]
    ledger = verify_ledger.from_database(folder / "vault.db", key)
    ledger.verify(None)
    assert ledger.problems == []
    tamper(folder, "UPDATE body SET content = X'7B7D' WHERE entry = 3")
    ledger = verify_ledger.from_database(folder / "vault.db", key)
    ledger.verify(None)
    assert {problem["what"] for problem in ledger.problems} >= {"content altered"}


def test_its_signatures_are_those_of_the_other_library() -> None:
    key = SigningKey(PersonId("ann"), bytes(32))
    signature = key.sign(b"message")
    assert verify_ledger.signature_fits(key.public, b"message", signature)
    assert not verify_ledger.signature_fits(key.public, b"other", signature)
    assert not verify_ledger.signature_fits(key.public, b"message", signature[:63] + b"\xff")


@pytest.mark.parametrize("key", [bytes(32), b"\1" + bytes(31), b"\xff" * 32])
def test_a_key_that_proves_nothing_accepts_nothing(key: bytes) -> None:
    assert not verify_ledger.signature_fits(key, b"message", key + bytes(32))


@pytest.mark.parametrize("size", range(9))
def test_its_tree_is_that_of_the_other_code(size: int) -> None:
    leaves = [bytes([number]) * 32 for number in range(size)]
    assert verify_ledger.tree(leaves) == merkle.root(leaves)


@pytest.fixture
def world(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A vault with three people."""
    return World.in_copy(template(tmp_path_factory), tmp_path / "vault")
