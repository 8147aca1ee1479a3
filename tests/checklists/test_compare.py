"""Rows are those of the packs and of the small definition, changed in one place or in a few."""

import msgspec
import pytest

from sopcheck.checklists.compare import Row, compare
from sopcheck.checklists.definition import Checklist, ItemId
from sopcheck.checklists.reader import read
from sopcheck.errors import RefusedError
from tests.checklists.generated import large, with_item
from tests.checklists.samples import SMALL, changed, pack, small

SOON = SMALL[SMALL.index("      - id: act-soon") : SMALL.index("  - id: work")].rstrip() + "\n"


def _rows(text: str) -> tuple[Row, ...]:
    return compare(small(), read(text, name="b.yaml").checklist).rows


def _kinds(text: str) -> list[tuple[str, str, str]]:
    return [(row.id, row.change, row.key) for row in _rows(text)]


@pytest.mark.parametrize("name", ["cse-investigation", "supervisor-review"])
def test_a_version_does_not_differ_from_itself(name: str) -> None:
    assert compare(pack(name), pack(name)).rows == ()


def test_another_version_number_alone_is_no_difference() -> None:
    assert _rows(changed('version: "1.0"', 'version: "1.1"')) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("prompt: Act soon.", "prompt: Act quickly.", ("act-soon", "reworded", "prompt")),
        (
            "prompt: Act soon.",
            "prompt: Act soon.\n        guidance: Now.",
            ("act-soon", "reworded", "guidance"),
        ),
        ("amount: 4, unit: hours", "amount: 3, unit: hours", ("act-at-once", "limit", "limit")),
        ("applies_when: graded-low", "applies_when: urgent", ("act-soon", "condition", "applies_when")),
        ("        gate: {before: closed, basis: baseline}\n", "", ("finish", "gate", "gate")),
        ("answered_by: supervisor", "answered_by: investigator", ("finish", "other", "answered_by")),
        ("asks: [status, reference]", "asks: [status]", ("keep-promise", "other", "asks")),
        ("needs: person\n", "needs: device\n", ("keep-promise", "other", "needs")),
        ("hard_gate: true", "may_be_ahead: true\n    hard_gate: true", ("closed", "other", "may_be_ahead")),
        ("    hard_gate: true\n", "", ("closed", "gate", "hard_gate")),
        ("says: The report is urgent.", "says: It is urgent.", ("urgent", "reworded", "says")),
        ("plural: devices", "plural: phones", ("device", "reworded", "plural")),
        ("title: Small checklist", "title: Little checklist", ("small", "reworded", "title")),
        ("title: Begin", "title: Start", ("begin", "reworded", "title")),
        ("due: {amount: 24,", "due: {amount: 12,", ("first", "limit", "due")),
        ("rank: inspector\n      due", "due", ("quarterly", "other", "rank")),
        ("triggers_after: told", "note: Told.\n  triggers_after: told", ("reviews", "reworded", "note")),
        ("{choice: low, ", "{choice: lower, ", ("danger", "other", "levels_high_to_low")),
    ],
)
def test_each_key_that_differs_is_a_row_of_its_kind(
    old: str, new: str, expected: tuple[str, str, str]
) -> None:
    assert _kinds(changed(old, new)) == [expected]


def test_an_item_with_several_changes_has_several_rows() -> None:
    other = with_item(small(), "act-soon", prompt="Act quickly.", limit=None, source="APP")
    assert {row.change for row in compare(small(), other).of("act-soon")} == {"reworded", "limit", "other"}


def test_an_added_item_has_its_place_and_all_that_it_says() -> None:
    (row,) = _rows(changed(SOON, SOON + SOON.replace("act-soon", "act-later").replace("soon", "later")))
    assert (row.id, row.change, row.was) == ("act-later", "added", None)
    assert row.place is not None
    assert (row.place.stage, row.place.after) == ("begin", "act-soon")
    assert isinstance(row.is_, dict)
    assert row.is_["prompt"] == "Act later."


def test_an_item_that_is_gone_is_withdrawn_and_moves_nothing() -> None:
    other = changed("      - {choice: low, fact: graded-low, item: act-soon}\n", "").replace(SOON, "")
    assert _kinds(other) == [("act-soon", "withdrawn", ""), ("danger", "other", "levels_high_to_low")]


def test_an_item_in_another_stage_has_moved_and_nothing_else_has() -> None:
    (row,) = _rows(
        changed(SOON, "").replace(
            "    items:\n      - id: see-person", f"    items:\n{SOON}      - id: see-person"
        )
    )
    assert (row.id, row.change) == ("act-soon", "moved")
    assert (row.was, row.is_) == ({"stage": "begin", "after": "act-at-once"}, {"stage": "work", "after": ""})


def test_an_item_brought_to_the_front_is_the_only_one_moved() -> None:
    text = changed(SOON, "").replace(
        "    items:\n      - id: record-report", f"    items:\n{SOON}      - id: record-report"
    )
    assert _kinds(text) == [("act-soon", "moved", "")]


def test_stages_in_another_order_move_and_their_items_do_not() -> None:
    turned = msgspec.structs.replace(small(), stages=small().stages[::-1])
    assert [(row.under, row.change) for row in compare(small(), turned).rows] == [("stages", "moved")]


def test_a_stage_under_another_id_is_replaced_and_its_items_stay() -> None:
    assert _kinds(changed("  - id: work", "  - id: working")) == [("work", "replaced", "id")]


def test_an_id_that_another_item_replaces_is_told_once() -> None:
    text = changed("- id: finish\n", "- id: end-work\n        replaces: [finish]\n")
    (row,) = _rows(text)
    assert (row.id, row.change, row.weight) == ("finish", "replaced", "major")
    assert row.is_ == [{"id": "end-work", "prompt": "Finish the work.", "replaces": ("finish",)}]


def test_what_a_replacement_asks_otherwise_is_told_under_its_own_id() -> None:
    text = changed("- id: finish\n", "- id: end-work\n        replaces: [finish]\n")
    text = text.replace("        gate: {before: closed, basis: baseline}\n", "")
    assert [(row.id, row.change) for row in _rows(text)][1:] == [("end-work", "gate")]


def test_an_id_changed_without_a_word_is_withdrawn_and_added() -> None:
    found = {(row.id, row.change) for row in _rows(changed("- id: finish\n", "- id: end-work\n"))}
    assert found == {("finish", "withdrawn"), ("end-work", "added")}


def test_two_items_may_become_one() -> None:
    text = changed(SOON, "").replace(
        "- id: act-at-once", "- id: act\n        replaces: [act-at-once, act-soon]"
    )
    found = [(row.id, row.change) for row in _rows(text)]
    assert found == [("act-at-once", "replaced"), ("act-soon", "replaced")]


def test_one_item_may_become_two() -> None:
    heir = SOON.replace("act-soon", "{0}").replace(
        "        source", "        replaces: [act-soon]\n        source"
    )
    text = changed(SOON, heir.replace("{0}", "act-late") + heir.replace("{0}", "act-never"))
    found = [(row.id, row.change) for row in _rows(text) if row.under == "items"]
    assert found == [("act-soon", "replaced"), ("act-never", "added")]


def test_a_review_plan_may_come_and_go() -> None:
    without = msgspec.structs.replace(small(), reviews=None)
    gone = compare(small(), without).rows
    assert {row.under for row in gone} == {"reviews", "schedule"}
    assert {row.change for row in compare(without, small()).rows} == {"added", "other"}


def test_rows_stand_in_the_order_of_the_later_version() -> None:
    other = with_item(with_item(small(), "finish", source="APP"), "record-report", source="APP")
    assert [row.id for row in compare(small(), other).rows] == ["record-report", "finish"]


@pytest.mark.parametrize("which", [0, 1])
def test_two_entries_of_one_id_cannot_be_compared(which: int) -> None:
    doubled = with_item(small(), "act-soon", id=ItemId("finish"))
    pair: list[Checklist] = [small(), small()]
    pair[which] = doubled
    with pytest.raises(
        RefusedError, match=r"small 1\.0 has two entries with the id “finish”\. Give each its own"
    ):
        compare(*pair)


def test_of_a_thousand_items_turned_round_all_but_one_are_moved_and_one_is_reworded() -> None:
    was = large()
    turned = msgspec.structs.replace(was, stages=was.stages[::-1])
    is_ = with_item(turned, "item-7", prompt="Do another thing.")
    rows = compare(was, is_).rows
    assert len(rows) == len(was.stages) - 1 + 1
