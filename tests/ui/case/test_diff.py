"""Telling how rows changed."""

from hypothesis import given
from hypothesis import strategies as st

from sopcheck.ui.case.diff import Step, steps

KEYS = st.lists(st.integers(0, 12), unique=True, max_size=12)


def played(before: list[int], after: list[int]) -> list[int]:
    rows = list(before)
    for step in steps(before, after):
        if step.does == "remove":
            del rows[step.first : step.last + 1]
        else:
            rows[step.first : step.first] = after[step.first : step.last + 1]
    return rows


@given(KEYS, KEYS)
def test_the_steps_lead_from_any_rows_to_any_others(before: list[int], after: list[int]) -> None:
    assert played(before, after) == after


@given(KEYS, st.sets(st.integers(0, 12)))
def test_a_row_that_stays_in_its_order_neither_goes_nor_comes(before: list[int], gone: set[int]) -> None:
    after = [key for key in before if key not in gone]
    removed = sum(step.last - step.first + 1 for step in steps(before, after))
    assert removed == len(before) - len(after)
    assert all(step.does == "remove" for step in steps(before, after))


def test_equal_rows_need_no_step() -> None:
    assert list(steps([1, 2, 3], [1, 2, 3])) == []


def test_neighbours_go_and_come_together() -> None:
    assert list(steps([1, 2, 3, 4], [1, 4, 5, 6])) == [Step("remove", 1, 2), Step("insert", 2, 3)]


def test_rows_that_changed_places_all_go_and_come() -> None:
    assert list(steps([1, 2], [2, 1])) == [Step("remove", 0, 1), Step("insert", 0, 1)]
