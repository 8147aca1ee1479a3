"""What every document says of the print that it is: number, purpose, recipient, and what proves it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sopcheck.cases.reviews.reviewed import NOT_NUMBERED
from sopcheck.records.document import (
    Block,
    Heading,
    KeyValues,
    Margins,
    Notice,
    Pair,
    SignatureBlock,
    Tone,
    Words,
)
from sopcheck.records.phrases import Cell, Phrases, one_of, plain, small

_LEDGER = "what the vault held when this was printed; Assurance compares it"


@dataclass(frozen=True, slots=True)
class PrintDetails:
    """Which print this is, for whom and why (DPA 2018 s.62); `witness` is the anchor of the ledger."""

    number: str
    purpose: str
    recipient: str
    printed_at: datetime
    printed_by: str
    watermark: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What proves the print on paper: the code that people compare and the words of the QR code."""

    code: str
    qr_text: str

    @property
    def qr_alternative(self) -> str:
        """What is said of the QR code to who cannot see it."""
        return f"QR code of the digest of this record, verification code {self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What the margins of a document are made of: the title and reference of it, and how it is marked."""

    title: str
    reference: str
    marking: str
    handling: str


def margins(marks: Marks, details: PrintDetails, stamp: Stamp) -> Margins:
    """The margins of every page."""
    # The reference stands on every page, because pages of a file come apart.
    case = f" · Case {marks.reference}" if marks.reference else ""
    return Margins(
        marking=marks.marking,
        handling=marks.handling,
        top_left=f"{marks.title}{case}",
        top_right="Not a numbered print" if _is_shown_only(details) else f"Print {details.number}",
        bottom_left=f"Verification code {stamp.code}",
        watermark=details.watermark,
    )


def title_of(title: str, reference: str, details: PrintDetails) -> str:
    """What names the file to its readers."""
    return f"{' '.join(part for part in (title, reference[:100]) if part)}, print {details.number}"


def front(title: str, notice: str) -> list[Block]:
    """The title, and the notice that nobody may overlook where there is one."""
    boxed = [Notice(Words(notice, tone=Tone.STRONG))] if notice else []
    return [Heading(title, level=1), *boxed]


def code_cell(stamp: Stamp) -> Cell:
    """The code with what it is, and how a reader checks it."""
    return (
        Words(stamp.code, tone=Tone.STRONG),
        *small("The first letters of the digest of the data in this file; the QR code has all of it."),
        *small("To check the file: sopcheck record verify FILE. On paper: compare the codes of two prints."),
    )


def print_lines(details: PrintDetails, phrases: Phrases) -> Cell:
    """Which print this is, when and by whom it was made, what for and for whom."""
    number = "Not numbered" if _is_shown_only(details) else f"Number {details.number}"
    return one_of(
        [
            plain(f"{number}, {phrases.at(details.printed_at)}, by {details.printed_by}"),
            plain(details.purpose, lead="Purpose"),
            plain(details.recipient, lead="For"),
            small(f"All times are local times, {phrases.zone.key}."),
            small(f"Ledger line {details.witness}: {_LEDGER}" if details.witness else ""),
        ]
    )


def received_block(
    details: PrintDetails, stamp: Stamp, phrases: Phrases, *, caption: str = "Received by, signature and date"
) -> list[Block]:
    """The end of a document that nobody signs: which print it is, and room for who got it."""
    rows = filled(
        [(("Verification code", code_cell(stamp)),), (("This print", print_lines(details, phrases)),)]
    )
    block = SignatureBlock(rows.rows, stamp.qr_text, stamp.qr_alternative, caption=caption)
    return [Heading("This print", level=2), block]


def filled(rows: Sequence[tuple[Pair, ...]]) -> KeyValues:
    """Leave out labels that do not arise; what must always be said has words of its own."""
    # An empty label on paper reads as if something had been taken out.
    kept = (tuple(pair for pair in row if pair[1]) for row in rows)
    return KeyValues(tuple(row for row in kept if row))


def _is_shown_only(details: PrintDetails) -> bool:
    return details.number == NOT_NUMBERED
