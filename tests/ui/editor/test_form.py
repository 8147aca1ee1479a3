"""The forms of a checklist: what was not touched stays as it is, what was typed is what the file has."""

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.checklists.compare_kinds import Under
from sopcheck.checklists.definition import Checklist, Clause, Condition, Item, ReviewPlan, Stage
from sopcheck.checklists.drafting.shelves import NAMED
from sopcheck.checklists.shaping import Shaped
from sopcheck.ui.editor.condition import ConditionPart, FactRows
from sopcheck.ui.editor.form import FormPart, PartForm, RowsPart, SeveralPart
from sopcheck.ui.editor.options import Known, known_in
from sopcheck.ui.editor.parts import LinePart, LinesPart, NumberPart, OnePart, SomePart, TextPart, TickPart
from sopcheck.ui.editor.shapes import Shape, groups_of
from sopcheck.ui.kit.fields import Choice, OneLine
from tests.ui.fakes import CSE, shipped

SOP = next(held for held in shipped() if held.checklist == CSE)
KNOWN = known_in(SOP)
FACTS = st.sampled_from([name for name, _ in KNOWN.facts])
Fields = dict[str, Shaped]


def fields_of(part: msgspec.Struct) -> Fields:
    fields: Fields = json.loads(msgspec.json.encode(part))
    return fields


def item(name: str) -> Item:
    return SOP.item(next(one.id for one in SOP.items() if one.id == name))


@pytest.fixture
def form(qtbot: QtBot) -> PartForm:
    made = PartForm("items")
    qtbot.addWidget(made)
    return made


def parts_of(checklist: Checklist) -> dict[Under, tuple[msgspec.Struct, ...]]:
    return {
        "items": tuple(checklist.items()),
        "clocks": tuple(checklist.clocks.values()),
        "facts": tuple(checklist.facts.values()),
        "subjects": tuple(checklist.subjects.values()),
        "grades": checklist.grades,
        "schedule": checklist.reviews.schedule if checklist.reviews else (),
    }


@pytest.mark.parametrize("kind", ["items", "clocks", "facts", "subjects", "grades", "schedule"])
def test_what_was_not_touched_stays_as_it_is(qtbot: QtBot, kind: Under) -> None:
    made = PartForm(kind)
    qtbot.addWidget(made)
    for checklist in shipped():
        known = known_in(checklist)
        for part in parts_of(checklist)[kind]:
            made.show_fields(fields_of(part), known)
            assert made.fields() == fields_of(part)


@pytest.mark.parametrize("kind", ["items", "clocks", "facts", "subjects", "grades", "schedule"])
def test_every_key_of_a_part_has_a_field(kind: Under) -> None:
    (example, *_) = (part for checklist in shipped() for part in parts_of(checklist)[kind])
    keys = {field.encode_name for field in msgspec.structs.fields(type(example))} - {"id"}
    assert {shape.key for group in groups_of(kind) for shape in group.shapes} == keys


@pytest.mark.parametrize(
    ("kind", "sort", "elsewhere"),
    [
        (
            "definition",
            Checklist,
            {"format", "checklist", "tailored_from", "stages", "reviews", *NAMED, "grades"},
        ),
        ("reviews", ReviewPlan, {"schedule"}),
        ("stages", Stage, {"id", "items"}),
    ],
)
def test_what_has_parts_has_a_field_for_every_other_key(
    kind: Under, sort: type[msgspec.Struct], elsewhere: set[str]
) -> None:
    keys = {field.encode_name for field in msgspec.structs.fields(sort)}
    assert {shape.key for group in groups_of(kind) for shape in group.shapes} == keys - elsewhere


def test_what_is_typed_is_what_the_file_has(form: PartForm) -> None:
    form.show_fields(fields_of(item("see-child")), KNOWN)
    prompt = form.part("prompt")
    assert isinstance(prompt, TextPart)
    prompt.edit.setPlainText("See the child alone,\nwithin the day.")
    assert form.fields() == fields_of(item("see-child")) | {"prompt": "See the child alone, within the day."}


def test_an_emptied_text_leaves_its_key_out(form: PartForm) -> None:
    form.show_fields(fields_of(item("see-child")), KNOWN)
    guidance = form.part("guidance")
    assert isinstance(guidance, TextPart)
    guidance.edit.setPlainText("  ")
    assert "guidance" not in form.fields()


def test_a_limit_is_taken_away_and_comes_back_as_it_was(form: PartForm) -> None:
    fields = fields_of(item("see-child"))
    form.show_fields(fields, KNOWN)
    limit = form.part("limit")
    assert isinstance(limit, FormPart)
    limit.box.setChecked(False)
    assert "limit" not in form.fields()
    limit.box.setChecked(True)
    assert form.fields() == fields


def test_an_amount_is_changed_within_the_limit(form: PartForm) -> None:
    fields = fields_of(item("see-child"))
    form.show_fields(fields, KNOWN)
    limit = form.part("limit")
    assert isinstance(limit, FormPart)
    amount = limit.inner.parts[0]
    assert isinstance(amount, NumberPart)
    amount.spin.setValue(12)
    before = fields["limit"]
    assert isinstance(before, dict)
    assert form.fields()["limit"] == before | {"amount": 12}


def test_a_limit_is_kept_once_all_that_it_needs_is_said(qtbot: QtBot, form: PartForm) -> None:
    form.show_fields(fields_of(item("place-markers")), KNOWN)
    limit = form.part("limit")
    assert isinstance(limit, FormPart)
    with qtbot.assertNotEmitted(form.edited):
        limit.box.setChecked(True)
        choose(limit, 1, "hours")
        choose(limit, 2, "report-received")
    assert limit.lacks.text() == "Not kept yet. Say also “On what it rests”."
    with qtbot.waitSignal(form.edited):
        choose(limit, 3, "baseline")
    assert limit.lacks.isHidden()
    assert form.fields()["limit"] == {"unit": "hours", "from": "report-received", "basis": "baseline"}


def test_a_limit_half_said_is_gone_when_what_was_kept_is_shown_again(form: PartForm) -> None:
    fields = fields_of(item("place-markers"))
    form.show_fields(fields, KNOWN)
    limit = form.part("limit")
    assert isinstance(limit, FormPart)
    limit.box.setChecked(True)
    form.show_fields(fields, KNOWN)
    assert (limit.box.isChecked(), limit.lacks.isHidden()) == (False, True)


def test_a_row_half_said_is_not_kept_yet(qtbot: QtBot) -> None:
    needed = Shape("rank", "Ranks", "rows", below=(Shape("rank", "Rank", needed=True),))
    part = RowsPart(needed)
    qtbot.addWidget(part)
    part.put([{"rank": "sergeant"}], KNOWN)
    with qtbot.assertNotEmitted(part.changed):
        press(part, "Add: Ranks")
    assert part.lacks.text() == "Not kept yet. Say also “Rank”."
    with qtbot.waitSignal(part.changed):
        QTest.keyClicks(part.findChildren(OneLine)[-1], "inspector")
    assert part.take() == [{"rank": "sergeant"}, {"rank": "inspector"}]


def choose(form: FormPart, at: int, value: str) -> None:
    part = form.inner.parts[at]
    assert isinstance(part, OnePart)
    part.choice.choose(value)


@pytest.fixture
def rows(qtbot: QtBot) -> RowsPart:
    made = RowsPart(Shape("same", "Same acts", "rows", below=(Shape("item", "The item"),)))
    qtbot.addWidget(made)
    made.put([{"item": "one"}, {"item": "two"}], KNOWN)
    return made


def press(part: QWidget, name: str) -> None:
    next(one for one in part.findChildren(QPushButton) if one.accessibleName() == name).click()


def test_a_row_is_added_and_filled_in(rows: RowsPart) -> None:
    press(rows, "Add: Same acts")
    QTest.keyClicks(rows.findChildren(OneLine)[-1], "three")
    assert rows.take() == [{"item": "one"}, {"item": "two"}, {"item": "three"}]


def test_a_row_is_removed(rows: RowsPart) -> None:
    press(rows, "Remove one of: Same acts")
    assert rows.take() == [{"item": "two"}]


def test_what_goes_leaves_the_keys_with_what_adds_another(rows: RowsPart) -> None:
    press(rows, "Remove one of: Same acts")
    held = rows.window().focusWidget()
    assert held is not None
    assert held.accessibleName() == "Add: Same acts"


def test_what_another_checklist_has_stays_chosen(qtbot: QtBot) -> None:
    part = OnePart(Shape("sets_clock", "Clock", "one", options=lambda known: known.clocks))
    qtbot.addWidget(part)
    part.put("clock-of-another-pack", KNOWN)
    assert part.choice.value() == "clock-of-another-pack"
    part.choice.choose(KNOWN.clocks[0][0])
    assert part.take() == KNOWN.clocks[0][0]
    part.choice.choose("")
    assert part.take() is None


@pytest.mark.parametrize(
    ("part", "value"),
    [
        (LinePart, "a line"),
        (TextPart, "a text"),
        (LinesPart, ["one", "two"]),
        (NumberPart, 7),
        (TickPart, True),
        (SomePart, [KNOWN.clocks[1][0], KNOWN.clocks[3][0]]),
    ],
)
def test_a_field_shows_a_value_and_forgets_it(
    qtbot: QtBot, part: type[LinePart | NumberPart | TickPart | SomePart], value: Shaped
) -> None:
    made = part(Shape("key", "Words", options=lambda known: known.clocks))
    qtbot.addWidget(made)
    made.put(value, KNOWN)
    assert made.take() == value
    made.put(None, KNOWN)
    assert made.take() is None


def test_lines_ticks_and_a_box_say_in_the_file_what_was_chosen(qtbot: QtBot) -> None:
    lines, box = LinesPart(Shape("choices", "Choices", "lines")), TickPart(Shape("late", "Late", "tick"))
    some = SomePart(Shape("start", "Clocks", "some", options=lambda known: known.clocks))
    for part in (lines, box, some):
        qtbot.addWidget(part)
        part.put(None, KNOWN)
    lines.edit.setPlainText(" one \n\ntwo")
    box.box.click()
    some.findChildren(QAbstractButton)[1].click()
    assert (lines.take(), box.take(), some.take()) == (["one", "two"], True, [KNOWN.clocks[1][0]])
    lines.edit.setPlainText(" ")
    box.box.click()
    some.findChildren(QAbstractButton)[1].click()
    assert (lines.take(), box.take(), some.take()) == (None, None, None)


def test_showing_something_is_no_change(qtbot: QtBot, form: PartForm) -> None:
    with qtbot.assertNotEmitted(form.edited):
        form.show_fields(fields_of(item("see-child")), KNOWN)


def test_typing_is_a_change_and_the_field_keeps_its_place(qtbot: QtBot) -> None:
    part = TextPart(Shape("prompt", "Prompt", "text"))
    qtbot.addWidget(part)
    part.put("See the child.", KNOWN)
    with qtbot.waitSignal(part.changed):
        part.edit.insertPlainText("Go and ")
    part.put(part.take(), KNOWN)
    assert part.edit.textCursor().position() == len("Go and ")


def conditions() -> st.SearchStrategy[Condition]:
    """Conditions as the reader makes them: joints have at least two parts, negations one."""
    parts: st.SearchStrategy[Condition] = FACTS
    return st.recursive(
        parts,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(lambda held: Clause(all=tuple(held))),
            st.lists(inner, min_size=2, max_size=3).map(lambda held: Clause(any=tuple(held))),
            inner.map(lambda held: Clause(not_=held)),
        ),
        max_leaves=5,
    )


@settings(max_examples=25)
@given(condition=conditions())
def test_a_condition_is_built_as_it_was_shown(qapp: object, condition: Condition) -> None:
    rows = FactRows(KNOWN)
    rows.show_condition(condition)
    assert rows.condition() == condition
    rows.deleteLater()


def test_without_facts_it_is_always_asked(qtbot: QtBot) -> None:
    part = ConditionPart(Shape("applies_when", "When", "condition"))
    qtbot.addWidget(part)
    part.put(KNOWN.facts[0][0], KNOWN)
    assert part.rows is not None
    part.rows.show_condition(None)
    part.rows.changed.emit()
    assert part.take() is None


def test_where_there_is_no_fact_yet_it_says_what_to_do_first(qtbot: QtBot) -> None:
    part = ConditionPart(Shape("applies_when", "When", "condition"))
    qtbot.addWidget(part)
    part.put(None, Known())
    assert part.rows is None
    assert [one.text() for one in part.findChildren(QLabel)] == [
        "Always. Add a fact first, to make it depend."
    ]
    part.put(None, KNOWN)
    assert part.rows is not None


def test_the_keys_are_with_what_was_added_and_never_lost(qtbot: QtBot) -> None:
    rows = FactRows(Known(facts=(("seen", "Seen"), ("moved", "Moved"))))
    qtbot.addWidget(rows)
    for name, holds in (
        ("Add a fact", "Fact"),
        ("Add several facts in brackets", "Which of them"),
        ("Remove this fact", "Add a fact"),
    ):
        pressed(rows, name)
        held = rows.focusWidget()
        assert held is not None
        assert held.accessibleName() == holds


def test_another_fact_is_offered_and_the_same_only_where_there_is_no_other(qtbot: QtBot) -> None:
    rows = FactRows(Known(facts=(("seen", "Seen"), ("moved", "Moved"))))
    qtbot.addWidget(rows)
    for _ in range(3):
        pressed(rows, "Add a fact")
    assert rows.condition() == Clause(all=("seen", "moved", "seen"))


def test_a_fact_is_added_and_turned_round(qtbot: QtBot) -> None:
    rows = FactRows(Known(facts=(("seen", "Seen"), ("moved", "Moved"))))
    qtbot.addWidget(rows)
    rows.show_condition("moved")
    rows.joint.choose("none")
    assert rows.condition() == Clause(not_="moved")


def test_facts_are_put_in_brackets_and_taken_out_again(qtbot: QtBot) -> None:
    rows = FactRows(Known(facts=(("seen", "Seen"), ("moved", "Moved"))))
    qtbot.addWidget(rows)
    rows.show_condition("moved")
    pressed(rows, "Add several facts in brackets")
    (inner,) = rows.findChildren(FactRows)
    for _ in range(2):
        pressed(inner, "Add a fact")
    inner.joint.choose("any")
    assert rows.condition() == Clause(all=("moved", Clause(any=("seen", "moved"))))
    with qtbot.waitSignal(rows.changed):
        pressed(rows, "Remove this fact")
    assert rows.condition() == Clause(any=("seen", "moved"))
    pressed(rows, "Remove these facts")
    assert rows.condition() is None


def setters(qtbot: QtBot, *held: str) -> SeveralPart:
    form = PartForm("facts")
    qtbot.addWidget(form)
    form.show_fields({"says": "A child is missing.", "set_by": list(held)}, KNOWN)
    part = form.part("set_by")
    assert isinstance(part, SeveralPart)
    return part


def pressed(part: QWidget, name: str) -> None:
    next(one for one in part.findChildren(QPushButton) if one.accessibleName() == name).click()


def test_what_sets_a_fact_is_chosen_in_words(qtbot: QtBot) -> None:
    part = setters(qtbot, "see-child", "add: missing-episode")
    shown = [choice.currentText() for choice in part.findChildren(Choice)]
    assert shown == [item("see-child").prompt, "One was added of: missing episode"]


def test_what_sets_a_fact_is_chosen_without_typing_syntax(qtbot: QtBot) -> None:
    part = setters(qtbot, "see-child")
    pressed(part, "Add: What sets it besides a person")
    assert part.take() == ["see-child"]
    part.findChildren(Choice)[-1].choose("clock: nfa-decision")
    assert part.take() == ["see-child", "clock: nfa-decision"]


def test_who_removes_the_last_that_sets_a_fact_leaves_the_key_out(qtbot: QtBot) -> None:
    part = setters(qtbot, "see-child")
    pressed(part, "Remove one of: What sets it besides a person")
    assert part.take() is None
