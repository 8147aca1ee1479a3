"""From a version or a case to a checklist to be filled in."""

from datetime import UTC, datetime

import pytest

from sopcheck.cases.reviews.reviewed import Blank, Marking
from sopcheck.checklists.packs import shipped
from sopcheck.checklists.reader import Read, read
from sopcheck.records.blank_content import blank_of, case_blank_of
from sopcheck.records.record import Text
from sopcheck.records.sheets import BlankChecklist, BlankItem
from tests.records.reviewed_cases import CHILD, FIRST, reviewed

REPORT = "at: 2026-04-30 11:00, by: farrow, add: intelligence-report, as: ir, label: First report"
DONE = "at: 2026-04-30 12:00, by: farrow, answer: record-crime, reference: NV-1"
PACKS: dict[str, Read] = {pack.id: read(pack.yaml, name=pack.file) for pack in shipped()}


def blank(pack: str = "cse-investigation") -> BlankChecklist:
    found = PACKS[pack]
    return blank_of(
        Blank(
            checklist=found.checklist,
            digest=found.digest,
            standing="illustrative baseline",
            at=datetime(2026, 5, 8, tzinfo=UTC),
            marking=Marking(handling="Police use only"),
        )
    )


def item(sheet: BlankChecklist, name: str) -> BlankItem:
    return next(one for stage in sheet.stages for one in stage.items if one.item_id == name)


@pytest.mark.parametrize("pack", sorted(PACKS))
def test_every_item_of_every_pack_is_on_its_form_once(pack: str) -> None:
    ids = [one.item_id for stage in blank(pack).stages for one in stage.items]
    assert ids == [one.id for one in PACKS[pack].checklist.items()]


def test_a_form_says_which_version_it_is_and_how_it_is_marked_once_filled_in() -> None:
    sheet = blank()
    assert sheet.versions[0].startswith("CSE investigation SOP 1.0, illustrative baseline, digest ")
    assert sheet.handling == "Police use only · Marked as above once it is filled in"
    assert sheet.case_reference == ""


def test_a_limit_a_gate_and_a_condition_are_told_in_words() -> None:
    assert item(blank(), "record-crime").limit == (
        "National limit: 24 hours from when the report was received"
    )
    gates = [one.limit for stage in blank().stages for one in stage.items if "gate" in one.limit]
    assert gates[0] == "National gate: before the recorded interview began"
    assert item(blank(), "see-child").repeats == "For each child"
    assert item(blank(), "record-rape-report").asked.startswith("Asked where ")


def test_choices_and_what_a_reference_is_are_told() -> None:
    assert item(blank(), "assess-immediate-risk").choices == ("immediate", "prompt", "scheduled")
    assert item(blank(), "record-crime").reference == "crime numbers"


def test_the_form_of_a_case_has_what_applies_with_what_is_recorded() -> None:
    sheet = case_blank_of(reviewed(*CHILD, DONE, FIRST))
    assert item(sheet, "record-crime").stands == "Recorded: done, Thu 30 Apr 2026, 12:00, DC Farrow"
    assert item(sheet, "see-child").of == Text("Child A")
    assert sheet.case_reference == "NV/CSE/26/0900"
    assert sheet.versions[0].startswith("CSE investigation SOP 1.0, illustrative baseline")


def test_what_is_still_open_has_its_limit_with_its_end() -> None:
    early = "at: 2026-05-01 09:30, by: okell, review: 24-hour"
    sheet = case_blank_of(reviewed(*CHILD, early, assume=False))
    found = item(sheet, "record-crime")
    assert (found.stands, found.limit) == ("", "National limit: due soon, Fri 1 May 2026, 10:15")


def test_intelligence_items_of_a_case_are_only_counted() -> None:
    early = "at: 2026-05-01 09:30, by: okell, review: 24-hour"
    sheet = case_blank_of(reviewed(*CHILD, REPORT, early, assume=False, packs="cse-intelligence 1.0"))
    ids = {one.item_id for stage in sheet.stages for one in stage.items}
    assert sheet.left_out > 0
    assert "intel-submit" not in ids
