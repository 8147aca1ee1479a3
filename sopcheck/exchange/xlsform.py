"""XLSForm (ODK, KoboToolbox): a spreadsheet with a survey, its choices and its settings, made into a draft.

Groups become stages. What a question is asked on becomes a condition where it is one answer of another
question, or several joined by one and the same word; anything else is told in the report.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from openpyxl import Workbook

from sopcheck.checklists.definition import Ask
from sopcheck.exchange.foreign import (
    REPEATS,
    Asked,
    Converted,
    Form,
    Misfit,
    Question,
    converted,
    joined,
    numbered,
)
from sopcheck.exchange.workbook import SpreadsheetRefusedError, opened

_Row = Mapping[str, str]
_ASKS: Mapping[str, tuple[Ask, ...]] = {
    "text": ("status", "text"),
    "integer": ("status", "text"),
    "decimal": ("status", "text"),
    "range": ("status", "text"),
    "date": ("status", "date-time"),
    "datetime": ("status", "date-time"),
    "time": ("status", "date-time"),
    "acknowledge": ("status",),
    "trigger": ("status",),
    "barcode": ("status", "reference"),
    "select_one": ("status", "choice"),
    "select_multiple": ("status", "choice"),
}
_AS_TEXT = frozenset(("integer", "decimal", "range"))
# The columns that are taken over, and after them those that say nothing without one that is told.
_TAKEN = frozenset(("type", "name", "label", "hint", "required", "relevant"))
_SILENT = frozenset(("", "appearance", "constraint_message", "required_message"))
_YES, _NO = frozenset(("yes", "true", "true()", "1")), frozenset(("", "no", "false", "false()", "0"))
_EQUALS = re.compile(
    r"\s*(?:\$\{(?P<name>[\w.-]+)\}\s*=\s*|selected\(\s*\$\{(?P<of>[\w.-]+)\}\s*,\s*)['\"](?P<value>[^'\"]*)['\"]\s*\)?\s*"
)


def is_xlsform(book: Workbook) -> bool:
    """Whether a spreadsheet is a form of this kind."""
    return "survey" in book.sheetnames


def read_xlsform(data: bytes, *, name: str) -> Converted:
    """Make a draft of a form; messages call the file `name`.

    Raises:
        SpreadsheetRefusedError: it is no spreadsheet that is read here, or no XLSForm.
    """
    book = opened(data)
    survey = list(_rows(book, "survey"))
    if not survey:
        raise SpreadsheetRefusedError(
            "This spreadsheet has no sheet “survey” with questions. Name an XLSForm."
        )
    settings = next((row for _, row in _rows(book, "settings")), {})
    form = _Survey(_choices(book)).form(survey)
    title = settings.get("form_title", "")
    called = settings.get("form_id") or title or name.rpartition(".")[0]
    version = settings.get("version", "")
    source = " ".join(part for part in ("XLSForm", called, version) if part)
    return converted(replace(form, name=called, title=title or called, source=source))


def _rows(book: Workbook, title: str) -> Iterator[tuple[str, _Row]]:
    """Give the rows of a sheet with their places, each as texts by the titles of the first row."""
    sheet = next((one for one in book.worksheets if one.title == title), None)
    if sheet is None:
        return
    titles: list[str] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        texts = ["" if cell is None else str(cell).strip() for cell in cells]
        if not titles:
            titles = [text.lower() for text in texts]
        elif any(texts):
            yield f"sheet {title}, row {number}", dict(zip(titles, texts, strict=False))


def _text(row: _Row, key: str) -> str:
    """Give a text, in English where a form speaks several languages, else in the first."""
    spoken = {title: text for title, text in row.items() if title.split("::")[0] == key and text}
    english = (text for title, text in spoken.items() if "english" in title)
    return row.get(key) or next(english, next(iter(spoken.values()), ""))


def _choices(book: Workbook) -> Mapping[str, Mapping[str, str]]:
    """Give the choices of each list: how each is called, by its name."""
    found: dict[str, dict[str, str]] = {}
    for _, row in _rows(book, "choices"):
        name = row.get("name") or row.get("value", "")
        label = _text(row, "label") or name
        found.setdefault(row.get("list_name") or row.get("list name", ""), {})[name] = label
    return found


class _Survey:
    """The questions of a survey while they are read; `misfits` is what no checklist can say."""

    def __init__(self, choices: Mapping[str, Mapping[str, str]]) -> None:
        self._choices = choices
        self._open: list[str] = []
        self._groups: list[tuple[str, str]] = []
        self._questions: list[Question] = []
        self._misfits: list[Misfit] = []
        self._asked_here = ""
        # A note is read before the question below it.
        self._notes: list[tuple[str, str]] = []
        self._lists: dict[str, Mapping[str, str]] = {}

    def form(self, rows: Sequence[tuple[str, _Row]]) -> Form:
        """Read all rows."""
        self._note_languages(rows)
        for where, row in rows:
            self._asked_here = _text(row, "label")
            self._take(where, row)
        self._drop_notes()
        return Form(
            name="", title="", source="", groups=tuple(self._groups), questions=tuple(self._questions),
            misfits=tuple(self._misfits),
        )  # fmt: skip

    def _note(self, where: str, sentence: str) -> None:
        self._misfits.append(Misfit(where, sentence, self._asked_here))

    def _note_languages(self, rows: Sequence[tuple[str, _Row]]) -> None:
        spoken = {
            title
            for _, row in rows
            for title, text in row.items()
            if text and "label" in title.split("::")[:1]
        }
        if len(spoken) > 1:
            self._note("sheet survey", "The form speaks several languages. English is taken, else the first.")

    def _take(self, where: str, row: _Row) -> None:
        kind, _, rest = (
            row.get("type", "").lower().replace("begin_", "begin ").replace("end_", "end ").partition(" ")
        )
        if kind == "begin":
            self._begin(where, row, rest)
        elif kind == "end" and rest:
            self._drop_notes()
            self._open = self._open[:-1]
        elif kind == "note":
            self._notes.append((where, _text(row, "label")))
        elif kind in _ASKS:
            self._ask(where, row, kind, row.get("type", "").partition(" ")[2].strip())
        elif kind:
            self._note(where, f"A checklist has nothing of the type “{kind[:30]}”. It is left out.")

    def _begin(self, where: str, row: _Row, kind: str) -> None:
        name = row.get("name", "") or f"group-{len(self._groups) + 1}"
        if kind.startswith("repeat"):
            self._note(where, REPEATS)
        if self._open:
            self._note(where, "A group in a group became part of the outer one.")
        else:
            self._groups.append((name, _text(row, "label") or name))
        if row.get("relevant"):
            self._note(where, "The condition of a whole group is left out. Give it to its items.")
        self._note_columns(where, row)
        self._open.append(name)

    def _drop_notes(self) -> None:
        told = "A note with no question below it is left out."
        self._misfits += [Misfit(where, told, text) for where, text in self._notes]
        self._notes = []

    def _ask(self, where: str, row: _Row, kind: str, of: str) -> None:
        name = row.get("name", "") or f"question-{len(self._questions) + 1}"
        listed = self._choices.get(of.partition(" ")[0], {}) if kind.startswith("select") else {}
        self._lists[name] = listed
        self._note_aside(where, kind, of)
        self._note_columns(where, row)
        when, any_of_them = self._when(where, row.get("relevant", ""))
        self._questions.append(
            Question(
                where=where,
                name=name,
                group=self._open[0] if self._open else "",
                text=_text(row, "label"),
                hint=joined((_text(row, "hint"), *(text for _, text in self._notes))),
                asks=_ASKS[kind],
                choices=numbered(listed.values()),
                required=row.get("required", "").lower() in _YES,
                when=when,
                any_of_them=any_of_them,
            )
        )
        self._notes = []

    def _note_aside(self, where: str, kind: str, of: str) -> None:
        if kind == "select_multiple":
            self._note(where, "Of several choices only one can be given here.")
        if kind in _AS_TEXT:
            self._note(where, "A number is asked for as a text.")
        if "or_other" in of.split():
            self._note(where, "That something else may be answered is left out. Add a choice for it.")

    def _note_columns(self, where: str, row: _Row) -> None:
        if row.get("required", "").lower() not in _YES | _NO:
            self._note(where, "When it is required is left out.")
        filled = dict.fromkeys(title.split("::")[0] for title, text in row.items() if text)
        for key in (key for key in filled if key not in _TAKEN | _SILENT):
            self._note(where, f"Its `{key[:30]}` is left out.")

    def _when(self, where: str, relevant: str) -> tuple[tuple[Asked, ...], bool]:
        # A word in quotes joins nothing.
        joints = set(re.findall(r"\b(?:and|or)\b", re.sub(r"'[^']*'|\"[^\"]*\"", "", relevant)))
        parts = re.split(r"\b(?:and|or)\b", relevant) if len(joints) == 1 else [relevant]
        found = [_EQUALS.fullmatch(part) for part in parts]
        if not relevant.strip():
            return (), False
        if len(joints) > 1 or not all(found):
            self._note(where, "Its condition is more than a checklist can take over. It is always asked now.")
            return (), False
        asked = [self._asked(one) for one in found if one]
        return tuple(asked), "or" in joints

    def _asked(self, found: re.Match[str]) -> Asked:
        name = found["name"] or found["of"]
        return Asked(name, self._lists.get(name, {}).get(found["value"], found["value"]))
