"""A stage with a story on it, for the tests of the rehearsals page."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.services.rehearsal_story import Story
from sopcheck.ui.rehearsal.stage import RehearsalStage
from sopcheck.ui.session import Session
from tests.services.rehearsed import UNOPENED
from tests.ui.showing import shown

Settle = Callable[[], None]
_OPENED: dict[Path, Story] = {}


def opened(session: Session, file: Path = UNOPENED) -> Story:
    """The story of a file; a story never changes, so each file is played once."""
    if file not in _OPENED:
        _OPENED[file] = session.desk.rehearsing.open(file)
    return _OPENED[file]


def stage_of(session: Session, qtbot: QtBot, settle: Settle, *, story: Story | None = None) -> RehearsalStage:
    """A stage as it is when its story was opened."""
    told = story or opened(session)
    stage = RehearsalStage(session, session.desk.rehearsing.what_if)
    stage.resize(1200, 760)
    stage.show_story(told, told.look_at(told.end))
    shown(qtbot, stage)
    settle()
    return stage


def words_in(widget: QWidget) -> str:
    """Every word that is seen in a widget."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
