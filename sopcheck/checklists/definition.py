"""A checklist version as a value: what is asked, of whom, by when and before what.

The keys are those of a definition file (`design.md`, "Definitions"). A key that says nothing is left
out of the canonical form, so a file that spells out a default has the same digest as one that does not.
Definitions are immutable; approval, status and effective dates live in the register, outside the hash.
Of several ways to say a thing the reader makes one (`shorthand.py`), so each content has one digest.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final, Literal, NewType, TypeVar

import msgspec

from sopcheck.errors import RefusedError

FORMAT: Final = 1
"""The format of a definition that this program writes and the newest that it reads."""

ChecklistId = NewType("ChecklistId", str)
Version = NewType("Version", str)
Digest = NewType("Digest", str)
StageId = NewType("StageId", str)
ItemId = NewType("ItemId", str)
ClockId = NewType("ClockId", str)
FactId = NewType("FactId", str)
KindId = NewType("KindId", str)
GradeId = NewType("GradeId", str)
ScheduleId = NewType("ScheduleId", str)

Unit = Literal["hours", "calendar-days", "working-days", "months", "target-date"]
Ask = Literal[
    "status", "date-time", "reference", "choice", "text", "choice-per-item", "choice-per-limit", "actions"
]
Basis = Literal["national", "baseline"]
Answerer = Literal["investigator", "supervisor"]
PrintClass = Literal["ordinary", "intelligence-sensitive", "staff-personal", "victim-safety"]
ReasonRule = Literal["required", "optional"]
ReviewType = Literal["fixed", "rolling", "senior", "event", "before"]

Rank = Literal[
    "constable", "sergeant", "inspector", "chief-inspector", "superintendent", "chief-superintendent"
]
RANKS_LOW_TO_HIGH: tuple[Rank, ...] = (
    "constable",
    "sergeant",
    "inspector",
    "chief-inspector",
    "superintendent",
    "chief-superintendent",
)


DERIVED_FACTS: frozenset[FactId] = frozenset(
    FactId(fact)
    for fact in (
        "limit-passed-present",
        "not-done-present",
        "not-applicable-present",
        "late-recording-present",
    )
)
"""The facts that the program itself sets from the state of the case; a definition may use them."""


_Id = TypeVar("_Id", bound=str)
_Found = TypeVar("_Found")


class UnknownIdError(RefusedError):
    """A checklist has nothing of this id; another version of it may have."""

    def __init__(self, wanted: str) -> None:
        """Keep the id that was asked for."""
        super().__init__("This version of the checklist has no such entry. Use the version that has it.")
        self.id = wanted


class _Value(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What all parts of a definition have in common: frozen, strict, and silent about defaults."""


class Clause(_Value, frozen=True):
    """One of `all`, `any` or `not`; exactly one is given (`problems.py` says so where it is not)."""

    all: tuple["Condition", ...] = ()
    any: tuple["Condition", ...] = ()
    not_: "Condition | None" = msgspec.field(default=None, name="not")


Condition = str | Clause
"""A fact id, or a clause over conditions; read with three values (`conditions.py`)."""


class Limit(_Value, frozen=True, kw_only=True, cache_hash=True):
    """By when, counted from a clock. A target date has no amount: the date is typed in."""

    unit: Unit
    from_: ClockId = msgspec.field(name="from")
    basis: Basis
    amount: int | None = None
    beginning_with: bool = False


class Gate(_Value, frozen=True, kw_only=True):
    """Before which event the item must be done; nothing is counted."""

    before: ClockId
    basis: Basis


class FactRule(_Value, frozen=True, kw_only=True):
    """Which choices of an item make a fact yes, and which make it no."""

    fact: FactId
    yes_if: tuple[str, ...] = ()
    no_if: tuple[str, ...] = ()


class SameAct(_Value, frozen=True, kw_only=True):
    """Another item that one act may meet; `always` makes the two one duty (convention 11)."""

    item: ItemId
    checklist: ChecklistId
    always: bool = False


class RankRule(_Value, frozen=True, kw_only=True):
    """The lowest rank that may answer; a later rule whose condition is yes replaces an earlier one."""

    rank: Rank
    applies_when: Condition | None = None


class Item(_Value, frozen=True, kw_only=True):
    """One thing to do and to record; its id is never reused or pointed at something else."""

    id: ItemId
    prompt: str
    answered_by: Answerer
    asks: tuple[Ask, ...]
    source: str
    guidance: str = ""
    limit: Limit | None = None
    gate: Gate | None = None
    applies_when: Condition | None = None
    repeats_for: KindId | None = None
    needs: KindId | None = None
    reason_when_not_done: ReasonRule = "optional"
    print_class: PrintClass = "ordinary"
    choices: tuple[str, ...] = ()
    choice_is: str = ""
    reference_is: str = ""
    sets_clock: ClockId | None = None
    sets_clock_if: tuple[str, ...] = ()
    sets_fact: tuple[FactRule, ...] = ()
    sets_grade: GradeId | None = None
    same_act: tuple[SameAct, ...] = ()
    rolling: bool = False
    rank: tuple[RankRule, ...] = ()
    rank_note: str = ""
    independent_of: tuple[Answerer, ...] = ()
    filled_from: str = ""
    actions_have: tuple[str, ...] = ()
    replaces: tuple[ItemId, ...] = ()


class Stage(_Value, frozen=True, kw_only=True):
    """A part of the checklist, in the order in which the work runs."""

    id: StageId
    title: str
    items: tuple[Item, ...]


class Clock(_Value, frozen=True, kw_only=True):
    """A named moment that limits count from and gates stand before; `of` is `case`, `review` or a kind.

    `set_by` names what sets it besides a person: an item id, or `add: KIND`. `when` is how it reads in a
    sentence after "from when": "the report was received".
    """

    says: str
    when: str = ""
    of: str = "case"
    set_by: tuple[str, ...] = ()
    sets_fact: FactId | None = None
    gate: bool = False
    hard_gate: bool = False
    rolling: bool = False
    target_date: bool = False
    may_be_ahead: bool = False
    may_precede_report: bool = False


class Fact(_Value, frozen=True, kw_only=True):
    """A yes / no / not known yet of the case, or of each subject of the kind `of` (convention 18).

    `set_by` names what sets it besides a person: an item id, `add: KIND`, `clock: CLOCK` or `grade: GRADE`.
    `when` is how it reads in a sentence after "because", where `says` does not do for that.
    """

    says: str
    when: str = ""
    of: KindId | None = None
    set_by: tuple[str, ...] = ()
    derived: str = ""


class SubjectKind(_Value, frozen=True, kw_only=True):
    """A kind of subject that items repeat for; `part_of` is the kind that such a subject belongs to."""

    label: str
    plural: str
    says: str = ""
    part_of: KindId | None = None
    sets_clock: tuple[ClockId, ...] = ()
    sets_fact: tuple[FactId, ...] = ()
    may_precede_report: bool = False


class Level(_Value, frozen=True, kw_only=True):
    """One level of a grade: the choice that gives it, the fact it makes true, the item it brings."""

    choice: str
    fact: FactId
    item: ItemId


class Grade(_Value, frozen=True, kw_only=True):
    """A grade that an item sets and that may be changed (convention 8); levels stand highest first."""

    id: GradeId
    set_by: ItemId
    levels_high_to_low: tuple[Level, ...]
    regraded_by: ItemId | None = None
    of: KindId | None = None


class Trigger(_Value, frozen=True, kw_only=True):
    """What calls for an event review; exactly one of the first four is given."""

    added: KindId | None = None
    clock: ClockId | None = None
    reassigned: Answerer | None = None
    grade_raised: GradeId | None = None
    first_for_each: KindId | None = None


class ReviewDue(_Value, frozen=True, kw_only=True):
    """When a review is due: `amount` once, or `every` so many; from a clock, the trigger or reviews.

    `months` says in words which ones `every` gives.
    """

    unit: Unit
    basis: Basis
    amount: int | None = None
    every: int | None = None
    from_: str = msgspec.field(default="", name="from")
    from_review: tuple[ScheduleId, ...] = ()
    if_never_held: ScheduleId | None = None
    restarts_at: Literal["", "reopening"] = ""
    months: str = ""


class ReviewRule(_Value, frozen=True, kw_only=True):
    """One line of the review schedule (convention 9)."""

    id: ScheduleId
    title: str
    type: ReviewType
    due: ReviewDue | None = None
    gate: Gate | None = None
    trigger: Trigger | None = None
    rank: Rank | None = None
    after: ScheduleId | None = None
    of: KindId | None = None
    applies_when: Condition | None = None
    ends_schedule: bool = False
    if_not_independent: Literal["refuse", "flag"] = "refuse"


class ReviewPlan(_Value, frozen=True, kw_only=True):
    """Which checklist a review runs, and when reviews fall due; only what follows `triggers_after` calls.

    The texts say to the reader of the definition what the program does (convention 9).
    """

    checklist: ChecklistId
    schedule: tuple[ReviewRule, ...]
    triggers_after: ClockId | None = None
    note: str = ""
    unscheduled: str = ""
    not_independent: tuple[str, ...] = ()
    next_date: str = ""
    event_order: str = ""
    exception: str = ""


class Weakening(_Value, frozen=True, kw_only=True):
    """Where a tailored version asks less than its baseline, and why."""

    item: ItemId
    what: str
    reason: str


class Tailoring(_Value, frozen=True, kw_only=True):
    """Where a tailored version comes from, its baseline and its profile, and where it asks less."""

    version: Version
    digest: Digest
    profile: str
    profile_digest: Digest
    weakenings: tuple[Weakening, ...] = ()


class Checklist(_Value, frozen=True, kw_only=True, dict=True):
    """One immutable version of a checklist."""

    format: int
    checklist: ChecklistId
    version: Version
    title: str
    baseline: str
    time_zone: str
    stages: tuple[Stage, ...]
    purpose: str = ""
    runs_for: Literal["review"] | None = None
    clocks: dict[ClockId, Clock] = {}
    facts: dict[FactId, Fact] = {}
    subjects: dict[KindId, SubjectKind] = {}
    grades: tuple[Grade, ...] = ()
    reviews: ReviewPlan | None = None
    tailored_from: Tailoring | None = None

    def items(self) -> Iterator[Item]:
        """Every item, in the order of the stages."""
        for stage in self.stages:
            yield from stage.items

    @property
    def name(self) -> str:
        """How the version is named in lists and commands, `cse-investigation 1.0`."""
        return f"{self.checklist} {self.version}"

    def item(self, item_id: ItemId) -> Item:
        """The item of this id.

        Raises:
            UnknownIdError: this version has none.
        """
        return _known(self._places, item_id)[1]

    def find_item(self, item_id: ItemId) -> Item | None:
        """The item of this id, where there is one."""
        place = self._places.get(item_id)
        return place[1] if place else None

    def stage_of(self, item_id: ItemId) -> Stage:
        """The stage in which an item stands.

        Raises:
            UnknownIdError: this version has no such item.
        """
        return _known(self._places, item_id)[0]

    def rule(self, schedule_id: ScheduleId) -> ReviewRule:
        """The line of the review schedule with this id.

        Raises:
            UnknownIdError: this version has none.
        """
        return _known(self._rules, schedule_id)

    def grade(self, grade_id: GradeId) -> Grade:
        """The grade of this id.

        Raises:
            UnknownIdError: this version has none.
        """
        return _known({grade.id: grade for grade in self.grades}, grade_id)

    @cached_property
    def _places(self) -> Mapping[ItemId, tuple[Stage, Item]]:
        return {item.id: (stage, item) for stage in self.stages for item in stage.items}

    @cached_property
    def _rules(self) -> Mapping[ScheduleId, ReviewRule]:
        return {rule.id: rule for rule in self.reviews.schedule} if self.reviews else {}


def _known(entries: Mapping[_Id, _Found], wanted: _Id) -> _Found:
    found = entries.get(wanted)
    if found is None:
        raise UnknownIdError(str(wanted))
    return found
