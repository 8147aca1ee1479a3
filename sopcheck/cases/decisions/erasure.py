"""Decisions about keeping and erasing: when a case is reviewed for it, and its lawful erasure.

Nothing is ever erased by itself. A hold forbids all of it; a whole case goes only once the day has come on
which it was to be reviewed whether to keep it (`domain.md` section 8).
"""

from datetime import date

from sopcheck.cases import texts
from sopcheck.cases.acting import Acting
from sopcheck.cases.authority import require
from sopcheck.cases.decisions.history import erase
from sopcheck.cases.events import BodyErased, RetentionSet
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.checklists.local_time import day_of
from sopcheck.checklists.time_words import day_words
from sopcheck.ledger.entry import EntryHash


def set_retention(acting: Acting, review_on: date, *, reason: str) -> RetentionSet:
    """Say when it is to be reviewed whether the case must still be kept.

    Raises:
        RefusedError: the role, no reason, or a day that has passed, which would keep nothing.
    """
    require(acting.by, "place a hold")
    if review_on < day_of(acting.now, acting.case.programme.zone):
        raise ActRefusedError("That day has passed. Give today or a later day.")
    written = texts.reason(reason, what="reason for this date", required=True)
    return RetentionSet(at=acting.when(), review_on=review_on, reason=written)


def erase_entry(acting: Acting, entry: EntryHash, *, authority: str, reason: str) -> tuple[BodyErased, ...]:
    """Erase the words of one entry by law; the entry stays and says that they were erased.

    Raises:
        RefusedError: the role, a hold, no authority or reason, or there is nothing to erase.
    """
    erased = erase(acting, entry, authority=authority, reason=reason)
    found = acting.case.entry(entry)
    if entry in acting.case.erased or found is None or isinstance(found.event, BodyErased):
        raise ActRefusedError("The words of this entry are erased already. Nothing needs doing.")
    return (erased,)


def erase_case(acting: Acting, *, authority: str, reason: str) -> tuple[BodyErased, ...]:
    """Erase every word of a case by law; what is left says who erased it, when and under what authority.

    Raises:
        RefusedError: the role, a hold, no authority or reason, or the case is still to be kept.
    """
    require(acting.by, "erase")
    today, review_on = day_of(acting.now, acting.case.programme.zone), acting.case.retention
    if review_on is None:
        raise ActRefusedError(
            "No date was set for reviewing whether this case must be kept. Have one set before it is erased."
        )
    if today < review_on:
        raise ActRefusedError(
            f"This case is kept until it is reviewed on {day_words(review_on, today=None)}. "
            "Have another date set first."
        )
    # What says that something was erased must stay, or nobody could tell erasure from loss.
    left = [
        entry.entry
        for entry in acting.case.entries
        if entry.entry not in acting.case.erased and not isinstance(entry.event, BodyErased)
    ]
    return tuple(erase(acting, entry, authority=authority, reason=reason) for entry in left)
