"""The Record preview page: the very PDF of a document, to be looked at, printed, saved and verified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QWidget

from sopcheck.cases.authority import may
from sopcheck.services.signed_since import signed_since
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.fields import Choice
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column, holding, row, scrolling
from sopcheck.ui.kit.progress import ProgressRow
from sopcheck.ui.kit.text import Label
from sopcheck.ui.page import Page
from sopcheck.ui.record.disclosing import Disclosing, Document
from sopcheck.ui.record.documents import OF_A_REVIEW, WITH_THE_CODE, documents
from sopcheck.ui.record.machine import Machine, SystemMachine
from sopcheck.ui.record.pages import PagesView
from sopcheck.ui.record.rendering import Pages, read_pages
from sopcheck.ui.record.signed_words import since_words
from sopcheck.ui.record.thumbs import Thumbs
from sopcheck.ui.theme import em, step
from sopcheck.ui.words import Words

if TYPE_CHECKING:
    from sopcheck.cases.access_events import DocumentKind
    from sopcheck.cases.events import CaseId, ReviewId
    from sopcheck.errors import SopcheckError
    from sopcheck.services.signed_since import SignedSince
    from sopcheck.services.views import HeldReview
    from sopcheck.ui.session import Session


_NARROW_EMS = 50
_LOW_EMS = 10
# The held reviews: as wide as one in full, or where there is little room beside the kinds of document.
_REVIEW_EMS, _REVIEW_NARROW_EMS = 46, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What the page shows: the case's reference, its held reviews, and the pages of one document."""

    reference: str
    reviews: tuple[HeldReview, ...]
    pages: Pages
    document: Document
    since: SignedSince | None


class RecordPage(Page):
    """Choose a document and a held review at the top; the pages below, in small at the left."""

    def __init__(
        self,
        session: Session,
        case: CaseId,
        review: ReviewId | None,
        *,
        machine: Machine | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show the record of this review first, without one the status sheet; `refresh` reads it."""
        super().__init__(session, title=self.tr("Documents of the case"), parent=parent)
        self._wanted = Document(case, review, "record" if review else "status")
        self._shown: Document | None = None
        self.documents: Choice[DocumentKind] = Choice(self.tr("Document"))
        self.documents.setMaximumWidth(em(18))
        self.reviews: Choice[ReviewId] = Choice(self.tr("Held review"))
        self.reviews.setMaximumWidth(em(_REVIEW_EMS))
        self.view = PagesView(self.tr("Document"), session.tasks)
        self.view.setMinimumHeight(em(_LOW_EMS))
        self.thumbs = Thumbs(self.tr("Pages"), session.tasks)
        self.progress = ProgressRow()
        self._disclosing = Disclosing(self, machine or SystemMachine(), self.progress)
        self._code = Label(tone="muted", wrap=False, selectable=True)
        self._where = Label(tone="muted", wrap=False)
        self.body.setSpacing(0)
        self.body.setContentsMargins(step(1), step(1), step(6), step(4))
        inner = QWidget()
        box = column(self._build_head(), 3, self.progress, gap=0)
        box.addWidget(self._build_pages(), 1)
        box.addWidget(self._build_foot())
        inner.setLayout(box)
        # With very large text the page scrolls rather than push its buttons together.
        self.body.addWidget(scrolling(inner))
        self._connect()

    def _build_head(self) -> QWidget:
        prints = button(self.tr("Print…"), kind="primary", does=self._on_print, shortcut="Ctrl+P")
        for choice in (self.documents, self.reviews):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            choice.setMinimumHeight(prints.sizeHint().height())
        return Flow(
            self.documents,
            self.reviews,
            prints,
            button(self.tr("Save a numbered PDF…"), does=self._on_save, shortcut="Ctrl+S"),
            button(self.tr("Verify a file…"), does=self._disclosing.verify),
        )

    def _build_pages(self) -> QWidget:
        panes = row(self.thumbs, gap=0)
        panes.addWidget(self.view, 1)
        return holding(panes, rule="above")

    def _build_foot(self) -> QWidget:
        for said in (self._where, self._code):
            # As far down as the words of the buttons beside them.
            said.setContentsMargins(step(3), step(1) + 1, 0, 0)
        foot = Flow(
            button(self.tr("Smaller"), kind="quiet", does=lambda: self.view.zoom_by(-1)),
            button(self.tr("Larger"), kind="quiet", does=lambda: self.view.zoom_by(1)),
            button(self.tr("Fit the width"), kind="quiet", does=lambda: self.view.set_fit("width")),
            button(self.tr("Whole page"), kind="quiet", does=lambda: self.view.set_fit("page")),
            self._where,
            self._code,
            gap=1,
        )
        return holding(row(foot, margins=(0, 1, 0, 0)), rule="above")

    def _connect(self) -> None:
        self.documents.chosen.connect(self._on_chosen)
        self.reviews.chosen.connect(self._on_chosen)
        self.thumbs.page_wanted.connect(self.view.go_to)
        self.view.page_changed.connect(self.thumbs.follow)
        self.view.page_changed.connect(lambda _: self._say_where())
        self.view.zoom_changed.connect(self._say_where)
        self.view.failed.connect(self.line.refuse)

    @property
    def case(self) -> CaseId:
        """The case whose documents are shown."""
        return self._wanted.case

    @property
    def review(self) -> ReviewId | None:
        """The held review whose record is shown, if one was chosen."""
        return self._wanted.review

    @property
    def document(self) -> DocumentKind:
        """The kind of document that is shown."""
        return self._wanted.kind

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the page itself has all of it."""
        super().resizeEvent(event)
        narrow = self.width() < em(_NARROW_EMS)
        self.thumbs.setHidden(narrow)
        self._code.setHidden(narrow)
        self.reviews.setMaximumWidth(em(_REVIEW_NARROW_EMS if narrow else _REVIEW_EMS))

    def refresh(self) -> None:
        """Read the reviews and the document; a case that is not on the screen yet is logged as viewed."""
        if self._shown != self._wanted:
            self._read(self._wanted)

    def focus_first(self) -> None:
        """Begin with the pages."""
        self.view.setFocus()

    def _read(self, wanted: Document) -> None:
        desk, case, first = self.session.desk, wanted.case, self._shown is None

        def work() -> _Read:
            view = desk.casework.view(case) if first else desk.casework.refresh(case)
            pages = read_pages(desk.printing.show(case, wanted.review, wanted.kind))
            reviews = desk.printing.reviews(case)
            return _Read(
                reference=view.case.reference,
                reviews=reviews,
                pages=pages,
                document=wanted,
                since=None if wanted.review is None else signed_since(view, wanted.review),
            )

        self.run(work, self._show, self._on_not_read)

    def _show(self, read: _Read) -> None:
        self._shown = self._wanted = read.document
        # The window's title is seen by others on the screen and by other programs: no more than this.
        self.rename(read.reference)
        self._offer(read)
        self.thumbs.show_pages(read.pages)
        self.view.show_pages(read.pages)
        self._say_where()

    def _offer(self, read: _Read) -> None:
        document = read.document
        sensitive = may(self.session.desk.me, "print sensitive words")
        self.documents.offer(documents(reviewed=bool(read.reviews), sensitive=sensitive))
        self.documents.choose(document.kind)
        self.reviews.offer([(held.review, self._words_of(held)) for held in read.reviews])
        if document.review is not None:
            self.reviews.choose(document.review)
        self.reviews.setVisible(document.kind in OF_A_REVIEW)
        codes = {held.review: held.code for held in read.reviews if held.review == document.review}
        code = "".join(codes.values()) if document.kind in WITH_THE_CODE else ""
        words = Words(self.session.zone, self.session.now())
        since = since_words(read.since, words) if read.since is not None and document.review else ""
        said = (self.tr("Code {code}").format(code=code) if code else "", since)
        self._code.say(" · ".join(part for part in said if part))

    def _on_not_read(self, error: SopcheckError) -> None:
        """What cannot be shown is told; the choice goes back to what is shown, if anything is."""
        self.line.refuse(error)
        if self._shown is not None:
            self._wanted = self._shown
            self.documents.choose(self._shown.kind)
            if self._shown.review is not None:
                self.reviews.choose(self._shown.review)

    def _words_of(self, held: HeldReview) -> str:
        words = Words(self.session.zone, self.session.now())
        gone = self.tr("withdrawn since") if held.withdrawn else held.outcome
        said = (held.title, words.moment(held.held), held.by_name, gone)
        return " · ".join(part for part in said if part)

    def _say_where(self) -> None:
        pages = self.view.pages
        if pages is None:
            return
        self._where.say(
            self.tr("Page {at} of {count} · {zoom} %").format(
                at=self.view.page + 1, count=pages.count, zoom=round(self.view.zoom * 100)
            )
        )

    def _on_chosen(self) -> None:
        kind, review = self.documents.value(), self.reviews.value()
        if kind is None:
            return
        self.line.clear()
        self._wanted = Document(self.case, review or self.review, kind)
        if self._wanted != self._shown:
            self._read(self._wanted)

    def _on_print(self) -> None:
        if self._shown is not None:
            self._disclosing.print_document(self._shown)

    def _on_save(self) -> None:
        if self._shown is not None:
            self._disclosing.save_document(self._shown)
