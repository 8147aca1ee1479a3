"""Prints of a frozen record, and what is inside the file."""

import json
from dataclasses import replace

import pytest
from msgspec import structs

from sopcheck.errors import DamagedError
from sopcheck.records import freezing
from sopcheck.records.printing import render
from sopcheck.records.record import Discussion, SupervisionRecord, Text
from tests.records import samples, sheet_samples
from tests.records.prints import (
    DETAILS,
    OKELL_KEY,
    Inside,
    frozen,
    ordinary_print,
    printed,
    signed_print,
    words,
)


def with_classes() -> SupervisionRecord:
    limit = structs.replace(samples.limits()[0], reason=Text("safe after nine", "victim-safety"))
    return structs.replace(
        samples.ordinary(),
        exceptions=structs.replace(samples.exceptions(), limits_passed=(limit,)),
        discussion=Discussion(
            discussed=Text("back from sick leave", "staff-personal"), comment=Text("a name")
        ),
    )


def test_the_same_record_prints_the_same_bytes() -> None:
    assert signed_print(samples.ordinary()) == signed_print(samples.ordinary())


def test_another_print_number_is_another_file_of_the_same_record() -> None:
    other = printed(samples.ordinary(), details=replace(DETAILS, number="LT-000128"))
    first, second = Inside.of(ordinary_print()).files, Inside.of(other).files
    assert first["record.json"] == second["record.json"]
    assert first["proof.json"] != second["proof.json"]


def test_the_signed_record_is_in_the_file_byte_for_byte() -> None:
    assert Inside.of(ordinary_print()).files["record.json"] == frozen(samples.ordinary())[0]


def test_the_proof_names_code_print_and_signatures() -> None:
    proof = json.loads(Inside.of(ordinary_print()).files["proof.json"])
    assert proof["digest"] == freezing.digest(frozen(samples.ordinary())[0])
    assert proof["code"] == freezing.verification_code(proof["digest"])
    assert proof["print"]["number"] == "LT-000127"
    assert proof["print"]["recipient"] == "DI Marsh"
    assert proof["signatures"][0]["key"] == OKELL_KEY.public_key.hex()


def test_the_code_on_every_page_is_that_of_the_record() -> None:
    code = freezing.verification_code(freezing.digest(frozen(samples.ordinary())[0]))
    assert words(ordinary_print()).count(code) >= 4


def test_words_of_sensitive_classes_are_left_out_and_said_to_be() -> None:
    text = words(printed(with_classes()))
    assert "back from sick leave" not in text
    assert "safe after nine" not in text
    assert "[left out here: staff-personal, see sensitive annex NV/CSE/26/0101-S3]" in text


def test_limits_and_times_of_sensitive_items_still_print() -> None:
    text = words(printed(with_classes()))
    assert "Ended Tue 5 May 2026, 09:15" in text
    assert "Written DC Farrow, Tue 5 May 2026, 10:30" in text


def test_words_that_are_left_out_do_not_hide_in_the_file() -> None:
    texts = Inside.of(printed(with_classes())).files["texts.json"].decode()
    assert "sick leave" not in texts
    assert "safe after nine" not in texts
    assert "a name" in texts


def test_words_of_a_class_print_when_asked_for() -> None:
    text = words(printed(with_classes(), classes=frozenset({"ordinary", "staff-personal"})))
    assert "back from sick leave" in text
    assert "safe after nine" not in text


def test_the_annex_does_not_hide_in_the_ordinary_print() -> None:
    def files(*, with_annex: bool) -> str:
        return Inside.of(printed(samples.ordinary(), with_annex=with_annex)).files["texts.json"].decode()

    assert "What was found for item 1" not in files(with_annex=False)
    assert "What was found for item 1" in files(with_annex=True)


def test_erased_words_print_as_erased() -> None:
    pdf = printed(with_classes(), erased={"discussion-comment": "DPA 2018 s.47, Fri 8 May 2026"})
    assert "[erased under DPA 2018 s.47, Fri 8 May 2026]" in words(pdf)
    assert "a name" not in Inside.of(pdf).files["texts.json"].decode()


def test_words_that_were_not_signed_are_not_printed() -> None:
    signed, texts = frozen(samples.ordinary())
    texts["decision-why"] = structs.replace(texts["decision-why"], text="All was well.")
    with pytest.raises(DamagedError, match="not what was signed"):
        render(signed, texts, details=DETAILS)


def test_a_reference_that_looks_like_a_seal_breaks_nothing() -> None:
    forged = f"/SopcheckSeal (sopcheck:seal:1:{'0' * 64}:{'0' * 64}:{'0' * 128})"
    identity = structs.replace(samples.ordinary().identity, case_reference=forged)
    pdf = printed(structs.replace(samples.ordinary(), identity=identity))
    assert pdf.count(b"/SopcheckSeal (") == 1


def test_the_words_of_a_sheet_that_has_items_are_in_its_file() -> None:
    texts = Inside.of(printed(sheet_samples.status())).files["texts.json"].decode()
    assert "items-1-of" in texts
