"""The record as `domain.md` 4.3 orders it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from sopcheck.records.composition import build
from sopcheck.records.document import (
    Block,
    Document,
    Heading,
    KeyValues,
    Notice,
    SignatureBlock,
    Table,
    Words,
)
from sopcheck.records.record import Decision, SensitiveAnnex, SupervisionRecord, Text, Unwitnessed
from sopcheck.records.stamping import Stamp
from tests.records import samples
from tests.records.prints import DETAILS

STAMP = Stamp("ABCD-EFGH-JKMN-PQRS-TVWX", "sopcheck:record:1:00")
SECTIONS = [
    "Identity",
    "Basis",
    "Risk now",
    "Exceptions",
    "Decisions and reasons",
    "Actions",
    "Next review",
    "Discussion with the investigator",
    "Sign-off",
]


def composed(record: SupervisionRecord, *, with_annex: bool = False) -> Document:
    return build(record, details=DETAILS, stamp=STAMP, with_annex=with_annex)


def section(record: SupervisionRecord, title: str) -> list[Block]:
    blocks = list(composed(record).blocks)
    start = blocks.index(Heading(title, level=2)) + 1
    stops = [place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2]
    return blocks[start : min([place for place in stops if place >= start], default=len(blocks))]


def pairs(record: SupervisionRecord, title: str) -> dict[str, list[str]]:
    """What stands beside each label of a section."""
    found: dict[str, list[str]] = {}
    for block in section(record, title):
        if isinstance(block, KeyValues | SignatureBlock):
            found |= {label: [_shown(words) for words in cell] for row in block.rows for label, cell in row}
    return found


def _shown(words: Words) -> str:
    return " ".join(part for part in (words.lead, words.text.replace("\u00a0", " ")) if part)


def every_word(document: Document) -> str:
    return repr(document)


@pytest.mark.parametrize("record", [samples.ordinary(), samples.empty(), samples.hostile()])
def test_the_sections_stand_in_their_order_whatever_is_in_them(record: SupervisionRecord) -> None:
    titles = [
        block.text for block in composed(record).blocks if isinstance(block, Heading) and block.level == 2
    ]
    assert titles == SECTIONS


def test_every_page_bears_marking_reference_and_print_number() -> None:
    margins = composed(samples.ordinary()).margins
    assert margins.marking == "OFFICIAL-SENSITIVE"
    assert margins.handling.startswith("Police use only")
    assert margins.top_left == "Supervision record · Case NV/CSE/26/0101"
    assert margins.top_right == "Print LT-000127"


def test_identity_says_when_the_review_was_due_and_held_and_how_late() -> None:
    identity = pairs(samples.ordinary(), "Identity")
    assert identity["Reviewer"][0] == "DS Okell 1047, sergeant, supervisor"
    assert identity["Due"] == ["Thu 7 May 2026, 09:15"]
    assert identity["Held"] == ["Fri 8 May 2026, 10:20", "Late by 1 day 1 h 5 min"]


def test_a_review_in_time_says_so_and_an_unscheduled_one_claims_nothing() -> None:
    in_time = structs.replace(samples.ordinary().identity, late_by="")
    held = pairs(structs.replace(samples.ordinary(), identity=in_time), "Identity")["Held"]
    assert held[1] == "In time"
    assert pairs(samples.empty(), "Identity")["Held"] == ["Fri 1 May 2026, 10:00"]


def test_a_reviewer_who_was_not_independent_prints_with_the_reason() -> None:
    identity = structs.replace(samples.ordinary().identity, exception=Text("Nobody else was on duty."))
    found = pairs(structs.replace(samples.ordinary(), identity=identity), "Identity")
    assert found["By exception"] == ["Nobody else was on duty."]


def test_the_basis_names_versions_dates_and_that_nobody_approved_them() -> None:
    version = pairs(samples.ordinary(), "Basis")["SOP and version"]
    assert version[0] == "CSE investigation SOP 1.0, illustrative baseline, not approved by a force"
    assert version[1] == "digest 6f2a91c4, followed since Thu 30 Apr 2026, 10:15"


def test_a_version_that_was_left_says_from_when_to_when() -> None:
    left = structs.replace(samples.CSE, until=samples.at("2026-05-02 11:00"))
    basis = structs.replace(samples.ordinary().basis, versions=(left,))
    version = pairs(structs.replace(samples.ordinary(), basis=basis), "Basis")["SOP and version"]
    assert version[1].endswith("followed from Thu 30 Apr 2026, 10:15 to Sat 2 May 2026, 12:00")


def test_the_child_is_heard_and_seen_on_the_record() -> None:
    risk = pairs(samples.ordinary(), "Risk now")
    assert risk["The child’s voice"][0].startswith("“I want to go back to school")
    assert risk["Child seen"] == ["Child A Seen, Thu 7 May 2026, 16:40"]


def test_what_was_not_recorded_is_said_not_left_out() -> None:
    risk = pairs(samples.empty(), "Risk now")
    assert risk["The child’s voice"] == ["Nothing recorded"]
    assert risk["Child seen"] == ["Not recorded"]
    assert pairs(samples.empty(), "Decisions and reasons")["Main cause of delay"] == ["None named"]


def test_a_review_without_an_outcome_says_so_on_its_record() -> None:
    record = structs.replace(samples.empty(), decision=Decision(outcome=""))
    said = pairs(record, "Decisions and reasons")
    assert (said["Outcome"], said["Why"]) == (["Not recorded"], ["Not recorded"])


def test_actions_are_previous_and_new_and_none_is_said() -> None:
    blocks = section(samples.ordinary(), "Actions")
    assert [len(block.rows) for block in blocks if isinstance(block, Table)] == [2, 1]
    empty = section(samples.empty(), "Actions")
    assert [block for block in empty if isinstance(block, Words)] == [Words("None"), Words("None")]


def test_whom_a_review_is_about_stands_below_its_kind() -> None:
    record = samples.ordinary()
    about = structs.replace(record.identity, about=(Text("Suspect A, 34"),))
    found = pairs(structs.replace(record, identity=about), "Identity")["Review"]
    assert found == ["7-day review", "About Suspect A, 34"]


def test_an_action_due_on_a_day_claims_no_hour() -> None:
    (table,) = [block for block in section(samples.ordinary(), "Actions")[-1:] if isinstance(block, Table)]
    assert _shown(table.rows[0][2][0]) == "Mon 11 May 2026"


@pytest.mark.parametrize(
    ("state", "late", "said"),
    [
        ("carried", timedelta(days=2), "Carried, overdue by 2 days"),
        ("carried", timedelta(days=1), "Carried, overdue by 1 day"),
        ("carried", timedelta(), "Carried"),
        ("carried", timedelta(days=-3), "Carried"),
        ("complete", timedelta(days=2), "Complete"),
    ],
)
def test_an_action_says_by_how_many_days_it_is_overdue(state: str, late: timedelta, said: str) -> None:
    record = samples.ordinary()
    due = record.basis.data_as_at - late
    action = structs.replace(record.previous_actions[0], state=state, due=due, note=None)
    record = structs.replace(record, previous_actions=(action,))
    table = next(block for block in section(record, "Actions") if isinstance(block, Table))
    assert _shown(table.rows[0][3][0]) == said


def test_the_next_review_names_the_rule_that_set_it() -> None:
    found = pairs(samples.ordinary(), "Next review")["28-day review"]
    assert found == [
        "Thu 4 Jun 2026, 24:00",
        "Every 28 days from the last review held, by the end of the day.",
    ]
    assert section(samples.empty(), "Next review") == [Words("None")]


def test_the_sign_off_has_the_code_and_what_nobody_witnessed() -> None:
    found = pairs(samples.ordinary(), "Sign-off")
    assert found["Verification code"][0] == STAMP.code
    assert found["Not yet witnessed"] == [
        "12 entries of this case known to one machine only, the oldest of Wed 6 May 2026, 13:40"
    ]
    assert found["This print"][1:3] == ["Purpose Review meeting", "For DI Marsh"]


def test_when_all_is_witnessed_the_record_says_that() -> None:
    record = structs.replace(samples.ordinary(), unwitnessed=Unwitnessed(entries=0))
    assert "has been witnessed" in pairs(record, "Sign-off")["Not yet witnessed"][0]


@pytest.mark.parametrize(
    ("annex", "words"),
    [
        (
            SensitiveAnnex(reference="S3", intelligence_items=1),
            "1 intelligence-sensitive item is not on this record. A sensitive annex exists: reference S3.",
        ),
        (
            SensitiveAnnex(reference="S3", intelligence_items=2, other_texts=1),
            "2 intelligence-sensitive items are not on this record, and the words of 1 staff-personal or "
            "victim-safety item are left out. A sensitive annex exists: reference S3.",
        ),
        (
            SensitiveAnnex(reference="S3", intelligence_items=2, lines=1, digest="0c4a9e17" + "0" * 56),
            "2 intelligence-sensitive items are not on this record. "
            "A sensitive annex of 1 line exists: reference S3, verification code 1H59-W5R0-0000-0000-0000.",
        ),
    ],
)
def test_a_sensitive_annex_is_one_line_with_reference_and_count(annex: SensitiveAnnex, words: str) -> None:
    blocks = section(structs.replace(samples.ordinary(), sensitive=annex), "Exceptions")
    assert blocks[-1] == Words(words)


def test_without_sensitive_content_there_is_no_such_line() -> None:
    assert "annex" not in every_word(composed(samples.empty()))


def test_the_annex_prints_only_when_asked_for() -> None:
    titles = [
        block.text
        for block in composed(samples.ordinary(), with_annex=True).blocks
        if isinstance(block, Heading)
    ]
    assert titles[-4] == "Annex: every applicable item"
    assert "Annex" not in every_word(composed(samples.ordinary()))


def test_there_is_no_score_no_percentage_and_no_breach() -> None:
    words = every_word(composed(samples.ordinary(), with_annex=True)).lower()
    assert not re.search(r"\bbreach|violation|score|complian|\d ?%", words)


def test_a_fictitious_case_says_so_at_the_top() -> None:
    assert isinstance(composed(samples.ordinary()).blocks[1], Notice)
    assert not [block for block in composed(samples.empty()).blocks if isinstance(block, Notice)]


def test_a_watermark_and_a_witness_print_when_given() -> None:
    details = replace(DETAILS, watermark="PREVIEW", witness="3f1c, 412 entries")
    document = build(samples.ordinary(), details=details, stamp=STAMP, with_annex=False)
    assert document.margins.watermark == "PREVIEW"
    assert "Ledger line 3f1c, 412 entries: what the vault held" in every_word(document)
