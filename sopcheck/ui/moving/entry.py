"""The ways to move cases: from the list of versions, and from the menu of a case."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sopcheck.cases.decisions.moving import answered_since, last_move, planned_move
from sopcheck.cases.lifecycle import MOVABLE
from sopcheck.ui.kit.sheets import ask_reason
from sopcheck.ui.moving.history import WithdrawnSheet, keeps_answers
from sopcheck.ui.moving.sheet import MovingSheet
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QWidget

    from sopcheck.cases.case import Case
    from sopcheck.cases.events import CaseId
    from sopcheck.checklists.definition import ChecklistId, Version
    from sopcheck.services.views import CaseView, LibraryRow
    from sopcheck.ui.case.acts import CaseActs
    from sopcheck.ui.page import Page
    from sopcheck.ui.session import Session

Named = tuple["ChecklistId", "Version"]


def movable(row: LibraryRow) -> bool:
    """Whether cases may be moved to a version."""
    return row.status in MOVABLE


def move_many(page: Page, row: LibraryRow) -> MovingSheet:
    """Open the sheet for all open cases that follow another version of a checklist."""
    sheet = MovingSheet(page, page.session, [_named(row)])
    sheet.moved.connect(page.line.done)
    sheet.moved.connect(lambda _: page.saved.emit())
    sheet.open()
    return sheet


def move_one(page: QWidget, acts: CaseActs) -> None:
    """Open the sheet for one case, with the versions that it may be moved to."""
    library, case = acts.session.desk.library, acts.must_view.case

    def offer(rows: tuple[LibraryRow, ...]) -> None:
        """Open it, now that the versions are known."""
        offered = [_named(row) for row in reversed(rows) if movable(row) and _is_other(case, row)]
        _open(page, acts.session, offered, acts.case).moved.connect(lambda _: _moved(acts))

    acts.session.tasks.run(page, library.versions, offer)


def undo_one(page: QWidget, acts: CaseActs) -> None:
    """Ask why, and take the last move of a case back; or hear why it is too late."""
    view, moving, case = acts.must_view, acts.session.desk.moving, acts.case
    moved = _moved_checklists(view)
    free = [one for one in moved if not _is_answered(view, one)]
    checklist = next(iter((*free, *moved)))
    if not free:
        acts.do(lambda _, __: moving.undo(case, checklist, reason=""))
        return
    planned = planned_move(view.case, checklist) is not None
    ask_reason(
        page,
        title=tr("Take the move back"),
        says=tr("The case will not be moved at the next review.") if planned else _stays(view, checklist),
        primary=tr("Take it back"),
        done=lambda reason: acts.do(lambda _, __: moving.undo(case, checklist, reason=reason)),
    )


def _moved_checklists(view: CaseView) -> list[ChecklistId]:
    """The checklists with a move that was not taken back, or a plan of one."""
    followed = (one.checklist for one in view.case.adopted)
    return [one for one in followed if last_move(view.case, one) is not None]


def _is_answered(view: CaseView, checklist: ChecklistId) -> bool:
    last = last_move(view.case, checklist)
    return last is not None and answered_since(view.case, checklist, last)


def _stays(view: CaseView, checklist: ChecklistId) -> str:
    """Which version the case would follow again."""
    line = [one.version for one in view.case.versions if one.checklist == checklist]
    said = tr(
        "The case goes on under version {version} as if it had never been moved."
        " The move and its taking back stay in the history."
    )
    return said.format(version=line[-2] if len(line) > 1 else "")


def entries(
    page: QWidget, acts: CaseActs, view: CaseView
) -> Iterable[tuple[str, bool, str, Callable[[], object]]]:
    """The lines of the menu of a case: words, whether they fit, what they take, what they do."""
    closed = view.case.is_closed(view.read_at)
    moves = (tr("Move to another version…"), not closed, "move a case", lambda: move_one(page, acts))
    back = (
        tr("Take the move back…"),
        bool(_moved_checklists(view)),
        "move a case",
        lambda: undo_one(page, acts),
    )
    return (moves, back)


def reading_entries(
    page: QWidget, acts: CaseActs, view: CaseView
) -> Iterable[tuple[str, Callable[[], object]]]:
    """The lines of the menu for whoever may see the case."""
    if keeps_answers(view):
        sheet = partial(WithdrawnSheet, page, acts.session, view)
        yield tr("Answers kept from earlier versions…"), lambda: sheet().open()


def _open(page: QWidget, session: Session, versions: list[tuple[Named, str]], case: CaseId) -> MovingSheet:
    sheet = MovingSheet(page, session, versions, case=case)
    sheet.open()
    return sheet


def _moved(acts: CaseActs) -> None:
    acts.read()
    acts.saved.emit()


def _is_other(case: Case, row: LibraryRow) -> bool:
    return any(one.checklist == row.checklist and one.version != row.version for one in case.adopted)


def _named(row: LibraryRow) -> tuple[Named, str]:
    return (row.checklist, row.version), f"{row.title} {row.version} · {row.status}"
