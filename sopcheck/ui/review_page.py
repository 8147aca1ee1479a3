"""The Review page: what changed, the exceptions, the questions, the conclusion, the signature."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from sopcheck.cases.refusals import IndependenceRefusedError
from sopcheck.ui.case_keys import bind
from sopcheck.ui.kit.progress import Empty
from sopcheck.ui.page import Page
from sopcheck.ui.record_rendering import read_pages
from sopcheck.ui.review_acts import ReviewActs
from sopcheck.ui.review_changes import ChangesBand
from sopcheck.ui.review_conclusion import ConclusionPane
from sopcheck.ui.review_exceptions import ExceptionsPane
from sopcheck.ui.review_head import ReviewHead
from sopcheck.ui.review_panes import ReviewPanes
from sopcheck.ui.review_question_words import Part, Question, parts_of
from sopcheck.ui.review_questions import QuestionsPane
from sopcheck.ui.review_sheets import DirectionSheet, FinishSheet
from sopcheck.ui.review_signing import preview_sheet, sign_sheet

if TYPE_CHECKING:
    from datetime import date

    from sopcheck.cases.events import CaseId, Given, Place, Verdict
    from sopcheck.cases.states import ActionState
    from sopcheck.errors import SopcheckError
    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.views import Conclusion, SignedReview
    from sopcheck.ui.review_exception_words import ExceptionRow
    from sopcheck.ui.review_next import Following
    from sopcheck.ui.review_reading import Reading
    from sopcheck.ui.session import Session

_PAUSE_MS = 800


class ReviewPage(Page):
    pass
