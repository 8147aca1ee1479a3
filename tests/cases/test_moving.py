"""What a move would do to a case, place by place, before anybody decides it."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.cases.events import LimitExtended
from sopcheck.cases.moving import PlaceMove, Preview, previewed
from sopcheck.checklists.definition import (
    Checklist,
    ChecklistId,
    ClockId,
    Item,
    ItemId,
    Limit,
    Stage,
    StageId,
    Version,
)
from sopcheck.ledger.entry import EntryHash
from tests.cases.book import CALENDAR, Book, before, checklist, days, hours, item, place, utc, wall, when
from tests.cases.moved_books import TOLD, Told, at, book_of, edits, sops

MOMENT = "2026-05-07 09:00"


def shown(book: Book, to: Checklist, moment: str = MOMENT) -> Preview:
    """What moving a case to a version would do."""
    return previewed(book.case(), book.definitions, CALENDAR, to, at=utc(moment))


def moved(old: tuple[Item, ...], new: tuple[Item, ...], *answered: str) -> dict[str, PlaceMove]:
    """What becomes of each item, by its id."""
    to = checklist(*new, version="2.0")
    book = Book(checklist(*old), others=(to,))
    for name in answered:
        book.answer(name, "2026-05-06 09:00")
    return {one.place.item: one for one in shown(book, to).places}


def test_what_stays_as_it_is_is_kept() -> None:
    found = moved((item("act", limit=hours(240)),), (item("act", limit=hours(240)),), "act")["act"]
    assert (found.fate, found.answered, found.ask_again, found.limit_moves) == ("kept", True, False, False)


def test_what_is_reworded_after_it_was_answered_may_be_asked_again() -> None:
    other = msgspec.structs.replace(item("act"), prompt="Do act and write it down.")
    assert moved((item("act"),), (other,), "act")["act"].ask_again
    assert not moved((item("act"),), (other,))["act"].ask_again


def test_punctuation_alone_asks_nothing_again() -> None:
    other = msgspec.structs.replace(item("act"), prompt="Do act!")
    found = moved((item("act"),), (other,), "act")["act"]
    assert (found.fate, found.ask_again) == ("reworded", False)


def test_what_is_new_says_when_it_is_due() -> None:
    found = moved((item("old"),), (item("old"), item("act", limit=hours(24))))["act"]
    assert (found.fate, found.is_gained, wall(found.ends_now or utc(MOMENT))) == (
        "new",
        True,
        "2026-05-08 09:00",
    )


def test_what_is_left_out_is_kept_as_history() -> None:
    found = moved((item("act"), item("old")), (item("old"),), "act")["act"]
    assert (found.fate, found.is_lost, found.answered) == ("withdrawn", True, True)


def test_what_is_replaced_names_what_replaces_it() -> None:
    new = msgspec.structs.replace(item("new"), replaces=(ItemId("act"),))
    found = moved((item("act"),), (new,))
    assert (found["act"].fate, found["act"].replaced_by, found["new"].fate) == ("replaced", ("new",), "new")


def test_what_is_asked_of_fewer_cases_is_changed_and_not_withdrawn() -> None:
    found = moved((item("act", limit=hours(24)),), (item("act", limit=hours(24), applies_when="online"),))[
        "act"
    ]
    assert (found.fate, found.is_lost) == ("changed", True)


def test_a_limit_that_moves_is_shown_with_both_its_ends() -> None:
    found = moved((item("act", limit=days(10)),), (item("act", limit=days(5)),))["act"]
    assert (found.fate, found.limit_moves) == ("changed", True)
    assert found.ends_before is not None
    assert found.ends_now is not None
    assert (wall(found.ends_before), wall(found.ends_now)) == ("2026-05-16 00:00", "2026-05-11 00:00")


def test_somebody_looks_at_what_is_due_sooner_and_not_at_what_is_due_later() -> None:
    to = checklist(item("sooner", limit=days(5)), item("later", limit=days(20)), version="2.0")
    book = Book(checklist(item("sooner", limit=days(10)), item("later", limit=days(10))), others=(to,))
    found = shown(book, to)
    assert [one.place.item for one in found.limits] == ["sooner", "later"]
    assert [one.place.item for one in found.needs_somebody] == ["sooner"]


def test_a_move_that_changes_nothing_anybody_does_is_quiet() -> None:
    gated = item("act", gate=before("case-closed"))
    to = checklist(msgspec.structs.replace(gated, source="The new act"), version="2.0")
    assert shown(Book(checklist(gated), others=(to,)), to).is_quiet


def test_a_version_that_the_case_follows_already_changes_nothing() -> None:
    one = checklist(item("act"))
    assert shown(Book(one), one).places == ()


def test_a_checklist_more_is_new_all_through() -> None:
    more = checklist(item("act"), name=ChecklistId("other"))
    found = shown(Book(checklist(item("old")), others=(more,)), more)
    assert (found.was, [one.fate for one in found.places]) == (None, ["new"])


PAIRS = sops().flatmap(lambda old: st.tuples(st.just(old), edits(old)))


@settings(max_examples=60, deadline=None)
@given(pair=PAIRS, told=TOLD, hours_after=st.integers(96, 288))
def test_no_preview_moves_a_limit_into_the_past(
    pair: tuple[Checklist, Checklist], told: list[Told], hours_after: int
) -> None:
    book, moment = book_of(told, *pair), at(hours_after, minutes=30)
    for one in shown(book, pair[1], moment).limits:
        assert one.ends_now is None or one.ends_now >= utc(moment) or one.word_now in ("met", "gate not met")


@settings(max_examples=60, deadline=None)
@given(pair=PAIRS, told=TOLD, hours_after=st.integers(96, 288))
def test_a_preview_is_what_the_move_does(
    pair: tuple[Checklist, Checklist], told: list[Told], hours_after: int
) -> None:
    book, moment = book_of(told, *pair), at(hours_after, minutes=30)
    expected = {one.place: (one.ends_now, one.asked_now) for one in shown(book, pair[1], moment).places}
    book.move(pair[1], moment)
    for state in book.evaluation(moment).places:
        asked = state.applies == "yes" and not state.none_yet
        if state.under is None:
            assert expected[state.place] == (state.limit and state.limit.ends, asked)


def reworded(words: str, version: str) -> Checklist:
    """A version whose one item says this."""
    return checklist(msgspec.structs.replace(item("act"), prompt=words), version=version)


def test_words_that_were_answered_are_not_asked_again_when_a_case_moves_back_to_them() -> None:
    first, second = reworded("Do act.", "1.0"), reworded("Do act and write it down.", "2.0")
    book = Book(first, others=(second,))
    book.answer("act", "2026-05-05 12:00")
    book.move(second, "2026-05-06 09:00")
    (back,) = shown(book, first).places
    assert (back.fate, back.ask_again, back.answered_under) == ("reworded", False, "1.0")
    book.correct("act", name_of_last(book), "2026-05-05 12:00", recorded="2026-05-06 10:00")
    (again,) = shown(book, first).places
    assert (again.ask_again, again.answered_under) == (True, "2.0")


def name_of_last(book: Book) -> EntryHash:
    """The entry of the answer that stands."""
    answer = book.evaluation(MOMENT).places[0].answer
    assert answer is not None
    return answer.entry


def test_what_only_stands_elsewhere_differs_and_asks_nothing() -> None:
    old = checklist(item("act"), item("next"))
    stage = Stage(id=StageId("later"), title="Later", items=(item("act"),))
    kept = msgspec.structs.replace(old.stages[0], items=(item("next"),))
    new = msgspec.structs.replace(old, version=Version("2.0"), stages=(kept, stage))
    found: dict[str, PlaceMove] = {one.place.item: one for one in shown(Book(old, others=(new,)), new).places}
    assert (found["act"].fate, found["act"].stage_moved, found["act"].differs) == ("kept", True, True)
    assert not found["next"].differs


def test_what_may_apply_after_the_move_is_told_apart_from_what_does_not() -> None:
    found = moved((item("act"),), (item("act"), item("ask", applies_when="online")))["ask"]
    assert (found.asked_now, found.perhaps_before, found.perhaps_now) == (False, False, True)


def test_a_limit_that_somebody_has_to_keep_to_is_explained_and_an_answered_one_is_not() -> None:
    old, new = (item("act", limit=hours(240)),), (item("act", limit=hours(72)), item("new", limit=hours(24)))
    found = moved(old, new)
    assert "72 hours" in found["act"].why_now
    assert "when the case began to follow version 2.0" in found["new"].why_now
    assert moved(old, new, "act")["act"].why_now == ""


def test_a_limit_that_became_a_date_nobody_typed_is_explained_by_the_version_before() -> None:
    dated = Limit(unit="target-date", from_=ClockId("promised"), basis="baseline")
    found = moved((item("act", limit=days(1)),), (item("act", limit=dated),))["act"]
    assert found.word_now == "passed"
    assert "1 calendar day from when the report was received" in found.why_now
    assert "It is judged as version 1.0 of this checklist has it." in found.why_now


def test_an_extended_limit_that_became_a_date_nobody_typed_is_explained_too() -> None:
    dated = Limit(unit="target-date", from_=ClockId("promised"), basis="baseline")
    to = checklist(item("act", limit=dated), version="2.0")
    book = Book(checklist(item("act", limit=days(1))), others=(to,))
    until = when("2026-05-07 00:00")
    book.add(LimitExtended(at=when("2026-05-05 12:00"), place=place("act"), until=until, reason="Agreed"))
    (found,) = shown(book, to).places
    assert "1 calendar day from when the report was received" in found.why_now
