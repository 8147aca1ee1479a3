import pytest

from sopcheck.checklists.compare_kinds import Under
from sopcheck.checklists.drafting.renaming import with_new_name
from sopcheck.checklists.shaping import Shaped


def _renamed(value: Shaped, under: Under) -> Shaped:
    return with_new_name(value, under, "a", "z", checklist="mine")


@pytest.mark.parametrize(
    ("under", "value", "expected"),
    [
        ("clocks", {"from": "a", "unit": "a"}, {"from": "z", "unit": "a"}),
        (
            "facts",
            {"applies_when": {"all": ["a", {"not": "a"}, "b"]}},
            {"applies_when": {"all": ["z", {"not": "z"}, "b"]}},
        ),
        ("items", {"set_by": ["a", "clock: a"]}, {"set_by": ["z", "clock: a"]}),
        ("clocks", {"set_by": ["a", "clock: a"]}, {"set_by": ["a", "clock: z"]}),
        ("subjects", {"set_by": ["add: a"], "of": "a"}, {"set_by": ["add: z"], "of": "z"}),
        ("grades", {"set_by": ["grade: a"], "sets_grade": "a"}, {"set_by": ["grade: z"], "sets_grade": "z"}),
        ("stages", {"id": "a", "after": "a"}, {"id": "a", "after": "a"}),
    ],
)
def test_an_id_follows_where_it_names_an_entry_of_its_sort(
    under: Under, value: Shaped, expected: Shaped
) -> None:
    assert _renamed(value, under) == expected


def test_texts_that_only_look_alike_stay() -> None:
    assert _renamed({"prompt": "a", "choices": ["a"]}, "facts") == {"prompt": "a", "choices": ["a"]}


@pytest.mark.parametrize(("checklist", "item"), [("mine", "z"), ("other", "a")])
def test_the_item_of_another_checklist_is_another_item(checklist: str, item: str) -> None:
    found = _renamed({"same_act": [{"item": "a", "checklist": checklist}]}, "items")
    assert found == {"same_act": [{"item": item, "checklist": checklist}]}


@pytest.mark.parametrize("value", [1, True, None])
def test_what_is_no_text_stays_as_it_is(value: Shaped) -> None:
    assert _renamed({"limit": {"from": "a", "amount": value}}, "clocks") == {
        "limit": {"from": "z", "amount": value}
    }
