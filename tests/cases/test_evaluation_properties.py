"""What holds of every evaluation: of any definition, any case, any moment."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import (
    CaseClosed,
    CaseEvent,
    CaseReopened,
    ClockSet,
    Discharged,
    EntryWithdrawn,
    FactSet,
    Given,
    GradeChanged,
    ItemAnswered,
    LimitExtended,
    Place,
    ReviewHeld,
    ReviewId,
    Status,
    SubjectAdded,
    SubjectId,
    TargetSet,
    When,
)
from sopcheck.cases.explanations import why_asked, why_limit, why_review
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.states import Evaluation, LimitState, PlaceState
from sopcheck.checklists.definition import (
    Checklist,
    ChecklistId,
    ClockId,
    FactId,
    GradeId,
    ItemId,
    KindId,
    Limit,
    ScheduleId,
)
from sopcheck.checklists.time_words import end_words
from tests.cases.book import CALENDAR, LONDON, REPORT, Book, checklist, day, days, hours, item, utc, when
from tests.cases.moved_books import NAMES, TOLD, Told, at, book_of, seen, sops
from tests.checklists.generated import IDS, definitions

THOROUGH = settings(max_examples=100, deadline=None)
LATER = st.integers(0, 24 * 40)
MADE = ChecklistId("made")
NAMED = st.sampled_from(IDS)
HALF = timedelta(minutes=30)
MOMENTS = st.integers(-500, 5000).map(lambda steps: When(datetime(2026, 5, 5, 8, tzinfo=UTC) + HALF * steps))
CHOICES = st.sampled_from(["", "Record it.", "- x"])
STATUSES: st.SearchStrategy[Status] = st.sampled_from(get_args(Status))


@st.composite
def events_of(draw: st.DrawFn) -> CaseEvent:
    """Any event of a case that names what a generated definition may have."""
    moment, name, of = draw(MOMENTS), draw(NAMED), draw(st.sampled_from([None, "s1", "s2"]))
    subjects = () if of is None else (SubjectId(of),)
    one_of: list[CaseEvent] = [
        SubjectAdded(
            at=moment, subject=SubjectId(of or "s1"), kinds=(KindId(name), KindId(draw(NAMED))), label="S"
        ),
        FactSet(at=moment, fact=FactId(name), value=draw(st.sampled_from(["yes", "no"])), of=subjects),
        ClockSet(at=moment, clock=ClockId(name), of=of),
        TargetSet(at=moment, clock=ClockId(name), date=draw(st.dates(date(2026, 1, 1), date(2028, 1, 1)))),
        ItemAnswered(
            at=moment,
            checklist=MADE,
            item=ItemId(name),
            given=Given(status=draw(STATUSES), choice=draw(CHOICES)),
            of=subjects,
        ),
        GradeChanged(at=moment, grade=GradeId(name), choice=draw(CHOICES), of=next(iter(subjects), None)),
        LimitExtended(at=moment, place=Place(MADE, ItemId(name), of), until=draw(MOMENTS), reason="Agreed"),
        ReviewHeld(
            at=moment,
            review=ReviewId(f"r{draw(st.integers(0, 9))}"),
            discharges=(Discharged(rule=ScheduleId(name)),),
        ),
        CaseClosed(at=moment),
        CaseReopened(at=moment, why="Again"),
    ]
    return draw(st.sampled_from(one_of))


@settings(max_examples=200, deadline=None)
@given(made=definitions(), told=st.lists(events_of(), max_size=10), now=MOMENTS)
def test_any_case_of_any_definition_is_evaluated_and_explained(
    made: Checklist, told: list[CaseEvent], now: When
) -> None:
    book = Book(made)
    for event in told:
        book.add(event)
    case = fold(book.entries, book.definitions)
    found = evaluate(case, book.definitions, CALENDAR, now.at)
    for state in found.places:
        why_asked(case, now.at, state)
        for limit in (None, *state.rounds):
            why_limit(case, CALENDAR, now.at, state, round=limit)
    assert all(isinstance(why_review(case, CALENDAR, now.at, one), str) for one in found.reviews)


def limits(evaluation: Evaluation) -> dict[tuple[Place, int | None], LimitState]:
    """Every limit with its place and round."""
    return {
        (state.place, limit.round): limit
        for state in evaluation.places
        for limit in (state.rounds or (state.limit,))
        if limit is not None
    }


@st.composite
def counting(draw: st.DrawFn) -> Checklist:
    """An SOP whose items all have a limit from the report, of any unit and length."""
    units = [draw(st.sampled_from(["hours", "calendar-days", "working-days", "months"])) for _ in NAMES]
    amounts = [draw(st.integers(1, 12)) for _ in NAMES]
    return checklist(
        *[
            item(name, limit=days(amount, unit=unit))
            for name, unit, amount in zip(NAMES, units, amounts, strict=True)
        ]
    )


@THOROUGH
@given(sop=st.one_of(counting(), sops()), told=TOLD, shift=st.integers(1, 24 * 9), later=LATER)
def test_what_counts_from_a_later_clock_never_ends_earlier(
    sop: Checklist, told: list[Told], shift: int, later: int
) -> None:
    book, moved = book_of(told, sop), book_of(told, sop)
    moved.clock("report-received", at(0), recorded=at(31))
    book.clock("report-received", at(shift), recorded=at(31))
    ends, earlier = limits(seen(book, at(400 + later))), limits(seen(moved, at(400 + later)))
    for key, limit in ends.items():
        before = earlier[key].ends
        assert limit.ends is None or before is None or limit.ends >= before


@given(
    amount=st.integers(1, 500),
    change=st.sampled_from(["2026-10-25 12:00", "2027-03-28 12:00"]),
    minutes=st.integers(0, 60 * 96),
    zone=st.sampled_from(["UTC", "Pacific/Auckland", "America/St_Johns", "Asia/Kathmandu"]),
)
def test_an_elapsed_limit_is_the_same_in_every_zone(
    amount: int, change: str, minutes: int, zone: str
) -> None:
    here = checklist(item(limit=hours(amount, "arrested"), repeats_for=KindId("suspect")))
    found = []
    for sop in (here, msgspec.structs.replace(here, time_zone=zone)):
        book = Book(sop)
        book.subject("a", REPORT, "suspect")
        book.clock("arrested", (utc(change) - timedelta(minutes=minutes)).isoformat(), "a")
        found.append(book.ends("act", "2029-01-01 00:00", "a"))
    assert found[0] == found[1] is not None


@THOROUGH
@given(
    sop=st.one_of(counting(), sops()),
    told=TOLD,
    holiday=st.dates(day("2026-05-05"), day("2026-05-20")),
    later=LATER,
)
def test_one_more_bank_holiday_makes_nothing_end_earlier(
    sop: Checklist, told: list[Told], holiday: date, later: int
) -> None:
    book = book_of(told, sop)
    case, moment = book.case(), utc(at(300 + later))
    more = msgspec.structs.replace(CALENDAR, holidays=CALENDAR.holidays | {holiday})
    before = limits(evaluate(case, book.definitions, CALENDAR, moment))
    for key, limit in limits(evaluate(case, book.definitions, more, moment)).items():
        old = before[key]
        assert limit.ends is None or old.ends is None or limit.ends >= old.ends
        assert not (old.word in ("met", "running") and limit.word in ("late", "passed"))


@THOROUGH
@given(
    sop=sops(),
    told=TOLD,
    fact=st.sampled_from(["online", "held", "network"]),
    value=st.sampled_from(["yes", "no"]),
    later=LATER,
)
def test_a_fact_set_and_withdrawn_returns_every_item_untouched(
    sop: Checklist, told: list[Told], fact: str, value: str, later: int
) -> None:
    book, touched = book_of(told, sop), book_of(told, sop)
    entry = touched.fact(fact, at(10), value, recorded=at(300))
    withdrawn = EntryWithdrawn(at=when(at(301)), entry=entry, reason="Wrong case")
    touched.add(withdrawn)
    assert seen(touched, at(302 + later)).places == seen(book, at(302 + later)).places


@THOROUGH
@given(sop=sops(), told=TOLD, later=LATER)
def test_a_fact_set_and_unset_again_loses_no_answer_and_asks_what_was_asked(
    sop: Checklist, told: list[Told], later: int
) -> None:
    assume(not any(one.what == "fact" for one in told))
    book, touched = book_of(told, sop), book_of(told, sop)
    # What a subject or an answer makes true is not unset by what a person says of it and takes back.
    assume((FactId("online"), None) not in book.case().facts)
    touched.fact("online", at(300))
    touched.fact("online", at(301), "unknown")

    def asked(evaluation: Evaluation) -> list[tuple[object, ...]]:
        """What is asked of whom, what was answered, and where it stands."""
        return [(one.place, one.applies, one.answer, one.word) for one in evaluation.places]

    assert asked(seen(touched, at(302 + later))) == asked(seen(book, at(302 + later)))


@THOROUGH
@given(sop=sops(), told=TOLD, more=TOLD, moment=st.integers(31, 400))
def test_an_evaluation_of_then_never_changes_by_what_is_recorded_later(
    sop: Checklist, told: list[Told], more: list[Told], moment: int
) -> None:
    book = book_of(told, sop)
    then = [entry for entry in book.entries if entry.known <= utc(at(moment))]
    before = evaluate(fold(then, book.definitions), book.definitions, CALENDAR, utc(at(moment)))
    for one in more:
        happened = at(min(one.hours, moment))
        book.fact("online", happened, one.value, recorded=at(moment, minutes=1))
        book.clock("arrested", happened, "a", recorded=at(moment, minutes=1))
        book.answer(one.name, happened, recorded=at(moment, minutes=1))
    assert evaluate(book.case(), book.definitions, CALENDAR, utc(at(moment))) == before


def told_of(state: PlaceState, limit: LimitState, book: Book, moment: datetime) -> str:
    """The sentence that explains a limit."""
    return why_limit(book.case(), CALENDAR, moment, state, round=limit)


@THOROUGH
@given(sop=sops(), told=TOLD, until=st.integers(24 * 14, 24 * 20), later=LATER)
def test_the_explanation_names_the_same_end_as_the_limit(
    sop: Checklist, told: list[Told], until: int, later: int
) -> None:
    book, moment = book_of(told, sop), utc(at(300 + later))
    for one in sop.items():
        subject = None if one.repeats_for is None else "a"
        extended = Place(sop.checklist, one.id, subject)
        book.add(
            LimitExtended(at=when(at(40)), place=extended, until=When(utc(at(until))), reason="Agreed"),
            recorded=at(40),
        )
    for state in seen(book, at(300 + later)).places:
        for limit in (*state.rounds, *((state.limit,) if state.limit else ())):
            if limit.ends is not None and state.item.limit is not None:
                ends = end_words(limit.ends, zone=LONDON, now=moment)
                assert ends in told_of(state, limit, book, moment)


@THOROUGH
@given(
    amount=st.integers(1, 60), unit=st.sampled_from(["hours", "working-days"]), minutes=st.integers(0, 99999)
)
def test_a_limit_met_at_its_end_is_late_a_minute_after(amount: int, unit: str, minutes: int) -> None:
    limit = msgspec.convert(
        {"unit": unit, "from": "report-received", "basis": "baseline", "amount": amount}, Limit
    )
    book = Book(checklist(item(limit=limit)))
    book.clock("report-received", (utc(REPORT) + timedelta(minutes=minutes)).isoformat())
    found = book.state("act", "2027-12-31 00:00").limit
    assert found is not None
    assert found.ends is not None
    words = []
    for more in (0, 1):
        done = Book(checklist(item(limit=limit)))
        done.clock("report-received", (utc(REPORT) + timedelta(minutes=minutes)).isoformat())
        done.answer("act", (found.ends + timedelta(minutes=more)).isoformat())
        words.append(done.word("act", "2028-01-01 00:00"))
    assert words == ["met", "late"]
