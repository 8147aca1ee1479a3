"""Judging a printed file without a vault."""

import random
import tracemalloc
import zlib
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from sopcheck import canonical
from sopcheck.records import archive, freezing, proof, seal
from sopcheck.records.printing import RecordSignature, render
from sopcheck.records.proof import Verdict, verify_file
from tests.records import samples, sheet_samples
from tests.records.forging import content_of, exchanged, of_a_newer_format
from tests.records.prints import (
    DETAILS,
    MALLORY_KEY,
    NAMES,
    OKELL_KEY,
    Inside,
    all_samples,
    frozen,
    ordinary_print,
    printed,
    signed_print,
    verify,
)

KNOWN = {OKELL_KEY.public_key: "DS Okell 1047"}


def judged(data: bytes) -> Verdict:
    return verify_file(data, verify=verify, known=KNOWN)


def changed(place: int) -> bytes:
    data = bytearray(ordinary_print())
    data[place] ^= 1
    return bytes(data)


def test_a_file_as_it_was_printed_is_intact() -> None:
    verdict = judged(ordinary_print())
    assert (verdict.state, verdict.findings) == ("intact", ())
    assert verdict.sentence.endswith("Its signers are known here.")
    assert verdict.case_reference == "NV/CSE/26/0101"
    assert verdict.print_number == "LT-000127"
    assert verdict.reviewer == "DS Okell 1047, sergeant, supervisor"
    assert verdict.code == freezing.verification_code(verdict.digest)


def test_signers_of_record_and_print_are_told_apart() -> None:
    signers = {signer.part: signer for signer in judged(ordinary_print()).signers}
    assert signers.keys() == {"print", "record"}
    assert all(signer.valid and signer.known for signer in signers.values())


def test_without_a_vault_the_file_is_intact_and_its_signers_unknown() -> None:
    verdict = verify_file(ordinary_print(), verify=verify)
    assert verdict.state == "intact"
    assert verdict.sentence == (
        "This file is intact: every byte is as it was sealed. Not every signer is known here."
    )
    assert not any(signer.known for signer in verdict.signers)


def test_a_stranger_who_seals_a_copy_is_not_known() -> None:
    verdict = judged(signed_print(samples.ordinary(), sealer=MALLORY_KEY))
    assert verdict.state == "intact"
    assert verdict.sentence.endswith("Not every signer is known here.")


def test_what_nobody_signed_or_sealed_proves_nothing_and_says_so() -> None:
    verdict = judged(printed(samples.ordinary()))
    assert verdict.state == "intact"
    assert verdict.sentence == (
        "Nobody signed or sealed this file, so it proves nothing: anybody may have made it."
    )


def test_a_signed_record_that_nobody_sealed_is_altered_for_none_leaves_the_program() -> None:
    verdict = judged(signed_print(samples.ordinary(), sealer=None))
    assert verdict.state == "altered"
    assert verdict.findings == ("the record in it is signed, but the seal over its pages was taken away",)


@pytest.mark.parametrize("place", random.Random(7).sample(range(80_000), 150))
def test_any_changed_byte_is_found(place: int) -> None:
    assert judged(changed(place % len(ordinary_print()))).state != "intact"


@pytest.mark.parametrize(
    "marker", [b"/SopcheckSeal", b"/EmbeddedFile", b"/Title", b"stream\n", b"%%EOF", b"/StructElem"]
)
def test_a_byte_changed_where_it_matters_is_found(marker: bytes) -> None:
    place = ordinary_print().index(marker)
    verdict = judged(changed(place + 4))
    assert verdict.state == "altered"
    assert verdict.sentence.startswith("This file is not as it was printed.")


def test_a_changed_page_is_told_from_a_changed_record() -> None:
    verdict = judged(ordinary_print() + b"\n")
    assert verdict.findings == ("the file was changed after it was printed",)


@pytest.mark.parametrize("offset", range(0, 320, 8))
def test_a_changed_digit_of_the_seal_itself_is_found(offset: int) -> None:
    place = ordinary_print().index(b"/SopcheckSeal") + offset
    assert judged(changed(place)).state == "altered"


def test_a_second_seal_is_no_seal() -> None:
    data = ordinary_print()
    start = data.index(b"/SopcheckSeal")
    verdict = judged(data + data[start : start + 300])
    assert "the seal over the file is missing or stands in it more than once" in verdict.findings


@pytest.mark.parametrize("size", [0, 4, 100, 5_000, 40_000])
def test_a_file_cut_short_is_not_intact(size: int) -> None:
    assert judged(ordinary_print()[:size]).state != "intact"


@pytest.mark.parametrize("data", [b"", b"\0" * 50, b"PK\x03\x04", b"%PDF-1.7\ntrailer<</Root 1 0 R>>\n%%EOF"])
def test_other_files_are_no_prints_of_ours(data: bytes) -> None:
    verdict = judged(data)
    assert verdict.state == "not a record"
    assert verdict.sentence == (
        "This file is no print of a case from sopcheck, or what proves it was taken out. "
        "Choose a PDF as it was saved from sopcheck."
    )


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\ntrailer<</Root 1 0 R>>"])
def test_a_pdf_without_its_end_is_said_to_be_cut_short(data: bytes) -> None:
    verdict = judged(data)
    assert verdict.state == "not a record"
    assert "damaged or cut short" in verdict.sentence


@given(st.binary(max_size=300), st.integers(0, 60_000))
def test_whatever_bytes_are_put_in_there_is_a_verdict(noise: bytes, place: int) -> None:
    data = ordinary_print()
    verdict = judged(data[:place] + noise + data[place + len(noise) :])
    assert verdict.state != "intact" or data[place : place + len(noise)] == noise


def forged(*, name: str = "DS Okell", public_key: bytes, signature: bytes) -> Verdict:
    signed, texts = frozen(samples.ordinary())
    claimed = RecordSignature(name, public_key, signature)
    return judged(render(signed, texts, details=DETAILS, signatures=[claimed], sealer=MALLORY_KEY))


def test_a_signature_by_another_key_than_it_names_is_found() -> None:
    message = freezing.signing_message(frozen(samples.ordinary())[0])
    verdict = forged(public_key=OKELL_KEY.public_key, signature=MALLORY_KEY.sign(message))
    assert verdict.state == "altered"
    assert verdict.findings == ("a signature on the record is not by the person whose key it names",)


@pytest.mark.parametrize(("key", "signature"), [(b"", b""), (b"k" * 31, b"s" * 64), (b"k" * 32, b"s" * 63)])
def test_a_key_or_signature_of_the_wrong_length_is_never_good(key: bytes, signature: bytes) -> None:
    assert forged(public_key=key, signature=signature).state == "altered"


def test_a_signature_from_another_record_does_not_count() -> None:
    other = freezing.signing_message(frozen(samples.empty())[0])
    assert forged(public_key=OKELL_KEY.public_key, signature=OKELL_KEY.sign(other)).state == "altered"


def test_a_seal_is_no_signature_of_a_record() -> None:
    signed, _ = frozen(samples.ordinary())
    seal_like = b"sopcheck/print/v1\0" + bytes.fromhex(freezing.digest(signed))
    assert forged(public_key=OKELL_KEY.public_key, signature=OKELL_KEY.sign(seal_like)).state == "altered"


def test_a_record_whose_words_are_left_out_is_intact() -> None:
    record = structs.replace(
        samples.ordinary(), discussion=structs.replace(samples.ordinary().discussion, comment=None)
    )
    assert judged(signed_print(record)).state == "intact"


def test_another_print_of_the_record_has_the_same_digest() -> None:
    other = printed(samples.ordinary(), details=replace(DETAILS, number="LT-9"))
    assert judged(other).digest == judged(ordinary_print()).digest


@pytest.mark.parametrize("name", NAMES)
def test_every_document_verifies_as_what_it_is(name: str) -> None:
    verdict = judged(all_samples()[name])
    assert (verdict.state, verdict.findings) == ("intact", ())
    assert verdict.print_number == "LT-000127"
    assert verdict.document in freezing_words()


def freezing_words() -> set[str]:
    return {name.removeprefix("sopcheck-") for name in freezing.FORMATS}


def test_what_shows_a_case_as_it_stands_needs_no_signature_but_its_seal() -> None:
    signed, texts = frozen(sheet_samples.status())
    sealed = judged(render(signed, texts, details=DETAILS, sealer=OKELL_KEY))
    assert sealed.sentence.endswith("Its signers are known here.")
    assert (sealed.case_reference, sealed.reviewer) == ("NV/CSE/26/0101", "")


def test_a_record_or_an_annex_that_nobody_signed_is_said_to_be_so() -> None:
    for record in (samples.empty(), sheet_samples.annex(sheet_samples.EVERYTHING)):
        sealed = render(*frozen(record), details=DETAILS, sealer=OKELL_KEY)
        assert judged(sealed).sentence.endswith("Nobody has signed the record in it.")


@pytest.mark.parametrize("name", ["sensitive annex", "status", "checklist", "disclosure"])
def test_a_changed_byte_anywhere_in_any_document_is_found(name: str) -> None:
    whole = all_samples()[name]
    for place in random.Random(name).sample(range(len(whole)), 40):
        data = bytearray(whole)
        data[place] ^= 1
        assert judged(bytes(data)).state != "intact"


@pytest.mark.parametrize("newer", [{"v": 2}, {"format": "sopcheck-record-of-2031"}])
def test_a_sealed_print_of_a_newer_format_is_not_called_altered(newer: dict[str, object]) -> None:
    verdict = judged(exchanged("record.json", canonical.encode(content_of(ordinary_print()) | newer)))
    assert (verdict.state, verdict.findings) == ("newer", ())
    assert verdict.sentence == (
        "This file was printed by a newer version of sopcheck. Install that version to verify it."
    )


def test_a_sealed_print_with_the_data_of_another_is_altered() -> None:
    other = exchanged("record.json", Inside.of(all_samples()["empty"]).files["record.json"])
    assert judged(other).state == "altered"


def test_a_newer_format_in_a_file_that_was_changed_is_altered_all_the_same() -> None:
    data = of_a_newer_format()
    assert judged(data[:-20] + b"%" + data[-19:]).state == "altered"


def bombed(content: bytes, *filters: pikepdf.Name) -> bytes:
    """A sealed print whose texts are packed in another way."""
    with pikepdf.open(BytesIO(ordinary_print())) as pdf:
        stream = next(one for one in pdf.Root.AF if str(one.UF) == "texts.json").EF.F
        stream.write(content, filter=pikepdf.Array(filters))
        seal.reserve(pdf, public_key=OKELL_KEY.public_key)
        return seal.sealed(archive.saved(pdf), OKELL_KEY)


def test_data_that_unpacks_to_more_than_any_print_holds_is_altered_and_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(proof, "MOST_INSIDE", 100_000)
    flate = pikepdf.Name.FlateDecode
    bomb = zlib.compress(zlib.compress(bytes(300_000_000)))
    tracemalloc.start()
    verdict = judged(bombed(bomb, flate, flate))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (verdict.state, most < 10_000_000) == ("altered", True)


def test_data_packed_in_a_way_that_prints_are_not_is_altered() -> None:
    assert judged(bombed(b"no hex", pikepdf.Name.ASCIIHexDecode)).state == "altered"
    texts = Inside.of(ordinary_print()).files["texts.json"]
    assert judged(bombed(zlib.compress(texts), pikepdf.Name.FlateDecode)).state == "intact"


@pytest.mark.parametrize("content", [b"no proof at all", b"{}", b'{"signatures":[{"key":"not hex"}]}'])
def test_a_proof_that_cannot_be_read_proves_nothing(content: bytes) -> None:
    verdict = judged(exchanged("proof.json", content))
    assert verdict.state == "altered"
    assert verdict.findings == (
        "what the file says about its signatures is damaged or does not fit its record",
    )


def test_a_signature_in_the_place_of_a_seal_that_names_no_key_is_no_seal() -> None:
    unsealed = all_samples()["empty"]
    found = seal.found(unsealed)
    assert found is not None
    assert not any(found.signature)
    at = unsealed.rindex(found.signature.hex().encode())
    forged = unsealed[:at] + b"1" + unsealed[at + 1 :]
    assert judged(forged).state == "altered"


@pytest.mark.parametrize("signed", [b"{}", b"not even JSON"])
def test_a_sealed_print_around_no_record_is_altered(signed: bytes) -> None:
    assert judged(exchanged("record.json", signed)).state == "altered"
