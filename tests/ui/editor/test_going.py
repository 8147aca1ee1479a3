"""Where one stands in a draft: what is gone to is seen and has the keys, what goes leaves no trace."""

import pytest
from PySide6.QtWidgets import QWidget

from sopcheck.ui.editor.nodes import PartRef
from sopcheck.ui.editor.page import EditorPage
from tests.ui.owner_screen import Owner, on

SEE_CHILD = PartRef("items", "see-child")


@pytest.fixture
def page(owner: Owner) -> EditorPage:
    return owner.draft()


def part(page: EditorPage, key: str) -> QWidget:
    assert page.form is not None
    found = page.form.part(key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("key", "holds"),
    [
        ("applies_when", "Which of them"),
        ("asks", "done, not done or not applicable"),
        ("rank", "Add: The lowest rank that may answer"),
    ],
)
def test_what_is_made_of_several_fields_is_gone_to_at_its_first(
    owner: Owner, page: EditorPage, key: str, holds: str
) -> None:
    page.go_to_part(SEE_CHILD, key)
    held = page.focusWidget()
    assert held.accessibleName() == holds
    owner.qtbot.waitUntil(lambda: not held.visibleRegion().isEmpty())


def test_another_part_is_shown_from_its_beginning(owner: Owner, page: EditorPage) -> None:
    page.go_to_part(SEE_CHILD, "replaces")
    owner.qtbot.waitUntil(lambda: not part(page, "replaces").visibleRegion().isEmpty())
    assert part(page, "prompt").visibleRegion().isEmpty()
    page.tree.setFocus()
    page.go_to_part(PartRef("items", "place-markers"))
    owner.qtbot.waitUntil(lambda: not part(page, "prompt").visibleRegion().isEmpty())


def test_what_goes_leaves_no_form_of_another_part_beside_a_heading(owner: Owner, page: EditorPage) -> None:
    assert page.draft is not None
    last = PartRef("stages", page.draft.now.stages[-1].id)
    page.go_to_part(last)
    page.draft.remove(last)
    assert on(page) is None
    assert page.form is not None
    assert page.form.isHidden()
    page.draft.undo()
    assert not page.form.isHidden()


def test_a_refusal_goes_when_somebody_types_on(owner: Owner, page: EditorPage) -> None:
    assert page.draft is not None
    page.draft.type(SEE_CHILD, "prompt", None)
    assert page.line.text.startswith("This cannot be left empty.")
    page.draft.type(SEE_CHILD, "prompt", "See the child alone.")
    assert page.line.text == ""
