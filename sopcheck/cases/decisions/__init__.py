"""What may be decided about a case: pure functions that return events or raise `RefusedError`.

Roles, ranks and independence are decided here and nowhere else; who may do what stands as data in
`authority.py`. A refused decision changes nothing. Each function is told who acts, on which case, when
(`Acting`), and never looks anything up.
"""

from sopcheck.cases.acting import Acting
from sopcheck.cases.decisions.answers import answer, correct, done_of, rank_asked, regrade
from sopcheck.cases.decisions.case import (
    Opening,
    add_note,
    assign,
    close,
    describe,
    lift_hold,
    move,
    open_case,
    place_hold,
    record_absence,
    reopen,
)
from sopcheck.cases.decisions.directions import answer_direction, direct, settle_direction
from sopcheck.cases.decisions.facts import add_subject, change_subject, set_clock, set_fact, set_target
from sopcheck.cases.decisions.history import erase, settle, settle_fact, withdraw
from sopcheck.cases.decisions.judging import add_to_review, judge_exceptions
from sopcheck.cases.decisions.limits import explain, extend, judge, override
from sopcheck.cases.decisions.reviews import finish_action, hold_review, open_review, raise_action
from sopcheck.cases.refusals import (
    ActRefusedError,
    ConfirmationNeededError,
    CorrectionNeededError,
    GateRefusedError,
    IndependenceRefusedError,
    RankRefusedError,
    RoleRefusedError,
)

__all__ = [
    "ActRefusedError",
    "Acting",
    "ConfirmationNeededError",
    "CorrectionNeededError",
    "GateRefusedError",
    "IndependenceRefusedError",
    "Opening",
    "RankRefusedError",
    "RoleRefusedError",
    "add_note",
    "add_subject",
    "add_to_review",
    "answer",
    "answer_direction",
    "assign",
    "change_subject",
    "close",
    "correct",
    "describe",
    "direct",
    "done_of",
    "erase",
    "explain",
    "extend",
    "finish_action",
    "hold_review",
    "judge",
    "judge_exceptions",
    "lift_hold",
    "move",
    "open_case",
    "open_review",
    "override",
    "place_hold",
    "raise_action",
    "rank_asked",
    "record_absence",
    "regrade",
    "reopen",
    "set_clock",
    "set_fact",
    "set_target",
    "settle",
    "settle_direction",
    "settle_fact",
    "withdraw",
]
