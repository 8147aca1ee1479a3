"""What may be chosen in the forms of a checklist: ids of the checklist itself, and the words of a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from sopcheck.checklists.asking import fact_words
from sopcheck.checklists.definition import RANKS_LOW_TO_HIGH, Checklist, Clock, ClockId
from sopcheck.checklists.explaining import clock_words
from sopcheck.ui.words import tr

Option = tuple[str, str]
"""What is written, and the words for it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a checklist has that other parts of it may name, as (id, words)."""

    clocks: tuple[Option, ...] = ()
    facts: tuple[Option, ...] = ()
    kinds: tuple[Option, ...] = ()
    items: tuple[Option, ...] = ()
    grades: tuple[Option, ...] = ()
    reviews: tuple[Option, ...] = ()


def known_in(checklist: Checklist) -> Known:
    """What the parts of this checklist may name."""
    reviews = checklist.reviews.schedule if checklist.reviews else ()
    return Known(
        clocks=tuple((key, clock_name(key, clock)) for key, clock in checklist.clocks.items()),
        facts=tuple((key, _sentence(fact_words(key, checklist.facts))) for key in checklist.facts),
        kinds=tuple((key, kind.label) for key, kind in checklist.subjects.items()),
        items=tuple((item.id, item.prompt) for item in checklist.items()),
        grades=tuple((grade.id, grade.id.replace("-", " ")) for grade in checklist.grades),
        reviews=tuple((rule.id, rule.title) for rule in reviews),
    )


def clocks(known: Known) -> Sequence[Option]:
    """The clocks of the checklist."""
    return known.clocks


def facts(known: Known) -> Sequence[Option]:
    """Its facts."""
    return known.facts


def kinds(known: Known) -> Sequence[Option]:
    """Its kinds of subject."""
    return known.kinds


def items(known: Known) -> Sequence[Option]:
    """Its items."""
    return known.items


def grades(known: Known) -> Sequence[Option]:
    """Its grades."""
    return known.grades


def reviews(known: Known) -> Sequence[Option]:
    """The lines of its review schedule."""
    return known.reviews


def starts(known: Known) -> Sequence[Option]:
    """What the due time of a review counts from."""
    return (*known.clocks, ("trigger", tr("What called for it")))


def owners(known: Known) -> Sequence[Option]:
    """Whose clock or run it is."""
    return (("case", tr("The case")), ("review", tr("The review")), *known.kinds)


def setters(known: Known) -> Sequence[Option]:
    """What sets a clock or a fact besides a person."""
    others = (
        ("add", tr("One was added of: {what}"), known.kinds),
        ("clock", tr("The clock was set: {what}"), known.clocks),
        ("grade", tr("The grade was set: {what}"), known.grades),
    )
    named = (
        (f"{sort}: {key}", said.format(what=words)) for sort, said, held in others for key, words in held
    )
    return (*known.items, *named)


def answerers(_: Known) -> Sequence[Option]:
    """Who answers items."""
    return ("investigator", tr("The investigator")), ("supervisor", tr("The supervisor"))


def runs(_: Known) -> Sequence[Option]:
    """What a checklist is run for besides a case."""
    return (("review", tr("Each review of a case")),)


def rank_options(_: Known) -> Sequence[Option]:
    """Ranks, the lowest first."""
    return tuple((rank, rank.replace("-", " ")) for rank in RANKS_LOW_TO_HIGH)


def units(_: Known) -> Sequence[Option]:
    """Units of time."""
    return (
        ("hours", tr("hours")),
        ("calendar-days", tr("calendar days")),
        ("working-days", tr("working days")),
        ("months", tr("months")),
        ("target-date", tr("a date that is typed in")),
    )


def bases(_: Known) -> Sequence[Option]:
    """On what a time limit rests."""
    return ("national", tr("national")), ("baseline", tr("local baseline"))


def asks(_: Known) -> Sequence[Option]:
    """What an answer may have."""
    return (
        ("status", tr("done, not done or not applicable")),
        ("date-time", tr("when")),
        ("reference", tr("a reference")),
        ("choice", tr("a choice")),
        ("text", tr("a text")),
        ("choice-per-item", tr("a choice for each item")),
        ("choice-per-limit", tr("a choice for each limit")),
        ("actions", tr("actions")),
    )


def reasons(_: Known) -> Sequence[Option]:
    """Whether a reason is required."""
    return ("optional", tr("as people like")), ("required", tr("a reason is required"))


def print_classes(_: Known) -> Sequence[Option]:
    """What may print where."""
    return (
        ("ordinary", tr("on the supervision record")),
        ("intelligence-sensitive", tr("intelligence-sensitive: on the annex only")),
        ("staff-personal", tr("personal to staff: on the annex only")),
        ("victim-safety", tr("victim's safety: on the annex only")),
    )


def review_types(_: Known) -> Sequence[Option]:
    """Kinds of review."""
    return (
        ("fixed", tr("at a fixed time")),
        ("rolling", tr("again and again")),
        ("senior", tr("by a senior officer")),
        ("event", tr("after an event")),
        ("before", tr("before an event")),
    )


def restarts(_: Known) -> Sequence[Option]:
    """What begins a schedule anew."""
    return (("reopening", tr("the reopening of the case")),)


def not_independent(_: Known) -> Sequence[Option]:
    """What happens to a review by somebody who is not independent."""
    return ("refuse", tr("is refused without an exception")), ("flag", tr("is flagged"))


def clock_name(key: ClockId, clock: Clock) -> str:
    """Call a clock by its words; one that nobody has put into words for sentences yet by what it says."""
    return _sentence(clock_words(key, clock) if clock.when else clock.says)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
