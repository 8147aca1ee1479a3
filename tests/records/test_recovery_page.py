"""The recovery sheet is one accessible page with the code in groups; its QR code holds the same."""

from datetime import UTC, datetime

import pypdfium2
import pytest
from page import ValidationProfile, validate_pdf_bytes

from sopcheck.cases.register.recovery_sheet import RecoverySheet
from sopcheck.records.recovery_page import render_sheet

SHEET = RecoverySheet(
    number="3F2A91",
    vault="6f0c2a91d4" * 3,
    made=datetime(2026, 5, 7, 13, 0, tzinfo=UTC),
    groups=("K3QZ", "7M0P", "XN2V", "91TB", "GH4D", "WWE5", "CY8A"),
)


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render_sheet(SHEET, marking="OFFICIAL-SENSITIVE", handling="Keep apart.")


@pytest.fixture(scope="module")
def text(printed: bytes) -> str:
    document = pypdfium2.PdfDocument(printed)
    assert len(document) == 1
    return str(document[0].get_textpage().get_text_range())


def test_every_group_stands_on_the_sheet(text: str) -> None:
    for number, group in enumerate(SHEET.groups, start=1):
        assert f"Group {number}" in text
        assert " ".join(group) in text


def test_the_sheet_says_which_it_is_and_what_it_can_do(text: str) -> None:
    for words in ("Sheet 3F2A91", "Vault 6f0c2a91", "Thu 7 May 2026, 14:00", "OFFICIAL-SENSITIVE"):
        assert words in text.replace("\u00a0", " ")
    assert "can read every case" in text


@pytest.mark.parametrize("profile", [ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A])
def test_the_sheet_is_accessible_and_lasts(printed: bytes, profile: ValidationProfile) -> None:
    report = validate_pdf_bytes(printed, profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_the_same_sheet_is_the_same_file(printed: bytes) -> None:
    assert render_sheet(SHEET, marking="OFFICIAL-SENSITIVE", handling="Keep apart.") == printed
