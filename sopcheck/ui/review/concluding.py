"""The way from a half-written conclusion to the signature: kept as it is typed, previewed, signed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from sopcheck.cases.refusals import IndependenceRefusedError
from sopcheck.ui.review.signing import RecordSheet, preview_sheet, sign_sheet
from sopcheck.ui.words import Words

if TYPE_CHECKING:
    from sopcheck.errors import SopcheckError
    from sopcheck.services.signing import Shown
    from sopcheck.services.views import Conclusion, ReviewView, SignedReview
    from sopcheck.ui.page import Page
    from sopcheck.ui.record.rendering import Pages
    from sopcheck.ui.review.acts import ReviewActs
    from sopcheck.ui.review.conclusion import ConclusionPane
    from sopcheck.ui.review.head import ReviewHead
    from sopcheck.ui.review.next import Following

# Long enough not to save each letter, short enough to lose no thought in a power cut.
_PAUSE_MS = 800


class Concluding(QObject):
    """Serves the head and the right pane of one review page."""

    changed = Signal()
    """Something else is concluded now."""
    signed = Signal(object)
    """The review is signed: a `SignedReview`."""
    exception_wanted = Signal()
    """It cannot be signed without the reason for an exception."""

    def __init__(self, page: Page, acts: ReviewActs, head: ReviewHead, pane: ConclusionPane) -> None:
        """Serve these."""
        super().__init__(page)
        self._page = page
        self._acts = acts
        self._head = head
        self._pane = pane
        self._view: ReviewView | None = None
        self._over = False
        self._unkept = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        pane.changed.connect(self._on_changed)
        head.changed.connect(self._on_changed)
        head.ticked.connect(self._read_anew)
        pane.preview_wanted.connect(self._on_preview)
        pane.sign_wanted.connect(self._on_sign)

    def take(self, view: ReviewView) -> None:
        """The review was read; see what comes after it."""
        self._view = view
        self._look_ahead()

    def conclusion(self) -> Conclusion:
        """What is concluded, with the reviews that are met and the exception."""
        return replace(
            self._pane.conclusion(),
            discharges=self._head.discharges(),
            exception=self._head.exception_text(),
        )

    def flush(self) -> None:
        """Keep now what is not kept yet."""
        self._pause.stop()
        if self._unkept and not self._over:
            self._unkept = False
            self._acts.keep(self.conclusion(), self._on_kept)

    def _on_changed(self) -> None:
        if self._view is not None:
            self._unkept = True
            self._pause.start()
        self.changed.emit()

    def _read_anew(self) -> None:
        """What the program fills in, such as the type of the review, follows from what it is to meet."""
        # A refusal may have been about the one that was ticked before.
        self._page.line.clear()
        self.flush()
        self._acts.read()

    def _on_kept(self) -> None:
        now = self._page.session.now()
        self._pane.say_kept(
            self.tr("Kept {time}").format(time=Words(self._page.session.zone, now).clock(now))
        )

    def _look_ahead(self) -> None:
        if self._view is not None:
            self._acts.look_ahead(self.conclusion(), self._view, self._on_following)

    def _on_following(self, following: Following) -> None:
        session = self._page.session
        self._pane.next.show_following(following, Words(session.zone, session.now()))

    def _on_preview(self) -> None:
        self._begin()
        self._acts.preview(self.conclusion(), self._show_preview, self._on_refused)

    def _show_preview(self, pages: Pages) -> None:
        self._pane.busy(busy=False)
        preview_sheet(self._page, pages, self._page.session.tasks).open()

    def _on_sign(self) -> None:
        if self._pane.next.problem:
            self._pane.next.refuse(self._pane.next.problem)
            return
        conclusion = self.conclusion()
        self._begin()
        # The answers come first, so that the record shows them and the next review has them to confirm.
        self._acts.settle(
            conclusion,
            lambda: self._acts.show_to_sign(conclusion, self._show_to_sign, self._on_refused),
            self._on_refused,
        )

    def _show_to_sign(self, shown: Shown, pages: Pages) -> None:
        session = self._page.session
        self._pane.busy(busy=False)
        sheet = sign_sheet(
            self._page, pages, session.tasks, name=session.desk.me.name, lacks=self._pane.unsaid
        )
        sheet.submitted.connect(lambda: self._sign(sheet, shown))
        sheet.open()

    def _sign(self, sheet: RecordSheet, shown: Shown) -> None:
        def on_signed(signed: SignedReview) -> None:
            self._over = True
            self._pause.stop()
            sheet.saved()
            self.signed.emit(signed)

        sheet.busy(busy=True)
        self._acts.sign(shown, on_signed, sheet.refuser(self._page.line))

    def _begin(self) -> None:
        self._page.line.clear()
        self._pane.busy(busy=True, words=self.tr("Making the record…"))

    def _on_refused(self, error: SopcheckError) -> None:
        self._pane.busy(busy=False)
        self._page.line.refuse(error)
        if isinstance(error, IndependenceRefusedError):
            self.exception_wanted.emit()
