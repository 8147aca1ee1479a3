"""What a moved case keeps: gates, conditions, effects of answers, extensions and reviews (convention 13)."""

import msgspec
import pytest

from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import LimitExtended, TargetSet
from sopcheck.cases.explanations import why_limit
from sopcheck.cases.generations import Generations, since
from sopcheck.cases.moments import EARLIEST
from sopcheck.checklists.definition import (
    Checklist,
    ChecklistId,
    ClockId,
    FactId,
    FactRule,
    Item,
    ItemId,
    KindId,
    ReviewPlan,
    SameAct,
    SubjectKind,
)
from tests.cases.book import (
    CALENDAR,
    KINDS,
    SOP,
    Book,
    before,
    checklist,
    days,
    hours,
    item,
    name_of,
    place,
    utc,
    wall,
    when,
)
from tests.cases.moved_books import rule

MOVED = "2026-05-07 09:00"
LATER = "2026-05-20 09:00"


def pair(old: tuple[Item, ...], new: tuple[Item, ...]) -> tuple[Book, Checklist]:
    """A case of the old items, and the version with the new ones."""
    second = checklist(*new, version="2.0")
    return Book(checklist(*old), others=(second,)), second


def gates(book: Book, at: str) -> list[str]:
    """The gates that were not met, as rehearsals name them."""
    return [name_of(row) for row in book.evaluation(at).exceptions.gates_not_met]


@pytest.mark.parametrize(
    "now", [item("act"), item("act", limit=days(30)), item("act", gate=before("decided"))]
)
def test_a_gate_not_met_under_the_old_version_stays_whatever_the_new_one_asks(now: Item) -> None:
    book, second = pair((item("act", gate=before("case-closed")),), (now,))
    book.clock("case-closed", "2026-05-06 09:00")
    book.move(second, MOVED)
    assert gates(book, LATER) == ["act"]


def test_a_gate_put_before_what_is_past_is_not_asked_for() -> None:
    book, second = pair((item("act", gate=before("decided")),), (item("act", gate=before("case-closed")),))
    book.clock("case-closed", "2026-05-06 09:00")
    book.move(second, MOVED)
    assert gates(book, LATER) == []


@pytest.mark.parametrize(
    "now",
    [
        item("act"),
        item("act", gate=before("case-closed")),
        item("act", applies_when="online", limit=hours(4)),
    ],
)
def test_a_limit_passed_under_the_old_version_stays_whatever_the_new_one_asks(now: Item) -> None:
    book, second = pair((item("act", limit=hours(24)),), (now,))
    book.move(second, MOVED)
    assert book.passed(LATER) == ["act"]


def test_what_only_may_apply_now_shows_what_had_passed_before() -> None:
    book, second = pair(
        (item("act", limit=hours(24)),), (item("act", limit=hours(24), applies_when="online"),)
    )
    book.move(second, MOVED)
    state = book.state("act", LATER)
    assert (state.applies, state.under, state.word) == ("may", "1.0", "passed")


def test_an_item_split_by_suspects_keeps_the_old_and_counts_the_new_from_the_move() -> None:
    book, second = pair(
        (item("act", limit=hours(24)),), (item("act", limit=hours(24), repeats_for="suspect"),)
    )
    book.subject("a", "2026-05-05 10:00", "suspect")
    book.move(second, MOVED)
    assert (book.passed(MOVED), book.ends("act", MOVED, "a")) == (["act"], "2026-05-08 09:00")


def test_a_limit_extended_before_the_move_runs_to_the_extension() -> None:
    book, second = pair((item("act", limit=hours(48)),), (item("act", limit=hours(24)),))
    book.add(
        LimitExtended(
            at=when("2026-05-06 09:00"), place=place("act"), until=when("2026-05-12 09:00"), reason="Agreed"
        )
    )
    book.move(second, "2026-05-09 09:00")
    assert (book.ends("act", "2026-05-10 09:00"), book.passed("2026-05-10 09:00")) == ("2026-05-12 09:00", [])


def test_an_extension_that_a_longer_limit_outruns_is_none() -> None:
    book, second = pair((item("act", limit=hours(48)),), (item("act", limit=days(20)),))
    book.add(
        LimitExtended(
            at=when("2026-05-06 09:00"), place=place("act"), until=when("2026-05-12 09:00"), reason="Agreed"
        )
    )
    book.move(second, "2026-05-09 09:00")
    limit = book.state("act", "2026-05-10 09:00").limit
    assert limit is not None
    assert (limit.ends and wall(limit.ends), limit.extended_to) == ("2026-05-26 00:00", None)


def test_a_typed_date_that_was_past_ends_with_the_day_of_the_move() -> None:
    dated = item("act", limit=msgspec.structs.replace(days(1, "promised"), unit="target-date", amount=None))
    book, second = pair((item("act"),), (dated,))
    book.add(
        TargetSet(at=when("2026-05-05 10:00"), clock=ClockId("promised"), date=utc("2026-05-06 12:00").date())
    )
    book.move(second, MOVED)
    assert book.ends("act", MOVED) == "2026-05-08 00:00"


def test_a_clock_that_an_answer_set_stays_set_when_the_item_sets_it_no_more() -> None:
    tell = item("tell", sets_clock=ClockId("arrested"))
    act = item("act", limit=hours(240, "arrested"))
    book, second = pair((tell, act), (item("tell"), act))
    book.answer("tell", "2026-05-05 10:00")
    book.move(second, MOVED)
    assert book.ends("act", MOVED) == "2026-05-15 10:00"


def test_a_clock_that_only_the_new_version_sets_counts_from_the_move() -> None:
    tell = item("tell", sets_clock=ClockId("arrested"))
    act = item("act", limit=hours(24, "arrested"))
    book, second = pair((item("tell"), act), (tell, act))
    book.answer("tell", "2026-05-05 10:00")
    book.move(second, MOVED)
    assert (book.ends("act", MOVED), book.passed(MOVED)) == ("2026-05-08 09:00", [])
    book.answer("tell", "2026-05-08 10:00")
    assert book.ends("act", "2026-05-08 12:00") == "2026-05-09 10:00"


def test_a_fact_that_only_the_new_version_states_is_so_from_the_move() -> None:
    says = (FactRule(fact=FactId("network"), yes_if=("yes",)),)
    asked = item("act", limit=hours(24), applies_when="network")
    told = item("tell", choices=("yes",))
    book, second = pair((told, asked), (msgspec.structs.replace(told, sets_fact=says), asked))
    book.answer("tell", "2026-05-05 10:00", choice="yes")
    book.move(second, MOVED)
    assert (book.ends("act", MOVED), book.passed(MOVED)) == ("2026-05-08 09:00", [])


def test_a_kind_that_sets_a_clock_no_more_has_set_it_for_those_who_joined_before() -> None:
    act = item("act", repeats_for="suspect", limit=hours(240, "joined"))
    second = msgspec.structs.replace(checklist(act, version="2.0"), subjects=_kinds(()))
    book = Book(checklist(act), others=(second,))
    book.subject("a", "2026-05-05 10:00", "suspect")
    book.move(second, MOVED)
    book.subject("b", "2026-05-08 10:00", "suspect")
    assert book.ends("act", "2026-05-08 12:00", "a") == "2026-05-15 10:00"
    assert book.word("act", "2026-05-08 12:00", "b") == "not started"


def _kinds(clocks: tuple[ClockId, ...]) -> dict[KindId, SubjectKind]:
    changed = msgspec.structs.replace(KINDS["suspect"], sets_clock=clocks)
    return {KindId(kind): known for kind, known in {**KINDS, "suspect": changed}.items()}


def test_what_would_have_ended_while_nobody_asked_counts_from_the_move_back() -> None:
    book, second = pair((item("short", limit=days(3)), item("long", limit=days(20))), (item("other"),))
    first = book.definitions.all()[0]
    book.move(second, MOVED)
    book.move(first, "2026-05-10 09:00")
    assert book.ends("short", "2026-05-11 09:00") == "2026-05-14 00:00"
    assert book.ends("long", "2026-05-11 09:00") == "2026-05-26 00:00"


def test_the_version_moved_back_to_is_the_one_that_counts_for_what_answers_set() -> None:
    tell = item("tell", sets_clock=ClockId("arrested"))
    book, second = pair((tell,), (item("tell"),))
    book.move(second, MOVED)
    book.move(book.definitions.all()[0], "2026-05-08 09:00")
    found = book.case().programme.item(SOP, tell.id)
    assert found is not None
    assert found.sets_clock == "arrested"


def test_two_packs_whose_link_was_taken_away_share_what_was_answered() -> None:
    other = ChecklistId("other")
    link = SameAct(item=item("act").id, checklist=SOP, always=True)
    linked = item("twin", same_act=(link,), limit=hours(24))
    apart = msgspec.structs.replace(linked, same_act=())
    second = checklist(apart, name=other, version="2.0")
    book = Book(checklist(item("act")), checklist(linked, name=other), others=(second,))
    book.answer("act", "2026-05-05 10:00")
    book.move(second, MOVED)
    assert book.passed(LATER) == []


def test_a_review_missed_under_the_old_schedule_stays_and_one_to_come_goes() -> None:
    due = {"unit": "calendar-days", "from": "report-received"}
    early = rule("early", type="fixed", due={**due, "amount": 1})
    late = rule("late", type="fixed", due={**due, "amount": 9})
    plan = ReviewPlan(checklist=ChecklistId("review"), schedule=(early, late))
    first = checklist(item("act"), reviews=plan)
    second = checklist(item("act"), version="2.0", reviews=msgspec.structs.replace(plan, schedule=()))
    book = Book(first, others=(second,))
    book.move(second, MOVED)
    assert [review.word for review in book.reviewed("early", LATER)] == ["overdue"]
    assert book.reviewed("late", LATER) == []


def test_a_limit_of_another_sort_explains_itself_by_the_version_that_asked_it() -> None:
    book, second = pair((item("act", limit=hours(24)),), (item("act"),))
    book.move(second, MOVED)
    said = why_limit(book.case(), CALENDAR, utc(MOVED), book.state("act", MOVED))
    assert said.startswith("24 hours from when the report was received")


def test_a_checklist_never_moved_has_no_steps() -> None:
    book = Book(checklist(item("act")))
    versions = book.case().versions
    assert Generations(book.definitions, versions).items((SOP, item("act").id), 5) is None
    assert list(Generations(Definitions({}), ()).kinds(KindId("child"), 0)) == []


def test_what_every_version_has_is_so_since_the_first() -> None:
    act = item("act")
    moment = utc(MOVED)
    assert since(((EARLIEST, act), (moment, act)), lambda one: one == act) == EARLIEST
    assert since(((EARLIEST, None), (moment, act)), lambda one: one == act) == moment


def rolling(length: int) -> Item:
    """Contact with each victim, so many days after the last."""
    limit = days(length, "last-contact")
    return item(
        "contact", rolling=True, sets_clock=ClockId("last-contact"), repeats_for="victim", limit=limit
    )


def contacted(old: Item, new: Item, *, moved: str) -> Book:
    """A victim who was spoken to on 10 May, in a case that moved after that."""
    book, second = pair((old,), (new,))
    book.subject("v", "2026-05-05 10:00", "victim")
    book.answer("contact", "2026-05-10 09:00", "v")
    book.move(second, moved)
    return book


@pytest.mark.parametrize(
    ("moved", "ends"), [("2026-05-25 09:00", "2026-06-08 00:00"), ("2026-05-20 09:00", "2026-05-25 00:00")]
)
def test_a_round_is_shortened_unless_it_would_have_ended_before_the_move(moved: str, ends: str) -> None:
    book = contacted(rolling(28), rolling(14), moved=moved)
    assert book.ends("contact", "2026-05-26 09:00", "v") == ends


def test_a_round_that_had_passed_stays_passed_and_the_next_has_the_new_length() -> None:
    book = contacted(rolling(7), rolling(28), moved="2026-05-20 09:00")
    assert book.passed("2026-05-21 09:00") == ["contact @ v"]
    book.answer("contact", "2026-05-22 09:00", "v")
    rounds = book.state("contact", "2026-05-26 09:00", "v").rounds
    assert [(one.word, one.ends and wall(one.ends)) for one in rounds[1:]] == [
        ("late", "2026-05-18 00:00"),
        ("running", "2026-06-20 00:00"),
    ]


def test_rounds_that_had_passed_stay_when_an_item_is_rolling_no_more() -> None:
    book = contacted(rolling(7), item("contact", repeats_for="victim"), moved="2026-05-20 09:00")
    assert book.passed("2026-05-26 09:00") == ["contact @ v"]


def test_what_was_done_late_stays_when_it_only_may_apply_now() -> None:
    act = item("act", limit=hours(24))
    book, second = pair((act,), (msgspec.structs.replace(act, applies_when="online"),))
    book.answer("act", "2026-05-06 12:00")
    book.move(second, MOVED)
    assert (book.state("act", LATER).applies, book.passed(LATER)) == ("may", ["act"])


def test_what_an_answer_of_its_duty_had_met_is_asked_anew_by_the_move_that_parts_them() -> None:
    link = (SameAct(item=ItemId("ask"), checklist=SOP, always=True),)
    apart = (item("call"), item("ask", limit=days(4)))
    book, joined = pair(apart, (item("call", same_act=link), apart[1]))
    book.answer("call", "2026-05-05 10:00")
    book.move(joined, "2026-05-08 09:00")
    # It was met when its limit ended, with the 9th; it is open again from the move back, and not passed.
    book.move(checklist(*apart), "2026-05-10 09:00")
    state = book.state("ask", "2026-05-10 09:00")
    assert state.limit is not None
    assert (state.status, state.word, state.limit.ends) == ("open", "running", utc("2026-05-15 00:00"))
