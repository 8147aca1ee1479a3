"""What can be printed of a case, in words, and which of it is about a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.services.print_orders import SENSITIVE
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.cases.access_events import DocumentKind

WITH_THE_CODE: frozenset[DocumentKind] = frozenset(("record", "items"))
OF_A_REVIEW: frozenset[DocumentKind] = frozenset(("record", "items", "annex", "addenda"))


def documents(*, reviewed: bool, sensitive: bool) -> list[tuple[DocumentKind, str]]:
    """What can be printed, with its words; without a held review only what shows the case as it stands.

    Whoever may not have `sensitive` words is offered no document that they would be refused.
    """
    of_a_review: list[tuple[DocumentKind, str]] = [
        ("record", tr("Supervision record")),
        ("items", tr("Record with every item")),
        ("annex", tr("Sensitive annex")),
        ("addenda", tr("Addenda to the record")),
    ]
    of_the_case: list[tuple[DocumentKind, str]] = [
        ("status", tr("Status sheet, one page")),
        ("checklist", tr("Checklist to fill in")),
        ("disclosure", tr("Disclosure copy")),
        ("sensitive-disclosure", tr("Disclosure copy, sensitive")),
    ]
    offered = [*of_a_review, *of_the_case] if reviewed else of_the_case
    return [one for one in offered if sensitive or one[0] not in SENSITIVE]
