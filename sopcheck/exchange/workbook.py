"""Opening a spreadsheet that somebody sends: what could harm or mislead is refused before it is read.

Nothing in it is ever run or worked out: macros, formulas and links are refused, not followed (`security.md`
7). The parts of the file are measured and searched before the library that reads them sees them.
"""

import re
import warnings
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.cell_range import CellRange

from sopcheck.errors import RefusedError

MOST_BYTES = 60_000_000
MOST_PARTS = 400
MOST_ROWS = 5_000
MOST_CELLS = 400_000
MOST_COLUMNS = 200
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ROW, _CELL = (re.compile(rb"<(?:[^\s<>/]+:)?" + name + rb"[\s>/]") for name in (b"row", b"c"))
# The library makes each cell of these, however far they reach.
_REACHING = re.compile(rb"<(?:[^\s<>/]+:)?(?:mergeCell|hyperlink)[\s/][^>]*>")
_REACH = re.compile(rb"""\sref\s*=\s*["']([A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?)["']""")
# All that the library is known to raise for a file that is not as it should be.
_BROKEN = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    EOFError,
    OSError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
)


class SpreadsheetRefusedError(RefusedError):
    """This is no spreadsheet that is read here; the sentence says why."""


def opened(data: bytes) -> Workbook:
    """Open a spreadsheet.

    Raises:
        SpreadsheetRefusedError: it is none, is locked, has macros, or is too large.
    """
    if data.startswith(_OLD_OR_LOCKED):
        raise SpreadsheetRefusedError(
            "This is locked with a password, or is an old kind of spreadsheet. Save it as .xlsx without one."
        )
    try:
        _check_parts(_parts(data))
        with warnings.catch_warnings():
            # What the library cannot keep, such as drawings, is nothing that is read here.
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), data_only=False, keep_links=False)
            _check_reach(book)
            return book
    except _BROKEN:
        raise SpreadsheetRefusedError(
            "This is not a spreadsheet that can be read. Save it as .xlsx and try again."
        ) from None


def _parts(data: bytes) -> Mapping[str, bytes]:
    """Unpack the parts of a file, unless they are too many or too large."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        listed = packed.infolist()
        # The sizes are those that the file states; reading stops there, whatever it holds.
        if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_BYTES:
            raise SpreadsheetRefusedError(
                "This spreadsheet is far larger than a checklist. Save only its sheets in a new file."
            )
        return {part.filename: packed.read(part) for part in listed}


def _check_parts(parts: Mapping[str, bytes]) -> None:
    if "[Content_Types].xml" not in parts or not any(name.startswith("xl/") for name in parts):
        raise SpreadsheetRefusedError("This is not an .xlsx spreadsheet. Save it as .xlsx and try again.")
    if any("vba" in name.lower() for name in parts):
        raise SpreadsheetRefusedError("This spreadsheet has macros. Save it as .xlsx, which has none.")
    if any(_is_foreign(name, part) for name, part in parts.items()):
        raise SpreadsheetRefusedError(
            "This spreadsheet was not written by a spreadsheet program. Save it anew."
        )
    # Of all parts, for a sheet may be called anything and lie anywhere.
    _check_size(tuple(parts.values()))
    if sum(map(_joined, parts.values())) > MOST_CELLS:
        raise SpreadsheetRefusedError(
            "Cells are joined or linked here over far more than a checklist has. Take them apart."
        )


def _is_foreign(name: str, part: bytes) -> bool:
    """Whether a part declares types or entities, which no spreadsheet program does."""
    # A part in another encoding could hide from this search what the library then reads.
    is_text = name.lower().endswith((".xml", ".rels", ".vml"))
    return any(mark in part for mark in (b"<!DOCTYPE", b"<!ENTITY")) or (is_text and b"\0" in part)


def _joined(part: bytes) -> int:
    """Count the cells that a part joins or links; what does not say plainly which counts as too many."""
    return sum(map(_reach, _REACHING.findall(part)))


def _reach(tag: bytes) -> int:
    named = _REACH.findall(tag)
    if not named or b"&#" in tag:
        return MOST_CELLS + 1
    sizes = (CellRange(one.decode()).size for one in named)
    return max(size["rows"] * size["columns"] for size in sizes)


def _check_reach(book: Workbook) -> None:
    """Refuse a sheet with a cell so far out that all before it could not be gone through."""
    for sheet in book.worksheets:
        if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
            far = f"row {sheet.max_row:,} and column {sheet.max_column:,}"
            raise SpreadsheetRefusedError(
                f"A sheet here reaches to {far}; {MOST_ROWS:,} and {MOST_COLUMNS} are the most. "
                "Delete the rows and columns behind the last that are used."
            )


def _check_size(sheets: Sequence[bytes]) -> None:
    rows = max((len(_ROW.findall(sheet)) for sheet in sheets), default=0)
    cells = sum(len(_CELL.findall(sheet)) for sheet in sheets)
    much = f"A sheet here has {rows:,} rows; {MOST_ROWS:,}" if rows > MOST_ROWS else ""
    much = much or (f"The sheets here have {cells:,} cells; {MOST_CELLS:,}" if cells > MOST_CELLS else "")
    if much:
        raise SpreadsheetRefusedError(f"{much} are the most. Take out those that are not needed.")
