"""What is other between two looks: what a person would see, and nothing else."""

from datetime import timedelta

from sopcheck.services.rehearsal_moves import Move, PlaceMoved, ReviewMoved, moves
from sopcheck.services.rehearsal_story import Story
from tests.services.rehearsed import CHILD, CHILD_IS_CHILD, SEEN, moment, story

REVIEW = "at: 2026-05-01 09:00, by: okell, review: 24-hour, outcome: on track"


def between(told: Story, before: str, after: str) -> tuple[Move, ...]:
    """What moves between two moments of a story."""
    return moves(told.look_at(moment(before)), told.look_at(moment(after)))


def items(found: tuple[Move, ...]) -> list[str]:
    """The items that moved."""
    states = [one.after or one.before for one in found if isinstance(one, PlaceMoved)]
    return [state.place.item for state in states if state is not None]


def reviews(found: tuple[Move, ...]) -> list[tuple[str | None, str | None]]:
    """The words of reviews before and after."""
    return [
        (one.before.word if one.before else None, one.after.word if one.after else None)
        for one in found
        if isinstance(one, ReviewMoved)
    ]


def test_nothing_moves_where_nothing_happens() -> None:
    assert between(story(CHILD), "2026-04-30 10:21", "2026-04-30 10:22") == ()


def test_an_answer_moves_its_item_alone() -> None:
    assert items(between(story(CHILD, SEEN), "2026-04-30 11:59", "2026-04-30 12:00")) == ["see-child"]


def test_a_limit_moves_when_it_passes_and_not_while_it_is_passed_for_longer() -> None:
    told = story(CHILD, CHILD_IS_CHILD)
    assert "see-child" in items(between(told, "2026-05-01 10:15", "2026-05-01 10:30"))
    assert "see-child" not in items(between(told, "2026-05-01 10:30", "2026-05-09 10:30"))


def test_a_subject_brings_what_was_not_asked_before() -> None:
    found = between(story(CHILD), "2026-04-30 10:19", "2026-04-30 10:20")
    came = [one for one in found if isinstance(one, PlaceMoved) and one.after and one.after.place.of]
    assert {one.before for one in came} == {None}


def test_what_is_not_asked_on_either_side_is_no_move() -> None:
    told = story(CHILD, "at: 2026-05-01 09:00, by: farrow, fact: victim-is-child, is: no")
    found = between(told, "2026-05-01 08:59", "2026-05-01 09:00")
    assert found
    assert all(
        one.before is not None and one.before.applies != "no" for one in found if isinstance(one, PlaceMoved)
    )


def test_a_place_that_comes_and_is_not_asked_is_no_move() -> None:
    not_a_child = "at: 2026-04-30 10:20, by: farrow, fact: victim-is-child, is: no"
    at = moment("2026-04-30 11:00")
    with_her = story(CHILD, not_a_child).look_at(at)
    assert any(state.place.of and state.applies == "no" for state in with_her.evaluation.places)
    found = moves(story().look_at(at), with_her)
    assert not [
        one
        for one in found
        if isinstance(one, PlaceMoved) and one.after and one.after.applies == "no" and one.before is None
    ]


def test_a_review_moves_when_it_is_held() -> None:
    assert reviews(between(story(REVIEW), "2026-05-01 08:59", "2026-05-01 09:00"))[0] == ("due", "met")


def test_a_review_moves_when_it_is_overdue_and_not_again() -> None:
    told = story()
    assert ("due", "overdue") in reviews(between(told, "2026-05-01 10:15", "2026-05-01 10:16"))
    assert reviews(between(told, "2026-05-01 10:16", "2026-05-01 12:16")) == []


def test_another_time_of_the_same_answer_is_a_move() -> None:
    later = story(CHILD, SEEN.replace("12:00", "12:30"))
    at = moment("2026-04-30 13:00")
    assert items(moves(story(CHILD, SEEN).look_at(at), later.look_at(at))) == ["see-child"]


def test_another_time_of_what_is_only_assumed_is_none() -> None:
    head = "assume: other-items-done\n"
    told, other = story(CHILD, head=head), story(CHILD.replace("10:20", "10:24"), head=head)
    at = moment("2026-05-01 10:00") + timedelta(days=30)
    assert items(moves(told.look_at(at), other.look_at(at))) == []


def test_what_moves_there_moves_back() -> None:
    told = story(CHILD, SEEN, REVIEW)
    there = between(told, "2026-04-30 10:15", "2026-05-02 10:15")
    back = between(told, "2026-05-02 10:15", "2026-04-30 10:15")
    assert {(one.before, one.after) for one in there} == {(one.after, one.before) for one in back}
