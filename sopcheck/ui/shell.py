"""The window of an unlocked vault: rail, title and search, the page, the status line.

It knows which page is shown and builds those that are wanted; what a page does is the page's business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sopcheck.ui.assurance_page import AssurancePage
from sopcheck.ui.checklists_page import ChecklistsPage
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.kit.layout import column, holding, row
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.text import Label
from sopcheck.ui.open_case import OpenCasePage
from sopcheck.ui.palette import SearchSheet
from sopcheck.ui.rail import Rail
from sopcheck.ui.reviews_page import ReviewsPage
from sopcheck.ui.theme import em
from sopcheck.ui.words import Words, count_words
from sopcheck.ui.worklist import WorkPage

if TYPE_CHECKING:
    from datetime import datetime

    from sopcheck.cases.events import Place
    from sopcheck.errors import SopcheckError
    from sopcheck.services.desk import DeskStatus
    from sopcheck.services.views import Worklist
    from sopcheck.ui.page import Page
    from sopcheck.ui.session import Session


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a person was, so that an unlock brings them back there."""

    page: str
    case: str = ""
    place: Place | None = None
    review: str = ""
