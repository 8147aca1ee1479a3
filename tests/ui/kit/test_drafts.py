"""Half-typed text is kept after a pause, brought back, and forgotten once it is saved."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from sopcheck.errors import UnavailableError
from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.session import Session
from tests.ui.fakes import FakeDesk

Settle = Callable[[], None]
KEY = "case:1/cse-investigation/see-child//note"


@pytest.fixture
def edit(qtbot: QtBot) -> QPlainTextEdit:
    made = QPlainTextEdit()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def draft(edit: QPlainTextEdit, session: Session, settle: Settle) -> Draft:
    made = Draft(edit, KEY, session)
    settle()
    return made


def test_what_was_half_typed_comes_back(
    edit: QPlainTextEdit, session: Session, settle: Settle, desk: FakeDesk
) -> None:
    desk.fake.drafts.kept[KEY] = "half a sen"
    Draft(edit, KEY, session)
    settle()
    assert edit.toPlainText() == "half a sen"
    edit.insertPlainText("tence")
    assert edit.toPlainText() == "half a sentence"


def test_who_already_types_is_not_interrupted(
    edit: QPlainTextEdit, session: Session, settle: Settle, desk: FakeDesk
) -> None:
    desk.fake.drafts.kept[KEY] = "last week"
    Draft(edit, KEY, session)
    edit.setPlainText("today")
    settle()
    assert edit.toPlainText() == "today"


def test_after_a_pause_it_is_kept_by_itself(
    draft: Draft, edit: QPlainTextEdit, desk: FakeDesk, qtbot: QtBot
) -> None:
    edit.setPlainText("half")
    assert desk.fake.drafts.kept == {}
    qtbot.waitUntil(lambda: desk.fake.drafts.kept == {KEY: "half"})
    assert draft.unsaved() is None


def test_it_can_be_kept_at_once(draft: Draft, edit: QPlainTextEdit, desk: FakeDesk, settle: Settle) -> None:
    edit.setPlainText("half")
    draft.flush()
    settle()
    assert desk.fake.drafts.kept == {KEY: "half"}


def test_what_is_not_kept_yet_is_told_for_the_lock(draft: Draft, edit: QPlainTextEdit) -> None:
    assert draft.unsaved() is None
    edit.setPlainText("half")
    assert draft.unsaved() == (KEY, "half")


def test_what_was_emptied_is_forgotten(
    draft: Draft, edit: QPlainTextEdit, desk: FakeDesk, settle: Settle
) -> None:
    for text in ("half", ""):
        edit.setPlainText(text)
        draft.flush()
    settle()
    assert desk.fake.drafts.kept == {}


def test_once_saved_the_field_is_empty_and_nothing_is_kept(
    draft: Draft, edit: QPlainTextEdit, desk: FakeDesk, settle: Settle
) -> None:
    edit.setPlainText("whole")
    draft.flush()
    draft.forget()
    settle()
    assert (edit.toPlainText(), desk.fake.drafts.kept, draft.unsaved()) == ("", {}, None)


def test_nothing_is_written_where_nothing_changed(draft: Draft, session: Session) -> None:
    draft.flush()
    assert not session.tasks.busy


def test_a_line_is_kept_like_a_text(qtbot: QtBot, session: Session, settle: Settle, desk: FakeDesk) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    desk.fake.drafts.kept[KEY] = "NV/"
    draft = Draft(line, KEY, session)
    settle()
    assert (line.text(), draft.text()) == ("NV/", "NV/")


def test_what_could_not_be_kept_is_not_taken_for_kept(
    draft: Draft, edit: QPlainTextEdit, desk: FakeDesk, settle: Settle
) -> None:
    desk.fake.drafts.refusal = UnavailableError("The disk is full.")
    edit.setPlainText("half")
    draft.flush()
    settle()
    assert draft.unsaved() == (KEY, "half")
    desk.fake.drafts.refusal = None
    draft.flush()
    settle()
    assert (draft.unsaved(), desk.fake.drafts.kept) == (None, {KEY: "half"})
