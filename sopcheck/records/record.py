"""What a supervision record says (`domain.md` 4.3), as values made of words and times.

Everything here is already judged and worded by the evaluation; nothing is computed but the order of
printing. `Text` marks words that a person wrote: they are signed by a salted hash and can be erased.
All other fields are signed in the clear. Every `datetime` knows its offset.
"""

from datetime import datetime

import msgspec


class Text(msgspec.Struct, frozen=True):
    """Words that a person wrote; `print_class` says on which prints they may stand.

    `absence` is set on reading only: why the words are not there (`erased under …`).
    """

    free_text: str
    print_class: str = "ordinary"
    absence: str = ""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody as the record names them; `role` is the role on this case."""

    name: str
    number: str = ""
    rank: str = ""
    role: str = ""


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Which review of which case this is; `late_by` is empty for a review held in time.

    `about` says whom or what it is for, where it is not for the case: a suspect before no further action.
    """

    case_reference: str
    operation: str = ""
    crime_numbers: tuple[str, ...] = ()
    investigator: Person | None = None
    reviewer: Person
    review_type: str
    about: tuple[Text, ...] = ()
    period_from: datetime
    period_to: datetime
    due: datetime | None = None
    held: datetime
    late_by: str = ""
    independence: str = ""
    exception: Text | None = None


class AdoptedVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A checklist version that the case followed; `standing` says who approved it, or that nobody has.

    Of one that the case was moved to, who decided that and why.
    """

    title: str
    version: str
    digest: str
    standing: str
    since: datetime
    until: datetime | None = None
    moved_by: str = ""
    reason: Text | None = None


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What the record rests on."""

    versions: tuple[AdoptedVersion, ...]
    data_as_at: datetime
    read: tuple[Text, ...] = ()
    calendar: str = ""
    notes: tuple[str, ...] = ()


class ChildSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Whether one child has been seen, in words, and when."""

    of: Text | None = None
    state: str
    at: datetime | None = None
    day_only: bool = False


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    """The risk now, its change since the last review, and the child's voice."""

    now: str
    change: str
    note: Text | None = None
    voice: Text | None = None
    seen: tuple[ChildSeen, ...] = ()


class LimitPassed(msgspec.Struct, frozen=True, kw_only=True):
    """A limit met late or passed; `basis` is `national` or `local`, `judged` empty until decided.

    `clock` is the rule in words, without the end, and says of an extension that came too late that it did.
    """

    item: str
    item_id: str
    checklist: str
    of: Text | None = None
    basis: str
    clock: str
    ended: datetime
    done: datetime | None = None
    done_day_only: bool = False
    overrun: str
    extended_to: datetime | None = None
    provisional: bool = False
    reason: Text | None = None
    reason_at: datetime | None = None
    reason_by: str = ""
    judged: str = ""
    judged_by: str = ""
    judged_at: datetime | None = None
    judged_reason: Text | None = None
    conflict: bool = False


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a supervisor decided on a row of a list: `justified`, `not justified` or `action`."""

    verdict: str
    by: str
    at: datetime
    reason: Text | None = None


class GateNotMet(msgspec.Struct, frozen=True, kw_only=True):
    """An item that had to come before an event and did not; `gate` words the event."""

    item: str
    item_id: str
    checklist: str
    of: Text | None = None
    basis: str
    gate: str
    event_at: datetime | None = None
    override: Text | None = None
    override_by: str = ""
    override_at: datetime | None = None
    judged: Judgement | None = None


class NotDone(msgspec.Struct, frozen=True, kw_only=True):
    """An item answered *not done*."""

    item: str
    item_id: str
    checklist: str
    of: Text | None = None
    reason: Text | None = None
    by: str
    at: datetime
    judged: Judgement | None = None


class NotApplicable(msgspec.Struct, frozen=True, kw_only=True):
    """An item answered *not applicable*, and whether somebody challenged that."""

    item: str
    item_id: str
    checklist: str
    of: Text | None = None
    reason: Text | None = None
    by: str
    at: datetime
    challenged: bool = False
    challenge: Text | None = None
    judged: Judgement | None = None


class LateOrCorrected(msgspec.Struct, frozen=True, kw_only=True):
    """A record made late, or changed: old and new value, who, when (`at`, the time of recording) and why."""

    item: str
    item_id: str
    checklist: str
    of: Text | None = None
    kind: str
    old: Text | None = None
    new: Text | None = None
    done: datetime | None = None
    done_day_only: bool = False
    at: datetime
    by: str
    why: Text | None = None
    judged: Judgement | None = None


class ReviewException(msgspec.Struct, frozen=True, kw_only=True):
    """A review held late, missed or overdue."""

    review: str
    of: Text | None = None
    due: datetime
    held: datetime | None = None
    state: str
    over: str
    missed_cycles: int = 0
    reason: Text | None = None
    judged: Judgement | None = None


class Exceptions(msgspec.Struct, frozen=True, kw_only=True):
    """The six lists, without items of print class intelligence-sensitive."""

    limits_passed: tuple[LimitPassed, ...] = ()
    gates_not_met: tuple[GateNotMet, ...] = ()
    not_done: tuple[NotDone, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    late_records_and_corrections: tuple[LateOrCorrected, ...] = ()
    reviews_late_or_missed: tuple[ReviewException, ...] = ()


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of the review; a judgement, apart from every count."""

    outcome: str
    why: Text | None = None
    main_cause_of_delay: Text | None = None


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """An action, new or previous; `state` is `new`, `complete`, `carried` or `dropped`."""

    what: Text
    owner: str
    due: datetime | None = None
    due_day_only: bool = False
    state: str
    note: Text | None = None


class NextReview(msgspec.Struct, frozen=True, kw_only=True):
    """A review to come and the rule that set its date."""

    kind: str
    due: datetime | None = None
    rule: str


class Discussion(msgspec.Struct, frozen=True, kw_only=True):
    """The talk with the investigator, their comment, and good work seen."""

    discussed: Text | None = None
    comment: Text | None = None
    good_work: Text | None = None


class SignOff(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed, and when."""

    person: Person
    at: datetime


class Unwitnessed(msgspec.Struct, frozen=True, kw_only=True):
    """Entries that nothing outside this machine has witnessed yet (`security.md` 5.5)."""

    entries: int
    oldest: datetime | None = None


class SensitiveAnnex(msgspec.Struct, frozen=True, kw_only=True):
    """That a sensitive annex exists: its reference and counts, none of its content.

    `other_texts` counts the staff-personal and victim-safety items of which the ordinary print leaves out the
    words. `digest` is that of the annex as it was signed with the record, `lines` is how many it has.
    """

    reference: str
    intelligence_items: int
    other_texts: int = 0
    digest: str = ""
    lines: int = 0


class ItemState(msgspec.Struct, frozen=True, kw_only=True):
    """One applicable item of the annex; `asked_as` tells in which other words it was asked and answered."""

    checklist: str
    stage: str
    item: str
    item_id: str
    of: Text | None = None
    status: str
    limit: str = ""
    done: datetime | None = None
    done_day_only: bool = False
    recorded: datetime | None = None
    by: str = ""
    choice: str = ""
    reference: str = ""
    words: Text | None = None
    asked_as: str = ""
    conflict: bool = False


class SupervisionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The whole record of one review. `notice` is printed in a box at the top (a fictitious case)."""

    review_id: str
    time_zone: str = "Europe/London"
    marking: str = "OFFICIAL-SENSITIVE"
    handling: str = ""
    notice: str = ""
    identity: Identity
    basis: Basis
    risk: Risk
    exceptions: Exceptions = Exceptions()
    decision: Decision
    previous_actions: tuple[Action, ...] = ()
    new_actions: tuple[Action, ...] = ()
    next_reviews: tuple[NextReview, ...] = ()
    discussion: Discussion = Discussion()
    sign_off: SignOff
    unwitnessed: Unwitnessed | None = None
    sensitive: SensitiveAnnex | None = None
    items: tuple[ItemState, ...] = ()
