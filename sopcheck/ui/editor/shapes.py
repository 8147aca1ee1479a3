"""Which form each part of a checklist has: its keys in order, the words for each, and how it is edited.

The keys are those of a definition file; a key that nobody filled in is left out of it. What may be chosen
(a clock, a fact, a kind of subject) comes from the checklist itself, in its own words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from sopcheck.checklists.compare_kinds import Under
from sopcheck.ui.editor import options
from sopcheck.ui.editor.options import Known, Option
from sopcheck.ui.words import tr

How = Literal[
    "line", "text", "lines", "number", "tick", "one", "some", "condition", "form", "rows", "several"
]
"""One line, a long text, one entry a line, a number, yes or no, one or some of a list, some of
a list too long to tick, a condition built from facts, a form that may be left out, or several such forms."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One key of a part; `below` are the keys of a form in it."""

    key: str
    words: str
    how: How = "line"
    hint: str = ""
    options: Callable[[Known], Sequence[Option]] | None = None
    below: tuple["Shape", ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Some keys under a heading."""

    title: str
    shapes: tuple[Shape, ...]


def groups_of(under: Under) -> tuple[Group, ...]:
    """The form of a part of this sort."""
    forms: dict[Under, Callable[[], tuple[Group, ...]]] = {
        "definition": _about,
        "stages": _stage,
        "items": _item,
        "clocks": _clock,
        "facts": _fact,
        "subjects": _kind,
        "grades": _grade,
        "reviews": _plan,
        "schedule": _review,
    }
    return forms[under]()


def _about() -> tuple[Group, ...]:
    return (
        Group(
            "",
            (
                Shape("title", tr("Title"), needed=True),
                Shape("version", tr("Version"), hint=tr("A later number than the one it follows: 1.1, 2.0.")),
                Shape("purpose", tr("What it is for"), "text"),
                Shape("baseline", tr("What it is by nature"), hint=tr("As in “illustrative” or “force”.")),
                Shape("runs_for", tr("What it is run for, if not for a case"), "one", options=options.runs),
                Shape("time_zone", tr("Where its days begin and end"), hint=tr("As in “Europe/London”.")),
            ),
        ),
    )


def _stage() -> tuple[Group, ...]:
    return (Group("", (Shape("title", tr("Title"), needed=True),)),)


def _item() -> tuple[Group, ...]:
    return (
        Group(tr("What is asked"), _asked()),
        Group(tr("Of whom and when"), _of_whom()),
        Group(tr("By when"), _due()),
        Group(tr("What an answer has"), _answer()),
        Group(tr("What an answer sets"), _sets()),
        Group(tr("Further"), _further()),
    )


def _asked() -> tuple[Shape, ...]:
    return (
        Shape("prompt", tr("The item"), "text", tr("One act, the verb first, in one sentence."), needed=True),
        Shape("guidance", tr("Guidance"), "text", tr("What makes it done, in plain words.")),
        Shape("source", tr("Source"), hint=tr("The law, code or report that it rests on."), needed=True),
    )


def _of_whom() -> tuple[Shape, ...]:
    return (
        Shape("answered_by", tr("Who answers"), "one", options=options.answerers, needed=True),
        Shape("rank", tr("The lowest rank that may answer"), "rows", below=_ranks()),
        Shape("rank_note", tr("A note on the rank")),
        Shape(
            "independent_of", tr("Never answered by anybody who was this"), "some", options=options.answerers
        ),
        Shape("applies_when", tr("When it is asked"), "condition"),
        Shape("repeats_for", tr("Answered once for each"), "one", options=options.kinds),
        Shape("needs", tr("Asked only once there is"), "one", options=options.kinds),
    )


def _due() -> tuple[Shape, ...]:
    return (
        Shape("limit", tr("A limit"), "form", below=_limit()),
        Shape("gate", tr("A gate"), "form", tr("It must be done before an event."), below=_gate()),
    )


def _limit() -> tuple[Shape, ...]:
    return (
        Shape("amount", tr("How many"), "number", tr("A date that is typed in has no number.")),
        Shape("unit", tr("Of what"), "one", options=options.units, needed=True),
        Shape("from", tr("Counted from when"), "one", options=options.clocks, needed=True),
        Shape("basis", tr("On what it rests"), "one", options=options.bases, needed=True),
        Shape("beginning_with", tr("The period begins with that day, as pre-charge bail does"), "tick"),
    )


def _gate() -> tuple[Shape, ...]:
    return (
        Shape("before", tr("At or before the moment when"), "one", options=options.clocks, needed=True),
        Shape("basis", tr("On what it rests"), "one", options=options.bases, needed=True),
    )


def _answer() -> tuple[Shape, ...]:
    return (
        Shape("asks", tr("What is asked for"), "some", options=options.asks, needed=True),
        Shape("choices", tr("The choices"), "lines", tr("One on each line.")),
        Shape("choice_is", tr("What the choice is, where the list is the force's own")),
        Shape("reference_is", tr("What the reference is")),
        Shape("reason_when_not_done", tr("Why, where it is not done"), "one", options=options.reasons),
        Shape("print_class", tr("In print"), "one", options=options.print_classes),
        Shape("actions_have", tr("What each action has"), "lines", tr("One on each line.")),
        Shape("filled_from", tr("Filled in by the program from")),
    )


def _sets() -> tuple[Shape, ...]:
    fact = (
        Shape("fact", tr("The fact"), "one", options=options.facts, needed=True),
        Shape("yes_if", tr("Yes where the choice is"), "lines", tr("One on each line.")),
        Shape("no_if", tr("No where the choice is"), "lines", tr("One on each line.")),
    )
    return (
        Shape("sets_clock", tr("The clock that “done” sets"), "one", options=options.clocks),
        Shape("sets_clock_if", tr("Only for these choices"), "lines", tr("One on each line.")),
        Shape("rolling", tr("Its own answer starts the next round"), "tick"),
        Shape("sets_fact", tr("Facts that a choice makes so"), "rows", below=fact),
        Shape("sets_grade", tr("The grade that the choice sets"), "one", options=options.grades),
    )


def _further() -> tuple[Shape, ...]:
    same = (
        Shape("item", tr("The item"), hint=tr("Its id, as in intel-check-crime."), needed=True),
        Shape("checklist", tr("Of the checklist"), hint=tr("Its id."), needed=True),
        Shape("always", tr("Always: one answer serves both"), "tick"),
    )
    return (
        Shape("same_act", tr("Items that the same act may meet"), "rows", below=same),
        Shape("replaces", tr("Replaces the items"), "lines", tr("Their ids in the version before.")),
    )


def _ranks() -> tuple[Shape, ...]:
    return (
        Shape("rank", tr("Rank"), "one", options=options.rank_options, needed=True),
        Shape("applies_when", tr("Where"), "condition"),
    )


def _clock() -> tuple[Group, ...]:
    ticks = (
        ("gate", tr("Items may have to be done before it")),
        ("hard_gate", tr("It is refused while such an item is open")),
        ("rolling", tr("It is set again and again")),
        ("target_date", tr("It is a date that somebody sets and types in")),
        ("may_be_ahead", tr("It may lie ahead when it is recorded")),
        ("may_precede_report", tr("It may lie before the report")),
    )
    return (
        Group(
            "",
            (
                Shape("says", tr("What it marks"), "text", needed=True),
                Shape("when", tr("The words after “from when”"), hint=tr("As in “the report was received”.")),
                Shape("of", tr("Whose clock"), "one", options=options.owners),
                _set_by(),
                Shape("sets_fact", tr("The fact that it makes so"), "one", options=options.facts),
                *(Shape(key, words, "tick") for key, words in ticks),
            ),
        ),
    )


def _fact() -> tuple[Group, ...]:
    return (
        Group(
            "",
            (
                Shape("says", tr("What it says"), "text", needed=True),
                Shape(
                    "when",
                    tr("The words after “because”"),
                    hint=tr("Where the words above do not do for that."),
                ),
                Shape("of", tr("A fact of each"), "one", options=options.kinds),
                _set_by(),
                Shape("derived", tr("Found by the program from")),
            ),
        ),
    )


def _kind() -> tuple[Group, ...]:
    return (
        Group(
            "",
            (
                Shape("label", tr("One of them"), needed=True),
                Shape("plural", tr("Several"), needed=True),
                Shape("says", tr("Who or what counts"), "text"),
                Shape("part_of", tr("Each belongs to a"), "one", options=options.kinds),
                Shape("sets_clock", tr("Adding one sets the clocks"), "some", options=options.clocks),
                Shape("sets_fact", tr("Adding one makes so"), "some", options=options.facts),
                Shape("may_precede_report", tr("It may have happened before the report"), "tick"),
            ),
        ),
    )


def _grade() -> tuple[Group, ...]:
    level = (
        Shape("choice", tr("The choice"), needed=True),
        Shape("fact", tr("The fact that it makes so"), "one", options=options.facts, needed=True),
        Shape("item", tr("The item that it brings"), "one", options=options.items, needed=True),
    )
    return (
        Group(
            "",
            (
                Shape("set_by", tr("The item that sets it"), "one", options=options.items, needed=True),
                Shape("regraded_by", tr("The item that changes it"), "one", options=options.items),
                Shape("of", tr("A grade of each"), "one", options=options.kinds),
                Shape(
                    "levels_high_to_low", tr("Levels, the highest first"), "rows", below=level, needed=True
                ),
            ),
        ),
    )


def _plan() -> tuple[Group, ...]:
    texts = (
        ("note", tr("A note on the schedule")),
        ("unscheduled", tr("Reviews outside the schedule")),
        ("next_date", tr("The date of the next review")),
        ("event_order", tr("Several events at once")),
        ("exception", tr("Exceptions")),
    )
    return (
        Group(
            "",
            (
                Shape("checklist", tr("The checklist of each review"), hint=tr("Its id."), needed=True),
                Shape("triggers_after", tr("Events count from when"), "one", options=options.clocks),
                *(Shape(key, words, "text") for key, words in texts),
                Shape("not_independent", tr("Who is not independent"), "lines", tr("One on each line.")),
            ),
        ),
    )


def _review() -> tuple[Group, ...]:
    return (
        Group(
            "",
            (
                Shape("title", tr("Title"), needed=True),
                Shape("type", tr("What kind of review"), "one", options=options.review_types, needed=True),
                Shape("due", tr("When it is due"), "form", below=_review_due()),
                Shape("gate", tr("A gate"), "form", below=_gate()),
                Shape("trigger", tr("What calls for it"), "form", below=_trigger()),
                Shape("rank", tr("The lowest rank that holds it"), "one", options=options.rank_options),
                Shape("after", tr("Only after"), "one", options=options.reviews),
                Shape("of", tr("One for each"), "one", options=options.kinds),
                Shape("applies_when", tr("When it is due at all"), "condition"),
                Shape("ends_schedule", tr("It ends the schedule"), "tick"),
                Shape(
                    "if_not_independent",
                    tr("By somebody not independent"),
                    "one",
                    options=options.not_independent,
                ),
            ),
        ),
    )


def _review_due() -> tuple[Shape, ...]:
    return (
        Shape("amount", tr("Once, after"), "number"),
        Shape("every", tr("Or every"), "number"),
        Shape("unit", tr("Of what"), "one", options=options.units, needed=True),
        Shape("from", tr("Counted from when"), "one", options=options.starts),
        Shape("from_review", tr("Or from the reviews"), "some", options=options.reviews),
        Shape(
            "if_never_held",
            tr("Where that was never held, from when this was due"),
            "one",
            options=options.reviews,
        ),
        Shape("restarts_at", tr("Begins anew at"), "one", options=options.restarts),
        Shape("months", tr("Which months, in words")),
        Shape("basis", tr("On what it rests"), "one", options=options.bases, needed=True),
    )


def _trigger() -> tuple[Shape, ...]:
    return (
        Shape("added", tr("One was added of"), "one", options=options.kinds),
        Shape("clock", tr("The clock was set"), "one", options=options.clocks),
        Shape("reassigned", tr("The case changed hands"), "one", options=options.answerers),
        Shape("grade_raised", tr("The grade was raised"), "one", options=options.grades),
        Shape("first_for_each", tr("Only the first for each"), "one", options=options.kinds),
    )


def _set_by() -> Shape:
    one = Shape("set_by", tr("What sets it"), "one", options=options.setters)
    return Shape("set_by", tr("What sets it besides a person"), "several", below=(one,))
