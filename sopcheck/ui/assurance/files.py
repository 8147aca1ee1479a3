"""Two promises of the Assurance page about the files: what is saved stays, and a thief reads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.progress import ProgressRow
from sopcheck.ui.kit.text import Label
from sopcheck.ui.tasks import Progress
from sopcheck.ui.words import Words, count_words

if TYPE_CHECKING:
    from sopcheck.errors import SopcheckError
    from sopcheck.services.file_proofs import FileStatus
    from sopcheck.ui.session import Session


class _FileCard(QWidget):
    """A sentence and a button that proves it again."""

    told = Signal(str)
    """It was proved, as a sentence."""
    refused = Signal(object)
    """A `SopcheckError`: it was not."""

    def __init__(self, session: Session, press: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.says = Label(prose=True)
        self.prove_button = button(press, does=self._on_prove)
        self.progress = ProgressRow()
        self.setLayout(column(self.says, row(self.prove_button, self.progress, None, gap=4), gap=3))

    def words(self) -> Words:
        """Times in words, as they are now."""
        return Words(self.session.zone, self.session.now())

    def prove(self, progress: Progress) -> int:
        """Done off the thread; gives a number for what is said of it."""
        raise NotImplementedError

    def proved_words(self, count: int) -> str:
        """What is said when it was proved."""
        raise NotImplementedError

    def _on_prove(self) -> None:
        progress = Progress(self)
        self.progress.follow(self.prove_button.text(), progress)
        self.prove_button.setEnabled(False)
        self.session.tasks.run(self, lambda: self.prove(progress), self._on_proved, self._on_refused)

    def _on_proved(self, count: int) -> None:
        self._end()
        self.told.emit(self.proved_words(count))

    def _on_refused(self, error: SopcheckError) -> None:
        self._end()
        self.refused.emit(error)

    def _end(self) -> None:
        self.progress.stop()
        self.prove_button.setEnabled(True)
        # What cannot be pressed loses the focus, and whoever works by keys would have to come back.
        self.prove_button.setFocus()


class SavedCard(_FileCard):
    """What was saved survives a crash or a power cut, and damage is told instead of shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty card; `show_status` fills it."""
        super().__init__(session, "", parent)
        self.prove_button.setText(self.tr("Check every page"))
        self.prove_button.setAccessibleName(self.tr("Check every page of the file"))
        # One question to the database, which cannot be stopped half way.
        self.progress.cancel.hide()

    def show_status(self, status: FileStatus) -> None:
        """Say when it was proved last."""
        promise = self.tr(
            "“Saved” is said only once the disk has confirmed it; a crash or power cut then takes nothing. "
            "Every page has a code that damage breaks, and all of them were checked at this unlock."
        )
        if status.checked is None:
            self.says.say(promise)
            return
        when = self.words().moment(status.checked)
        self.says.say(
            promise + " " + self.tr("Structure and settings were last checked {when}.").format(when=when)
        )

    def prove(self, progress: Progress) -> int:
        """Check every page."""
        self.session.desk.assurance.file.check()
        return 0

    def proved_words(self, count: int) -> str:
        """Say what was checked."""
        return self.tr(
            "Every page, the structure and the settings on which saving rests are as they should be."
        )


class ThiefCard(_FileCard):
    """A stolen machine that is switched off reveals nothing without a passphrase."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty card; `show_status` fills it."""
        super().__init__(session, "", parent)
        self.prove_button.setText(self.tr("Search the files"))
        self.prove_button.setAccessibleName(self.tr("Search the files for words of cases"))

    def show_status(self, status: FileStatus) -> None:
        """Say on what it rests, and when it was proved last."""
        said = [
            self.tr("Everything is encrypted; without a passphrase a stolen, locked machine shows nothing.")
        ]
        if status.with_device == status.people:
            said.append(
                self.tr("Each passphrase opens the vault only together with a secret of this machine.")
            )
        else:
            alone = count_words(
                status.people - status.with_device, self.tr("passphrase opens"), self.tr("passphrases open")
            )
            said.append(
                self.tr("{alone} the vault alone, on any machine, and should be long.").format(alone=alone)
            )
        if status.searched is None:
            said.append(self.tr("The files have not been searched for words of cases yet."))
        else:
            when = self.words().moment(status.searched)
            said.append(self.tr("The files were searched for words of cases {when}: none.").format(when=when))
        self.says.say(" ".join(said))

    def prove(self, progress: Progress) -> int:
        """Search them."""
        return self.session.desk.assurance.file.search(progress.report)

    def proved_words(self, count: int) -> str:
        """Say how many were searched."""
        files = count_words(count, self.tr("file was"), self.tr("files were"))
        return self.tr("{files} searched for references and operations; none says one.").format(files=files)
