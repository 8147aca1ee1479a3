import pytest

from sopcheck.checklists.definition import RANKS_LOW_TO_HIGH, GradeId, ItemId, ScheduleId, UnknownIdError
from tests.checklists.samples import pack, small


def test_items_come_in_the_order_of_the_stages() -> None:
    ids = [item.id for item in small().items()]
    assert ids[:2] == ["record-report", "grade-danger"]
    assert ids[-1] == "finish"


def test_an_item_is_found_by_its_id_and_so_is_its_stage() -> None:
    item = small().item(ItemId("see-again"))
    assert item.prompt == "See the person again."
    assert small().find_item(ItemId("see-again")) == item
    assert small().stage_of(ItemId("see-again")).id == "work"


def test_a_review_and_a_grade_are_found_by_their_ids() -> None:
    assert small().rule(ScheduleId("on-alarm")).title == "After an alarm"
    assert small().grade(GradeId("danger")).set_by == "grade-danger"


def test_what_is_not_there_is_none_or_refused_with_its_id() -> None:
    assert small().find_item(ItemId("gone")) is None
    with pytest.raises(UnknownIdError, match="no such entry") as refused:
        small().item(ItemId("gone"))
    assert refused.value.id == "gone"


@pytest.mark.parametrize("find", ["stage_of", "rule", "grade"])
def test_every_search_refuses_what_is_not_there(find: str) -> None:
    with pytest.raises(UnknownIdError):
        getattr(small(), find)("gone")


def test_a_checklist_without_reviews_has_no_rules() -> None:
    with pytest.raises(UnknownIdError):
        pack("online-cse").rule(ScheduleId("24-hour"))


def test_a_version_is_named_by_its_checklist_and_number() -> None:
    assert small().name == "small 1.0"


def test_a_definition_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        small().title = "Other"  # type: ignore[misc]  # that is what must fail


def test_ranks_rise() -> None:
    assert RANKS_LOW_TO_HIGH[0] == "constable"
    assert RANKS_LOW_TO_HIGH.index("inspector") < RANKS_LOW_TO_HIGH.index("superintendent")
