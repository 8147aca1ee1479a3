"""Prints a recovery sheet: one page for a sealed envelope, with the code in groups and as a QR code."""

from sopcheck.cases.register.recovery_sheet import RecoverySheet
from sopcheck.checklists.local_time import LONDON
from sopcheck.records.document import (
    Block,
    Document,
    Heading,
    KeyValues,
    Margins,
    Notice,
    Pair,
    SignatureBlock,
    Tone,
    Words,
)
from sopcheck.records.finishing import finished
from sopcheck.records.phrases import Phrases, plain

TITLE = "Recovery sheet"


def render_sheet(sheet: RecoverySheet, *, marking: str, handling: str) -> bytes:
    """Print a sheet as a PDF.

    It holds what opens the vault: it is printed or saved where its holder says, and kept nowhere.
    """
    return finished(_document(sheet, marking=marking, handling=handling), at=sheet.made)


def _document(sheet: RecoverySheet, *, marking: str, handling: str) -> Document:
    made = Phrases(LONDON).at(sheet.made)
    margins = Margins(
        marking=marking,
        handling=handling,
        top_left=TITLE,
        top_right=f"Sheet {sheet.number}",
        bottom_left=f"Vault {sheet.vault[:8]}",
    )
    blocks: tuple[Block, ...] = (
        Heading(TITLE, level=1),
        Notice(Words("Whoever holds this sheet and the vault can read every case in it.", tone=Tone.STRONG)),
        Words(
            "When a passphrase is forgotten, or this computer has lost the secret that belongs to it, this "
            "code gives a person of the vault a new way in. Put the sheet into an envelope, seal it, sign "
            "across the seal, and keep it where your force keeps such things; never beside the computer."
        ),
        Heading("The code", level=2),
        KeyValues(_rows(sheet)),
        Words("Capitals or not is the same, and so are O and 0, and I, L and 1.", tone=Tone.SMALL),
        Heading("How it is used", level=2),
        Words("On the page that unlocks the vault, choose “Recover”, type the code, and choose who you are."),
        Words("Every use is recorded. After one, make a new sheet and destroy this one."),
        Words("Rehearse it once a year: “Assurance”, then “Rehearse recovery”. Nothing is changed by that."),
        Heading("This sheet", level=2),
        _foot(sheet, made),
    )
    return Document(f"{TITLE} {sheet.number}", margins, blocks)


def _rows(sheet: RecoverySheet) -> tuple[tuple[Pair, ...], ...]:
    pairs = [
        (f"Group {number}", (Words(" ".join(group), tone=Tone.STRONG),))
        for number, group in enumerate(sheet.groups, start=1)
    ]
    return tuple(tuple(pairs[start : start + 2]) for start in range(0, len(pairs), 2))


def _foot(sheet: RecoverySheet, made: str) -> SignatureBlock:
    rows = (
        (("Sheet", plain(sheet.number)), ("Made", plain(made))),
        (("Of vault", plain(sheet.vault[:8])),),
    )
    return SignatureBlock(rows, sheet.code, "QR code of the recovery code on this sheet")
