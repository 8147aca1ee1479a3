"""A whole session, through the services and then through the window, in which every text bears a mark.

Run as a program of its own, with the folder of the vault and the place for the one file that a person
chooses; what it leaves behind anywhere else is looked through by the test that runs it.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from sopcheck.bootstrap import Program
from sopcheck.cases.events import CaseId, Discharged, Given, ReviewId, When
from sopcheck.checklists.definition import KindId, ScheduleId, Version
from sopcheck.hardening import harden
from sopcheck.services.desk import Desk
from sopcheck.services.people import NewPerson
from sopcheck.services.views import Conclusion, NewCase
from sopcheck.ui.application import run, wait_until_read
from sopcheck.ui.case.page import CasePage
from sopcheck.ui.kit.fields import ManyLines
from sopcheck.ui.main_window import MainWindow
from sopcheck.ui.palette import SearchSheet
from sopcheck.ui.record.sheets import DisclosureSheet
from sopcheck.ui.shell import Shell
from sopcheck.ui.spots import RAIL
from sopcheck.vault.keyslots import TESTING_COSTS
from tests.end_to_end.cut_off import cut_off, is_possible
from tests.world import MAIN, TestClock, no_keyring, place

W = TypeVar("W", bound=QWidget)
MARK = "Quillon"
CHILD = (KindId("child"), KindId("victim"))


def marked(field: str) -> str:
    """A text of this field that is found wherever it is left."""
    return f"{MARK} {field}"


def record(program: Program, clock: TestClock) -> tuple[CaseId, ReviewId]:
    """Through the services: a case with every kind of text, a signed review, a print."""
    founder = NewPerson(
        name=marked("founder"), number="2117", rank="sergeant", roles=("administrator", "supervisor")
    )
    desk = program.access.create(founder, marked("passphrase of founder"))
    other = NewPerson(name=marked("officer"), number="4402", rank="constable", roles=("investigator",))
    officer = desk.people.add(other, marked("passphrase of officer"))
    desk.lock()
    case = _investigate(program.unlock(officer.person, marked("passphrase of officer")), clock)
    (founder_slot, _) = program.access.people()
    desk = program.unlock(founder_slot.person, marked("passphrase of founder"))
    review = _supervise(desk, case)
    desk.lock()
    return case, review


def _investigate(desk: Desk, clock: TestClock) -> CaseId:
    now, work = When(clock.now()), desk.casework
    new = NewCase(
        reference=marked("reference"),
        operation=marked("operation"),
        district=marked("district"),
        team=marked("team"),
        received=When(clock.now() - timedelta(hours=30)),
        checklists=((MAIN, Version("1.0")),),
        investigator=desk.me.person,
    )
    case = work.open_case(new).id
    work.add_subject(case, CHILD, marked("child"), now)
    crime = Given(status="done", reference=marked("crime number"), text=marked("text"))
    work.answer(case, place("record-crime"), crime, now)
    reason = Given(status="not applicable", reason=marked("reason"))
    work.answer(case, place("assess-immediate-risk"), reason, now)
    work.explain(case, place("research-systems"), marked("explanation"))
    work.note(case, marked("note"), now)
    work.describe(case, operation=marked("other operation"))
    work.search(marked("search words"))
    desk.drafts.keep("half", marked("draft"))
    desk.lock()
    return case


def _supervise(desk: Desk, case: CaseId) -> ReviewId:
    said = Conclusion(
        outcome="on track",
        reasons=marked("reasons"),
        risk=f"high: {marked('risk')}",
        childs_voice=marked("voice"),
        discussion=marked("discussion"),
        good_work=marked("good work"),
        discharges=(Discharged(rule=ScheduleId("24-hour")),),
    )
    opened = desk.supervision.open(case, said.discharges)
    desk.supervision.preview(case, opened.review, said)
    desk.supervision.sign(case, opened.review, said)
    printed = desk.printing.print_document(
        "record", case, opened.review, purpose=marked("purpose"), recipient=marked("recipient")
    )
    desk.printing.verify(printed.pdf)
    return opened.review


def shown_to_others() -> Iterator[str]:
    """What other programs learn of a case, or could be made to fetch: none of it may be."""
    for window in QApplication.topLevelWidgets():
        if MARK in window.windowTitle():
            yield f"title: {window.windowTitle()}"
        for label in window.findChildren(QLabel):
            # What the system's own dialog says of files is not ours.
            ours = not isinstance(label.window(), QFileDialog)
            if ours and label.textFormat() is not Qt.TextFormat.PlainText:
                yield f"markup: {label.text()}"
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        if MARK in QApplication.clipboard().text(mode):
            yield f"clipboard: {mode}"


class Hands:
    """Somebody at the window; each step begins when what the one before asked for is shown."""

    def __init__(self, case: CaseId, review: ReviewId, chosen: Path) -> None:
        self._case = case
        self._review = review
        self._chosen = chosen
        self.done: list[str] = []

    def begin(self) -> None:
        """Do all of it, then close the window."""
        for step in self._steps():
            wait_until_read(self.window)
            step()
            self.done.append(step.__name__)
            self.done += shown_to_others()
        wait_until_read(self.window)
        self.window.close()

    @property
    def window(self) -> MainWindow:
        """The one window."""
        return next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))

    def _steps(self) -> Iterator[Callable[[], None]]:
        yield self.mistype_the_passphrase
        yield self.type_the_passphrase
        yield self.half_type_a_note
        yield self.window.lock
        yield self.type_the_passphrase
        yield self.look_at_every_page
        yield self.search
        yield self.look_at_the_record
        yield self.save_it
        yield self.choose_where
        yield self.fail

    def mistype_the_passphrase(self) -> None:
        self._unlock(marked("not the passphrase"))

    def type_the_passphrase(self) -> None:
        self._unlock(marked("passphrase of founder"))

    def half_type_a_note(self) -> None:
        self.window.open_case(self._case)
        wait_until_read(self.window)
        page = self._part(CasePage)
        for number, field in enumerate(page.findChildren(ManyLines)):
            field.insertPlainText(marked(f"half typed {number}"))

    def look_at_every_page(self) -> None:
        for page in RAIL:
            self.window.show_page(page)
            wait_until_read(self.window)
            self.done += shown_to_others()
        self._shell.open_review(self._case)

    def search(self) -> None:
        self._shell.open_search()
        QTest.keyClicks(self._part(SearchSheet).words, marked("reference"))
        self._part(SearchSheet).reject()

    def look_at_the_record(self) -> None:
        self._shell.open_record(self._case, self._review)

    def save_it(self) -> None:
        self._press("Save a numbered PDF…")
        sheet = self._part(DisclosureSheet)
        sheet.purpose.setText(marked("other purpose"))
        sheet.recipient.setText(marked("other recipient"))
        sheet.submitted.emit()

    def choose_where(self) -> None:
        dialog = self._part(QFileDialog)
        dialog.selectFile(str(self._chosen))
        dialog.findChildren(QLineEdit)[0].setText(str(self._chosen))
        dialog.accept()

    def fail(self) -> None:
        QTimer.singleShot(0, self._crash)
        QApplication.processEvents()

    def _crash(self) -> None:
        typed = marked("value in a crash")
        raise ValueError(typed)

    def _unlock(self, passphrase: str) -> None:
        edit = next(
            one for one in self.window.findChildren(QLineEdit) if one.accessibleName() == "Passphrase"
        )
        (who,) = (one for one in self.window.findChildren(QComboBox) if one.accessibleName() == "Who")
        # The names are read once the page was painted.
        while who.count() == 0:
            QTest.qWait(10)
        edit.clear()
        QTest.keyClicks(edit, passphrase)
        self._press("Unlock")

    def _press(self, name: str) -> None:
        buttons = self.window.findChildren(QAbstractButton)
        next(one for one in buttons if one.accessibleName() == name).click()

    @property
    def _shell(self) -> Shell:
        shell = self.window.shell
        assert shell is not None
        return shell

    def _part(self, kind: type[W]) -> W:
        return self.window.findChildren(kind)[-1]


def main(folder: Path, chosen: Path) -> None:
    """Record, then sit at the window; says at the end how many steps were done."""
    harden()
    if is_possible():
        cut_off()
    clock = TestClock()
    program = Program.for_folder(folder, clock=clock, keyring=no_keyring, costs=TESTING_COSTS)
    hands = Hands(*record(program, clock), chosen)
    QTimer.singleShot(0, hands.begin)
    run(program)
    sys.stdout.write(" ".join(hands.done))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
