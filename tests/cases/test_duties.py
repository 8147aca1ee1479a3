"""Items of several packs that are one duty: shown once and counted once, and none hides another."""

from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases.counts import counts
from sopcheck.cases.duties import directions_at, joined, once
from sopcheck.cases.events import DirectionGiven, Place
from sopcheck.cases.states import PlaceState
from sopcheck.checklists.definition import Checklist, ChecklistId, Item, ItemId, SameAct
from tests.cases.book import REPORT, Book, checklist, hours, item, place, when

OTHER = ChecklistId("other")
LINK = (SameAct(item=ItemId("inform"), checklist=OTHER, always=True),)
AT = "2026-05-06 09:00"
INFORM = Place(OTHER, ItemId("inform"))


def other(*items: Item) -> Checklist:
    """A second pack."""
    return checklist(*items, name=OTHER)


def book(told: int = 48, informed: int = 48, **more: object) -> Book:
    """A case of two packs that share a duty, with these hours for each."""
    tell = item("tell", limit=hours(told), same_act=LINK, **more)
    return Book(checklist(item("act"), tell), other(item("inform", limit=hours(informed), **more)))


def shown(made: Book, at: str = AT) -> list[list[str]]:
    """The duties of a case as the ids of their items."""
    duties = joined(made.evaluation(at).places, made.case().programme)
    return [[state.place.item for state in duty] for duty in duties]


def totals(made: Book, at: str = AT) -> list[tuple[str, int, int]]:
    """What each checklist counts."""
    found = counts(made.evaluation(at), made.case().programme)
    return [(one.checklist, one.answered, one.applicable) for one in found]


def test_a_duty_of_two_packs_is_shown_where_the_first_asks_it() -> None:
    assert shown(book()) == [["act"], ["tell", "inform"]]


def test_it_is_shown_where_its_limit_ends_first_so_that_none_hides_a_passed_one() -> None:
    made = book(48, 12)
    assert shown(made) == [["act"], ["inform", "tell"]]
    first = joined(made.evaluation(AT).places, made.case().programme)[1][0]
    assert first.limit is not None
    assert first.limit.word == "passed"


def test_what_is_asked_comes_before_what_may_be_or_is_not() -> None:
    tell = item("tell", limit=hours(12), same_act=LINK, applies_when="online")
    made = Book(checklist(tell), other(item("inform", limit=hours(48))))
    assert shown(made) == [["inform", "tell"]]
    made.fact("online", REPORT, "yes")
    assert shown(made) == [["tell", "inform"]]


def test_what_is_asked_comes_first_where_nothing_is_limited_as_well() -> None:
    tell = item("tell", same_act=LINK, applies_when="online")
    made = Book(checklist(tell), other(item("inform")))
    assert shown(made) == [["inform", "tell"]]
    made.fact("online", REPORT, "no")
    assert shown(made) == [["inform", "tell"]]


def test_one_answer_serves_both_and_they_stay_one() -> None:
    made = book()
    made.answer("tell", "2026-05-05 10:00")
    assert shown(made) == [["act"], ["tell", "inform"]]


def test_of_a_list_in_its_own_order_each_duty_is_given_where_it_stands_first() -> None:
    made = book()
    places, programme = made.evaluation(AT).places, made.case().programme
    assert [state.place.item for state in once(places, programme)] == ["act", "tell"]
    assert [state.place.item for state in once(reversed(places), programme)] == ["inform", "act"]


def test_what_was_answered_apart_stays_apart() -> None:
    # Not linked when each was answered; a version that links them comes later.
    before = Book(checklist(item("tell")), other(item("inform")))
    before.answer("tell", "2026-05-05 10:00")
    before.answer("inform", "2026-05-05 11:00", checklist=OTHER)
    linked = checklist(item("tell", same_act=LINK), version="2.0")
    merged = Book(linked, other(item("inform"))).case().programme
    duties = joined(before.evaluation(AT).places, merged)
    assert [[state.place.item for state in duty] for duty in duties] == [["tell"], ["inform"]]


def test_a_sensitive_item_is_not_joined_with_one_that_prints() -> None:
    tell = item("tell", same_act=LINK, print_class="intelligence-sensitive")
    assert shown(Book(checklist(tell), other(item("inform")))) == [["tell"], ["inform"]]


def test_a_duty_is_counted_once_where_it_is_shown() -> None:
    made = book()
    assert totals(made) == [("sop", 0, 2), (OTHER, 0, 0)]
    made.answer("tell", "2026-05-05 10:00")
    assert totals(made) == [("sop", 1, 2), (OTHER, 0, 0)]


def test_a_duty_that_only_the_second_pack_asks_is_counted_there() -> None:
    tell = item("tell", same_act=LINK, applies_when="online")
    made = Book(checklist(tell), other(item("inform")))
    assert totals(made) == [("sop", 0, 0), (OTHER, 0, 1)]


def test_a_duty_about_several_is_answered_once_it_is_for_each() -> None:
    made = book(repeats_for="child")
    for name in ("a", "b"):
        made.subject(name, REPORT, "child")
    made.answer("tell", "2026-05-05 10:00", "a")
    assert totals(made)[0] == ("sop", 0, 2)
    made.answer("inform", "2026-05-05 10:00", "b", checklist=OTHER)
    assert totals(made)[0] == ("sop", 1, 2)


def test_a_direction_about_either_place_is_one_about_the_duty() -> None:
    made = book()
    for at in (place("tell"), INFORM, place("act")):
        made.add(DirectionGiven(at=when(AT), place=at, text=at.item), by="okell")
    case = made.case()
    for at in (place("tell"), INFORM):
        assert [one.text for one in directions_at(case, at)] == ["tell", "inform"]
    assert [one.text for one in directions_at(case, place("act"))] == ["act"]


@given(st.lists(st.integers(1, 3), max_size=8), st.lists(st.booleans(), max_size=4))
def test_every_place_is_in_exactly_one_duty_and_the_order_of_those_shown_is_kept(
    ends: list[int], linked: list[bool]
) -> None:
    pairs = [(f"here-{n}", f"there-{n}") for n in range(len(linked))]
    here = [
        item(one, limit=hours(2), same_act=(SameAct(item=ItemId(two), checklist=OTHER, always=always),))
        for (one, two), always in zip(pairs, linked, strict=True)
    ]
    there = [item(two, limit=hours(n)) for (_, two), n in zip(pairs, [*ends, 1, 1, 1, 1], strict=False)]
    made = Book(checklist(item("act"), *here), other(item("last"), *there))
    places = made.evaluation(AT).places
    duties = joined(places, made.case().programme)
    assert sorted(_where(places, state) for duty in duties for state in duty) == [*range(len(places))]
    assert [duty[0] for duty in duties] == sorted(
        (duty[0] for duty in duties), key=lambda state: _where(places, state)
    )
    assert len(duties) == len(places) - sum(linked)


def _where(places: tuple[PlaceState, ...], state: PlaceState) -> int:
    return places.index(state)
