"""Long work with a figure and a Cancel, and what stands where there is nothing yet."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.text import Label
from sopcheck.ui.tasks import Progress
from sopcheck.ui.theme import em


class ProgressRow(QWidget):
    """What is being done, how far it is, and Cancel; hidden while nothing is followed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden row."""
        super().__init__(parent)
        self._words = Label(wrap=False)
        self.figure = Label(tone="muted", wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.cancel = button(self.tr("Cancel"))
        self._progress: Progress | None = None
        self.cancel.clicked.connect(self._on_cancel)
        head = row(self._words, None, self.figure)
        self.setLayout(row(column(head, self._bar, gap=1), self.cancel, gap=4))
        self.setMaximumWidth(em(40))
        self.hide()

    def follow(self, words: str, progress: Progress) -> None:
        """Show how this goes, until `stop`."""
        self._words.say(words)
        self._bar.setAccessibleName(words)
        self.cancel.setAccessibleName(self.tr("Cancel: {words}").format(words=words))
        self._bar.setRange(0, 0)
        self.figure.say("")
        self.cancel.setEnabled(True)
        self._progress = progress
        progress.moved.connect(self._on_moved)
        self.show()

    def stop(self) -> None:
        """It is over, one way or another."""
        if self._progress is not None:
            self._progress.end()
        self._progress = None
        self.hide()

    def _on_moved(self, done: int, total: int) -> None:
        if self.sender() is not self._progress:
            return
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self.figure.say(self.tr("{done:,} of {total:,}").format(done=done, total=total))

    def _on_cancel(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
            self.cancel.setEnabled(False)


class Empty(QWidget):
    """One sentence where there is nothing yet, and the one button that helps."""

    pressed = Signal()

    def __init__(self, sentence: str, press: str = "", parent: QWidget | None = None) -> None:
        """Say why there is nothing; `press` is the word of the button, if any helps."""
        super().__init__(parent)
        self.words = Label(sentence, tone="muted", prose=True)
        self.press_button = button(press, kind="primary", does=self.pressed.emit, name=press or sentence)
        inner = column(self.words, row(self.press_button, None), gap=4)
        self.setLayout(column(6, inner, None, margins=(1, 0, 6, 0)))
        self.press_button.setVisible(bool(press))

    def say(self, sentence: str) -> None:
        """Say something else."""
        self.words.say(sentence)
