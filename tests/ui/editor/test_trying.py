"""Trying a draft: rehearsals are played on it, open cases looked at, changes told while it is written."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from sopcheck.checklists.board import BoardRow
from sopcheck.errors import UnavailableError
from sopcheck.ui.editor.form import FormPart
from sopcheck.ui.editor.nodes import PartRef
from sopcheck.ui.editor.one_case import OneCaseSheet
from sopcheck.ui.editor.page import EditorPage
from sopcheck.ui.editor.parts import NumberPart, TextPart
from sopcheck.ui.editor.trying import Trial
from sopcheck.ui.kit.switch import Listed
from tests.ui.owner_screen import Owner

SEE_CHILD = PartRef("items", "see-child")
REHEARSAL = Path(__file__).parents[2] / "data" / "rehearsals" / "bank-holiday-weekend.yaml"


@pytest.fixture
def page(owner: Owner) -> EditorPage:
    return owner.draft()


def typed(owner: Owner, page: EditorPage, text: str) -> None:
    page.go_to_part(SEE_CHILD)
    prompt = page.form.part("prompt") if page.form is not None else None
    assert isinstance(prompt, TextPart)
    prompt.edit.selectAll()
    prompt.edit.insertPlainText(text)
    assert page.draft is not None
    page.draft.settle()
    owner.settle()


def heard(listed: Listed[Any], at: int) -> str:
    rows = listed.list.rows
    return str(rows.data(rows.index(at), Qt.ItemDataRole.AccessibleTextRole))


def test_rehearsals_are_played_on_the_draft(owner: Owner, page: EditorPage) -> None:
    trying = page.beside.trying
    trying.play([REHEARSAL])
    owner.settle()
    assert list(trying.trials.list.rows.values) == [Trial(REHEARSAL.name, ())]
    page.go_to_part(PartRef("items", "record-crime"))
    assert page.form is not None
    limit = page.form.part("limit")
    assert isinstance(limit, FormPart)
    amount = limit.inner.parts[0]
    assert isinstance(amount, NumberPart)
    amount.spin.setValue(1)
    trying.play([REHEARSAL])
    owner.settle()
    played, *differences = trying.trials.list.rows.values
    assert isinstance(played, Trial)
    assert [*played.differences] == differences
    assert "record-crime" in heard(trying.trials, 1)


def test_a_rehearsal_that_cannot_be_played_says_why(owner: Owner, page: EditorPage, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("rehearsal: 9\n", encoding="utf-8")
    page.beside.trying.play([wrong])
    owner.settle()
    trials = page.beside.trying.trials
    assert trials.says.text() == "0 rehearsals played; 0 other than expected. 1 cannot be played."
    assert heard(trials, 0).startswith("wrong.yaml, cannot be played, ")


def test_what_changes_is_told_while_it_is_written(owner: Owner, page: EditorPage) -> None:
    page.beside.switch.show_pane("changes")
    typed(owner, page, "See the child alone.")
    owner.qtbot.waitUntil(lambda: any(isinstance(one, BoardRow) for one in page.beside.changes.rows.values))
    owner.settle()
    (row,) = (one for one in page.beside.changes.rows.values if isinstance(one, BoardRow))
    assert (row.about, row.change, row.is_) == ("see-child", "Reworded", "See the child alone.")
    said = [label.text() for label in page.beside.findChildren(QLabel)]
    assert any(words.startswith("Since cse-investigation 1.0: 1 difference, of which ") for words in said)


def test_what_the_draft_would_do_to_open_cases(owner: Owner) -> None:
    owner.world.open()
    owner.world.as_("okell")
    page = owner.draft()
    typed(owner, page, "See the child alone.")
    page.go_to_part(PartRef("items", "place-markers"))
    page.tree.setFocus()
    owner.press(page, "Del")
    owner.click(page.beside.trying, "Look at the open cases")
    (case,) = page.beside.trying.cases.list.rows.values
    assert case.reference == "NV/CSE/26/0101"
    assert [one.place.item for one in case.preview.losses] == ["place-markers"]
    page.beside.trying.cases.list.opened.emit(case)
    owner.settle()
    sheet = owner.sheet(page)
    assert isinstance(sheet, OneCaseSheet)
    assert sheet.windowTitle() == "What the draft would do to NV/CSE/26/0101"
    (gone,) = (one for one in sheet.items.rows.values if one.place.item == "place-markers")
    sheet.items.chosen.emit(gone)
    assert any("asks it no more" in label.text() for label in sheet.detail.findChildren(QLabel))
    owner.press(sheet, "Return")
    assert QApplication.activeModalWidget() is None


def test_open_cases_that_cannot_be_read_now_are_told(
    owner: Owner, page: EditorPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unavailable(*_: object, **__: object) -> None:
        raise UnavailableError("The vault cannot be read now. Try again.")

    monkeypatch.setattr(owner.world.desk.moving, "impact", unavailable)
    owner.click(page.beside.trying, "Look at the open cases")
    assert page.beside.trying.trials.isVisibleTo(page.beside.trying)
    said = [label.text() for label in page.beside.trying.trials.findChildren(QLabel)]
    assert "The vault cannot be read now. Try again." in said
