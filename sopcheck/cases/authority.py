"""Who may do what: one table of actions, with the roles that may, and what else each asks for.

Printed in the user guide. Roles are never job titles: who is independent is decided on each case by who did
what there (`domain.md` section 2), and rank by what the item or the review asks for.
"""

from typing import Literal

import msgspec

from sopcheck.cases.people import Person
from sopcheck.cases.refusals import IndependenceRefusedError, RankRefusedError, RoleRefusedError
from sopcheck.cases.register.events import Role
from sopcheck.checklists.definition import RANKS_LOW_TO_HIGH, Rank

Action = Literal[
    "open a case",
    "describe a case",
    "follow a checklist",
    "move a case",
    "add a subject",
    "set a fact",
    "set a clock",
    "answer",
    "answer a review",
    "correct",
    "change a grade",
    "explain a limit",
    "extend a limit",
    "judge a limit",
    "judge an exception",
    "hold a review",
    "add to a review",
    "draw a sample",
    "direct",
    "answer a direction",
    "raise an action",
    "finish an action",
    "assign",
    "record absence",
    "override a gate",
    "close a case",
    "reopen a case",
    "place a hold",
    "write a note",
    "settle a conflict",
    "withdraw an entry",
    "erase",
    "read the access book",
    "print sensitive words",
    "export entries",
    "accept a loss",
    "enrol people",
    "install",
    "propose a version",
    "approve a version",
]


class Rule(msgspec.Struct, frozen=True):
    """One line of the table: who may, and in words what else is asked."""

    roles: tuple[Role, ...]
    also: str = ""


# Whoever is on duty types what was done; whose act it was, *done by* and the rank rules say.
_CASEWORK: tuple[Role, ...] = (
    "investigator",
    "supervisor",
    "intelligence-officer",
    "intelligence-supervisor",
)
_SUPERVISION: tuple[Role, ...] = ("supervisor", "intelligence-supervisor")

AUTHORITY: dict[Action, Rule] = {
    "open a case": Rule(_CASEWORK),
    "describe a case": Rule(_CASEWORK),
    "follow a checklist": Rule((*_CASEWORK, "sop-owner")),
    "move a case": Rule(_SUPERVISION, "a reason"),
    "add a subject": Rule(_CASEWORK),
    "set a fact": Rule(_CASEWORK),
    "set a clock": Rule(_CASEWORK, "a hard gate: every item before it answered or overridden"),
    "answer": Rule(_CASEWORK, "the rank and the independence that the item asks for"),
    "answer a review": Rule(("supervisor",)),
    "correct": Rule(_CASEWORK, "the rank and the independence that the item asks for"),
    "change a grade": Rule(_CASEWORK),
    "explain a limit": Rule(_CASEWORK),
    "extend a limit": Rule(_CASEWORK, "the rank that the item asks for, else a sergeant"),
    # What judges the work of others is for those who supervise it.
    "judge a limit": Rule(("supervisor",)),
    "judge an exception": Rule(("supervisor",)),
    "hold a review": Rule(
        ("supervisor",), "the rank of the review; independent on this case, or an exception with its reason"
    ),
    "add to a review": Rule(("supervisor",), "a review that is signed"),
    # Whoever looks across teams; the sample itself says nothing about anybody.
    "draw a sample": Rule(("auditor", "supervisor", "sop-owner")),
    "direct": Rule(_SUPERVISION),
    "answer a direction": Rule(_CASEWORK),
    "raise an action": Rule(_SUPERVISION),
    "finish an action": Rule(_CASEWORK),
    "assign": Rule(_CASEWORK),
    "record absence": Rule((*_CASEWORK, "administrator")),
    "override a gate": Rule(("supervisor",)),
    "close a case": Rule(_CASEWORK, "every item before the gate answered or overridden"),
    "reopen a case": Rule(_CASEWORK),
    "place a hold": Rule((*_SUPERVISION, "administrator", "auditor")),
    "write a note": Rule(_CASEWORK),
    "settle a conflict": Rule(_CASEWORK),
    "withdraw an entry": Rule(_CASEWORK, "a review: a supervisor; an answer is corrected instead"),
    # Whoever worked on a case cannot make words of it go away.
    "erase": Rule(("administrator",)),
    "read the access book": Rule(("auditor", "administrator"), "a purpose that s.62(4) DPA 2018 allows"),
    # The ordinary copies say that there is more; who needs it asks somebody who answers for the case.
    "print sensitive words": Rule(_SUPERVISION, "a purpose and a recipient"),
    "export entries": Rule(("auditor", "administrator"), "a purpose and a recipient"),
    "accept a loss": Rule(("administrator",), "a reason"),
    "enrol people": Rule(("administrator",)),
    "install": Rule(("administrator", "sop-owner")),
    "propose a version": Rule(("sop-owner",)),
    "approve a version": Rule(("sop-owner",), "another person than the one who proposed it"),
}


def may(person: Person, action: Action) -> bool:
    """Tell whether the roles of the person allow the action at all."""
    return any(role in AUTHORITY[action].roles for role in person.roles)


def allowed(person: Person) -> frozenset[Action]:
    """All that the roles of the person allow."""
    return frozenset(action for action in AUTHORITY if may(person, action))


def require(person: Person, action: Action) -> Role:
    """Give the role in which the person does it: the first of the table that the person has.

    Raises:
        RoleRefusedError: the person has none of the roles.
    """
    roles = AUTHORITY[action].roles
    held = next((role for role in roles if role in person.roles), None)
    if held is None:
        names = " or ".join(role_words(role) for role in roles)
        raise RoleRefusedError(f"To {action} takes the role of {names}. Ask somebody who has it.")
    return held


def role_words(role: Role) -> str:
    """Give the name of a role as people read it."""
    return {"sop-owner": "SOP owner"}.get(role, role.replace("-", " "))


def has_rank(person: Person, lowest: Rank) -> bool:
    """Tell whether the person has this rank or a higher one; police staff have none."""
    return person.rank is not None and RANKS_LOW_TO_HIGH.index(person.rank) >= RANKS_LOW_TO_HIGH.index(lowest)


def require_fit(person: Person, lowest: Rank | None, *, what: str, apart: str = "") -> None:
    """Refuse a person below the rank or not independent; where both lack, both are told at once.

    `what` is how the sentence begins: "This review". `apart` says who else it takes; empty if the person is.

    Raises:
        RankRefusedError: the person has a lower rank, or none.
        IndependenceRefusedError: the rank is enough, but somebody else is needed.
    """
    # Told at once, because finding somebody of the rank who is not independent helps nobody.
    low = lowest is not None and not has_rank(person, lowest)
    rank = f"the rank of {lowest.replace('-', ' ')} or above" if low and lowest is not None else ""
    if not (rank or apart):
        return
    sentence = f"{what} takes {' and '.join(part for part in (rank, apart) if part)}. Ask somebody else."
    raise RankRefusedError(sentence) if rank else IndependenceRefusedError(sentence)
