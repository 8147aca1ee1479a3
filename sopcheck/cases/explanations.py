"""Sentences that a detective accepts: why a limit ends when it does, why an item is asked, why a review is due.

They are made only when they are shown, from the same values as the state that they explain, so that screen,
JSON and paper say the same words.
"""

from datetime import datetime

from sopcheck.cases.case import Case
from sopcheck.cases.events import Place
from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.programme import CASE_CLOSED, REPORT_RECEIVED
from sopcheck.cases.reading import Reading
from sopcheck.cases.states import LimitState, NextReview, PlaceState, ReviewState
from sopcheck.checklists.asking import why_asked as why_condition
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.conditions import value_at
from sopcheck.checklists.definition import Clock, ClockId, Item, Limit
from sopcheck.checklists.explaining import (
    amount_words,
    clock_words,
    explain_end,
    explain_gate,
    explain_not_started,
    limit_words,
)
from sopcheck.checklists.time_words import end_words, moment_words
