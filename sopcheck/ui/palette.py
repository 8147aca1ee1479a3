"""Search (Ctrl+K): any case by reference, operation or note, and the commands of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from sopcheck.ui.kit.everywhere import hear_from_below
from sopcheck.ui.kit.fields import OneLine
from sopcheck.ui.kit.focus import FocusRing
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.kit.text import Label
from sopcheck.ui.theme import em

if TYPE_CHECKING:
    from sopcheck.errors import SopcheckError
    from sopcheck.services.views import Hit
    from sopcheck.ui.session import Session

_PAUSE_MS = 120
_MOST = 30
_WIDE_EMS, _HIGH_EMS = 40, 24
# The line and its hint, the margins, and what the desktop draws around a window.
_BESIDE_EMS = 13
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Found:
    """Something that may be opened: a case by its id, or a command by its name."""

    kind: Literal["case", "command"]
    target: str
    words: str
    detail: str = ""


class SearchSheet(QDialog):
    """A line, and below it what fits; ↑↓ choose while one types, Enter opens, Esc closes."""

    case_wanted = Signal(str)
    page_wanted = Signal(str)
    """A command: the name of a page, `lock`, `display` or `keys`."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        """Begin with the commands."""
        super().__init__(parent)
        self._session = session
        self._asked = ""
        self._shown_for = ""
        self._enter_waits = False
        self.setModal(True)
        self.setWindowTitle(self.tr("Search"))
        self.setAccessibleName(self.tr("Search"))
        self.words = OneLine(
            self.tr("Search"), placeholder=self.tr("Reference, operation, note, or a command")
        )
        self.found: RowList[Found] = RowList(
            self.tr("Found"), _read, key=lambda found: (found.kind, found.target)
        )
        room = self.screen().availableGeometry()
        self.setFixedWidth(min(em(_WIDE_EMS), room.width() - em(2)))
        self.found.setFixedHeight(min(em(_HIGH_EMS), room.height() - em(_BESIDE_EMS)))
        # The line keeps the focus, so that one can type on; ↑↓ and Enter are handed to the list.
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.says = Label(kind="small", tone="muted")
        self.setLayout(column(self.words, self.says, self.found, gap=2, margins=4))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.words.textChanged.connect(self._on_typed)
        self.words.installEventFilter(self)
        self.found.opened.connect(self._open)
        self.finished.connect(lambda _: self.deleteLater())
        hear_from_below(self)
        FocusRing(self)
        self._show(())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand ↑↓ to the list and Enter to what is chosen there, while the line keeps the focus."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in _MOVES:
            self.found.keyPressEvent(event)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
            return True
        return False

    def _on_typed(self) -> None:
        self._enter_waits = False
        self._pause.start()

    def _on_enter(self) -> None:
        # Whoever types fast means what they typed, and not what is still shown from before.
        if self._shown_for != self.words.text().strip():
            self._enter_waits = True
            self._pause.stop()
            self._search()
            return
        current = self.found.current()
        if current is not None:
            self._open(current)

    def _commands(self) -> tuple[Found, ...]:
        return (
            Found("command", "open-case", self.tr("Open a case"), self.tr("Ctrl+N")),
            Found("command", "work", self.tr("Work"), self.tr("Alt+1")),
            Found("command", "reviews", self.tr("Reviews"), self.tr("Alt+2")),
            Found("command", "checklists", self.tr("Checklists"), self.tr("Alt+3")),
            Found("command", "rehearsal", self.tr("Rehearsals: try a checklist on a worked case")),
            Found("command", "assurance", self.tr("Assurance"), self.tr("Alt+4")),
            Found("command", "display", self.tr("Display: theme and size of text")),
            Found("command", "keys", self.tr("Keys: what does what on this page"), self.tr("F1")),
            Found("command", "lock", self.tr("Lock the vault"), self.tr("Ctrl+L")),
        )

    def _search(self) -> None:
        asked = self._asked = self.words.text().strip()
        if not asked:
            self._show(())
            return
        casework = self._session.desk.casework
        self._session.tasks.run(
            self,
            lambda: casework.search(asked),
            lambda hits: self.take_hits(asked, hits),
            self._on_refused,
        )

    def take_hits(self, asked: str, hits: tuple[Hit, ...]) -> None:
        """Show what was found, unless something else has been typed since it was asked for."""
        if asked == self._asked:
            self._show(hits[:_MOST])

    def _on_refused(self, error: SopcheckError) -> None:
        self._enter_waits = False
        self.says.say(str(error), tone="soon")

    def _show(self, hits: tuple[Hit, ...]) -> None:
        asked = self.words.text().strip().casefold()
        cases = [_case(hit) for hit in hits]
        commands = [found for found in self._commands() if asked in found.words.casefold()]
        # A command that begins so is meant; one that has the word somewhere stands below the cases.
        meant = [found for found in commands if found.words.casefold().startswith(asked)]
        others = [found for found in commands if found not in meant]
        self.found.show_values([*meant, *cases, *others])
        self.says.say(self._summary(asked, len(cases), len(commands)), tone="muted")
        self._shown_for = self._asked
        if self.found.rows.values:
            self.found.choose(self.found.rows.values[0])
        if self._enter_waits:
            self._enter_waits = False
            self._on_enter()

    def _summary(self, asked: str, cases: int, commands: int) -> str:
        if not asked:
            return self.tr("Type to find a case. ↑↓ choose, Enter opens.")
        if not cases and not commands:
            return self.tr("Nothing fits. Words may be cut short; try fewer of them.")
        return self.tr("{count} cases").format(count=cases) if cases != 1 else self.tr("1 case")

    def _open(self, found: Found) -> None:
        self.accept()
        wish = self.case_wanted if found.kind == "case" else self.page_wanted
        wish.emit(found.target)


def _case(hit: Hit) -> Found:
    words = " · ".join(part for part in (hit.reference, hit.operation) if part)
    return Found("case", hit.case, words, hit.excerpt)


def _read(found: Found) -> RowText:
    if found.kind == "case":
        return RowText(primary=found.words, secondary=found.detail, most_lines=1)
    return RowText(primary=found.words, trailing=found.detail, most_lines=1)
