"""Checks what a rehearsal expects against what is: every difference in words, with its file and line.

A key that is not written is not compared, but `extended` and `conflict` are wherever there is one to tell of.
Ends and due times are compared to the minute; text never is.
"""

from collections.abc import Iterator

import msgspec

from sopcheck.cases.case import Case
from sopcheck.cases.events import Place, ReviewId
from sopcheck.cases.rehearsals.names import Names
from sopcheck.cases.rehearsals.player import Played
from sopcheck.cases.rehearsals.rehearsal import Check, Difference, Expectation, Listed
from sopcheck.cases.rehearsals.values import Value, Values, item_values, next_values, review_values
from sopcheck.cases.rehearsals.words import (
    due_text,
    listed,
    place_rows,
    review_names,
    row_key,
    row_name,
    same_minute,
    timeline_name,
    yes_no,
)
from sopcheck.cases.reviews.run import evaluate_review
from sopcheck.cases.states import Evaluation, Exceptions, NotActive, PlaceState
from sopcheck.checklists.definition import ScheduleId
from sopcheck.checklists.local_time import LONDON, parse_wall
from sopcheck.checklists.time_words import parse_elapsed, wall_text

_NOTHING = "nothing"


class Found(msgspec.Struct, frozen=True):
    """What a case amounts to at the moment of an expectation."""

    played: Played
    case: Case
    evaluation: Evaluation
    names: Names
    expectation: Expectation

    def differ(self, line: int, about: str, expected: str, found: str) -> Difference:
        """Make the difference."""
        as_at = wall_text(self.expectation.as_at, zone=LONDON)
        file = self.played.rehearsal.file
        return Difference(file=file, line=line, as_at=as_at, about=about, expected=expected, found=found)


def check(played: Played) -> tuple[Difference, ...]:
    """Compare all that the file expects; what was refused or accepted against its word comes first.

    Raises:
        RehearsalError: an expectation names an item, a review or a subject that is not there.
    """
    names = Names(played.rehearsal, played.definitions)
    found = list(played.differences)
    for expectation in played.rehearsal.expect:
        case, evaluation = played.at(expectation.as_at)
        found.extend(_differences(Found(played, case, evaluation, names, expectation)))
    return tuple(found)


def _differences(found: Found) -> Iterator[Difference]:
    wanted = found.expectation
    for one in wanted.applies:
        yield from _applies(found, one)
    for one in wanted.items:
        yield from _item(found, one)
    for one in wanted.reviews:
        yield from _compare(
            found,
            one,
            review_values(
                found.evaluation,
                _rule(found, one),
                of=one.of,
                due=one.wanted.get("due", ""),
                names=found.played.names,
            ),
        )
    yield from _next_reviews(found)
    for one_list in wanted.exceptions:
        yield from _list(found, one_list, found.evaluation.exceptions, "exceptions")
    for one_list in wanted.annex:
        yield from _list(found, one_list, found.evaluation.annex, "annex")
    yield from _not_active(found)
    for one in wanted.versions:
        yield from _version(found, one)
    yield from _timeline(found)


def _applies(found: Found, wanted: Check) -> Iterator[Difference]:
    places = found.evaluation.places
    there = {one.place.item for one in places if one.applies == "yes" and one.place.checklist == wanted.about}
    if len(there) != int(wanted.wanted["applies"]):
        about = f"items of {wanted.about} that apply"
        yield found.differ(wanted.line, about, wanted.wanted["applies"], str(len(there)))


def _item(found: Found, wanted: Check) -> Iterator[Difference]:
    place = found.names.place(wanted.about, wanted.line)
    if wanted.of:
        place = msgspec.structs.replace(place, of=found.names.subject(wanted.of, wanted.line))
    round_ = int(wanted.wanted["round"]) if "round" in wanted.wanted else None
    yield from _compare(found, wanted, item_values(_places(found, place), place, round_=round_))


def _places(found: Found, place: Place) -> tuple[PlaceState, ...]:
    """Give what the item may be among: the case, or the review that stands where else the subject does."""
    case, evaluation = found.case, found.evaluation
    if place.of not in case.opened_reviews:
        return evaluation.places
    definitions, calendar = found.played.definitions, found.played.calendar_at(evaluation.at)
    review = ReviewId(place.of or "")
    return evaluate_review(case, definitions, calendar, evaluation.at, review, known=evaluation)


def _compare(found: Found, wanted: Check, values: Values) -> Iterator[Difference]:
    about = f"{wanted.about} @ {wanted.of}" if wanted.of else wanted.about
    # A limit that ends later than the rule says, or a disputed answer, must never pass unnoticed.
    told = [key for key in ("extended", "conflict") if values.get(key)]
    for key in dict.fromkeys((*wanted.wanted, *told)):
        expected = wanted.wanted.get(key, _NOTHING)
        if not _same(key, expected, values.get(key)):
            yield found.differ(wanted.line, f"{about}, {key}", expected, _shown(values.get(key)))


def _same(key: str, expected: str, value: Value) -> bool:
    if isinstance(value, str) and key == "over":
        return parse_elapsed(expected) == parse_elapsed(value)
    if not isinstance(value, str) and value is not None:
        return expected != _NOTHING and same_minute(value, parse_wall(expected, zone=LONDON))
    return (value or "no") == expected if key == "conflict" else value == expected


def _shown(value: Value) -> str:
    return value or _NOTHING if isinstance(value, str | None) else due_text(value)


def _rule(found: Found, wanted: Check) -> ScheduleId:
    rule = found.case.programme.rule(ScheduleId(wanted.about))
    if rule is None:
        raise found.names.mistake(
            f"The schedule has no review “{wanted.about}”. Spell it right.", wanted.line
        )
    if wanted.of:
        found.names.subject(wanted.of, wanted.line)
    return rule.id


def _next_reviews(found: Found) -> Iterator[Difference]:
    wanted = found.expectation.next_reviews
    coming = found.evaluation.next_reviews
    if wanted == () and coming:
        there = listed(f"{one.rule.id} {due_text(one.due)}" for one in coming)
        yield found.differ(found.expectation.line, "next reviews", "none", there)
    for one in wanted or ():
        yield from _compare(
            found,
            one,
            next_values(
                found.evaluation,
                _rule(found, one),
                of=one.of,
                due=one.wanted.get("due", ""),
                names=found.played.names,
            ),
        )


def _list(found: Found, wanted: Listed, lists: Exceptions, where: str) -> Iterator[Difference]:
    missing, more = _rows_apart(found, wanted, lists)
    about = f"{where}, {wanted.name}"
    if missing:
        yield found.differ(wanted.line, about, f"{listed(missing)} in the list", "not in it")
    if more:
        yield found.differ(wanted.line, about, f"{listed(more)} not in the list", "in it")


def _rows_apart(found: Found, wanted: Listed, lists: Exceptions) -> tuple[list[str], list[str]]:
    """What the list lacks, and what it has more than it should."""
    if wanted.name != "reviews_late_or_missed":
        there = {row_key(row_name(row)): row_name(row) for row in place_rows(lists)[wanted.name]}
        asked = {row_key(row): row for row in wanted.rows}
        missing = [row for key, row in asked.items() if key not in there]
        return missing, [row for key, row in there.items() if key not in asked]
    called = [review_names(state, found.played.names) for state in lists.reviews_late_or_missed]
    missing = [row for row in wanted.rows if not any(row in names for names in called)]
    return missing, [names[0] for names in called if not set(names) & set(wanted.rows)]


def _not_active(found: Found) -> Iterator[Difference]:
    wanted = found.expectation.not_active
    if wanted is None:
        return
    left = list(found.evaluation.not_active)
    for one in wanted:
        match = next((there for there in left if _is_span(one, there)), None)
        if match is None:
            yield found.differ(one.line, "a time without an active holder", _span_asked(one), _spans(left))
        else:
            left.remove(match)
    if left:
        yield found.differ(found.expectation.line, "times without an active holder", "no more", _spans(left))


def _is_span(wanted: Check, there: NotActive) -> bool:
    values = {"days": str(there.days), "recorded_late": yes_no(there.recorded_late)}
    return wanted.about == there.holder and all(values[key] == text for key, text in wanted.wanted.items())


def _span_asked(wanted: Check) -> str:
    return " ".join((wanted.about, *(f"{key}: {text}" for key, text in wanted.wanted.items())))


def _spans(there: list[NotActive]) -> str:
    return listed(
        f"{one.holder} {one.days} days, recorded late: {yes_no(one.recorded_late)}" for one in there
    )


def _version(found: Found, wanted: Check) -> Iterator[Difference]:
    names = [f"{one.checklist} {one.version}" for one in found.evaluation.versions]
    if wanted.about not in names:
        yield found.differ(wanted.line, "versions", wanted.about, listed(names))
        return
    # A case that moved back follows one version twice, and either time may be meant.
    begun = [
        one.from_ for one, name in zip(found.evaluation.versions, names, strict=True) if name == wanted.about
    ]
    differences = [tuple(_compare(found, wanted, {"from": at})) for at in begun]
    yield from min(differences, key=len)


def _timeline(found: Found) -> Iterator[Difference]:
    wanted = found.expectation.timeline
    if wanted is None:
        return
    left = [one for one in found.evaluation.timeline if one.what in ("note", "clock")]
    # By instant: in the repeated hour the wall clock tells another order.
    left.sort(key=lambda one: one.at)
    for name in wanted.rows:
        match = next((one for one in left if timeline_name(one, found.played.names) == name), None)
        if match is None:
            there = listed(timeline_name(one, found.played.names) for one in left)
            yield found.differ(wanted.line, "timeline", f"{name} next", there)
            return
        # Of one instant nothing is before the other, so these may be named in any order.
        left = [one for one in left if one is not match and one.at >= match.at]
