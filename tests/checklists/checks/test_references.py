import msgspec
import pytest

from sopcheck.checklists.definition import Checklist, ChecklistId, Clock, ClockId, ItemId
from sopcheck.checklists.problems import check, problems
from tests.checklists.samples import Broken, assert_among, broken, changed, found_at, pack, small, words


def _beside() -> list[Checklist]:
    """Two checklists that fit the small one: one with the item `look`, and the one that its reviews run."""
    stage = small().stages[1]
    look = msgspec.structs.replace(stage.items[0], id=ItemId("look"), repeats_for=None)
    stages = (msgspec.structs.replace(stage, items=(look,)),)
    other = msgspec.structs.replace(small(), checklist=ChecklistId("other"), stages=stages, grades=())
    return [other, msgspec.structs.replace(other, checklist=ChecklistId("small-review"))]


@pytest.mark.parametrize("case", broken("references"))
def test_what_is_named_must_be_there(case: Broken) -> None:
    assert_among(case)


@pytest.mark.parametrize("case", broken("references-elsewhere"))
def test_what_another_checklist_must_have_is_found_where_that_is_given(case: Broken) -> None:
    assert_among(case, beside=_beside())


@pytest.mark.parametrize("case", broken("references-elsewhere"))
def test_what_another_checklist_must_have_is_not_judged_without_it(case: Broken) -> None:
    found, _ = found_at(case)
    assert case.word not in {problem.word for problem in found}


def test_what_another_checklist_has_is_known() -> None:
    text = changed("item: see-person, checklist: small", "item: look, checklist: other")
    assert check(text, name="small.yaml", beside=_beside()) == ()


def test_another_version_of_the_same_checklist_is_not_beside_it() -> None:
    older = msgspec.structs.replace(small(), version="0.9", clocks={})
    assert problems(small(), beside=[older, *_beside()]) == ()


def test_a_clock_that_another_checklist_defines_differently_is_found() -> None:
    clocks = small().clocks | {ClockId("told"): Clock(says="When we were told.", of="person")}
    other = msgspec.structs.replace(_beside()[0], clocks=clocks)
    found = problems(small(), beside=[other, _beside()[1]])
    assert words(found) == [("defined-differently", "told")]
    assert found[0].sentence == "other defines “told” differently. Define it the same in both."


def test_items_of_packs_that_are_not_given_are_misses_only_of_those_packs() -> None:
    found = problems(pack("cse-intelligence"), beside=[pack("cse-investigation")])
    assert words(found) == [("unknown-item", "network-suspected")]
