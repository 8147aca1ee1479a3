"""Where a part goes that is moved by keys or dropped: behind which other, and into which stage."""

import pytest
from msgspec import structs

from sopcheck.ui.editor.nodes import PartRef
from sopcheck.ui.editor.places import Target, dropped_place, next_place
from tests.ui.fakes import CSE, shipped

SOP = next(held for held in shipped() if held.checklist == CSE)
FIRST, SECOND = SOP.stages[0], SOP.stages[1]


def item(at: int) -> PartRef:
    return PartRef("items", FIRST.items[at].id)


def test_one_place_down_is_behind_the_next() -> None:
    assert next_place(SOP, item(0), "down") == Target(FIRST.items[1].id, FIRST.id)


def test_one_place_up_to_the_front_is_behind_nothing() -> None:
    assert next_place(SOP, item(1), "up") == Target("", FIRST.id)


def test_beyond_the_last_item_begins_the_next_stage() -> None:
    assert next_place(SOP, PartRef("items", FIRST.items[-1].id), "down") == Target("", SECOND.id)


def test_above_the_first_item_ends_the_stage_before() -> None:
    assert next_place(SOP, PartRef("items", SECOND.items[0].id), "up") == Target(FIRST.items[-1].id, FIRST.id)


@pytest.mark.parametrize(("part", "way"), [(item(0), "up"), (PartRef("stages", FIRST.id), "up")])
def test_there_is_nothing_before_the_first(part: PartRef, way: str) -> None:
    assert next_place(SOP, part, "up" if way == "up" else "down") is None


def test_grades_move_among_themselves() -> None:
    (grade,) = next(held for held in shipped() if held.checklist == "online-cse").grades
    graded = structs.replace(SOP, grades=(grade, structs.replace(grade, id="second")))
    assert next_place(graded, PartRef("grades", grade.id), "down") == Target("second")
    assert next_place(graded, PartRef("grades", grade.id), "up") is None


def test_stages_and_reviews_move_among_themselves() -> None:
    assert next_place(SOP, PartRef("stages", FIRST.id), "down") == Target(SECOND.id)
    assert SOP.reviews is not None
    first, second = SOP.reviews.schedule[:2]
    assert next_place(SOP, PartRef("schedule", second.id), "up") == Target("")
    assert next_place(SOP, PartRef("schedule", first.id), "down") == Target(second.id)


@pytest.mark.parametrize(
    "part", [PartRef("clocks", next(iter(SOP.clocks))), PartRef("items", "no-such-item")]
)
def test_what_stands_in_no_order_is_not_moved(part: PartRef) -> None:
    assert next_place(SOP, part, "down") is None


def test_a_dropped_item_stands_behind_the_one_before_it() -> None:
    place = dropped_place(SOP, item(0), PartRef("stages", SECOND.id), 2)
    assert place == Target(SECOND.items[1].id, SECOND.id)


def test_dropped_at_the_front_it_stands_behind_nothing() -> None:
    assert dropped_place(SOP, item(3), PartRef("stages", FIRST.id), 0) == Target("", FIRST.id)


def test_dropped_just_behind_itself_it_stays() -> None:
    assert dropped_place(SOP, item(1), PartRef("stages", FIRST.id), 2) == Target(FIRST.items[0].id, FIRST.id)


def test_a_dropped_stage_stands_behind_the_one_before_it() -> None:
    assert dropped_place(SOP, PartRef("stages", FIRST.id), None, 2) == Target(SECOND.id)


def test_every_way_down_ends_at_the_end() -> None:
    assert next_place(SOP, PartRef("items", SOP.stages[-1].items[-1].id), "down") is None
