"""The preview of the blank checklist: the pages that would print, made anew when the writer pauses."""

import threading

import msgspec
import pytest
from PySide6.QtCore import QTimer

from sopcheck.checklists.definition import Checklist, Item, ItemId
from sopcheck.errors import UnavailableError
from sopcheck.ui.editor.in_print import InPrint, page_with
from sopcheck.ui.editor.nodes import PartRef
from sopcheck.ui.record.rendering import Pages
from tests.ui.owner_screen import CSE, FIRST, Owner


@pytest.fixture
def preview(owner: Owner) -> InPrint:
    made = InPrint(owner.session)
    owner.qtbot.addWidget(made)
    made.resize(500, 600)
    return made


@pytest.fixture
def draft(owner: Owner) -> Checklist:
    found = owner.world.desk.library.definition(CSE, FIRST)
    return msgspec.structs.replace(found, stages=found.stages[:2])


def printed(preview: InPrint) -> Pages:
    assert preview.pages.pages is not None
    return preview.pages.pages


def words(preview: InPrint) -> str:
    pages = printed(preview)
    return " ".join(" ".join(pages.words(at) for at in range(pages.count)).split())


def looked_at(owner: Owner, preview: InPrint, draft: Checklist, item: Item | None = None) -> None:
    ref = PartRef("items", item.id) if item else PartRef("definition")
    preview.show_draft(draft, ref)
    preview.show()
    owner.qtbot.waitUntil(lambda: preview.pages.pages is not None and not owner.tasks.busy)


def reworded(draft: Checklist, prompt: str) -> Checklist:
    first, *rest = draft.stages[0].items
    stage = msgspec.structs.replace(
        draft.stages[0], items=(msgspec.structs.replace(first, prompt=prompt), *rest)
    )
    return msgspec.structs.replace(draft, stages=(stage, *draft.stages[1:]))


def test_the_pages_are_those_of_the_print_with_the_mark_of_a_draft(
    owner: Owner, preview: InPrint, draft: Checklist
) -> None:
    looked_at(owner, preview, draft)
    assert draft.stages[0].items[0].prompt in words(preview)
    assert "DRAFT: TEST DATA" in words(preview)
    assert (
        preview.says.text()
        == f"{printed(preview).count} pages, as the checklist prints to be filled in by hand."
    )


def test_nothing_is_printed_while_nobody_looks(owner: Owner, preview: InPrint, draft: Checklist) -> None:
    preview.show_draft(draft, PartRef("definition"))
    assert not owner.tasks.busy
    assert preview.pages.pages is None


def test_what_is_typed_is_on_the_pages_after_a_pause(
    owner: Owner, preview: InPrint, draft: Checklist
) -> None:
    looked_at(owner, preview, draft)
    preview.show_draft(reworded(draft, "Write every crime down."), PartRef("definition"))
    assert not owner.tasks.busy
    owner.qtbot.waitUntil(lambda: "Write every crime down." in words(preview))


def test_the_same_draft_is_printed_once(owner: Owner, preview: InPrint, draft: Checklist) -> None:
    looked_at(owner, preview, draft)
    before = printed(preview)
    looked_at(owner, preview, draft, draft.stages[0].items[0])
    preview.hide()
    preview.show()
    owner.settle()
    assert printed(preview) is before


def test_the_page_of_the_item_one_is_on_is_shown(owner: Owner, preview: InPrint, draft: Checklist) -> None:
    last = list(draft.items())[-1]
    looked_at(owner, preview, draft, last)
    assert preview.pages.page == page_with(printed(preview), last.id) == printed(preview).count - 1


def test_an_item_whose_id_begins_like_another_is_not_taken_for_it(
    owner: Owner, preview: InPrint, draft: Checklist
) -> None:
    looked_at(owner, preview, draft)
    last = list(draft.items())[-1]
    assert page_with(printed(preview), last.id) is not None
    assert page_with(printed(preview), last.id[:-1]) is None
    assert page_with(printed(preview), "") is None


def test_of_a_very_long_draft_only_the_stage_one_is_in_is_printed(
    owner: Owner, preview: InPrint, draft: Checklist
) -> None:
    first, second = draft.stages
    many = tuple(msgspec.structs.replace(first.items[0], id=ItemId(f"item-{at}")) for at in range(260))
    long = msgspec.structs.replace(draft, stages=(msgspec.structs.replace(first, items=many), second))
    looked_at(owner, preview, long, second.items[0])
    assert second.items[0].prompt in words(preview)
    assert first.title not in words(preview)
    assert preview.says.text().endswith("one stage of the checklist, as it prints.")


def test_a_draft_with_nothing_in_it_prints_too(owner: Owner, preview: InPrint, draft: Checklist) -> None:
    looked_at(owner, preview, msgspec.structs.replace(draft, stages=(), clocks={}, facts={}))
    assert printed(preview).count == 1


def test_what_was_written_while_a_print_failed_is_printed_all_the_same(
    owner: Owner, preview: InPrint, draft: Checklist, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, shows = threading.Event(), owner.world.desk.printing.show_draft

    def full(_: Checklist) -> bytes:
        assert gate.wait(10)
        monkeypatch.setattr(owner.world.desk.printing, "show_draft", shows)
        raise UnavailableError("The disk is full. Make room and try again.")

    monkeypatch.setattr(owner.world.desk.printing, "show_draft", full)
    preview.show_draft(draft, PartRef("definition"))
    preview.show()
    preview.show_draft(reworded(draft, "Ask her name."), PartRef("definition"))
    (pause,) = preview.findChildren(QTimer)
    owner.qtbot.waitUntil(lambda: not pause.isActive())
    gate.set()
    owner.qtbot.waitUntil(lambda: "The disk is full" in preview.says.text())
    owner.qtbot.waitUntil(lambda: preview.pages.pages is not None)
    assert "Ask her name." in words(preview)
