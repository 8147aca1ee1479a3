import msgspec

from sopcheck.checklists.compare_pairs import paired
from sopcheck.checklists.definition import Checklist, ItemId, StageId
from tests.checklists.generated import with_item
from tests.checklists.samples import small


def _renamed(**changes: object) -> Checklist:
    return with_item(small(), "finish", id=ItemId("end"), **changes)


def test_the_same_id_is_the_same_item() -> None:
    pairs = paired(small(), small())
    assert all(new == old for new, old in (*pairs.items.items(), *pairs.stages.items()))
    assert pairs.replaced == {}


def test_an_heir_lives_on_from_what_it_replaces() -> None:
    pairs = paired(small(), _renamed(replaces=(ItemId("finish"),)))
    assert (pairs.items["end"], pairs.replaced) == ("finish", {"finish": ("end",)})


def test_another_id_without_a_word_is_another_item() -> None:
    assert "end" not in paired(small(), _renamed()).items


def test_an_item_that_is_still_there_is_replaced_by_nobody() -> None:
    other = with_item(small(), "finish", replaces=(ItemId("act-soon"),))
    assert paired(small(), other).replaced == {}


def test_an_item_that_lives_on_may_take_over_another() -> None:
    stages = (
        msgspec.structs.replace(small().stages[0], items=small().stages[0].items[:-1]),
        small().stages[1],
    )
    other = msgspec.structs.replace(small(), stages=stages)
    pairs = paired(small(), with_item(other, "finish", replaces=(ItemId("act-soon"),)))
    assert pairs.replaced == {"act-soon": ("finish",)}
    assert pairs.items["finish"] == "finish"


def test_a_stage_is_known_by_most_of_its_items() -> None:
    first, second = small().stages
    named = msgspec.structs.replace(second, id=StageId("later"))
    assert paired(small(), msgspec.structs.replace(small(), stages=(first, named))).stages["later"] == "work"


def test_a_stage_of_items_from_everywhere_is_a_new_one() -> None:
    first, second = small().stages
    mixed = (*first.items[:2], *second.items[:2])
    stage = msgspec.structs.replace(first, id=StageId("mixed"), items=mixed)
    assert "mixed" not in paired(small(), msgspec.structs.replace(small(), stages=(stage,))).stages
