"""Where a person is in the window, and the pages that are built for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sopcheck.ui.assurance.page import AssurancePage
from sopcheck.ui.review.queue_page import ReviewsPage
from sopcheck.ui.work.open_case import OpenCasePage
from sopcheck.ui.work.worklist import WorkPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from sopcheck.cases.events import CaseId, Place, ReviewId
    from sopcheck.checklists.definition import ChecklistId, Version
    from sopcheck.ui.page import Page
    from sopcheck.ui.session import Session

PageName = Literal[
    "work",
    "reviews",
    "checklists",
    "assurance",
    "open-case",
    "rehearsal",
    "draft",
    "compare",
    "case",
    "review",
    "record",
]
RAIL: tuple[PageName, ...] = ("work", "reviews", "checklists", "assurance")
BY_NAME: tuple[PageName, ...] = (*RAIL, "open-case", "rehearsal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A page and what it shows, so that an unlock or *Back* leads there again."""

    page: PageName
    case: CaseId | None = None
    place: Place | None = None
    review: ReviewId | None = None
    file: Path | None = None
    version: tuple[ChecklistId, Version] | None = None


WORK = Spot(page="work")


def build_page(session: Session, spot: Spot, parent: QWidget | None = None) -> Page:
    """Make the page of a spot; it has read nothing yet. One that is costly to dress is made in `parent`."""
    plain: dict[str, Callable[[Session], Page]] = {
        "work": WorkPage,
        "reviews": ReviewsPage,
        "checklists": _build_checklists_page,
        "assurance": AssurancePage,
        "open-case": OpenCasePage,
    }
    if spot.page == "rehearsal":
        return _build_rehearsal_page(session, spot.file)
    if spot.version is not None:
        return _build_version_page(session, spot.page, *spot.version)
    if spot.case is None:
        return plain.get(spot.page, WorkPage)(session)
    return _build_case_page(session, spot, spot.case, parent)


def _build_checklists_page(session: Session) -> Page:
    """Make the page of the versions, which brings printing along."""
    from sopcheck.ui.checklists.page import ChecklistsPage  # noqa: PLC0415

    return ChecklistsPage(session)


def _build_rehearsal_page(session: Session, file: Path | None) -> Page:
    """Make the page of SOP owners, which brings the player along that nobody else needs."""
    from sopcheck.ui.rehearsal.page import RehearsalPage  # noqa: PLC0415

    return RehearsalPage(session, file)


def _build_version_page(session: Session, page: PageName, checklist: ChecklistId, version: Version) -> Page:
    """Make a page of SOP owners about one version, with forms that nobody else needs."""
    if page == "compare":
        from sopcheck.ui.checklists.compare_page import ComparePage  # noqa: PLC0415

        return ComparePage(session, checklist, version)
    from sopcheck.ui.editor.page import EditorPage  # noqa: PLC0415

    return EditorPage(session, checklist, version)


def _build_case_page(session: Session, spot: Spot, case: CaseId, parent: QWidget | None) -> Page:
    """Make a page about one case; each brings its own libraries, so it is imported when it is wanted."""
    if spot.page == "review":
        from sopcheck.ui.review.page import ReviewPage  # noqa: PLC0415

        return ReviewPage(session, case, parent)
    if spot.page == "record":
        from sopcheck.ui.record.preview import RecordPage  # noqa: PLC0415

        return RecordPage(session, case, spot.review)
    from sopcheck.ui.case.page import CasePage  # noqa: PLC0415

    return CasePage(session, case, at=spot.place)
