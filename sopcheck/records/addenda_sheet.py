"""Composes the addenda to a supervision record; the record itself never changes and prints as it was."""

from zoneinfo import ZoneInfo

from sopcheck.records import wording
from sopcheck.records.document import Block, Column, Document, Heading, Table
from sopcheck.records.freezing import verification_code
from sopcheck.records.phrases import NONE, Phrases, named, one_of, plain, said, small
from sopcheck.records.sheets import Addenda
from sopcheck.records.stamping import (
    Marks,
    PrintDetails,
    Stamp,
    filled,
    front,
    margins,
    received_block,
    title_of,
)

TITLE = "Addenda to a supervision record"
_COLUMNS = (Column("What the record should have said", 46), Column("Why", 30), Column("Written", 24))


def build_addenda(sheet: Addenda, *, details: PrintDetails, stamp: Stamp) -> Document:
    """Compose the addenda to one record and one print of them."""
    phrases = Phrases(ZoneInfo(sheet.time_zone))
    reference = sheet.case_reference
    marks = Marks(title=TITLE, reference=reference, marking=sheet.marking, handling=sheet.handling)
    rows = tuple((said(one.text), said(one.reason), phrases.by_at(one.by, one.at)) for one in sheet.addenda)
    blocks = [
        *front(TITLE, sheet.notice),
        _identity(sheet, phrases),
        Heading("Addenda", level=2),
        Table(_COLUMNS, rows) if rows else NONE,
        *received_block(details, stamp, phrases),
    ]
    return Document(title_of(TITLE, reference, details), margins(marks, details, stamp), tuple(blocks))


def _identity(sheet: Addenda, phrases: Phrases) -> Block:
    code = one_of(
        [
            plain(verification_code(sheet.record_digest)),
            small("It stands at the foot of every page of the record that these addenda belong to."),
        ]
    )
    return filled(
        [
            (("Case reference", plain(sheet.case_reference)), ("Operation", plain(sheet.operation))),
            (("Review", plain(sheet.review_type)), ("Held", plain(phrases.at(sheet.held)))),
            (("Reviewer", plain(named(sheet.reviewer))), ("Data as at", plain(phrases.at(sheet.as_at)))),
            (("Code of the record", code),),
            (("This sheet", plain(wording.counted(len(sheet.addenda), "addendum", "addenda"))),),
        ]
    )
