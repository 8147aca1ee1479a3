"""The verifier for strangers agrees with the program about every print, and knows nothing of it."""

import ast
import base64
import json
import random
import re
import sys
import zlib
from pathlib import Path

import pytest

from sopcheck.records.proof import verify_file
from tests.records.prints import NAMES, OKELL_KEY, all_samples, ordinary_print, verify
from tools import verify_record
from tools.verify_record import NotAPrintError, checked, code_of, embedded, is_good

KEY = OKELL_KEY.public_key.hex()
# RFC 8032, 7.1: secret, public key, message and signature of the first three tests (the public part).
VECTORS = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
)


def agrees(data: bytes) -> bool:
    """Whether both verifiers come to the same answer."""
    ours = verify_file(data, verify=verify).state == "intact"
    try:
        return ours == (not checked(data).wrong)
    except NotAPrintError:
        return not ours


def test_it_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse(Path(verify_record.__file__).read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize("name", NAMES)
def test_every_document_is_found_as_it_was_printed(name: str) -> None:
    assert checked(all_samples()[name]).wrong == []


def test_a_print_says_who_sealed_and_signed_it_and_whether_the_key_was_given() -> None:
    said = checked(ordinary_print(), frozenset((KEY,))).said
    assert said[0] == f"Sealed by the key {KEY} (one of those given)."
    assert said[1].startswith("Signed, it says by DS Okell, by the key ")
    assert "(one of those given)" not in " ".join(checked(ordinary_print()).said)


def test_the_embedded_files_are_those_that_a_library_finds() -> None:
    assert embedded(ordinary_print()).keys() == {"record.json", "texts.json", "proof.json"}


@pytest.mark.parametrize("seed", range(25))
def test_a_changed_byte_anywhere_is_found_by_both(seed: int) -> None:
    data = bytearray(ordinary_print())
    data[random.Random(seed).randrange(len(data))] ^= 1
    assert verify_file(bytes(data), verify=verify).state != "intact"
    assert agrees(bytes(data))


@pytest.mark.parametrize("size", [0, 500, 5_000, 40_000])
def test_a_file_cut_short_is_found_by_both(size: int) -> None:
    assert agrees(ordinary_print()[:size])


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_signatures_are_those_of_rfc_8032(key: str, message: str, signature: str) -> None:
    public, words, good = (bytes.fromhex(part) for part in (key, message, signature))
    assert is_good(public, words, good)
    assert not is_good(public, words + b"x", good)
    assert not is_good(public, words, good[:32] + bytes(32))


@pytest.mark.parametrize("number", range(5))
def test_any_signature_of_a_library_is_good_and_none_with_a_changed_byte(number: int) -> None:
    message = random.Random(number).randbytes(40)
    signature = OKELL_KEY.sign(message)
    assert is_good(OKELL_KEY.public_key, message, signature)
    changed = bytearray(signature)
    changed[number * 12] ^= 1
    assert not is_good(OKELL_KEY.public_key, message, bytes(changed))


def test_a_scalar_beyond_the_order_and_a_point_off_the_curve_are_refused() -> None:
    signature = OKELL_KEY.sign(b"x")
    assert not is_good(OKELL_KEY.public_key, b"x", signature[:32] + b"\xff" * 32)
    assert not is_good(b"\x02" + bytes(31), b"x", signature)


@pytest.mark.parametrize(
    "key", [b"\1" + bytes(31), bytes(32), b"\0" * 31 + b"\x80", b"\xec" + b"\xff" * 30 + b"\x7f"]
)
def test_a_key_of_small_order_signs_nothing(key: bytes) -> None:
    nothing = b"\1" + bytes(63)
    assert not any(is_good(key, bytes([number]), nothing) for number in range(16))


@pytest.mark.parametrize("name", ["record.json", "proof.json", "texts.json"])
@pytest.mark.parametrize(
    "content",
    [b"[]", b"null", b"{}", b"[" * 100_000, b"\xff", b'{"v":1,"format":[]}', b'{"texts":[],"digest":5}'],
)
def test_files_inside_that_are_not_what_they_should_be_are_told(
    monkeypatch: pytest.MonkeyPatch, name: str, content: bytes
) -> None:
    files = embedded(ordinary_print()) | {name: content}
    monkeypatch.setattr(verify_record, "embedded", lambda _: files)
    assert not agrees_that_all_is_well()


def agrees_that_all_is_well() -> bool:
    try:
        return not checked(ordinary_print()).wrong
    except NotAPrintError:
        return False


def test_a_text_that_is_named_by_no_text_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    strange = {"hash": "", "print_class": "", "text": []}
    record = json.dumps({"content": strange, "format": "sopcheck-record", "v": 1}).encode()
    files = embedded(ordinary_print()) | {"record.json": record}
    monkeypatch.setattr(verify_record, "embedded", lambda _: files)
    assert "texts.json cannot be read." in checked(ordinary_print()).wrong


def test_a_stream_that_unpacks_to_more_than_any_print_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_record, "_MOST_BYTES", 1000)
    packed = zlib.compress(bytes(1_000_000))
    whole = (
        b"\n7 0 obj\n<< /EF << /F 8 0 R >> /F (record.json) >>\nendobj\n8 0 obj\n"
        b"<< /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream\nendobj\n"
    )
    assert len(embedded(whole)["record.json"]) == 1000


def test_a_second_seal_is_refused_as_no_seal_is() -> None:
    (seal,) = re.findall(rb"/SopcheckSeal \(sopcheck:seal:1:[0-9a-f:]+\)", ordinary_print())
    for data in (ordinary_print() + seal, ordinary_print().replace(seal, b"")):
        assert "There is no seal, or more than one." in checked(data).wrong


def test_the_code_is_that_of_the_format() -> None:
    assert code_of("0" * 64) == "0000-0000-0000-0000-0000"
    assert code_of("f" * 64) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ"


def test_a_stream_that_is_wrapped_twice_is_read() -> None:
    packed = base64.a85encode(zlib.compress(b"words")) + b"~>"
    whole = (
        b"\n7 0 obj\n<< /EF << /F 8 0 R >> /F (record.json) >>\nendobj\n8 0 obj\n"
        b"<< /Filter [ /ASCII85Decode /FlateDecode ] >>\nstream\n" + packed + b"\nendstream\nendobj\n"
    )
    assert embedded(whole) == {"record.json": b"words"}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\n1 0 obj\n<< /F (record.json) >>\nendobj"])
def test_what_is_no_print_cannot_be_checked(data: bytes) -> None:
    with pytest.raises(NotAPrintError, match="No data of a print"):
        checked(data)


def test_the_command_says_it_in_words_and_by_its_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "record.pdf"
    file.write_bytes(ordinary_print())
    assert verify_record.main([str(file), "--key", KEY.upper()]) == 0
    assert capsys.readouterr().out.endswith("The file is as it was printed.\n")
    file.write_bytes(ordinary_print() + b"\n")
    assert verify_record.main([str(file)]) == 1
    assert "The file was changed after it was sealed." in capsys.readouterr().out


def test_a_file_that_cannot_be_read_or_is_none_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify_record.main([str(tmp_path / "gone.pdf")]) == 2
    assert capsys.readouterr().err.startswith("It cannot be checked: ")
