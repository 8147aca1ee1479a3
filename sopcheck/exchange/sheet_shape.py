"""The sheets of a spreadsheet brought into the shape that a definition file has."""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sopcheck.checklists.identity import newer_format
from sopcheck.checklists.problem import Problem
from sopcheck.checklists.yaml_tree import Entry, Listing, Mapping, Node, Text
from sopcheck.exchange.cells import CellRefusedError, node_of
from sopcheck.exchange.columns import HEAD, SHEETS, STAGE, Column, SheetForm
from sopcheck.exchange.sheet_grid import CellPlace, Grid, grid_of
from sopcheck.exchange.sheet_writing import HEAD_TITLE

_NEEDED = (HEAD_TITLE, "Stages", "Items")
_FORMS = {form.key: form for form in SHEETS}
_Row = dict[str, tuple[CellPlace, str]]
_Found = list[tuple[Sequence[str], Node]]


class SheetShape:
    """A spreadsheet while it is read into the shape of a definition file; `faults` is what does not fit."""

    def __init__(self, book: Workbook, name: str) -> None:
        """Take a spreadsheet that messages call `name`."""
        self.faults: list[Problem] = []
        self.places: list[CellPlace] = []
        self._name = name
        self._sheets = {sheet.title: sheet for sheet in book.worksheets}

    def root(self) -> Node:
        """Give the definition as a file would have it.

        Raises:
            DefinitionError: it is of a newer format.
        """
        self._check_titles()
        entries = [*self._head()]
        for key in ("clocks", "facts", "subjects"):
            entries += self._named(_FORMS[key])
        grades = self._rows(_FORMS["grades"])
        if grades:
            entries.append(Entry("grades", self._line(CellPlace("Grades")), self._listing("Grades", grades)))
        entries.append(Entry("stages", self._line(CellPlace("Stages")), self._stages()))
        return Mapping(self._line(CellPlace(HEAD_TITLE)), tuple(entries))

    def _line(self, place: CellPlace) -> int:
        self.places.append(place)
        return len(self.places)

    def _note(self, place: CellPlace, owner: str, word: str, sentence: str) -> None:
        self.faults.append(Problem(f"{self._name}, {place}", 0, owner, word, sentence))

    def _check_titles(self) -> None:
        known = (HEAD_TITLE, *(form.title for form in SHEETS))
        for title in self._sheets:
            if title not in known:
                sentence = (
                    f"There is no such sheet in a checklist; there are {', '.join(known)}. Take it out."
                )
                self._note(CellPlace(title[:40]), "", "unknown-sheet", sentence)
        for title in _NEEDED:
            if title not in self._sheets:
                self._note(CellPlace(title), "", "missing-sheet", "This sheet is missing. Add it.")

    def _grid(self, title: str, columns: Sequence[str], required: Sequence[str]) -> Grid | None:
        sheet = self._sheets.get(title)
        # A sheet of nothing but a chart has no cells.
        if not isinstance(sheet, Worksheet):
            return None
        grid = grid_of(sheet, known=columns, required=required)
        for fault in grid.faults:
            self._note(fault.place, "", fault.word, fault.sentence)
        return grid

    def _head(self) -> Iterator[Entry]:
        """Give what the checklist is, with its review plan."""
        grid = self._grid(HEAD_TITLE, ("key", "value"), ("key", "value"))
        columns = {column.title: column for column in HEAD}
        found: _Found = []
        for row in grid.rows if grid else ():
            place, key = row.get("key") or (row["value"][0], "")
            if key not in columns:
                sentence = f"“{key[:40]}” is no key of a checklist. Correct it, or clear the row."
                self._note(place, "", "unknown-key", sentence)
            elif "value" in row:
                found += self._cell(columns[key], row["value"])
        rules = self._rows(_FORMS["schedule"])
        if rules or any(path[0] == "reviews" for path, _ in found):
            found.append((("reviews", "schedule"), self._listing("Reviews", rules)))
        yield from self._nested(found, self._line(CellPlace(HEAD_TITLE))).entries

    def _named(self, form: SheetForm) -> Iterator[Entry]:
        """Give entries that are named by a key."""
        found: dict[str, Entry] = {}
        for row, place in self._read(form):
            name = row.get("id", (place, ""))[1]
            if not name:
                self._note(place, "", "missing-id", "This row has no id. Give it one.")
            elif name in found:
                self._note(
                    place, name, "duplicate-id", f"There is another row “{name}”. Give each its own id."
                )
            else:
                line = self._line(place)
                found[name] = Entry(name, line, self._mapping(form.columns[1:], row, place))
        if found:
            yield Entry(form.key, self._line(CellPlace(form.title)), Mapping(1, tuple(found.values())))

    def _stages(self) -> Listing:
        """Give the stages, each with its items in the order of their rows."""
        heads = self._read(_FORMS["stages"])
        # Rows of one stage need not stand together; people sort sheets.
        items: dict[str, list[Node]] = {row["id"][1]: [] for row, _ in heads if "id" in row}
        form = _FORMS["items"]
        for row, place in self._read(form):
            at, stage = row.get(STAGE.title, (place, ""))
            if stage in items:
                items[stage].append(self._mapping(form.columns[1:], row, place))
            else:
                sentence = f"There is no stage “{stage[:40]}” on the sheet Stages. Name one that is there."
                if not stage:
                    sentence = "`stage` is empty. Name the stage that this item is in."
                self._note(at, row.get("id", (place, ""))[1], "unknown-stage", sentence)
        found = [self._stage(row, place, items) for row, place in heads]
        return self._listing("Stages", found)

    def _stage(self, row: _Row, place: CellPlace, items: dict[str, list[Node]]) -> Mapping:
        head = self._mapping(_FORMS["stages"].columns, row, place)
        line = self._line(place)
        # Of two stages with one id the first has the items; that there are two is told later.
        held = items.pop(row["id"][1], []) if "id" in row else []
        return Mapping(head.line, (*head.entries, Entry("items", line, Listing(line, tuple(held)))))

    def _rows(self, form: SheetForm) -> list[Mapping]:
        return [self._mapping(form.columns, row, place) for row, place in self._read(form)]

    def _read(self, form: SheetForm) -> list[tuple[_Row, CellPlace]]:
        titles = [column.title for column in form.columns]
        required = [column.title for column in form.columns if column.required]
        grid = self._grid(form.title, titles, required)
        return list(zip(grid.rows, grid.row_places, strict=True)) if grid else []

    def _mapping(self, columns: Sequence[Column], row: _Row, place: CellPlace) -> Mapping:
        found: _Found = []
        for column in columns:
            if column.title in row:
                found += self._cell(column, row[column.title])
            elif column.required:
                # A definition file has the key all the same, and the checks say that it is empty.
                found.append((column.path, _empty(column, self._line(place))))
        return self._nested(found, self._line(place))

    def _cell(self, column: Column, cell: tuple[CellPlace, str]) -> Iterator[tuple[Sequence[str], Node]]:
        place, text = cell
        line = self._line(place)
        if column.title == "format" and text.isdecimal() and len(text) < 9:
            newer_format(int(text), line=0, name=f"{self._name}, {place}")
        try:
            yield column.path, node_of(text, column.form, line)
        except CellRefusedError as refusal:
            self._note(place, "", "wrong-value", str(refusal))

    def _nested(self, found: _Found, line: int) -> Mapping:
        """Put values under the keys of their paths: those of `limit.amount` and `limit.unit` into one."""
        groups: dict[str, _Found] = {}
        for path, node in found:
            groups.setdefault(path[0], []).append((path[1:], node))
        entries = []
        for key, inner in groups.items():
            first = inner[0][1].line
            alone = len(inner) == 1 and not inner[0][0]
            entries.append(Entry(key, first, inner[0][1] if alone else self._nested(inner, first)))
        return Mapping(line, tuple(entries))

    def _listing(self, title: str, entries: Sequence[Node]) -> Listing:
        return Listing(self._line(CellPlace(title)), tuple(entries))


def _empty(column: Column, line: int) -> Node:
    return Listing(line, ()) if column.form in {"lines", "entries"} else Text(line, "", plain=False)
