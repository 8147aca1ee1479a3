"""Writing the next version in the window: by keys, every step can be taken back, kept through a lock."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sopcheck.checklists.definition import ClockId, ItemId, Limit
from sopcheck.ui.editor.adding import AddPart
from sopcheck.ui.editor.condition import ConditionPart
from sopcheck.ui.editor.form import FormPart
from sopcheck.ui.editor.nodes import PartRef
from sopcheck.ui.editor.options import known_in
from sopcheck.ui.editor.page import EditorPage
from sopcheck.ui.editor.parts import LinePart, NumberPart, OnePart, TextPart
from sopcheck.ui.kit.fields import Choice, ManyLines, OneLine
from sopcheck.ui.kit.layout import column
from sopcheck.ui.main_window import MainWindow
from sopcheck.ui.memory import WindowMemory
from sopcheck.ui.theme import Look
from tests.ui.owner_screen import CSE, FIRST, NEXT, Owner, ids, on
from tests.world import PASSPHRASE

SEE_CHILD = PartRef("items", "see-child")


@pytest.fixture
def page(owner: Owner) -> EditorPage:
    return owner.draft()


def prompt(page: EditorPage) -> TextPart:
    assert page.form is not None
    part = page.form.part("prompt")
    assert isinstance(part, TextPart)
    return part


def typed(owner: Owner, page: EditorPage, text: str) -> None:
    page.go_to_part(SEE_CHILD)
    prompt(page).edit.selectAll()
    prompt(page).edit.insertPlainText(text)
    assert page.draft is not None
    page.draft.settle()
    owner.settle()


def said(page: EditorPage) -> str:
    assert page.draft is not None
    return page.draft.now.item(ItemId(SEE_CHILD.id)).prompt


def test_the_draft_is_the_next_version(page: EditorPage) -> None:
    assert page.title == "CSE investigation SOP 1.1 · draft"
    assert on(page) == PartRef("definition")


def test_what_is_typed_is_in_the_draft_the_tree_and_the_look(owner: Owner, page: EditorPage) -> None:
    typed(owner, page, "See the child alone.")
    assert said(page) == "See the child alone."
    node = page.tree.current()
    assert node is not None
    assert node.words == "See the child alone."


def test_a_whole_sentence_is_one_step_back(owner: Owner, page: EditorPage) -> None:
    before = said(page)
    page.go_to_part(SEE_CHILD)
    for letter in "Now ":
        prompt(page).edit.insertPlainText(letter)
    page.tree.setFocus()
    owner.press(page, "Ctrl+Z")
    assert said(page) == before
    owner.press(page, "Ctrl+Shift+Z")
    assert said(page) == f"Now {before}"


def test_the_draft_is_there_again_after_a_lock(owner: Owner, page: EditorPage) -> None:
    typed(owner, page, "See the child alone.")
    page.close()
    owner.world.as_("farrow")
    owner.world.as_("okell")
    again = owner.draft()
    assert said(again) == "See the child alone."
    again.tree.setFocus()
    owner.press(again, "Ctrl+Z")
    assert said(again) != "See the child alone."


def test_an_item_is_added_by_keys_behind_the_one_that_one_is_on(owner: Owner, page: EditorPage) -> None:
    page.go_to_part(PartRef("items", ids(page, 0)[1]))
    page.tree.setFocus()
    owner.press(page, "Ctrl+Ins")
    sheet = owner.sheet(page)
    assert isinstance(sheet, AddPart)
    owner.qtbot.keyClicks(sheet.words, "Ask the child which name to use")
    assert sheet.id.text() == "ask-the-child-which-name-to"
    owner.press(sheet, "Return")
    assert ids(page, 0)[2] == "ask-the-child-which-name-to"
    assert on(page) == PartRef("items", "ask-the-child-which-name-to")


@pytest.mark.parametrize(
    ("words", "wanted", "told"),
    [
        ("", "", "Say in a few words"),
        ("Ask again", "Ask Again", "is not an id"),
        ("Ask again", "see-child", "That id is taken"),
    ],
)
def test_what_cannot_be_added_says_why(
    owner: Owner, page: EditorPage, words: str, wanted: str, told: str
) -> None:
    page.go_to_part(SEE_CHILD)
    owner.click(page, "Add an item (Ctrl+Ins)")
    sheet = owner.sheet(page)
    assert isinstance(sheet, AddPart)
    sheet.words.setText(words)
    sheet.id.setText(wanted)
    sheet.submitted.emit()
    assert any(told in problem for problem in sheet.problems)
    sheet.reject()


def test_a_removed_item_comes_back(owner: Owner, page: EditorPage) -> None:
    before = ids(page, 1)
    page.go_to_part(SEE_CHILD)
    page.tree.setFocus()
    owner.press(page, "Del")
    assert "see-child" not in ids(page, 1)
    assert "Ctrl+Z" in page.line.text
    owner.press(page, "Ctrl+Z")
    assert ids(page, 1) == before


def test_going_back_and_forth_leads_to_what_changed(owner: Owner, page: EditorPage) -> None:
    typed(owner, page, "See the child alone.")
    assert page.draft is not None
    page.go_to_part(PartRef("clocks", "report-received"))
    page.draft.undo()
    assert on(page) == SEE_CHILD
    page.go_to_part(PartRef("definition"))
    page.draft.redo()
    assert on(page) == SEE_CHILD


def test_going_back_leaves_the_keys_on_the_page(owner: Owner, page: EditorPage) -> None:
    host, outside = QWidget(), OneLine("outside")
    owner.qtbot.addWidget(host)
    host.setLayout(column(outside, page))
    host.show()
    page.go_to_part(PartRef("clocks", "report-received"), "says")
    assert page.draft is not None
    assert page.form is not None
    page.draft.type(page.acts.ref, "set_by", ["see-child"])
    page.form.show_fields({"says": "It was told.", "set_by": ["see-child"]}, known_in(page.draft.now))
    part = page.form.part("set_by")
    assert part is not None
    part.findChildren(Choice)[0].setFocus()
    page.draft.undo()
    held = host.focusWidget()
    # The page is let go by itself, not with the window around it.
    page.setParent(None)
    assert held is page.tree


def test_a_copy_made_again_is_stood_on_and_one_taken_back_is_not(owner: Owner, page: EditorPage) -> None:
    assert page.draft is not None
    page.draft.duplicate(SEE_CHILD)
    copy = on(page)
    page.draft.undo()
    assert on(page) == SEE_CHILD
    page.go_to_part(PartRef("definition"))
    page.draft.redo()
    assert on(page) == copy != SEE_CHILD


def test_del_in_a_field_takes_a_letter_and_no_item(owner: Owner, page: EditorPage) -> None:
    page.go_to_part(SEE_CHILD, "prompt")
    owner.press(page, "Del")
    assert "see-child" in ids(page, 1)
    assert prompt(page).edit.text().startswith("ee the child")


def test_alt_down_moves_an_item_and_at_the_edge_into_the_next_stage(owner: Owner, page: EditorPage) -> None:
    last = ids(page, 0)[-1]
    page.go_to_part(PartRef("items", last))
    page.tree.setFocus()
    owner.press(page, "Alt+Down")
    assert ids(page, 1)[0] == last
    assert on(page) == PartRef("items", last)
    owner.press(page, "Alt+Up")
    assert ids(page, 0)[-1] == last


def test_an_item_is_dropped_into_another_stage(owner: Owner, page: EditorPage) -> None:
    first = ids(page, 0)[0]
    assert page.draft is not None
    stage = PartRef("stages", page.draft.now.stages[2].id)
    page.tree.dropped.emit(PartRef("items", first), stage, 1)
    owner.settle()
    assert ids(page, 2)[1] == first


def test_a_copy_stands_behind_its_original(owner: Owner, page: EditorPage) -> None:
    page.go_to_part(SEE_CHILD)
    page.tree.setFocus()
    owner.press(page, "Ctrl+D")
    at = ids(page, 1).index("see-child")
    assert ids(page, 1)[at + 1] == "see-child-2"


def test_a_limit_and_a_condition_are_given_without_typing_syntax(owner: Owner, page: EditorPage) -> None:
    page.go_to_part(PartRef("items", "place-markers"))
    assert page.form is not None
    limit, condition = page.form.part("limit"), page.form.part("applies_when")
    assert isinstance(limit, FormPart)
    assert isinstance(condition, ConditionPart)
    limit.box.setChecked(True)
    amount, unit, clock, basis = limit.inner.parts[:4]
    assert isinstance(amount, NumberPart)
    for part, value in ((unit, "hours"), (clock, "report-received"), (basis, "baseline")):
        assert isinstance(part, OnePart)
        part.choice.choose(value)
    amount.spin.setValue(4)
    assert condition.rows is not None
    condition.rows.show_condition("online-element")
    condition.rows.changed.emit()
    assert page.draft is not None
    made = page.draft.now.item(ItemId("place-markers"))
    assert made.limit == Limit(unit="hours", from_=ClockId("report-received"), basis="baseline", amount=4)
    assert made.applies_when == "online-element"


def test_a_finding_leads_to_its_field(owner: Owner, page: EditorPage) -> None:
    typed(owner, page, "The child should be spoken to.")
    found = [one for one in page.beside.findings.list.rows.values if one.spot.id == "see-child"]
    page.go_to_part(PartRef("definition"))
    page.beside.findings.list.opened.emit(found[0])
    assert on(page) == SEE_CHILD
    assert prompt(page).edit.hasFocus()


def test_the_file_is_there_to_see(owner: Owner, page: EditorPage) -> None:
    typed(owner, page, "See the child alone.")
    page.beside.switch.show_pane("file")
    owner.qtbot.waitUntil(lambda: "prompt: See the child alone." in page.beside.file.toPlainText())
    assert page.beside.file.isReadOnly()


def test_a_draft_is_proposed_with_a_reason(owner: Owner, page: EditorPage) -> None:
    typed(owner, page, "See the child alone.")
    owner.click(page.beside_title, "Propose…")
    sheet = owner.sheet(page)
    reason = sheet.findChild(ManyLines)
    assert isinstance(reason, ManyLines)
    reason.setPlainText("A child speaks more freely alone.")
    with owner.qtbot.waitSignal(page.page_wanted):
        owner.qtbot.keyClick(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rows = owner.world.desk.library.versions()
    assert [row.status for row in rows if (row.checklist, row.version) == (CSE, NEXT)] == ["proposed"]


def test_what_is_typed_when_somebody_thinks_of_discarding_is_kept_first(
    owner: Owner, page: EditorPage
) -> None:
    page.go_to_part(SEE_CHILD)
    prompt(page).edit.selectAll()
    prompt(page).edit.insertPlainText("See the child alone.")
    # Asked for through the button, but not answered.
    owner.click(page.beside_title, "Discard…")
    owner.settle()
    kept = owner.world.desk.drafting.take_up(CSE)
    assert kept.now.item(ItemId(SEE_CHILD.id)).prompt == "See the child alone."


def test_findings_of_a_draft_that_has_changed_since_are_not_told(owner: Owner, page: EditorPage) -> None:
    told: list[object] = []
    assert page.draft is not None
    page.draft.found.connect(told.append)
    page.draft.look_over()
    page.draft.type(SEE_CHILD, "prompt", "See the child alone.")
    owner.settle()
    assert told == []


def test_a_draft_is_discarded_only_when_that_is_confirmed(owner: Owner, page: EditorPage) -> None:
    owner.click(page.beside_title, "Discard…")
    sheet = owner.sheet(page)
    owner.click(sheet, "Cancel")
    assert owner.world.desk.drafting.there(CSE)
    page.go_to_part(SEE_CHILD)
    prompt(page).edit.insertPlainText("Still typing. ")
    owner.click(page.beside_title, "Discard…")
    with owner.qtbot.waitSignal(page.page_wanted):
        owner.click(owner.sheet(page), "Discard")
    page.hide()
    owner.settle()
    assert not owner.world.desk.drafting.there(CSE)
    # Who comes back to the page, which the window keeps, begins the next draft.
    owner.show(page)
    owner.qtbot.waitUntil(lambda: page.draft is not None)
    assert not said(page).startswith("Still typing")


def test_what_is_typed_when_the_window_locks_is_in_the_draft(owner: Owner) -> None:
    window = MainWindow(owner.world.program, memory=WindowMemory(None), look=Look(theme="light"))
    owner.qtbot.addWidget(window)
    window.show()
    window.enter(owner.world.desk)
    assert window.shell is not None
    window.shell.open_version("draft", CSE, FIRST)
    page = window.shell.page
    assert isinstance(page, EditorPage)
    owner.qtbot.waitUntil(lambda: page.draft is not None)
    page.go_to_part(SEE_CHILD)
    prompt(page).edit.insertPlainText("Still typing. ")
    window.lock()
    owner.qtbot.waitUntil(lambda: not window.tasks.busy)
    owner.world.at_desk = "nobody"
    kept = owner.world.program.unlock(owner.world.people["okell"], PASSPHRASE)
    owner.world.desk = kept
    assert kept.drafting.take_up(CSE).now.item(ItemId("see-child")).prompt.startswith("Still typing. ")
    window.close()


def test_a_checklist_from_nothing_gets_its_reviews_in_the_window(owner: Owner) -> None:
    draft = owner.world.desk.drafting.begin_new("Missing children")
    page = EditorPage(owner.session, draft.now.checklist, draft.now.version)
    owner.show(page)
    owner.qtbot.waitUntil(lambda: page.draft is not None)
    page.go_to_part(PartRef("reviews"))
    owner.press(page.tree, "Ctrl+Ins")
    assert page.line.text.startswith("Say first which checklist a review runs")
    assert page.form is not None
    part = page.form.part("checklist")
    assert isinstance(part, LinePart)
    part.edit.insert("supervisor-review")
    part.edit.textEdited.emit("supervisor-review")
    assert page.draft is not None
    page.draft.settle()
    page.draft.add("schedule", {"title": "First review", "type": "fixed"}, "first-review")
    owner.settle()
    assert page.draft.now.reviews is not None
    assert [rule.id for rule in page.draft.now.reviews.schedule] == ["first-review"]
    page.draft.type(PartRef("reviews"), "checklist", None)
    assert page.line.text.startswith("The schedule has reviews")
    assert page.draft.now.reviews is not None


def test_a_heading_shows_no_form_of_what_one_came_from(owner: Owner, page: EditorPage) -> None:
    page.go_to_part(SEE_CHILD)
    tops = [page.tree.rows.index(at, 0) for at in range(page.tree.rows.rowCount())]
    page.tree.setCurrentIndex(next(one for one in tops if one.data() == "Clocks"))
    assert page.form is not None
    assert page.form.isHidden()
    page.go_to_part(SEE_CHILD)
    assert not page.form.isHidden()


def test_an_id_of_ones_own_stays_whatever_is_written_after_it(owner: Owner, page: EditorPage) -> None:
    page.go_to_part(SEE_CHILD)
    owner.click(page, "Add an item (Ctrl+Ins)")
    sheet = owner.sheet(page)
    assert isinstance(sheet, AddPart)
    owner.qtbot.keyClicks(sheet.id, "ask-name")
    owner.qtbot.keyClicks(sheet.words, "Ask the child which name to use")
    assert sheet.id.text() == "ask-name"
    sheet.id.clear()
    owner.qtbot.keyClicks(sheet.id, "x")
    owner.qtbot.keyClick(sheet.id, Qt.Key.Key_Backspace)
    owner.qtbot.keyClicks(sheet.words, "!")
    assert sheet.id.text() == "ask-the-child-which-name-to"
    sheet.reject()
