import msgspec
import pytest

from sopcheck.checklists.definition import Checklist, Clause, FactId, ItemId
from sopcheck.checklists.drafting.editing import edited
from sopcheck.checklists.drafting.edits import (
    Added,
    Changed,
    Duplicated,
    Edit,
    EditRefusedError,
    Moved,
    Removed,
    Renamed,
)
from sopcheck.checklists.problems import problems
from tests.checklists.generated import large
from tests.checklists.samples import small

ITEM: dict[str, object] = {
    "prompt": "Do it.",
    "answered_by": "investigator",
    "asks": ["status"],
    "source": "GK",
}


def _item_ids(checklist: Checklist) -> list[str]:
    return [item.id for item in checklist.items()]


def test_an_item_is_added_behind_another() -> None:
    made = edited(small(), Added(under="items", id="new", entry=ITEM, stage="work", after="see-person"))
    assert _item_ids(made)[4:7] == ["see-person", "new", "see-again"]
    assert made.item(ItemId("new")).prompt == "Do it."


def test_a_stage_is_added_in_front_without_items() -> None:
    made = edited(small(), Added(under="stages", id="zero", entry={"title": "Zero"}))
    assert [stage.id for stage in made.stages] == ["zero", "begin", "work"]
    assert made.stages[0].items == ()


@pytest.mark.parametrize(
    ("under", "entry"),
    [
        ("clocks", {"says": "When."}),
        ("facts", {"says": "So."}),
        ("subjects", {"label": "a", "plural": "as"}),
        ("grades", {"set_by": "finish", "levels_high_to_low": []}),
        ("schedule", {"title": "New", "type": "fixed"}),
    ],
)
def test_whatever_a_definition_has_is_added_and_removed(under: str, entry: dict[str, object]) -> None:
    fields = {"edit": "added", "under": under, "id": "new", "entry": entry}
    made = edited(small(), msgspec.convert(fields, Added))
    assert made != small()
    assert edited(made, msgspec.convert({"edit": "removed", "under": under, "id": "new"}, Removed)) == small()


def test_an_item_moves_into_another_stage_and_back() -> None:
    there = edited(small(), Moved(under="items", id="act-soon", stage="work", after="see-again"))
    assert _item_ids(there)[3:6] == ["see-person", "see-again", "act-soon"]
    assert edited(there, Moved(under="items", id="act-soon", stage="begin", after="act-at-once")) == small()


def test_a_stage_moves_to_the_front() -> None:
    made = edited(small(), Moved(under="stages", id="work"))
    assert [stage.id for stage in made.stages] == ["work", "begin"]


@pytest.mark.parametrize(
    ("edit", "seen"),
    [
        (Changed(under="items", id="finish", key="prompt", value="End."), "End."),
        (Changed(under="definition", key="title", value="New title"), "New title"),
        (Changed(under="reviews", key="note", value="A note."), "A note."),
        (Changed(under="schedule", id="first", key="title", value="One"), "One"),
        (Changed(under="clocks", id="told", key="says", value="Once."), "Once."),
        (Changed(under="stages", id="work", key="title", value="Working"), "Working"),
    ],
)
def test_a_key_takes_another_value(edit: Edit, seen: str) -> None:
    assert seen in msgspec.json.encode(edited(small(), edit)).decode()


def test_a_key_that_goes_says_nothing() -> None:
    made = edited(small(), Changed(under="items", id="finish", key="gate"))
    assert made.item(ItemId("finish")).gate is None


def test_a_review_plan_comes_with_its_checklist_and_goes_with_it() -> None:
    without = edited(small(), Changed(under="reviews", key="checklist"))
    assert without.reviews is None
    again = edited(without, Changed(under="reviews", key="checklist", value="small-review"))
    assert again.reviews is not None
    assert again.reviews.schedule == ()


def test_a_copy_stands_behind_its_original() -> None:
    made = edited(small(), Duplicated(under="items", id="act-soon", to="act-later"))
    assert _item_ids(made)[3:5] == ["act-soon", "act-later"]
    assert made.item(ItemId("act-later")).limit == small().item(ItemId("act-soon")).limit


@pytest.mark.parametrize(
    ("under", "old"),
    [
        ("items", "record-report"),
        ("items", "act-soon"),
        ("clocks", "told"),
        ("clocks", "alarm"),
        ("clocks", "closed"),
        ("facts", "alarmed"),
        ("facts", "somebody-there"),
        ("subjects", "person"),
        ("grades", "danger"),
        ("schedule", "first"),
        ("stages", "work"),
    ],
)
def test_what_names_an_entry_follows_its_new_id(under: str, old: str) -> None:
    edit = msgspec.convert({"edit": "renamed", "under": under, "id": old, "to": "renamed"}, Renamed)
    made = edited(small(), edit)
    assert problems(made) == problems(small()) == ()
    back = msgspec.structs.replace(edit, id="renamed", to=old)
    assert edited(made, back) == small()


def test_a_condition_follows_a_fact() -> None:
    made = edited(small(), Renamed(under="facts", id="alarmed", to="rung"))
    assert made.item(ItemId("see-person")).applies_when == Clause(all=("urgent", Clause(not_="rung")))
    assert FactId("rung") in made.facts


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (Added(under="items", id="finish", entry=ITEM, stage="work"), "“finish” is taken"),
        (Added(under="items", id="new", entry=ITEM, stage="gone"), "That stage is not in the draft"),
        (Added(under="items", id="new", entry=ITEM, stage="work", after="gone"), "not in the draft"),
        (Added(under="items", id="new", entry={"prompt": "Do."}, stage="work"), "does not fit"),
        (Added(under="items", id="new", entry={**ITEM, "odd": 1}, stage="work"), "does not fit"),
        (Removed(under="facts", id="gone"), "not in the draft"),
        (Moved(under="items", id="finish", after="finish"), "behind itself"),
        (Moved(under="items", id="gone"), "not in the draft"),
        (Changed(under="items", id="finish", key="asks", value="status"), "does not fit"),
        (Changed(under="items", id="finish", key="prompt"), "does not fit"),
        (Changed(under="items", id="finish", key="id", value="end"), "edit of its own"),
        (Changed(under="definition", key="stages", value=[]), "does not fit"),
        (Changed(under="definition", key="odd", value="x"), "does not fit"),
        (Changed(under="reviews", key="schedule", value=[]), "does not fit"),
        (Renamed(under="clocks", id="told", to="closed"), "“closed” is taken"),
        (Duplicated(under="stages", id="work", to="more"), "Copy items instead"),
    ],
)
def test_an_edit_that_cannot_be_is_refused(edit: Edit, said: str) -> None:
    with pytest.raises(EditRefusedError, match=said):
        edited(small(), edit)


def test_a_review_needs_a_plan() -> None:
    bare = edited(small(), Changed(under="reviews", key="checklist"))
    with pytest.raises(EditRefusedError, match="no review plan yet"):
        edited(bare, Added(under="schedule", id="new", entry={"title": "New", "type": "fixed"}))


@pytest.mark.parametrize(
    ("edit", "count"),
    [
        (Changed(under="items", id="item-999", key="prompt", value="Do another thing."), 1000),
        (Added(under="items", id="new", entry=ITEM, stage="stage-19", after="item-999"), 1001),
        (Moved(under="items", id="item-1", stage="stage-19", after="item-999"), 1000),
        (Removed(under="items", id="item-999"), 999),
    ],
)
def test_an_edit_leaves_the_other_items_of_a_thousand_as_they_were(edit: Edit, count: int) -> None:
    before = large()
    after = list(edited(before, edit).items())
    assert len(after) == count
    assert [item for item in before.items() if item.id != edit.id] == [
        item for item in after if item.id != edit.id
    ]
